"""A counter's last act: kept while it can be taken back, and taken back."""

from dataclasses import dataclass
from datetime import datetime

from ticketing import commands as c
from ticketing import events as e
from ticketing.acts import Act
from ticketing.events import Events
from ticketing.office import Counter, Office, Undoable, freed, with_counter, with_ticket
from ticketing.refusals import Refusal
from ticketing.rules.checks import check_alone, open_counter
from ticketing.rules.dossiers import taken_back
from ticketing.rules.paper import keeping_print
from ticketing.rules.tables import Decisions, Folds
from ticketing.tickets import FINAL, Ticket, TicketState, may
from ticketing.values import replace

AT_COUNTER = (TicketState.CALLED, TicketState.SERVING)
_KEPT_THE_ONE_BEFORE: tuple[Act, ...] = ("priority", "bring-back")
"""After these an older motcua took back what was before them."""


@dataclass(frozen=True, slots=True)
class Done:
    """An act and its moment; one that is `chained` belongs to the same press as the one before."""

    at: datetime
    act: Act
    chained: bool = False


def acted(office: Office, counter: Counter, ticket: Ticket, done: Done) -> Office:
    """The office with an act in it, and with what was before kept for Undo."""
    was, earlier = office.counter(counter.number), office.tickets[ticket.number]
    undoable = Undoable(
        at=done.at,
        tickets_before=(earlier,),
        counter_before=replace(was, undoable=None),
        act=done.act,
        number=ticket.number,
        tickets_after=(ticket,),
        beneath=was.undoable if done.act in _KEPT_THE_ONE_BEFORE else None,
    )
    if done.chained and was.undoable:
        before = {each.number: each for each in (earlier, *was.undoable.tickets_before)}
        after = {each.number: each for each in (*was.undoable.tickets_after, ticket)}
        undoable = replace(
            was.undoable,
            act=done.act,
            number=ticket.number,
            tickets_before=tuple(before.values()),
            tickets_after=tuple(after.values()),
        )
    return replace(
        office,
        tickets=office.tickets.with_ticket(ticket),
        counters={**office.counters, counter.number: replace(counter, undoable=undoable)},
    )


def sent_by(office: Office, number: int, ticket: Ticket, done: Done) -> Office:
    """The office in which the counter has taken a ticket from where it stood, and can take that back.

    It can't where the ticket stood at another desk, whose clerk has gone on.
    """
    was, before = office.counter(number), office.tickets[ticket.number]
    office = freed(office, before)
    if before.state in AT_COUNTER and before.counter != number:
        return with_ticket(with_counter(office, replace(office.counter(number), undoable=None)), ticket)
    return acted(with_counter(office, was), office.counter(number), ticket, done)


def _undo(office: Office, command: c.Undo, now: datetime) -> Events:
    counter = open_counter(office, command.counter)
    undoable = counter.undoable
    if undoable is None:
        raise Refusal("nothing-to-undo", counter=counter.number)
    seconds = office.plan.rules.undo_seconds_max
    if (now - undoable.at).total_seconds() > seconds:
        raise Refusal("undo-too-late", seconds=seconds)
    for after in undoable.tickets_after:
        _check_untouched(office, counter, after)
    for before in undoable.tickets_before:
        if before.state not in (TicketState.SERVING, *FINAL):
            check_alone(office, before)
    numbers = tuple(before.number for before in undoable.tickets_before)
    undone = e.ActUndone(now, counter.number, numbers, undoable.act, undoable.number)
    return (undone, *taken_back(office, undoable, now), *_returned_from_closed(office, undoable, now))


def _check_untouched(office: Office, counter: Counter, after: Ticket) -> None:
    """Refuse to take an act back over what somebody else has done with its ticket since."""
    ticket = office.tickets[after.number]
    if after.state in AT_COUNTER and after.counter == counter.number:
        is_untouched = counter.ticket == after.number
    else:
        is_untouched = _whereabouts(ticket) == _whereabouts(after)
    if is_untouched and may(ticket.state, e.ActUndone):
        return
    if ticket.state in AT_COUNTER:
        raise Refusal("not-at-counter", number=ticket.number, counter=counter.number)
    raise Refusal("changed-since", number=ticket.number, state=ticket.state.value)


def _whereabouts(ticket: Ticket) -> tuple[object, ...]:
    """Where a ticket stands, whatever is known of its paper."""
    return ticket.state, ticket.counter, ticket.field, ticket.reserved_for, ticket.last_called_at


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
    undoable = _taken_back_by(event, office.counter(event.counter).undoable)
    if undoable is None:
        return office
    for before in undoable.tickets_before:
        now = office.tickets[before.number]
        if before.state not in AT_COUNTER:
            office = _uncalled(office, event.counter, before.number, undoable.at)
        again = keeping_print(before, now) if undoable.act == "priority" else _as_known_now(before, now)
        office = with_ticket(replace(office, queues=office.queues_without(now)), again)
        if again.state is TicketState.WAITING:
            office = replace(office, queues=office.queues_with(again))
    return with_counter(office, undoable.counter_before)


def _taken_back_by(event: e.ActUndone, undoable: Undoable | None) -> Undoable | None:
    """The act that is taken back: in an older journal the last one that could be then."""
    while undoable is not None and not event.act and undoable.act in _KEPT_THE_ONE_BEFORE:
        undoable = undoable.beneath
    return undoable


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
