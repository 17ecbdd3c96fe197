"""Whoever speaks, comes, goes or is missing: turns go on, and every call is said once if anybody can."""

from dataclasses import replace
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ticketing.voice.zone_turns import NOW, a_call, a_zone, newest_first, numbers, said
from ticketing.office import CALLS_SHOWN_MAX, Call
from ticketing.plan import WHOLE_OFFICE, Session, Zone
from ticketing.voice.turns import CONFIRM_SECONDS_MAX, SHOWN_SECONDS, SHOWN_SECONDS_MIN, UNHEARD_SECONDS_MAX


@pytest.mark.parametrize(
    "zone",
    [
        replace(WHOLE_OFFICE, quiet=(Session(time(7), time(9)),)),
        replace(WHOLE_OFFICE, volume=0),
    ],
    ids=["quiet hours", "volume 0"],
)
def test_a_quiet_zone_shows_and_does_not_say(zone: Zone) -> None:
    """In quiet hours, or at volume 0, a call has its turn on the stage, and is never said later."""
    turns = a_zone(zone)
    turns.see((a_call(1),), NOW, 0.0)
    turn = turns.advance(0.0)
    assert turn is not None
    assert not turn.is_aloud
    assert turns.stage(1.0).is_now
    turns.speaker(1.0, is_there=False)
    turns.speaker(2.0, is_there=True)
    assert turns.advance(50.0) is None


def test_where_nobody_speaks_turns_share_their_time() -> None:
    """A call alone has SHOWN_SECONDS; those behind it shorten it, down to SHOWN_SECONDS_MIN."""
    turns = a_zone(speaks=False)
    turns.see((a_call(1),), NOW, 0.0)
    turns.advance(0.0)
    assert turns.due(0.0) == SHOWN_SECONDS
    turns.see(newest_first(a_call(1), a_call(2)), NOW, 1.0)
    assert turns.due(1.0) == SHOWN_SECONDS / 2
    more = [a_call(number) for number in range(1, 12)]
    turns.see(newest_first(*more), NOW, 2.0)
    assert turns.due(2.0) == SHOWN_SECONDS_MIN
    assert numbers(turns.advance(SHOWN_SECONDS_MIN)) == ["1002"]
    assert turns.stage(SHOWN_SECONDS_MIN).beside == tuple(more[2:5])


def test_without_confirmation_it_is_said_once_more_and_no_more() -> None:
    """A speaker that hangs: the announcement is said again soon after its end, once, never lost."""
    turns = a_zone()
    turns.see((a_call(1),), NOW, 0.0)
    first = turns.advance(0.0)
    turns.see(newest_first(a_call(1), a_call(2)), NOW, 1.0)
    assert first is not None
    late = first.ends_at + CONFIRM_SECONDS_MAX
    assert turns.due(1.0) == late
    again = turns.advance(late)
    assert again is not None
    assert [(part.call.number, part.said_times) for part in again.parts] == [("1001", 2), ("1002", 1)]
    third = turns.advance(again.ends_at + CONFIRM_SECONDS_MAX)
    assert numbers(third) == ["1002"]


def test_a_repetition_that_is_not_confirmed_is_not_repeated() -> None:
    """It was said to its end before; nobody needs it a third time."""
    turns = a_zone(repeats=2)
    turns.see((a_call(1),), NOW, 0.0)
    again = turns.advance(said(turns, 0.0).ends_at)
    assert again is not None
    assert turns.advance(again.ends_at + CONFIRM_SECONDS_MAX) is None


def test_a_late_confirmation_spares_the_repetition() -> None:
    """The line was cut while the speaker went on: it confirms when it is back, and nothing is said twice."""
    turns = a_zone()
    turns.see((a_call(1),), NOW, 0.0)
    first = turns.advance(0.0)
    assert first is not None
    turns.speaker(2.0, is_there=False)
    turns.speaker(4.0, is_there=True)
    turns.confirm("another", 5.0)
    turns.confirm(first.id, first.ends_at)
    assert turns.advance(first.ends_at + CONFIRM_SECONDS_MAX) is None


def test_what_a_speaker_could_not_say_is_said_by_another_at_once() -> None:
    """A failure is heard by nobody, so that it does not count as once said."""
    turns = a_zone()
    turns.see((a_call(1),), NOW, 0.0)
    first = turns.advance(0.0)
    assert first is not None
    turns.fail(first.id, 1.0)
    again = turns.advance(1.0)
    assert again is not None
    assert (again.id, again.parts[0].said_times) == (first.id, 1)


def test_a_speaker_that_is_gone_lets_another_go_on() -> None:
    """What it had said to its end of a joined announcement is not said again."""
    turns = a_zone()
    turns.see(newest_first(a_call(1), a_call(2)), NOW, 0.0)
    first = turns.advance(0.0)
    assert first is not None
    second_begins = turns.due(0.0) or 0.0
    turns.lose(first.id, second_begins + 1)
    again = turns.advance(second_begins + 1)
    assert again is not None
    assert (numbers(again), again.parts[0].said_times) == (["1002"], 2)


def test_calls_nobody_can_say_are_shown_and_said_when_a_speaker_comes() -> None:
    """A television that is switched on late says what is still fresh, the oldest first, and no old calls."""
    turns = a_zone(speaks=False)
    turns.see(newest_first(a_call(1), a_call(2)), NOW, 0.0)
    shown = [turn for at in (0.0, UNHEARD_SECONDS_MAX) if (turn := turns.advance(at))]
    assert [(numbers(turn), turn.is_aloud) for turn in shown] == [(["1001"], False), (["1002"], False)]
    late = UNHEARD_SECONDS_MAX + 2
    turns.speaker(late, is_there=True)
    turn = said(turns, late)
    assert (numbers(turn), turn.is_aloud) == (["1002"], True)
    assert turns.advance(turn.ends_at + 100) is None


def test_the_only_speaker_dies_and_comes_back() -> None:
    """What was begun and not confirmed waits for a speaker, and is said once when it comes in time."""
    turns = a_zone()
    turns.see((a_call(1),), NOW, 0.0)
    first = turns.advance(0.0)
    assert first is not None
    turns.speaker(1.0, is_there=False)
    assert turns.advance(first.ends_at + CONFIRM_SECONDS_MAX) is None
    turns.speaker(20.0, is_there=True)
    turn = turns.advance(20.0)
    assert turn is not None
    assert (turn.id, turn.parts[0].said_times) == (first.id, 2)


happenings = st.lists(
    st.one_of(
        st.tuples(st.just("call"), st.integers(1, 5)),
        st.tuples(st.just("pass"), st.integers(1, 12)),
        st.tuples(st.just("speaker"), st.booleans()),
        st.tuples(st.just("confirm"), st.just(True)),
        st.tuples(st.just("fail"), st.just(True)),
        st.tuples(st.just("lose"), st.just(True)),
        st.tuples(st.just("undo"), st.just(True)),
    ),
    max_size=60,
)


@pytest.mark.slow
@given(happened=happenings)
def test_whatever_happens_nothing_overlaps_and_what_is_said_stands_large(
    happened: list[tuple[str, int]],
) -> None:
    """Speakers come, go, fail and fall silent: at most two tries to an end, and one call for all senses."""
    turns, at, count, calls = a_zone(repeats=2), 0.0, 0, tuple[Call, ...]()
    for kind, value in happened:
        current = turns.current
        if kind == "call":
            for _ in range(value):
                count += 1
                calls = (a_call(count), *calls)[:CALLS_SHOWN_MAX]
            turns.see(calls, NOW, at)
        elif kind == "undo":
            calls = calls[1:]
            turns.see(calls, NOW, at)
        elif kind == "pass":
            at += value
        elif kind == "speaker":
            turns.speaker(at, is_there=bool(value))
        elif current and kind == "confirm":
            turns.confirm(current.id, at)
        elif current and kind == "fail":
            turns.fail(current.id, at)
        elif current and kind == "lose":
            turns.lose(current.id, at)
        before = turns.current
        turn = turns.advance(at)
        if turn is not before and before is not None:
            assert at >= before.begun_at
            assert before.is_confirmed is False or at >= before.ends_at or not before.is_aloud
        stage = turns.stage(at)
        assert stage.is_now == (turn is not None)
        assert stage.call is None or stage.call in calls or stage.call.call < count - CALLS_SHOWN_MAX
        if turn:
            assert stage.call == turn.saying.calls[turn.part_at(at)]
            assert all(part.said_times <= 2 for part in turn.parts)


def test_a_speaker_that_is_late_is_waited_for() -> None:
    """It loads its sounds slowly: the next numbers stand large when it says them, not before."""
    turns = a_zone()
    turns.see((a_call(1),), NOW, 0.0)
    first = turns.advance(0.0)
    assert first is not None
    turns.confirm(first.id, first.ends_at + 0.5)
    turns.advance(first.ends_at + 0.5)
    turns.see(newest_first(a_call(1), a_call(2), a_call(3)), NOW, 20.0)
    joined = said(turns, 20.0)
    assert turns.due(20.0) == 20.5 + joined.timing.starts[1]
    assert turns.due(joined.ends_at - 0.1) == 20.5 + joined.timing.seconds
