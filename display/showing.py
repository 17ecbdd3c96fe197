"""Which call stands large on the wall, and for how long: none is skipped and none is shown twice."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ticketing.office import Call, has_run_off

CALL_SHOWN_SECONDS_MIN = 8.0
CALL_SHOWN_SECONDS_AT_RUSH = 2.5
MISSED_CALL_SECONDS_MAX = 60.0
WAITING_MAX = 80
FLASH_SECONDS = 4.0
FLASH_PERIOD_SECONDS = 1.0

_Key = tuple[int, datetime]


@dataclass(frozen=True, slots=True)
class Pace:
    """How long a call stands alone on the wall: `seconds_min`, and `seconds_at_rush` when many follow."""

    seconds_min: float = CALL_SHOWN_SECONDS_MIN
    seconds_at_rush: float = CALL_SHOWN_SECONDS_AT_RUSH

    def shown_seconds(self, following: int) -> float:
        """How long a call is shown while so many others wait for their turn: they share its time."""
        return max(self.seconds_at_rush, self.seconds_min / (1 + following))


class Showing:
    """The calls of one waiting room, shown one after the other, the oldest first.

    `at` is in seconds of any clock that never goes back. A call that was undone is shown no longer; one that
    has only made room for newer ones among the office's CALLS_SHOWN_MAX still is. At most WAITING_MAX wait;
    at that the oldest is dropped.
    """

    def __init__(self, pace: Pace | None = None) -> None:
        self.current: Call | None = None
        self._pace = pace or Pace()
        self._queue: deque[Call] = deque()
        self._known: frozenset[_Key] | None = None
        self._since = 0.0
        self._is_new = False
        self._away_since: float | None = None

    @property
    def following(self) -> tuple[Call, ...]:
        """The calls that wait to be shown, in their order."""
        return tuple(self._queue)

    def lose_connection(self, at: float) -> None:
        """The connection is lost: what is called until the next look may come late."""
        if self._away_since is None:
            self._away_since = at

    def regain_connection(self) -> None:
        """The connection is there, and what is called comes at once."""
        self._away_since = None

    def see(self, calls: Sequence[Call], at: float, now: datetime) -> None:
        """Takes in the office's calls, the newest first; `now` tells how old those are that were missed.

        At the first look nothing counts as new: the newest call is shown as one that has been there.
        """
        known, self._known = self._known, frozenset(map(_key, calls))
        fresh = [call for call in reversed(calls) if known is not None and _key(call) not in known]
        timely = [call for call in fresh if not self._is_missed(call, at, now)]
        self.regain_connection()
        standing = (call for call in (*self._queue, *timely) if self._stands(call, calls))
        self._queue = deque(standing, WAITING_MAX)
        if self.current is not None and not self._stands(self.current, calls):
            self.current = None
        self.advance(at)
        # The newest call stands on the wall where nothing newer is to come: at the start, after calls that
        # were missed, and after an undone one.
        if calls and not self._queue and (self.current is None or len(timely) < len(fresh)):
            self._show(calls[0], at, is_new=self._is_new and calls[0] == self.current)

    def advance(self, at: float) -> None:
        """Shows the next call if it is its turn."""
        while self._queue:
            ends = self._since + self._pace.shown_seconds(len(self._queue))
            if self.current is not None and self._is_new and at < ends:
                return
            self._show(self._queue.popleft(), at, is_new=True)

    def is_flashing(self, at: float) -> bool:
        """Whether the call has just come and is in the lit half of a flash."""
        seconds = at - self._since
        if self.current is None or not self._is_new or not 0 <= seconds < FLASH_SECONDS:
            return False
        return seconds % FLASH_PERIOD_SECONDS < FLASH_PERIOD_SECONDS / 2

    def _stands(self, call: Call, calls: Sequence[Call]) -> bool:
        """Whether a call was not undone."""
        return _key(call) in (self._known or ()) or has_run_off(call, calls)

    def _is_missed(self, call: Call, at: float, now: datetime) -> bool:
        """Whether the call came while the connection was lost, too long ago to send anybody anywhere."""
        if self._away_since is None:
            return False
        age_seconds = min(at - self._away_since, (now - call.called_at).total_seconds())
        return age_seconds > MISSED_CALL_SECONDS_MAX

    def _show(self, call: Call, at: float, *, is_new: bool) -> None:
        self.current, self._since, self._is_new = call, at, is_new


def _key(call: Call) -> _Key:
    """What tells a call from all others: a new day, or another office's file, begins to count anew."""
    return call.call, call.called_at
