"""What each screen is shown: small whole pictures of the office, folded from its state."""

from collections import Counter as Tally
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as default
from datetime import date, datetime, timedelta

from ticketing.answers import TicketAnswer
from ticketing.events import Reason
from ticketing.expectation import expected_minutes
from ticketing.office import Call, Office, ReprintWish
from ticketing.office_plan import Field, Leader, Name
from ticketing.tickets import PrintState, Ticket, TicketState, own_line

WAITING_SHOWN_MAX = 50
ASIDE_SHOWN_MAX = 30


@dataclass(frozen=True, slots=True)
class CounterSign:
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
    """

    day: date
    calls: tuple[Call, ...]
    waiting: Mapping[str, int]
    counters: tuple[CounterSign, ...]
    expected_minutes: Mapping[str, int | None] = default(default_factory=dict)
    leader: Leader | None = None
    captions: Mapping[str, Name] = default(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FieldSign:
    """A field as the kiosk offers it; `left` counts the day's remaining numbers where there is a quota."""

    code: str
    waiting: int
    left: int | None
    counters_open: int
    expected_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class ReprintSign:
    """A copy that a counter waits for from the kiosk of this name, with what stands on the slip."""

    ask: int
    kiosk: str
    ticket: TicketAnswer


@dataclass(frozen=True, slots=True)
class KioskView:
    """The kiosk's view: which fields can be had now, when it opens again if none can, copies to print."""

    day: date
    is_open: bool
    holiday: Name | None
    opens_at: datetime | None
    is_morning: bool
    fields: tuple[FieldSign, ...]
    reprints: tuple[ReprintSign, ...] = ()


@dataclass(frozen=True, slots=True)
class TicketSign:
    """A ticket as a clerk sees it; it was `called_at` and `started_at` for the last time then."""

    number: str
    field: str
    priority: str | None
    state: TicketState
    issued_at: datetime
    called_at: datetime | None
    started_at: datetime | None
    recalls: int
    counter: int | None
    reserved_for: int | None
    note: str
    print_state: PrintState
    print_reason: str
    copies: int = 0


@dataclass(frozen=True, slots=True)
class CounterView:
    """One clerk's view: the own counter, who waits for it, and whom only a hand brings back.

    `paper_low` names the kiosks that are short of paper, the newest first; a kiosk's name may be empty.
    """

    day: date
    counter: int
    is_open: bool
    clerk: str
    is_paused: bool
    pause_reason: str
    fields: tuple[str, ...]
    ticket: TicketSign | None
    why: Reason | None
    undo_until: datetime | None
    waiting: tuple[TicketSign, ...]
    waiting_count: int
    parked: tuple[TicketSign, ...]
    missed: tuple[TicketSign, ...]
    unprinted: tuple[TicketSign, ...]
    served_count: int
    counters: tuple[CounterSign, ...]
    paper_low: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asides:
    """Tickets that stand in no line, gathered once for all counters' views of one state of the office."""

    parked: tuple[TicketSign, ...]
    missed: tuple[TicketSign, ...]
    unprinted: tuple[TicketSign, ...]
    served_by: Mapping[int | None, int]


View = BoardView | KioskView | CounterView


def board_view(office: Office) -> BoardView:
    """The view of every display and of `/board`."""
    waiting = {field.code: office.waiting_in(field.code) for field in office.plan.fields}
    expected = {code: expected_minutes(office, code) for code in waiting}
    leader = office.plan.leader_on(office.day)
    return BoardView(office.day, office.calls, waiting, _counter_signs(office), expected, leader)


def kiosk_view(office: Office, now: datetime) -> KioskView:
    """The view of every kiosk at the local time `now`."""
    plan = office.plan
    session = plan.session_at(now)
    is_open = plan.always_open or session is not None
    serving = Tally(
        code for counter in office.counters.values() if counter.is_open for code in counter.fields
    )
    fields = (
        FieldSign(
            code=field.code,
            waiting=office.waiting_in(field.code),
            left=_left_today(office, field),
            counters_open=serving[field.code],
            expected_minutes=expected_minutes(office, field.code),
        )
        for field in plan.fields
    )
    return KioskView(
        day=office.day,
        is_open=is_open,
        holiday=None if now.date() in plan.extra_days else plan.holidays.get(now.date()),
        opens_at=None if is_open else plan.opens_next(now),
        is_morning=session.is_morning if session else now.hour < 12,
        fields=tuple(fields),
        reprints=tuple(_reprint_sign(office, wish) for wish in office.reprints),
    )


def _reprint_sign(office: Office, wish: ReprintWish) -> ReprintSign:
    """How many were ahead is left out: it was true when the slip was printed first."""
    ticket = office.tickets[wish.number]
    answer = TicketAnswer(
        number=ticket.number,
        field=ticket.field,
        priority=ticket.priority,
        ahead=None,
        issued_at=ticket.issued_at,
        day=office.day,
        track=ticket.track,
    )
    return ReprintSign(wish.ask, wish.kiosk, answer)


def _left_today(office: Office, field: Field) -> int | None:
    if field.daily_quota is None:
        return None
    return max(0, field.daily_quota - office.issued.get(field.code, 0))


def asides(office: Office) -> Asides:
    """One pass over the day's tickets for what the counters' views have in common."""
    groups: dict[TicketState, list[Ticket]] = {TicketState.PARKED: [], TicketState.NO_SHOW: []}
    unprinted: list[Ticket] = []
    served_by: Tally[int | None] = Tally()
    for ticket in office.tickets.values():
        if ticket.state is TicketState.SERVED:
            served_by[ticket.counter] += 1
        elif ticket.state in groups:
            groups[ticket.state].append(ticket)
        if ticket.print_state is PrintState.FAILED and ticket.state is TicketState.WAITING:
            unprinted.append(ticket)
    return Asides(
        _newest(groups[TicketState.PARKED]),
        _newest(groups[TicketState.NO_SHOW]),
        _newest(unprinted),
        served_by,
    )


def counter_view(office: Office, number: int, aside: Asides) -> CounterView:
    """The view of the counter `number`, which the office must have."""
    counter = office.counters[number]
    waiting = _waiting_for(office, number)
    undo = timedelta(seconds=office.plan.rules.undo_seconds_max)
    return CounterView(
        day=office.day,
        counter=number,
        is_open=counter.is_open,
        clerk=counter.clerk,
        is_paused=counter.is_paused,
        pause_reason=counter.pause_reason,
        fields=counter.fields,
        ticket=_sign(office.tickets[counter.ticket]) if counter.ticket else None,
        why=counter.why,
        undo_until=counter.undoable.at + undo if counter.undoable else None,
        waiting=tuple(_sign(ticket) for ticket in waiting[:WAITING_SHOWN_MAX]),
        waiting_count=len(waiting),
        parked=aside.parked,
        missed=aside.missed,
        unprinted=aside.unprinted,
        served_count=aside.served_by.get(number, 0),
        counters=_counter_signs(office),
        paper_low=office.paper_low,
    )


def _waiting_for(office: Office, number: int) -> list[Ticket]:
    mine = {*office.counters[number].fields, own_line(number)}
    numbers = (n for (line, _), line_numbers in office.lines.items() if line in mine for n in line_numbers)
    return sorted((office.tickets[n] for n in numbers), key=lambda ticket: ticket.turn)


def _newest(tickets: list[Ticket]) -> tuple[TicketSign, ...]:
    return tuple(_sign(t) for t in sorted(tickets, key=lambda t: t.turn)[-ASIDE_SHOWN_MAX:])


def _counter_signs(office: Office) -> tuple[CounterSign, ...]:
    signs = []
    for counter in office.counters.values():
        state = "closed" if not counter.is_open else "paused" if counter.is_paused else "open"
        ticket_state = office.tickets[counter.ticket].state.value if counter.ticket else None
        signs.append(CounterSign(counter.number, state, counter.fields, counter.ticket, ticket_state))
    return tuple(signs)


def _sign(ticket: Ticket) -> TicketSign:
    return TicketSign(
        number=ticket.number,
        field=ticket.field,
        priority=ticket.priority,
        state=ticket.state,
        issued_at=ticket.issued_at,
        called_at=ticket.last_called_at,
        started_at=ticket.last_started_at,
        recalls=ticket.recalls,
        counter=ticket.counter,
        reserved_for=ticket.reserved_for,
        note=ticket.note,
        print_state=ticket.print_state,
        print_reason=ticket.print_reason,
        copies=ticket.copies,
    )
