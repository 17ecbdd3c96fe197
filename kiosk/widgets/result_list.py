"""What was found, some at a time, for fingers and for a keypad."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from textwrap import wrap

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical

from kiosk.actions import Action, ShowMore
from kiosk.procedure_texts import FACT_GAP
from kiosk.widgets.large_label import LARGE, ONE_SIZE
from kiosk.widgets.touch_button import LastingButton, TouchButton

ROWS_MAX = 14
LOW_CELLS = 2  # a title and a line of facts
MIDDLE_CELLS = 3  # a line more, for a long title or long facts
HIGH_CELLS = 5  # two lines of title, two of facts, and a gap
FACT_LINES = 2
LEADING_WORDS = 2  # so many words begin a title that is shortened in its middle
WORDS_BEFORE_OWN = 2
LARGE_CELLS = 7
HIGH_FROM_CELLS = 24
MIDDLE_FROM_CELLS, MIDDLE_COLUMNS_MAX = 12, 80
PADDING_CELLS = 6


@dataclass(frozen=True, slots=True)
class Row:
    """What a row stands for, its name, and a line about it."""

    action: Action
    title: str
    line: str


class ResultList(Vertical):
    """As many rows as there is room for; `+` goes to the next one and Enter opens it."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - the name that every widget of Textual gives it
        super().__init__(id=id, classes=ONE_SIZE)
        self._rows: Sequence[Row] = ()
        self._first = 0
        self._chosen: int | None = None

    def compose(self) -> ComposeResult:
        for place in range(ROWS_MAX):
            button = LastingButton(ShowMore(), "")
            button.set_class(place % 2 == 1, "-even")
            yield button

    def on_resize(self, _: events.Resize) -> None:
        self._show()

    def put(self, rows: Sequence[Row]) -> None:
        """Shows the first of these rows, with none chosen."""
        self._rows, self._first, self._chosen = rows, 0, None
        self._show()

    @property
    def part(self) -> tuple[int, int]:
        """Which leaf is shown, counted from 1, and how many there are."""
        slots, _ = self._slots()
        return self._first // slots + 1, max(1, ceil(len(self._rows) / slots))

    @property
    def has_rows(self) -> bool:
        """Whether there is anything to show."""
        return bool(self._rows)

    def turn(self, *, back: bool = False) -> None:
        """Shows the next leaf, the first after the last; or the one before."""
        slots, _ = self._slots()
        part, parts = self.part
        self._first = (part - 1 + (-1 if back else 1)) % parts * slots
        self._chosen = None
        self._show()

    def choose(self, step: int) -> None:
        """Moves the choice on by so many rows, over all leaves, and from the last to the first."""
        if not self._rows:
            return
        slots, _ = self._slots()
        start = self._first - (step > 0) if self._chosen is None else self._chosen
        self._chosen = (start + step) % len(self._rows)
        self._first = self._chosen // slots * slots
        self._show()

    def open(self) -> None:
        """Presses the row that is chosen, or the first that is shown."""
        place = self._first if self._chosen is None else self._chosen
        buttons = list(self.query(TouchButton))
        if self._rows and buttons:
            buttons[place - self._first].press()

    @on(TouchButton.Pressed)
    def drop_empty(self, event: TouchButton.Pressed) -> None:
        """A row that stands for nothing is no wish."""
        if event.action == ShowMore():
            event.stop()

    def _slots(self) -> tuple[int, int]:
        """How many rows there is room for, and the cells of each."""
        height = self.size.height
        if any(ancestor.has_class(LARGE) for ancestor in self.ancestors):
            cells = LARGE_CELLS if height >= 2 * LARGE_CELLS else HIGH_CELLS
        elif height >= HIGH_FROM_CELLS:
            cells = HIGH_CELLS
        else:
            is_narrow = self.size.width <= MIDDLE_COLUMNS_MAX
            cells = MIDDLE_CELLS if is_narrow and height >= MIDDLE_FROM_CELLS else LOW_CELLS
        return max(1, min(ROWS_MAX, height // cells)), cells

    def _show(self) -> None:
        slots, cells = self._slots()
        shown = self._rows[self._first : self._first + slots]
        gap = int(cells >= HIGH_CELLS)
        texts = row_texts(shown, self.size.width - PADDING_CELLS, cells - gap)
        for place, button in enumerate(self.query(TouchButton)):
            row = shown[place] if place < len(shown) else None
            button.display = row is not None
            button.styles.height = cells - gap
            button.styles.margin = (0, 0, gap, 0)
            button.set_class(self._chosen == self._first + place, "-chosen")
            if row:
                button.action = row.action
                button.say(*texts[place])


def row_texts(rows: Sequence[Row], width: int, lines: int) -> list[tuple[str, str]]:
    """The titles and lines of facts of rows that have so many lines each.

    The first fact, a fee, is said whole before a title gets a second line; further facts only where there is
    room. No title is cut before what tells it apart.
    """
    most = FACT_LINES if lines > LOW_CELLS else 1
    facts = [_facts(row.line, width, most) for row in rows]
    rooms = [lines - 1 - text.count("\n") for text in facts]
    titles = [row.title for row in rows]
    return [
        (cut(told_apart(title, titles, width, room), width, room), text)
        for title, room, text in zip(titles, rooms, facts, strict=True)
    ]


def _facts(line: str, width: int, lines: int) -> str:
    """As many of the facts as go on one line; the whole in more where the first alone does not."""
    parts = line.split(FACT_GAP)
    counts = range(len(parts), 0, -1)
    fitting = (FACT_GAP.join(parts[:count]) for count in counts)
    return next((text for text in fitting if len(text) <= width), cut(line, width, lines))


def cut(text: str, width: int, lines: int) -> str:
    """The text in at most so many lines; what is over ends in an ellipsis, and stands whole on its page."""
    wrapped = wrap(text, max(10, width))
    if len(wrapped) <= lines:
        return "\n".join(wrapped)
    kept = wrapped[:lines]
    kept[-1] = f"{kept[-1][: max(9, width - 1)]}…"
    return "\n".join(kept)


def told_apart(title: str, titles: Sequence[str], width: int, lines: int) -> str:
    """The title; of one that would be cut before the words that no like one has, the middle is left out."""
    if len(wrap(title, max(10, width))) <= lines:
        return title
    words = title.split()
    like = [set(other.split()) for other in titles if other != title and _begins_as(other, words)]
    own = next((at for at, word in enumerate(words) if all(word not in other for other in like)), 0)
    if not like or own < len(cut(title, width, lines).split()) - 1:
        return title
    start = max(LEADING_WORDS, own - WORDS_BEFORE_OWN)
    return " ".join((*words[:LEADING_WORDS], "…", *words[start:]))


def _begins_as(title: str, words: Sequence[str]) -> bool:
    return title.split()[:LEADING_WORDS] == words[:LEADING_WORDS]
