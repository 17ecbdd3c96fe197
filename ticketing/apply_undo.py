"""A counter's last act, taken back: the office stands again where it stood."""

from datetime import datetime

from ticketing import events as e
from ticketing.office import Office
from ticketing.office_parts import with_counter, with_ticket
from ticketing.paper import keeping_print
from ticketing.tickets import Ticket, TicketState
from ticketing.values import replace


def act_undone(office: Office, event: e.ActUndone) -> Office:
    """The tickets and the counter as they were before; what was printed meanwhile stays known."""
    undoable = office.counter(event.counter).undoable
    if undoable is None:
        return office
    for before in undoable.tickets_before:
        office = _uncalled(office, event.counter, before.number, undoable.at)
        again = _as_known_now(before, office.tickets[before.number])
        office = with_ticket(office, again)
        if again.state is TicketState.WAITING:
            office = replace(office, lines=office.lines_with(again))
    return with_counter(office, undoable.counter_before)


def _as_known_now(before: Ticket, now: Ticket) -> Ticket:
    """The ticket as it was, with what has become known since of its paper and its priority."""
    known = keeping_print(before, now)
    return replace(known, priority=now.priority, priority_confirmed=now.priority_confirmed)


def _uncalled(office: Office, number: int, ticket: str, since: datetime) -> Office:
    """The office in which the counter's call of this ticket, if that is what is undone, counts no more."""
    counter = office.counter(number)
    if counter.ticket != ticket:
        return office
    calls = tuple(
        call
        for call in office.calls
        if (call.counter, call.number) != (number, ticket) or call.called_at < since
    )
    tally = office.priority_called
    if counter.why and counter.why.is_priority:
        field = office.tickets[ticket].field
        tally = {**tally, field: tally.get(field, 0) - 1}
    return replace(office, calls=calls, priority_called=tally)
