"""The heading of the wall: whose office this is, and what time it is there."""

from datetime import datetime

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from display.widgets.rows import fitted, spread, stacked
from terminal.steady_number import steady_number
from ticketing.sentences import WEEKDAYS, shown_day
from wording import Wording

CLOCK_ROWS = 4
NAMES_SHOWN_MAX = 2
WEEKDAY_COLUMNS_MIN = 64


class Header(Widget):
    """The office's names on the left, its clock on the right; the clock is large where there is room."""

    def __init__(self, words: Wording) -> None:
        super().__init__()
        self._words = words
        self._names: tuple[str, ...] = ()
        self._time = self._date = self._weekday = self._ground = ""

    def show_names(self, names: tuple[str, ...]) -> None:
        """The office's names in the reader's language, the highest authority first."""
        self._names = names[:NAMES_SHOWN_MAX]
        self.refresh()

    def colour(self, ground: str) -> None:
        """The office's own colour of its heading; without one, that of the styles."""
        if ground != self._ground:
            self._ground = ground
            self.styles.background = ground or None

    def show_time(self, local: datetime) -> None:
        """The office's local time; drawn only when a minute has passed."""
        weekday = self._words(WEEKDAYS[local.weekday()])
        weekday = weekday[:1].upper() + weekday[1:]
        told = (f"{local:%H:%M}", shown_day(local), weekday)
        if told != (self._time, self._date, self._weekday):
            self._time, self._date, self._weekday = told
            self.refresh()

    def render(self) -> RenderResult:
        clock = self._clock_rows()
        rows = len(clock)
        first = (rows - len(self._names)) // 2
        names = [""] * first + [*self._names] + [""] * rows
        lines = zip(names, clock, strict=False)
        return stacked(spread(fitted(name, self.size.width), row, self.size.width) for name, row in lines)

    def _clock_rows(self) -> list[Content]:
        if self.has_class("-large"):
            digits = steady_number(self._time, self.size.width // 3, CLOCK_ROWS) or (self._time,)
            digits += ("",) * (CLOCK_ROWS - len(digits))
            beside = ["", self._weekday, self._date, ""]
            width = max(map(len, beside))
            return [Content(f"{text:>{width}}    {row}") for text, row in zip(beside, digits, strict=False)]
        if self.size.width < WEEKDAY_COLUMNS_MIN:
            return [Content(self._time), Content(self._date)]
        return [Content(self._time), Content(f"{self._weekday}, {self._date}")]
