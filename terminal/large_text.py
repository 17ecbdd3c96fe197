"""Text in letters of half blocks, as large as its place allows, for a hall to read from afar."""

from functools import lru_cache

from PIL import Image, ImageDraw

from fonts import Weight
from fonts.faces import face
from terminal.half_blocks import block_rows

FONT_SIZE_MAX = 400
TEXTS_KEPT_MAX = 256
LETTERS_MAX = 64
INK_MIN = 128  # of 255: a half block is filled where at least half of it is ink
# The boldest letters in which digits can be told apart, each from a size in half blocks on: a smaller 5 in
# Black closes to a 6.
NUMERALS: tuple[tuple[Weight, int], ...] = (("Black", 12), ("Bold", 8))


@lru_cache(maxsize=TEXTS_KEPT_MAX)
def large_text(text: str, weight: Weight, columns: int, rows: int, size_min: int = 1) -> tuple[str, ...]:
    """The rows of `text`, one line, drawn as large as fits in `columns` by `rows` terminal cells.

    Empty where that would take letters smaller than `size_min` half blocks, or nothing is to be drawn. A
    terminal cell is taken to be twice as high as it is wide, so that a half block is square.
    """
    text = text[:LETTERS_MAX]
    size = largest_size(text, weight, columns, rows * 2)
    if size < max(1, size_min):
        return ()
    return block_rows(draw(text, weight, size))


def large_number(text: str, columns: int, rows: int) -> tuple[str, ...]:
    """The rows of a number as large as fits, in the boldest letters in which no digit passes for another.

    Empty where it would be too small for that.
    """
    drawn = (large_text(text, weight, columns, rows, size_min) for weight, size_min in NUMERALS)
    return next(filter(None, drawn), ())


def largest_size(text: str, weight: Weight, width: int, height: int) -> int:
    """The largest font size in which the text's ink fits into so many dots, 0 if none does."""
    if not text.strip():
        return 0
    low, high = 0, FONT_SIZE_MAX + 1
    while high - low > 1:
        middle = (low + high) // 2
        left, top, right, bottom = face(weight, middle).getbbox(text)
        if right - left <= width and bottom - top <= height:
            low = middle
        else:
            high = middle
    return low


def draw(text: str, weight: Weight, size: int) -> Image.Image:
    """The text in black on white, one dot a half block, cropped to its ink."""
    left, top, right, bottom = (int(edge) for edge in face(weight, size).getbbox(text))
    ink = Image.new("L", (max(0, right - left), max(0, bottom - top)))
    if ink.width and ink.height:
        ImageDraw.Draw(ink).text((-left, -top), text, font=face(weight, size), fill=255)
    inked = ink.point([255 * (value >= INK_MIN) for value in range(256)])
    return inked.crop(inked.getbbox() or (0, 0, 0, 0))
