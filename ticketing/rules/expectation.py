"""How long a citizen is likely to wait: a simple bound by the work that goes before."""

from collections import Counter as Tally
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from ticketing.office import Counter, Office
from ticketing.open_time import open_time
from ticketing.tickets import Queue, Ticket, is_own_queue, own_queue

SERVICE_TIMES_NEEDED = 3
STEP_MINUTES = 5
REST_SECONDS_MIN = 60.0


def expected_minutes(office: Office, field: str, now: datetime, priority: str | None = None) -> int | None:
    """The likely wait of a number that is taken now, rounded up to whole steps of STEP_MINUTES.

    It is 0 only if a counter of the field is free and nobody goes before. None where it is not known: no
    counter of the field calls, fewer than SERVICE_TIMES_NEEDED citizens have been served today, or the work
    does not fit into the session that runs.
    """
    outlook = _outlook(office, now)
    counters = outlook.counters(field) if outlook else ()
    if outlook is None or not counters:
        return None
    return outlook.told(field, outlook.minutes_at(counters, priority))


def expected_by_field(office: Office, now: datetime) -> dict[str, int | None]:
    """The likely wait of an ordinary number of each field that is taken now."""
    outlook = _outlook(office, now)
    if outlook is None:
        return dict.fromkeys((field.code for field in office.plan.fields), None)
    shared: dict[tuple[int, ...], int] = {}
    expected: dict[str, int | None] = {}
    for field in office.plan.fields:
        counters = outlook.counters(field.code)
        if counters and counters not in shared:
            shared[counters] = outlook.minutes_at(counters)
        expected[field.code] = outlook.told(field.code, shared.get(counters))
    return expected


@dataclass(frozen=True, slots=True)
class _Work:
    """Waiting numbers, and for how many seconds they are likely to keep a counter."""

    count: float = 0.0
    seconds: float = 0.0

    def part(self, share: float) -> "_Work":
        return _Work(self.count * share, self.seconds * share)


@dataclass(frozen=True, slots=True)
class _Outlook:
    """What waits and what is being served at a moment.

    `queues` hold the work of each queue, `callers` say how many counters call from it, `rests` are the
    seconds until each calling counter is likely to be free.
    """

    office: Office
    now: datetime
    queues: Mapping[Queue, _Work]
    callers: Mapping[str, int]
    rests: Mapping[int, float]

    def counters(self, field: str) -> tuple[int, ...]:
        """The counters that call for a field now."""
        return tuple(number for number in self.rests if field in self.office.counters[number].fields)

    def minutes_at(self, numbers: Sequence[int], priority: str | None = None) -> int:
        """The likely wait for these counters, all work being shared out evenly among those that may do it."""
        works = self._before([self.office.counters[number] for number in numbers], priority)
        before = [work.seconds for work in works if work.count]
        rests = [self.rests[number] for number in numbers]
        if not before:
            return _in_steps(min(rests))
        return max(STEP_MINUTES, _in_steps((sum(rests) + sum(before)) / len(numbers)))

    def told(self, field: str, minutes: int | None) -> int | None:
        """The wait, if it is known and ends before the field's session does."""
        plan, now = self.office.plan, self.now
        if minutes is None or plan.always_open:
            return minutes
        session = plan.session_at(now, plan.field(field))
        closes = session.ends_on(now.date(), now.tzinfo) if session else now
        return minutes if session and now + timedelta(minutes=minutes) <= closes else None

    def _before(self, counters: Sequence[Counter], priority: str | None) -> Iterator[_Work]:
        """The work of these counters that goes before a number which is taken now."""
        ordinary: list[tuple[Queue, _Work]] = []
        classed = 0.0
        for queue, work in self._shares(counters):
            if priority is not None and queue[1] is None:
                ordinary.append((queue, work))
            elif priority is None or self.office.plan.rank(queue[1]) <= self.office.plan.rank(priority):
                classed += work.count
                yield work
        count = sum(work.count for _, work in ordinary)
        if count:
            tickets = [self.office.tickets[n] for queue, _ in ordinary for n in self.office.queues[queue]]
            first = max(self._waited_long(tickets), self._by_policy(counters, tickets, classed))
            share = min(1.0, first / count)
            yield from (work.part(share) for _, work in ordinary)

    def _shares(self, counters: Sequence[Counter]) -> Iterator[tuple[Queue, _Work]]:
        """Each queue with the part of its work that falls to these counters."""
        served = Tally(name for counter in counters for name in _names(counter))
        for queue, work in self.queues.items():
            if queue[0] in served:
                yield queue, work.part(served[queue[0]] / self.callers[queue[0]])

    def _by_policy(self, counters: Sequence[Counter], ordinary: Sequence[Ticket], classed: float) -> float:
        """How many ordinary numbers the policy calls before a priority number that has `classed` ahead."""
        policy = self.office.plan.policy
        if policy.kind == "strict":
            return 0.0
        if policy.kind == "ratio":
            tally = max(counter.ordinary_since_priority for counter in counters)
            at_once = max(0, policy.ordinary_per_priority - tally) * len(counters)
            return at_once + classed * policy.ordinary_per_priority
        time = open_time(self.office, self.now)
        return sum(time.since(ticket.issued_at) > policy.head_start_minutes * 60 for ticket in ordinary)

    def _waited_long(self, ordinary: Sequence[Ticket]) -> int:
        limit_seconds = self.office.plan.policy.wait_minutes_max * 60
        time = open_time(self.office, self.now)
        return sum(time.waited(ticket) >= limit_seconds for ticket in ordinary)


def _outlook(office: Office, now: datetime) -> _Outlook | None:
    """What is to be expected; None before enough citizens were served today."""
    usual = _mean([seconds for times in office.service_times.values() for seconds in times])
    if usual is None:
        return None
    means = {field: mean for field, times in office.service_times.items() if (mean := _mean(times))}
    calling = [counter for counter in office.counters.values() if counter.is_calling]
    return _Outlook(
        office=office,
        now=now,
        queues={
            queue: _Work(len(numbers), _service_seconds(office, queue, means, usual))
            for queue, numbers in office.queues.items()
            if numbers
        },
        callers=Tally(name for counter in calling for name in _names(counter)),
        rests={counter.number: _rest_seconds(office, counter, now, means, usual) for counter in calling},
    )


def _service_seconds(office: Office, queue: Queue, means: Mapping[str, float], usual: float) -> float:
    """How long those in a queue are likely to be served; only a counter's own has several fields."""
    name, numbers = queue[0], office.queues[queue]
    if not is_own_queue(name):
        return len(numbers) * means.get(name, usual)
    return sum(means.get(office.tickets[number].field, usual) for number in numbers)


def _rest_seconds(
    office: Office, counter: Counter, now: datetime, means: Mapping[str, float], usual: float
) -> float:
    """What is likely to remain of the service at a counter; whoever overruns the mean is soon done."""
    if counter.ticket is None:
        return 0.0
    ticket = office.tickets[counter.ticket]
    since = ticket.last_started_at or ticket.last_called_at or now
    return max(REST_SECONDS_MIN, means.get(ticket.field, usual) - (now - since).total_seconds())


def _in_steps(seconds: float) -> int:
    return ceil(seconds / 60 / STEP_MINUTES) * STEP_MINUTES


def _names(counter: Counter) -> tuple[str, ...]:
    """The queues that a counter calls from."""
    return (*counter.fields, own_queue(counter.number))


def _mean(times: Sequence[int]) -> float | None:
    return sum(times) / len(times) if len(times) >= SERVICE_TIMES_NEEDED else None
