"""How many citizens wait and how long, by field, which counters have paused, and which leader is there."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from display.colours import FADED, HEADING, INK, WARNING
from display.widgets.rows import fitted, in_rows, spread, stacked
from wording import Wording

COLUMN_WIDTH_MIN = 23
COLUMN_WIDTH_WITH_WAITS_MIN = 32
COLUMNS_MAX = 4
GAP_COLUMNS = 3
SHARE_OF_HEIGHT = 4  # the fields take at most one part in so many of the wall
SHARE_OF_HEIGHT_WITH_WAITS = 6  # fields with their waits, which the call must not give up its room for
ROWS_MIN = 3


@dataclass(frozen=True, slots=True)
class FieldWaiting:
    """A field's name, how many wait in it, and how many minutes that is likely to take, where it is known."""

    name: str
    waiting: int
    minutes: int | None = None


class WaitingPanel(Widget):
    """A row of totals and, below it, the fields side by side."""

    def __init__(self, words: Wording) -> None:
        super().__init__()
        self._words = words
        self._fields: tuple[FieldWaiting, ...] = ()
        self._paused: tuple[str, ...] = ()
        self._leader = ""

    def show(self, fields: tuple[FieldWaiting, ...], paused: tuple[str, ...], leader: str = "") -> None:
        """The office's fields in its order, the counters that have paused, and the leader on duty."""
        if (fields, paused, leader) != (self._fields, self._paused, self._leader):
            self._fields, self._paused, self._leader = fields, paused, leader
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - textual's
        """As many rows as the fields take, up to a share of the wall."""
        return len(self._rows(width, container.height))

    def render(self) -> RenderResult:
        height = self.parent.size.height if isinstance(self.parent, Widget) else self.size.height
        return stacked(self._rows(self.size.width, height))

    def _rows(self, columns: int, height: int) -> list[Content]:
        """The totals, and then the fields down one column after the other."""
        room = across_at(columns, self._fields) * max(ROWS_MIN, height // SHARE_OF_HEIGHT_WITH_WAITS)
        known = self._fields if len(self._fields) <= room else without_waits(self._fields)
        fields = fields_shown(known, columns, max(ROWS_MIN, height // SHARE_OF_HEIGHT), self._words)
        down = max(1, ceil(len(fields) / across_at(columns, fields)))
        across = max(1, ceil(len(fields) / down))
        width = (columns - GAP_COLUMNS * (across - 1)) // across
        cells = [self._cell(field, width) for field in fields]
        gap = Content(" " * GAP_COLUMNS)
        return [*self._totals(columns), *(gap.join(cells[row::down]) for row in range(down))]

    def _totals(self, columns: int) -> list[Content]:
        total = sum(field.waiting for field in self._fields)
        waiting = Content.styled(self._words("Waiting: {n}", n=total), f"bold {HEADING}")
        parts = [waiting, fitted(self._leader, columns)] if self._leader else [waiting]
        if self._paused:
            paused = self._words("Counter paused: {counters}", counters=", ".join(self._paused))
            parts.append(fitted(f" {paused} ", columns, f"{INK} on {WARNING}"))
        return in_rows(parts, columns)

    def _cell(self, field: FieldWaiting, width: int) -> Content:
        style = "bold" if field.waiting else FADED
        count = Content.styled(str(field.waiting), style)
        if field.waiting and field.minutes is not None and width >= COLUMN_WIDTH_WITH_WAITS_MIN:
            about, soon = self._words("{n} min", n=field.minutes), self._words("under 1 min")
            count = Content.assemble(about if field.minutes else soon, "  ", count)
        return spread(fitted(field.name, width, "" if field.waiting else FADED), count, width)


def without_waits(fields: Sequence[FieldWaiting]) -> tuple[FieldWaiting, ...]:
    """The fields as they are where there is no room for waits."""
    return tuple(replace(field, minutes=None) for field in fields)


def across_at(columns: int, fields: Sequence[FieldWaiting] = ()) -> int:
    """How many fields stand side by side in a place so wide; fewer where their waits are known."""
    has_waits = any(field.waiting and field.minutes is not None for field in fields)
    width = COLUMN_WIDTH_WITH_WAITS_MIN if has_waits else COLUMN_WIDTH_MIN
    return min(COLUMNS_MAX, max(1, (columns + GAP_COLUMNS) // (width + GAP_COLUMNS)))


def fields_shown(
    fields: tuple[FieldWaiting, ...], columns: int, rows_max: int, words: Wording
) -> tuple[FieldWaiting, ...]:
    """The fields that find room; where it lacks, those in which most wait, and the others as one."""
    room = across_at(columns, fields) * rows_max
    if len(fields) <= room:
        return fields
    by_waiting = sorted(range(len(fields)), key=lambda index: -fields[index].waiting)
    shown = sorted(by_waiting[: room - 1])
    others = sum(fields[index].waiting for index in by_waiting[room - 1 :])
    return (*(fields[index] for index in shown), FieldWaiting(words("Other fields"), others))
