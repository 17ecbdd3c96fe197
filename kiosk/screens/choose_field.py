"""The first page: every field of the office, or why there is none to choose now."""

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.widgets import Static

from kiosk.actions import ChooseField, FindProcedure
from kiosk.field_texts import ClosedNote, WordedField
from kiosk.screens.page import Page
from kiosk.widgets.button_grid import ButtonPager
from kiosk.widgets.countdown import Countdown, Patience
from kiosk.widgets.touch_button import TouchButton
from wording import Wording

SEARCH_KEY = "0"
PRINTER_SIGN = "▤"


@dataclass(frozen=True, slots=True)
class StartContent:
    """What the first page says; empty lines are not shown.

    `same_day` is said late in the day, `card` where a card may be scanned, `printer` while no slip comes out.
    """

    fields: tuple[WordedField, ...]
    closed: ClosedNote | None
    same_day: str = ""
    card: str = ""
    has_catalogue: bool = False
    printer: str = ""


class ChooseFieldPage(Page):
    """Shows what it was last told by `show`; with `patience` it counts down to a fresh start."""

    def __init__(self, content: StartContent, words: Wording, patience: Patience | None = None) -> None:
        super().__init__()
        self._patience = patience
        self._content = content
        self._words = words
        # Kept here and not looked for, since the page may be told something while it is taken down.
        self._question = Static(words("Welcome. Please choose a field"), classes="question", markup=False)
        self._same_day = Static(id="same-day", markup=False, classes="same-day")
        self._printer = Static(id="printer", markup=False)
        self._card = Static(id="card", markup=False, classes="hint")
        self._buttons = [
            TouchButton(ChooseField(field.code), field.name, key=field.key) for field in content.fields
        ]
        self._fields = ButtonPager(self._buttons, words("More fields"), id="fields")
        self._note_title = Static(id="closed-title", markup=False)
        self._note_advice = Static(id="closed-advice", markup=False)
        self._note_hours = Static(id="closed-hours", markup=False)
        self._closed_note = Container(
            Vertical(self._note_title, self._note_advice, self._note_hours, classes="card"),
            id="closed",
            classes="centre",
        )
        self._find_button = TouchButton(FindProcedure(), words("Find a procedure"), key=SEARCH_KEY, id="find")
        self.show(content)  # before anything is mounted, so that nothing is styled twice

    def compose(self) -> ComposeResult:
        yield self._question
        yield self._printer
        yield self._same_day
        yield self._card
        yield self._fields
        yield self._closed_note
        yield self._find_button
        if self._patience:
            yield Countdown(self._patience, self._words)

    def show(self, content: StartContent) -> None:
        """Brings the buttons up to date; other fields have a page of their own, which is on its way."""
        if [field.code for field in content.fields] != [field.code for field in self._content.fields]:
            return
        closed = content.closed
        for button, field in zip(self._buttons, content.fields, strict=True):
            button.say(field.name, field.line, field.short, field.short_line)
            button.disabled = not field.can_press
        self._fields.display = closed is None
        self._question.display = closed is None
        self._closed_note.display = closed is not None
        self._find_button.display = content.has_catalogue
        _say(self._same_day, content.same_day if closed is None else "")
        _say(self._printer, f"{PRINTER_SIGN} {content.printer}" if content.printer and closed is None else "")
        _say(self._card, content.card if closed is None else "")
        if closed:
            _say(self._note_title, closed.title)
            _say(self._note_advice, closed.advice)
            _say(self._note_hours, "\n".join(closed.hours))


def _say(line: Static, sentence: str) -> None:
    """Lays the page out anew only for another sentence."""
    if line.content != sentence:
        line.update(sentence)
    line.display = bool(sentence)
