"""A clerk sits down at a counter, pauses, leaves it; which fields it serves."""

from datetime import datetime

from ticketing import commands as c
from ticketing import events as e
from ticketing.events import Events
from ticketing.office import Counter, Office, with_counter
from ticketing.refusals import Refusal
from ticketing.rules.checks import calling_counter, check_no_ticket, check_planned, known_field, open_counter
from ticketing.rules.tables import Decisions, Folds
from ticketing.texts import CLERK_NAME_LENGTH_MAX, checked_text, name_key
from ticketing.tickets import TicketState
from ticketing.values import replace


def _open(office: Office, command: c.OpenCounter, now: datetime) -> Events:
    counter = office.counters[command.counter]
    clerk = checked_text(command.clerk, CLERK_NAME_LENGTH_MAX)
    if not clerk:
        raise Refusal("clerk-missing")
    if counter.is_open and name_key(counter.clerk) == name_key(clerk):
        return ()
    if not counter.is_open:
        check_planned(office, counter.number)
    if counter.is_open and not command.take_over:
        raise Refusal("counter-taken", counter=counter.number, clerk=counter.clerk)
    return (e.CounterOpened(now, counter.number, clerk, counter.clerk),)


def _close(office: Office, command: c.CloseCounter, now: datetime) -> Events:
    counter = open_counter(office, command.counter)
    check_no_ticket(counter)
    return (*_given_back(office, counter, now), e.CounterClosed(now, counter.number))


def _given_back(office: Office, counter: Counter, now: datetime) -> Events:
    """A counter that calls nobody lets nobody wait for it alone: back to their fields, at their places."""
    reserved = (t for t in office.with_state(TicketState.WAITING) if t.reserved_for == counter.number)
    return tuple(e.TicketTransferred(now, t.number, t.field, None, counter.number, t.note) for t in reserved)


def _pause(office: Office, command: c.PauseCounter, now: datetime) -> Events:
    counter = calling_counter(office, command.counter)
    _paused = e.CounterPaused(now, counter.number, checked_text(command.reason))
    return (*_given_back(office, counter, now), _paused)


def _resume(office: Office, command: c.ResumeCounter, now: datetime) -> Events:
    counter = open_counter(office, command.counter)
    if not counter.is_paused:
        raise Refusal("counter-not-paused", counter=counter.number)
    return (e.CounterResumed(now, counter.number),)


def _assign_fields(office: Office, command: c.AssignFields, now: datetime) -> Events:
    counter = office.counters[command.counter]
    check_planned(office, counter.number)
    fields = tuple(dict.fromkeys(command.fields))
    if not fields:
        raise Refusal("fields-missing", counter=counter.number)
    for code in fields:
        known_field(office, code)
    others = (o.fields for o in office.counters.values() if o.number != counter.number)
    served = {*fields, *(code for codes in others for code in codes)}
    for field in office.plan.fields:
        if field.code not in served:
            raise Refusal("field-unserved", field=field.code)
    return (e.FieldsAssigned(now, counter.number, fields),)


def _opened(office: Office, event: e.CounterOpened) -> Office:
    """A clerk sits there; a stand-in finds the counter as it was left, and calling."""
    counter = replace(
        office.counter(event.counter),
        is_open=True,
        is_paused=False,
        pause_reason="",
        clerk=event.clerk,
        taken_from=event.taken_from,
        undoable=None,
    )
    return _as_calling(with_counter(office, counter), event.at)


def _closed(office: Office, event: e.CounterClosed) -> Office:
    """Nobody sits there."""
    counter = replace(
        office.counter(event.counter),
        is_open=False,
        is_paused=False,
        pause_reason="",
        clerk="",
        taken_from="",
        why=None,
        undoable=None,
    )
    return _as_calling(with_counter(office, counter), event.at)


def _paused(office: Office, event: e.CounterPaused) -> Office:
    """It calls nobody for a while."""
    counter = office.counter(event.counter)
    paused = replace(counter, is_paused=True, pause_reason=event.reason, undoable=None)
    return _as_calling(with_counter(office, paused), event.at)


def _resumed(office: Office, event: e.CounterResumed) -> Office:
    """It calls again."""
    counter = office.counter(event.counter)
    resumed = replace(counter, is_paused=False, pause_reason="", undoable=None)
    return _as_calling(with_counter(office, resumed), event.at)


def _as_calling(office: Office, at: datetime) -> Office:
    """The office that knows since when some counter has been calling."""
    if not any(counter.is_calling for counter in office.counters.values()):
        return replace(office, calling_since=None)
    return office if office.calling_since else replace(office, calling_since=at)


def _assigned(office: Office, event: e.FieldsAssigned) -> Office:
    """It serves other fields."""
    counter = office.counter(event.counter)
    return with_counter(office, replace(counter, fields=event.fields, undoable=None))


DECISIONS: Decisions = {
    c.OpenCounter: _open,
    c.CloseCounter: _close,
    c.PauseCounter: _pause,
    c.ResumeCounter: _resume,
    c.AssignFields: _assign_fields,
}
FOLDS: Folds = {
    e.CounterOpened: _opened,
    e.CounterClosed: _closed,
    e.CounterPaused: _paused,
    e.CounterResumed: _resumed,
    e.FieldsAssigned: _assigned,
}
