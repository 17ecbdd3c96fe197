"""A page with one sentence: please wait, or sorry and what to do."""

from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.widgets import Static

from kiosk.actions import GoToStart, TryAgain
from kiosk.input.keys import BACK_KEY
from kiosk.screens.page import Page
from kiosk.widgets.countdown import Countdown, Patience
from kiosk.widgets.touch_button import TouchButton
from wording import Wording


class WaitPage(Page):
    """Nothing can be done but wait; it lasts no longer than the kiosk's patience."""

    def __init__(self, words: Wording) -> None:
        super().__init__()
        self._words = words

    def compose(self) -> ComposeResult:
        with Container(classes="centre"):
            yield Static(self._words("Getting your number, please wait"), classes="card", markup=False)


class SorryPage(Page):
    """Says why there is no number, and what can be done about it."""

    def __init__(self, sentence: str, words: Wording, patience: Patience, *, can_retry: bool) -> None:
        super().__init__()
        self._sentence = sentence
        self._words = words
        self._patience = patience
        self._can_retry = can_retry

    def compose(self) -> ComposeResult:
        with Container(classes="centre"):
            yield Static(self._sentence, classes="card", markup=False)
        with Horizontal(classes="ways-out"):
            if self._can_retry:
                yield TouchButton(TryAgain(), self._words("Try again"), key="0", id="retry")
            yield TouchButton(GoToStart(), self._words("Home"), key=BACK_KEY)
        yield Countdown(self._patience, self._words)
