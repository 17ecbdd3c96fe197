"""Letters in a terminal: four dots fill a cell, in the two shades that come nearest to them."""

from functools import lru_cache
from itertools import groupby

from textual.color import Color
from textual.content import Content
from textual.style import Style

from terminal.half_blocks import BOX_FILTER, SHADES, STYLES_KEPT_MAX, HalfBlockPicture, Tint

Quarters = tuple[int, int, int, int]
# A block by which of its quarters are of the text's colour: upper left, upper right, lower left, lower right.
_BLOCKS: dict[Quarters, str] = {
    (0, 0, 0, 0): " ",
    (0, 0, 0, 1): "▗",
    (0, 0, 1, 0): "▖",
    (0, 0, 1, 1): "▄",
    (0, 1, 0, 0): "▝",
    (0, 1, 0, 1): "▐",
    (0, 1, 1, 0): "▞",
    (0, 1, 1, 1): "▟",
}
Cell = tuple[str, int, int]
"""A block, and the levels of its text and of its ground, from 0 for ink to SHADES - 1 for paper."""
CELLS_KEPT_MAX = 8_192


def quarter_blocks(picture: HalfBlockPicture, columns: int, rows: int, tint: Tint) -> Content:
    """The picture in just so many cells, whatever its proportions."""
    width, height = 2 * columns, 2 * rows
    if not width or not height:
        return Content("")
    dots = picture.convert("L").resize((width, height), BOX_FILTER).tobytes()
    return Content("\n").join(
        _row(dots[start : start + width], dots[start + width : start + 2 * width], tint)
        for start in range(0, width * height, 2 * width)
    )


def _row(upper: bytes, lower: bytes, tint: Tint) -> Content:
    quarters = zip(upper[::2], upper[1::2], lower[::2], lower[1::2], strict=True)
    cells = [_cell(each) for each in quarters]
    runs = ((levels, [block for block, *_ in same]) for levels, same in groupby(cells, lambda cell: cell[1:]))
    return Content.assemble(*(("".join(blocks), _style(*levels, tint)) for levels, blocks in runs))


@lru_cache(maxsize=CELLS_KEPT_MAX)
def _cell(quarters: Quarters) -> Cell:
    """The block that differs least from these four dots."""
    return min((_approach(pattern, quarters) for pattern in _BLOCKS), key=lambda found: found[0])[1]


def _approach(pattern: Quarters, quarters: Quarters) -> tuple[float, Cell]:
    text = [dot for is_text, dot in zip(pattern, quarters, strict=True) if is_text]
    ground = [dot for is_text, dot in zip(pattern, quarters, strict=True) if not is_text]
    levels = [sum(dots) / len(dots) if dots else 0.0 for dots in (text, ground)]
    error = sum((dot - levels[0]) ** 2 for dot in text) + sum((dot - levels[1]) ** 2 for dot in ground)
    shades = [round(level * (SHADES - 1) / 255) for level in levels]
    return error, (_BLOCKS[pattern], shades[0] if text else shades[1], shades[1])


@lru_cache(maxsize=STYLES_KEPT_MAX)
def _style(text: int, ground: int, tint: Tint) -> Style:
    ink, paper = Color.parse(tint.ink), Color.parse(tint.paper)
    colours = (ink.blend(paper, level / (SHADES - 1)) for level in (text, ground))
    foreground, background = colours
    return Style(background=background, foreground=foreground)
