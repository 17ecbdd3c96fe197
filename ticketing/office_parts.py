"""The office with one of its parts replaced."""

from ticketing.counters import Counter
from ticketing.office import Office
from ticketing.tickets import Ticket
from ticketing.values import replace


def with_ticket(office: Office, ticket: Ticket) -> Office:
    """The office with this ticket in the place of the one with the same number."""
    return replace(office, tickets=office.tickets.with_ticket(ticket))


def with_counter(office: Office, counter: Counter) -> Office:
    """The office with this counter in the place of the one with the same number."""
    return replace(office, counters={**office.counters, counter.number: counter})


def emptied(office: Office, number: int) -> Counter:
    """The counter with no ticket at it."""
    return replace(office.counter(number), ticket=None, why=None, undoable=None)
