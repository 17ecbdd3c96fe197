"""The citizen at the counter: the start, the finish, the next matter, and how long each took."""

from datetime import datetime, timedelta

from ticketing import commands as c
from ticketing import events as e
from ticketing.events import Events
from ticketing.office import SERVICE_TIMES_KEPT_MAX, Counter, Office, emptied, with_counter, with_ticket
from ticketing.outcomes import Outcome, checked_outcome, with_outcome
from ticketing.refusals import Refusal
from ticketing.rules.checks import called_ticket, known_field, open_counter, ticket_at
from ticketing.rules.dossiers import checked_code, matter_events
from ticketing.rules.stays import NEXT_MATTER, SERVED, left, next_stay
from ticketing.rules.tables import Decisions, Folds
from ticketing.rules.undo import Done, acted
from ticketing.stays import plus
from ticketing.texts import checked_text
from ticketing.tickets import Closing, Ticket, TicketState
from ticketing.values import replace


def _start(office: Office, command: c.StartService, now: datetime) -> Events:
    counter = open_counter(office, command.counter)
    return (e.ServiceStarted(now, called_ticket(office, counter).number, counter.number),)


def _start_by_rule(office: Office, command: c.StartByRule, now: datetime) -> Events:
    counter = open_counter(office, command.counter)
    if counter.ticket is None or not is_due_to_start(office, counter, now):
        raise Refusal("not-due-to-start", counter=counter.number)
    return (e.ServiceStarted(now, counter.ticket, counter.number, by_rule=True),)


def due_commands(office: Office, now: datetime) -> tuple[c.StartByRule, ...]:
    """The counters whose called citizens are taken to have come by now, where the office has such a rule."""
    if office.plan.rules.start_after_seconds is None or now.date() != office.day:
        return ()
    return tuple(
        c.StartByRule(counter.number, at_desk=counter.ticket)
        for counter in office.counters.values()
        if is_due_to_start(office, counter, now)
    )


def is_due_to_start(office: Office, counter: Counter, now: datetime) -> bool:
    """Whether the counter's last call is as long ago as the office's rule says."""
    seconds = office.plan.rules.start_after_seconds
    if seconds is None or counter.ticket is None:
        return False
    ticket = office.tickets[counter.ticket]
    called_at = ticket.last_called_at
    if ticket.state is not TicketState.CALLED or called_at is None:
        return False
    return now - called_at >= timedelta(seconds=seconds)


def _finish(office: Office, command: c.FinishService, now: datetime) -> Events:
    counter = open_counter(office, command.counter)
    ticket = ticket_at(office, counter)
    matter = matter_events(office, ticket, command, now)
    code = checked_code(command.dossier) if command.dossier else ""
    reason = checked_text(command.reason)
    about = (command.outcome, code, command.procedure, reason)
    return (*matter, e.TicketServed(now, ticket.number, counter.number, *about))


def _next_matter(office: Office, command: c.NextMatter, now: datetime) -> Events:
    counter = open_counter(office, command.counter)
    ticket = ticket_at(office, counter)
    known_field(office, command.field)
    note = checked_text(command.note)
    dossier = matter_events(office, ticket, command, now)
    outcome, field = checked_outcome(command.outcome), command.field
    about = (outcome, field, command.procedure, checked_text(command.reason))
    code = checked_code(command.dossier) if command.dossier else ""
    finished = e.MatterFinished(now, ticket.number, counter.number, *about, code)
    if field in counter.fields:
        return (*dossier, finished)
    return (
        *dossier,
        finished,
        e.TicketTransferred(now, ticket.number, field, None, counter.number, note, "next-matter"),
    )


def _started(office: Office, event: e.ServiceStarted) -> Office:
    """A start by rule is nobody's act, so that the call before it can still be taken back."""
    ticket = office.tickets[event.number]
    walk_seconds, of_stay = walked(ticket, event)
    stay = replace(
        ticket.stay,
        started_at=ticket.stay.started_at or event.at,
        walk_seconds=of_stay,
        started_by_rule=event.by_rule,
    )
    started = replace(
        ticket,
        state=TicketState.SERVING,
        started_at=ticket.started_at or event.at,
        last_started_at=event.at,
        started_by_rule=event.by_rule,
        walk_seconds=walk_seconds,
        stay=stay,
    )
    if event.by_rule:
        return with_ticket(office, started)
    return acted(office, office.counter(event.counter), started, Done(event.at, "start"))


def _served(office: Office, event: e.TicketServed) -> Office:
    ticket = replace(
        left(ended_service(office.tickets[event.number], event.at), event.at, SERVED, event.outcome),
        state=TicketState.SERVED,
        finished_at=event.at,
        outcome=with_outcome(office.tickets[event.number].outcome, event.outcome),
        closing=Closing(
            office.tickets[event.number].outcome, event.dossier, event.outcome == Outcome.RETURNED
        ),
    )
    finished = Done(event.at, "finish")
    office = acted(with_service_time(office, ticket), emptied(office, event.counter), ticket, finished)
    return _about_dossier(office, event)


def _about_dossier(office: Office, event: e.TicketServed | e.MatterFinished) -> Office:
    """The office in which Undo of this finish knows of its dossier."""
    if not event.dossier:
        return office
    counter = office.counter(event.counter)
    is_return = event.outcome == Outcome.RETURNED
    undoable = counter.undoable and replace(counter.undoable, dossier=event.dossier, is_return=is_return)
    return with_counter(office, replace(counter, undoable=undoable))


def _matter_finished(office: Office, event: e.MatterFinished) -> Office:
    """The next matter is counted for its own field, from now on."""
    before = office.tickets[event.number]
    done = left(ended_service(before, event.at), event.at, NEXT_MATTER, event.outcome)
    anew = next_stay(done, event.field)
    ticket = replace(
        anew,
        stay=replace(anew.stay, counter=event.counter, clerk=before.clerk, started_at=event.at),
        state=TicketState.SERVING,
        field=event.field,
        outcome=with_outcome(before.outcome, event.outcome),
        started_at=done.started_at or event.at,
        last_called_at=event.at,
        last_started_at=event.at,
        started_by_rule=False,
    )
    office = with_service_time(office, replace(done, finished_at=event.at))
    office = acted(office, office.counter(event.counter), ticket, Done(event.at, "next-matter"))
    return _about_dossier(office, event)


def walked(ticket: Ticket, event: e.ServiceStarted) -> tuple[int | None, int | None]:
    """How long the citizen has walked, in all and in this stay.

    What a rule takes to be so says nothing about it.
    """
    seconds = None if event.by_rule else added(None, ticket.last_called_at, event.at)
    return plus(ticket.walk_seconds, seconds), plus(ticket.stay.walk_seconds, seconds)


def with_service_time(office: Office, ticket: Ticket) -> Office:
    """The office that also knows how long this ticket has kept its counter."""
    seconds = added(None, ticket.last_called_at, ticket.finished_at or ticket.issued_at)
    if seconds is None:
        return office
    times = (*office.service_times.get(ticket.field, ()), seconds)[-SERVICE_TIMES_KEPT_MAX:]
    return replace(office, service_times={**office.service_times, ticket.field: times})


def not_started(ticket: Ticket) -> Ticket:
    """The ticket without the start that only a rule had taken to be so."""
    if not ticket.started_by_rule:
        return ticket
    started_at = None if ticket.started_at == ticket.last_started_at else ticket.started_at
    stay_at = None if ticket.stay.started_at == ticket.last_started_at else ticket.stay.started_at
    stay = replace(ticket.stay, started_at=stay_at, started_by_rule=False)
    return replace(ticket, started_at=started_at, last_started_at=None, started_by_rule=False, stay=stay)


def ended_service(ticket: Ticket, at: datetime) -> Ticket:
    """The ticket with the seconds since its last start counted, if it was being served."""
    if ticket.state is not TicketState.SERVING:
        return ticket
    seconds = added(None, ticket.last_started_at, at)
    stay = replace(ticket.stay, service_seconds=plus(ticket.stay.service_seconds, seconds))
    total = plus(ticket.service_seconds, seconds)
    return replace(ticket, service_seconds=total, last_started_at=None, stay=stay)


def added(seconds: int | None, since: datetime | None, at: datetime) -> int | None:
    """`seconds` and those from `since` to `at`, never fewer; None stays None where nothing has begun."""
    if since is None:
        return seconds
    return (seconds or 0) + max(0, int((at - since).total_seconds()))


DECISIONS: Decisions = {
    c.StartService: _start,
    c.StartByRule: _start_by_rule,
    c.FinishService: _finish,
    c.NextMatter: _next_matter,
}
FOLDS: Folds = {e.ServiceStarted: _started, e.TicketServed: _served, e.MatterFinished: _matter_finished}
