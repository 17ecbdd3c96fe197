"""An office on one service day: a value that is never changed, only replaced by `apply`."""

from bisect import bisect
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as default
from datetime import date, datetime, timedelta

from ticketing.acts import Act
from ticketing.events import AnswererRole, NoticeKind, Reason
from ticketing.plan import Field, OfficePlan
from ticketing.tickets import Queue, Ticket, TicketBook, TicketState, is_own_queue, own_queue
from ticketing.values import replace

CALLS_SHOWN_MAX = 40
SERVICE_TIMES_KEPT_MAX = 30
FOR_ALL: frozenset[NoticeKind] = frozenset({"help", "clock", "clock-doubt"})
"""The notices that every desk shows."""


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


@dataclass(frozen=True)
class Undoable:
    """The counter's last act: when it was, what stood there before and after it, and what it was about.

    `beneath` is the act before it, where an older journal would have taken that one back.
    """

    at: datetime
    tickets_before: tuple[Ticket, ...]
    counter_before: "Counter"
    dossier: str = ""
    is_return: bool = False
    act: Act = ""
    number: str = ""
    tickets_after: tuple[Ticket, ...] = ()
    beneath: "Undoable | None" = None


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

    @property
    def is_calling(self) -> bool:
        """Whether somebody sits here who calls numbers now."""
        return self.is_open and not self.is_paused


@dataclass(frozen=True, slots=True)
class ReprintRequest:
    """A copy of a slip that a counter waits for, from the kiosk of this name."""

    ask: int
    number: str
    kiosk: str


@dataclass(frozen=True, slots=True)
class PrinterTrouble:
    """A kiosk whose slips fail `since` then, the last for this `reason`; the newest number comes first."""

    kiosk: str
    since: datetime
    reason: str
    numbers: tuple[str, ...]


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


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice that nobody has answered yet; `counter` is where it came from, None is the guidance desk.

    `sent_to` are all the counters that the same message went to, each as a notice of its own.
    """

    notice: int
    kind: NoticeKind
    counter: int | None
    text: str
    to_counter: int | None
    posted_at: datetime
    sent_to: tuple[int, ...] = ()

    def concerns(self, counter: int) -> bool:
        """Whether this counter's desk shows it: what it was sent, what it has asked, what all must know."""
        return self.kind in FOR_ALL or counter in (self.counter, self.to_counter)


@dataclass(frozen=True)
class ClockDoubt:
    """The computer's clock said `wall` when it was `at`; `tickets` had been given out until then.

    `notice` tells staff of it, who may have confirmed that the clock is right.
    """

    at: datetime
    wall: datetime
    tickets: int
    notice: int
    is_confirmed: bool = False


@dataclass(frozen=True, slots=True)
class DayLeft:
    """This day was left as wrong for `day`, to which the clock was set back `by` so much."""

    day: date
    by: timedelta


@dataclass(frozen=True, slots=True)
class NoticeAnswer:
    """Who has come for a call of `counter`: another one (`by_counter`), or somebody of this `role`."""

    notice: int
    kind: NoticeKind
    counter: int
    answered_at: datetime
    by_counter: int | None
    person: str
    role: AnswererRole


@dataclass(frozen=True)
class Dossier:
    """A dossier by the code of the provincial system; `first_due` is the day before a re-appointment."""

    code: str
    procedure: str
    field: str
    number: str
    counter: int
    accepted_at: datetime
    due: date | None
    first_due: date | None = None
    apology: str = ""
    ready_at: datetime | None = None
    returned_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether its result has not been handed back."""
        return self.returned_at is None

    @property
    def is_reappointed(self) -> bool:
        """Whether its one re-appointment is used up."""
        return bool(self.apology)

    def is_late(self, day: date) -> bool:
        """Whether its result came after its due day, or is not there on `day` and should be.

        What was ready in time is in time, however long the citizen lets it lie.
        """
        done_at = self.ready_at or self.returned_at
        until = done_at.date() if done_at else day
        return self.due is not None and until > self.due


@dataclass(frozen=True)
class Office:
    """The whole state of an office on `day`.

    `queues` hold the waiting numbers in order of their turns, `service_times` the newest seconds from call to
    finish by field, `late_tracks` the tokens of the visits whose numbers came from a kiosk that was offline,
    `dossiers` by their codes those that were open when the day began or have changed since. Some counter has
    been calling since `calling_since`; `worked_at` are the last presses at counters after each session. With
    a `doubt` of the computer's clock the office goes on with `day`; `clock_set_by` is by how much it was set,
    `left` for which day this one was left as wrong.
    """

    plan: OfficePlan
    day: date
    tickets: TicketBook = default(default_factory=TicketBook)
    queues: Mapping[Queue, tuple[str, ...]] = default(default_factory=dict)
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
    paper_out: tuple[str, ...] = ()
    printers: tuple[PrinterTrouble, ...] = ()
    reprints: tuple[ReprintRequest, ...] = ()
    reprint_count: int = 0
    notices: tuple[Notice, ...] = ()
    notice_count: int = 0
    notice_answers: tuple[NoticeAnswer, ...] = ()
    dossiers: Mapping[str, Dossier] = default(default_factory=dict)
    calling_since: datetime | None = None
    worked_at: tuple[datetime, ...] = ()
    doubt: ClockDoubt | None = None
    clock_set_by: timedelta | None = None
    left: DayLeft | None = None

    @property
    def given(self) -> GivenNumbers:
        """The numbers that no other ticket may have any more."""
        return GivenNumbers(self.tickets, self.leased)

    @property
    def has_begun(self) -> bool:
        """Whether numbers of this day are given out or leased, so that it is never begun anew."""
        return bool(self.ticket_count or self.leased or self.calls)

    def is_open_at(self, now: datetime, field: Field | None = None) -> bool:
        """Whether numbers (of a field) are given out at a local time; a doubtful clock stops none."""
        is_free = self.plan.always_open or self.doubt is not None
        return is_free or self.plan.session_at(now, field) is not None

    def counter(self, number: int) -> Counter:
        """The counter with this number; one that the plan has lost since is empty and closed."""
        return self.counters.get(number) or Counter(number, ())

    def has_counter(self, number: int) -> bool:
        """Whether the plan has this counter; one that it has lost may still have somebody."""
        return self.plan.counter(number) is not None

    def queues_of(self, counter: Counter) -> frozenset[str]:
        """What a counter calls from: its fields, its own queue, and fields that the plan has lost."""
        known = {field.code for field in self.plan.fields}
        gone = (queue for queue, _ in self.queues if queue not in known and not is_own_queue(queue))
        return frozenset((*counter.fields, own_queue(counter.number), *gone))

    def queues_with(self, ticket: Ticket) -> Mapping[Queue, tuple[str, ...]]:
        """The queues with this ticket in its own, at its turn."""
        numbers = self.queues.get(ticket.queue, ())
        if not numbers or self.tickets[numbers[-1]].turn < ticket.turn:
            return {**self.queues, ticket.queue: (*numbers, ticket.number)}
        at = bisect(numbers, ticket.turn, key=lambda number: self.tickets[number].turn)
        return {**self.queues, ticket.queue: (*numbers[:at], ticket.number, *numbers[at:])}

    def queues_without(self, ticket: Ticket) -> Mapping[Queue, tuple[str, ...]]:
        """The queues without this ticket."""
        numbers = self.queues.get(ticket.queue, ())
        if ticket.state is not TicketState.WAITING or ticket.number not in numbers:
            return self.queues
        at = numbers.index(ticket.number)
        return {**self.queues, ticket.queue: numbers[:at] + numbers[at + 1 :]}

    def waiting_in(self, field: str) -> int:
        """How many tickets of a field wait, those that wait for one counter alone included."""
        waiting = 0
        for (queue, _), numbers in self.queues.items():
            if queue == field:
                waiting += len(numbers)
            elif is_own_queue(queue):
                waiting += sum(self.tickets[number].field == field for number in numbers)
        return waiting

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


def with_ticket(office: Office, ticket: Ticket) -> Office:
    """The office with this ticket in the place of the one with the same number."""
    return replace(office, tickets=office.tickets.with_ticket(ticket))


def with_counter(office: Office, counter: Counter) -> Office:
    """The office with this counter in the place of the one with the same number."""
    return replace(office, counters={**office.counters, counter.number: counter})


def emptied(office: Office, number: int) -> Counter:
    """The counter with no ticket at it."""
    return replace(office.counter(number), ticket=None, why=None, undoable=None)


def freed(office: Office, ticket: Ticket) -> Office:
    """The office with this ticket taken from its queue or its counter."""
    office = replace(office, queues=office.queues_without(ticket))
    for counter in office.counters.values():
        if counter.ticket == ticket.number:
            office = with_counter(office, emptied(office, counter.number))
    return office
