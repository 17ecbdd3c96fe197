"""A zone's turns for tests: calls, how long they take, and what stands large."""

from datetime import datetime

from tests.ticketing.plans import MONDAY_MORNING
from ticketing.office import Call
from ticketing.plan import WHOLE_OFFICE, Zone
from ticketing.voice.turns import Saying, Timing, Turn, Turns

NOW = MONDAY_MORNING
CHIME_SECONDS = 1.0
WHOLE_SECONDS = 5.0
SHORT_SECONDS = 3.0


def a_call(
    number: int, field: str = "1", counter: int = 1, called_at: datetime = NOW, recall: int = 0
) -> Call:
    return Call(number, f"{1000 + number}", field, counter, called_at, recall)


def timing_of(saying: Saying) -> Timing:
    """A chime of a second, unless it follows another; five seconds a whole phrase, three a short one."""
    lead = 0.0 if saying.follows else CHIME_SECONDS
    each = SHORT_SECONDS if saying.form == "short" else WHOLE_SECONDS
    starts = [lead + each * at if at else 0.0 for at in range(len(saying.calls))]
    return Timing(tuple(starts), lead + each * len(saying.calls))


def a_zone(zone: Zone = WHOLE_OFFICE, *, speaks: bool = True, repeats: int = 1) -> Turns:
    """A zone on a morning without calls."""
    turns = Turns(zone, timing_of, repeats)
    turns.see((), NOW, 0.0)
    turns.speaker(0.0, is_there=speaks)
    return turns


def newest_first(*calls: Call) -> tuple[Call, ...]:
    return tuple(reversed(calls))


def numbers(turn: Turn | None) -> list[str]:
    """The numbers of a turn; none of none."""
    return [call.number for call in turn.saying.calls] if turn else []


def large(turns: Turns, at: float) -> str:
    """The number that stands large."""
    call = turns.stage(at).call
    return call.number if call else ""


def said(turns: Turns, at: float) -> Turn:
    """The announcement that begins now, said and confirmed."""
    turn = turns.advance(at)
    assert turn is not None
    assert turn.begun_at == at
    turns.confirm(turn.id, turn.ends_at)
    return turn
