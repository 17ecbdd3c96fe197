"""How many citizens wait, in all and by field, and which counters have paused."""

from dataclasses import dataclass
from math import ceil

from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from display.colours import FADED, HEADING, INK, PAPER, WARNING
from display.widgets.rows import fitted, spread, stacked
from wording import Wording

COLUMN_WIDTH_MIN = 23
COLUMNS_MAX = 4
GAP_COLUMNS = 3
SHARE_OF_HEIGHT = 4  # the fields take at most one part in so many of the wall
ROWS_MIN = 3


@dataclass(frozen=True, slots=True)
class FieldWaiting:
    """A field's name, and how many wait in it."""

    name: str
    waiting: int


class Waiting(Widget):
    """A row of totals and, below it, the fields side by side."""

    DEFAULT_CSS = f"""
    Waiting {{ height: auto; padding: 0 2; background: {PAPER}; color: {INK}; }}
    """

    def __init__(self, words: Wording) -> None:
        super().__init__()
        self._words = words
        self._fields: tuple[FieldWaiting, ...] = ()
        self._paused: tuple[int, ...] = ()

    def show(self, fields: tuple[FieldWaiting, ...], paused: tuple[int, ...]) -> None:
        """The office's fields in its order, and the counters that have paused."""
        if (fields, paused) != (self._fields, self._paused):
            self._fields, self._paused = fields, paused
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - textual's
        """As many rows as the fields take, up to a share of the wall."""
        return len(self._rows(width, container.height))

    def render(self) -> RenderResult:
        height = self.parent.size.height if isinstance(self.parent, Widget) else self.size.height
        return stacked(self._rows(self.size.width, height))

    def _rows(self, columns: int, height: int) -> list[Content]:
        """The totals, and then the fields down one column after the other."""
        fields = fields_shown(self._fields, columns, max(ROWS_MIN, height // SHARE_OF_HEIGHT), self._words)
        down = max(1, ceil(len(fields) / across_at(columns)))
        across = max(1, ceil(len(fields) / down))
        width = (columns - GAP_COLUMNS * (across - 1)) // across
        cells = [_cell(field, width) for field in fields]
        gap = Content(" " * GAP_COLUMNS)
        return [*self._totals(columns), *(gap.join(cells[row::down]) for row in range(down))]

    def _totals(self, columns: int) -> list[Content]:
        total = sum(field.waiting for field in self._fields)
        waiting = Content.styled(self._words("Waiting: {n}", n=total), f"bold {HEADING}")
        if not self._paused:
            return [waiting]
        paused = self._words("Counter paused: {counters}", counters=", ".join(map(str, self._paused)))
        mark = fitted(f" {paused} ", columns, f"{INK} on {WARNING}")
        if waiting.cell_length + mark.cell_length < columns:
            return [spread(waiting, mark, columns)]
        return [waiting, mark]


def across_at(columns: int) -> int:
    """How many fields stand side by side in a place so wide."""
    return min(COLUMNS_MAX, max(1, (columns + GAP_COLUMNS) // (COLUMN_WIDTH_MIN + GAP_COLUMNS)))


def fields_shown(
    fields: tuple[FieldWaiting, ...], columns: int, rows_max: int, words: Wording
) -> tuple[FieldWaiting, ...]:
    """The fields that find room; where it lacks, those in which most wait, and the others as one."""
    room = across_at(columns) * rows_max
    if len(fields) <= room:
        return fields
    by_waiting = sorted(range(len(fields)), key=lambda index: -fields[index].waiting)
    shown = sorted(by_waiting[: room - 1])
    others = sum(fields[index].waiting for index in by_waiting[room - 1 :])
    return (*(fields[index] for index in shown), FieldWaiting(words("Other fields"), others))


def _cell(field: FieldWaiting, width: int) -> Content:
    style = "bold" if field.waiting else FADED
    return spread(
        fitted(field.name, width, "" if field.waiting else FADED),
        Content.styled(str(field.waiting), style),
        width,
    )
