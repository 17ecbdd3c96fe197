"""What time alone brings about, as commands that the desk gives itself."""

from datetime import datetime, timedelta

from ticketing.commands import StartByRule
from ticketing.counters import Counter
from ticketing.office import Office
from ticketing.tickets import TicketState


def due_commands(office: Office, now: datetime) -> tuple[StartByRule, ...]:
    """The counters whose called citizens are taken to have come by now, where the office has such a rule."""
    if office.plan.rules.start_after_seconds is None or now.date() != office.day:
        return ()
    return tuple(
        StartByRule(counter.number, at_desk=counter.ticket)
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
