"""The clerk's keys: what stands on them, what they do, and which of them make sense just now."""

from dataclasses import dataclass
from datetime import datetime
from math import ceil

from textual.binding import Binding

from ticketing import commands as c
from ticketing.desk_views import CounterView
from ticketing.sentences import N_
from ticketing.tickets import TicketState
from wording import Wording


@dataclass(frozen=True, slots=True)
class DeskKey:
    """A key of the desk: `cap` is printed on the keyboard, `strokes` are its names in the terminal.

    `short` is the sentence where there is little room.
    """

    name: str
    cap: str
    sentence: str
    short: str
    strokes: str


def _letter(name: str, cap: str, sentence: str, short: str) -> DeskKey:
    return DeskKey(name, cap, sentence, short, f"{cap.lower()},{cap}")


# Three groups: the visit, the number, the counter. The second strokes are those of a USB numeric keypad, with
# and without NumLock.
GROUPS: tuple[tuple[DeskKey, ...], ...] = (
    (
        DeskKey("next", "Space", N_("Call next"), N_("Next"), "space,plus,add"),
        DeskKey("recall", "R", N_("Recall"), N_("Recall"), "r,R,asterisk,multiply"),
        DeskKey("start", "S", N_("Start serving"), N_("Start"), "s,S,slash,divide"),
        DeskKey("finish", "Enter", N_("Finish"), N_("Finish"), "enter"),
        _letter("outcome", "F", N_("Finish, outcome"), N_("Outcome")),
        _letter("matter", "N", N_("Next matter"), N_("Matter")),
        DeskKey("no-show", "Del", N_("No-show"), N_("No-show"), "delete,full_stop,decimal"),
    ),
    (
        DeskKey("park", "P", N_("Put on hold"), N_("On hold"), "p,P,minus,subtract"),
        _letter("transfer", "T", N_("Transfer"), N_("Pass on")),
        _letter("pick", "G", N_("Call a number"), N_("Pick")),
        _letter("back", "B", N_("Bring back"), N_("Came back")),
        _letter("priority", "Y", N_("Confirm priority"), N_("Priority")),
        _letter("cancel", "X", N_("Cancel number"), N_("Cancel")),
        _letter("undo", "U", N_("Undo"), N_("Undo")),
    ),
    (
        _letter("messages", "M", N_("Messages"), N_("Messages")),
        _letter("leader", "L", N_("Call the leader"), N_("Leader")),
        _letter("help", "H", N_("Call a colleague"), N_("Help")),
        _letter("dossiers", "D", N_("Dossiers"), N_("Dossiers")),
        _letter("reprint", "I", N_("Reprint slip"), N_("Reprint")),
        _letter("pause", "C", N_("Pause counter"), N_("Pause")),
        _letter("close", "O", N_("Close counter"), N_("Close")),
    ),
)
KEYS: tuple[DeskKey, ...] = tuple(key for group in GROUPS for key in group)
KEYPAD = N_("Numeric keypad: + call next · * recall · / start · Enter finish · . no-show · - put on hold")
RESUME, RESUME_SHORT = N_("Reopen counter"), N_("Reopen")
UNDO_LEFT, UNDO_LEFT_SHORT = N_("Undo ({n} s)"), N_("Undo {n}s")

BINDINGS = [Binding(key.strokes, f"press('{key.name}')", key.sentence, show=False) for key in KEYS]

_AT_ONCE: dict[str, type[c.CounterCommand]] = {
    "next": c.CallNext,
    "recall": c.Recall,
    "start": c.StartService,
    "finish": c.FinishService,
    "no-show": c.MarkNoShow,
    "undo": c.Undo,
    "close": c.CloseCounter,
    "help": c.CallHelp,
}
_ALWAYS = frozenset({"reprint", "priority", "cancel", "dossiers", "help", "leader", "pause"})
_SENSIBLE: dict[TicketState | None, frozenset[str]] = {
    None: frozenset({"next", "pick", "close"}),
    TicketState.CALLED: frozenset(
        {"next", "recall", "start", "finish", "no-show", "park", "transfer", "pick", "outcome", "matter"}
    ),
    TicketState.SERVING: frozenset({"next", "finish", "park", "transfer", "pick", "outcome", "matter"}),
}
_LIKELY: dict[TicketState | None, tuple[str, ...]] = {
    None: ("next", "pick", "back", "pause"),
    TicketState.CALLED: ("start", "recall", "no-show", "next", "finish"),
    TicketState.SERVING: ("finish", "outcome", "matter", "park", "transfer"),
}


def command_of(key: str, view: CounterView) -> c.CounterCommand | None:
    """What a key asks of the office at once; None for a key that asks the clerk something first."""
    if key == "pause" and view.is_paused:
        return c.ResumeCounter(view.counter)
    kind = _AT_ONCE.get(key)
    return kind(view.counter) if kind else None


def sensible_keys(view: CounterView, now: datetime | None) -> frozenset[str]:
    """The keys that the server would hardly refuse now; the others are dimmed, and work all the same."""
    keys = _SENSIBLE.get(_state(view), frozenset()) | _ALWAYS
    if view.ticket and view.ticket.started_by_rule:
        keys |= {"recall", "no-show"}
    if view.is_paused:
        keys -= {"next", "pick"}
    if view.parked or view.missed:
        keys |= {"back"}
    if view.notices:
        keys |= {"messages"}
    if undo_seconds(view, now):
        keys |= {"undo"}
    return keys


def likely_keys(view: CounterView, now: datetime | None) -> tuple[DeskKey, ...]:
    """The keys that most clerks press next, the likeliest first."""
    names = _LIKELY.get(_state(view), ())
    if view.is_paused and view.ticket is None:
        names = ("pause", "close")
    if undo_seconds(view, now):
        names = (*names[:3], "undo", *names[3:])
    by_name = {key.name: key for key in KEYS}
    return tuple(by_name[name] for name in names)


def undo_seconds(view: CounterView, now: datetime | None) -> int:
    """For how many whole seconds the last act can still be taken back; at least 1 while it can."""
    if view.undo_until is None:
        return 0
    left = 0.0 if now is None else (view.undo_until - now).total_seconds()
    return max(1, ceil(left)) if left >= 0 else 0


def sentence_of(key: DeskKey, view: CounterView, now: datetime | None, words: Wording, *, short: bool) -> str:
    """The words of a key as it is now."""
    if key.name == "pause" and view.is_paused:
        return words(RESUME_SHORT if short else RESUME)
    if key.name == "undo" and (seconds := undo_seconds(view, now)) and now is not None:
        return words(UNDO_LEFT_SHORT if short else UNDO_LEFT, n=seconds)
    return words(key.short if short else key.sentence)


def _state(view: CounterView) -> TicketState | None:
    return view.ticket.state if view.ticket else None
