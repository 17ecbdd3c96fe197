"""Tickets that were given out on a service day which proved wrong come on record of the right one."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, dropwhile

from server.batch import Batch
from server.journal.contract import Entry
from ticketing.apply import apply_all
from ticketing.clock_events import ClockBelieved, ClockDoubted, ClockSet, TicketsMoved
from ticketing.clock_judgement import ClockChange
from ticketing.decide import close_day, reopen_day
from ticketing.events import Event, Events, ServiceDayOpened
from ticketing.office import Office
from ticketing.rules.clock import (
    AT_COUNTERS,
    clock_set,
    moved_events,
    moves_all,
    numbers_to_move,
    still_of_day,
)


def leave_day(batch: Batch, left: Office, to: Office, happened: Sequence[Entry], change: ClockChange) -> None:
    """Put into the batch that the day is `to` and not `left`, of which this `happened`.

    What is not moved of the day that is left has lapsed; the other one goes on where it had begun.
    """
    wall = change.wall
    numbers = numbers_to_move(left, to, change)
    events = _events_to_move(happened, since_doubt=not moves_all(left, to, change))
    moved = moved_events(left, to, events, change)
    leaving: Events = (TicketsMoved(wall, numbers, to.day),)
    rest = close_day(apply_all(left, leaving), wall)
    batch.happen(left.day, wall, (*leaving, *rest))
    begun: Events = () if to.has_begun else (ServiceDayOpened(wall, to.day),)
    batch.happen(to.day, wall, (*begun, *moved))
    batch.happen(to.day, wall, reopen_day(batch.office_on(to.day), wall))
    told = clock_set(batch.office_on(to.day), wall, change.was, moves_the_day=change.was is None)
    batch.happen(to.day, wall, told)


def _events_to_move(happened: Sequence[Entry], *, since_doubt: bool) -> Events:
    """All that is of this day still, or that since the clock was first doubted and not believed again.

    Whoever was at a counter when the doubt arose is there still.
    """
    events = still_of_day(tuple(chain.from_iterable(entry.events for entry in happened)))
    if not since_doubt:
        return events
    settled = max((at for at, event in enumerate(events) if isinstance(event, _SETTLING)), default=-1)
    since = tuple(dropwhile(_is_before_doubt, events[settled + 1 :]))
    if not since:
        return ()
    before = (event for event in events[: len(events) - len(since)] if isinstance(event, AT_COUNTERS))
    return *(replace(event, at=since[0].at) for event in before), *since


_SETTLING = (ClockSet, ClockBelieved)


def _is_before_doubt(event: Event) -> bool:
    return not isinstance(event, ClockDoubted)
