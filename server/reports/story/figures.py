"""A day in figures: who waited how long, and for which ordinary tickets it was longer than the limit."""

from collections import Counter as Tally
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as default
from datetime import date, datetime
from itertools import takewhile
from math import ceil
from statistics import mean, median

from server.reports.story.passing import may_call, passes, undone_call
from server.reports.story.steps import DayStep, Happening
from ticketing import events as e
from ticketing.office import Counter, Office
from ticketing.open_time import open_seconds, open_time
from ticketing.rules.stays import MISSED
from ticketing.stay_counts import (
    all_stays,
    field_taken,
    has_served,
    is_unstarted,
    is_unstarted_stay,
    served_seconds,
    waited_for,
)
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
    stays = [(ticket, stay) for ticket in tickets for stay in all_stays(ticket)]
    closed = _closing(office, _last_press(happenings), now)
    waits = _first_waits(happenings, closed)
    watches = _watched(happenings, waits, closed)
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
        longest=_longest(tickets, waits),
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


def _longest(tickets: Sequence[Ticket], waits: Mapping[str, int]) -> Longest | None:
    """The longest wait of all, whether it led to a call or to none."""
    found = [
        Longest(ticket.number, stay.wait_seconds or 0, is_called=True)
        for ticket in tickets
        for stay in all_stays(ticket)
        if stay.called_at and stay.wait_is_known
    ]
    found += [Longest(t.number, waits[t.number], is_called=False) for t in tickets if t.called_at is None]
    return max(found, key=lambda wait: wait.seconds, default=None)


@dataclass
class _Watch:
    """One ordinary ticket until its first call, or until it was given up, and its wait until then."""

    ticket: Ticket
    waited_seconds: int
    called_at: datetime | None = None
    calls: dict[str, _Call] = default(default_factory=dict)
    unserved_seconds: int = 0

    def see_call(self, office: Office, event: e.TicketCalled, *, is_beyond: bool) -> None:
        """A counter called some number; `is_beyond`: this one had already waited beyond the limit."""
        waiting = office.tickets[self.ticket.number]
        if event.number == self.ticket.number:
            self.called_at = event.at if event.at == self.ticket.called_at else None
        elif waiting.state is TicketState.WAITING:
            is_later = passes(office, event, waiting)
            if is_later or may_call(office, event.counter, waiting):
                self.calls[event.number] = _Call(event, is_later, is_later and is_beyond)

    def told(self) -> LongWait:
        """What was seen."""
        later = [call for call in self.calls.values() if call.is_later]
        by_priority = sum(_is_by_priority(call.event.why) for call in later)
        return LongWait(
            number=self.ticket.number,
            field=field_taken(self.ticket),
            waited_seconds=self.waited_seconds,
            called_at=self.called_at,
            in_turn=len(self.calls) - len(later),
            passed_by_priority=by_priority,
            passed_otherwise=len(later) - by_priority,
            unserved_seconds=self.unserved_seconds,
        )


def _is_by_priority(why: e.Reason) -> bool:
    return why.is_priority and why.rule is not e.Rule.PICKED


class _Watchman:
    """Goes through a day with the tickets that are watched, each from its issue until its first call."""

    def __init__(self, watches: Sequence[_Watch], limit_seconds: int) -> None:
        self._coming = {watch.ticket.number: watch for watch in watches}
        self._waiting: dict[str, _Watch] = {}
        self._limit_seconds = limit_seconds
        self._since: datetime | None = None
        self._served: frozenset[str] = frozenset()
        self._counters: Mapping[int, Counter] | None = None

    def see(self, happening: Happening) -> None:
        """Look at what happens next, and at the time before it."""
        event, office = happening.event, happening.before
        self.reach(office, event.at)
        if isinstance(event, e.TicketIssued) and event.number in self._coming:
            self._waiting[event.number] = self._coming.pop(event.number)
        elif isinstance(event, e.TicketCancelled):
            self._waiting.pop(event.number, None)
        elif isinstance(event, e.TicketCalled):
            self._see_call(office, event)
        elif isinstance(event, e.ActUndone) and (number := undone_call(office, event)):
            for watch in self._waiting.values():
                watch.calls.pop(number, None)

    def reach(self, office: Office, at: datetime) -> None:
        """Count the time until then, in which nothing happened, for whoever waited where nobody called."""
        since, self._since = self._since, at
        if not self._waiting or since is None:
            return
        if office.counters is not self._counters:
            self._counters, self._served = office.counters, _served_queues(office)
        unserved = {name for (name, _), numbers in office.queues.items() if numbers} - self._served
        if not unserved:
            return
        seconds = open_seconds(office, since, at)
        for number, watch in self._waiting.items():
            waiting = office.tickets[number]
            if waiting.state is TicketState.WAITING and waiting.queue[0] in unserved:
                watch.unserved_seconds += seconds

    def _see_call(self, office: Office, event: e.TicketCalled) -> None:
        time = open_time(office, event.at)
        for watch in self._waiting.values():
            waited = time.since(watch.ticket.issued_at)
            watch.see_call(office, event, is_beyond=waited >= self._limit_seconds)
        called = self._waiting.get(event.number)
        if called and called.called_at:
            del self._waiting[event.number]


def _watched(happenings: Sequence[Happening], waits: Mapping[str, int], closed: datetime) -> list[_Watch]:
    """The ordinary tickets that waited beyond the limit for their first call, and what each of them saw."""
    office = happenings[-1].after
    limit_seconds = office.plan.policy.wait_minutes_max * 60
    watches = [
        _Watch(ticket, waits[ticket.number])
        for ticket in sorted(office.tickets.values(), key=lambda ticket: ticket.turn)
        if ticket.priority is None and waits[ticket.number] >= limit_seconds
    ]
    if watches:
        watchman = _Watchman(watches, limit_seconds)
        by_day = list(
            takewhile(lambda happening: not isinstance(happening.event, e.TicketLapsed), happenings)
        )
        for happening in by_day:
            watchman.see(happening)
        last = by_day[-1]
        watchman.reach(last.after, max(closed, last.event.at))
    return watches


def _first_waits(happenings: Sequence[Happening], closed: datetime) -> dict[str, int]:
    """How long each ticket waited for its first call, in seconds, or until it was given up or all closed."""
    office = happenings[-1].after
    given_up = {h.event.number: h.event.at for h in happenings if isinstance(h.event, e.TicketCancelled)}
    until_closed = open_time(office, closed)
    waits = {}
    for number, ticket in office.tickets.items():
        if ticket.called_at and ticket.first_wait_seconds is not None:
            waits[number] = ticket.first_wait_seconds
        elif until := ticket.called_at or given_up.get(number):
            waits[number] = open_seconds(office, ticket.issued_at, until)
        else:
            waits[number] = until_closed.since(ticket.issued_at)
    return waits


def _last_press(happenings: Sequence[Happening]) -> datetime:
    """The last press of the day; the lapses of the night are none."""
    pressed = [h.event.at for h in happenings if not isinstance(h.event, e.TicketLapsed)]
    return max(pressed, default=happenings[-1].event.at)


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
