"""What has happened, folded into the office: `apply` can't fail and decides nothing."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from ticketing import apply_counters as counters
from ticketing import dossiers, notices
from ticketing import events as e
from ticketing.apply_times import added, ended_service, not_started, walked, with_service_time
from ticketing.apply_undo import act_undone
from ticketing.counters import Counter, Undoable
from ticketing.leases import hold
from ticketing.numbering import is_overflow
from ticketing.office import CALLS_SHOWN_MAX, Call, Office, new_day
from ticketing.office_parts import emptied, with_counter, with_ticket
from ticketing.outcomes import Outcome, with_outcome
from ticketing.paper import paper_low_after, wishes_after, with_print, with_wish
from ticketing.tickets import Ticket, TicketState
from ticketing.values import replace


def apply(office: Office, event: e.Event) -> Office:
    """The office after `event`; the office before is left as it was."""
    return _FOLDS[type(event)](office, event)


def apply_all(office: Office, events: tuple[e.Event, ...]) -> Office:
    """The office after all of `events`, in their order."""
    for event in events:
        office = apply(office, event)
    return office


def _day_opened(office: Office, event: e.ServiceDayOpened) -> Office:
    """What is open of the dossiers outlives the day."""
    return replace(new_day(office.plan, event.day), dossiers=office.dossiers)


def _issued(office: Office, event: e.TicketIssued) -> Office:
    ticket = Ticket(
        number=event.number,
        field=event.field,
        place=event.place,
        state=TicketState.WAITING,
        issued_at=event.taken_at or event.at,
        track=event.track,
        priority=event.priority,
        waiting_since=event.taken_at or event.at,
        priority_called_before=office.priority_called.get(event.field, 0),
    )
    serials, overflows, late_tracks = office.serials, office.overflows, office.late_tracks
    field = office.plan.field(event.field)
    if event.taken_at:
        late_tracks |= {event.track}
    elif field and is_overflow(field, event.serial):
        overflows = {**overflows, field.prefix: event.serial}
    else:
        serials = {**serials, event.field: event.serial}
    return replace(
        office,
        tickets=office.tickets.with_ticket(ticket),
        lines=office.lines_with(ticket),
        serials=serials,
        overflows=overflows,
        issued={**office.issued, event.field: office.issued.get(event.field, 0) + 1},
        ticket_count=event.place,
        late_tracks=late_tracks,
    )


def _print_reported(office: Office, event: e.PrintReported) -> Office:
    reprints = wishes_after(office.reprints, event)
    office = replace(office, paper_low=paper_low_after(office.paper_low, event), reprints=reprints)
    return with_ticket(office, with_print(office.tickets[event.number], event))


def _called(office: Office, event: e.TicketCalled) -> Office:
    ticket, counter = office.tickets[event.number], office.counter(event.counter)
    called = replace(
        ticket,
        state=TicketState.CALLED,
        counter=event.counter,
        clerk=counter.clerk,
        called_at=ticket.called_at or event.at,
        last_called_at=event.at,
        recalls=0,
        started_by_rule=False,
        parked_at=None,
        reserved_for=None,
        waiting_since=None,
        wait_seconds=added(ticket.wait_seconds, ticket.waiting_since, event.at),
    )
    tally, priority_called = counter.ordinary_since_priority, office.priority_called
    if event.why.rule is not e.Rule.PICKED:
        tally = 0 if event.why.is_priority else tally + 1
    if event.why.is_priority:
        priority_called = {**priority_called, event.field: priority_called.get(event.field, 0) + 1}
    office = replace(office, lines=office.lines_without(ticket), priority_called=priority_called)
    office = _with_call(office, Call(event.call, event.number, event.field, event.counter, event.at))
    now_at = replace(counter, ticket=event.number, why=event.why, ordinary_since_priority=tally)
    return _acted(office, now_at, called, event.at, chained=event.chained)


def _recalled(office: Office, event: e.TicketRecalled) -> Office:
    ticket = replace(
        not_started(office.tickets[event.number]),
        state=TicketState.CALLED,
        recalls=event.recall,
        last_called_at=event.at,
        recalled_at=event.at,
    )
    call = Call(event.call, event.number, event.field, event.counter, event.at, event.recall)
    return _with_call(with_ticket(office, ticket), call)


def _started(office: Office, event: e.ServiceStarted) -> Office:
    """A start by rule is nobody's act, so that the call before it can still be taken back."""
    ticket = office.tickets[event.number]
    started = replace(
        ticket,
        state=TicketState.SERVING,
        started_at=ticket.started_at or event.at,
        last_started_at=event.at,
        started_by_rule=event.by_rule,
        walk_seconds=walked(ticket, event),
    )
    counter = office.counter(event.counter)
    counter = counter if event.by_rule else replace(counter, undoable=None)
    return with_ticket(with_counter(office, counter), started)


def _served(office: Office, event: e.TicketServed) -> Office:
    ticket = replace(
        ended_service(office.tickets[event.number], event.at),
        state=TicketState.SERVED,
        finished_at=event.at,
        outcome=with_outcome(office.tickets[event.number].outcome, event.outcome),
    )
    office = _acted(with_service_time(office, ticket), emptied(office, event.counter), ticket, event.at)
    return _about_dossier(office, event) if event.dossier else office


def _about_dossier(office: Office, event: e.TicketServed) -> Office:
    """The office in which Undo of this finish knows of its dossier."""
    counter = office.counter(event.counter)
    is_return = event.outcome == Outcome.RETURNED
    undoable = counter.undoable and replace(counter.undoable, dossier=event.dossier, is_return=is_return)
    return with_counter(office, replace(counter, undoable=undoable))


def _matter_finished(office: Office, event: e.MatterFinished) -> Office:
    """The next matter is counted for its own field, from now on."""
    before = office.tickets[event.number]
    done = ended_service(before, event.at)
    ticket = replace(
        done,
        state=TicketState.SERVING,
        field=event.field,
        outcome=with_outcome(before.outcome, event.outcome),
        started_at=done.started_at or event.at,
        last_called_at=event.at,
        last_started_at=event.at,
        started_by_rule=False,
    )
    office = with_service_time(office, replace(done, finished_at=event.at))
    return with_ticket(with_counter(office, replace(office.counter(event.counter), undoable=None)), ticket)


def _missed(office: Office, event: e.TicketMissed) -> Office:
    ticket = not_started(office.tickets[event.number])
    ticket = replace(ticket, state=TicketState.NO_SHOW, recalls=event.recalls)
    return _acted(office, emptied(office, event.counter), ticket, event.at)


def _parked(office: Office, event: e.TicketParked) -> Office:
    ticket = replace(
        ended_service(office.tickets[event.number], event.at),
        state=TicketState.PARKED,
        note=event.reason,
        parked_at=event.at,
        waiting_since=None,
    )
    return _acted(office, emptied(office, event.counter), ticket, event.at)


def _resumed(office: Office, event: e.TicketResumed) -> Office:
    counter = office.counter(event.counter)
    ticket = office.tickets[event.number]
    resumed = replace(
        ticket,
        state=TicketState.SERVING,
        counter=event.counter,
        clerk=counter.clerk,
        started_at=ticket.started_at or event.at,
        last_started_at=event.at,
        started_by_rule=False,
        parked_at=None,
    )
    office = with_counter(office, replace(counter, ticket=event.number, why=None, undoable=None))
    return with_ticket(office, resumed)


def _transferred(office: Office, event: e.TicketTransferred) -> Office:
    before = office.tickets[event.number]
    ticket = replace(
        ended_service(before, event.at),
        state=TicketState.WAITING,
        field=event.field,
        reserved_for=event.to_counter,
        counter=None,
        clerk="",
        recalls=0,
        note=event.note,
        parked_at=None,
        waiting_since=before.waiting_since or event.at,
        priority_called_before=office.priority_called.get(event.field, 0),
    )
    office = _freed(office, before)
    return replace(with_ticket(office, ticket), lines=office.lines_with(ticket))


def _returned(office: Office, event: e.TicketReturned) -> Office:
    """Back in line at the turn of its issue; whose ticket it was is kept, so that explain can say it."""
    ticket = replace(
        office.tickets[event.number],
        state=TicketState.WAITING,
        field=event.field,
        reserved_for=event.to_counter,
        recalls=0,
        parked_at=None,
        waiting_since=event.at,
    )
    return replace(with_ticket(office, ticket), lines=office.lines_with(ticket))


def _priority_confirmed(office: Office, event: e.PriorityConfirmed) -> Office:
    """A waiting ticket changes its line with its class."""
    before = office.tickets[event.number]
    ticket = replace(before, priority=event.priority, priority_confirmed=True)
    office = replace(office, lines=office.lines_without(before))
    if ticket.state is TicketState.WAITING:
        office = replace(office, lines=office.lines_with(ticket))
    return with_ticket(office, ticket)


def _cancelled(office: Office, event: e.TicketCancelled) -> Office:
    ticket = office.tickets[event.number]
    return _ended(office, replace(ticket, state=TicketState.CANCELLED, note=event.reason))


def _lapsed(office: Office, event: e.TicketLapsed) -> Office:
    """When the service of a ticket that lapses had ended is not known, so none of it is counted."""
    ticket = office.tickets[event.number]
    return _ended(office, replace(ticket, state=TicketState.LAPSED, last_started_at=None))


def _ended(office: Office, ticket: Ticket) -> Office:
    """The office with this ticket as it is at its end, in no line and at no counter."""
    return with_ticket(_freed(office, office.tickets[ticket.number]), ticket)


def _acted(
    office: Office, counter: Counter, ticket: Ticket, at: datetime, *, chained: bool = False
) -> Office:
    """The office with a call or finish in it, and with what was before kept for Undo."""
    was, earlier = office.counter(counter.number), office.tickets[ticket.number]
    undoable = Undoable(at, (earlier,), replace(was, undoable=None))
    if chained and was.undoable:
        undoable = replace(was.undoable, tickets_before=(*was.undoable.tickets_before, earlier))
    return with_ticket(with_counter(office, replace(counter, undoable=undoable)), ticket)


def _freed(office: Office, ticket: Ticket) -> Office:
    """The office with this ticket taken from its line or its counter."""
    office = replace(office, lines=office.lines_without(ticket))
    for counter in office.counters.values():
        if counter.ticket == ticket.number:
            office = with_counter(office, emptied(office, counter.number))
    return office


def _with_call(office: Office, call: Call) -> Office:
    return replace(office, calls=(call, *office.calls)[:CALLS_SHOWN_MAX], call_count=call.call)


_FOLDS: dict[type[e.Event], Callable[[Office, Any], Office]] = {
    e.ServiceDayOpened: _day_opened,
    e.TicketIssued: _issued,
    e.NumbersLeased: hold,
    e.PrintReported: _print_reported,
    e.ReprintAsked: with_wish,
    e.TicketCalled: _called,
    e.TicketRecalled: _recalled,
    e.ServiceStarted: _started,
    e.TicketServed: _served,
    e.MatterFinished: _matter_finished,
    e.TicketMissed: _missed,
    e.TicketParked: _parked,
    e.TicketResumed: _resumed,
    e.TicketReturned: _returned,
    e.PriorityConfirmed: _priority_confirmed,
    e.TicketTransferred: _transferred,
    e.TicketCancelled: _cancelled,
    e.TicketLapsed: _lapsed,
    e.CounterOpened: counters.opened,
    e.CounterClosed: counters.closed,
    e.CounterPaused: counters.paused,
    e.CounterResumed: counters.resumed,
    e.FieldsAssigned: counters.assigned,
    e.ActUndone: act_undone,
    e.NoticePosted: notices.posted,
    e.NoticeAnswered: notices.answered,
    e.DossierAccepted: dossiers.accepted,
    e.DossierReady: dossiers.made_ready,
    e.DossierReturned: dossiers.returned,
    e.DossierReappointed: dossiers.reappointed,
    e.DossierTakenBack: dossiers.taken_back,
}
