"""What a ticket is, the states it may be in, and the table of all its transitions."""

from collections.abc import Iterable, Iterator, Mapping, ValuesView
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ticketing import clock_events, events
from ticketing.stays import NO_STAY, StayTimes


class TicketState(StrEnum):
    """Where a ticket stands between the kiosk and the end of its service day."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    PARKED = "parked"
    NO_SHOW = "no-show"
    SERVED = "served"
    CANCELLED = "cancelled"
    LAPSED = "lapsed"


class PrintState(StrEnum):
    """What is known about the paper of a ticket."""

    ISSUED = "issued"
    PRINTED = "printed"
    SENT = "sent"
    UNCONFIRMED = "unconfirmed"
    FAILED = "failed"


FINAL = (TicketState.SERVED, TicketState.CANCELLED, TicketState.LAPSED)

Queue = tuple[str, str | None]
"""The name of a queue, which is a field's code or `own_queue` of a counter, and a priority class."""

S = TicketState

_OWN = "@"

# What this table lacks is illegal. An act that is undone leads back to where the ticket came from.
TRANSITIONS: dict[tuple[TicketState | None, type[events.Event]], tuple[TicketState, ...]] = {
    (None, events.TicketIssued): (S.WAITING,),
    (S.WAITING, events.TicketCalled): (S.CALLED,),
    (S.WAITING, events.TicketTransferred): (S.WAITING,),
    (S.WAITING, events.TicketCancelled): (S.CANCELLED,),
    (S.WAITING, events.TicketLapsed): (S.LAPSED,),
    (S.WAITING, events.ActUndone): (S.WAITING, S.CALLED, S.SERVING, S.PARKED, S.NO_SHOW),
    (S.CALLED, events.TicketRecalled): (S.CALLED,),
    (S.CALLED, events.ServiceStarted): (S.SERVING,),
    (S.CALLED, events.TicketServed): (S.SERVED,),
    (S.CALLED, events.MatterFinished): (S.SERVING,),
    (S.CALLED, events.TicketMissed): (S.NO_SHOW,),
    (S.CALLED, events.TicketParked): (S.PARKED,),
    (S.CALLED, events.TicketTransferred): (S.WAITING,),
    (S.CALLED, events.TicketCancelled): (S.CANCELLED,),
    (S.CALLED, events.TicketLapsed): (S.LAPSED,),
    (S.CALLED, events.ActUndone): (S.WAITING, S.PARKED, S.NO_SHOW, S.CALLED),
    (S.SERVING, events.TicketRecalled): (S.CALLED,),
    (S.SERVING, events.TicketServed): (S.SERVED,),
    (S.SERVING, events.MatterFinished): (S.SERVING,),
    (S.SERVING, events.TicketMissed): (S.NO_SHOW,),
    (S.SERVING, events.TicketParked): (S.PARKED,),
    (S.SERVING, events.TicketTransferred): (S.WAITING,),
    (S.SERVING, events.TicketLapsed): (S.LAPSED,),
    (S.SERVING, events.ActUndone): (S.WAITING, S.PARKED, S.NO_SHOW, S.CALLED, S.SERVING),
    (S.PARKED, events.TicketResumed): (S.SERVING,),
    (S.PARKED, events.TicketCalled): (S.CALLED,),
    (S.PARKED, events.TicketReturned): (S.WAITING,),
    (S.PARKED, events.TicketTransferred): (S.WAITING,),
    (S.PARKED, events.TicketCancelled): (S.CANCELLED,),
    (S.PARKED, events.TicketLapsed): (S.LAPSED,),
    (S.PARKED, events.ActUndone): (S.CALLED, S.SERVING, S.PARKED),
    (S.NO_SHOW, events.TicketResumed): (S.SERVING,),
    (S.NO_SHOW, events.TicketCalled): (S.CALLED,),
    (S.NO_SHOW, events.TicketReturned): (S.WAITING,),
    (S.NO_SHOW, events.TicketTransferred): (S.WAITING,),
    (S.NO_SHOW, events.TicketCancelled): (S.CANCELLED,),
    (S.NO_SHOW, events.ActUndone): (S.CALLED, S.SERVING, S.NO_SHOW),
    (S.SERVED, events.ActUndone): (S.CALLED, S.SERVING),
    (S.CANCELLED, events.ActUndone): (S.WAITING, S.CALLED, S.PARKED, S.NO_SHOW),
    **{
        (ended, events.TicketReopened): (S.WAITING,) for ended in (S.SERVED, S.NO_SHOW, S.CANCELLED, S.LAPSED)
    },
    (S.LAPSED, clock_events.TicketRestored): (S.WAITING, S.PARKED),
}
TICKET_EVENTS = frozenset(event for _, event in TRANSITIONS)


class ForbiddenTransitionError(Exception):
    """A rule let something happen to a ticket that the table does not allow: an error of the program."""

    def __init__(self, number: str, state: TicketState | None, event: events.Event) -> None:
        super().__init__(f"{type(event).__name__} of {number or 'no number'}, which is {state or 'unknown'}")
        self.event = event


def may(state: TicketState, event: type[events.Event]) -> bool:
    """Whether the table lets `event` happen to a ticket in `state`."""
    return (state, event) in TRANSITIONS


@dataclass(frozen=True, slots=True)
class Closing:
    """What the last finish of a visit has put on record, which goes back where the visit is reopened."""

    outcome_before: str = ""
    dossier: str = ""
    is_return: bool = False


@dataclass(frozen=True)
class Ticket:
    """One visit of a citizen; `place` is its order on record, durations are whole seconds.

    `procedure` is the code of the one that was chosen when the number was taken, "" where none was. The
    durations are those of all its stays; `first_wait_seconds` is the wait until the first call. `stay` is
    the one under way, or the last one once the visit is over.
    """

    number: str
    field: str
    place: int
    state: TicketState
    issued_at: datetime
    track: str
    procedure: str = ""
    priority: str | None = None
    priority_confirmed: bool = False
    reserved_for: int | None = None
    print_state: PrintState = PrintState.ISSUED
    print_reason: str = ""
    printed_at: datetime | None = None
    copies: int = 0
    kiosk: str = ""
    counter: int | None = None
    clerk: str = ""
    waiting_since: datetime | None = None
    called_at: datetime | None = None
    last_called_at: datetime | None = None
    recalled_at: datetime | None = None
    recalls: int = 0
    started_at: datetime | None = None
    last_started_at: datetime | None = None
    started_by_rule: bool = False
    parked_at: datetime | None = None
    finished_at: datetime | None = None
    wait_seconds: int | None = None
    walk_seconds: int | None = None
    service_seconds: int | None = None
    outcome: str = ""
    note: str = ""
    priority_called_before: int = 0
    lapsed_from: TicketState | None = None
    wait_is_known: bool = True
    service_is_known: bool = True
    first_wait_seconds: int | None = None
    closing: Closing = Closing()
    stay: StayTimes = NO_STAY
    past_stays: tuple[StayTimes, ...] = ()

    @property
    def clock_set(self) -> bool:
        """Whether a duration is unknown, because the clock was set while the server was off."""
        return not (self.wait_is_known and self.service_is_known)

    @property
    def turn(self) -> tuple[datetime, int]:
        """What orders tickets of one class: who took a number first, be it from a kiosk that was offline."""
        return self.issued_at, self.place

    @property
    def queue(self) -> Queue:
        """The queue in which this ticket waits: its field's or a counter's own, by priority class."""
        return (self.field if self.reserved_for is None else own_queue(self.reserved_for)), self.priority


def own_queue(counter: int) -> str:
    """The name of the queue that only this counter calls from; no field's code has its first letter."""
    return f"{_OWN}{counter}"


def is_own_queue(queue: str) -> bool:
    """Whether this is the queue of one counter alone."""
    return queue.startswith(_OWN)


class TicketBook(Mapping[str, Ticket]):
    """All tickets of a service day by number; a changed book shares all pages but one with the book before.

    A page holds the numbers that are alike but for the last two digits, so that a change copies a hundred
    tickets at most instead of the whole day.
    """

    __slots__ = ("_pages",)

    def __init__(self, pages: dict[str, dict[str, Ticket]] | None = None) -> None:
        self._pages = pages or {}

    def with_ticket(self, ticket: Ticket) -> "TicketBook":
        """A book that also holds `ticket`, in place of the one with the same number."""
        name = ticket.number[:-2]
        page = {**self._pages.get(name, {}), ticket.number: ticket}
        return TicketBook({**self._pages, name: page})

    def with_tickets(self, tickets: Iterable[Ticket]) -> "TicketBook":
        """A book that holds these tickets in place of those with the same numbers."""
        pages = {name: dict(page) for name, page in self._pages.items()}
        for ticket in tickets:
            pages.setdefault(ticket.number[:-2], {})[ticket.number] = ticket
        return TicketBook(pages)

    def without(self, numbers: Iterable[str]) -> "TicketBook":
        """A book that does not hold these tickets."""
        gone = frozenset(numbers)
        pages = self._pages.items()
        return TicketBook({name: {n: t for n, t in page.items() if n not in gone} for name, page in pages})

    def __getitem__(self, number: str) -> Ticket:
        return self._pages[number[:-2]][number]

    def __contains__(self, number: object) -> bool:
        return isinstance(number, str) and number in self._pages.get(number[:-2], ())

    def __iter__(self) -> Iterator[str]:
        for page in self._pages.values():
            yield from page

    def __len__(self) -> int:
        return sum(len(page) for page in self._pages.values())

    def values(self) -> ValuesView[Ticket]:
        """The tickets, page by page: without looking each of them up, in a seventh of the time."""
        return _Tickets(self)

    def pages(self) -> Iterable[Mapping[str, Ticket]]:
        """The tickets by number, as they are kept."""
        return self._pages.values()


class _Tickets(ValuesView[Ticket]):
    """The tickets of a book; every view of a desk goes through all of a day's."""

    __slots__ = ()
    _mapping: TicketBook

    def __iter__(self) -> Iterator[Ticket]:
        for page in self._mapping.pages():
            yield from page.values()
