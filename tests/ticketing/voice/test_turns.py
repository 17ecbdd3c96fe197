"""One voice in a room: announcements never overlap, keep their order, and each is said exactly once."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ticketing.plans import MONDAY_MORNING
from ticketing.office import CALLS_SHOWN_MAX, Call
from ticketing.plan import WHOLE_OFFICE, Name, Session, Zone
from ticketing.voice.turns import (
    CONFIRM_SECONDS_MAX,
    RUSH_WAITING_MIN,
    UNHEARD_SECONDS_MAX,
    WAITING_MAX,
    YOUNG_CALL_SECONDS_MAX,
    Announcing,
    Turn,
)

NOW = MONDAY_MORNING
PHRASE_SECONDS = 5.0


def a_call(
    number: int, field: str = "1", counter: int = 1, called_at: datetime = NOW, recall: int = 0
) -> Call:
    return Call(number, f"{1000 + number}", field, counter, called_at, recall)


def announcing(zone: Zone = WHOLE_OFFICE, *, speaks: bool = True) -> Announcing:
    """A zone on a morning without calls; an announcement takes five seconds for each time it is said."""
    room = Announcing(zone, lambda _, times: PHRASE_SECONDS * times, repeats=2)
    room.see((), NOW)
    room.speaker(0.0, is_there=speaks)
    return room


def newest_first(*calls: Call) -> tuple[Call, ...]:
    return tuple(reversed(calls))


def begun(room: Announcing, at: float) -> str:
    """The number that begins to be said now; "" for none."""
    turn = room.advance(at)
    return turn.call.number if turn else ""


def say(room: Announcing, at: float) -> Turn:
    """The announcement that begins now, said and confirmed at its end."""
    turn = room.advance(at)
    assert turn is not None
    room.confirm(turn.id)
    return turn


def test_a_call_begins_at_once_and_is_said_twice() -> None:
    """In a quiet hall the phrase is said as often as the office wants."""
    room = announcing()
    room.see((a_call(1),), NOW)
    turn = room.advance(3.0)
    assert turn is not None
    assert (turn.call.number, turn.repeats, turn.begun_at, turn.ends_at) == ("1001", 2, 3.0, 13.0)
    assert turn.is_aloud
    assert room.advance(3.0) is None


def test_the_next_one_waits_for_the_end_of_the_one_before() -> None:
    """Confirmed early or in time, an announcement is never talked over; the oldest comes first."""
    room = announcing()
    room.see(newest_first(a_call(1), a_call(2), a_call(3)), NOW)
    first = say(room, 0.0)
    assert first.call.number == "1001"
    assert room.due == first.ends_at
    assert begun(room, first.ends_at - 0.1) == ""
    assert begun(room, first.ends_at) == "1002"


def test_at_a_rush_the_phrase_is_said_once() -> None:
    """With RUSH_WAITING_MIN calls behind it an announcement is short; the last ones are long again."""
    room = announcing()
    calls = [a_call(number) for number in range(1, 5)]
    room.see(newest_first(*calls), NOW)
    at, repeats = 0.0, []
    for _ in calls:
        turn = say(room, at)
        repeats.append(turn.repeats)
        at = turn.ends_at
    assert RUSH_WAITING_MIN == 2
    assert repeats == [1, 1, 2, 2]


def test_forty_counters_that_call_at_once_are_all_heard_in_order() -> None:
    """No call of a rush is skipped, even when newer ones push it out of the office's list."""
    room = announcing()
    calls = [a_call(number) for number in range(1, 61)]
    room.see(newest_first(*calls[:CALLS_SHOWN_MAX]), NOW)
    room.see(newest_first(*calls[-CALLS_SHOWN_MAX:]), NOW)
    at, heard = 0.0, []
    while turn := room.advance(at):
        room.confirm(turn.id)
        heard.append(turn.call.call)
        at = turn.ends_at
    assert heard == list(range(1, 61))


def test_more_calls_than_may_wait_drop_the_oldest() -> None:
    """What waits is bounded; the newest calls are those that people still wait for."""
    room = announcing()
    for start in range(1, 3 * CALLS_SHOWN_MAX, CALLS_SHOWN_MAX):
        room.see(newest_first(*(a_call(n) for n in range(start, start + CALLS_SHOWN_MAX))), NOW)
    assert len(room.waiting) == WAITING_MAX
    assert room.waiting[0].call == 3 * CALLS_SHOWN_MAX - WAITING_MAX + 1


def test_a_call_that_was_undone_is_not_said() -> None:
    """A clerk takes a call back while it waits: nobody is sent anywhere."""
    room = announcing()
    room.see(newest_first(a_call(1), a_call(2), a_call(3)), NOW)
    say(room, 0.0)
    room.see(newest_first(a_call(1), a_call(3)), NOW)
    assert begun(room, 60.0) == "1003"


def test_the_oldest_call_is_undone_like_any_other() -> None:
    """The day's first call was heard by nobody and taken back: the speaker that comes does not say it."""
    room = announcing(speaks=False)
    room.see((a_call(1),), NOW)
    assert begun(room, 0.0) == "1001"
    room.see(newest_first(a_call(1), a_call(2)), NOW)
    room.see((a_call(2),), NOW)
    room.speaker(1.0, is_there=True)
    assert say(room, 20.0).call.number == "1002"
    assert begun(room, 40.0) == ""


def test_the_same_call_seen_again_is_said_once() -> None:
    """Views come again and again; only what is new is announced, and a recall is a call of its own."""
    room = announcing()
    for _ in range(3):
        room.see((a_call(1),), NOW)
    assert say(room, 0.0).call.call == 1
    assert begun(room, 50.0) == ""
    room.see(newest_first(a_call(1), replace(a_call(2), number="1001", recall=1)), NOW)
    assert say(room, 60.0).call.recall == 1


def test_a_new_day_begins_to_count_anew() -> None:
    """Call 1 of today is not call 1 of yesterday, and yesterday's are not said today."""
    room = announcing()
    room.see(newest_first(a_call(1), a_call(2)), NOW)
    say(room, 0.0)
    today = a_call(1, called_at=NOW + timedelta(days=1))
    room.see((), NOW + timedelta(days=1))
    room.see((today,), NOW + timedelta(days=1))
    turn = say(room, 100.0)
    assert turn.call == today
    assert room.waiting == ()


def test_after_a_restart_only_young_calls_are_said() -> None:
    """What was called long before the server began is history; a call of just now may have been missed."""
    room = Announcing(WHOLE_OFFICE, lambda _, times: PHRASE_SECONDS * times)
    old = a_call(1, called_at=NOW - timedelta(seconds=YOUNG_CALL_SECONDS_MAX + 1))
    young = a_call(2, called_at=NOW - timedelta(seconds=YOUNG_CALL_SECONDS_MAX - 1))
    room.see(newest_first(old, young), NOW)
    assert room.waiting == (young,)


def test_a_zone_hears_its_own_fields_and_counters() -> None:
    """A call belongs to every zone that names its field or its counter."""
    room = announcing(Zone("upstairs", Name("Tầng 2"), fields=("2",), counters=(3,)))
    calls = (a_call(1, "1", 1), a_call(2, "2", 1), a_call(3, "1", 3))
    room.see(newest_first(*calls), NOW)
    assert [call.call for call in room.waiting] == [2, 3]


@pytest.mark.parametrize(
    "zone",
    [
        replace(WHOLE_OFFICE, quiet=(Session(time(7), time(9)),)),
        replace(WHOLE_OFFICE, volume=0),
    ],
    ids=["quiet hours", "volume 0"],
)
def test_a_quiet_zone_shows_and_does_not_say(zone: Zone) -> None:
    """In quiet hours, or at volume 0, an announcement is only shown, and never said later."""
    room = announcing(zone)
    room.see((a_call(1),), NOW)
    turn = room.advance(0.0)
    assert turn is not None
    assert not turn.is_aloud
    room.speaker(1.0, is_there=False)
    room.speaker(2.0, is_there=True)
    assert begun(room, 50.0) == ""


def test_without_confirmation_it_is_said_once_more_and_no_more() -> None:
    """A speaker that dies in the middle: the announcement is said again after its end, once, never lost."""
    room = announcing()
    room.see(newest_first(a_call(1), a_call(2)), NOW)
    first = room.advance(0.0)
    assert first is not None
    assert first.over_at == first.ends_at + CONFIRM_SECONDS_MAX
    again = room.advance(first.over_at)
    assert again is not None
    assert (again.id, again.said_times) == (first.id, 2)
    third = room.advance(again.over_at)
    assert third is not None
    assert third.call.number == "1002"


def test_a_late_confirmation_spares_the_repetition() -> None:
    """The line was cut while the speaker went on: it confirms when it is back, and nothing is said twice."""
    room = announcing()
    room.see((a_call(1),), NOW)
    first = room.advance(0.0)
    assert first is not None
    room.speaker(2.0, is_there=False)
    room.speaker(4.0, is_there=True)
    room.confirm("another")
    room.confirm(first.id)
    assert begun(room, first.over_at) == ""


def test_what_a_speaker_could_not_say_is_said_by_another_at_once() -> None:
    """A failure is heard by nobody, so that it does not count as once said."""
    room = announcing()
    room.see((a_call(1),), NOW)
    first = room.advance(0.0)
    assert first is not None
    room.fail(first.id, 1.0)
    again = room.advance(1.0)
    assert again is not None
    assert (again.id, again.said_times) == (first.id, 1)


def test_calls_nobody_can_say_are_shown_and_said_when_a_speaker_comes() -> None:
    """A television that is switched on late says what is still fresh, the oldest first, and no old calls."""
    room = announcing(speaks=False)
    room.see(newest_first(a_call(1), a_call(2)), NOW)
    shown = [turn for at in (0.0, UNHEARD_SECONDS_MAX) if (turn := room.advance(at))]
    assert [(turn.call.call, turn.is_aloud) for turn in shown] == [(1, False), (2, False)]
    late = UNHEARD_SECONDS_MAX + 2
    room.speaker(late, is_there=True)
    turn = room.advance(late)
    assert turn is not None
    assert (turn.call.call, turn.is_aloud) == (2, True)
    room.confirm(turn.id)
    assert begun(room, turn.over_at + 100) == ""


def test_the_only_speaker_dies_and_comes_back() -> None:
    """What was begun and not confirmed waits for a speaker, and is said once when it comes in time."""
    room = announcing()
    room.see((a_call(1),), NOW)
    first = room.advance(0.0)
    assert first is not None
    room.speaker(1.0, is_there=False)
    assert begun(room, first.over_at) == ""
    room.speaker(20.0, is_there=True)
    turn = room.advance(20.0)
    assert turn is not None
    assert (turn.id, turn.said_times) == (first.id, 2)


happenings = st.lists(
    st.one_of(
        st.tuples(st.just("call"), st.integers(1, 5)),
        st.tuples(st.just("pass"), st.integers(1, 12)),
        st.tuples(st.just("speaker"), st.booleans()),
        st.tuples(st.just("confirm"), st.just(True)),
        st.tuples(st.just("fail"), st.just(True)),
    ),
    max_size=60,
)


@pytest.mark.slow
@given(happened=happenings)
def test_whatever_happens_nothing_overlaps_and_nothing_is_said_three_times(
    happened: list[tuple[str, int]],
) -> None:
    """Speakers come, go, fail and fall silent: at most two tries to an end, never two voices at once."""
    room, at, count, calls = announcing(), 0.0, 0, tuple[Call, ...]()
    aloud: dict[str, int] = {}
    failed: dict[str, int] = {}
    free_at = 0.0
    for kind, value in happened:
        current = room.current
        if kind == "call":
            for _ in range(value):
                count += 1
                calls = (a_call(count), *calls)[:CALLS_SHOWN_MAX]
            room.see(calls, NOW)
        elif kind == "pass":
            at += value
        elif kind == "speaker":
            room.speaker(at, is_there=bool(value))
        elif current and kind == "confirm":
            room.confirm(current.id)
        elif current and kind == "fail" and current.is_aloud and not current.is_confirmed:
            room.fail(current.id, at)
            failed[current.id] = failed.get(current.id, 0) + 1
            free_at = at
        if (turn := room.advance(at)) and turn.is_aloud:
            assert at >= free_at
            free_at = turn.ends_at
            aloud[turn.id] = aloud.get(turn.id, 0) + 1
            assert aloud[turn.id] - failed.get(turn.id, 0) <= 2
