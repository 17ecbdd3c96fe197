"""What a command leads to: events, or one named refusal; nothing is changed here."""

from dataclasses import replace
from datetime import datetime

from ticketing import clock_events
from ticketing import commands as c
from ticketing import events as e
from ticketing.events import Event, Events
from ticketing.office import Office
from ticketing.refusals import Refusal
from ticketing.rules import (
    calling,
    counters,
    dossiers,
    issuing,
    leases,
    notices,
    paper,
    priority,
    reopening,
    serving,
    transfers,
    undo,
)
from ticketing.rules.checks import known_counter
from ticketing.rules.clock import restored_state
from ticketing.rules.leases import without_twins
from ticketing.rules.tables import Decisions, merged
from ticketing.texts import plain_number
from ticketing.tickets import TICKET_EVENTS, TRANSITIONS, ForbiddenTransitionError, TicketState, may

DECISIONS: Decisions = merged(
    calling.DECISIONS,
    counters.DECISIONS,
    dossiers.DECISIONS,
    issuing.DECISIONS,
    leases.DECISIONS,
    notices.DECISIONS,
    paper.DECISIONS,
    priority.DECISIONS,
    reopening.DECISIONS,
    serving.DECISIONS,
    transfers.DECISIONS,
    undo.DECISIONS,
)


def decide(
    office: Office, command: c.Command, now: datetime, token: str = "", decisions: Decisions = DECISIONS
) -> Events:
    """The events that `command` leads to at the office's local time `now`; raises Refusal.

    A late ticket is decided on the office of the service day on its paper, anything else on the running one.

    `token` is the unguessable text by which a citizen follows the ticket that this command may issue, unless
    the screen has sent one. `decisions` are the rules.
    """
    if now.date() != office.day and not isinstance(command, c.ReconcileTicket):
        raise Refusal("service-day-over", day=office.day.isoformat())
    if isinstance(command, c.IssueTicket | c.GiveNumber) and not command.track:
        command = replace(command, track=token)
    command = _with_plain_number(command)
    _check_desk(office, command)
    return _allowed(office, without_twins(office, decisions[type(command)](office, command, now)))


def _with_plain_number(command: c.Command) -> c.Command:
    """The command about the number as it stands on paper, however it was typed; a late paper's is exact."""
    if isinstance(command, c.ReconcileTicket):
        return command
    typed = {name: getattr(command, name, None) for name in ("number", "at_desk")}
    plain = {name: plain_number(text) for name, text in typed.items() if text}
    return replace(command, **plain) if any(plain[name] != typed[name] for name in plain) else command


def close_day(office: Office, now: datetime) -> Events:
    """The end of the service day for every ticket that is still waiting, called, served or parked."""
    open_tickets = (ticket for ticket in office.tickets.values() if may(ticket.state, e.TicketLapsed))
    in_turn = sorted(open_tickets, key=lambda ticket: ticket.turn)
    return _allowed(office, tuple(e.TicketLapsed(now, ticket.number) for ticket in in_turn))


def reopen_day(office: Office, now: datetime) -> Events:
    """The day goes on, since the clock by which it had ended was wrong: nothing of it has lapsed."""
    lapsed = (ticket for ticket in office.tickets.values() if ticket.lapsed_from is not None)
    in_turn = sorted(lapsed, key=lambda ticket: ticket.turn)
    return _allowed(office, tuple(clock_events.TicketRestored(now, ticket.number) for ticket in in_turn))


def _check_desk(office: Office, command: c.Command) -> None:
    """Two devices at one counter, or a press that was long under way, must not do what nobody meant."""
    number = getattr(command, "counter", None)
    if number is None:
        return
    counter = known_counter(office, number)
    if not isinstance(command, c.CounterCommand) or command.at_desk in (None, counter.ticket or ""):
        return
    if counter.ticket is None:
        raise Refusal("desk-emptied", number=command.at_desk, counter=counter.number)
    raise Refusal("desk-changed", number=counter.ticket, counter=counter.number)


def _allowed(office: Office, events: Events) -> Events:
    """The events, once the table of transitions allows each of them, one after the other.

    Rules refuse by name what a person may have asked for; what comes this far and is not in the table is an
    error of a rule, and raises ForbiddenTransitionError before anything is written.
    """
    states: dict[str, TicketState | None] = {}
    for event in events:
        if type(event) in TICKET_EVENTS:
            for number in _numbers_of(event):
                before = states[number] if number in states else _state_of(office, number)
                states[number] = _state_after(office, event, number, before)
    return events


def _numbers_of(event: Event) -> tuple[str, ...]:
    return event.numbers if isinstance(event, e.ActUndone) else (event.number,)  # type: ignore[attr-defined]  # whatever the table names has a number


def _state_of(office: Office, number: str) -> TicketState | None:
    return office.tickets[number].state if number in office.tickets else None


def _state_after(office: Office, event: Event, number: str, before: TicketState | None) -> TicketState:
    """Where the event leads this ticket; an act that is undone leads back to where it came from."""
    allowed = TRANSITIONS.get((before, type(event)), ())
    if isinstance(event, e.ActUndone):
        undoable = office.counter(event.counter).undoable
        came_from = (
            [ticket.state for ticket in undoable.tickets_before if ticket.number == number]
            if undoable
            else []
        )
        allowed = tuple(state for state in allowed if state in came_from)
    if isinstance(event, clock_events.TicketRestored):
        allowed = tuple(state for state in allowed if state is restored_state(office.tickets[number]))
    if not allowed:
        raise ForbiddenTransitionError(number, before, event)
    return allowed[0]
