"""The whole desk: heading, the number at the desk beside the hall, notices, and all keys."""

from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.widgets import Static

from counter.at_desk import AtDesk
from counter.hall import Hall
from counter.heading import Heading
from counter.key_caps import Keys
from counter.keys import KEYPAD
from counter.notices import NoticeBand
from counter.picture import Picture
from wording import Wording


class FullDesk(Vertical):
    """Everything of the desk but its status line."""

    DEFAULT_CSS = """
    FullDesk { height: 1fr; }
    FullDesk.-stale > Heading { background: $error-muted; }
    FullDesk.-stale > #floor { opacity: 60%; }
    FullDesk > #floor { layout: vertical; height: 1fr; }
    FullDesk AtDesk { height: 10; }
    FullDesk Hall { height: 1fr; }
    FullDesk > NoticeBand, FullDesk > Keys, FullDesk > #keypad { padding: 0 1; }
    FullDesk > #keypad { display: none; color: $foreground-muted; }
    FullDesk.-wide > #floor { layout: horizontal; }
    FullDesk.-wide AtDesk { width: 50; height: 1fr; }
    FullDesk.-wide Hall { width: 1fr; border-left: solid $panel; }
    FullDesk.-wide.-tall AtDesk { padding: 1 1 0 1; }
    FullDesk.-wide.-tall > Keys { padding: 1 1 0 1; }
    FullDesk.-wide.-tall > #keypad { display: block; padding: 1 1 0 1; }
    """

    def __init__(self, counter: int, words: Wording) -> None:
        super().__init__()
        self.counter = counter
        self.words = words

    def compose(self) -> ComposeResult:
        yield Heading(self.counter, self.words)
        with Container(id="floor"):
            yield AtDesk(self.words)
            yield Hall(self.words)
        yield NoticeBand(self.words)
        yield Keys(self.words)
        yield Static(self.words(KEYPAD), id="keypad", markup=False)

    def on_mount(self) -> None:
        self.query_one(NoticeBand).display = False
        self.query_one(AtDesk).notify_instead(self.words("Connecting to the server…"))

    def show(self, picture: Picture) -> None:
        """Show all of it."""
        self.set_class(picture.is_wide, "-wide")
        self.set_class(picture.is_tall, "-tall")
        self.query_one(Heading).show(picture)
        self.query_one(AtDesk).show(picture)
        self.query_one(Hall).show(picture)
        self.query_one(NoticeBand).show(picture.view, picture.now, is_tall=picture.is_tall)
        self.query_one(Keys).show(picture)
