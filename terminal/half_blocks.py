"""Pictures in a terminal: two dots, one above the other, fill a cell."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Protocol

from textual.color import Color
from textual.content import Content
from textual.style import Style

BOX_FILTER = 4  # Pillow's number for the mean of all dots that fall into one
SHADES = 9  # between ink and paper; so few that neighbouring cells are often alike and cost one span
STYLES_KEPT_MAX = 4 * SHADES**2

_BLOCKS = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


class HalfBlockPicture(Protocol):
    """What is needed of a Pillow picture, so that whoever shows one need not know Pillow."""

    @property
    def size(self) -> tuple[int, int]: ...

    def convert(self, mode: str, /) -> "HalfBlockPicture": ...

    def resize(self, size: tuple[int, int], resample: int, /) -> "HalfBlockPicture": ...

    def tobytes(self) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Tint:
    """The colours that black and white dots take in the terminal."""

    ink: str
    paper: str


def block_rows(picture: HalfBlockPicture) -> tuple[str, ...]:
    """Each dot of a picture in mode L that is not black is half a block of the text's colour.

    An odd row more stays blank at the top.
    """
    width, height = picture.size
    dots = picture.tobytes()
    rows = [dots[start : start + width] for start in range(0, width * height, width)] if width else []
    if height % 2:
        rows.insert(0, bytes(width))
    pairs = zip(rows[::2], rows[1::2], strict=True)
    return tuple(
        "".join(_BLOCKS[above > 0, below > 0] for above, below in zip(upper, lower, strict=True))
        for upper, lower in pairs
    )


def half_blocks(picture: HalfBlockPicture, columns_max: int, rows_max: int, tint: Tint) -> Content:
    """The picture as large as fits into so many cells; its background fills whole cells."""
    width, height = _fitted(picture.size, columns_max, 2 * rows_max)
    if width == 0 or height == 0:
        return Content("")
    dots = picture.convert("L").resize((width, height), BOX_FILTER).tobytes()
    dots += bytes([255]) * (width * (height % 2))
    levels = [dot * (SHADES - 1) // 255 for dot in dots]
    rows = [levels[start : start + width] for start in range(0, len(levels), width)]
    return Content("\n").join(
        _row(upper, lower, tint) for upper, lower in zip(rows[::2], rows[1::2], strict=True)
    )


def _fitted(size: tuple[int, int], width_max: int, height_max: int) -> tuple[int, int]:
    width, height = size
    if width == 0 or height == 0:
        return 0, 0
    scale = min(width_max / width, height_max / height)
    return int(width * scale), int(height * scale)


def _row(upper: list[int], lower: list[int], tint: Tint) -> Content:
    cells = [(len(list(same)), pair) for pair, same in groupby(zip(upper, lower, strict=True))]
    return Content.assemble(*(("▀" * count, _style(above, below, tint)) for count, (above, below) in cells))


@lru_cache(maxsize=STYLES_KEPT_MAX)
def _style(above: int, below: int, tint: Tint) -> Style:
    ink, paper = Color.parse(tint.ink), Color.parse(tint.paper)
    top, bottom = (ink.blend(paper, level / (SHADES - 1)) for level in (above, below))
    return Style(background=bottom, foreground=top)
