"""Dots become half blocks of the text's colour."""

from PIL import Image

from terminal.half_blocks import block_rows


def test_an_odd_row_more_stays_blank_at_the_top() -> None:
    """The lowest row of a picture stands at the bottom of its cells, where letters stand."""
    picture = Image.new("L", (2, 3))
    picture.putpixel((0, 0), 255)
    picture.putpixel((1, 2), 255)
    assert block_rows(picture) == ("▄ ", " ▄")


def test_a_picture_without_dots_has_no_rows() -> None:
    """Nothing to draw gives nothing."""
    assert block_rows(Image.new("L", (0, 4))) == ()
