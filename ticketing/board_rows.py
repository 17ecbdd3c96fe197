"""What the board tells of each field, and whom nobody has seen since their call."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from ticketing.office import Office
from ticketing.rules.issuing import left_today
from ticketing.rules.stays import MISSED
from ticketing.tickets import Ticket, TicketState

MISSED_SHOWN = timedelta(minutes=15)
"""So long the board shows a number whose citizen did not come."""


@dataclass(frozen=True, slots=True)
class BoardField:
    """A field on the board: which number it has reached, and at which open counters it is served.

    `left` counts the day's remaining numbers where there is a quota. A field that takes no numbers now
    `opens_at` that moment.
    """

    code: str
    reached: str | None = None
    counters: tuple[int, ...] = ()
    left: int | None = None
    is_open: bool = True
    opens_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class MissedRow:
    """A number that was called at a counter and missed, and can still come back."""

    number: str
    field: str
    counter: int | None
    missed_at: datetime


def board_fields(office: Office, now: datetime) -> tuple[BoardField, ...]:
    """A row for each field of the plan, in its order."""
    plan, reached = office.plan, _reached(office)
    calling = [counter for counter in office.counters.values() if counter.is_calling]
    rows = []
    for field in plan.fields:
        ticket, is_open = reached.get(field.code), office.is_open_at(now, field)
        row = BoardField(
            code=field.code,
            reached=ticket.number if ticket else None,
            counters=tuple(sorted(counter.number for counter in calling if field.code in counter.fields)),
            left=left_today(office, field),
            is_open=is_open,
            opens_at=None if is_open else plan.opens_next(now, field),
        )
        rows.append(row)
    return tuple(rows)


def _reached(office: Office) -> dict[str, Ticket]:
    """How far each field's numbers have been called.

    Priority numbers go ahead of others and late ones stand at the end of the range, so that neither tells
    anybody how far it is; a number that was sent on from another field says nothing of this one.
    """
    reached: dict[str, Ticket] = {}
    for ticket in office.tickets.values():
        if ticket.called_at is None or ticket.priority is not None or ticket.track in office.late_tracks:
            continue
        field = (ticket.past_stays[0] if ticket.past_stays else ticket.stay).field
        if field not in reached or reached[field].place < ticket.place:
            reached[field] = ticket
    return reached


def missed_rows(office: Office, now: datetime) -> tuple[MissedRow, ...]:
    """Who has missed the call within MISSED_SHOWN and has not come back since, the newest first."""
    rows = [
        MissedRow(ticket.number, ticket.field, ticket.stay.counter, ticket.stay.ended_at)
        for ticket in office.tickets.values()
        if ticket.state is TicketState.NO_SHOW
        and ticket.stay.ending == MISSED
        and ticket.stay.ended_at is not None
        and now - ticket.stay.ended_at < MISSED_SHOWN
    ]
    return tuple(sorted(rows, key=lambda row: row.missed_at, reverse=True))
