"""A counter's last call or finish: kept while it can be taken back, and taken back."""

from datetime import datetime

from ticketing import commands as c
from ticketing import events as e
from ticketing.events import Events
from ticketing.office import Counter, Office, Undoable, with_counter, with_ticket
from ticketing.refusals import Refusal
from ticketing.rules.checks import open_counter
from ticketing.rules.dossiers import taken_back
from ticketing.rules.paper import keeping_print
from ticketing.rules.tables import Decisions, Folds
from ticketing.tickets import Ticket, TicketState, may
from ticketing.values import replace


def acted(office: Office, counter: Counter, ticket: Ticket, at: datetime, *, chained: bool = False) -> Office:
    """The office with a call or finish in it, and with what was before kept for Undo."""
    was, earlier = office.counter(counter.number), office.tickets[ticket.number]
    undoable = Undoable(at, (earlier,), replace(was, undoable=None))
    if chained and was.undoable:
        undoable = replace(was.undoable, tickets_before=(*was.undoable.tickets_before, earlier))
    return replace(
        office,
        tickets=office.tickets.with_ticket(ticket),
        counters={**office.counters, counter.number: replace(counter, undoable=undoable)},
    )


def _undo(office: Office, command: c.Undo, now: datetime) -> Events:
    counter = open_counter(office, command.counter)
    undoable = counter.undoable
    if undoable is None:
        raise Refusal("nothing-to-undo", counter=counter.number)
    seconds = office.plan.rules.undo_seconds_max
    if (now - undoable.at).total_seconds() > seconds:
        raise Refusal("undo-too-late", seconds=seconds)
    numbers = tuple(before.number for before in undoable.tickets_before)
    for number in numbers:
        ticket = office.tickets[number]
        if ticket.counter != counter.number or not may(ticket.state, e.ActUndone):
            raise Refusal("not-at-counter", number=number, counter=counter.number)
    undone = e.ActUndone(now, counter.number, numbers)
    return (undone, *taken_back(office, undoable, now), *_returned_from_closed(office, undoable, now))


def _returned_from_closed(office: Office, undoable: Undoable, now: datetime) -> Events:
    """Tickets that the undone call took from the queue of a counter that calls nobody any more."""
    return tuple(
        e.TicketTransferred(now, before.number, before.field, None, before.reserved_for, before.note)
        for before in undoable.tickets_before
        if before.state is TicketState.WAITING
        and before.reserved_for is not None
        and not office.counter(before.reserved_for).is_calling
    )


def _act_undone(office: Office, event: e.ActUndone) -> Office:
    """The tickets and the counter as they were before; what was printed meanwhile stays known."""
    undoable = office.counter(event.counter).undoable
    if undoable is None:
        return office
    for before in undoable.tickets_before:
        office = _uncalled(office, event.counter, before.number, undoable.at)
        again = _as_known_now(before, office.tickets[before.number])
        office = with_ticket(office, again)
        if again.state is TicketState.WAITING:
            office = replace(office, queues=office.queues_with(again))
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


DECISIONS: Decisions = {c.Undo: _undo}
FOLDS: Folds = {e.ActUndone: _act_undone}
