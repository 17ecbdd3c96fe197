"""What the computer's clock did, in sentences."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from server.reports.story.tongue import Telling
from ticketing import clock_events
from ticketing import events as e
from ticketing.sentences import N_, shown_day


def _moment(at: datetime) -> str:
    return f"{at:%H:%M:%S} {shown_day(at)}"


def _set(telling: Telling, event: clock_events.ClockSet) -> str:
    if event.was is None:
        sentence = N_("The server's clock was set back to {now} while it was off; by how much is not known")
        return telling.words(sentence, now=_moment(event.at))
    sentence = N_("The server's clock was set from {was} to {now}")
    return telling.words(sentence, was=_moment(event.was), now=_moment(event.at))


def _doubted(telling: Telling, event: clock_events.ClockDoubted) -> str:
    sentence = N_("The server's clock jumped to {wall} and is in doubt; the day goes on")
    return telling.words(sentence, wall=_moment(event.wall))


def _believed(telling: Telling, _event: clock_events.ClockBelieved) -> str:
    return telling.words(N_("The server's clock is right again"))


def _confirmed(telling: Telling, event: clock_events.ClockConfirmed) -> str:
    sentence = N_("{place} said that the server's clock is right")
    if event.counter is None:
        return telling.words(N_("Staff said that the server's clock is right"))
    return telling.words(sentence, place=telling.place(event.counter))


def _moved(telling: Telling, event: clock_events.TicketsMoved) -> str:
    sentence = N_("This day was wrong: the numbers {numbers} are on record of {day}")
    return telling.words(sentence, numbers=", ".join(event.numbers), day=shown_day(event.day))


def _restored(telling: Telling, event: clock_events.TicketRestored) -> str:
    return telling.words(N_("Number {number} is open again, since the day was not over"), number=event.number)


CLOCK_TELLERS: dict[type[e.Event], Callable[[Telling, Any], str]] = {
    clock_events.ClockSet: _set,
    clock_events.ClockDoubted: _doubted,
    clock_events.ClockBelieved: _believed,
    clock_events.ClockConfirmed: _confirmed,
    clock_events.TicketsMoved: _moved,
    clock_events.TicketRestored: _restored,
}
"""How these events are told."""
