"""What of stays counts as served, as begun by nobody, and which of their durations go into a mean."""

from collections.abc import Iterable

from ticketing.rules.stays import NEXT_MATTER, SERVED, TRANSFERRED
from ticketing.stays import StayTimes
from ticketing.tickets import Ticket, TicketState

_ENDED = (TicketState.SERVED, TicketState.CANCELLED, TicketState.LAPSED)


def all_stays(ticket: Ticket) -> tuple[StayTimes, ...]:
    """The stays of a visit in their order, with the one that lasts or is waited for."""
    return (*ticket.past_stays, ticket.stay)


def field_taken(ticket: Ticket) -> str:
    """The field that the number was taken for, wherever it was sent since."""
    return all_stays(ticket)[0].field or ticket.field


def has_served(stay: StayTimes) -> bool:
    """Whether one matter was dealt with in this stay, be it that the citizen was then sent on."""
    return stay.ending in (SERVED, NEXT_MATTER) or (
        stay.ending == TRANSFERRED and stay.service_seconds is not None
    )


def is_begun(stay: StayTimes) -> bool:
    """Whether a hand says that the citizen came: by a start, or by what the matter led to."""
    return bool(stay.outcome) or (stay.started_at is not None and not stay.started_by_rule)


def is_unstarted_stay(stay: StayTimes) -> bool:
    """Whether nothing but a rule, or the next call, says that the citizen of this served stay came."""
    return stay.ending == SERVED and not is_begun(stay)


def is_unstarted(ticket: Ticket) -> bool:
    """Whether a number was called and has ended, and no hand says that its citizen ever came.

    A no-show is none: there a hand says that nobody came.
    """
    if ticket.called_at is None or ticket.state not in _ENDED:
        return False
    return not any(is_begun(stay) for stay in all_stays(ticket))


def waited_for(stays: Iterable[StayTimes]) -> list[int]:
    """The waits of these stays as far as they are known."""
    return [s.wait_seconds for s in stays if s.wait_is_known and s.wait_seconds is not None]


def served_seconds(stays: Iterable[StayTimes]) -> list[int]:
    """The service times of these stays as far as they are known."""
    return [s.service_seconds for s in stays if s.service_is_known and s.service_seconds is not None]
