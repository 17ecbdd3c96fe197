"""Dots become half blocks: of the text's colour alone, or of two colours."""

from PIL import Image

from terminal.half_blocks import Tint, block_rows, half_blocks

TINT = Tint(ink="#000000", paper="#ffffff")


def test_an_odd_row_more_stays_blank_at_the_top() -> None:
    """The lowest row of a picture stands at the bottom of its cells, where letters stand."""
    picture = Image.new("L", (2, 3))
    picture.putpixel((0, 0), 255)
    picture.putpixel((1, 2), 255)
    assert block_rows(picture) == ("▄ ", " ▄")


def test_a_picture_without_dots_has_no_rows() -> None:
    """Nothing to draw gives nothing."""
    assert block_rows(Image.new("L", (0, 4))) == ()


def test_a_picture_keeps_its_shape_and_fits() -> None:
    """A cell holds two dots, so a square of 40 dots takes twice as many columns as rows."""
    square = Image.new("1", (40, 40), 1)
    rows = half_blocks(square, 20, 100, TINT).plain.split("\n")
    assert (len(rows), {len(row) for row in rows}) == (10, {20})
    rows = half_blocks(square, 100, 5, TINT).plain.split("\n")
    assert (len(rows), {len(row) for row in rows}) == (5, {10})


def test_dots_take_the_colours_of_ink_and_paper() -> None:
    """The upper dot is the letter's colour, the lower one its ground."""
    picture = Image.new("1", (1, 2), 1)
    picture.putpixel((0, 0), 0)
    content = half_blocks(picture, 1, 1, TINT)
    style = content.get_style_at_offset(0)
    assert content.plain == "▀"
    assert style.foreground is not None
    assert style.background is not None
    assert (style.foreground.hex, style.background.hex) == ("#000000", "#FFFFFF")


def test_no_room_and_no_picture_give_nothing() -> None:
    """A widget that has no size yet draws nothing, and neither does an empty picture."""
    assert half_blocks(Image.new("1", (10, 10)), 0, 0, TINT).plain == ""
    assert half_blocks(Image.new("1", (10, 0)), 10, 10, TINT).plain == ""
