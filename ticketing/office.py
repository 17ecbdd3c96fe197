"""An office on one service day: a value that is never changed, only replaced by `apply`."""

from bisect import bisect
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as default
from datetime import date, datetime

from ticketing.counters import Counter
from ticketing.dossiers import Dossier
from ticketing.notices import Notice
from ticketing.plan import OfficePlan
from ticketing.tickets import Ticket, TicketBook, TicketState, is_own_line

CALLS_SHOWN_MAX = 40
SERVICE_TIMES_KEPT_MAX = 30

Line = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Call:
    """One call or recall as the waiting room needs it; `call` rises by one with every call of a day."""

    call: int
    number: str
    field: str
    counter: int
    called_at: datetime
    recall: int = 0


def has_run_off(call: Call, calls: Sequence[Call]) -> bool:
    """Whether a call that is not among `calls` has made room for newer ones there, and was not undone."""
    numbers = [other.call for other in calls]
    return bool(numbers) and call.call < min(numbers) and max(numbers) - call.call >= CALLS_SHOWN_MAX


@dataclass(frozen=True, slots=True)
class ReprintWish:
    """A copy of a slip that a counter waits for, from the kiosk of this name."""

    ask: int
    number: str
    kiosk: str


@dataclass(frozen=True, slots=True)
class Lease:
    """What a kiosk may do with a number that was set aside for it at `leased_at`."""

    field: str
    kiosk: str
    leased_at: datetime


@dataclass(frozen=True, slots=True)
class GivenNumbers(Container[str]):
    """The numbers of a day that are given out, or leased and so may be."""

    tickets: TicketBook
    leased: Mapping[str, Lease]

    def __contains__(self, number: object) -> bool:
        return number in self.tickets or number in self.leased


@dataclass(frozen=True)
class Office:
    """The whole state of an office on `day`.

    `lines` hold the waiting numbers in order of their turns, `service_times` the newest seconds from call to
    finish by field, `late_tracks` the tokens of the visits whose numbers came from a kiosk that was offline,
    `dossiers` by their codes those that were open when the day began or have changed since.
    """

    plan: OfficePlan
    day: date
    tickets: TicketBook = default(default_factory=TicketBook)
    lines: Mapping[Line, tuple[str, ...]] = default(default_factory=dict)
    counters: Mapping[int, Counter] = default(default_factory=dict)
    serials: Mapping[str, int] = default(default_factory=dict)
    overflows: Mapping[str, int] = default(default_factory=dict)
    issued: Mapping[str, int] = default(default_factory=dict)
    priority_called: Mapping[str, int] = default(default_factory=dict)
    service_times: Mapping[str, tuple[int, ...]] = default(default_factory=dict)
    leased: Mapping[str, Lease] = default(default_factory=dict)
    late_tracks: frozenset[str] = frozenset()
    calls: tuple[Call, ...] = ()
    call_count: int = 0
    ticket_count: int = 0
    paper_low: tuple[str, ...] = ()
    reprints: tuple[ReprintWish, ...] = ()
    reprint_count: int = 0
    notices: tuple[Notice, ...] = ()
    notice_count: int = 0
    dossiers: Mapping[str, Dossier] = default(default_factory=dict)

    @property
    def given(self) -> GivenNumbers:
        """The numbers that no other ticket may have any more."""
        return GivenNumbers(self.tickets, self.leased)

    def counter(self, number: int) -> Counter:
        """The counter with this number; one that the plan has lost since is empty and closed."""
        return self.counters.get(number) or Counter(number, ())

    def lines_with(self, ticket: Ticket) -> Mapping[Line, tuple[str, ...]]:
        """The lines with this ticket in its own, at its turn."""
        numbers = self.lines.get(ticket.line, ())
        if not numbers or self.tickets[numbers[-1]].turn < ticket.turn:
            return {**self.lines, ticket.line: (*numbers, ticket.number)}
        at = bisect(numbers, ticket.turn, key=lambda number: self.tickets[number].turn)
        return {**self.lines, ticket.line: (*numbers[:at], ticket.number, *numbers[at:])}

    def lines_without(self, ticket: Ticket) -> Mapping[Line, tuple[str, ...]]:
        """The lines without this ticket."""
        numbers = self.lines.get(ticket.line, ())
        if ticket.state is not TicketState.WAITING or ticket.number not in numbers:
            return self.lines
        at = numbers.index(ticket.number)
        return {**self.lines, ticket.line: numbers[:at] + numbers[at + 1 :]}

    def waiting_in(self, field: str) -> int:
        """How many tickets of a field wait, those that wait for one counter alone included."""
        return sum(self._waiting_of(field, line, numbers) for (line, _), numbers in self.lines.items())

    def _waiting_of(self, field: str, line: str, numbers: tuple[str, ...]) -> int:
        if is_own_line(line):
            return sum(self.tickets[number].field == field for number in numbers)
        return len(numbers) if line == field else 0

    def with_state(self, *states: TicketState) -> tuple[Ticket, ...]:
        """All tickets in one of these states, in order of issue."""
        found = (ticket for ticket in self.tickets.values() if ticket.state in states)
        return tuple(sorted(found, key=lambda ticket: ticket.turn))

    def tracked(self, track: str) -> Ticket | None:
        """The ticket whose unguessable token this is; the late one, where it has replaced another."""
        found = (ticket for ticket in self.tickets.values() if ticket.track == track)
        return max(found, key=lambda ticket: ticket.place, default=None)


def new_day(plan: OfficePlan, day: date) -> Office:
    """The office at the beginning of a service day: no tickets, every counter closed."""
    counters = {counter.number: Counter(counter.number, counter.fields) for counter in plan.counters}
    return Office(plan, day, counters=counters)
