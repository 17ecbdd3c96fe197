"""Numbers in large digits that keep their size and place, whichever digits they are."""

from functools import lru_cache

from PIL import Image, ImageDraw

from fonts import Weight
from fonts.faces import face
from terminal.half_blocks import block_rows
from terminal.large_text import INK_MIN, LETTERS_MAX, NUMERALS, largest_size

NUMBERS_KEPT_MAX = 256
_WIDEST = "8"


def template(text: str) -> str:
    """The text that takes the most room of all with as many digits and the same letters."""
    return "".join(_WIDEST if character.isdecimal() else character for character in text)


@lru_cache(maxsize=NUMBERS_KEPT_MAX)
def steady_number(text: str, columns: int, rows: int) -> tuple[str, ...]:
    """The rows of a number as large as fits, whatever its digits: 1001 is as large as 8888, and in its place.

    Drawn in the boldest letters in which no digit passes for another; empty where it would be too small.
    """
    text = text[:LETTERS_MAX]
    for weight, size_min in NUMERALS:
        size = _largest(template(text), weight, columns, rows * 2)
        if size >= size_min:
            return block_rows(_drawn(text, weight, size))
    return ()


def _largest(widest: str, weight: Weight, width: int, height: int) -> int:
    """The largest size at which the slots of all characters fit, 0 if none does."""
    size = largest_size(widest, weight, width, height)
    while size and sum(_slots(widest, weight, size)) > width:
        size -= 1
    return size


def _slots(widest: str, weight: Weight, size: int) -> list[int]:
    """How wide the place of each character is, with a dot at least to the next one."""
    return [_slot(character, weight, size) for character in widest]


def _slot(character: str, weight: Weight, size: int) -> int:
    left, _, right, _ = face(weight, size).getbbox(character)
    return max(round(face(weight, size).getlength(character)), int(right - left) + 1)


def _drawn(text: str, weight: Weight, size: int) -> Image.Image:
    """Each character in the middle of its place, on the line of the template, one dot a half block."""
    font, widest = face(weight, size), template(text)
    _, top, _, bottom = (int(edge) for edge in font.getbbox(widest))
    slots = _slots(widest, weight, size)
    ink = Image.new("L", (sum(slots), bottom - top))
    pen, left = ImageDraw.Draw(ink), 0
    for character, slot in zip(text, slots, strict=True):
        beside = round((slot - font.getlength(character)) / 2)
        pen.text((left + beside, -top), character, font=font, fill=255)
        left += slot
    return ink.point([255 * (value >= INK_MIN) for value in range(256)])
