"""The called numbers with their counters, the newest first."""

from dataclasses import dataclass

from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from display.colours import FADED, HEADING
from display.widgets.rows import fitted, spread, stacked
from terminal.large_text import large_text
from ticketing.office import CALLS_SHOWN_MAX
from wording import Wording

LARGE = Size(44, 24)
LARGE_ROWS = 4
LARGE_SIZE_MIN = 9  # half blocks; smaller digits of this weight pass for one another
COLUMN_WIDTH_MIN = 16
COLUMNS_MAX = 3
GAP_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class CalledNumber:
    """A number that was called, and the label of the counter that called it last."""

    number: str
    counter: str


class CalledNumbers(Widget):
    """One row a number; in several columns on a low place, in large digits on a large one."""

    def __init__(self, words: Wording) -> None:
        super().__init__()
        self._words = words
        self._called: tuple[CalledNumber, ...] = ()

    def show(self, called: tuple[CalledNumber, ...]) -> None:
        """The numbers to stand on the list, the newest first."""
        if called != self._called:
            self._called = called
            self.refresh()

    def render(self) -> RenderResult:
        columns, rows = self.size
        title = fitted(self._words("CALLED NUMBERS"), columns, f"bold {HEADING}")
        if columns >= LARGE.width and rows >= LARGE.height:
            return stacked([title, Content(""), *self._large_rows(columns, rows - 2)])
        return stacked([title, *self._plain_rows(columns, rows - 1)])

    def _large_rows(self, columns: int, rows: int) -> list[Content]:
        lines: list[Content] = []
        for called in self._called[: rows // (LARGE_ROWS + 1)]:
            number = _large(called.number, columns // 2)
            counter = _large(called.counter, columns // 4)
            words = fitted(self._words("Counter"), columns // 4)
            for row, (left, right) in enumerate(zip(number, counter, strict=False)):
                beside = words if row == LARGE_ROWS // 2 else Content("")
                lines.append(spread(Content(left), Content.assemble(beside, "  ", (right, HEADING)), columns))
            lines.append(Content.styled("─" * columns, FADED))
        return lines

    def _plain_rows(self, columns: int, rows: int) -> list[Content]:
        across = min(COLUMNS_MAX, max(1, (columns + GAP_COLUMNS) // (COLUMN_WIDTH_MIN + GAP_COLUMNS)))
        width = (columns - GAP_COLUMNS * (across - 1)) // across
        cells = [self._cell(called, width) for called in self._called[: min(across * rows, CALLS_SHOWN_MAX)]]
        gap = Content(" " * GAP_COLUMNS)
        return [gap.join(cells[start : start + across]) for start in range(0, len(cells), across)]

    def _cell(self, called: CalledNumber, width: int) -> Content:
        counter = Content(self._words("Counter {counter}", counter=called.counter))
        return spread(fitted(called.number, width, "bold"), counter, width)


def _large(text: str, columns: int) -> tuple[str, ...]:
    """The text in large letters, or on a plain row where they could not be read."""
    plain = ("",) * (LARGE_ROWS // 2) + (text,) + ("",) * (LARGE_ROWS - LARGE_ROWS // 2 - 1)
    return large_text(text, "Medium", columns, LARGE_ROWS, LARGE_SIZE_MIN) or plain
