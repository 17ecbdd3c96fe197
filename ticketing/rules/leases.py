"""Numbers that a kiosk holds so that it can go on without its server, and late tickets coming on record."""

from datetime import date, datetime, time

from ticketing import commands as c
from ticketing import events as e
from ticketing.events import Events
from ticketing.loss_events import LossAccepted, NumbersSkipped
from ticketing.office import Lease, Office
from ticketing.plan import END_OF_DAY, Field, Session
from ticketing.refusals import Refusal
from ticketing.rules.checks import check_priority, known_field, procedure_of_field
from ticketing.rules.issuing import lease_serials, left_today, serial_text
from ticketing.rules.tables import Decisions, Folds
from ticketing.texts import KIOSK_LENGTH_MAX, TRACK_LENGTH_MAX, check_plain
from ticketing.tickets import FINAL, Ticket, TicketState, may
from ticketing.values import replace

LEASE_NUMBERS = 20
NO_KIOSK = ""  # holds a number of which nobody knows any more to whom it was given

# A late ticket that is refused by one of these names will never be taken; its paper needs a person.
REFUSED_FOR_GOOD = frozenset(
    {
        "kiosk-malformed",
        "moment-malformed",
        "number-not-leased",
        "number-taken",
        "service-day-over",
        "track-malformed",
        "unknown-field",
        "unknown-priority",
    }
)


def _lease(office: Office, command: c.LeaseNumbers, now: datetime) -> Events:
    """A new block of numbers, or the one that this kiosk has and has not used; raises Refusal.

    As long as half of a block is unused the kiosk is given the same one again, so that neither an answer that
    was lost nor a kiosk that was started anew wastes any. A number counts against the quota once it is on
    record as a ticket.
    """
    field = known_field(office, command.field)
    check_plain("kiosk-malformed", command.kiosk, KIOSK_LENGTH_MAX)
    hours = _hours_on(office, field, now.date())
    unused = _unused(office, field.code, command.kiosk)
    if wants_more(len(unused)):
        left = left_today(office, field)
        count = LEASE_NUMBERS if left is None else min(LEASE_NUMBERS, left)
        unused = tuple(serial_text(field, serial) for serial in lease_serials(field, count, office.given))
    if not unused or not hours:
        raise Refusal("nothing-to-lease", field=field.code)
    return (e.NumbersLeased(now, field.code, command.kiosk, unused, hours),)


def wants_more(numbers_left: int) -> bool:
    """Whether a kiosk that has so many numbers of a field left should ask for a block."""
    return numbers_left * 2 < LEASE_NUMBERS


def late_day(command: c.Command, now: datetime) -> date | None:
    """The service day on the paper of a late ticket; None for any other command.

    A day to come can only be a wrong clock's, and the ticket is today's.
    """
    if not isinstance(command, c.ReconcileTicket) or command.issued_at.tzinfo is None:
        return None
    return min(command.issued_at.astimezone(now.tzinfo).date(), now.date())


def _reconcile(office: Office, command: c.ReconcileTicket, now: datetime) -> Events:
    """A late ticket on the record of its own day, whose state `office` is; raises Refusal.

    It keeps the moment on its paper, but for one before its lease or after `now`, which only a wrong clock
    can tell of. A ticket that the server had issued for the same visit gives way to it. On an earlier day it
    has lapsed. One that is on record already changes nothing.
    """
    if command.issued_at.tzinfo is None:
        raise Refusal("moment-malformed")
    if late_day(command, now) != office.day:
        raise Refusal("service-day-over", day=office.day.isoformat())
    _check_names(office, command)
    given = office.tickets.get(command.number)
    if given and given.track == command.track:
        return ()
    held = office.leased.get(command.number)
    if held is None or held.kiosk not in (command.kiosk, NO_KIOSK) or held.field != command.field:
        raise Refusal("number-not-leased", number=command.number)
    if given:
        raise Refusal("number-taken", number=command.number)
    issued = _late(office, command, now, held)
    lapsed = (e.TicketLapsed(now, command.number),) if office.day != now.date() else ()
    return (*_replaced(office, command, now), issued, *lapsed)


def _late(office: Office, command: c.ReconcileTicket, now: datetime, held: Lease) -> e.TicketIssued:
    taken_at = command.issued_at.astimezone(now.tzinfo)
    if office.day == now.date():
        taken_at = _by_todays_clock(office, taken_at, now)
    return e.TicketIssued(
        at=now,
        number=command.number,
        field=command.field,
        priority=command.priority,
        place=office.ticket_count + 1,
        serial=0,
        ahead=None,
        track=command.track,
        taken_at=max(taken_at, held.leased_at),
        procedure=procedure_of_field(office.plan, command.procedure, command.field),
    )


def _by_todays_clock(office: Office, taken_at: datetime, now: datetime) -> datetime:
    """A moment to come was told by the clock as it was before it was set, from which the kiosk had it."""
    if taken_at > now and office.clock_set_by:
        taken_at += office.clock_set_by
    return min(taken_at, now)


def _replaced(office: Office, command: c.ReconcileTicket, now: datetime) -> Events:
    """The end of the ticket that the server issued for this visit, whose number its citizen never saw.

    One that a counter is serving is left to its clerk, who has somebody there, until it leaves the counter.
    """
    unseen: Ticket | None = office.tracked(command.track)
    if unseen is None or not may(unseen.state, e.TicketCancelled):
        return ()
    return (e.TicketCancelled(now, unseen.number, f"→ {command.number}"),)


def without_twins(office: Office, events: Events) -> Events:
    """The events, after each of which a visit has no more than one number that lives.

    What the server had issued for a visit and a clerk had begun gives way to the number on the paper once it
    leaves the counter alive; that one then waits where the other one was sent.
    """
    happened: list[e.Event] = []
    for event in events:
        happened.append(event)
        if isinstance(event, e.TicketParked | e.TicketMissed | e.TicketTransferred):
            happened += _given_way(office, event)
    return tuple(happened)


def _given_way(
    office: Office, event: e.TicketParked | e.TicketMissed | e.TicketTransferred
) -> tuple[e.Event, ...]:
    ticket = office.tickets[event.number]
    paper = office.tracked(ticket.track) if ticket.track in office.late_tracks else None
    if paper is None or paper.number == ticket.number or paper.state in FINAL:
        return ()
    gone = e.TicketCancelled(event.at, ticket.number, f"→ {paper.number}")
    if paper.state is not TicketState.WAITING or not isinstance(event, e.TicketTransferred):
        return (gone,)
    if (paper.field, paper.reserved_for) == (event.field, event.to_counter):
        return (gone,)
    moved = e.TicketTransferred(
        event.at, paper.number, event.field, event.to_counter, event.from_counter, event.note
    )
    return (gone, moved)


def _check_names(office: Office, command: c.ReconcileTicket) -> None:
    check_plain("track-malformed", command.track, TRACK_LENGTH_MAX)
    held = office.leased.get(command.number)
    if (
        held is None or held.field != command.field
    ):  # its paper is good, though the plan may have lost the field
        known_field(office, command.field)
    check_priority(office, command.priority)


def _hours_on(office: Office, field: Field, day: date) -> tuple[Session, ...]:
    if office.plan.always_open:
        return (Session(time.min, END_OF_DAY),)
    return office.plan.sessions_on(day, field)


def _unused(office: Office, field: str, kiosk: str) -> tuple[str, ...]:
    return tuple(
        number
        for number, held in office.leased.items()
        if (held.field, held.kiosk) == (field, kiosk) and number not in office.tickets
    )


def _set_aside(office: Office, event: e.NumbersLeased) -> Office:
    """The office that has set these numbers aside."""
    held = Lease(event.field, event.kiosk, event.at)
    new = {number: held for number in event.numbers if number not in office.leased}
    return replace(office, leased={**office.leased, **new})


DECISIONS: Decisions = {c.LeaseNumbers: _lease, c.ReconcileTicket: _reconcile}


def _skipped(office: Office, event: NumbersSkipped) -> Office:
    """The office in which these numbers are held for whoever comes with one of them."""
    held = Lease(event.field, NO_KIOSK, datetime.combine(office.day, time.min, event.at.tzinfo))
    new = {number: held for number in event.numbers if number not in office.leased}
    return replace(office, leased={**office.leased, **new})


def _accepted(office: Office, _event: LossAccepted) -> Office:
    return office


FOLDS: Folds = {
    e.NumbersLeased: _set_aside,
    NumbersSkipped: _skipped,
    LossAccepted: _accepted,
}
