"""The wait log: one row a ticket, read off the ticket as it stands."""

from dataclasses import dataclass
from datetime import date, datetime

from ticketing.tickets import Ticket


@dataclass(frozen=True, slots=True)
class Visit:
    """What is on record of a ticket; moments are local with their offset, durations whole seconds."""

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


def visit_of(ticket: Ticket, day: date) -> Visit:
    """The row of the wait log for a ticket of the service day `day`."""
    return Visit(
        day=day,
        number=ticket.number,
        field=ticket.field,
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
        wait_seconds=ticket.wait_seconds if ticket.wait_is_known else None,
        walk_seconds=ticket.walk_seconds,
        service_seconds=ticket.service_seconds if ticket.service_is_known else None,
        recalls=ticket.recalls,
        outcome=ticket.outcome,
        print_state=ticket.print_state.value,
    )
