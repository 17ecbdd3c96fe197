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


@dataclass(frozen=True, slots=True)
class StartContent:
    """What the first page says; empty lines are not shown.

    `same_day` is said late in the day, `card` where a card may be scanned.
    """

    fields: tuple[WordedField, ...]
    closed: ClosedNote | None
    same_day: str = ""
    card: str = ""
    has_catalogue: bool = False


class ChooseFieldPage(Page):
    """Shows what it was last told by `show`; with `patience` it counts down to a fresh start."""

    def __init__(self, content: StartContent, words: Wording, patience: Patience | None = None) -> None:
        super().__init__()
        self._patience = patience
        self._content = content
        self._words = words

    def compose(self) -> ComposeResult:
        words = self._words
        yield Static(words("Welcome. Please choose a field"), classes="question", markup=False)
        yield Static(id="same-day", markup=False, classes="same-day")
        yield Static(id="card", markup=False, classes="hint")
        buttons = [
            TouchButton(ChooseField(field.code), field.name, key=field.key) for field in self._content.fields
        ]
        yield ButtonPager(buttons, words("More fields"), id="fields")
        with Container(id="closed", classes="centre"), Vertical(classes="card"):
            yield Static(id="closed-title", markup=False)
            yield Static(id="closed-advice", markup=False)
        yield TouchButton(FindProcedure(), words("Find a procedure"), key=SEARCH_KEY, id="find")
        if self._patience:
            yield Countdown(self._patience, words)

    def on_mount(self) -> None:
        self.show(self._content)

    def show(self, content: StartContent) -> None:
        """Brings the buttons up to date; the fields must be those that the page was made with."""
        closed = content.closed
        for button, field in zip(
            self.query("#fields TouchGrid TouchButton").results(TouchButton), content.fields, strict=True
        ):
            button.say(field.name, field.line)
            button.disabled = not field.can_press
        self.query_one("#fields").display = closed is None
        self.query_one(".question").display = closed is None
        self.query_one("#closed").display = closed is not None
        self.query_one("#find").display = content.has_catalogue
        self._say("#same-day", content.same_day if closed is None else "")
        self._say("#card", content.card if closed is None else "")
        if closed:
            self.query_one("#closed-title", Static).update(closed.title)
            self.query_one("#closed-advice", Static).update(closed.advice)

    def _say(self, selector: str, sentence: str) -> None:
        line = self.query_one(selector, Static)
        line.update(sentence)
        line.display = bool(sentence)
