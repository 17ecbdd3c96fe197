"""What the commands of a counter lead to: the clerk's keys, one small function each."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from ticketing import commands as c
from ticketing import events as e
from ticketing.calling import next_ticket, reason
from ticketing.counters import Counter, Undoable
from ticketing.decide_desk import known_ticket
from ticketing.decide_dossier import matter_events, taken_back
from ticketing.dossiers import checked_code
from ticketing.due import is_due_to_start
from ticketing.limits import CLERK_NAME_LENGTH_MAX, checked_text
from ticketing.office import Office
from ticketing.outcomes import checked_outcome
from ticketing.refusals import Refusal
from ticketing.tickets import Ticket, TicketState, may

Events = tuple[e.Event, ...]


def _known_counter(office: Office, number: int) -> Counter:
    counter = office.counters.get(number)
    if counter is None:
        raise Refusal("unknown-counter", counter=number)
    return counter


def _open_counter(office: Office, number: int) -> Counter:
    counter = _known_counter(office, number)
    if not counter.is_open:
        raise Refusal("counter-closed", counter=number)
    return counter


def _calling_counter(office: Office, number: int) -> Counter:
    counter = _open_counter(office, number)
    if counter.is_paused:
        raise Refusal("counter-paused", counter=number)
    return counter


def _ticket_at(office: Office, counter: Counter) -> Ticket:
    if counter.ticket is None:
        raise Refusal("no-ticket-at-counter", counter=counter.number)
    return office.tickets[counter.ticket]


def _free(counter: Counter) -> None:
    if counter.ticket is not None:
        raise Refusal("counter-busy", number=counter.ticket, counter=counter.number)


def _open(office: Office, command: c.OpenCounter, now: datetime) -> Events:
    counter = _known_counter(office, command.counter)
    clerk = checked_text(command.clerk, CLERK_NAME_LENGTH_MAX)
    if not clerk:
        raise Refusal("clerk-missing")
    if counter.is_open and counter.clerk == clerk:
        return ()
    if counter.is_open and not command.take_over:
        raise Refusal("counter-taken", counter=counter.number, clerk=counter.clerk)
    return (e.CounterOpened(now, counter.number, clerk, counter.clerk),)


def _close(office: Office, command: c.CloseCounter, now: datetime) -> Events:
    counter = _open_counter(office, command.counter)
    _free(counter)
    return (*_given_back(office, counter, now), e.CounterClosed(now, counter.number))


def _given_back(office: Office, counter: Counter, now: datetime) -> Events:
    """A counter that calls nobody lets nobody wait for it alone: back to their fields, at their places."""
    reserved = (t for t in office.with_state(TicketState.WAITING) if t.reserved_for == counter.number)
    return tuple(e.TicketTransferred(now, t.number, t.field, None, counter.number, t.note) for t in reserved)


def _pause(office: Office, command: c.PauseCounter, now: datetime) -> Events:
    counter = _calling_counter(office, command.counter)
    paused = e.CounterPaused(now, counter.number, checked_text(command.reason))
    return (*_given_back(office, counter, now), paused)


def _resume_counter(office: Office, command: c.ResumeCounter, now: datetime) -> Events:
    counter = _open_counter(office, command.counter)
    if not counter.is_paused:
        raise Refusal("counter-not-paused", counter=counter.number)
    return (e.CounterResumed(now, counter.number),)


def _assign_fields(office: Office, command: c.AssignFields, now: datetime) -> Events:
    counter = _known_counter(office, command.counter)
    fields = tuple(dict.fromkeys(command.fields))
    if not fields:
        raise Refusal("fields-missing", counter=counter.number)
    for code in fields:
        if office.plan.field(code) is None:
            raise Refusal("unknown-field", field=code)
    others = (o.fields for o in office.counters.values() if o.number != counter.number)
    served = {*fields, *(code for codes in others for code in codes)}
    for field in office.plan.fields:
        if field.code not in served:
            raise Refusal("field-unserved", field=field.code)
    return (e.FieldsAssigned(now, counter.number, fields),)


def _finished_before(office: Office, counter: Counter, now: datetime) -> Events:
    """What a call does first to the ticket that is still at the counter."""
    if counter.ticket is None:
        return ()
    if not office.plan.rules.next_finishes:
        _free(counter)
    return (e.TicketServed(now, counter.ticket, counter.number, ""),)


def _call_next(office: Office, command: c.CallNext, now: datetime) -> Events:
    counter = _calling_counter(office, command.counter)
    finished = _finished_before(office, counter, now)
    choice = next_ticket(office, counter, now)
    if choice is None:
        raise Refusal("nobody-waiting")
    return (*finished, _call(office, counter, choice.ticket, choice.why, now))


def _call_ticket(office: Office, command: c.CallTicket, now: datetime) -> Events:
    counter = _calling_counter(office, command.counter)
    ticket = known_ticket(office, command.number)
    if ticket.state in (TicketState.CALLED, TicketState.SERVING):
        raise Refusal("called-elsewhere", number=ticket.number, counter=ticket.counter)
    if not may(ticket.state, e.TicketCalled):
        raise Refusal("not-waiting", number=ticket.number, state=ticket.state.value)
    finished = _finished_before(office, counter, now)
    why = reason(office, counter, ticket, e.Rule.PICKED, now)
    return (*finished, _call(office, counter, ticket, why, now))


def _call(office: Office, counter: Counter, ticket: Ticket, why: e.Reason, now: datetime) -> e.Event:
    chained = counter.ticket is not None
    call = office.call_count + 1
    return e.TicketCalled(now, ticket.number, ticket.field, counter.number, call, why, chained)


def _recall(office: Office, command: c.Recall, now: datetime) -> Events:
    counter = _open_counter(office, command.counter)
    ticket = _absent_ticket(office, counter)
    if ticket.recalls >= office.plan.rules.recalls_max:
        return (e.TicketMissed(now, ticket.number, ticket.field, counter.number, ticket.recalls),)
    why = counter.why or reason(office, counter, ticket, e.Rule.PICKED, now)
    call, recall = office.call_count + 1, ticket.recalls + 1
    return (e.TicketRecalled(now, ticket.number, ticket.field, counter.number, call, recall, why),)


def _called_ticket(office: Office, counter: Counter) -> Ticket:
    ticket = _ticket_at(office, counter)
    if ticket.state is not TicketState.CALLED:
        raise Refusal("not-being-called", number=ticket.number, state=ticket.state.value)
    return ticket


def _absent_ticket(office: Office, counter: Counter) -> Ticket:
    """The ticket whose citizen is not there, even if a rule had taken them to be; the clerk knows better."""
    ticket = _ticket_at(office, counter)
    return ticket if ticket.started_by_rule else _called_ticket(office, counter)


def _start(office: Office, command: c.StartService, now: datetime) -> Events:
    counter = _open_counter(office, command.counter)
    return (e.ServiceStarted(now, _called_ticket(office, counter).number, counter.number),)


def _start_by_rule(office: Office, command: c.StartByRule, now: datetime) -> Events:
    counter = _open_counter(office, command.counter)
    if counter.ticket is None or not is_due_to_start(office, counter, now):
        raise Refusal("not-due-to-start", counter=counter.number)
    return (e.ServiceStarted(now, counter.ticket, counter.number, by_rule=True),)


def _finish(office: Office, command: c.FinishService, now: datetime) -> Events:
    counter = _open_counter(office, command.counter)
    ticket = _ticket_at(office, counter)
    matter = matter_events(office, ticket, command, now)
    code = checked_code(command.dossier) if command.dossier else ""
    return (*matter, e.TicketServed(now, ticket.number, counter.number, command.outcome, code))


def _next_matter(office: Office, command: c.NextMatter, now: datetime) -> Events:
    counter = _open_counter(office, command.counter)
    ticket = _ticket_at(office, counter)
    if office.plan.field(command.field) is None:
        raise Refusal("unknown-field", field=command.field)
    note = checked_text(command.note)
    dossier = matter_events(office, ticket, command, now)
    outcome, field = checked_outcome(command.outcome), command.field
    finished = e.MatterFinished(now, ticket.number, counter.number, outcome, field)
    if field in counter.fields:
        return (*dossier, finished)
    return (
        *dossier,
        finished,
        e.TicketTransferred(now, ticket.number, field, None, counter.number, note),
    )


def _no_show(office: Office, command: c.MarkNoShow, now: datetime) -> Events:
    counter = _open_counter(office, command.counter)
    ticket = _absent_ticket(office, counter)
    return (e.TicketMissed(now, ticket.number, ticket.field, counter.number, ticket.recalls),)


def _park(office: Office, command: c.Park, now: datetime) -> Events:
    counter = _open_counter(office, command.counter)
    ticket = _ticket_at(office, counter)
    return (e.TicketParked(now, ticket.number, counter.number, checked_text(command.reason)),)


def _resume(office: Office, command: c.Resume, now: datetime) -> Events:
    counter = _calling_counter(office, command.counter)
    ticket = known_ticket(office, command.number)
    if ticket.state in (TicketState.CALLED, TicketState.SERVING):
        raise Refusal("called-elsewhere", number=ticket.number, counter=ticket.counter)
    if not may(ticket.state, e.TicketResumed):
        raise Refusal("not-parked", number=ticket.number, state=ticket.state.value)
    _free(counter)
    return (e.TicketResumed(now, ticket.number, counter.number),)


def _transfer(office: Office, command: c.Transfer, now: datetime) -> Events:
    counter = _open_counter(office, command.counter)
    if (command.field is None) == (command.to_counter is None):
        raise Refusal("transfer-target")
    ticket = _transferable(office, counter, command.number)
    field = command.field or ticket.field
    if office.plan.field(field) is None:
        raise Refusal("unknown-field", field=field)
    if command.to_counter is not None:
        target = _open_counter(office, command.to_counter)
        if target.number in (counter.number, ticket.reserved_for):
            raise Refusal("transfer-to-itself", number=ticket.number)
        if not _is_calling(target):
            raise Refusal("transfer-to-paused", counter=target.number)
    elif ticket.state is TicketState.WAITING and (ticket.field, ticket.reserved_for) == (field, None):
        raise Refusal("transfer-to-itself", number=ticket.number)
    note = checked_text(command.note)
    return (e.TicketTransferred(now, ticket.number, field, command.to_counter, counter.number, note),)


def _transferable(office: Office, counter: Counter, number: str | None) -> Ticket:
    ticket = _ticket_at(office, counter) if number is None else known_ticket(office, number)
    if ticket.state in (TicketState.CALLED, TicketState.SERVING) and ticket.counter != counter.number:
        raise Refusal("called-elsewhere", number=ticket.number, counter=ticket.counter)
    if not may(ticket.state, e.TicketTransferred):
        raise Refusal("not-transferable", number=ticket.number, state=ticket.state.value)
    return ticket


def _ask_reprint(office: Office, command: c.AskReprint, now: datetime) -> Events:
    counter = _open_counter(office, command.counter)
    ticket = known_ticket(office, command.number)
    if ticket.state in (TicketState.SERVED, TicketState.CANCELLED, TicketState.LAPSED):
        raise Refusal("not-reprintable", number=ticket.number, state=ticket.state.value)
    return (e.ReprintAsked(now, ticket.number, counter.number, office.reprint_count + 1),)


def _undo(office: Office, command: c.Undo, now: datetime) -> Events:
    counter = _open_counter(office, command.counter)
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
    """Tickets that the undone call took from the line of a counter that calls nobody any more."""
    return tuple(
        e.TicketTransferred(now, before.number, before.field, None, before.reserved_for, before.note)
        for before in undoable.tickets_before
        if before.state is TicketState.WAITING
        and before.reserved_for is not None
        and not _is_calling(office.counter(before.reserved_for))
    )


def _is_calling(counter: Counter) -> bool:
    return counter.is_open and not counter.is_paused


DECISIONS: dict[type[c.Command], Callable[[Office, Any, datetime], Events]] = {
    c.OpenCounter: _open,
    c.CloseCounter: _close,
    c.PauseCounter: _pause,
    c.ResumeCounter: _resume_counter,
    c.AssignFields: _assign_fields,
    c.CallNext: _call_next,
    c.CallTicket: _call_ticket,
    c.Recall: _recall,
    c.StartService: _start,
    c.StartByRule: _start_by_rule,
    c.FinishService: _finish,
    c.NextMatter: _next_matter,
    c.MarkNoShow: _no_show,
    c.Park: _park,
    c.Resume: _resume,
    c.Transfer: _transfer,
    c.AskReprint: _ask_reprint,
    c.Undo: _undo,
}
