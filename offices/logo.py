"""An office's logo: a picture from a file becomes a small one in black and white, as printers print it."""

from base64 import b64encode
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

FORMATS = ("PNG", "JPEG", "GIF", "BMP", "WEBP")
LOGO_FILE_BYTES_MAX = 4_000_000
LOGO_SIDE_DOTS_MAX = 6_000
LOGO_WIDTH_DOTS_MAX = 320  # the narrowest paper has a little more between its margins
LOGO_HEIGHT_DOTS_MAX = 160
LOGO_BYTES_MAX = 16_384  # of the finished picture, which goes to every screen
PLAIN_SHARE_MIN = 0.85  # a picture of which so much is nearly black or nearly white is a drawing
NEARLY = 64
HALF_GREY = 128


class LogoError(Exception):
    """The logo was refused; `name` is a mistake of office files and `values` are its own."""

    def __init__(self, name: str, **values: object) -> None:
        super().__init__(name)
        self.name = name
        self.values = values


def load_logo(path: Path) -> str:
    """The logo in this file as a PNG of mode "1" in base64. Raises LogoError."""
    too_large = LogoError("logo-too-large", size_max=LOGO_FILE_BYTES_MAX, side_max=LOGO_SIDE_DOTS_MAX)
    content = read_picture(path, LOGO_FILE_BYTES_MAX)
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as picture:
            if max(picture.size) > LOGO_SIDE_DOTS_MAX:
                raise too_large
            logo = _black_and_white(_fitted(_on_white(picture)))
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise LogoError("no-picture", known=", ".join(FORMATS)) from error
    png = BytesIO()
    logo.save(png, format="PNG", optimize=True)
    if len(png.getvalue()) > LOGO_BYTES_MAX:
        raise too_large
    return b64encode(png.getvalue()).decode("ascii")


def read_picture(path: Path, size_max: int) -> bytes:
    """What is in a picture's file. Raises LogoError, also where it has more than `size_max` bytes."""
    try:
        with path.open("rb") as file:
            content = file.read(size_max + 1)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise LogoError("logo-missing") from error
    except (OSError, ValueError) as error:  # ValueError: a path with a zero byte
        raise LogoError("logo-unreadable", problem=getattr(error, "strerror", None) or str(error)) from error
    if len(content) > size_max:
        raise LogoError("logo-too-large", size_max=size_max, side_max=LOGO_SIDE_DOTS_MAX)
    return content


def _on_white(picture: Image.Image) -> Image.Image:
    """The picture in grey; what is transparent in it is white, as paper is."""
    coloured = picture.convert("RGBA")
    sheet = Image.new("RGBA", coloured.size, "white")
    return Image.alpha_composite(sheet, coloured).convert("L")


def _fitted(grey: Image.Image) -> Image.Image:
    """The picture without its white edge, no larger than a logo may be."""
    edge = ImageOps.invert(grey).point(lambda ink: 255 if ink > NEARLY else 0).getbbox()
    cropped = grey.crop(edge) if edge else grey
    cropped.thumbnail((LOGO_WIDTH_DOTS_MAX, LOGO_HEIGHT_DOTS_MAX), Image.Resampling.LANCZOS)
    return cropped


def _black_and_white(grey: Image.Image) -> Image.Image:
    """A drawing keeps its clean edges; the greys of any other picture become patterns of dots."""
    clear = ImageOps.autocontrast(grey)
    shades = clear.histogram()
    plain = sum(shades[:NEARLY]) + sum(shades[-NEARLY:])
    if plain >= PLAIN_SHARE_MIN * sum(shades):
        return clear.point(lambda level: 255 if level >= HALF_GREY else 0, mode="1")
    return clear.convert("1", dither=Image.Dither.FLOYDSTEINBERG)
