"""A logo for slips: which pictures are taken, what becomes of them, and how the others are refused."""

from base64 import b64decode
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from offices import load_office
from offices.logo import (
    LOGO_BYTES_MAX,
    LOGO_FILE_BYTES_MAX,
    LOGO_HEIGHT_DOTS_MAX,
    LOGO_SIDE_DOTS_MAX,
    LOGO_WIDTH_DOTS_MAX,
)
from offices.parsing import OfficeFileError
from tests.offices.office_texts import SMALL, changed
from ticketing.wire.messages import office_card


def office_with(tmp_path: Path, logo: str) -> Path:
    path = tmp_path / "nho.toml"
    path.write_text(changed("[slip]\n", f'[slip]\nlogo = "{logo}"\n', SMALL), encoding="utf-8")
    return path


def emblem(size: tuple[int, int], background: str = "white") -> Image.Image:
    picture = Image.new("RGB", size, background)
    ImageDraw.Draw(picture).ellipse((10, 10, size[0] - 10, size[1] - 10), fill="#b00000")
    return picture


def loaded(path: Path) -> Image.Image:
    content = b64decode(office_card(load_office(path)).slip.logo)
    assert 0 < len(content) <= LOGO_BYTES_MAX
    return Image.open(BytesIO(content))


@pytest.mark.parametrize("ending", ["png", "jpg", "gif", "bmp", "webp"])
def test_a_picture_becomes_black_and_white_and_small(tmp_path: Path, ending: str) -> None:
    """Colours are for the office's letters, a printer has dots; the card carries it to every kiosk."""
    emblem((900, 600)).save(tmp_path / f"logo.{ending}")
    logo = loaded(office_with(tmp_path, f"logo.{ending}"))
    assert logo.mode == "1"
    assert logo.width <= LOGO_WIDTH_DOTS_MAX
    assert logo.height == LOGO_HEIGHT_DOTS_MAX
    assert logo.getpixel((logo.width // 2, logo.height // 2)) == 0


def test_what_is_transparent_is_paper(tmp_path: Path) -> None:
    """A logo without a background does not become a black square."""
    picture = Image.new("RGBA", (200, 100), (0, 0, 0, 0))
    ImageDraw.Draw(picture).rectangle((40, 20, 160, 80), outline="black", width=10)
    picture.save(tmp_path / "logo.png")
    logo = loaded(office_with(tmp_path, "logo.png"))
    assert logo.size == (121, 61)
    assert logo.getpixel((60, 30)) == 255


def test_a_photograph_becomes_a_pattern_of_dots(tmp_path: Path) -> None:
    """Greys are not cut into black and white; even the most restless picture stays within the limit."""
    Image.effect_noise((1000, 500), 80).save(tmp_path / "logo.png")
    logo = loaded(office_with(tmp_path, "logo.png"))
    dark = logo.convert("L").histogram()[0] / (logo.width * logo.height)
    assert 0.3 < dark < 0.7


def refusal(path: Path) -> str:
    with pytest.raises(OfficeFileError) as refused:
        load_office(path)
    return str(refused.value)


def logo_line(path: Path) -> int:
    return next(at for at, line in enumerate(path.read_text().splitlines(), 1) if line.startswith("logo"))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("logo.png", b"GIF no, text", 'the file "logo.png" is not a picture that is understood.'),
        ("logo.png", b"", "is not a picture"),
        ("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "Write the path of a PNG, JPEG,"),
        ("logo.png", b"\x89PNG\r\n\x1a\n" + bytes(200), "is not a picture"),
        (
            "logo.png",
            bytes(LOGO_FILE_BYTES_MAX + 1),
            "is too large. Write a picture of at most 4000000 bytes",
        ),
    ],
    ids=["text", "empty", "svg", "broken png", "too many bytes"],
)
def test_what_is_no_picture_is_refused_with_its_line(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    """The sentence names the office file, the line of the logo, and what to write instead."""
    (tmp_path / name).write_bytes(content)
    path = office_with(tmp_path, name)
    assert refusal(path).startswith(f"nho.toml:{logo_line(path)}: ")
    assert said in refusal(path)


def test_a_picture_with_too_many_dots_is_not_even_unpacked(tmp_path: Path) -> None:
    """A small file may hold a picture that fills the memory."""
    Image.new("1", (LOGO_SIDE_DOTS_MAX + 1, 10)).save(tmp_path / "logo.png")
    assert "is too large" in refusal(office_with(tmp_path, "logo.png"))


def test_a_logo_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """A missing file, and a folder in its place, each have their sentence."""
    path = office_with(tmp_path, "logo.png")
    assert 'there is no file "logo.png". Write the path of a picture, seen from the office file.' in refusal(
        path
    )
    (tmp_path / "logo.png").mkdir()
    assert "can't be read: Is a directory" in refusal(path)
