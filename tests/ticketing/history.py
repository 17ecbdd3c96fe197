"""A history of commands under a virtual clock: what the tests of the ground floor drive an office with."""

from datetime import datetime, timedelta

from tests.ticketing.plans import MONDAY_MORNING, PLAN
from ticketing import clock_events
from ticketing import commands as c
from ticketing import events as e
from ticketing.apply import apply, apply_all
from ticketing.decide import close_day, decide
from ticketing.office import Office, new_day
from ticketing.plan import OfficePlan
from ticketing.refusals import Refusal
from ticketing.tickets import TRANSITIONS, Ticket, TicketState


class History:
    """An office, the moment it has come to, and all that has happened in it."""

    def __init__(self, plan: OfficePlan = PLAN, now: datetime = MONDAY_MORNING) -> None:
        self.now = now
        self.office = new_day(plan, now.date())
        self.events: list[e.Event] = []

    def wait(self, *, minutes: float = 0, seconds: float = 0) -> None:
        """Lets time pass."""
        self.now += timedelta(minutes=minutes, seconds=seconds)

    def do(self, *commands: c.Command) -> tuple[e.Event, ...]:
        """Carries the commands out and answers what the last one led to; raises Refusal."""
        happened: tuple[e.Event, ...] = ()
        for command in commands:
            happened = decide(self.office, command, self.now, f"track-{self.office.ticket_count + 1}")
            self.happen(*happened)
        return happened

    def happen(self, *events: e.Event) -> None:
        """Lets these events happen, each within the table of transitions."""
        for event in events:
            before, self.office = self.office, apply(self.office, event)
            self.events.append(event)
            check_transitions(before, event, self.office)

    def attempt(self, command: c.Command) -> tuple[e.Event, ...] | Refusal:
        """What `command` leads to, or the refusal that it meets."""
        try:
            return self.do(command)
        except Refusal as refusal:
            return refusal

    def refusal(self, command: c.Command) -> str:
        """The name of the refusal that `command` meets."""
        met = self.attempt(command)
        assert isinstance(met, Refusal), f"{command} was not refused"
        return met.name

    def outcome(self, command: c.Command, number: str) -> TicketState | str:
        """The state that `command` brings a ticket to, or the name of the refusal that it meets."""
        met = self.attempt(command)
        return met.name if isinstance(met, Refusal) else self.ticket(number).state

    def ticket(self, number: str) -> Ticket:
        """The ticket with this number as it stands."""
        return self.office.tickets[number]

    def issue(self, field: str = "1", priority: str | None = None) -> str:
        """The number that is given out."""
        (issued,) = self.do(c.IssueTicket(field, priority))
        assert isinstance(issued, e.TicketIssued)
        return issued.number

    def call_next(self, counter: int) -> e.TicketCalled:
        """The call of whoever is next at a counter, once whom it had called before has come."""
        ticket = self.office.counter(counter).ticket
        if ticket and self.ticket(ticket).state is TicketState.CALLED:
            self.do(c.StartService(counter))
        called = self.do(c.CallNext(counter))[-1]
        assert isinstance(called, e.TicketCalled)
        return called

    def open(self, *counters: int) -> None:
        """Opens these counters, each with a clerk of its own."""
        for counter in counters:
            self.do(c.OpenCounter(counter, f"Hoa {counter}"))

    def end_day(self) -> None:
        """Ends the service day for every ticket."""
        self.happen(*close_day(self.office, self.now))

    def begin_day(self, now: datetime) -> None:
        """Begins the service day of `now`."""
        self.now = now
        self.happen(e.ServiceDayOpened(now, now.date()))


def opened(plan: OfficePlan = PLAN, counters: tuple[int, ...] = ()) -> History:
    """A history in which these counters (without any: all of the plan) have been opened."""
    history = History(plan)
    history.open(*counters or [counter.number for counter in plan.counters])
    return history


def served_at_two_counters() -> History:
    """Ten minutes at counter 1 for field 1, a minute's wait, and five minutes at counter 2 for field 2."""
    history = opened(counters=(1, 2))
    history.issue("1")
    history.do(c.CallNext(1), c.StartService(1))
    history.wait(seconds=600)
    history.do(c.Transfer(1, "2"))
    history.wait(seconds=60)
    history.do(c.CallNext(2), c.StartService(2))
    history.wait(seconds=300)
    history.do(c.FinishService(2))
    return history


def changed_tickets(before: Office, after: Office) -> list[str]:
    """The numbers whose tickets are not what they were."""
    numbers = ((number, ticket, before.tickets.get(number)) for number, ticket in after.tickets.items())
    return [number for number, ticket, was in numbers if ticket is not was and ticket != was]


def check_transitions(before: Office, event: e.Event, after: Office) -> None:
    """Fails if `event` brought a ticket from one state to another in a way that the table lacks."""
    for number in changed_tickets(before, after):
        ticket, was = after.tickets[number], before.tickets.get(number)
        if isinstance(event, e.PrintReported | e.PriorityConfirmed | clock_events.ClockSet):
            assert was is not None
            assert ticket.state is was.state
        else:
            allowed = TRANSITIONS[was.state if was else None, type(event)]
            assert ticket.state in allowed, (was, event, ticket)


def replayed(history: History) -> Office:
    """The office that the history's events alone lead to."""
    first = history.events[0].at.date() if history.events else history.now.date()
    return apply_all(new_day(history.office.plan, first), tuple(history.events))
