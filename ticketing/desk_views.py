"""What clerks, the guidance desk and managers are shown: the own counter, who waits, what needs a hand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as default
from datetime import date, datetime, timedelta

from ticketing.acts import Act
from ticketing.day_so_far import NOTHING_YET, DayCounts, DaySoFar, day_counts, longest_waits, mean_seconds
from ticketing.events import Reason
from ticketing.office import Counter, Notice, NoticeAnswer, Office
from ticketing.open_time import OpenStretch, stretches_of
from ticketing.plan import Name
from ticketing.plan_check import Finding, lasting_findings
from ticketing.printer_rows import PrinterRow, lacks_slip, printer_rows
from ticketing.rules.calling import next_ticket
from ticketing.rules.dossiers import NO_DOSSIERS, DossierLists, dossier_lists
from ticketing.rules.stays import MISSED
from ticketing.stay_counts import served_of, served_seconds, unstarted_of, waited_for
from ticketing.stays import StayTimes
from ticketing.tickets import PrintState, Ticket, TicketState
from ticketing.views import CounterRow, counter_rows, waiting_by_field

WAITING_SHOWN_MAX = 50
ASIDE_SHOWN_MAX = 500
UNPRINTED_SHOWN_MAX = 30

# Python 3.11 takes a tenth of a microsecond to find a member of an enumeration, for each ticket of a day.
WAITING, PARKED, NO_SHOW, SERVED = (
    TicketState.WAITING,
    TicketState.PARKED,
    TicketState.NO_SHOW,
    TicketState.SERVED,
)

OpenStretches = tuple[OpenStretch, ...] | None
"""In which stretches of the day waiting counts; None where it does at any hour."""


@dataclass(frozen=True, slots=True)
class TicketRow:
    """A ticket as a clerk sees it; it was `called_at` and `started_at` for the last time then.

    It has waited for `wait_seconds` and, if it waits, for the open time since `waiting_since`. `outcome`
    holds those of the visit's matters that are done, `procedure` the code of what the citizen chose at first.
    What was `started_by_rule` alone can still be recalled or missed.
    """

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
    parked_at: datetime | None = None
    priority_confirmed: bool = False
    outcome: str = ""
    started_by_rule: bool = False
    wait_seconds: int | None = None
    waiting_since: datetime | None = None
    procedure: str = ""


@dataclass(frozen=True, slots=True)
class OwnFigures:
    """What a counter has done today, in stays: a number that was sent on counts at each counter it was at.

    `unstarted` are those of the `served` whose service no hand began and no outcome followed. Means are whole
    seconds, None where there is nothing to count.
    """

    served: int = 0
    missed: int = 0
    mean_wait_seconds: int | None = None
    mean_service_seconds: int | None = None
    unstarted: int = 0


@dataclass(frozen=True, slots=True)
class ScreenProblem:
    """A screen, kiosk or counter that staff should look after; `trouble` is its code or its own sentence."""

    role: str
    counter: int | None
    name: str
    trouble: str


@dataclass(frozen=True, slots=True)
class DeskCounter:
    """A counter as another one sees it; so many who are `waiting` may be called from there."""

    number: int
    state: str
    fields: tuple[str, ...]
    ticket: str | None = None
    ticket_state: str | None = None
    clerk: str = ""
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class CounterView:
    """One clerk's view: the own counter, who waits for it, and whom only a hand brings back.

    `paper_low` names the kiosks whose paper will soon end, the newest first; a kiosk's name may be empty.
    Whoever knows puts in `screens` in trouble, `warnings` of what of the day has no place in the plan, and
    `server_warnings`. `next_number` is whom the rules would have called when the view was made.
    """

    day: date
    counter: int
    is_open: bool
    clerk: str
    is_paused: bool
    pause_reason: str
    fields: tuple[str, ...]
    ticket: TicketRow | None
    why: Reason | None
    undo_until: datetime | None
    waiting: tuple[TicketRow, ...]
    waiting_count: int
    parked: tuple[TicketRow, ...]
    missed: tuple[TicketRow, ...]
    unprinted: tuple[TicketRow, ...]
    served_count: int
    counters: tuple[DeskCounter, ...]
    paper_low: tuple[str, ...] = ()
    printers: tuple[PrinterRow, ...] = ()
    taken_from: str = ""
    figures: OwnFigures = OwnFigures()
    notices: tuple[Notice, ...] = ()
    answers: tuple[NoticeAnswer, ...] = ()
    undo_act: Act = ""
    undo_number: str = ""
    is_last_recall: bool = False
    dossiers: DossierLists = NO_DOSSIERS
    screens: tuple[ScreenProblem, ...] = ()
    warnings: tuple[Name, ...] = ()
    server_warnings: tuple[Name, ...] = ()
    open_stretches: OpenStretches = ()
    waiting_by_field: Mapping[str, int] = default(default_factory=dict)
    outcome_needed: bool = False
    next_number: str = ""


@dataclass(frozen=True, slots=True)
class StaffCounter:
    """A counter as the guidance desk and managers see it; `since` is when its ticket was called or begun."""

    number: int
    state: str
    clerk: str
    pause_reason: str
    fields: tuple[str, ...]
    ticket: str | None
    ticket_state: str | None
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class StaffView:
    """The whole room for the guidance desk and managers, who sit at no counter."""

    day: date
    counters: tuple[StaffCounter, ...]
    waiting: tuple[TicketRow, ...]
    waiting_by_field: Mapping[str, int]
    parked: tuple[TicketRow, ...]
    missed: tuple[TicketRow, ...]
    unprinted: tuple[TicketRow, ...]
    notices: tuple[Notice, ...]
    paper_low: tuple[str, ...]
    printers: tuple[PrinterRow, ...]
    dossiers: DossierLists
    screens: tuple[ScreenProblem, ...] = ()
    today: DaySoFar = NOTHING_YET
    warnings: tuple[Name, ...] = ()
    server_warnings: tuple[Name, ...] = ()
    open_stretches: OpenStretches = ()


@dataclass(frozen=True, slots=True)
class SharedLists:
    """What all desks' views of one state of the office have in common, gathered once."""

    parked: tuple[TicketRow, ...]
    missed: tuple[TicketRow, ...]
    unprinted: tuple[TicketRow, ...]
    printers: tuple[PrinterRow, ...]
    figures: Mapping[int | None, OwnFigures]
    dossiers: DossierLists
    counts: DayCounts
    counters: tuple[DeskCounter, ...]
    findings: tuple[Finding, ...] = ()


def shared_lists(office: Office, dossiers: DossierLists | None = None) -> SharedLists:
    """One pass over the day's tickets for what the desks' views have in common.

    `dossiers` are the lists of the state before, if they still hold; an office may have thousands.
    """
    parked: list[Ticket] = []
    missed: list[Ticket] = []
    unprinted: list[Ticket] = []
    served: list[Ticket] = []
    others: list[Ticket] = []
    at_counters: dict[int | None, list[StayTimes]] = {}
    for ticket in office.tickets.values():
        state, stay = ticket.state, ticket.stay
        if state is WAITING:
            if lacks_slip(ticket):
                unprinted.append(ticket)
        elif state is PARKED:
            parked.append(ticket)
        elif state is NO_SHOW:
            missed.append(ticket)
        else:
            (served if state is SERVED else others).append(ticket)
        if stay.ending:
            at_counters.setdefault(stay.counter, []).append(stay)
        for past in ticket.past_stays:
            at_counters.setdefault(past.counter, []).append(past)
    return SharedLists(
        _newest(parked),
        _newest(missed),
        _newest(unprinted, UNPRINTED_SHOWN_MAX),
        printer_rows(office, unprinted),
        {counter: _figures(stays) for counter, stays in at_counters.items()},
        dossiers or dossier_lists(office.dossiers.values(), office.plan, office.day),
        day_counts(len(office.tickets), parked, [*missed, *served], others),
        _desk_counters(office),
        lasting_findings(office),
    )


def _desk_counters(office: Office) -> tuple[DeskCounter, ...]:
    return tuple(
        DeskCounter(
            number=row.number,
            state=row.state,
            fields=row.fields,
            ticket=row.ticket,
            ticket_state=row.ticket_state,
            clerk=office.counter(row.number).clerk,
            waiting=sum(len(numbers) for numbers in _queues_of(office, row.number)),
        )
        for row in counter_rows(office)
    )


def is_last_recall(office: Office, counter: Counter) -> bool:
    """Whether the number at the counter has had its last recall, so that one more makes a no-show."""
    ticket = office.tickets[counter.ticket] if counter.ticket else None
    return ticket is not None and ticket.recalls >= office.plan.rules.recalls_max


def _figures(stays: list[StayTimes]) -> OwnFigures:
    served = served_of(stays)
    return OwnFigures(
        served=len(served),
        missed=len([stay for stay in stays if stay.ending == MISSED]),
        mean_wait_seconds=mean_seconds(waited_for(served)),
        mean_service_seconds=mean_seconds(served_seconds(served)),
        unstarted=len(unstarted_of(served)),
    )


def counter_view(
    office: Office, number: int, shared: SharedLists, now: datetime | None = None
) -> CounterView:
    """The view of the counter `number` at `now`; one that the office has no more is closed.

    Without a moment it does not say who is next, which the rules tell for a moment only.
    """
    counter = office.counter(number)
    waiting = _waiting_for(office, number)
    choice = next_ticket(office, counter, now) if now and counter.is_open else None
    undo = timedelta(seconds=office.plan.rules.undo_seconds_max)
    figures = shared.figures.get(number, OwnFigures())
    return CounterView(
        day=office.day,
        counter=number,
        is_open=counter.is_open,
        clerk=counter.clerk,
        is_paused=counter.is_paused,
        pause_reason=counter.pause_reason,
        fields=counter.fields,
        ticket=_row(office.tickets[counter.ticket]) if counter.ticket else None,
        why=counter.why,
        undo_until=counter.undoable.at + undo if counter.undoable else None,
        undo_act=counter.undoable.act if counter.undoable else "",
        undo_number=counter.undoable.number if counter.undoable else "",
        waiting=tuple(_row(ticket) for ticket in waiting[:WAITING_SHOWN_MAX]),
        waiting_count=len(waiting),
        parked=shared.parked,
        missed=shared.missed,
        unprinted=shared.unprinted,
        served_count=figures.served,
        counters=shared.counters,
        paper_low=office.paper_low,
        printers=shared.printers,
        taken_from=counter.taken_from,
        figures=figures,
        notices=tuple(notice for notice in office.notices if notice.concerns(number)),
        answers=tuple(answer for answer in office.notice_answers if answer.counter == number),
        is_last_recall=is_last_recall(office, counter),
        dossiers=shared.dossiers,
        open_stretches=stretches_of(office, waiting),
        waiting_by_field=waiting_by_field(office),
        outcome_needed=office.plan.rules.outcome_needed,
        next_number=choice.ticket.number if choice else "",
    )


def staff_view(office: Office, shared: SharedLists, now: datetime) -> StaffView:
    """The view of the guidance desk and of managers at the local time `now`."""
    waiting = office.with_state(TicketState.WAITING)
    return StaffView(
        day=office.day,
        counters=tuple(_staff_counter(office, row) for row in counter_rows(office)),
        waiting=tuple(_row(ticket) for ticket in waiting[:WAITING_SHOWN_MAX]),
        waiting_by_field=waiting_by_field(office),
        parked=shared.parked,
        missed=shared.missed,
        unprinted=shared.unprinted,
        notices=office.notices,
        paper_low=office.paper_low,
        printers=shared.printers,
        dossiers=shared.dossiers,
        open_stretches=stretches_of(office, waiting),
        today=DaySoFar(shared.counts, len(waiting), longest_waits(office, waiting, now)),
    )


def _staff_counter(office: Office, row: CounterRow) -> StaffCounter:
    counter = office.counter(row.number)
    ticket = office.tickets[row.ticket] if row.ticket else None
    since = None
    if ticket:
        is_served = ticket.state is TicketState.SERVING
        since = ticket.last_started_at if is_served else ticket.last_called_at
    return StaffCounter(
        number=row.number,
        state=row.state,
        clerk=counter.clerk,
        pause_reason=counter.pause_reason,
        fields=row.fields,
        ticket=row.ticket,
        ticket_state=row.ticket_state,
        since=since,
    )


def _waiting_for(office: Office, number: int) -> list[Ticket]:
    queued = (n for numbers in _queues_of(office, number) for n in numbers)
    return sorted((office.tickets[n] for n in queued), key=lambda ticket: ticket.turn)


def _queues_of(office: Office, number: int) -> Iterator[tuple[str, ...]]:
    mine = office.queues_of(office.counter(number))
    return (numbers for (queue, _), numbers in office.queues.items() if queue in mine)


def _newest(tickets: list[Ticket], shown_max: int = ASIDE_SHOWN_MAX) -> tuple[TicketRow, ...]:
    return tuple(_row(t) for t in sorted(tickets, key=lambda t: t.turn)[-shown_max:])


def _row(ticket: Ticket) -> TicketRow:
    return TicketRow(
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
        parked_at=ticket.parked_at,
        priority_confirmed=ticket.priority_confirmed,
        outcome=ticket.outcome,
        started_by_rule=ticket.started_by_rule,
        wait_seconds=ticket.wait_seconds,
        waiting_since=ticket.waiting_since,
        procedure=ticket.procedure,
    )
