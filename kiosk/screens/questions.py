"""The questions that may come before a number: priority groups, whether one more is needed, or one late."""

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.widgets import Static

from kiosk.actions import ChoosePriority, GoToStart, TakeAnother, TakeAnyway
from kiosk.screens.page import Page
from kiosk.widgets.button_grid import ButtonPager, TouchGrid
from kiosk.widgets.countdown import Countdown, Patience
from kiosk.widgets.touch_button import TouchButton
from ticketing.plan import PriorityClass
from wording import Wording

KEYS = "123456789"


@dataclass(frozen=True, slots=True)
class PriorityContent:
    """The chosen field, the groups to declare, which of them a card proposes, and what is said of cards."""

    field: str
    classes: tuple[PriorityClass, ...]
    proposed: str | None = None
    card: str = ""


class AskPriorityPage(Page):
    """The ordinary number is the largest button, and nobody has to say why there is priority."""

    def __init__(self, content: PriorityContent, words: Wording, patience: Patience) -> None:
        super().__init__()
        self._content = content
        self._words = words
        self._patience = patience

    def compose(self) -> ComposeResult:
        words = self._words
        yield Static(words("Field: {field}", field=self._content.field), classes="subject", markup=False)
        yield Static(words("Are you in a priority group?"), classes="question", markup=False)
        if self._content.card:
            yield Static(self._content.card, id="card", classes="hint", markup=False)
        yield TouchButton(ChoosePriority(None), words("No, an ordinary number"), key="0", id="ordinary")
        yield ButtonPager(
            [self._button(*group) for group in enumerate(self._content.classes)],
            words("More groups"),
            id="groups",
        )
        yield Static(words("The slip will not say which group"), classes="hint", markup=False)
        with Horizontal(classes="ways-out"):
            yield TouchButton(GoToStart(), words("Back"), key="-")
        yield Countdown(self._patience, words)

    def _button(self, place: int, group: PriorityClass) -> TouchButton:
        key = KEYS[place] if place < len(KEYS) else ""
        button = TouchButton(ChoosePriority(group.code), group.name.worded(self._words.language), key=key)
        button.set_class(group.code == self._content.proposed, "-proposed")
        return button


class AskAnotherPage(Page):
    """A second citizen in the queue says so with one touch."""

    def __init__(self, number: str, words: Wording, patience: Patience) -> None:
        super().__init__()
        self._number = number
        self._words = words
        self._patience = patience

    def compose(self) -> ComposeResult:
        words = self._words
        asked = words("You already hold number {number}. Do you really need another?", number=self._number)
        with Container(classes="centre"):
            yield Static(asked, classes="card", markup=False)
        with Horizontal(classes="ways-out"):
            keep = words("No, I keep {number}", number=self._number)
            yield TouchButton(GoToStart(), keep, key="0", id="keep")
            yield TouchButton(TakeAnother(), words("Yes, I need another number"), key="1", id="another")
        yield Countdown(self._patience, words)


class AskLatePage(Page):
    """A number may come to nobody today; it is for the citizen to say whether to wait all the same."""

    def __init__(self, field: str, words: Wording, patience: Patience) -> None:
        super().__init__()
        self._field = field
        self._words = words
        self._patience = patience

    def compose(self) -> ComposeResult:
        words = self._words
        asked = words("There may not be time for you today. Do you want a number all the same?")
        yield Static(words("Field: {field}", field=self._field), classes="subject", markup=False)
        yield Static(asked, classes="question", markup=False)
        answers = TouchGrid(
            TouchButton(GoToStart(), words("No, another day"), key="0"),
            TouchButton(TakeAnyway(), words("Yes, all the same"), key="1"),
        )
        answers.fixed_columns = 1
        yield answers
        yield Countdown(self._patience, words)
