"""What the computer's clock did, and what that meant for a service day and its tickets."""

from dataclasses import dataclass
from datetime import date, datetime

from ticketing.events import Event


@dataclass(frozen=True, slots=True)
class ClockSet(Event):
    """The office's time, which was `was`, is now `at`; None where nobody knows how far the clock was set.

    Without `moves_the_day` what is on record of the day was told by the new time already.
    """

    was: datetime | None = None
    moves_the_day: bool = True


@dataclass(frozen=True, slots=True)
class ClockDoubted(Event):
    """The computer's clock jumped to `wall`, and the office goes on by the time gone by."""

    wall: datetime
    notice: int


@dataclass(frozen=True, slots=True)
class ClockBelieved(Event):
    """The computer's clock says again what it should by the time gone by."""


@dataclass(frozen=True, slots=True)
class ClockConfirmed(Event):
    """Staff said that the computer's clock, which the office doubts, is right."""

    counter: int | None = None


@dataclass(frozen=True, slots=True)
class TicketsMoved(Event):
    """Tickets that were given out on a day which proved wrong are on record of `day` from now on."""

    numbers: tuple[str, ...]
    day: date


@dataclass(frozen=True, slots=True)
class TicketRestored(Event):
    """A ticket that had lapsed with its day is open again, since that day was not over."""

    number: str
