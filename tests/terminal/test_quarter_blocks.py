"""Four dots fill a cell, in two shades of ink and paper."""

from PIL import Image

from terminal.half_blocks import Tint
from terminal.quarter_blocks import quarter_blocks

TINT = Tint(ink="#000000", paper="#ffffff")


def test_a_quarter_is_drawn_where_its_dot_is() -> None:
    """One dot of ink in the upper right; the ground is paper."""
    picture = Image.new("L", (2, 2), 255)
    picture.putpixel((1, 0), 0)
    content = quarter_blocks(picture, 1, 1, TINT)
    style = content.get_style_at_offset(0)
    assert content.plain == "▝"
    assert style.foreground is not None
    assert style.background is not None
    assert (style.foreground.hex, style.background.hex) == ("#000000", "#FFFFFF")


def test_a_picture_fills_the_cells_that_it_is_given() -> None:
    """Whatever its proportions; cells of one shade are blank."""
    rows = quarter_blocks(Image.new("L", (40, 40), 255), 7, 3, TINT).plain.split("\n")
    assert rows == [" " * 7] * 3
    assert quarter_blocks(Image.new("L", (4, 4)), 0, 3, TINT).plain == ""
