"""The seconds until the kiosk returns to its start by itself."""

from dataclasses import dataclass

from textual.message import Message
from textual.widgets import Static

from wording import Wording


@dataclass(frozen=True, slots=True)
class Patience:
    """For how many seconds a page stays, and the length of a step of its countdown in seconds."""

    seconds: int
    tick_seconds: float


class Countdown(Static):
    """Counts down in the open, and says when it has ended."""

    class Ended(Message):
        """Nobody has touched the page for its whole time."""

        def __init__(self, countdown: "Countdown") -> None:
            super().__init__()
            self.countdown = countdown

    def __init__(self, patience: Patience, words: Wording) -> None:
        super().__init__()
        self._patience = patience
        self._left = patience.seconds
        self._tick_seconds = patience.tick_seconds
        self._words = words

    def restart(self) -> None:
        """Somebody is still there."""
        self._left = self._patience.seconds
        self._show()

    def on_mount(self) -> None:
        self._show()
        self.set_interval(self._tick_seconds, self._tick)

    def _tick(self) -> None:
        self._left -= 1
        if self._left == 0:
            self.post_message(self.Ended(self))
        elif self._left > 0:
            self._show()

    def _show(self) -> None:
        """The page is laid out again only where the sentence takes more or less room."""
        before = str(self.content)
        sentence = self._words("The screen returns to the start in {seconds} s", seconds=self._left)
        if sentence != before:
            self.update(sentence, layout=len(sentence) != len(before))
