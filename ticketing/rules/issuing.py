"""How a number comes into the world, and how it ends unserved: issued, cancelled, lapsed with its day."""

from collections.abc import Container, Mapping
from datetime import datetime
from itertools import chain, count, islice

from ticketing import commands as c
from ticketing import events as e
from ticketing.events import Events
from ticketing.office import Office, freed, new_day, with_ticket
from ticketing.plan import Field
from ticketing.refusals import Refusal
from ticketing.rules.checks import (
    check_may,
    check_priority,
    check_procedure,
    known_field,
    known_ticket,
    procedure_of_field,
)
from ticketing.rules.expectation import expected_minutes
from ticketing.rules.paper import slip_asked
from ticketing.rules.stays import CANCELLED, LAPSED, left, parked_until, waited
from ticketing.rules.tables import Decisions, Folds
from ticketing.rules.undo import Done, sent_by
from ticketing.sentences import shown_day
from ticketing.stays import StayTimes
from ticketing.texts import TRACK_LENGTH_MAX, check_plain, checked_text
from ticketing.tickets import Ticket, TicketState
from ticketing.values import replace

SERIAL_DIGITS = 3
LEASED_BEYOND = range(5_000, 10_000)


def _issue(office: Office, command: c.IssueTicket | c.GiveNumber, now: datetime) -> tuple[e.TicketIssued]:
    field = known_field(office, command.field)
    check_priority(office, command.priority)
    if command.track:
        check_plain("track-malformed", command.track, TRACK_LENGTH_MAX)
    if command.track in office.late_tracks:
        raise Refusal("given-offline")
    _check_hours(office, field, now)
    if left_today(office, field) == 0:
        raise Refusal("quota-reached", quota=field.daily_quota)
    serial = next_serial(field, office.serials, office.overflows, taken=office.given)
    return (
        e.TicketIssued(
            at=now,
            number=serial_text(field, serial),
            field=field.code,
            priority=command.priority,
            place=office.ticket_count + 1,
            serial=serial,
            ahead=ahead_of(office, field.code, command.priority),
            track=command.track,
            expected_minutes=expected_minutes(office, field.code, now, command.priority),
            procedure=procedure_of_field(office.plan, command.procedure, field.code),
        ),
    )


def _give(office: Office, command: c.GiveNumber, now: datetime) -> Events:
    if command.counter is not None and command.counter not in office.counters:
        raise Refusal("unknown-counter", counter=command.counter)
    if command.procedure:
        check_procedure(office.plan, command.procedure, command.field)
    (issued,) = _issue(office, command, now)
    return (issued, slip_asked(office, issued.number, command.counter, now))


def _check_hours(office: Office, field: Field, now: datetime) -> None:
    plan = office.plan
    if office.is_open_at(now, field):
        return
    if holiday := plan.holiday_on(now.date()):
        raise Refusal("office-holiday", holiday=holiday.vi)
    opens = plan.opens_next(now, field)
    is_own = plan.session_at(now) is not None or opens != plan.opens_next(now)
    if opens is None:
        raise Refusal("field-closed-long" if is_own else "office-closed-long")
    raise Refusal("field-closed" if is_own else "office-closed", opens=f"{opens:%H:%M} {shown_day(opens)}")


def left_today(office: Office, field: Field) -> int | None:
    """How many numbers of a field are left under its quota; None without one.

    A cancelled number is free again: a wrong touch, or a ticket that its late twin has replaced.
    """
    if field.daily_quota is None:
        return None
    cancelled = sum(
        ticket.state is TicketState.CANCELLED and ticket.field == field.code
        for ticket in office.tickets.values()
    )
    return max(0, field.daily_quota - office.issued.get(field.code, 0) + cancelled)


def serial_text(field: Field, serial: int) -> str:
    """The number on the paper: the field's prefix and at least SERIAL_DIGITS digits."""
    return f"{field.prefix}{serial:0{SERIAL_DIGITS}d}"


def next_serial(
    field: Field, serials: Mapping[str, int], overflows: Mapping[str, int], taken: Container[str] = ()
) -> int:
    """The serial after the field's last one; fields with one prefix share the serials beyond their ranges.

    A serial whose number is `taken` is passed over: with the prefixes "1" and "11", both fields could come
    to "11001".
    """
    in_range = range(serials.get(field.code, field.first - 1) + 1, field.last + 1)
    beyond = max(overflows.get(field.prefix, 0), field.last, first_overflow() - 1) + 1
    candidates = chain(in_range, count(beyond))
    return next(serial for serial in candidates if serial_text(field, serial) not in taken)


def lease_serials(field: Field, count: int, taken: Container[str] = ()) -> tuple[int, ...]:
    """The `count` highest serials that are free, or fewer, in rising order.

    They come from the upper half of the field's range and then from LEASED_BEYOND, so that ordinary numbers,
    which rise from the other end, show no gap on any but the busiest day.
    """
    middle = field.first + (field.last - field.first + 1) // 2
    candidates = chain(range(field.last, middle - 1, -1), reversed(LEASED_BEYOND))
    free = (serial for serial in candidates if serial_text(field, serial) not in taken)
    return tuple(sorted(islice(free, count)))


def first_overflow() -> int:
    """The first serial that has a digit more than SERIAL_DIGITS."""
    return int(10**SERIAL_DIGITS)


def is_overflow(field: Field, serial: int) -> bool:
    """Whether this serial lies beyond the field's range."""
    return serial > field.last


def ahead_of(office: Office, field: str, priority: str | None) -> int:
    """How many of this field's waiting tickets come before one that is issued now.

    An ordinary ticket counts everybody, a priority ticket those of its own rank or a better one; the mixing
    of classes makes this an upper bound for ordinary and a lower bound for priority tickets.
    """
    if priority is None:
        return office.waiting_in(field)
    waiting = ((group, len(numbers)) for (queue, group), numbers in office.queues.items() if queue == field)
    return sum(count for group, count in waiting if _goes_before(office, group, priority))


def ahead_of_waiting(office: Office, ticket: Ticket) -> int | None:
    """How many took their numbers earlier and still wait in the same queue; None for one that does not wait.

    A priority ticket counts only those of its own rank or a better one. Priority tickets issued later are
    left out, so that the count rises before a citizen's eyes only when a kiosk comes back that was offline.
    """
    if ticket.state is not TicketState.WAITING:
        return None
    queue, _ = ticket.queue
    counted = [
        numbers
        for (name, group), numbers in office.queues.items()
        if name == queue and (ticket.priority is None or _goes_before(office, group, ticket.priority))
    ]
    return sum(office.tickets[number].turn < ticket.turn for numbers in counted for number in numbers)


def _goes_before(office: Office, group: str | None, priority: str) -> bool:
    """Whether a class is a priority class of the same rank as `priority`, or of a better one."""
    return group is not None and office.plan.rank(group) <= office.plan.rank(priority)


def _cancel(office: Office, command: c.CancelTicket, now: datetime) -> Events:
    ticket = known_ticket(office, command.number)
    check_may(ticket, e.TicketCancelled, "not-cancellable")
    return (e.TicketCancelled(now, ticket.number, checked_text(command.reason), command.counter),)


def _day_opened(office: Office, event: e.ServiceDayOpened) -> Office:
    """What is open of the dossiers outlives the day."""
    return replace(new_day(office.plan, event.day), dossiers=office.dossiers)


def _issued(office: Office, event: e.TicketIssued) -> Office:
    ticket = Ticket(
        number=event.number,
        field=event.field,
        place=event.place,
        state=TicketState.WAITING,
        issued_at=event.taken_at or event.at,
        track=event.track,
        procedure=event.procedure,
        priority=event.priority,
        waiting_since=event.taken_at or event.at,
        priority_called_before=office.priority_called.get(event.field, 0),
        stay=StayTimes(event.field),
    )
    serials, overflows, late_tracks = office.serials, office.overflows, office.late_tracks
    field = office.plan.field(event.field)
    if event.taken_at:
        late_tracks |= {event.track}
    elif field and is_overflow(field, event.serial):
        overflows = {**overflows, field.prefix: event.serial}
    else:
        serials = {**serials, event.field: event.serial}
    return replace(
        office,
        tickets=office.tickets.with_ticket(ticket),
        queues=office.queues_with(ticket),
        serials=serials,
        overflows=overflows,
        issued={**office.issued, event.field: office.issued.get(event.field, 0) + 1},
        ticket_count=event.place,
        late_tracks=late_tracks,
    )


def _cancelled(office: Office, event: e.TicketCancelled) -> Office:
    ticket = office.tickets[event.number]
    ticket = parked_until(office, waited(office, ticket, event.at), event.at)
    ticket = left(ticket, event.at, CANCELLED)
    ticket = replace(ticket, state=TicketState.CANCELLED, note=event.reason)
    if event.counter is None:
        return _ended(office, ticket)
    return sent_by(office, event.counter, ticket, Done(event.at, "cancel"))


def _lapsed(office: Office, event: e.TicketLapsed) -> Office:
    """When the service of a ticket that lapses had ended is not known, so none of it is counted."""
    before = office.tickets[event.number]
    ticket = left(before, None, LAPSED)
    lapsed = replace(ticket, state=TicketState.LAPSED, lapsed_from=before.state, last_started_at=None)
    return _ended(office, lapsed)


def _ended(office: Office, ticket: Ticket) -> Office:
    """The office with this ticket as it is at its end, in no queue and at no counter."""
    return with_ticket(freed(office, office.tickets[ticket.number]), ticket)


DECISIONS: Decisions = {c.IssueTicket: _issue, c.GiveNumber: _give, c.CancelTicket: _cancel}
FOLDS: Folds = {
    e.ServiceDayOpened: _day_opened,
    e.TicketIssued: _issued,
    e.TicketCancelled: _cancelled,
    e.TicketLapsed: _lapsed,
}
