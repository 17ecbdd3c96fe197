"""How long somebody waits, told apart by colour and by a sign once it is over the office's target."""

from collections.abc import Iterable
from datetime import datetime

from counter.clock import minutes_between
from ticketing.desk_views import TicketSign

LATE_SIGN = "▲"


def is_late(ticket: TicketSign, now: datetime | None, target_minutes: int | None) -> bool:
    """Whether this one waits longer than the target."""
    return target_minutes is not None and minutes_between(ticket.issued_at, now) > target_minutes


def late_count(waiting: Iterable[TicketSign], now: datetime | None, target_minutes: int | None) -> int:
    """How many of them wait longer than the target."""
    return sum(is_late(ticket, now, target_minutes) for ticket in waiting)
