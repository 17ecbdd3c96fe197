"""The wait log, read off tickets as they stand: a row a number, and one a stay at a counter with a matter."""

from dataclasses import dataclass
from datetime import date, datetime

from ticketing.stays import StayTimes
from ticketing.tickets import Ticket, TicketState

_ENDED = (
    TicketState.PARKED,
    TicketState.NO_SHOW,
    TicketState.SERVED,
    TicketState.CANCELLED,
    TicketState.LAPSED,
)


@dataclass(frozen=True, slots=True)
class Visit:
    """What is on record of a ticket; moments are local with their offset, durations whole seconds.

    `field` is the one that the number was taken for, `wait_seconds` the wait until its first call, or until
    it was given up; walks, services and park times are those of all its stays. `counter` and `clerk` are the
    last ones. `procedure` is the code of the one that was chosen when the number was taken, "" without one.
    """

    day: date
    number: str
    field: str
    priority: str | None
    state: str
    counter: int | None
    clerk: str
    issued_at: datetime
    printed_at: datetime | None
    called_at: datetime | None
    recalled_at: datetime | None
    started_at: datetime | None
    finished_at: datetime | None
    wait_seconds: int | None
    walk_seconds: int | None
    service_seconds: int | None
    recalls: int
    outcome: str
    print_state: str
    park_seconds: int | None = None
    started_by_rule: bool = False
    clock_set: bool = False
    procedure: str = ""


@dataclass(frozen=True, slots=True)
class Stay:
    """One stay of a visit: with one matter at one counter, or waiting for a field that it never reached.

    `stay` counts a number's stays from 1. `ending` is what ended it: served, next-matter, transferred,
    missed, parked, cancelled or lapsed; "" while it lasts.
    """

    day: date
    number: str
    stay: int
    field: str
    priority: str | None
    counter: int | None
    clerk: str
    called_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None
    ending: str
    outcome: str
    recalls: int
    wait_seconds: int | None
    walk_seconds: int | None
    service_seconds: int | None
    park_seconds: int | None
    started_by_rule: bool
    clock_set: bool


def visit_of(ticket: Ticket, day: date) -> Visit:
    """The row of the wait log for a ticket of the service day `day`."""
    first = ticket.past_stays[0] if ticket.past_stays else ticket.stay
    parked = [
        stay.park_seconds for stay in (*ticket.past_stays, ticket.stay) if stay.park_seconds is not None
    ]
    return Visit(
        day=day,
        number=ticket.number,
        field=first.field or ticket.field,
        priority=ticket.priority,
        state=ticket.state.value,
        counter=ticket.counter,
        clerk=ticket.clerk,
        issued_at=ticket.issued_at,
        printed_at=ticket.printed_at,
        called_at=ticket.called_at,
        recalled_at=ticket.recalled_at,
        started_at=ticket.started_at,
        finished_at=ticket.finished_at,
        wait_seconds=_first_wait(ticket),
        walk_seconds=ticket.walk_seconds,
        service_seconds=ticket.service_seconds if ticket.service_is_known else None,
        recalls=ticket.recalls,
        outcome=ticket.outcome,
        print_state=ticket.print_state.value,
        park_seconds=sum(parked) if parked else None,
        started_by_rule=ticket.started_by_rule,
        clock_set=ticket.clock_set,
        procedure=ticket.procedure,
    )


def _first_wait(ticket: Ticket) -> int | None:
    """The wait until the first call, or until the number was given up; None where it is not known."""
    if not ticket.called_at:
        return ticket.wait_seconds if ticket.wait_is_known else None
    for stay in (*ticket.past_stays, ticket.stay):
        if not stay.wait_is_known:
            return None
        if stay.called_at:
            break
    return ticket.first_wait_seconds


def stays_of(ticket: Ticket, day: date) -> tuple[Stay, ...]:
    """The rows of a ticket's stays in their order; a number that waits for its first call has none yet."""
    stays = ticket.past_stays
    if ticket.stay.has_begun:
        lasts = ticket.state not in _ENDED
        stays = (*stays, ticket.stay.lasting if lasts else ticket.stay)
    return tuple(_row(ticket, day, number, stay) for number, stay in enumerate(stays, 1))


def _row(ticket: Ticket, day: date, number: int, stay: StayTimes) -> Stay:
    return Stay(
        day=day,
        number=ticket.number,
        stay=number,
        field=stay.field,
        priority=ticket.priority,
        counter=stay.counter,
        clerk=stay.clerk,
        called_at=stay.called_at,
        started_at=stay.started_at,
        ended_at=stay.ended_at,
        ending=stay.ending,
        outcome=stay.outcome,
        recalls=stay.recalls,
        wait_seconds=stay.wait_seconds if stay.wait_is_known else None,
        walk_seconds=stay.walk_seconds,
        service_seconds=stay.service_seconds if stay.service_is_known else None,
        park_seconds=stay.park_seconds,
        started_by_rule=stay.started_by_rule,
        clock_set=stay.clock_set,
    )
