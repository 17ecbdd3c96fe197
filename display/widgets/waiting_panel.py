"""How many citizens wait by field, how far each has come, and which leader is there."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from display.colours import FADED, HEADING, INK, SAND
from display.widgets.rows import fitted, in_rows, spread, stacked
from wording import Wording

NAME_COLUMNS_MIN = 16  # of a field's name there is never less while anything but its count stands beside it
NAME_COLUMNS_GOOD, NAME_COLUMNS_MAX = 20, 32
COLUMNS_MAX = 4
GAP_COLUMNS = 3
COUNT_COLUMNS = 5  # how many wait, and a blank before it
SHARE_OF_HEIGHT = 4  # the fields take at most one part in so many of the wall
ROWS_MIN = 3
LOW_ROWS = 12  # of a wall that has no room for so many
ROWS_LEAST = 1
ROWS_GOOD = 5  # they are spread over columns until they take no more


@dataclass(frozen=True, slots=True)
class FieldWaiting:
    """A field as the wall shows it: its name, perhaps a short one, and how many wait.

    `minutes` is the likely wait, where it is known; `reached` the number that the field has come to,
    `counters` where it is served. `closed` says why no number of it can be taken.
    """

    name: str
    waiting: int
    minutes: int | None = None
    short: str = ""
    reached: str = ""
    counters: str = ""
    closed: str = ""


class WaitingPanel(Widget):
    """A row of totals and, below it, the fields side by side."""

    def __init__(self, words: Wording) -> None:
        super().__init__()
        self._words = words
        self._fields: tuple[FieldWaiting, ...] = ()
        self._notes: tuple[str, ...] = ()
        self._paused = ""
        self._is_old = False

    def mark_old(self, is_old: bool) -> None:
        """Whether the figures may have changed since."""
        if is_old != self._is_old:
            self._is_old = is_old
            self.refresh()

    def show(self, fields: tuple[FieldWaiting, ...], paused: tuple[str, ...], notes: Sequence[str]) -> None:
        """The office's fields in its order, the counters that have paused, and what else is to be known."""
        told = self._words("Counter paused: {counters}", counters=", ".join(paused)) if paused else ""
        kept = tuple(note for note in notes if note)
        if (fields, told, kept) != (self._fields, self._paused, self._notes):
            self._fields, self._paused, self._notes = fields, told, kept
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - textual's
        """As many rows as the fields take, up to a share of the wall."""
        return len(self._rows(width, container.height))

    def render(self) -> RenderResult:
        height = self.parent.size.height if isinstance(self.parent, Widget) else self.size.height
        return stacked(self._rows(self.size.width, height))

    def _rows(self, columns: int, height: int) -> list[Content]:
        """The totals, and then the fields down one column after the other."""
        if not self._fields:
            return self._totals(columns)
        rows_max = max(ROWS_LEAST if height < LOW_ROWS else ROWS_MIN, height // SHARE_OF_HEIGHT)
        fields = fields_shown(self._fields, columns, rows_max, self._words)
        down = max(1, ceil(len(fields) / across_at(columns, fields, rows_max)))
        across = max(1, ceil(len(fields) / down))
        width = _cell_columns(columns, across)
        cells = field_cells(fields, width, self._words)
        gap = Content(" " * GAP_COLUMNS)
        return [*self._totals(columns), *(gap.join(cells[row::down]) for row in range(down))]

    def _totals(self, columns: int) -> list[Content]:
        total = sum(field.waiting for field in self._fields)
        style = f"bold {FADED if self._is_old else HEADING}"
        waiting = Content.styled(self._words("Waiting: {n}", n=total), style)
        parts = [waiting] if self._fields else []
        parts += [fitted(note, columns) for note in self._notes]
        if self._paused:
            parts.append(fitted(f" ‖ {self._paused} ", columns, f"{INK} on {SAND}"))
        return in_rows(parts, columns) if parts else []


def across_at(columns: int, fields: Sequence[FieldWaiting], rows_max: int) -> int:
    """How many fields stand side by side: as few as give the panel a low height, so that each has room.

    Fewer where that would cut names, and the panel may be higher.
    """
    widest = max(1, (columns + GAP_COLUMNS) // (NAME_COLUMNS_MIN + 4 + GAP_COLUMNS))
    across = min(COLUMNS_MAX, widest, max(1, ceil(len(fields) / min(ROWS_GOOD, rows_max))))
    longest = longest_name(fields) + COUNT_COLUMNS
    fewest = min(across, max(1, ceil(len(fields) / rows_max)))
    fitting = (each for each in range(across, fewest - 1, -1) if _cell_columns(columns, each) >= longest)
    return next(fitting, across)


def longest_name(fields: Sequence[FieldWaiting]) -> int:
    """The columns that the names take at least, up to those that any office's short names take."""
    return min(NAME_COLUMNS_MAX, max((len(field.short or field.name) for field in fields), default=0))


def _cell_columns(columns: int, across: int) -> int:
    return (columns - GAP_COLUMNS * (across - 1)) // across


def fields_shown(
    fields: tuple[FieldWaiting, ...], columns: int, rows_max: int, words: Wording
) -> tuple[FieldWaiting, ...]:
    """The fields that find room; where it lacks, those in which most wait, and the others as one."""
    room = across_at(columns, fields, rows_max) * rows_max
    if len(fields) <= room:
        return fields
    by_waiting = sorted(range(len(fields)), key=lambda index: -fields[index].waiting)
    shown = sorted(by_waiting[: room - 1])
    others = sum(fields[index].waiting for index in by_waiting[room - 1 :])
    return (*(fields[index] for index in shown), FieldWaiting(words("Other fields"), others))


def field_cells(fields: Sequence[FieldWaiting], width: int, words: Wording) -> list[Content]:
    """Each field in a cell so wide; they all tell the same, as much as leaves every name its room."""
    told = [_told(field, words) for field in fields]
    room, longest, widths = width - COUNT_COLUMNS, longest_name(fields), dict[str, int]()
    for parts, names in (
        (("reached", "minutes", "counters"), longest),
        (("reached", "minutes"), longest),
        (("reached",), NAME_COLUMNS_GOOD),
        ((), 0),
    ):
        widths = {part: max(len(each[part]) for each in told) for part in parts}
        taken = sum(columns + 2 for columns in widths.values() if columns)
        if taken + max(NAME_COLUMNS_MIN, min(longest, names)) <= room:
            break
    cells = []
    for field, each in zip(fields, told, strict=True):
        style = "" if field.waiting or field.closed else FADED
        columns = [f"{each[part]:>{widths[part]}}" for part in parts if widths[part]]
        count = f"{field.closed or field.waiting:>4}"
        right = Content.assemble(
            "  ".join([*columns, ""]) if not field.closed else "", (count, f"bold {style}")
        )
        name = field.name if len(field.name) < width - right.cell_length else field.short or field.name
        cells.append(spread(fitted(name, width, style), right, width))
    return cells


def _told(field: FieldWaiting, words: Wording) -> dict[str, str]:
    minutes = ""
    if field.waiting and field.minutes is not None:
        minutes = words("{n} min", n=field.minutes) if field.minutes else words("under 1 min")
    reached = words("at {number}", number=field.reached) if field.reached else ""
    return {"reached": reached, "minutes": minutes, "counters": field.counters}
