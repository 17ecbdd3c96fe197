"""What a visit did at one counter with one matter, kept by its ticket while it goes on and afterwards."""

from dataclasses import dataclass
from datetime import datetime

from ticketing.values import replace


@dataclass(frozen=True)
class StayTimes:
    """A stay with one matter of `field`: the citizen waits for a counter, is called there and leaves it.

    Durations are whole seconds, None for what did not happen. Waiting and parking count the minutes in which
    the office was open, walking and service go by the clock. `ending` says what ended it, "" while it lasts.
    """

    field: str
    counter: int | None = None
    clerk: str = ""
    called_at: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    ending: str = ""
    outcome: str = ""
    recalls: int = 0
    wait_seconds: int | None = None
    walk_seconds: int | None = None
    service_seconds: int | None = None
    park_seconds: int | None = None
    started_by_rule: bool = False
    wait_is_known: bool = True
    service_is_known: bool = True

    @property
    def clock_set(self) -> bool:
        """Whether a duration is unknown, because the clock was set while the server was off."""
        return not (self.wait_is_known and self.service_is_known)

    @property
    def has_begun(self) -> bool:
        """Whether there is more to tell of it than that somebody waits for the first time."""
        return self.counter is not None or self.ending != ""

    @property
    def lasting(self) -> "StayTimes":
        """The same as one that has not ended, for a number that is parked or given up no longer."""
        return replace(self, ended_at=None, ending="", outcome="") if self.ending else self


NO_STAY = StayTimes("")
"""That of a ticket of which nothing is known yet."""


def plus(seconds: int | None, more: int | None) -> int | None:
    """The sum of two durations; None where neither has happened."""
    return more if seconds is None else seconds + (more or 0)
