"""Any value that may pass over the wire, for tests that write and read it."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from enum import Enum
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints
from unicodedata import normalize

from hypothesis import strategies as st

from tests.ticketing.plans import MONDAY_MORNING
from ticketing.answers import Answer, CallAnswer, DoneAnswer, LeaseAnswer, TicketAnswer
from ticketing.commands import Command
from ticketing.desk_views import CounterView, StaffView
from ticketing.events import Event
from ticketing.views import BoardView, KioskView
from ticketing.wire import messages
from ticketing.wire.codec import COMMANDS, EVENTS, View

VIEWS: dict[messages.Role, type[View]] = {
    "display": BoardView,
    "guidance": StaffView,
    "manager": StaffView,
    "kiosk": KioskView,
    "counter": CounterView,
}
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(max_size=20).map(lambda text: normalize("NFC", text)),
    int: st.integers(-(2**53), 2**53),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    type(None): st.none(),
    date: st.dates(),
    time: st.times(),
    datetime: st.integers(0, 10**9).map(lambda seconds: MONDAY_MORNING + timedelta(seconds=seconds / 8)),
}


def drawn(hint: Any) -> st.SearchStrategy[Any]:
    """Values that a type hint allows."""
    parts = get_args(hint)
    match get_origin(hint):
        case None if hint in PLAIN:
            return PLAIN[hint]
        case None if issubclass(hint, Enum):
            return st.sampled_from(hint)
        case None:
            return whole(hint)
        case origin if origin is Literal:
            return st.sampled_from(parts)
        case origin if origin in (Union, UnionType):
            return st.one_of(*(drawn(part) for part in parts))
        case origin if origin is tuple:
            return st.lists(drawn(parts[0]), max_size=3).map(tuple)
        case origin if origin in (Mapping, dict):
            return st.dictionaries(drawn(parts[0]), drawn(parts[1]), max_size=3)
    raise AssertionError(f"no values for {hint}")


def whole(kind: type[Any]) -> st.SearchStrategy[Any]:
    """Values of `kind` with every one of its fields drawn, those with a default too."""
    hints = {name: hint for name, hint in get_type_hints(kind).items() if not name.startswith("_")}
    return st.builds(kind, **{name: drawn(hint) for name, hint in hints.items()})


COMMAND_VALUES: st.SearchStrategy[Command] = st.one_of(*(whole(kind) for kind in COMMANDS.values()))
EVENT_VALUES: st.SearchStrategy[Event] = st.one_of(*(whole(kind) for kind in EVENTS.values()))
ANSWER_VALUES: st.SearchStrategy[Answer] = st.one_of(
    *(whole(kind) for kind in (TicketAnswer, CallAnswer, LeaseAnswer, DoneAnswer))
)
SIMPLE_FRAMES: st.SearchStrategy[messages.FromServer] = st.one_of(
    *(
        whole(kind)
        for kind in (
            messages.Welcome,
            messages.Refused,
            messages.Fault,
            messages.Heartbeat,
            messages.TurnFrame,
        )
    )
)
