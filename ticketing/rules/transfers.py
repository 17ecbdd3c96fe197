"""How a ticket leaves a counter unserved and comes back: parked, resumed, transferred, brought back."""

from datetime import datetime

from ticketing import commands as c
from ticketing import events as e
from ticketing.events import Events
from ticketing.office import Counter, Office, emptied, freed, with_ticket
from ticketing.refusals import Refusal
from ticketing.rules.checks import (
    calling_counter,
    check_here,
    check_may,
    check_no_ticket,
    check_planned,
    known_field,
    known_ticket,
    open_counter,
    ticket_at,
)
from ticketing.rules.serving import ended_service
from ticketing.rules.stays import MISSED, PARKED, at_counter, left, next_stay, parked_until, sent_on
from ticketing.rules.tables import Decisions, Folds
from ticketing.rules.undo import Done, acted, sent_by
from ticketing.texts import checked_text, name_key
from ticketing.tickets import Ticket, TicketState
from ticketing.values import replace


def _park(office: Office, command: c.Park, now: datetime) -> Events:
    counter = open_counter(office, command.counter)
    ticket = ticket_at(office, counter)
    return (e.TicketParked(now, ticket.number, counter.number, checked_text(command.reason)),)


def _resume(office: Office, command: c.Resume, now: datetime) -> Events:
    counter = calling_counter(office, command.counter)
    ticket = known_ticket(office, command.number)
    check_here(ticket)
    check_may(ticket, e.TicketResumed, "not-parked")
    check_no_ticket(counter)
    return (e.TicketResumed(now, ticket.number, counter.number),)


def _transfer(office: Office, command: c.Transfer, now: datetime) -> Events:
    counter = open_counter(office, command.counter)
    if (command.field is None) == (command.to_counter is None):
        raise Refusal("transfer-target")
    ticket = _transferable(office, counter, command.number)
    field = known_field(office, command.field).code if command.field else ticket.field
    if command.to_counter is not None:
        target = open_counter(office, command.to_counter)
        check_planned(office, target.number)
        if target.number in (counter.number, ticket.reserved_for):
            raise Refusal("transfer-to-itself", number=ticket.number)
        if not target.is_calling:
            raise Refusal("transfer-to-paused", counter=target.number)
    elif ticket.state is TicketState.WAITING and (ticket.field, ticket.reserved_for) == (field, None):
        raise Refusal("transfer-to-itself", number=ticket.number)
    note = checked_text(command.note)
    told = (field, command.to_counter, counter.number, note)
    return (e.TicketTransferred(now, ticket.number, *told, act="transfer"),)


def _transferable(office: Office, counter: Counter, number: str | None) -> Ticket:
    ticket = ticket_at(office, counter) if number is None else known_ticket(office, number)
    check_here(ticket, counter.number)
    check_may(ticket, e.TicketTransferred, "not-transferable")
    return ticket


def _bring_back(office: Office, command: c.BringBack, now: datetime) -> Events:
    """The clerk who knows the matter gets the ticket first, if that clerk is calling anywhere."""
    ticket = known_ticket(office, command.number)
    check_may(ticket, e.TicketReturned, "not-returnable")
    clerk_at = _counter_of_clerk(office, ticket)
    return (e.TicketReturned(now, ticket.number, ticket.field, clerk_at, command.counter),)


def _counter_of_clerk(office: Office, ticket: Ticket) -> int | None:
    calling = [
        each
        for each in office.counters.values()
        if each.is_calling and name_key(each.clerk) == name_key(ticket.clerk)
    ]
    calling = [each for each in calling if office.has_counter(each.number)]
    same_first: list[Counter] = sorted(calling, key=lambda counter: counter.number != ticket.counter)
    return same_first[0].number if same_first else None


def _parked(office: Office, event: e.TicketParked) -> Office:
    ticket = replace(
        left(ended_service(office.tickets[event.number], event.at), event.at, PARKED),
        state=TicketState.PARKED,
        note=event.reason,
        parked_at=event.at,
        waiting_since=None,
    )
    return acted(office, emptied(office, event.counter), ticket, Done(event.at, "park"))


def _resumed(office: Office, event: e.TicketResumed) -> Office:
    counter = office.counter(event.counter)
    ticket = at_counter(parked_until(office, office.tickets[event.number], event.at), counter)
    resumed = replace(
        ticket,
        stay=replace(ticket.stay, started_at=ticket.stay.started_at or event.at),
        state=TicketState.SERVING,
        counter=event.counter,
        clerk=counter.clerk,
        started_at=ticket.started_at or event.at,
        last_started_at=event.at,
        started_by_rule=False,
    )
    return acted(office, replace(counter, ticket=event.number, why=None), resumed, Done(event.at, "resume"))


def _transferred(office: Office, event: e.TicketTransferred) -> Office:
    before = office.tickets[event.number]
    ticket = replace(
        sent_on(office, ended_service(before, event.at), event.field, event.at),
        state=TicketState.WAITING,
        field=event.field,
        reserved_for=event.to_counter,
        counter=None,
        clerk="",
        recalls=0,
        note=event.note,
        priority_called_before=office.priority_called.get(event.field, 0),
    )
    if event.act and event.from_counter is not None:
        done = Done(event.at, event.act, chained=event.act == "next-matter")
        office = sent_by(office, event.from_counter, ticket, done)
    else:
        office = with_ticket(freed(office, before), ticket)
    return replace(office, queues=office.queues_with(ticket))


def _returned(office: Office, event: e.TicketReturned) -> Office:
    """Back in its queue at the turn of its issue; whose ticket it was is kept, so that explain can say it."""
    ticket = parked_until(office, office.tickets[event.number], event.at)
    ticket = replace(
        next_stay(ticket, event.field) if ticket.stay.ending == MISSED else ticket,
        state=TicketState.WAITING,
        field=event.field,
        reserved_for=event.to_counter,
        recalls=0,
        waiting_since=event.at,
    )
    if event.from_counter is None:
        office = with_ticket(office, ticket)
    else:
        office = sent_by(office, event.from_counter, ticket, Done(event.at, "bring-back"))
    return replace(office, queues=office.queues_with(ticket))


DECISIONS: Decisions = {
    c.Park: _park,
    c.Resume: _resume,
    c.Transfer: _transfer,
    c.BringBack: _bring_back,
}
FOLDS: Folds = {
    e.TicketParked: _parked,
    e.TicketResumed: _resumed,
    e.TicketTransferred: _transferred,
    e.TicketReturned: _returned,
}
