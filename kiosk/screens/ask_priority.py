"""The question whether the citizen belongs to one of the office's priority groups."""

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from kiosk.screens.page import Page
from kiosk.touches import ChoosePriority, GoToStart
from kiosk.widgets.countdown import Countdown, Patience
from kiosk.widgets.leaves import Leaves
from kiosk.widgets.touch_button import TouchButton
from ticketing.plan import PriorityClass
from wording import Wording

KEYS = "123456789"


@dataclass(frozen=True, slots=True)
class PrioritySign:
    """The chosen field, the groups to declare, which of them a card proposes, and what is said of cards."""

    field: str
    classes: tuple[PriorityClass, ...]
    proposed: str | None = None
    card: str = ""


class AskPriorityPage(Page):
    """The ordinary number is the largest button, and nobody has to say why there is priority."""

    def __init__(self, sign: PrioritySign, words: Wording, patience: Patience) -> None:
        super().__init__()
        self._sign = sign
        self._words = words
        self._patience = patience

    def compose(self) -> ComposeResult:
        words = self._words
        yield Static(words("Field: {field}", field=self._sign.field), classes="subject", markup=False)
        yield Static(words("Are you in a priority group?"), classes="question", markup=False)
        if self._sign.card:
            yield Static(self._sign.card, id="card", classes="hint", markup=False)
        yield TouchButton(ChoosePriority(None), words("No, an ordinary number"), key="0", id="ordinary")
        yield Leaves(
            [self._button(*group) for group in enumerate(self._sign.classes)],
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
        button.set_class(group.code == self._sign.proposed, "-proposed")
        return button
