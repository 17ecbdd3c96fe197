"""How long citizens of a day waited while the office was open, counted anew second by second."""

from dataclasses import dataclass
from dataclasses import field as default
from datetime import datetime, timedelta
from functools import cached_property
from itertools import accumulate, repeat

from ticketing import events as e
from ticketing.office import Office
from ticketing.plan import OfficePlan
from ticketing.tickets import Ticket, TicketState

LEFT_AFTER = timedelta(hours=1)
PRESSES_AT_COUNTERS = (
    e.TicketCalled,
    e.TicketRecalled,
    e.TicketServed,
    e.MatterFinished,
    e.TicketMissed,
    e.TicketParked,
    e.TicketResumed,
    e.TicketTransferred,
    e.CounterOpened,
    e.CounterClosed,
    e.CounterPaused,
    e.CounterResumed,
)


@dataclass
class OpenSeconds:
    """Every second of a day so far: open in sessions, and after one until the last counter stops.

    Counters that nobody stops are taken to be at work until they turn out to have been left: nothing was
    pressed at any for an hour, or until the next session. Then what was counted since the last press goes.
    """

    plan: OfficePlan
    begins: datetime
    sums: list[int] = default(default_factory=lambda: [0])
    seen: datetime = default(init=False)
    is_open: bool = False
    last_press: datetime = default(init=False)

    def __post_init__(self) -> None:
        self.seen = self.last_press = self.begins

    def go_on(self, until: datetime, *, calling: bool) -> None:
        """Count up to a moment, until which some counter has been calling or none."""
        if self.plan.always_open or until <= self.seen:
            return
        self.seen, ends = until, self.second_of(until)
        while (at := len(self.sums) - 1) < ends:
            in_session = self.in_session[at]
            change = self.in_session.find(1 - in_session, at, ends)
            stops = change if change >= 0 else ends
            if in_session:
                self.take_back()
            self.is_open = bool(in_session) or (self.is_open and calling)
            self.sums += accumulate(repeat(int(self.is_open), stops - at), initial=self.sums.pop())
            if in_session:
                self.last_press = self.begins + timedelta(seconds=stops)
        if until > self.last_press and not calling:
            self.is_open = False
        if self.is_open and until > self.left_at:
            self.take_back()
            self.is_open = False

    def press(self) -> None:
        """Somebody is at a counter now."""
        if self.is_open:
            self.last_press = self.seen

    def take_back(self) -> None:
        """Nobody was there since the last press."""
        last = self.second_of(self.last_press)
        self.sums[last:] = [self.sums[last]] * (len(self.sums) - last)

    @property
    def left_at(self) -> datetime:
        """The moment after which counters at which nothing more is pressed have been left."""
        opens, left = self.in_session.find(1, self.second_of(self.last_press)), self.last_press + LEFT_AFTER
        return left if opens < 0 else min(left, self.begins + timedelta(seconds=opens))

    @cached_property
    def in_session(self) -> bytes:
        """A byte for each second of the day, 1 in a session."""
        day = bytearray(24 * 3600)
        for session in self.plan.sessions_on(self.begins.date()):
            opens, closes = (
                self.second_of(moment)
                for moment in (
                    session.begins_on(self.begins.date(), self.begins.tzinfo),
                    session.ends_on(self.begins.date(), self.begins.tzinfo),
                )
            )
            day[opens:closes] = b"\1" * (closes - opens)
        return bytes(day)

    def between(self, since: datetime, at: datetime) -> int:
        """The open seconds between two moments."""
        if self.plan.always_open:
            return max(0, int((at - since).total_seconds()))
        return max(0, self.sums[self.second_of(at)] - self.sums[self.second_of(since)])

    def second_of(self, moment: datetime) -> int:
        """Which second of the day it is."""
        return int((moment - self.begins).total_seconds())


@dataclass
class WaitsSoFar:
    """What each number has waited, read off the states that the day's events bring."""

    plan: OfficePlan
    begins: datetime
    open_time: OpenSeconds = default(init=False)
    since: dict[str, datetime] = default(default_factory=dict)
    ended: dict[str, int] = default(default_factory=dict)
    before: dict[str, tuple[datetime, int]] = default(default_factory=dict)

    def __post_init__(self) -> None:
        self.open_time = OpenSeconds(self.plan, self.begins.replace(hour=0, minute=0, second=0))

    def see(self, before: Office, event: e.Event, after: Office) -> None:
        """Look at what an event did."""
        calling = any(counter.is_calling for counter in before.counters.values())
        self.open_time.go_on(event.at, calling=calling)
        if calling and isinstance(event, PRESSES_AT_COUNTERS):
            self.open_time.press()
        if isinstance(event, e.ActUndone):
            for number in event.numbers:
                self.undo(number, after.tickets[number])
        elif named := getattr(event, "number", None):
            self.see_ticket(before.tickets.get(named), after.tickets[named], event)

    def see_ticket(self, was: Ticket | None, ticket: Ticket, event: e.Event) -> None:
        """Its wait begins or ends, if it does."""
        waits, waited = (
            ticket.state is TicketState.WAITING,
            was is not None and was.state is TicketState.WAITING,
        )
        if waits and not waited:
            self.since[ticket.number] = ticket.issued_at if was is None else event.at
        elif waited and not waits:
            self.before[ticket.number] = self.since[ticket.number], self.ended.get(ticket.number, 0)
            self.ended[ticket.number] = self.of(ticket.number, event.at)
            del self.since[ticket.number]

    def undo(self, number: str, ticket: Ticket) -> None:
        """Whoever waits again was never called or given up; who does not was never sent back to wait."""
        if ticket.state is not TicketState.WAITING:
            self.since.pop(number, None)
        elif number not in self.since:
            self.since[number], self.ended[number] = self.before[number]

    def of(self, number: str, at: datetime) -> int:
        """What a number has waited until then."""
        ended, since = self.ended.get(number, 0), self.since.get(number)
        return ended if since is None else ended + self.open_time.between(since, at)
