"""Letters of half blocks hold the very dots that the font gives."""

import pytest
from PIL import Image, ImageDraw, ImageFont

from fonts import Weight, font_path
from terminal.large_text import NUMERALS, draw, large_number, large_text, largest_size

LARGE_PRINT = 80
DOTS = {" ": (0, 0), "▀": (1, 0), "▄": (0, 1), "█": (1, 1)}


def dots(rows: tuple[str, ...]) -> list[list[int]]:
    """The dots of a lettering, without the blank row that makes their number even."""
    found = [[DOTS[block][half] for block in row] for row in rows for half in (0, 1)]
    return found[1:] if found and not any(found[0]) else found


def drawn_by_pillow(text: str, weight: Weight, size: int) -> list[list[int]]:
    """The text's ink on a sheet with room to spare, cropped."""
    face = ImageFont.truetype(font_path(weight), size, layout_engine=ImageFont.Layout.BASIC)
    sheet = Image.new("L", (size * (len(text) + 2), size * 3))
    ImageDraw.Draw(sheet).text((size, size), text, font=face, fill=255)
    ink = sheet.point([255 * (value >= 128) for value in range(256)])
    ink = ink.crop(ink.getbbox())
    return [[int(ink.getpixel((x, y)) == 255) for x in range(ink.width)] for y in range(ink.height)]


@pytest.mark.parametrize("text", ["1001", "Đ", "Ạ", "HT025", "ĐẾN QUẦY SỐ", "3"])
@pytest.mark.parametrize(("columns", "rows"), [(12, 4), (50, 8), (80, 20), (136, 40)])
def test_a_lettering_has_the_dots_that_pillow_draws(text: str, columns: int, rows: int) -> None:
    """Every half block is a dot of the font's picture, and none is lost."""
    size = largest_size(text, "Black", columns, rows * 2)
    assert dots(large_text(text, "Black", columns, rows)) == drawn_by_pillow(text, "Black", size)


@pytest.mark.parametrize("text", ["1001", "Đ", "Ạ", "9"])
@pytest.mark.parametrize(("columns", "rows"), [(10, 10), (50, 8), (80, 20), (200, 60), (6, 30)])
def test_a_lettering_is_as_large_as_its_place_allows(text: str, columns: int, rows: int) -> None:
    """It stays within its place, and one size more would not."""
    found = large_text(text, "Black", columns, rows)
    assert 0 < len(found) <= rows
    assert 0 < len(found[0]) <= columns
    size = largest_size(text, "Black", columns, rows * 2)
    left, top, right, bottom = ImageFont.truetype(font_path("Black"), size + 1).getbbox(text)
    assert right - left > columns or bottom - top > rows * 2


def test_vietnamese_letters_differ_by_their_marks() -> None:
    """The bar of Đ, the dot below Ạ and the two marks of Ậ are drawn."""
    plain, marked = ("D", "A", "A", "A", "O", "U"), ("Đ", "Ạ", "Â", "Ậ", "Ớ", "Ữ")
    for letter, with_mark in zip(plain, marked, strict=True):
        assert draw(letter, "Bold", 24).tobytes() != draw(with_mark, "Bold", 24).tobytes()
    dot = draw("Ạ", "Bold", 24)
    assert dot.height > draw("A", "Bold", 24).height


def test_letters_too_small_to_read_are_not_drawn() -> None:
    """Whoever asks gets nothing rather than a smear, and shows plain text instead."""
    assert large_text("ĐẾN QUẦY SỐ", "Bold", 40, 10, size_min=10) == ()
    assert large_text("ĐẾN QUẦY SỐ", "Bold", 120, 10, size_min=10) != ()


@pytest.mark.parametrize(
    ("text", "columns", "rows"), [("", 10, 10), ("   ", 10, 10), ("1001", 0, 0), ("1", 5, -3)]
)
def test_nothing_comes_of_no_text_or_no_place(text: str, columns: int, rows: int) -> None:
    """A blank text and a place without room give no rows."""
    assert large_text(text, "Black", columns, rows) == ()


def test_a_text_without_end_is_cut() -> None:
    """However long the text, drawing it is bounded."""
    assert large_text("8" * 100_000, "Black", 200, 5) == large_text("8" * 64, "Black", 200, 5)


def holes(ink: Image.Image, area_min: float, *, is_diagonal: bool) -> int:
    """How many parts of the ground the ink shuts in, from an area on; one 0, two 8, none 5."""
    sheet = Image.new("L", (ink.width + 2, ink.height + 2))
    sheet.paste(ink, (1, 1))
    ground = {(x, y) for x in range(sheet.width) for y in range(sheet.height) if not sheet.getpixel((x, y))}
    steps = [(1, 0), (-1, 0), (0, 1), (0, -1)]
    steps += [(1, 1), (1, -1), (-1, 1), (-1, -1)] if is_diagonal else []
    found = 0
    while ground:
        area, edge = 1, [ground.pop()]
        while edge:
            x, y = edge.pop()
            near = {(x + right, y + down) for right, down in steps} & ground
            ground -= near
            edge += near
            area += len(near)
        found += area >= area_min
    return found - 1


@pytest.mark.slow
@pytest.mark.parametrize(("weight", "size_min"), NUMERALS)
def test_no_digit_closes_to_another(weight: Weight, size_min: int) -> None:
    """At every size that is drawn a digit is as open or shut as in large print: no 5 passes for a 6."""
    for digit in "0123456789":
        meant = holes(draw(digit, weight, LARGE_PRINT), LARGE_PRINT / 2, is_diagonal=False)
        for size in range(size_min, 40):
            ink, area_min = draw(digit, weight, size), max(1, size * size / 150)
            found = {holes(ink, area_min, is_diagonal=diagonal) for diagonal in (False, True)}
            assert meant in found, (digit, weight, size)


def test_a_small_number_is_drawn_thinner_and_a_tiny_one_not_at_all() -> None:
    """The letters give up their weight before they give up being read."""
    assert large_number("1005", 80, 12) == large_text("1005", "Black", 80, 12)
    assert large_number("5", 20, 4) == large_text("5", "Bold", 20, 4)
    assert large_number("5", 20, 2) == ()
