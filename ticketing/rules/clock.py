"""What a jump of the computer's clock does to the running day and its tickets, and what staff are told."""

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime, timedelta
from functools import partial
from operator import add
from typing import Any

from ticketing import clock_events
from ticketing import events as e
from ticketing.clock_judgement import ClockChange, takes_back, was_before_release, was_left_for
from ticketing.events import Event, Events
from ticketing.loss_events import NumbersSkipped
from ticketing.office import ClockDoubt, DayLeft, Office, freed, new_day, with_counter, with_ticket
from ticketing.rules.tables import Folds
from ticketing.tickets import Ticket, TicketBook, TicketState
from ticketing.values import replace

ENDED_BY_HAND = (TicketState.SERVED, TicketState.NO_SHOW, TicketState.CANCELLED)
_KEPT_AS_THEY_ARE = frozenset({"plan", "dossiers", "doubt", "left"})


def clock_set(office: Office, at: datetime, was: datetime | None, *, moves_the_day: bool = True) -> Events:
    """It is `at` now and no longer `was`, of which every desk is told."""
    before = f"{was:%H:%M %d/%m/%Y}" if was else "?"
    return (
        clock_events.ClockSet(at, was, moves_the_day),
        *_withdrawn(office, at),
        _told(office, at, "clock", f"{before} → {at:%H:%M %d/%m/%Y}"),
    )


def clock_doubted(office: Office, at: datetime, wall: datetime) -> Events:
    """The clock has jumped to `wall`; the office goes on, and every desk is asked whether it is right."""
    told = _told(office, at, "clock-doubt", f"{at:%H:%M %d/%m/%Y} → {wall:%H:%M %d/%m/%Y}")
    return clock_events.ClockDoubted(at, wall, told.notice), *_withdrawn(office, at), told


def clock_believed(office: Office, at: datetime) -> Events:
    """The clock is right again; every desk is told for how long it was not."""
    doubt = office.doubt
    since, until = (doubt.at, doubt.wall) if doubt else (at, at)
    text = f"{since:%H:%M %d/%m/%Y} → {until:%H:%M %d/%m/%Y} → {at:%H:%M %d/%m/%Y}"
    return clock_events.ClockBelieved(at), *_withdrawn(office, at), _told(office, at, "clock", text)


def _told(office: Office, at: datetime, kind: e.NoticeKind, text: str) -> e.NoticePosted:
    return e.NoticePosted(at, office.notice_count + 1, kind, None, text, None)


def _withdrawn(office: Office, at: datetime) -> Events:
    """What was told of the clock before holds no more."""
    old = (notice for notice in office.notices if notice.kind in ("clock", "clock-doubt"))
    return tuple(e.NoticeAnswered(at, notice.notice, None) for notice in old)


def numbers_to_move(office: Office, to: Office, change: ClockChange) -> tuple[str, ...]:
    """The tickets of a day that is left as wrong which belong to the day `to`.

    Where the clock was ahead, or takes back how it was set last, all do. Where it goes ahead, those given out
    since it was doubted do. A number that is given out on both days stays, since a person has to sort out
    whose it is; and what has ended stays where people are at the counters of the day `to`.
    """
    if moves_all(office, to, change):
        since = 0
    else:
        since = office.doubt.tickets if office.doubt else office.ticket_count
    staying = ENDED_BY_HAND if _is_at_work(to) else ()
    moved = (t for t in office.tickets.values() if t.place > since and t.state not in staying)
    return tuple(t.number for t in sorted(moved, key=_place) if t.number not in to.tickets)


def moves_all(office: Office, to: Office, change: ClockChange) -> bool:
    """Whether nothing that happened on the day that is left belongs to it."""
    if to.day < office.day or was_before_release(office.day, to.day):
        return True
    if was_left_for(to.left, office.day, change.by):
        return True
    return change.by is not None and takes_back(office, change.by)


def _is_at_work(office: Office) -> bool:
    """Whether somebody is at a counter, whom no event of another day may take from there."""
    return any(counter.ticket for counter in office.counters.values())


def _place(ticket: Ticket) -> int:
    return ticket.place


def moved_events(office: Office, to: Office, happened: Events, change: ClockChange) -> Events:
    """What happened to these tickets and at the counters, as events of the day `to`.

    Where nobody knows how far the clock is set, what happened last has just happened, and all of it after
    what is on record of `to`. Notices, papers that are asked for and dossiers, which outlive the day, are not
    told again.
    """
    numbers = frozenset(numbers_to_move(office, to, change))
    told = [_of_these(event, numbers) for event in _as_told_last(happened) if _is_moved(event, numbers, to)]
    latest = max((event.at for event in told), default=change.wall)
    by = change.wall - latest if change.by is None else change.by
    earliest = None if change.was else max((ticket.issued_at for ticket in to.tickets.values()), default=None)

    def moved(moment: datetime) -> datetime:
        return max(moment + by, earliest) if earliest else moment + by

    return tuple(_of_day(_with_moments(event, moved), to) for event in told)


def _as_told_last(happened: Events) -> Events:
    """The events at their moments as the clock tells them that was set last on their day."""
    told: list[Event] = []
    for event in happened:
        if isinstance(event, clock_events.ClockSet) and event.moves_the_day:
            was = event.was or max((each.at for each in told), default=event.at)
            by = event.at - was if event.was else min(event.at - was, timedelta())
            told = [_with_moments(each, partial(add, by)) for each in told]
        told.append(event)
    return tuple(told)


AT_COUNTERS = (e.CounterOpened, e.CounterClosed, e.CounterPaused, e.CounterResumed, e.FieldsAssigned)
_SET_ASIDE = (e.NumbersLeased, NumbersSkipped)
_OF_COUNTERS = (*AT_COUNTERS, *_SET_ASIDE)
_NOT_TOLD_AGAIN = (e.ReprintAsked, *e.DOSSIER_EVENTS)


_OF_NO_COUNTER = (e.TicketIssued, e.PrintReported, e.PriorityConfirmed, *_SET_ASIDE)


def _is_moved(event: Event, numbers: frozenset[str], to: Office) -> bool:
    if isinstance(event, _NOT_TOLD_AGAIN) or (_is_at_work(to) and not isinstance(event, _OF_NO_COUNTER)):
        return False
    if isinstance(event, _OF_COUNTERS):
        return True
    return not numbers.isdisjoint(_numbers_of(event))


def _numbers_of(event: Event) -> tuple[str, ...]:
    """The tickets that something happened to."""
    number = getattr(event, "number", None)
    return event.numbers if isinstance(event, e.ActUndone) else (number,) if number else ()


def _of_these(event: Event, numbers: frozenset[str]) -> Event:
    """What happened to these tickets of it: a call that is taken back may have ended another's."""
    if not isinstance(event, e.ActUndone):
        return event
    return dataclasses.replace(event, numbers=tuple(each for each in event.numbers if each in numbers))


def still_of_day(happened: Events) -> Events:
    """What happened on a day without what has left it: one that has lost all its tickets has not begun."""
    kept: list[Event] = []
    for event in happened:
        if isinstance(event, clock_events.TicketsMoved):
            kept = _without(kept, event.numbers)
        else:
            kept.append(event)
    return tuple(kept)


def _without(happened: list[Event], gone: tuple[str, ...]) -> list[Event]:
    given = {event.number for event in happened if isinstance(event, e.TicketIssued)}
    here = frozenset(given.difference(gone))
    if not here:
        return [event for event in happened if isinstance(event, (*_SET_ASIDE, clock_events.ClockSet))]
    stay = (each for each in happened if not _numbers_of(each) or not here.isdisjoint(_numbers_of(each)))
    return [_of_these(event, here) for event in stay]


def _with_moments(event: Event, told: Callable[[datetime], datetime]) -> Event:
    """The event with each of its moments as it is told now."""
    values = {field.name: getattr(event, field.name) for field in fields(event)}
    changed = {name: told(value) for name, value in values.items() if isinstance(value, datetime)}
    return dataclasses.replace(event, **changed)


def _of_day(event: Event, to: Office) -> Event:
    """The event after those that the day `to` has already."""
    if isinstance(event, e.TicketIssued):
        return dataclasses.replace(event, place=event.place + to.ticket_count)
    if isinstance(event, e.TicketCalled | e.TicketRecalled):
        return dataclasses.replace(event, call=event.call + to.call_count)
    return event


def _set(office: Office, event: clock_events.ClockSet) -> Office:
    """Every moment of the day as the new time tells it, so that what is between two of them stays true."""
    by = event.at - event.was if event.was else None
    office = replace(office, doubt=None, clock_set_by=by)
    if by is None:
        return _set_by_nobody_knows(office, event.at)
    return _of_day_later(office, by) if event.moves_the_day else office


def _set_by_nobody_knows(office: Office, at: datetime) -> Office:
    """As if what happened last had happened just now; whether it is too late to undo nobody knows."""
    for ticket in office.tickets.values():
        office = with_ticket(office, _with_unknown_durations(ticket))
    for counter in office.counters.values():
        office = with_counter(office, replace(counter, undoable=None))
    latest = max(_moments_of(office), default=at)
    return _of_day_later(office, min(at - latest, timedelta()))


def _with_unknown_durations(ticket: Ticket) -> Ticket:
    """What is running has run for nobody knows how long, in this visit as in its stay."""
    waits, is_served = ticket.waiting_since is not None, ticket.last_started_at is not None
    stay = replace(
        ticket.stay,
        wait_is_known=ticket.stay.wait_is_known and not waits,
        service_is_known=ticket.stay.service_is_known and not is_served,
    )
    return replace(
        ticket,
        stay=stay,
        wait_is_known=ticket.wait_is_known and not waits,
        service_is_known=ticket.service_is_known and not is_served,
    )


def _of_day_later(office: Office, by: timedelta) -> Office:
    """The office with every moment of the running day later by so much."""
    return replace(office, **{name: _later(getattr(office, name), by) for name in _names_of(office)})


def _moments_of(value: Any) -> Iterator[datetime]:
    """Every moment in a value of the running day."""
    if isinstance(value, datetime):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _moments_of(each)
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _moments_of(each)
    elif is_dataclass(value) and not isinstance(value, type):
        for name in _names_of(value):
            yield from _moments_of(getattr(value, name))


def _names_of(value: Any) -> tuple[str, ...]:
    """The fields of a value that are of the running day; plans and dossiers are of other days too."""
    return tuple(field.name for field in fields(value) if field.name not in _KEPT_AS_THEY_ARE)


def _later(value: Any, by: timedelta) -> Any:
    """The value with every moment in it later by so much."""
    if isinstance(value, datetime):
        return value + by
    if isinstance(value, tuple):
        return tuple(_later(each, by) for each in value)
    if isinstance(value, TicketBook):
        return value.with_tickets(_later(ticket, by) for ticket in value.values())
    if isinstance(value, Mapping):
        return {key: _later(each, by) for key, each in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        changed = {field.name: _later(getattr(value, field.name), by) for field in fields(value)}
        return type(value)(**changed)
    return value


def _doubted(office: Office, event: clock_events.ClockDoubted) -> Office:
    given = office.doubt.tickets if office.doubt else office.ticket_count
    return replace(office, doubt=ClockDoubt(event.at, event.wall, given, event.notice))


def _believed(office: Office, _event: clock_events.ClockBelieved) -> Office:
    return replace(office, doubt=None)


def _confirmed(office: Office, _event: clock_events.ClockConfirmed) -> Office:
    return replace(office, doubt=office.doubt and replace(office.doubt, is_confirmed=True))


def _moved(office: Office, event: clock_events.TicketsMoved) -> Office:
    """A day that has lost all its tickets has not begun; its leases stay with their kiosks."""
    days = office.day - event.day
    left = DayLeft(event.day, max(_moments_of(office), default=event.at + days) - event.at)
    if len(event.numbers) == len(office.tickets):
        fresh = new_day(office.plan, office.day)
        return replace(fresh, leased=office.leased, dossiers=office.dossiers, left=left)
    for number in event.numbers:
        office = freed(office, office.tickets[number])
    tickets = office.tickets
    return replace(office, tickets=tickets.without(event.numbers), doubt=None, left=left)


def _restored(office: Office, event: clock_events.TicketRestored) -> Office:
    """Whoever was at a counter waits again, at the old place."""
    lapsed = office.tickets[event.number]
    state = restored_state(lapsed)
    ticket = replace(lapsed, state=state, lapsed_from=None, counter=None, clerk="", stay=lapsed.stay.lasting)
    if state is TicketState.PARKED:
        return with_ticket(office, ticket)
    ticket = replace(ticket, waiting_since=ticket.waiting_since or event.at)
    return replace(with_ticket(office, ticket), queues=office.queues_with(ticket))


def restored_state(ticket: Ticket) -> TicketState:
    """What a ticket that has lapsed is when its day goes on."""
    return TicketState.PARKED if ticket.lapsed_from is TicketState.PARKED else TicketState.WAITING


FOLDS: Folds = {
    clock_events.ClockSet: _set,
    clock_events.ClockDoubted: _doubted,
    clock_events.ClockBelieved: _believed,
    clock_events.ClockConfirmed: _confirmed,
    clock_events.TicketsMoved: _moved,
    clock_events.TicketRestored: _restored,
}
