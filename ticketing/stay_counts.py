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


def served_of(stays: Iterable[StayTimes]) -> list[StayTimes]:
    """The stays in which one matter was dealt with, be it that the citizen was then sent on."""
    return [
        stay
        for stay in stays
        if (ending := stay.ending) == SERVED
        or ending == NEXT_MATTER
        or (ending == TRANSFERRED and stay.service_seconds is not None)
    ]


def unstarted_of(stays: Iterable[StayTimes]) -> list[StayTimes]:
    """Those that were served, and nothing but a rule, or the next call, says that their citizens came."""
    return [stay for stay in stays if stay.ending == SERVED and not stay.outcome and not _is_begun(stay)]


def _is_begun(stay: StayTimes) -> bool:
    """Whether a hand started the service."""
    return stay.started_at is not None and not stay.started_by_rule


def is_unstarted(ticket: Ticket) -> bool:
    """Whether a number was called and has ended, and no start by hand and no outcome says that anybody came.

    A no-show is none: there a hand says that nobody came.
    """
    if ticket.outcome or _is_begun(ticket.stay) or ticket.called_at is None or ticket.state not in _ENDED:
        return False
    return not any(_is_begun(stay) or stay.outcome for stay in all_stays(ticket))


def waited_for(stays: Iterable[StayTimes]) -> list[int]:
    """The waits of these stays as far as they are known."""
    return [s.wait_seconds for s in stays if s.wait_is_known and s.wait_seconds is not None]


def served_seconds(stays: Iterable[StayTimes]) -> list[int]:
    """The service times of these stays as far as they are known."""
    return [s.service_seconds for s in stays if s.service_is_known and s.service_seconds is not None]
