"""Faults of the rules that the simulation must find: who is called, what is undone, which numbers go out."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

from tests.simulation.planting import Patch, always
from ticketing import apply, decide, open_time
from ticketing import commands as c
from ticketing import events as e
from ticketing.office import Counter, Office
from ticketing.rules import calling, leases
from ticketing.tickets import TicketState


def _fold(patch: Patch, kind: type[e.Event], changed: Callable[[Office, Office, Any], Office]) -> None:
    """Let the office after an event of this kind be another one."""
    right = apply._FOLDS[kind]

    def fold(office: Office, event: Any) -> Office:
        return changed(office, right(office, event), event)

    patch.setitem(apply._FOLDS, kind, fold)


def who_is_called_stays_in_line(patch: Patch) -> None:
    """A number that is called can be called again by the next counter."""
    _fold(patch, e.TicketCalled, lambda before, after, _: replace(after, queues=before.queues))


def a_transfer_loses_its_ticket(patch: Patch) -> None:
    """Who is sent to another field stands in no line."""

    def lost(before: Office, after: Office, event: e.TicketTransferred) -> Office:
        lines = {k: tuple(n for n in line if n != event.number) for k, line in after.queues.items()}
        return replace(after, queues=lines)

    _fold(patch, e.TicketTransferred, lost)


def a_late_ticket_stands_last(patch: Patch) -> None:
    """The moment on a kiosk's paper does not count."""

    def last(before: Office, after: Office, event: e.TicketIssued) -> Office:
        if event.taken_at is None:
            return after
        lines = {
            key: (*(n for n in line if n != event.number), *(n for n in line if n == event.number))
            for key, line in after.queues.items()
        }
        return replace(after, queues=lines)

    _fold(patch, e.TicketIssued, last)


def a_counter_takes_back_anothers_act(patch: Patch) -> None:
    """Undo finds whatever was done last at the counter beside."""
    undo = decide.DECISIONS[c.Undo]

    def of_another(office: Office, command: c.Undo, now: datetime) -> e.Events:
        other = command.counter % 3 + 1
        return undo(office, c.Undo(other if office.counter(other).undoable else command.counter), now)

    patch.setitem(decide.DECISIONS, c.Undo, of_another)


def a_lease_goes_to_two_kiosks(patch: Patch) -> None:
    """Numbers that are set aside for one kiosk are given to another one, too."""
    patch.setattr(leases, "_unused", lambda office, field, _: _held_of(office, field))


def _held_of(office: Office, field: str) -> tuple[str, ...]:
    held = office.leased.items()
    return tuple(n for n, lease in held if lease.field == field and n not in office.tickets)


def leased_numbers_are_given_at_the_server(patch: Patch) -> None:
    """A number on a kiosk's paper is taken off the record by the next paper."""
    patch.setattr(leases, "_set_aside", lambda office, _: office)
    patch.setitem(apply._FOLDS, e.NumbersLeased, lambda office, _: office)


def a_late_ticket_comes_on_record_twice(patch: Patch) -> None:
    """A paper that is told of again is another ticket."""
    reconcile = decide.DECISIONS[c.ReconcileTicket]

    def anew(office: Office, command: c.ReconcileTicket, now: datetime) -> e.Events:
        known = office.tickets.get(command.number)
        if known is None:
            return reconcile(office, command, now)
        place = office.ticket_count + 1
        return (e.TicketIssued(now, known.number, known.field, None, place, 0, None, known.track),)

    patch.setitem(decide.DECISIONS, c.ReconcileTicket, anew)


def what_a_visit_had_stays_in_line(patch: Patch) -> None:
    """The number that a citizen never saw waits beside the one on the paper."""
    patch.setattr(leases, "_replaced", always(()))


def lunch_is_waited_through(patch: Patch) -> None:
    """Waits go by the clock, also while the office is closed."""
    open_stretches = open_time.open_stretches

    def through(office: Office, zone: Any) -> Any:
        day = datetime.combine(office.day, time.min, zone)
        whole_day = open_time.OpenStretch(day, day + timedelta(days=1), day + timedelta(days=1))
        return (whole_day,) if open_stretches(office, zone) else ()

    patch.setattr(open_time, "open_stretches", through)


def the_last_is_first(patch: Patch) -> None:
    """Of those alike, whoever came last is called."""
    next_ticket = calling.next_ticket

    def youngest(office: Office, counter: Counter, now: datetime) -> Any:
        choice = next_ticket(office, counter, now)
        if choice is None:
            return None
        like = choice.ticket.queue, choice.ticket.priority
        waiting = office.with_state(TicketState.WAITING)
        return replace(choice, ticket=[t for t in waiting if (t.queue, t.priority) == like][-1])

    patch.setattr(calling, "next_ticket", youngest)


def priority_is_not_counted(patch: Patch) -> None:
    """No priority number ever waits for its share."""
    next_ticket = calling.next_ticket

    def always(office: Office, counter: Counter, now: datetime) -> Any:
        policy = replace(office.plan.policy, kind="strict")
        return next_ticket(replace(office, plan=replace(office.plan, policy=policy)), counter, now)

    patch.setattr(calling, "next_ticket", always)


def numbers_begin_again(patch: Patch) -> None:
    """What a field has given out so far is forgotten at a priority number."""

    def forgotten(before: Office, after: Office, event: e.TicketIssued) -> Office:
        return replace(after, serials=before.serials, tickets=before.tickets) if event.priority else after

    _fold(patch, e.TicketIssued, forgotten)
