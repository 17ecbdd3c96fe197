"""A day in figures: who waited how long, and for which ordinary tickets it was longer than the limit."""

from collections import Counter as Tally
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as default
from datetime import date, datetime
from math import ceil
from statistics import mean, median

from server.reports.story.passing import may_call, passes, undone_call
from server.reports.story.steps import DayStep, Happening
from ticketing import events as e
from ticketing.office import Office
from ticketing.open_time import open_seconds
from ticketing.rules.stays import MISSED
from ticketing.stay_counts import has_served, is_unstarted, is_unstarted_stay, served_seconds, waited_for
from ticketing.stays import StayTimes
from ticketing.tickets import Ticket, TicketState, own_queue


@dataclass(frozen=True, slots=True)
class Waits:
    """The calls for a field and class, with their waits in seconds; `field` is None for all.

    It counts stays: a number that was sent on to another field is called, and served, in each of them.
    `served` stays took `mean_service` seconds, None where there are none or the durations are not known.
    """

    field: str | None
    is_priority: bool | None
    count: int
    mean: float
    median: float
    p90: float
    longest: float
    served: int
    mean_service: float | None


@dataclass(frozen=True, slots=True)
class Work:
    """The stays at one counter with one clerk; `unstarted` are those of the `served` that no hand began."""

    counter: int
    clerk: str
    served: int
    unstarted: int
    missed: int
    mean_wait: float | None
    mean_service: float | None


@dataclass(frozen=True, slots=True)
class Longest:
    """The number that waited longest for a call, in seconds; the call never came if it is not `is_called`."""

    number: str
    seconds: int
    is_called: bool


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
    """What a service day came to; `states` count its numbers, `waits` end with the row of all.

    `never_called` were not given up either; `unstarted` were called and ended, and nobody pressed start nor
    said an outcome, `unstarted_served` of them as served. `beyond` are the calls that went before an ordinary
    ticket which had already waited beyond the limit and which the counter could have called;
    `beyond_picked` are those of them that a clerk picked.
    """

    day: date
    issued: int
    with_priority: int
    states: dict[TicketState, int]
    never_called: int
    unstarted: tuple[str, ...]
    unstarted_served: int
    waits: tuple[Waits, ...]
    work: tuple[Work, ...]
    longest: Longest | None
    long_waits: tuple[LongWait, ...]
    beyond: int
    beyond_picked: int


@dataclass(frozen=True, slots=True)
class _Call:
    """A call that a waiting ticket saw: of a later number, and then perhaps after its limit."""

    event: e.TicketCalled
    is_later: bool
    is_beyond: bool


def figures_of(steps: Sequence[DayStep], now: datetime | None = None) -> DayFigures:
    """The figures of a day, or of what there is of it so far; there is at least one step.

    A wait that nobody ended counts until the office closed, on the running day until the local time `now`.
    """
    happenings = [happening for step in steps for happening in step.happenings]
    office = happenings[-1].after
    tickets = sorted(office.tickets.values(), key=lambda ticket: ticket.turn)
    stays = [(ticket, stay) for ticket in tickets for stay in (*ticket.past_stays, ticket.stay)]
    ends = _ends(happenings, now)
    watches = _watched(happenings, ends)
    beyond = {call.event.call: call.event for w in watches for call in w.calls.values() if call.is_beyond}
    unstarted = [ticket for ticket in tickets if is_unstarted(ticket)]
    return DayFigures(
        day=office.day,
        issued=len(tickets),
        with_priority=sum(ticket.priority is not None for ticket in tickets),
        states=dict(Tally(ticket.state for ticket in tickets)),
        never_called=sum(t.called_at is None and t.state is not TicketState.CANCELLED for t in tickets),
        unstarted=tuple(ticket.number for ticket in unstarted),
        unstarted_served=sum(ticket.state is TicketState.SERVED for ticket in unstarted),
        waits=tuple(_waits(office, stays)),
        work=tuple(_work([stay for _, stay in stays])),
        longest=_longest(office, stays, ends),
        long_waits=tuple(watch.told() for watch in watches),
        beyond=len(beyond),
        beyond_picked=sum(event.why.rule is e.Rule.PICKED for event in beyond.values()),
    )


def _waits(office: Office, stays: Sequence[tuple[Ticket, StayTimes]]) -> Iterator[Waits]:
    """A row for each field and class that somebody was called for, and one for all."""
    called = [(ticket.priority is not None, stay) for ticket, stay in stays if stay.called_at]
    codes = [field.code for field in office.plan.fields]
    codes += sorted({stay.field for _, stay in called} - {*codes})
    for code in codes:
        for is_priority in (False, True):
            group = [stay for its, stay in called if stay.field == code and its == is_priority]
            if group:
                yield _row(code, is_priority, group)
    if called:
        yield _row(None, None, [stay for _, stay in called])


def _row(field: str | None, is_priority: bool | None, stays: list[StayTimes]) -> Waits:
    seconds = sorted(stay.wait_seconds or 0 for stay in stays if stay.wait_is_known) or [0]
    served = [stay for stay in stays if has_served(stay)]
    return Waits(
        field=field,
        is_priority=is_priority,
        count=len(stays),
        mean=mean(seconds),
        median=median(seconds),
        p90=seconds[ceil(len(seconds) * 0.9) - 1],
        longest=seconds[-1],
        served=len(served),
        mean_service=_mean(served_seconds(served)),
    )


def _work(stays: list[StayTimes]) -> Iterator[Work]:
    """A row for each counter and clerk with whom somebody has been."""
    desks = sorted({(stay.counter, stay.clerk) for stay in stays if stay.counter is not None and stay.ending})
    for counter, clerk in desks:
        own = [stay for stay in stays if (stay.counter, stay.clerk) == (counter, clerk)]
        served = [stay for stay in own if has_served(stay)]
        yield Work(
            counter=counter,
            clerk=clerk,
            served=len(served),
            unstarted=sum(map(is_unstarted_stay, served)),
            missed=sum(stay.ending == MISSED for stay in own),
            mean_wait=_mean(waited_for(served)),
            mean_service=_mean(served_seconds(served)),
        )


def _mean(seconds: Sequence[int]) -> float | None:
    return mean(seconds) if seconds else None


def _longest(
    office: Office, stays: Sequence[tuple[Ticket, StayTimes]], ends: Mapping[str, datetime]
) -> Longest | None:
    """The longest wait of all, whether it led to a call or to none."""
    waits = [
        Longest(ticket.number, stay.wait_seconds or 0, is_called=True)
        for ticket, stay in stays
        if stay.called_at and stay.wait_is_known
    ]
    waits += [
        Longest(number, open_seconds(office, office.tickets[number].issued_at, until), is_called=False)
        for number, until in ends.items()
        if office.tickets[number].called_at is None
    ]
    return max(waits, key=lambda wait: wait.seconds, default=None)


@dataclass
class _Watch:
    """One ordinary ticket until its first call, which is at most at `until`, and its wait until then."""

    ticket: Ticket
    until: datetime
    waited_seconds: int
    since: datetime
    called_at: datetime | None = None
    calls: dict[str, _Call] = default(default_factory=dict)
    unserved_seconds: int = 0

    def see(self, happening: Happening, served: frozenset[str]) -> None:
        """Look at what happens next, and at the time before it, in which counters served these queues."""
        event, waiting = happening.event, happening.before.tickets.get(self.ticket.number)
        if waiting is None or self.called_at or event.at > self.until:
            return
        self.reach(happening.before, event.at, served)
        if isinstance(event, e.TicketCalled):
            self._see_call(happening.before, event, waiting)
        elif isinstance(event, e.ActUndone) and (number := undone_call(happening.before, event)):
            self.calls.pop(number, None)

    def reach(self, office: Office, at: datetime, served: frozenset[str]) -> None:
        """Count the time until then, in which nothing happened."""
        waiting = office.tickets[self.ticket.number]
        if waiting.state is TicketState.WAITING and waiting.queue[0] not in served:
            self.unserved_seconds += open_seconds(office, self.since, at)
        self.since = at

    def _see_call(self, office: Office, event: e.TicketCalled, waiting: Ticket) -> None:
        if event.number == self.ticket.number:
            self.called_at = event.at if event.at == self.ticket.called_at else None
        elif waiting.state is TicketState.WAITING:
            is_later = passes(office, event, waiting)
            if is_later or may_call(office, event.counter, waiting):
                limit_seconds = office.plan.policy.wait_minutes_max * 60
                is_beyond = open_seconds(office, self.ticket.issued_at, event.at) >= limit_seconds
                self.calls[event.number] = _Call(event, is_later, is_later and is_beyond)

    def told(self) -> LongWait:
        """What was seen."""
        later = [call for call in self.calls.values() if call.is_later]
        by_priority = sum(_is_by_priority(call.event.why) for call in later)
        return LongWait(
            number=self.ticket.number,
            field=self.ticket.past_stays[0].field if self.ticket.past_stays else self.ticket.field,
            waited_seconds=self.waited_seconds,
            called_at=self.called_at,
            in_turn=len(self.calls) - len(later),
            passed_by_priority=by_priority,
            passed_otherwise=len(later) - by_priority,
            unserved_seconds=self.unserved_seconds,
        )


def _is_by_priority(why: e.Reason) -> bool:
    return why.is_priority and why.rule is not e.Rule.PICKED


def _watched(happenings: Sequence[Happening], ends: Mapping[str, datetime]) -> list[_Watch]:
    """The ordinary tickets that waited beyond the limit for their first call, and what each of them saw."""
    office = happenings[-1].after
    limit_seconds = office.plan.policy.wait_minutes_max * 60
    watches = []
    for ticket in sorted(office.tickets.values(), key=lambda ticket: ticket.turn):
        until = ticket.called_at or ends[ticket.number]
        waited = ticket.first_wait_seconds if ticket.called_at else None
        if waited is None:
            waited = open_seconds(office, ticket.issued_at, until)
        if ticket.priority is None and waited >= limit_seconds:
            watches.append(_Watch(ticket, until, waited, ticket.issued_at))
    for happening in happenings if watches else ():
        served = _served_queues(happening.before)
        for watch in watches:
            watch.see(happening, served)
    before_night = next((h.before for h in happenings if isinstance(h.event, e.TicketLapsed)), office)
    for watch in watches:
        if watch.called_at is None and watch.since < watch.until:
            watch.reach(before_night, watch.until, _served_queues(before_night))
    return watches


def _ends(happenings: Sequence[Happening], now: datetime | None) -> dict[str, datetime]:
    """When each ticket was given up, or else when the office closed, or the moment to which it has come."""
    pressed = [h.event.at for h in happenings if not isinstance(h.event, e.TicketLapsed)]
    last = max(pressed, default=happenings[-1].event.at)
    given_up = {h.event.number: h.event.at for h in happenings if isinstance(h.event, e.TicketCancelled)}
    office = happenings[-1].after
    closed = _closing(office, last, now)
    return {number: given_up.get(number, closed) for number in office.tickets}


def _closing(office: Office, last: datetime, now: datetime | None) -> datetime:
    """The end of the day's sessions, or its last press if that came later; `now` if it has not come yet.

    An office that is open at any hour never closes: who is left has waited until the last press.
    """
    if office.plan.always_open:
        return max(last, now) if now and now.date() == office.day else last
    sessions = office.plan.sessions_on(office.day)
    closing = max([last, *(session.ends_on(office.day, last.tzinfo) for session in sessions)])
    return min(closing, now) if now else closing


def _served_queues(office: Office) -> frozenset[str]:
    """The queues that some counter calls from now."""
    calling = (counter for counter in office.counters.values() if counter.is_calling)
    return frozenset(queue for counter in calling for queue in (*counter.fields, own_queue(counter.number)))
