"""One voice in a room: the calls that a zone has still to say, one at a time, the oldest first."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from ticketing.office import Call, has_run_off
from ticketing.plan import REPEATS_USUAL, Zone

WAITING_MAX = 80
# Rush: with so many calls waiting behind it, an announcement is said once instead of `repeats` times.
RUSH_WAITING_MIN = 2
# After a restart, calls as young as this are said, although they may have been said before.
YOUNG_CALL_SECONDS_MAX = 15.0
# So long after its turn a call is still said by a speaker that comes late or takes over.
UNHEARD_SECONDS_MAX = 60.0
# How long after its end the speaker may confirm an announcement before another says it again.
CONFIRM_SECONDS_MAX = 3.0
SAID_TIMES_MAX = 2

SecondsOf = Callable[[Call, int], float]
"""How long a call takes that is said so many times over."""

Hears = Callable[[str, int], bool]
"""Whether a zone says the calls for a field at a counter."""

_Key = tuple[int, datetime]


@dataclass(frozen=True, slots=True)
class Turn:
    """A call whose turn it is, or will be.

    `turn_at` is when it was first due, `said_times` how often a speaker has begun it, `seconds` how long it
    takes. `is_quiet`: it is only shown, never said.
    """

    call: Call
    is_quiet: bool
    turn_at: float | None = None
    said_times: int = 0
    repeats: int = 1
    begun_at: float = 0.0
    seconds: float = 0.0
    is_aloud: bool = False
    is_confirmed: bool = False

    @property
    def id(self) -> str:
        """What tells this announcement from all others of the office; the same when it is said again."""
        return f"{self.call.called_at:%Y%m%d-%H%M%S}-{self.call.call}"

    @property
    def ends_at(self) -> float:
        return self.begun_at + self.seconds

    @property
    def over_at(self) -> float:
        """When the next one may begin: at the end, or when a confirmation does not come any more."""
        if self.is_aloud and not self.is_confirmed:
            return self.ends_at + CONFIRM_SECONDS_MAX
        return self.ends_at


class Announcing:
    """The announcements of one zone. `at` is in seconds of any clock that never goes back.

    A call is said by one speaker. If its confirmation does not come, because the speaker has died or left, it
    is said once more; so it is heard at most twice and never lost while somebody can speak. While nobody can,
    calls are shown one after the other, and said by the first speaker that comes in time.
    """

    def __init__(
        self, zone: Zone, seconds_of: SecondsOf, repeats: int = REPEATS_USUAL, hears: Hears | None = None
    ) -> None:
        """`hears` says which calls are this zone's, unless it is the zone alone that does."""
        self.current: Turn | None = None
        self._zone = zone
        self._hears = hears or zone.hears
        self._seconds_of = seconds_of
        self._repeats = repeats
        self._waiting: deque[Turn] = deque()
        self._unheard: deque[Turn] = deque(maxlen=WAITING_MAX)
        self._known: frozenset[_Key] | None = None
        self._has_speaker = False

    @property
    def waiting(self) -> tuple[Call, ...]:
        """The calls that wait for their turn, in their order."""
        return tuple(turn.call for turn in self._waiting)

    @property
    def due(self) -> float | None:
        """When `advance` has to be called next, if nothing else happens before."""
        return self.current.over_at if self.current else None

    def see(self, calls: Sequence[Call], now: datetime) -> None:
        """Takes in the office's calls, the newest first; calls that were undone are not said any more."""
        known, self._known = self._known, frozenset(map(_key, calls))
        for turns in (self._waiting, self._unheard):
            gone = [turn for turn in turns if _key(turn.call) not in self._known]
            for turn in gone:
                if not has_run_off(turn.call, calls):
                    turns.remove(turn)
        is_quiet = self._zone.is_quiet(now)
        for call in reversed(calls):
            is_new = _key(call) not in known if known is not None else _is_young(call, now)
            if is_new and self._hears(call.field, call.counter):
                self._waiting.append(Turn(call, is_quiet or not self._zone.volume))
        while len(self._waiting) > WAITING_MAX:
            self._waiting.popleft()

    def speaker(self, at: float, *, is_there: bool) -> None:
        """Whether somebody in the zone can speak now; one that comes says what was not heard."""
        came = is_there and not self._has_speaker
        self._has_speaker = is_there
        if not came:
            return
        late = list(self._unheard)
        self._unheard.clear()
        if self.current and not self.current.is_aloud and not self.current.is_quiet:
            self.current = None
        self._waiting.extendleft(turn for turn in reversed(late) if _is_in_time(turn, at))

    def confirm(self, announcement: str) -> None:
        """A speaker has said this announcement to its end."""
        if self.current and self.current.id == announcement:
            self.current = replace(self.current, is_confirmed=True)

    def fail(self, announcement: str, at: float) -> None:
        """A speaker could not say this announcement: nobody has heard it, and another may say it at once."""
        if self.current and self.current.id == announcement and self.current.is_aloud:
            failed, self.current = self.current, None
            self._again(replace(failed, said_times=failed.said_times - 1), at)

    def advance(self, at: float) -> Turn | None:
        """The announcement that begins now, if it is time for one."""
        if self.current and at < self.current.over_at:
            return None
        over, self.current = self.current, None
        if over and over.is_aloud and not over.is_confirmed and over.said_times < SAID_TIMES_MAX:
            self._again(over, at)
        if not self._waiting:
            return None
        self.current = self._begun(self._waiting.popleft(), at)
        if not (self.current.is_aloud or self.current.is_quiet):
            self._unheard.append(self.current)
        return self.current

    def _begun(self, turn: Turn, at: float) -> Turn:
        repeats = 1 if len(self._waiting) >= RUSH_WAITING_MIN else self._repeats
        is_aloud = self._has_speaker and not turn.is_quiet
        return replace(
            turn,
            turn_at=at if turn.turn_at is None else turn.turn_at,
            said_times=turn.said_times + is_aloud,
            repeats=repeats,
            begun_at=at,
            seconds=self._seconds_of(turn.call, repeats),
            is_aloud=is_aloud,
            is_confirmed=False,
        )

    def _again(self, turn: Turn, at: float) -> None:
        if not _is_in_time(turn, at):
            return
        if self._has_speaker:
            self._waiting.appendleft(turn)
        else:
            self._unheard.append(turn)


def _key(call: Call) -> _Key:
    """What tells a call from all others: a new day begins to count anew."""
    return call.call, call.called_at


def _is_young(call: Call, now: datetime) -> bool:
    return (now - call.called_at).total_seconds() <= YOUNG_CALL_SECONDS_MAX


def _is_in_time(turn: Turn, at: float) -> bool:
    return turn.turn_at is not None and at - turn.turn_at <= UNHEARD_SECONDS_MAX
