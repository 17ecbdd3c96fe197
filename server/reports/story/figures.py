"""A day in figures: who waited how long, and for which ordinary tickets it was longer than the limit."""

from collections import Counter as Tally
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from dataclasses import field as default
from datetime import date, datetime, timedelta
from math import ceil
from statistics import mean, median

from server.reports.story.passing import may_call, passes, undone_call
from server.reports.story.steps import DayStep, Happening
from ticketing import events as e
from ticketing.office import Office
from ticketing.tickets import Ticket, TicketState, own_queue


@dataclass(frozen=True, slots=True)
class Waits:
    """How long the called tickets of a field and class waited, in seconds; `field` is None for all."""

    field: str | None
    is_priority: bool | None
    count: int
    mean: float
    median: float
    p90: float
    longest: float


@dataclass(frozen=True, slots=True)
class LongWait:
    """An ordinary ticket that waited beyond the limit, and what happened meanwhile.

    `called_at` is None if it was never called. Of the calls by counters that could have called it: so many
    were of numbers taken earlier, of later ones with priority, and of later ones for another reason, most of
    them picked by a clerk. For `unserved_seconds` no counter was open that serves it.
    """

    number: str
    field: str
    waited_seconds: int
    called_at: datetime | None
    in_turn: int
    passed_by_priority: int
    passed_otherwise: int
    unserved_seconds: int


@dataclass(frozen=True, slots=True)
class DayFigures:
    """What a service day came to; `states` count its tickets, `waits` end with the row of all.

    `beyond` are the calls that went before an ordinary ticket which had already waited beyond the limit and
    which the counter could have called; `beyond_picked` are those of them that a clerk picked.
    """

    day: date
    issued: int
    with_priority: int
    states: dict[TicketState, int]
    waits: tuple[Waits, ...]
    longest: Ticket | None
    long_waits: tuple[LongWait, ...]
    beyond: int
    beyond_picked: int


@dataclass(frozen=True, slots=True)
class _Call:
    """A call that a waiting ticket saw: of a later number, and then perhaps after its limit."""

    event: e.TicketCalled
    is_later: bool
    is_beyond: bool


def figures_of(steps: Sequence[DayStep]) -> DayFigures:
    """The figures of a day, or of what there is of it so far; there is at least one step."""
    office = steps[-1].after
    tickets = sorted(office.tickets.values(), key=lambda ticket: ticket.turn)
    called = [ticket for ticket in tickets if ticket.called_at]
    watches = _watched(steps)
    beyond = {call.event.call: call.event for w in watches for call in w.calls.values() if call.is_beyond}
    return DayFigures(
        day=office.day,
        issued=len(tickets),
        with_priority=sum(ticket.priority is not None for ticket in tickets),
        states=dict(Tally(ticket.state for ticket in tickets)),
        waits=tuple(_waits(office, called)),
        longest=max(called, key=lambda ticket: ticket.wait_seconds or 0, default=None),
        long_waits=tuple(watch.told() for watch in watches),
        beyond=len(beyond),
        beyond_picked=sum(event.why.rule is e.Rule.PICKED for event in beyond.values()),
    )


def _waits(office: Office, called: list[Ticket]) -> Iterator[Waits]:
    """A row for each field and class that somebody was called from, and one for all."""
    codes = [field.code for field in office.plan.fields]
    codes += sorted({ticket.field for ticket in called} - {*codes})
    for code in codes:
        for is_priority in (False, True):
            group = [t for t in called if t.field == code and (t.priority is not None) == is_priority]
            if group:
                yield _row(code, is_priority, group)
    if called:
        yield _row(None, None, called)


def _row(field: str | None, is_priority: bool | None, tickets: list[Ticket]) -> Waits:
    seconds = sorted(ticket.wait_seconds or 0 for ticket in tickets)
    return Waits(
        field=field,
        is_priority=is_priority,
        count=len(seconds),
        mean=mean(seconds),
        median=median(seconds),
        p90=seconds[ceil(len(seconds) * 0.9) - 1],
        longest=seconds[-1],
    )


@dataclass
class _Watch:
    """One ordinary ticket until its first call, which is at most at `until`."""

    ticket: Ticket
    until: datetime
    limit: timedelta
    since: datetime
    called_at: datetime | None = None
    calls: dict[str, _Call] = default(default_factory=dict)
    unserved_seconds: float = 0.0

    def see(self, happening: Happening, served: frozenset[str]) -> None:
        """Look at what happens next, and at the time before it, in which counters served these queues."""
        event, waiting = happening.event, happening.before.tickets.get(self.ticket.number)
        if waiting is None or self.called_at or event.at > self.until:
            return
        if waiting.state is TicketState.WAITING and waiting.queue[0] not in served:
            self.unserved_seconds += (event.at - self.since).total_seconds()
        self.since = event.at
        if isinstance(event, e.TicketCalled):
            self._see_call(happening.before, event, waiting)
        elif isinstance(event, e.ActUndone) and (number := undone_call(happening.before, event)):
            self.calls.pop(number, None)

    def _see_call(self, office: Office, event: e.TicketCalled, waiting: Ticket) -> None:
        if event.number == self.ticket.number:
            self.called_at = event.at if event.at == self.ticket.called_at else None
        elif waiting.state is TicketState.WAITING:
            is_later = passes(office, event, waiting)
            if is_later or may_call(office, event.counter, waiting):
                is_beyond = event.at - self.ticket.issued_at >= self.limit
                self.calls[event.number] = _Call(event, is_later, is_later and is_beyond)

    def told(self) -> LongWait:
        """What was seen."""
        later = [call for call in self.calls.values() if call.is_later]
        by_priority = sum(_is_by_priority(call.event.why) for call in later)
        return LongWait(
            number=self.ticket.number,
            field=self.ticket.field,
            waited_seconds=int((self.until - self.ticket.issued_at).total_seconds()),
            called_at=self.called_at,
            in_turn=len(self.calls) - len(later),
            passed_by_priority=by_priority,
            passed_otherwise=len(later) - by_priority,
            unserved_seconds=int(self.unserved_seconds),
        )


def _is_by_priority(why: e.Reason) -> bool:
    return why.is_priority and why.rule is not e.Rule.PICKED


def _watched(steps: Sequence[DayStep]) -> list[_Watch]:
    """The ordinary tickets that waited beyond the limit, and what each of them saw."""
    happenings = [happening for step in steps for happening in step.happenings]
    office = happenings[-1].after
    limit = timedelta(minutes=office.plan.policy.wait_minutes_max)
    ended = _ends(happenings)
    watches = [
        _Watch(ticket, until, limit, ticket.issued_at)
        for ticket in sorted(office.tickets.values(), key=lambda ticket: ticket.turn)
        if ticket.priority is None
        and (until := ticket.called_at or ended[ticket.number]) - ticket.issued_at >= limit
    ]
    for happening in happenings if watches else ():
        served = _served_queues(happening.before)
        for watch in watches:
            watch.see(happening, served)
    return watches


def _ends(happenings: Sequence[Happening]) -> dict[str, datetime]:
    """When each ticket was given up, or else the last press of the day, after which nobody was called."""
    pressed = [h.event.at for h in happenings if not isinstance(h.event, e.TicketLapsed)]
    last = max(pressed, default=happenings[-1].event.at)
    given_up = {h.event.number: h.event.at for h in happenings if isinstance(h.event, e.TicketCancelled)}
    return {number: given_up.get(number, last) for number in happenings[-1].after.tickets}


def _served_queues(office: Office) -> frozenset[str]:
    """The queues that some counter calls from now."""
    calling = (counter for counter in office.counters.values() if counter.is_calling)
    return frozenset(queue for counter in calling for queue in (*counter.fields, own_queue(counter.number)))
