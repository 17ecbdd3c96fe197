"""What a counter is doing now, and what it could still take back."""

from dataclasses import dataclass
from datetime import datetime

from ticketing.events import Reason
from ticketing.tickets import Ticket


@dataclass(frozen=True)
class Undoable:
    """The counter's last act: when it was, what stood there before it, and which `dossier` it was about."""

    at: datetime
    tickets_before: tuple[Ticket, ...]
    counter_before: "Counter"
    dossier: str = ""
    is_return: bool = False


@dataclass(frozen=True)
class Counter:
    """A counter during a service day; `ticket` is the number that is being called or served here.

    `taken_from` is the clerk in whose place a stand-in has come.
    """

    number: int
    fields: tuple[str, ...]
    is_open: bool = False
    clerk: str = ""
    is_paused: bool = False
    pause_reason: str = ""
    taken_from: str = ""
    ticket: str | None = None
    why: Reason | None = None
    ordinary_since_priority: int = 0
    undoable: Undoable | None = None
