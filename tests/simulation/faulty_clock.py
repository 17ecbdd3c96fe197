"""A computer's clock that jumps, runs slow or stands still, beside the time that it really is."""

import asyncio
from datetime import datetime, timedelta

JUMPS = (
    *(timedelta(seconds=seconds) for seconds in (-40, 40)),
    *(timedelta(minutes=minutes) for minutes in (-20, -3, 3, 20)),
    *(timedelta(hours=hours) for hours in (-7, -1, 1, 7)),
    *(timedelta(days=days) for days in (-2, -1, 1, 2, 30)),
    *(timedelta(days=365 * years) for years in (-6, 1)),
)


class FaultyClock:
    """The running loop's time as a clock tells it: `off` by so much, at `pace` seconds a second."""

    def __init__(self, start: datetime) -> None:
        self.off = timedelta()
        self._start = start
        self._pace = 1.0
        self._since = 0.0

    @property
    def is_right(self) -> bool:
        """Whether it tells the time that it is."""
        return not self.off and self._pace == 1

    def truth(self) -> datetime:
        """The time that it really is."""
        return self._start + timedelta(seconds=self.ticks())

    def now(self) -> datetime:
        """What the computer says."""
        return self.truth() + self.off + self._lag()

    def ticks(self) -> float:
        """The seconds that have gone by."""
        return asyncio.get_running_loop().time()

    def jump(self, by: timedelta) -> None:
        """Somebody or something sets it."""
        self.off += by

    def run_at(self, pace: float) -> None:
        """Let it go at another pace: 0 stands still."""
        self.off += self._lag()
        self._pace, self._since = pace, self.ticks()

    def set_right(self) -> None:
        """It is right again, and goes on evenly."""
        self.off, self._pace = timedelta(), 1.0

    def _lag(self) -> timedelta:
        return timedelta(seconds=(self._pace - 1) * (self.ticks() - self._since))
