"""The clerk's keys: what stands on them, what they do, and which of them make sense just now."""

from dataclasses import dataclass
from datetime import datetime

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Grid
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from ticketing import commands as c
from ticketing.desk_views import CounterView
from ticketing.sentences import N_
from ticketing.tickets import TicketState
from wording import Wording

CAP_COLUMNS = 5


@dataclass(frozen=True, slots=True)
class DeskKey:
    """A key of the desk: `cap` is printed on the keyboard, `strokes` are its names in the terminal."""

    name: str
    cap: str
    sentence: str
    strokes: str


# The second strokes are those of a USB numeric keypad, with and without NumLock.
KEYS: tuple[DeskKey, ...] = (
    DeskKey("next", "Space", N_("Call next"), "space,plus,add"),
    DeskKey("recall", "R", N_("Recall"), "r,R,asterisk,multiply"),
    DeskKey("start", "S", N_("Start serving"), "s,S,slash,divide"),
    DeskKey("finish", "Enter", N_("Finish"), "enter"),
    DeskKey("no-show", "Del", N_("No-show"), "delete,full_stop,decimal"),
    DeskKey("park", "P", N_("Put on hold"), "p,P,minus,subtract"),
    DeskKey("transfer", "T", N_("Transfer"), "t,T"),
    DeskKey("pick", "G", N_("Call a number"), "g,G"),
    DeskKey("undo", "U", N_("Undo"), "u,U"),
    DeskKey("reprint", "I", N_("Reprint slip"), "i,I"),
    DeskKey("pause", "C", N_("Pause counter"), "c,C"),
    DeskKey("close", "O", N_("Close counter"), "o,O"),
)
KEYPAD = N_("Numeric keypad: + call next · * recall · / start · Enter finish · . no-show · - put on hold")
RESUME_SENTENCE = N_("Reopen counter")

BINDINGS = [Binding(key.strokes, f"press('{key.name}')", key.sentence, show=False) for key in KEYS]

_COMMANDS: dict[str, type[c.CounterCommand]] = {
    "next": c.CallNext,
    "recall": c.Recall,
    "start": c.StartService,
    "finish": c.FinishService,
    "no-show": c.MarkNoShow,
    "undo": c.Undo,
    "pause": c.PauseCounter,
    "close": c.CloseCounter,
}
_SENSIBLE: dict[TicketState | None, frozenset[str]] = {
    None: frozenset({"next", "pick", "reprint", "pause", "close"}),
    TicketState.CALLED: frozenset(
        {"next", "recall", "start", "finish", "no-show", "park", "transfer", "pick", "reprint", "pause"}
    ),
    TicketState.SERVING: frozenset({"next", "finish", "park", "transfer", "pick", "reprint", "pause"}),
}


def command_of(key: str, view: CounterView) -> c.CounterCommand | None:
    """What a key asks of the office at once; None for a key that asks the clerk something first."""
    if key == "pause" and view.is_paused:
        return c.ResumeCounter(view.counter)
    kind = _COMMANDS.get(key)
    return kind(view.counter) if kind else None


def sensible_keys(view: CounterView, now: datetime | None) -> frozenset[str]:
    """The keys that the server would hardly refuse now; the others are dimmed, and work all the same."""
    keys = _SENSIBLE.get(view.ticket.state if view.ticket else None, frozenset())
    if view.is_paused:
        keys -= {"next", "pick"}
    if view.undo_until and (now is None or now <= view.undo_until):
        keys |= {"undo"}
    return keys


class KeyCap(Static):
    """One key with its words, which can be clicked too."""

    DEFAULT_CSS = """
    KeyCap { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    KeyCap:hover { background: $primary-muted; }
    KeyCap.-dim { color: $foreground-muted; }
    KeyCap.-under-way { background: $accent-muted; }
    """

    class Pressed(Message):
        """A key was clicked."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self, key: DeskKey, words: Wording) -> None:
        super().__init__(markup=False, id=key.name)
        self.key = key
        self.words = words
        self.is_sensible = False

    def on_mount(self) -> None:
        self.show(self.key.sentence, is_sensible=False)

    def on_click(self) -> None:
        self.post_message(self.Pressed(self.key.name))

    def show(self, sentence: str, *, is_sensible: bool) -> None:
        """Show the key with these words, dimmed where pressing it makes no sense."""
        self.set_class(not is_sensible, "-dim")
        colours = "bold $text on $primary-muted" if is_sensible else "$text-muted on $boost"
        cap = Content.styled(self.key.cap.center(CAP_COLUMNS + 2), colours)
        self.update(Content.assemble(cap, " ", self.words(sentence)))


class Keys(Grid):
    """All keys of the desk."""

    DEFAULT_CSS = """
    Keys { grid-size: 2; grid-columns: 6fr 5fr; grid-rows: 1; height: auto; grid-gutter: 0 1; }
    Keys > #next { text-style: bold; }
    """

    def __init__(self, words: Wording) -> None:
        super().__init__()
        self.words = words

    def compose(self) -> ComposeResult:
        yield from (KeyCap(key, self.words) for key in KEYS)

    def show(self, sensible: frozenset[str], view: CounterView, under_way: frozenset[str]) -> None:
        """Show which keys make sense, and which wait for their answer."""
        for cap in self.query(KeyCap):
            name = cap.key.name
            sentence = RESUME_SENTENCE if name == "pause" and view.is_paused else cap.key.sentence
            cap.show(sentence, is_sensible=name in sensible)
            cap.set_class(name in under_way, "-under-way")
