"""What each screen is shown: small whole pictures of the office, folded from its state."""

from collections import Counter as Tally
from collections.abc import Mapping
from dataclasses import dataclass, replace
from dataclasses import field as default
from datetime import date, datetime

from ticketing.answers import TicketAnswer
from ticketing.board_rows import BoardField, MissedRow, board_fields, missed_rows
from ticketing.office import Call, Office, ReprintRequest
from ticketing.plan import Field, Leader, Name, Session
from ticketing.rules.expectation import expected_by_field
from ticketing.rules.issuing import left_today
from ticketing.rules.last_numbers import LIKELY, unlikely_today
from ticketing.taking_numbers import TAKING, HallState, hall_state


@dataclass(frozen=True, slots=True)
class CounterRow:
    """A counter as the waiting room and other counters see it; `state` is open, paused or closed."""

    number: int
    state: str
    fields: tuple[str, ...]
    ticket: str | None = None
    ticket_state: str | None = None


@dataclass(frozen=True, slots=True)
class BoardView:
    """The waiting room's view: the newest calls first, and how many wait by field. No citizen is in it.

    `captions` are what is said of these calls, by their numbers; whoever knows the words puts them in.
    `missed` are the numbers of the last while whose citizens did not come.
    """

    day: date
    calls: tuple[Call, ...]
    waiting: Mapping[str, int]
    counters: tuple[CounterRow, ...]
    expected_minutes: Mapping[str, int | None] = default(default_factory=dict)
    leader: Leader | None = None
    captions: Mapping[str, Name] = default(default_factory=dict)
    hall: HallState = TAKING
    fields: tuple[BoardField, ...] = ()
    missed: tuple[MissedRow, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field as the kiosk offers it; `left` counts the day's remaining numbers where there is a quota.

    A field with hours of its own may be closed while the office is open: `hours` are today's, and it
    `opens_at` that moment. A number that is taken now may be most `unlikely_today` to be served, an ordinary
    one or even one `with_priority`. `counters` are those that serve it now, be they open or not.
    """

    code: str
    waiting: int
    left: int | None
    counters_open: int
    expected_minutes: int | None = None
    is_open: bool = True
    opens_at: datetime | None = None
    hours: tuple[Session, ...] = ()
    unlikely_today: bool = False
    unlikely_with_priority: bool = False
    counters: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ReprintRow:
    """A copy that a counter waits for from the kiosk of this name, with what stands on the slip."""

    ask: int
    kiosk: str
    ticket: TicketAnswer


@dataclass(frozen=True, slots=True)
class KioskView:
    """The kiosk's view: which fields can be had now, when it opens again if none can, copies to print.

    `phone` is the number to ring for help: that of the office, or else of the leader on duty.
    """

    day: date
    is_open: bool
    holiday: Name | None
    opens_at: datetime | None
    is_morning: bool
    fields: tuple[FieldRow, ...]
    reprints: tuple[ReprintRow, ...] = ()
    hall: HallState = TAKING
    phone: str = ""


def board_view(office: Office, now: datetime) -> BoardView:
    """The view of every display and of `/board` at the local time `now`."""
    waiting = waiting_by_field(office)
    expected = expected_by_field(office, now)
    leader = office.plan.leader_on(office.day)
    return BoardView(
        day=office.day,
        calls=office.calls,
        waiting=waiting,
        counters=counter_rows(office),
        expected_minutes=expected,
        leader=leader,
        hall=hall_state(office, now),
        fields=board_fields(office, now),
        missed=missed_rows(office, now),
    )


def waiting_by_field(office: Office) -> Mapping[str, int]:
    """How many wait for each field of the plan, and for fields that it has lost as long as anybody does."""
    waiting = {field.code: office.waiting_in(field.code) for field in office.plan.fields}
    others = (numbers for (queue, _), numbers in office.queues.items() if queue not in waiting)
    lost = {office.tickets[number].field for numbers in others for number in numbers} - set(waiting)
    return {**waiting, **{code: office.waiting_in(code) for code in sorted(lost)}}


def kiosk_view(office: Office, now: datetime) -> KioskView:
    """The view of every kiosk at the local time `now`."""
    plan = office.plan
    session, leader = plan.session_at(now), plan.leader_on(office.day)
    is_open = office.is_open_at(now)
    serving = Tally(
        code for counter in office.counters.values() if counter.is_open for code in counter.fields
    )
    expected, unlikely = expected_by_field(office, now), unlikely_today(office, now)
    fields = (
        replace(
            _field_row(office, field, now, serving[field.code], expected[field.code]),
            unlikely_today=unlikely.get(field.code, LIKELY).ordinary,
            unlikely_with_priority=unlikely.get(field.code, LIKELY).priority,
        )
        for field in plan.fields
    )
    return KioskView(
        day=office.day,
        is_open=is_open,
        holiday=plan.holiday_on(now.date()),
        opens_at=None if is_open else plan.opens_next(now),
        is_morning=session.is_morning if session else now.hour < 12,
        fields=tuple(fields),
        reprints=tuple(_reprint_row(office, request) for request in office.reprints),
        hall=hall_state(office, now),
        phone=plan.slip.phone or (leader.phone if leader else ""),
    )


def _reprint_row(office: Office, request: ReprintRequest) -> ReprintRow:
    """How many were ahead is left out: it was true when the slip was printed first."""
    ticket = office.tickets[request.number]
    answer = TicketAnswer(
        number=ticket.number,
        field=ticket.field,
        priority=ticket.priority,
        ahead=None,
        issued_at=ticket.issued_at,
        day=office.day,
        track=ticket.track,
        procedure=ticket.procedure,
        is_late=ticket.track in office.late_tracks,
    )
    return ReprintRow(request.ask, request.kiosk, answer)


def _field_row(
    office: Office, field: Field, now: datetime, counters_open: int, expected: int | None
) -> FieldRow:
    plan = office.plan
    has_own_hours = field.hours is not None and not plan.always_open
    is_open = office.is_open_at(now, field)
    return FieldRow(
        code=field.code,
        waiting=office.waiting_in(field.code),
        left=left_today(office, field),
        counters_open=counters_open,
        expected_minutes=expected,
        is_open=is_open,
        opens_at=None if is_open else plan.opens_next(now, field),
        hours=plan.sessions_on(now.date(), field) if has_own_hours else (),
        counters=tuple(
            number
            for number, counter in office.counters.items()
            if field.code in counter.fields and office.has_counter(number)
        ),
    )


def counter_rows(office: Office) -> tuple[CounterRow, ...]:
    rows = []
    for counter in office.counters.values():
        if counter.ticket is None and not office.has_counter(counter.number):
            continue
        state = "closed" if not counter.is_open else "paused" if counter.is_paused else "open"
        ticket_state = office.tickets[counter.ticket].state.value if counter.ticket else None
        rows.append(CounterRow(counter.number, state, counter.fields, counter.ticket, ticket_state))
    return tuple(rows)
