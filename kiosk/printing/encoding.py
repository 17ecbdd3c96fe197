"""Turns a picture into the ESC/POS bytes that print it: rasters for what is inked, feeds for what is blank.

It uses seven commands that printers for slips know: ESC @, GS P, ESC a, GS v 0, ESC J, ESC d and GS V.
Rasters meet in blank rows, so that a printer which stops between two puts no white line into a number.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image

from kiosk.printing.paper import Paper

START = b"\x1b@"
UNITS = b"\x1dP\x00"  # GS P 0 y: from here on ESC J counts in 1/y inch, a row of dots
JUSTIFY = b"\x1ba"
LEFT, CENTRE = b"\x00", b"\x01"
RASTER = b"\x1dv0\x00"
FEED = b"\x1bJ"
FEED_ROWS_MAX = 255
TEAR_FEED = b"\x1bd\x06"  # six lines bring the end of the slip past the tear bar or the cutter
PART_CUT = b"\x1dV\x01"
STRIP_ROWS = 255  # of one raster where the setting says nothing: printers that count in one byte take these
STRIP_ROWS_MIN, STRIP_ROWS_MAX = 24, 2000
STRIP_BYTES = 24  # what a further strip has to save at least; its commands take eleven bytes of it

_INK = bytes(255 - byte for byte in range(256))  # PIL has white as 1, the printer black


_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class JobStyle:
    """What a printer can do: whether it has a cutter, and whether it feeds blank rows by the dot.

    A raster has at most `strip_rows`; something taller that has no blank row in it is cut where it must be,
    which is told in the log.
    """

    cut: bool = True
    feeds: bool = True
    strip_rows: int = STRIP_ROWS


@dataclass(slots=True)
class _Strip:
    """Rows from `top` to `bottom` whose ink lies between the bytes `left` and `right`."""

    top: int
    bottom: int
    left: int
    right: int


def encode(picture: Image.Image, paper: Paper, style: JobStyle) -> bytes:
    """The bytes that print a picture of mode "1", feed it past the tear bar and may cut it.

    Raises ValueError where the picture is not as wide as the paper.
    """
    if picture.width != paper.width:
        raise ValueError(
            f"The slip is {picture.width} dots wide and the paper {paper.name} has {paper.width}."
        )
    width = paper.width // 8
    dots = picture.tobytes().translate(_INK)
    rows = [dots[start : start + width] for start in range(0, len(dots), width)]
    body = _in_strips(rows, paper, style.strip_rows) if style.feeds else _whole(rows, style.strip_rows)
    return START + body + TEAR_FEED + (PART_CUT if style.cut else b"")


def tallest_piece(picture: Image.Image) -> int:
    """The rows of the tallest part of a picture of mode "1" that has no blank row in it."""
    width = (picture.width + 7) // 8
    dots = picture.tobytes().translate(_INK)
    rows = [dots[start : start + width] for start in range(0, len(dots), width)]
    return max((bottom - top for top, bottom in _pieces(rows)), default=0)


def _pieces(rows: list[bytes]) -> Iterator[tuple[int, int]]:
    """Where runs of inked rows begin and end; between two of them lies a blank row at least."""
    start = None
    for at, row in enumerate([*rows, b""]):
        if row.strip(b"\0"):
            start = at if start is None else start
        elif start is not None:
            yield start, at
            start = None


def _whole(rows: list[bytes], rows_max: int) -> bytes:
    """The rows as they are, blank ones too, in rasters that meet in blank rows where they can."""
    parts, top = [], 0
    blank = [not row.strip(b"\0") for row in rows]
    while len(rows) - top > rows_max:
        meetings = (at for at in range(top + rows_max, top, -1) if blank[at - 1] or blank[at])
        bottom = next(meetings, None)
        if bottom is None:
            _log.warning("A part of the slip is taller than %d rows and is cut inside", rows_max)
            bottom = top + rows_max
        parts.append(_raster(rows[top:bottom]))
        top = bottom
    return b"".join([*parts, _raster(rows[top:])] if rows[top:] else parts)


def _rasters(rows: list[bytes], rows_max: int) -> bytes:
    """A strip, in one raster unless it is taller than any may be."""
    if len(rows) > rows_max:
        _log.warning(
            "%d rows of the slip have no blank one among them: strip=%d cuts them", len(rows), rows_max
        )
    return b"".join(_raster(rows[start : start + rows_max]) for start in range(0, len(rows), rows_max))


def _raster(rows: list[bytes]) -> bytes:
    """Rows that are equally wide as one raster."""
    size = len(rows[0]).to_bytes(2, "little") + len(rows).to_bytes(2, "little")
    return RASTER + size + b"".join(rows)


def _in_strips(rows: list[bytes], paper: Paper, rows_max: int) -> bytes:
    width = paper.width // 8
    parts = [UNITS + bytes([paper.dots_per_inch])]
    at, justified = 0, LEFT
    for strip in _strips(rows, width, rows_max):
        parts.append(_feed(strip.top - at))
        left, right, side = _cropped(strip, width)
        if side != justified:
            parts.append(JUSTIFY + side)
            justified = side
        parts.append(_rasters([row[left:right] for row in rows[strip.top : strip.bottom]], rows_max))
        at = strip.bottom
    if justified != LEFT:
        parts.append(JUSTIFY + LEFT)
    return b"".join([*parts, _feed(len(rows) - at)])


def _feed(rows: int) -> bytes:
    whole, rest = divmod(rows, FEED_ROWS_MAX)
    return (FEED + bytes([FEED_ROWS_MAX])) * whole + (FEED + bytes([rest]) if rest else b"")


def _strips(rows: list[bytes], width: int, rows_max: int) -> list[_Strip]:
    """The inked rows, in strips that are joined where that takes fewer bytes than printing them apart."""
    strips: list[_Strip] = []
    for top, bottom in _pieces(rows):
        inked = rows[top:bottom]
        left = min(width - len(row.lstrip(b"\0")) for row in inked)
        right = max(len(row.rstrip(b"\0")) for row in inked)
        strips.append(_Strip(top, bottom, left, right))
        while len(strips) > 1 and (joined := _joined(strips[-2], strips[-1], width)):
            if joined.bottom - joined.top > rows_max:
                break
            strips[-2:] = [joined]
    return strips


def _joined(upper: _Strip, lower: _Strip, width: int) -> _Strip | None:
    """Both as one strip, where that costs no more than two."""
    both = _Strip(upper.top, lower.bottom, min(upper.left, lower.left), max(upper.right, lower.right))
    apart = _ink_bytes(upper, width) + _ink_bytes(lower, width) + STRIP_BYTES
    return both if _ink_bytes(both, width) <= apart else None


def _ink_bytes(strip: _Strip, width: int) -> int:
    return (strip.bottom - strip.top) * min(strip.right, width - 2 * min(strip.left, width - strip.right))


def _cropped(strip: _Strip, width: int) -> tuple[int, int, bytes]:
    """From which byte to which the strip is sent, and to which side: in the middle where that is less."""
    side = min(strip.left, width - strip.right)
    if width - 2 * side < strip.right:
        return side, width - side, CENTRE
    return 0, strip.right, LEFT
