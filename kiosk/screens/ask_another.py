"""The question whether one more number is really needed, just after one of the same field was taken."""

from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.widgets import Static

from kiosk.screens.page import Page
from kiosk.touches import GoToStart, TakeAnother
from kiosk.widgets.countdown import Countdown, Patience
from kiosk.widgets.touch_button import TouchButton
from wording import Wording


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
