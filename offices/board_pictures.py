"""The pictures of an office's boards: looked at once, at the start, and served from memory."""

from hashlib import sha256
from io import BytesIO
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from offices.logo import LOGO_SIDE_DOTS_MAX, LogoError, read_picture
from ticketing.board_plan import BoardPicture

TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "GIF": "image/gif", "WEBP": "image/webp"}
PICTURE_BYTES_MAX = 2_000_000


def load_board_picture(path: Path) -> BoardPicture:
    """The picture in this file, which browsers show. Raises LogoError.

    Its name is made of what is in it, so that browsers may keep it and yet show another one at once.
    """
    content = read_picture(path, PICTURE_BYTES_MAX)
    try:
        with Image.open(BytesIO(content), formats=tuple(TYPES)) as picture:
            kind, side = picture.format or "", max(picture.size)
            picture.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise LogoError("no-picture", known=", ".join(TYPES)) from error
    if side > LOGO_SIDE_DOTS_MAX:
        raise LogoError("logo-too-large", size_max=PICTURE_BYTES_MAX, side_max=LOGO_SIDE_DOTS_MAX)
    return BoardPicture(f"{sha256(content).hexdigest()[:16]}.{kind.lower()}", TYPES[kind], content)
