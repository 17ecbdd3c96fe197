"""Whether a citizen belongs to a priority class: self-declared at the kiosk, seen at the desk."""

from datetime import datetime

from ticketing import commands as c
from ticketing import events as e
from ticketing.events import Events
from ticketing.office import Office, with_ticket
from ticketing.refusals import Refusal
from ticketing.rules.checks import check_priority, known_ticket
from ticketing.rules.tables import Decisions, Folds
from ticketing.rules.undo import Done, acted
from ticketing.tickets import FINAL, TicketState
from ticketing.values import replace


def _confirm_priority(office: Office, command: c.ConfirmPriority, now: datetime) -> Events:
    """Self-declared at the kiosk, seen at the desk; said twice it changes nothing."""
    ticket = known_ticket(office, command.number)
    if ticket.state in FINAL:
        raise Refusal("priority-settled", number=ticket.number, state=ticket.state.value)
    check_priority(office, command.priority)
    if ticket.priority_confirmed and ticket.priority == command.priority:
        return ()
    return (e.PriorityConfirmed(now, ticket.number, command.priority, command.counter),)


def _priority_confirmed(office: Office, event: e.PriorityConfirmed) -> Office:
    """A waiting ticket changes its queue with its class."""
    before = office.tickets[event.number]
    ticket = replace(before, priority=event.priority, priority_confirmed=True)
    office = replace(office, queues=office.queues_without(before))
    if ticket.state is TicketState.WAITING:
        office = replace(office, queues=office.queues_with(ticket))
    if event.counter is None:
        return with_ticket(office, ticket)
    return acted(office, office.counter(event.counter), ticket, Done(event.at, "priority"))


DECISIONS: Decisions = {c.ConfirmPriority: _confirm_priority}
FOLDS: Folds = {e.PriorityConfirmed: _priority_confirmed}
