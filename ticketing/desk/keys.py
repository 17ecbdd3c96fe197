"""The clerk's keys: what stands on them, what they do, and which of them make sense just now."""

from dataclasses import dataclass, replace
from datetime import datetime
from math import ceil
from typing import Literal, get_args

from ticketing.acts import Act
from ticketing.commands import Command
from ticketing.desk.verbs import VERB_NAMED
from ticketing.desk_views import CounterView
from ticketing.sentences import N_, Words

Situation = Literal[
    "always", "empty", "called", "serving", "by-rule", "aside", "notices", "undoable", "paused"
]
"""What a desk can be in; several hold at once. `by-rule` is a service that the office's rule has started."""

EMPTY: tuple[Situation, ...] = ("empty",)
PRESENT: tuple[Situation, ...] = ("called", "serving")
ALWAYS: tuple[Situation, ...] = ("always",)
PAUSED: tuple[Situation, ...] = ("paused",)


KeyMode = Literal["letters", "keypad", "alt", "none"]
"""Which keys somebody works with: all of them, those of the keypad, letters with Alt, or buttons alone."""
KEY_MODES: tuple[KeyMode, ...] = get_args(KeyMode)
KEY_MODE_DEFAULT: KeyMode = "letters"
KEYPAD_SIGNS = {
    "NumpadAdd": "+",
    "NumpadMultiply": "*",
    "NumpadDivide": "/",
    "NumpadEnter": "Enter",
    "NumpadDecimal": ".",
    "NumpadSubtract": "-",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskKey:
    """A key of the desk: `cap` is printed on the keyboard, `short` is its sentence in little room.

    `strokes` are its names in a terminal, `browser_key` what KeyboardEvent.key says in small letters, `alt`
    its letter with Alt, and `keypad` its place on a numeric keypad, with and without NumLock. It makes sense
    in any of the situations of `sense`, and in none of `unless`; it sends `verb` at once, or asks the
    question of its name. Where an outcome is needed it `asks` for it before its verb.
    """

    name: str
    cap: str
    sentence: str
    short: str
    strokes: tuple[str, ...]
    browser_key: str
    alt: str
    keypad: str = ""
    verb: str = ""
    asks: str = ""
    sense: tuple[Situation, ...] = ALWAYS
    unless: tuple[Situation, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyGroup:
    """Keys that stand together under a title."""

    title: str
    keys: tuple[DeskKey, ...]


def _letter(name: str, cap: str, sentence: str, short: str) -> DeskKey:
    """A key that is its letter, and makes sense at any time."""
    low = cap.lower()
    return DeskKey(
        name=name, cap=cap, sentence=sentence, short=short, strokes=(low, cap), browser_key=low, alt=low
    )


GROUPS: tuple[KeyGroup, ...] = (
    KeyGroup(
        N_("Main keys"),
        (
            DeskKey(
                name="next",
                cap="Space",
                sentence=N_("Call next"),
                short=N_("Next"),
                strokes=("space", "plus", "add"),
                browser_key=" ",
                alt="k",
                keypad="NumpadAdd",
                verb="call-next",
                sense=(*EMPTY, *PRESENT),
                unless=PAUSED,
            ),
            DeskKey(
                name="recall",
                cap="R",
                sentence=N_("Recall"),
                short=N_("Recall"),
                strokes=("r", "R", "asterisk", "multiply"),
                browser_key="r",
                alt="r",
                keypad="NumpadMultiply",
                verb="recall",
                sense=("called", "by-rule"),
            ),
            DeskKey(
                name="start",
                cap="S",
                sentence=N_("Start serving"),
                short=N_("Start"),
                strokes=("s", "S", "slash", "divide"),
                browser_key="s",
                alt="s",
                keypad="NumpadDivide",
                verb="start-service",
                sense=("called",),
            ),
            DeskKey(
                name="finish",
                cap="Enter",
                sentence=N_("Finish"),
                short=N_("Finish"),
                strokes=("enter",),
                browser_key="enter",
                alt="e",
                keypad="NumpadEnter",
                verb="finish-service",
                asks="outcome",
                sense=PRESENT,
            ),
            DeskKey(
                name="no-show",
                cap="Del",
                sentence=N_("No-show"),
                short=N_("No-show"),
                strokes=("delete", "full_stop", "decimal"),
                browser_key="delete",
                alt="v",
                keypad="NumpadDecimal",
                verb="mark-no-show",
                sense=("called", "by-rule"),
            ),
            DeskKey(
                name="park",
                cap="P",
                sentence=N_("Put on hold"),
                short=N_("On hold"),
                strokes=("p", "P", "minus", "subtract"),
                browser_key="p",
                alt="p",
                keypad="NumpadSubtract",
                sense=PRESENT,
            ),
            replace(_letter("undo", "U", N_("Undo"), N_("Undo")), verb="undo", sense=("undoable",)),
        ),
    ),
    KeyGroup(
        N_("The number"),
        (
            replace(_letter("outcome", "F", N_("Finish, outcome"), N_("Outcome")), sense=PRESENT),
            replace(_letter("matter", "N", N_("Another matter"), N_("Matter")), sense=PRESENT),
            replace(_letter("transfer", "T", N_("Transfer"), N_("Pass on")), sense=PRESENT),
            replace(
                _letter("pick", "G", N_("Call a number"), N_("Pick")), sense=(*EMPTY, *PRESENT), unless=PAUSED
            ),
            replace(_letter("back", "B", N_("Bring back"), N_("Came back")), sense=("aside",)),
            _letter("reopen", "E", N_("Reopen number"), N_("Reopen")),
            _letter("priority", "Y", N_("Confirm priority"), N_("Priority")),
            _letter("cancel", "X", N_("Cancel number"), N_("Cancel")),
        ),
    ),
    KeyGroup(
        N_("The counter"),
        (
            replace(_letter("messages", "M", N_("Messages"), N_("Messages")), sense=("notices",)),
            _letter("leader", "L", N_("Call the leader"), N_("Leader")),
            _letter("help", "H", N_("Call a colleague"), N_("Help")),
            _letter("dossiers", "D", N_("Dossiers"), N_("Dossiers")),
            _letter("reprint", "I", N_("Reprint slip"), N_("Reprint")),
            _letter("give", "K", N_("Give a number"), N_("Give out")),
            _letter("pause", "C", N_("Pause counter"), N_("Pause")),
            replace(_letter("close", "O", N_("Close counter"), N_("Close")), sense=EMPTY),
        ),
    ),
)
KEYS: tuple[DeskKey, ...] = tuple(key for group in GROUPS for key in group.keys)
KEY_NAMED = {key.name: key for key in KEYS}
KEYPAD = N_("Numeric keypad: + call next · * recall · / start · Enter finish · . no-show · - put on hold")

RESUME = _letter("pause", "C", N_("Reopen counter"), N_("Reopen"))
"""What the key `pause` is while the counter is paused."""
RESUME_VERB = "resume"
UNDO_NAMED, UNDO_LEFT, UNDO_LEFT_SHORT = N_("Undo: {act}"), N_("Undo: {act} ({n} s)"), N_("Undo {n}s")
ACT_WORDS: dict[Act, str] = {
    "": N_("the last act"),
    "call": N_("call {number}"),
    "start": N_("start {number}"),
    "finish": N_("finish {number}"),
    "next-matter": N_("next matter of {number}"),
    "no-show": N_("no-show {number}"),
    "park": N_("put {number} on hold"),
    "resume": N_("resume {number}"),
    "transfer": N_("transfer {number}"),
    "cancel": N_("cancel {number}"),
    "priority": N_("priority of {number}"),
    "bring-back": N_("bring {number} back"),
}
"""What an act that can be undone is called."""

FIELDS_KEY = _letter("fields", "A", N_("Assign fields"), N_("Fields"))
STAFF_KEYS: tuple[DeskKey, ...] = (
    *(
        key
        for name in ("back", "reopen", "give", "messages", "priority", "cancel", "dossiers")
        for key in KEYS
        if key.name == name
    ),
    FIELDS_KEY,
)
"""What the guidance desk and managers can do from the overview; fields are assigned by managers alone."""

LIKELY: dict[Situation, tuple[str, ...]] = {
    "empty": ("next", "pick", "back", "pause"),
    "called": ("start", "recall", "no-show", "next", "finish"),
    "serving": ("finish", "outcome", "matter", "park", "transfer"),
}
LIKELY_PAUSED = ("pause", "close")
"""The keys that most clerks press next, the likeliest first; the last line is an empty, paused counter's."""
UNDO_PLACE = 3


def cap_of(key: DeskKey, mode: KeyMode) -> str:
    """What is written on a key for somebody who works with these keys; "" for one that has none then."""
    match mode:
        case "letters":
            return key.cap
        case "keypad":
            return KEYPAD_SIGNS.get(key.keypad, "")
        case "alt":
            return f"Alt+{key.alt.upper()}"
        case _:
            return ""


def situations(view: CounterView, now: datetime | None) -> frozenset[Situation]:
    """All that the desk is in."""
    ticket = view.ticket
    known: dict[Situation, bool] = {
        "always": True,
        "empty": ticket is None,
        "called": ticket is not None and ticket.state == "called",
        "serving": ticket is not None and ticket.state == "serving",
        "by-rule": ticket is not None and ticket.started_by_rule,
        "aside": bool(view.parked or view.missed),
        "notices": bool(view.notices),
        "undoable": undo_seconds(view, now) > 0,
        "paused": view.is_paused,
    }
    return frozenset(name for name, holds in known.items() if holds)


def sensible_keys(view: CounterView, now: datetime | None) -> frozenset[str]:
    """The keys that the server would hardly refuse now; the others are dimmed, and work all the same."""
    at = situations(view, now)
    return frozenset(key.name for key in KEYS if not at.isdisjoint(key.sense) and at.isdisjoint(key.unless))


def likely_keys(view: CounterView, now: datetime | None) -> tuple[DeskKey, ...]:
    """The keys that most clerks press next, the likeliest first."""
    at = situations(view, now)
    names = next((LIKELY[name] for name in LIKELY if name in at), ())
    if at >= {"paused", "empty"}:
        names = LIKELY_PAUSED
    if "undoable" in at:
        names = (*names[:UNDO_PLACE], "undo", *names[UNDO_PLACE:])
    return tuple(KEY_NAMED[name] for name in names)


def undo_seconds(view: CounterView, now: datetime | None) -> int:
    """For how many whole seconds the last act can still be taken back; at least 1 while it can."""
    if view.undo_until is None:
        return 0
    left = 0.0 if now is None else (view.undo_until - now).total_seconds()
    return max(1, ceil(left)) if left >= 0 else 0


def command_of(key: DeskKey, view: CounterView) -> Command | None:
    """What a key asks of the office at once; None for a key that asks the clerk something first."""
    if key.asks and view.outcome_needed:
        return None
    name = RESUME_VERB if key.name == RESUME.name and view.is_paused else key.verb
    return VERB_NAMED[name].make(view.counter, {}) if name else None


def sentence_of(key: DeskKey, view: CounterView, now: datetime | None, words: Words, *, short: bool) -> str:
    """The words of a key as it is now."""
    if key.name == RESUME.name and view.is_paused:
        key = RESUME
    if key.name == "recall" and view.is_last_recall:
        key = KEY_NAMED["no-show"]
    if key.name == "undo" and (seconds := undo_seconds(view, now)) and now is not None:
        act = words(ACT_WORDS[view.undo_act], number=view.undo_number)
        return words(UNDO_LEFT_SHORT, n=seconds) if short else words(UNDO_NAMED, act=act)
    return words(key.short if short else key.sentence)
