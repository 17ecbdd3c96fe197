"""The seconds of a visit: what was waited, walked and served, and what only a rule had taken to be so."""

from datetime import datetime

from ticketing import events as e
from ticketing.office import SERVICE_TIMES_KEPT_MAX, Office
from ticketing.tickets import Ticket, TicketState
from ticketing.values import replace


def walked(ticket: Ticket, event: e.ServiceStarted) -> int | None:
    """What a rule takes to be so says nothing about how long the citizen walked."""
    return (
        ticket.walk_seconds if event.by_rule else added(ticket.walk_seconds, ticket.last_called_at, event.at)
    )


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
    return replace(ticket, started_at=started_at, last_started_at=None, started_by_rule=False)


def ended_service(ticket: Ticket, at: datetime) -> Ticket:
    """The ticket with the seconds since its last start counted, if it was being served."""
    if ticket.state is not TicketState.SERVING:
        return ticket
    return replace(
        ticket,
        service_seconds=added(ticket.service_seconds, ticket.last_started_at, at),
        last_started_at=None,
    )


def added(seconds: int | None, since: datetime | None, at: datetime) -> int | None:
    """`seconds` and those from `since` to `at`, never fewer; None stays None where nothing has begun."""
    if since is None:
        return seconds
    return (seconds or 0) + max(0, int((at - since).total_seconds()))
