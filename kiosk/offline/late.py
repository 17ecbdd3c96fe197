"""What staff are to know of the tickets that the kiosk gave out without its server."""

import logging
from dataclasses import dataclass

from kiosk.offline.standby import StandbyLink
from kiosk.offline.store import StoreUnavailable
from link.contract import Link
from ticketing.answers import TicketAnswer

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LateTickets:
    """How many the office does not know of yet, and the numbers that it refused; None: the store fails.

    Without `is_store_healthy` something else that was wanted of the store last has failed.
    """

    held: int | None = 0
    refused: tuple[str, ...] = ()
    is_store_healthy: bool = True


def late_tickets(link: Link) -> LateTickets:
    """What the store of a kiosk on standby holds; any other kiosk has nothing of the kind."""
    if not isinstance(link, StandbyLink):
        return LateTickets()
    try:
        refused = tuple(
            f"{ticket.number} ({ticket.issued_at:%H:%M %d/%m})" for ticket in link.refused_tickets
        )
        return LateTickets(len(link.held_tickets), refused, link.store_health.is_healthy)
    except StoreUnavailable as problem:
        _log.warning("The kiosk's store can't be read: %s", problem)
        return LateTickets(held=None)


def tickets_before_start(link: Link, count: int) -> tuple[TicketAnswer, ...]:
    """The last ones of the day that a kiosk gave out by itself before it was started anew, newest first."""
    if not isinstance(link, StandbyLink):
        return ()
    try:
        return link.newest_tickets(count)
    except StoreUnavailable as problem:
        _log.warning("The kiosk's store can't be read: %s", problem)
        return ()
