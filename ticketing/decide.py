"""What a command leads to: events, or one named refusal; nothing is changed here."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from ticketing import commands as c
from ticketing import decide_counter as at_counter
from ticketing import decide_dossier as dossiers
from ticketing import events as e
from ticketing import notices
from ticketing.calling import ahead_of
from ticketing.decide_desk import bring_back, confirm_priority, known_ticket
from ticketing.expectation import expected_minutes
from ticketing.leases import TRACK_LENGTH_MAX, check_plain, lease, reconcile
from ticketing.limits import KIOSK_NAME_LENGTH_MAX, checked_text
from ticketing.numbering import next_serial, serial_text
from ticketing.office import Office
from ticketing.refusals import Refusal
from ticketing.tickets import Ticket, may

Events = tuple[e.Event, ...]


def decide(office: Office, command: c.Command, now: datetime, token: str = "") -> Events:
    """The events that `command` leads to at the office's local time `now`; raises Refusal.

    A late ticket is decided on the office of the service day on its paper, anything else on the running one.

    `token` is the unguessable text by which a citizen follows the ticket that this command may issue, unless
    the screen has sent one.
    """
    if isinstance(command, c.ReconcileTicket):
        return reconcile(office, command, now)
    if now.date() != office.day:
        raise Refusal("service-day-over", day=office.day.isoformat())
    if isinstance(command, c.IssueTicket):
        return _issue(office, command, now, token)
    _check_desk(office, command)
    return _DECISIONS[type(command)](office, command, now)


def _check_desk(office: Office, command: c.Command) -> None:
    """Two devices at one counter, or a press that was long under way, must not do what nobody meant."""
    number = getattr(command, "counter", None)
    if number is None:
        return
    counter = office.counters.get(number)
    if counter is None:
        raise Refusal("unknown-counter", counter=number)
    if not isinstance(command, c.CounterCommand) or command.at_desk in (None, counter.ticket or ""):
        return
    if counter.ticket is None:
        raise Refusal("desk-emptied", number=command.at_desk, counter=counter.number)
    raise Refusal("desk-changed", number=counter.ticket, counter=counter.number)


def close_day(office: Office, now: datetime) -> Events:
    """The end of the service day for every ticket that is still waiting, called, served or parked."""
    return tuple(
        e.TicketLapsed(now, ticket.number)
        for ticket in sorted(office.tickets.values(), key=lambda ticket: ticket.turn)
        if may(ticket.state, e.TicketLapsed)
    )


def _issue(office: Office, command: c.IssueTicket, now: datetime, token: str) -> Events:
    field = office.plan.field(command.field)
    if field is None:
        raise Refusal("unknown-field", field=command.field)
    if command.priority is not None and office.plan.priority_class(command.priority) is None:
        raise Refusal("unknown-priority", priority=command.priority)
    if command.track:
        check_plain("track-malformed", command.track, TRACK_LENGTH_MAX)
    if command.track in office.late_tracks:
        raise Refusal("given-offline")
    _check_hours(office, now)
    if field.daily_quota is not None and office.issued.get(field.code, 0) >= field.daily_quota:
        raise Refusal("quota-reached", quota=field.daily_quota)
    serial = next_serial(field, office.serials, office.overflows, taken=office.given)
    return (
        e.TicketIssued(
            at=now,
            number=serial_text(field, serial),
            field=field.code,
            priority=command.priority,
            place=office.ticket_count + 1,
            serial=serial,
            ahead=ahead_of(office, field.code, command.priority),
            track=command.track or token,
            expected_minutes=expected_minutes(office, field.code),
        ),
    )


def _check_hours(office: Office, now: datetime) -> None:
    plan = office.plan
    if plan.always_open or plan.session_at(now):
        return
    if (holiday := plan.holidays.get(now.date())) and now.date() not in plan.extra_days:
        raise Refusal("office-holiday", holiday=holiday.vi)
    opens = plan.opens_next(now)
    if opens is None:
        raise Refusal("office-closed-long")
    raise Refusal("office-closed", opens=f"{opens:%H:%M %d/%m/%Y}")


def _report_print(office: Office, command: c.ReportPrint, now: datetime) -> Events:
    known_ticket(office, command.number)
    return (
        e.PrintReported(
            at=now,
            number=command.number,
            outcome=command.outcome,
            reason=checked_text(command.reason),
            copy=command.copy,
            paper_low=command.paper_low,
            kiosk=checked_text(command.kiosk, KIOSK_NAME_LENGTH_MAX),
        ),
    )


def _cancel(office: Office, command: c.CancelTicket, now: datetime) -> Events:
    ticket = known_ticket(office, command.number)
    _check_may(ticket, e.TicketCancelled, "not-cancellable")
    return (e.TicketCancelled(now, ticket.number, checked_text(command.reason)),)


def _check_may(ticket: Ticket, event: type[e.Event], refusal: str) -> None:
    if not may(ticket.state, event):
        raise Refusal(refusal, number=ticket.number, state=ticket.state.value)


_DECISIONS: dict[type[c.Command], Callable[[Office, Any, datetime], Events]] = {
    c.ReportPrint: _report_print,
    c.CancelTicket: _cancel,
    c.LeaseNumbers: lease,
    c.BringBack: bring_back,
    c.ConfirmPriority: confirm_priority,
    c.PostMessage: notices.post_message,
    c.CallLeader: notices.call_leader,
    c.CallHelp: notices.call_help,
    c.AnswerNotice: notices.answer_notice,
    c.MarkReady: dossiers.mark_ready,
    c.ReturnDossier: dossiers.return_dossier,
    c.Reappoint: dossiers.reappoint,
    **at_counter.DECISIONS,
}
