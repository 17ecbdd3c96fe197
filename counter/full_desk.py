"""The whole desk: heading, the number at the desk beside the hall, notices, and all keys."""

from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.widgets import Static

from counter.at_desk import AtDesk
from counter.desk_state import DeskState
from counter.heading import Heading
from counter.key_bar import KeyBar
from counter.sidebar import NoticeBand
from counter.waiting import WaitingList
from ticketing.desk.keys import KEYPAD
from wording import Wording


class FullDesk(Vertical):
    """Everything of the desk but its status line."""

    def __init__(self, counter: int, words: Wording) -> None:
        super().__init__()
        self.counter = counter
        self.words = words

    def compose(self) -> ComposeResult:
        yield Heading(self.counter, self.words)
        with Container(id="floor"):
            yield AtDesk(self.words)
            yield WaitingList(self.words)
        yield NoticeBand(self.words)
        yield KeyBar(self.words)
        yield Static(self.words(KEYPAD), id="keypad", markup=False)

    def on_mount(self) -> None:
        self.query_one(NoticeBand).display = False
        self.query_one(AtDesk).notify_instead(self.words("Connecting to the server…"))

    def show(self, desk: DeskState) -> None:
        """Show all of it."""
        self.query_one(Heading).show(desk)
        self.query_one(AtDesk).show(desk)
        self.query_one(WaitingList).show(desk)
        self.query_one(NoticeBand).show(desk.view, desk.now, is_tall=desk.is_tall)
        self.query_one(KeyBar).show(desk)
