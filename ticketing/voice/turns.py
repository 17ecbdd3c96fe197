"""One list of turns in a room: which call is large, said and captioned now, and which come next."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Literal

from ticketing.office import Call, has_run_off
from ticketing.plan import REPEATS_USUAL, Zone

WAITING_MAX = 80
# So many calls that wait are said in one go, behind one chime.
JOINED_MAX = 4
# At a rush, which so many calls in so many seconds are, a call that waits alone is said in short too.
RUSH_CALLS = 4
RUSH_SECONDS = 30.0
# After a restart, calls as young as this are said, although they may have been said before.
YOUNG_CALL_SECONDS_MAX = 15.0
# So long after its turn a call is still said by a speaker that comes late or takes over.
UNHEARD_SECONDS_MAX = 60.0
# How long after its end the speaker may confirm an announcement before another says it again.
CONFIRM_SECONDS_MAX = 2.5
SAID_TIMES_MAX = 2
# Where nobody speaks, a call stands alone for so long, and shares that time with those that wait.
SHOWN_SECONDS = 8.0
SHOWN_SECONDS_MIN = 2.5
BESIDE_MAX = 3
# An announcement that begins so soon after the one before follows it, and needs no whole chime.
FOLLOWS_SECONDS_MAX = 1.0
# A speaker that loads its sounds slowly is waited for as long as it was late before.
LATE_SECONDS_MAX = 1.5

Form = Literal["whole", "again", "short"]
"""How calls are said: one with its greeting, that once more, or one or several in short."""

Hears = Callable[[str, int], bool]
"""Whether a zone says the calls for a field at a counter."""

_Key = tuple[int, datetime]


@dataclass(frozen=True, slots=True)
class Pace:
    """How long a call stands alone where nobody speaks, and how long at least when others wait."""

    seconds: float = SHOWN_SECONDS
    seconds_min: float = SHOWN_SECONDS_MIN

    def shown_seconds(self, waiting: int) -> float:
        """How long a call is shown while so many others wait for their turn: they share its time."""
        return max(self.seconds_min, self.seconds / (1 + waiting))


USUAL_PACE = Pace()


@dataclass(frozen=True, slots=True)
class Saying:
    """What is said in one go: these calls in this form. `follows`: right after another announcement."""

    calls: tuple[Call, ...]
    form: Form = "whole"
    follows: bool = False


@dataclass(frozen=True, slots=True)
class Timing:
    """When each call of a saying begins, and how long all of it takes, in seconds from its beginning."""

    starts: tuple[float, ...]
    seconds: float


TimingOf = Callable[[Saying], Timing]


@dataclass(frozen=True, slots=True)
class DueCall:
    """A call that waits for its turn.

    `turn_at` is when it was first due, `said_times` how often a speaker has begun it. `is_quiet`: it is only
    shown, never said.
    """

    call: Call
    is_quiet: bool
    turn_at: float | None = None
    said_times: int = 0


@dataclass(frozen=True, slots=True)
class Turn:
    """What has its turn: one call, or at a rush several that are said in one go.

    `time` counts how often the call is said in this turn of it; `is_aloud` where a speaker says it, which
    begins `late_seconds` after it was told to.
    """

    parts: tuple[DueCall, ...]
    saying: Saying
    timing: Timing
    begun_at: float
    is_aloud: bool
    time: int = 1
    late_seconds: float = 0.0
    is_confirmed: bool = False

    @property
    def id(self) -> str:
        """What tells this announcement from all others of the office; the same when it is said again."""
        return _id(self.saying.calls) + (f"-{self.time}" if self.time > 1 else "")

    @property
    def ends_at(self) -> float:
        return self.begun_at + self.late_seconds + self.timing.seconds

    @property
    def changes_at(self) -> tuple[float, ...]:
        """When the second of its calls has its turn, and each further one."""
        return tuple(self.begun_at + self.late_seconds + start for start in self.timing.starts[1:])

    def part_at(self, at: float) -> int:
        """Which of its calls is being said."""
        return sum(moment <= at for moment in self.changes_at)


@dataclass(frozen=True, slots=True)
class Stage:
    """What a zone's screens show: `call` is large, and is being said if `is_now`; `beside` come next.

    `following` counts all that wait behind it. `announcement` is the id of what the call was said in.
    """

    call: Call | None = None
    announcement: str = ""
    is_now: bool = False
    beside: tuple[Call, ...] = ()
    following: int = 0


class Turns:
    """The turns of one zone. `at` is in seconds of any clock that never goes back.

    A call is said by one speaker. If its confirmation does not come, because the speaker has died or left, it
    is said once more; so it is begun at most twice and never lost while somebody can speak. While nobody can,
    calls are shown one after the other, and said by the first speaker that comes in time.
    """

    def __init__(
        self,
        zone: Zone,
        timing_of: TimingOf,
        repeats: int = REPEATS_USUAL,
        hears: Hears | None = None,
        pace: Pace = USUAL_PACE,
    ) -> None:
        """`hears` says which calls are this zone's, unless it is the zone alone that does."""
        self.current: Turn | None = None
        self._zone = zone
        self._hears = hears or zone.hears
        self._timing_of = timing_of
        self._repeats = repeats
        self._pace = pace
        self._waiting: deque[DueCall] = deque()
        self._unheard: deque[DueCall] = deque(maxlen=WAITING_MAX)
        self._all: tuple[Call, ...] = ()
        self._calls: tuple[Call, ...] = ()
        self._known: frozenset[_Key] | None = None
        self._has_speaker = False
        self._came_at: deque[float] = deque(maxlen=RUSH_CALLS)
        self._ended_at = float("-inf")
        self._late_seconds = 0.0
        self._resting = Stage()

    @property
    def waiting(self) -> tuple[Call, ...]:
        """The calls that wait for their turn, in their order."""
        return tuple(entry.call for entry in self._waiting)

    def due(self, at: float) -> float | None:
        """When the stage changes next, if nothing else happens before."""
        turn = self.current
        if turn is None:
            return None
        return min((*(moment for moment in turn.changes_at if moment > at), self._over_at(turn)))

    def stage(self, at: float) -> Stage:
        """What the zone's screens show now."""
        turn = self.current
        if turn is None:
            return self._resting
        part = turn.part_at(at)
        after = (*turn.saying.calls[part + 1 :], *self.waiting)
        return Stage(turn.saying.calls[part], turn.id, True, after[:BESIDE_MAX], len(after))

    def see(self, calls: Sequence[Call], now: datetime, at: float) -> None:
        """Takes in the office's calls, the newest first; calls that were undone leave at once."""
        known, self._known = self._known, frozenset(map(_key, calls))
        self._all = tuple(calls)
        self._calls = tuple(call for call in calls if self._hears(call.field, call.counter))
        for entries in (self._waiting, self._unheard):
            for entry in tuple(entries):
                if not self._stands(entry.call):
                    entries.remove(entry)
        self._leave_undone(at)
        is_quiet = self._zone.is_quiet(now) or not self._zone.volume
        for call in reversed(self._calls):
            if _key(call) not in known if known is not None else _is_young(call, now):
                self._came_at.append(at)
                self._add(DueCall(call, is_quiet))
        if self._resting.call is None or not self._stands(self._resting.call):
            self._rest_on_newest()

    def speaker(self, at: float, *, is_there: bool) -> None:
        """Whether somebody in the zone can speak now; one that comes says what was not heard."""
        came = is_there and not self._has_speaker
        self._has_speaker = is_there
        if not came:
            return
        late = list(self._unheard)
        self._unheard.clear()
        if self.current and not self.current.is_aloud and not self.current.parts[0].is_quiet:
            self.current = None
        self._waiting.extendleft(entry for entry in reversed(late) if _is_in_time(entry, at))

    def confirm(self, announcement: str, at: float) -> None:
        """A speaker has said this announcement to its end; how late it was is expected of its next one."""
        turn = self.current
        if turn and turn.id == announcement and not turn.is_confirmed:
            late = turn.late_seconds + at - turn.ends_at
            self._late_seconds = min(max(late, 0.0), LATE_SECONDS_MAX)
            self.current = replace(turn, is_confirmed=True)

    def fail(self, announcement: str, at: float) -> None:
        """A speaker could not say this announcement: nobody has heard it, and another may say it at once."""
        if turn := self._under_way(announcement):
            self._again([replace(part, said_times=part.said_times - 1) for part in turn.parts], at)

    def lose(self, announcement: str, at: float) -> None:
        """The speaker of this announcement is gone: what it had not said to its end is said by another."""
        if turn := self._under_way(announcement):
            self._say_once_more(turn, turn.parts[turn.part_at(at) :], at)

    def advance(self, at: float) -> Turn | None:
        """Goes on to the next turn if it is time for it; the one that is under way then, or None."""
        over = self.current
        if over and at < self._over_at(over):
            return over
        if over:
            self.current = None
            self._ended_at = at if over.is_aloud else self._ended_at
            self._resting = Stage(over.saying.calls[-1], over.id)
            if over.is_aloud and not over.is_confirmed:
                self._say_once_more(over, over.parts, at)
        if self._waiting:
            self.current = self._begun(at)
        elif over and self._is_to_be_repeated(over):
            self.current = self._repeated(over, at)
        return self.current

    def _stands(self, call: Call) -> bool:
        """Whether a call was not undone."""
        return self._known is None or _key(call) in self._known or has_run_off(call, self._all)

    def _add(self, entry: DueCall) -> None:
        """A number that is called again while it waits keeps its place, and is said once, as it is now."""
        same = next((at for at, other in enumerate(self._waiting) if _is_same(other, entry)), None)
        if same is not None:
            self._waiting[same] = replace(self._waiting[same], call=entry.call)
            return
        self._waiting.append(entry)
        if len(self._waiting) > WAITING_MAX:
            self._waiting.popleft()

    def _leave_undone(self, at: float) -> None:
        """An undone call that is being said, or comes next in what is being said, ends it."""
        turn = self.current
        if turn is None:
            return
        left = turn.parts[turn.part_at(at) :]
        if all(self._stands(part.call) for part in left):
            return
        self.current = None
        unsaid = [replace(part, said_times=part.said_times - turn.is_aloud) for part in reversed(left)]
        self._waiting.extendleft(part for part in unsaid if turn.is_aloud and self._stands(part.call))

    def _rest_on_newest(self) -> None:
        waiting = {_key(call) for call in self.waiting}
        shown = next((call for call in self._calls if _key(call) not in waiting), None)
        self._resting = Stage(shown, _id((shown,))) if shown else Stage()

    def _over_at(self, turn: Turn) -> float:
        """When the next one may begin: at the end, or when a confirmation does not come any more."""
        if not turn.is_aloud:
            return turn.begun_at + self._pace.shown_seconds(len(self._waiting))
        return turn.ends_at if turn.is_confirmed else turn.ends_at + CONFIRM_SECONDS_MAX

    def _is_to_be_repeated(self, over: Turn) -> bool:
        is_said = over.is_aloud and over.is_confirmed and self._has_speaker
        return is_said and over.saying.form != "short" and over.time < self._repeats

    def _repeated(self, over: Turn, at: float) -> Turn:
        saying = Saying(over.saying.calls, "again", follows=True)
        return replace(
            over,
            saying=saying,
            timing=self._timing_of(saying),
            begun_at=at,
            time=over.time + 1,
            late_seconds=self._late_seconds,
            is_confirmed=False,
        )

    def _begun(self, at: float) -> Turn:
        is_aloud = self._has_speaker and not self._waiting[0].is_quiet
        count = self._joined_count() if is_aloud else 1
        entries = [self._waiting.popleft() for _ in range(count)]
        parts = tuple(
            replace(
                entry,
                turn_at=at if entry.turn_at is None else entry.turn_at,
                said_times=entry.said_times + is_aloud,
            )
            for entry in entries
        )
        is_short = is_aloud and (count > 1 or self._is_rush(at))
        saying = Saying(
            tuple(part.call for part in parts),
            "short" if is_short else "whole",
            follows=at - self._ended_at <= FOLLOWS_SECONDS_MAX,
        )
        if not (is_aloud or parts[0].is_quiet):
            self._unheard.append(parts[0])
        timing = self._timing_of(saying) if is_aloud else Timing((0.0,), SHOWN_SECONDS)
        return Turn(parts, saying, timing, at, is_aloud, late_seconds=self._late_seconds if is_aloud else 0.0)

    def _joined_count(self) -> int:
        together = 0
        for entry in islice(self._waiting, JOINED_MAX):
            if entry.is_quiet:
                break
            together += 1
        return together

    def _is_rush(self, at: float) -> bool:
        return len(self._came_at) == RUSH_CALLS and at - self._came_at[0] <= RUSH_SECONDS

    def _under_way(self, announcement: str) -> Turn | None:
        """The turn with this id if it is being said, which ends with this."""
        turn = self.current
        if turn is None or turn.id != announcement or not turn.is_aloud or turn.is_confirmed:
            return None
        self.current = None
        self._resting = Stage(turn.saying.calls[-1], turn.id)
        return turn

    def _say_once_more(self, turn: Turn, parts: Sequence[DueCall], at: float) -> None:
        if turn.time == 1:
            self._again([part for part in parts if part.said_times < SAID_TIMES_MAX], at)

    def _again(self, parts: Sequence[DueCall], at: float) -> None:
        in_time = [part for part in parts if _is_in_time(part, at)]
        if self._has_speaker:
            self._waiting.extendleft(reversed(in_time))
        else:
            self._unheard.extend(in_time)


def _id(calls: Sequence[Call]) -> str:
    return f"{calls[0].called_at:%Y%m%d-%H%M%S}-" + ".".join(str(call.call) for call in calls)


def _key(call: Call) -> _Key:
    """What tells a call from all others: a new day begins to count anew."""
    return call.call, call.called_at


def _is_same(waiting: DueCall, newer: DueCall) -> bool:
    return waiting.call.number == newer.call.number and waiting.is_quiet == newer.is_quiet


def _is_young(call: Call, now: datetime) -> bool:
    return (now - call.called_at).total_seconds() <= YOUNG_CALL_SECONDS_MAX


def _is_in_time(entry: DueCall, at: float) -> bool:
    return entry.turn_at is not None and at - entry.turn_at <= UNHEARD_SECONDS_MAX
