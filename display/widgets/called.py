"""The called numbers with their places, the newest first, and those whose citizens did not come."""

from dataclasses import dataclass

from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from display.colours import FADED, HEADING, INK_SOFT
from display.widgets.rows import fitted, spread, stacked
from terminal.steady_number import steady_number
from ticketing.office import CALLS_SHOWN_MAX
from wording import Wording

LARGE = Size(44, 24)
LARGE_ROWS = 4
LARGE_NUMBER_COLUMNS = 30
COLUMN_WIDTH_MIN = 16
COLUMNS_MAX = 3
GAP_COLUMNS = 3
ROWS_WITH_MISSED = 6
MISSED_ROWS_MAX = 2


@dataclass(frozen=True, slots=True)
class CalledNumber:
    """A number that was called, the sign of the counter that called it last, and the name of that place."""

    number: str
    sign: str
    place: str


@dataclass(frozen=True, slots=True)
class MissedNumbers:
    """The numbers whose citizens did not come, the newest first, under a title, and what they should do."""

    title: str = ""
    numbers: tuple[str, ...] = ()
    advice: str = ""


class CalledNumbers(Widget):
    """One row a number; in several columns on a low place, in large digits on a large one."""

    def __init__(self, words: Wording) -> None:
        super().__init__()
        self._words = words
        self._called: tuple[CalledNumber, ...] = ()
        self._missed = MissedNumbers()

    def show(self, called: tuple[CalledNumber, ...], missed: MissedNumbers) -> None:
        """The numbers to stand on the list, the newest first, and those that were missed."""
        if (called, missed) != (self._called, self._missed):
            self._called, self._missed = called, missed
            self.refresh()

    def render(self) -> RenderResult:
        columns, rows = self.size
        title = fitted(self._words("CALLED NUMBERS"), columns, f"bold {HEADING}")
        missed = missed_rows(self._missed, columns) if rows >= ROWS_WITH_MISSED else []
        rows -= len(missed)
        if columns >= LARGE.width and rows >= LARGE.height:
            shown = [title, Content(""), *self._large_rows(columns, rows - 2)]
        else:
            shown = [title, *self._plain_rows(columns, rows - 1)]
        return stacked([*shown, *[Content("")] * (rows - len(shown)), *missed])

    def _large_rows(self, columns: int, rows: int) -> list[Content]:
        lines: list[Content] = []
        for called in self._called[: rows // (LARGE_ROWS + 1)]:
            number = steady_number(called.number, min(columns // 2, LARGE_NUMBER_COLUMNS), LARGE_ROWS)
            drawn = [*(number or (called.number,)), *[""] * (LARGE_ROWS - len(number or "1"))]
            for row, digits in enumerate(drawn):
                beside = (
                    fitted(called.place, columns // 2, f"bold {HEADING}") if row == LARGE_ROWS // 2 else ""
                )
                lines.append(spread(Content(digits), Content.assemble(beside), columns))
            lines.append(Content.styled("─" * columns, FADED))
        return lines

    def _plain_rows(self, columns: int, rows: int) -> list[Content]:
        across = min(COLUMNS_MAX, max(1, (columns + GAP_COLUMNS) // (COLUMN_WIDTH_MIN + GAP_COLUMNS)))
        width = (columns - GAP_COLUMNS * (across - 1)) // across
        cells = [_cell(called, width) for called in self._called[: min(across * rows, CALLS_SHOWN_MAX)]]
        gap = Content(" " * GAP_COLUMNS)
        return [gap.join(cells[start : start + across]) for start in range(0, len(cells), across)]


def _cell(called: CalledNumber, width: int) -> Content:
    return spread(
        fitted(called.number, width, "bold"), fitted(called.place, width - len(called.number)), width
    )


def missed_rows(missed: MissedNumbers, columns: int) -> list[Content]:
    """The numbers in as many rows as there may be, the oldest left out; nothing where there are none."""
    if not missed.numbers:
        return []
    lines: list[str] = []
    for number in missed.numbers:
        if lines and len(lines[-1]) + 2 + len(number) <= columns:
            lines[-1] += f"  {number}"
        elif len(lines) < MISSED_ROWS_MAX:
            lines.append(number)
    return [
        fitted(missed.title, columns, f"bold {INK_SOFT}"),
        *(fitted(line, columns, "bold") for line in lines),
        fitted(missed.advice, columns, INK_SOFT),
    ]
