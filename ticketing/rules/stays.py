"""Where the stays of a visit begin and end: at each counter and matter there is one."""

from datetime import datetime

from ticketing.office import Counter, Office
from ticketing.open_time import open_seconds
from ticketing.stays import StayTimes, plus
from ticketing.tickets import Ticket, TicketState
from ticketing.values import replace

SERVED = "served"
NEXT_MATTER = "next-matter"
TRANSFERRED = "transferred"
MISSED = "missed"
PARKED = "parked"
CANCELLED = "cancelled"
LAPSED = "lapsed"


def waited(office: Office, ticket: Ticket, at: datetime) -> Ticket:
    """The ticket that waits no longer, with what it has waited since it last began to."""
    if ticket.waiting_since is None:
        return ticket
    seconds = open_seconds(office, ticket.waiting_since, at)
    stay = replace(ticket.stay, wait_seconds=plus(ticket.stay.wait_seconds, seconds))
    wait_seconds = plus(ticket.wait_seconds, seconds)
    return replace(ticket, waiting_since=None, wait_seconds=wait_seconds, stay=stay)


def parked_until(office: Office, ticket: Ticket, at: datetime) -> Ticket:
    """The ticket that is parked no longer, with the time for which it was."""
    if ticket.parked_at is None:
        return ticket
    seconds = open_seconds(office, ticket.parked_at, at)
    stay = replace(ticket.stay, park_seconds=plus(ticket.stay.park_seconds, seconds))
    return replace(ticket, parked_at=None, stay=stay)


def at_counter(ticket: Ticket, counter: Counter) -> Ticket:
    """The ticket in a stay at this counter: the one it has had here, or else a new one.

    Whoever comes back to the same clerk's counter goes on there. A citizen who was missed stays anew, and so
    does one whom another counter or another clerk takes over.
    """
    stay = ticket.stay
    is_here = stay.counter is None or (stay.counter, stay.clerk) == (counter.number, counter.clerk)
    if not is_here or stay.ending == MISSED:
        ticket = next_stay(ticket, ticket.field)
    lasting = ticket.stay.lasting
    stay = replace(lasting, counter=counter.number, clerk=counter.clerk, started_by_rule=False)
    return replace(ticket, stay=stay)


def left(ticket: Ticket, at: datetime | None, ending: str, outcome: str = "") -> Ticket:
    """The ticket whose stay has ended, unless it had already because nobody came."""
    if ticket.stay.ending == MISSED:
        return ticket
    return replace(ticket, stay=replace(ticket.stay, ended_at=at, ending=ending, outcome=outcome))


def taken_up_again(ticket: Ticket) -> Ticket:
    """The ticket whose end was a mistake: what its last stay led to holds no more.

    Where it was missed it stays anew. Otherwise `at_counter` goes on with the stay at the same clerk's
    counter, and leaves it as it ended where another one calls.
    """
    if ticket.stay.ending == MISSED:
        return next_stay(ticket, ticket.field)
    return replace(ticket, stay=replace(ticket.stay, outcome=""))


def next_stay(ticket: Ticket, field: str) -> Ticket:
    """The ticket at the beginning of another stay."""
    return replace(ticket, past_stays=(*ticket.past_stays, ticket.stay), stay=StayTimes(field))


def sent_on(office: Office, ticket: Ticket, field: str, at: datetime) -> Ticket:
    """The ticket that waits again, for `field`: in a new stay, unless it had waited for that field anyway.

    The next matter, which nobody has begun before it is sent to another counter, is no stay of its own here.
    """
    if ticket.state is TicketState.WAITING:
        if ticket.field == field:
            return ticket
        ticket = waited(office, ticket, at)
    ticket = left(parked_until(office, ticket, at), at, TRANSFERRED)
    is_unbegun = ticket.past_stays and ticket.stay.called_at is None and ticket.stay.started_at == at
    ticket = replace(ticket, stay=StayTimes(field)) if is_unbegun else next_stay(ticket, field)
    return replace(ticket, waiting_since=at)
