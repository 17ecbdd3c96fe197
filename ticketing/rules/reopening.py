"""What has ended today by mistake comes back: called again where it ended, or waiting at its old place."""

from datetime import datetime

from ticketing import commands as c
from ticketing import events as e
from ticketing.events import Events
from ticketing.office import Office, with_ticket
from ticketing.refusals import Refusal
from ticketing.rules.calling import called_at, reason
from ticketing.rules.checks import calling_counter, check_alone, check_may, check_no_ticket, known_ticket
from ticketing.rules.stays import taken_up_again
from ticketing.rules.tables import Decisions, Folds
from ticketing.sentences import shown_day
from ticketing.texts import checked_text
from ticketing.tickets import Closing, Ticket, TicketState
from ticketing.values import replace


def _reopen(office: Office, command: c.Reopen, now: datetime) -> Events:
    """A clerk reopens what that counter has ended; what the guidance desk reopens waits."""
    ticket = known_ticket(office, command.number)
    check_may(ticket, e.TicketReopened, "not-ended")
    check_alone(office, ticket)
    given_back = _without_dossier(office, ticket, now)
    why = checked_text(command.reason)
    reopened = e.TicketReopened(now, ticket.number, ticket.field, command.counter, why)
    if command.counter is None:
        return (*given_back, reopened)
    counter = calling_counter(office, command.counter)
    check_no_ticket(counter)
    if ticket.counter not in (None, counter.number):
        raise Refusal("ended-elsewhere", number=ticket.number, counter=ticket.counter)
    picked = reason(office, counter, ticket, e.Rule.PICKED, now)
    return (*given_back, reopened, called_at(office, counter, ticket, picked, now))


def _without_dossier(office: Office, ticket: Ticket, now: datetime) -> Events:
    """What the finish did to its dossier, taken back; refuses where the result was handed back since."""
    closing = ticket.closing if ticket.state is TicketState.SERVED else Closing()
    dossier = office.dossiers.get(closing.dossier)
    if dossier is None:
        return ()
    if dossier.returned_at and not closing.is_return:
        raise Refusal("dossier-returned", dossier=dossier.code, day=shown_day(dossier.returned_at))
    return (e.DossierTakenBack(now, dossier.code),)


def _reopened(office: Office, event: e.TicketReopened) -> Office:
    """In its queue again at the turn of its issue; at the same clerk's counter its stay goes on."""
    before = office.tickets[event.number]
    is_served = before.state is TicketState.SERVED
    ticket = replace(
        taken_up_again(before),
        state=TicketState.WAITING,
        reserved_for=None,
        recalls=0,
        parked_at=None,
        finished_at=None,
        lapsed_from=None,
        waiting_since=event.at,
        note=event.reason,
        outcome=before.closing.outcome_before if is_served else before.outcome,
        closing=Closing(),
    )
    return replace(with_ticket(office, ticket), queues=office.queues_with(ticket))


DECISIONS: Decisions = {c.Reopen: _reopen}
FOLDS: Folds = {e.TicketReopened: _reopened}
