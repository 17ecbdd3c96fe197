"""The office's time: the computer's clock as long as it is believed, else the time gone by since it was."""

from datetime import datetime, timedelta

from server.clock import Clock
from ticketing.clock_judgement import STEP_SECONDS, Reading


class OfficeClock:
    """A clock that never jumps by itself; whoever writes the journal lets it `follow` the computer's.

    Small steps, by which services keep a clock right, are followed at once, and never backwards.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._jump: tuple[float, float] | None = None
        self._shown: datetime
        self.follow(clock.now())

    def now(self) -> datetime:
        """The office's local time."""
        reading = self.reading()
        if not reading.has_jumped:
            self._anchor(max(reading.wall, self._shown))
        self._shown = reading.steady if reading.has_jumped else max(reading.wall, self._shown)
        return self._shown

    def ticks(self) -> float:
        """Seconds of a clock that nobody sets."""
        return self._clock.ticks()

    def reading(self) -> Reading:
        """What the computer's clock says beside the time gone by."""
        wall, ticks = self._clock.now(), self._clock.ticks()
        reading = Reading(wall, self._moment + timedelta(seconds=ticks - self._ticks))
        if not reading.has_jumped:
            self._jump = None
            return reading
        if self._jump is None or abs(self._jump[0] - reading.ahead_seconds) > STEP_SECONDS:
            self._jump = reading.ahead_seconds, ticks
        return Reading(wall, reading.steady, ticks - self._jump[1])

    def follow(self, moment: datetime) -> None:
        """It is `moment` now."""
        self._jump = None
        self._shown = moment
        self._anchor(moment)

    def _anchor(self, moment: datetime) -> None:
        self._moment, self._ticks = moment, self._clock.ticks()
