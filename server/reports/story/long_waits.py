"""Which ordinary tickets waited longer than the limit, and what the counters did meanwhile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as default
from datetime import datetime

from server.reports.story.passing import may_call, passes, undone_call
from server.reports.story.steps import Happening
from ticketing import events as e
from ticketing.clock_events import ClockSet
from ticketing.office import Counter, Office
from ticketing.open_time import open_seconds, open_time
from ticketing.stay_counts import field_taken
from ticketing.tickets import Ticket, TicketState, own_queue


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
class _Call:
    """A call that a waiting ticket saw: of a later number, and then perhaps after its limit."""

    event: e.TicketCalled
    is_later: bool
    is_beyond: bool


@dataclass
class Watch:
    """One ordinary ticket until its first call, or until it was given up, and its wait until then."""

    ticket: Ticket
    waited_seconds: int
    called_at: datetime | None = None
    calls: dict[str, _Call] = default(default_factory=dict)
    unserved_seconds: int = 0

    def see_call(self, office: Office, event: e.TicketCalled, *, is_beyond: bool) -> None:
        """A counter called some number; `is_beyond`: this one had already waited beyond the limit."""
        waiting = office.tickets[self.ticket.number]
        if waiting.state is TicketState.WAITING:
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

    def __init__(self, watches: Sequence[Watch], limit_seconds: int) -> None:
        self._coming = {watch.ticket.number: watch for watch in watches}
        self._waiting: dict[str, Watch] = {}
        self._called: dict[str, Watch] = {}
        self._limit_seconds = limit_seconds
        self._since: datetime | None = None
        self._served: frozenset[str] = frozenset()
        self._counters: Mapping[int, Counter] | None = None

    def see(self, happening: Happening) -> None:
        """Look at what happens next, and at the time before it."""
        event, office = happening.event, happening.before
        if isinstance(event, ClockSet):
            self.reach(office, event.was or self._since or event.at)
            self._since = event.at
            return
        self.reach(office, event.at)
        if isinstance(event, e.TicketIssued) and event.number in self._coming:
            self._waiting[event.number] = self._coming.pop(event.number)
        elif isinstance(event, e.TicketCancelled):
            self._waiting.pop(event.number, None)
        elif isinstance(event, e.TicketCalled):
            self._see_call(office, event)
        elif isinstance(event, e.ActUndone):
            self._see_undone(happening, event)

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
        if called := self._waiting.pop(event.number, None):
            called.called_at = event.at
            self._called[event.number] = called
        time = open_time(office, event.at)
        for number, watch in self._waiting.items():
            waited = time.since(office.tickets[number].issued_at)
            watch.see_call(office, event, is_beyond=waited >= self._limit_seconds)

    def _see_undone(self, happening: Happening, event: e.ActUndone) -> None:
        """Whose first call was taken back waits for it again; a call that was taken back passed nobody."""
        for number in event.numbers:
            if number in self._called and happening.after.tickets[number].called_at is None:
                again = self._waiting[number] = self._called.pop(number)
                again.called_at = None
        undone = undone_call(happening.before, event)
        for watch in self._waiting.values() if undone else ():
            watch.calls.pop(undone or "", None)


def watched(happenings: Sequence[Happening], waits: Mapping[str, int], closed: datetime) -> list[Watch]:
    """The ordinary tickets that waited beyond the limit for their first call, and what each of them saw.

    `waits` are the seconds of those whose wait is known; who was not called waited until all `closed`.
    """
    office = happenings[-1].after
    limit_seconds = office.plan.policy.wait_minutes_max * 60
    watches = [
        Watch(ticket, waits[ticket.number])
        for ticket in sorted(office.tickets.values(), key=lambda ticket: ticket.turn)
        if ticket.priority is None and waits.get(ticket.number, 0) >= limit_seconds
    ]
    by_day = [*happenings]
    while by_day and isinstance(by_day[-1].event, e.TicketLapsed):
        by_day.pop()
    if watches and by_day:
        watchman = _Watchman(watches, limit_seconds)
        for happening in by_day:
            watchman.see(happening)
        watchman.reach(by_day[-1].after, max(closed, by_day[-1].event.at))
    return watches


def _served_queues(office: Office) -> frozenset[str]:
    """The queues that some counter calls from now."""
    calling = (counter for counter in office.counters.values() if counter.is_calling)
    return frozenset(queue for counter in calling for queue in (*counter.fields, own_queue(counter.number)))
