"""Turns a picture into the ESC/POS bytes that print it: rasters for what is inked, feeds for what is blank.

It uses seven commands that printers for slips know: ESC @, GS P, ESC a, GS v 0, ESC J, ESC d and GS V.
"""

from dataclasses import dataclass
from itertools import groupby

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
RASTER_ROWS_MAX = 1024  # of one raster; printers with little memory take no taller ones
STRIP_BYTES = 24  # what a further strip has to save at least; its commands take eleven bytes of it

_INK = bytes(255 - byte for byte in range(256))  # PIL has white as 1, the printer black


@dataclass(frozen=True)
class JobStyle:
    """What a printer can do: whether it has a cutter, and whether it feeds blank rows by the dot."""

    cut: bool = True
    feeds: bool = True


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
    body = _in_strips(rows, paper) if style.feeds else _rasters(rows)
    return START + body + TEAR_FEED + (PART_CUT if style.cut else b"")


def _rasters(rows: list[bytes]) -> bytes:
    """The rows, all equally wide, as rasters."""
    parts = []
    for start in range(0, len(rows), RASTER_ROWS_MAX):
        some = rows[start : start + RASTER_ROWS_MAX]
        size = len(some[0]).to_bytes(2, "little") + len(some).to_bytes(2, "little")
        parts.append(RASTER + size + b"".join(some))
    return b"".join(parts)


def _in_strips(rows: list[bytes], paper: Paper) -> bytes:
    width = paper.width // 8
    parts = [UNITS + bytes([paper.dots_per_inch])]
    at, justified = 0, LEFT
    for strip in _strips(rows, width):
        parts.append(_feed(strip.top - at))
        left, right, side = _cropped(strip, width)
        if side != justified:
            parts.append(JUSTIFY + side)
            justified = side
        parts.append(_rasters([row[left:right] for row in rows[strip.top : strip.bottom]]))
        at = strip.bottom
    if justified != LEFT:
        parts.append(JUSTIFY + LEFT)
    return b"".join([*parts, _feed(len(rows) - at)])


def _feed(rows: int) -> bytes:
    whole, rest = divmod(rows, FEED_ROWS_MAX)
    return (FEED + bytes([FEED_ROWS_MAX])) * whole + (FEED + bytes([rest]) if rest else b"")


def _strips(rows: list[bytes], width: int) -> list[_Strip]:
    """The inked rows, in strips that are joined where that takes fewer bytes than printing them apart."""
    strips: list[_Strip] = []
    top = 0
    for row, alike in groupby(rows):
        bottom = top + sum(1 for _ in alike)
        right = len(row.rstrip(b"\0"))
        if right:
            strips.append(_Strip(top, bottom, width - len(row.lstrip(b"\0")), right))
            while len(strips) > 1 and (joined := _joined(strips[-2], strips[-1], width)):
                strips[-2:] = [joined]
        top = bottom
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
