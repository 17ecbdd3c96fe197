"""A day in figures: what became of its numbers, who waited how long, and what each counter has done."""

from collections import Counter as Tally
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil
from statistics import mean, median

from server.reports.story.long_waits import LongWait, watched
from server.reports.story.steps import DayStep, Happening
from ticketing import events as e
from ticketing.office import Office
from ticketing.open_time import open_time
from ticketing.rules.stays import MISSED
from ticketing.stay_counts import (
    all_stays,
    is_unstarted,
    served_of,
    served_seconds,
    unstarted_of,
    waited_for,
)
from ticketing.stays import StayTimes
from ticketing.tickets import Ticket, TicketState


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
class DayFigures:
    """What a service day came to; `states` count its numbers, `waits` end with the row of all.

    `lapsed` count those that the end of the day ended, by what they were doing until then.

    `never_called` were not given up either; `unstarted` were called and ended, and nobody pressed start nor
    said an outcome, `unstarted_served` of them as served. `beyond` are the calls that went before an ordinary
    ticket which had already waited beyond the limit and which the counter could have called;
    `beyond_picked` are those of them that a clerk picked. `procedures` are the codes of what was chosen with
    a number, and how often, the most wanted first.
    """

    day: date
    issued: int
    with_priority: int
    states: dict[TicketState, int]
    lapsed: dict[TicketState, int]
    never_called: int
    unstarted: tuple[str, ...]
    unstarted_served: int
    waits: tuple[Waits, ...]
    work: tuple[Work, ...]
    longest: Longest | None
    long_waits: tuple[LongWait, ...]
    beyond: int
    beyond_picked: int
    procedures: tuple[tuple[str, int], ...] = ()


def figures_of(steps: Sequence[DayStep], now: datetime | None = None) -> DayFigures:
    """The figures of a day, or of what there is of it so far; there is at least one step.

    A wait that nobody ended counts until the office closed, on the running day until the local time `now`.
    """
    happenings = [happening for step in steps for happening in step.happenings]
    office = happenings[-1].after
    tickets = sorted(office.tickets.values(), key=lambda ticket: ticket.turn)
    stays = [(ticket, stay) for ticket in tickets for stay in all_stays(ticket)]
    closed = _closing(office, _last_press(happenings), now)
    waits = _first_waits(office, closed)
    watches = watched(happenings, waits, closed)
    beyond = {call.event.call: call.event for w in watches for call in w.calls.values() if call.is_beyond}
    unstarted = [ticket for ticket in tickets if is_unstarted(ticket)]
    return DayFigures(
        day=office.day,
        issued=len(tickets),
        with_priority=sum(ticket.priority is not None for ticket in tickets),
        states=dict(Tally(ticket.state for ticket in tickets)),
        lapsed=dict(Tally(t.lapsed_from for t in tickets if t.state is TicketState.LAPSED and t.lapsed_from)),
        never_called=sum(t.called_at is None and t.state is not TicketState.CANCELLED for t in tickets),
        unstarted=tuple(ticket.number for ticket in unstarted),
        unstarted_served=sum(ticket.state is TicketState.SERVED for ticket in unstarted),
        waits=tuple(_waits(office, stays)),
        work=tuple(_work([stay for _, stay in stays])),
        longest=_longest(tickets, waits),
        long_waits=tuple(watch.told() for watch in watches),
        beyond=len(beyond),
        beyond_picked=sum(event.why.rule is e.Rule.PICKED for event in beyond.values()),
        procedures=tuple(Tally(t.procedure for t in tickets if t.procedure).most_common()),
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
    served = served_of(stays)
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
        served = served_of(own)
        yield Work(
            counter=counter,
            clerk=clerk,
            served=len(served),
            unstarted=len(unstarted_of(served)),
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
    uncalled = (ticket.number for ticket in tickets if ticket.called_at is None)
    found += [Longest(number, waits[number], is_called=False) for number in uncalled if number in waits]
    return max(found, key=lambda wait: wait.seconds, default=None)


def _first_waits(office: Office, closed: datetime) -> dict[str, int]:
    """How long each ticket waited for its first call, in seconds, or until it was given up or all closed.

    Those whose wait nobody knows, since the clock was set meanwhile, are left out.
    """
    until_closed = open_time(office, closed)
    waits = {}
    for number, ticket in office.tickets.items():
        if not ticket.wait_is_known:
            continue
        if ticket.called_at:
            waits[number] = ticket.first_wait_seconds or 0
        elif ticket.state is TicketState.CANCELLED:
            waits[number] = ticket.wait_seconds or 0
        else:
            waits[number] = until_closed.since(ticket.issued_at)
    return waits


def _last_press(happenings: Sequence[Happening]) -> datetime:
    """The last press of the day; the lapses of the night are none."""
    pressed = (h.event.at for h in reversed(happenings) if not isinstance(h.event, e.TicketLapsed))
    return next(pressed, happenings[-1].event.at)


def _closing(office: Office, last: datetime, now: datetime | None) -> datetime:
    """The end of the day's sessions, or its last press if that came later; `now` if it has not come yet.

    An office that is open at any hour never closes: who is left has waited until the last press.
    """
    if office.plan.always_open:
        return max(last, now) if now and now.date() == office.day else last
    sessions = office.plan.sessions_on(office.day)
    closing = max([last, *(session.ends_on(office.day, last.tzinfo) for session in sessions)])
    return min(closing, now) if now else closing
