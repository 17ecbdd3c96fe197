"""A waiting room at twelve calls a minute: how soon a number is said, and whether it is the large one."""

from collections import deque
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from statistics import quantiles
from zoneinfo import ZoneInfo

from bench.comparison import Comparison, Round
from bench.scale import Scale
from server.voice.sounds import Sounds, SpokenCalls, load_voice
from ticketing.office import CALLS_SHOWN_MAX, Call
from ticketing.plan import WHOLE_OFFICE, VoicePlan
from ticketing.voice.announcement import Announcement
from ticketing.voice.turns import Form, Saying, Timing, Turns

CALLS_A_MINUTE = 12
MINUTES = 60
STEP_SECONDS = 0.1
COUNTERS = 6
# The baseline's wall turns by a clock of its own, as many displays do: so long a call, less at a rush.
OWN_CLOCK_SECONDS, OWN_CLOCK_SECONDS_MIN = 8.0, 2.5
MORNING = datetime(2026, 11, 23, 8, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


async def measure_waiting_room(scale: Scale, folder: Path) -> list[Comparison]:  # noqa: ARG001 - the shape of all
    """Mornings of simulated time with the shipped voice, beside one that says call after call.

    The baseline says each number in short behind a chime of its own, and its wall turns by its own clock.
    """
    voice = _Voice()
    soon, large = [], []
    for seed in range(scale.rounds):
        moments = _presses(seed)
        ours, baseline = _ours(moments, voice), _one_by_one(moments, voice)
        soon.append(Round(_p95(ours[0]), _p95(baseline[0])))
        large.append(Round(100 * ours[1], 100 * baseline[1]))
    return [
        Comparison('press "next" -> its number is said, 12 calls a minute, p95', "s", soon),
        Comparison("seconds of speech whose number is the one that is large", "%", large),
    ]


class _Voice:
    """How long the shipped voice takes to say calls."""

    def __init__(self) -> None:
        plan = VoicePlan()
        self._sounds = Sounds(plan.readings, load_voice(plan))

    def timing(self, saying: Saying) -> Timing:
        calls = tuple(Announcement(call.number, str(call.counter), call.recall) for call in saying.calls)
        return self._sounds.timing(SpokenCalls(calls, saying.form, saying.follows))

    def seconds(self, call: Call, form: Form) -> float:
        return self.timing(Saying((call,), form)).seconds


def _presses(seed: int) -> list[float]:
    """Moments that know nothing of each other."""
    chance, at, moments = Random(seed), 0.0, []  # noqa: S311 - a morning, no secret
    while (at := at + chance.expovariate(CALLS_A_MINUTE / 60)) < 60 * MINUTES:
        moments.append(at)
    return moments


def _call(place: int, at: float) -> Call:
    called_at = MORNING + timedelta(seconds=at)
    return Call(place, f"{1001 + place}", "1", place % COUNTERS + 1, called_at)


def _ours(moments: Sequence[float], voice: _Voice) -> tuple[list[float], float]:
    """The waits of all calls, and the share of speech in which the number that is heard is large."""
    turns, calls, coming = Turns(WHOLE_OFFICE, voice.timing), tuple[Call, ...](), deque(moments)
    turns.see((), MORNING, 0.0)
    turns.speaker(0.0, is_there=True)
    begun: dict[int, float] = {}
    at, looks, agreed = 0.0, 0, 0
    while coming or turns.current:
        while coming and coming[0] <= at:
            calls = (_call(len(moments) - len(coming), coming.popleft()), *calls)[:CALLS_SHOWN_MAX]
            turns.see(calls, MORNING, at)
        if (over := turns.current) and at >= over.ends_at:
            turns.confirm(over.id, over.ends_at)
        if turn := turns.advance(at):
            heard = turn.saying.calls[sum(turn.begun_at + start <= at for start in turn.timing.starts[1:])]
            begun.setdefault(heard.call, at)
            stage = turns.stage(at)
            looks, agreed = looks + 1, agreed + (stage.is_now and stage.call == heard)
        at += STEP_SECONDS
    return [begun[place] - moment for place, moment in enumerate(moments)], agreed / looks


def _one_by_one(moments: Sequence[float], voice: _Voice) -> tuple[list[float], float]:
    """The same of a voice that says each call by itself, beside a wall that turns by its own clock."""
    free_at, said = 0.0, list[tuple[float, float]]()
    for place, moment in enumerate(moments):
        begins = max(free_at, moment)
        free_at = begins + voice.seconds(_call(place, moment), "short")
        said.append((begins, free_at))
    shown = _by_own_clock(moments)
    agreed = sum(max(0.0, min(a[1], b[1]) - max(a[0], b[0])) for a, b in zip(said, shown, strict=True))
    spoken = sum(end - begin for begin, end in said)
    return [begin - moment for (begin, _), moment in zip(said, moments, strict=True)], agreed / spoken


def _by_own_clock(moments: Sequence[float]) -> list[tuple[float, float]]:
    """When each call is large: it shares its time with those that wait, and the last one stays."""
    begins = list[float]()
    free_at = 0.0
    for place, moment in enumerate(moments):
        at = max(free_at, moment)
        begins.append(at)
        following = sum(later <= at for later in moments[place + 1 : place + 1 + CALLS_SHOWN_MAX])
        free_at = at + max(OWN_CLOCK_SECONDS_MIN, OWN_CLOCK_SECONDS / (1 + following))
    return list(zip(begins, (*begins[1:], free_at + OWN_CLOCK_SECONDS), strict=True))


def _p95(waits: Sequence[float]) -> float:
    """A wait of less than a step counts as one, as nothing can be divided by none."""
    return max(STEP_SECONDS, quantiles(waits, n=20)[-1])
