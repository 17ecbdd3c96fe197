"""What people at any desk may say of a ticket: the citizen is back, or belongs to a priority class."""

from datetime import datetime

from ticketing import commands as c
from ticketing import events as e
from ticketing.counters import Counter
from ticketing.office import Office
from ticketing.refusals import Refusal
from ticketing.tickets import Ticket, TicketState, may

Events = tuple[e.Event, ...]
FINAL = (TicketState.SERVED, TicketState.CANCELLED, TicketState.LAPSED)


def known_ticket(office: Office, number: str) -> Ticket:
    """The ticket with this number; refuses a number that was not given out today."""
    ticket = office.tickets.get(number)
    if ticket is None:
        raise Refusal("unknown-ticket", number=number)
    return ticket


def bring_back(office: Office, command: c.BringBack, now: datetime) -> Events:
    """The clerk who knows the matter gets the ticket first, if that clerk is calling anywhere."""
    ticket = known_ticket(office, command.number)
    if not may(ticket.state, e.TicketReturned):
        raise Refusal("not-returnable", number=ticket.number, state=ticket.state.value)
    clerk_at = _counter_of_clerk(office, ticket)
    return (e.TicketReturned(now, ticket.number, ticket.field, clerk_at, command.counter),)


def _counter_of_clerk(office: Office, ticket: Ticket) -> int | None:
    calling = [
        counter
        for counter in office.counters.values()
        if counter.is_open and not counter.is_paused and counter.clerk == ticket.clerk
    ]
    same_first: list[Counter] = sorted(calling, key=lambda counter: counter.number != ticket.counter)
    return same_first[0].number if same_first else None


def confirm_priority(office: Office, command: c.ConfirmPriority, now: datetime) -> Events:
    """Self-declared at the kiosk, seen at the desk; said twice it changes nothing."""
    ticket = known_ticket(office, command.number)
    if ticket.state in FINAL:
        raise Refusal("priority-settled", number=ticket.number, state=ticket.state.value)
    if command.priority is not None and office.plan.priority_class(command.priority) is None:
        raise Refusal("unknown-priority", priority=command.priority)
    if ticket.priority_confirmed and ticket.priority == command.priority:
        return ()
    return (e.PriorityConfirmed(now, ticket.number, command.priority, command.counter),)
