"""Every call gets its time on the wall: none is skipped, none comes twice, the oldest goes first."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from display.showing import (
    CALL_SHOWN_SECONDS_AT_RUSH,
    CALL_SHOWN_SECONDS_MIN,
    FLASH_SECONDS,
    MISSED_CALL_SECONDS_MAX,
    Pace,
    Showing,
)
from ticketing.office import CALLS_SHOWN_MAX, Call

STARTED = datetime(2026, 11, 23, 8, tzinfo=UTC)


def a_call(n: int, at: float = 0.0) -> Call:
    return Call(n, f"1{n:03}", "1", 1 + n % 3, STARTED + timedelta(seconds=at))


def later(seconds: float) -> datetime:
    return STARTED + timedelta(seconds=seconds)


def started(*calls: Call) -> Showing:
    """A wall that has had its first look at an office with these calls, the newest first."""
    showing = Showing()
    showing.see(calls, 0.0, STARTED)
    return showing


def shown_from(showing: Showing, at: float, until: float) -> list[int]:
    """The calls on the wall between two times, looked at ten times a second."""
    seen: list[int] = []
    for step in range(int((until - at) * 10)):
        showing.advance(at + step / 10)
        if showing.current and seen[-1:] != [showing.current.call]:
            seen.append(showing.current.call)
    return seen


def test_nothing_is_shown_before_the_first_call() -> None:
    """An office that has called nobody has an empty stage."""
    assert started().current is None


def test_calls_that_made_room_for_newer_ones_are_still_shown() -> None:
    """Fifty calls in one moment are more than the office tells of, and none is skipped."""
    showing = started()
    calls = [a_call(n) for n in range(50, 0, -1)]
    showing.see(calls[-CALLS_SHOWN_MAX:], 0.0, STARTED)
    showing.see(calls[:CALLS_SHOWN_MAX], 0.1, STARTED)
    assert shown_from(showing, 0.2, 200.0) == list(range(1, 51))


def test_the_oldest_call_is_taken_off_when_it_is_undone() -> None:
    """A call that is the oldest of few was undone, and did not make room for newer ones."""
    showing = started()
    showing.see([a_call(1)], 0.0, STARTED)
    showing.see([a_call(2), a_call(1)], 1.0, STARTED)
    showing.see([a_call(2)], 2.0, STARTED)
    assert showing.current == a_call(2)


def test_at_the_start_the_newest_call_stands_without_flashing() -> None:
    """A display switched on in mid-morning shows where things stand and calls nobody again."""
    showing = started(a_call(3), a_call(2), a_call(1))
    assert showing.current == a_call(3)
    assert showing.following == ()
    assert not any(showing.is_flashing(at / 10) for at in range(100))


def test_a_new_call_takes_the_place_of_one_that_was_there_from_the_start() -> None:
    """Nobody waits for the end of a call that is over."""
    showing = started(a_call(1))
    showing.see((a_call(2, 1), a_call(1)), 1.0, later(1))
    assert showing.current == a_call(2, 1)
    assert showing.is_flashing(1.0)


def test_a_call_stays_until_the_next() -> None:
    """An hour later the last number is still there, and flashes no more."""
    showing = started()
    showing.see((a_call(1),), 0.0, STARTED)
    assert shown_from(showing, 0.0, 30.0) == [1]
    showing.advance(3_600.0)
    assert showing.current == a_call(1)
    assert not showing.is_flashing(FLASH_SECONDS)


def test_a_call_flashes_on_and_off_once_a_second() -> None:
    """One flash a second is well below what harms anybody."""
    showing = started()
    showing.see((a_call(1),), 0.0, STARTED)
    lit = [showing.is_flashing(at / 4) for at in range(24)]
    assert lit == [True, True, False, False] * 4 + [False] * 8


def test_calls_that_come_in_one_view_are_shown_one_after_the_other() -> None:
    """Three counters call at once: the oldest call is first, and each has its time."""
    showing = started()
    showing.see((a_call(3), a_call(2), a_call(1)), 0.0, STARTED)
    assert [call.call for call in showing.following] == [2, 3]
    assert shown_from(showing, 0.0, 40.0) == [1, 2, 3]


def test_a_call_is_shown_long_enough_when_another_follows() -> None:
    """With one waiting they share the time of one; alone it has it whole."""
    showing = started()
    showing.see((a_call(1),), 0.0, STARTED)
    showing.see((a_call(2), a_call(1)), 1.0, later(1))
    ends = CALL_SHOWN_SECONDS_MIN / 2
    showing.advance(ends - 0.01)
    assert showing.current == a_call(1)
    showing.advance(ends)
    assert showing.current == a_call(2)


def test_at_a_rush_no_call_is_shown_more_briefly_than_it_takes_to_read() -> None:
    """However many wait, the time does not fall below the floor, and rises again as they get fewer."""
    pace = Pace()
    assert pace.shown_seconds(0) == CALL_SHOWN_SECONDS_MIN
    assert pace.shown_seconds(CALLS_SHOWN_MAX) == CALL_SHOWN_SECONDS_AT_RUSH
    times = [pace.shown_seconds(following) for following in range(CALLS_SHOWN_MAX)]
    assert times == sorted(times, reverse=True)


def test_a_recall_is_a_call_of_its_own() -> None:
    """The same number is called again and flashes again."""
    showing = started()
    first = a_call(1)
    again = Call(2, first.number, "1", first.counter, later(20), recall=1)
    showing.see((first,), 0.0, STARTED)
    showing.see((again, first), 20.0, later(20))
    assert showing.current == again
    assert showing.is_flashing(20.0)


def test_an_undone_call_leaves_the_stage_to_the_one_before() -> None:
    """The number that was called by mistake is gone at once; the one before stands there without flashing."""
    showing = started(a_call(1))
    showing.see((a_call(2, 1), a_call(1)), 1.0, later(1))
    showing.see((a_call(1),), 2.0, later(2))
    assert showing.current == a_call(1)
    assert not showing.is_flashing(2.0)


def test_the_only_call_undone_leaves_the_stage_empty() -> None:
    """There is nobody to send anywhere."""
    showing = started()
    showing.see((a_call(1),), 0.0, STARTED)
    showing.see((), 1.0, later(1))
    assert showing.current is None


def test_an_undone_call_that_still_waited_is_never_shown() -> None:
    """It is taken out of the queue, and the others keep their order."""
    showing = started()
    showing.see((a_call(3), a_call(2), a_call(1)), 0.0, STARTED)
    showing.see((a_call(3), a_call(1)), 1.0, later(1))
    assert shown_from(showing, 1.0, 40.0) == [1, 3]


def test_after_a_short_cut_missed_calls_are_shown_and_others_are_not_shown_again() -> None:
    """Somebody is still on the way to the counter; the number before has been seen by all."""
    showing = started(a_call(1))
    showing.lose_connection(10.0)
    showing.see((a_call(3, 14), a_call(2, 12), a_call(1)), 20.0, later(20))
    assert shown_from(showing, 20.0, 60.0) == [2, 3]


def test_after_a_long_cut_only_young_calls_are_shown() -> None:
    """A call of ten minutes ago stands in the list and sends nobody anywhere."""
    showing = started(a_call(1))
    showing.lose_connection(10.0)
    old, young = a_call(2, 30), a_call(3, 600)
    showing.see((young, old, a_call(1)), 610.0, later(610))
    assert shown_from(showing, 610.0, 640.0) == [3]


def test_after_a_long_cut_with_old_calls_only_the_newest_stands_without_flashing() -> None:
    """The wall shows where things stand and calls nobody again."""
    showing = started(a_call(1))
    showing.lose_connection(10.0)
    at = 100.0 + MISSED_CALL_SECONDS_MAX
    showing.see((a_call(3, 40), a_call(2, 30), a_call(1)), at, later(at))
    assert showing.current == a_call(3, 40)
    assert not showing.is_flashing(at)


def test_a_wrong_clock_hides_no_call() -> None:
    """With the line up, or cut for a moment, calls are shown though this clock is an hour ahead."""
    showing = started()
    showing.see((a_call(1),), 1.0, later(3_600))
    assert showing.current == a_call(1)
    showing.lose_connection(20.0)
    showing.see((a_call(2, 21), a_call(1)), 22.0, later(3_622))
    assert showing.current == a_call(2, 21)


def test_a_line_that_was_only_silent_makes_later_calls_no_older() -> None:
    """Where the line mends without a new view, what is called afterwards was not missed."""
    showing = started()
    showing.lose_connection(0.0)
    showing.regain_connection()
    showing.see((a_call(1, 300),), 300.0, later(3_900))
    assert showing.current == a_call(1, 300)


def test_a_new_day_begins_to_count_anew() -> None:
    """The first call of a day has the number 1, as yesterday's had, and is shown all the same."""
    showing = started(a_call(1))
    tomorrow = a_call(1, 86_400)
    showing.see((), 80_000.0, later(80_000))
    assert [showing.current, *showing.following] == [None]
    showing.see((tomorrow,), 86_400.0, later(86_400))
    assert showing.current == tomorrow
    assert showing.is_flashing(86_400.0)


moves = st.lists(
    st.tuples(
        st.sampled_from(["call", "call", "undo", "view", "cut"]), st.floats(0.1, 20.0, allow_nan=False)
    ),
    max_size=40,
)


@pytest.mark.slow
@given(moves)
def test_no_call_is_skipped_none_comes_twice_and_none_overtakes(history: list[tuple[str, float]]) -> None:
    """Whatever is called, undone and cut, each call that stays is shown once, in order, long enough."""
    showing = started()
    office: list[Call] = []
    undone: set[int] = set()
    shown: list[tuple[float, int]] = []
    at, count = 0.0, 0

    def look() -> None:
        if showing.current and [n for _, n in shown[-1:]] != [showing.current.call]:
            shown.append((at, showing.current.call))

    for move, seconds in history:
        at += seconds
        showing.advance(at)
        look()
        match move:
            case "call":
                count += 1
                office.insert(0, a_call(count, at))
            case "undo" if office:
                undone.add(office.pop(0).call)
            case "cut":
                showing.lose_connection(at)
                continue
        showing.see(tuple(office[:CALLS_SHOWN_MAX]), at, later(at))
        look()
    for _ in range(count + 1):
        at += CALL_SHOWN_SECONDS_MIN
        showing.advance(at)
        look()
    order = [n for _, n in shown]
    fresh = [n for index, n in enumerate(order) if n not in order[:index]]
    assert fresh == sorted(fresh)
    assert set(range(1, count + 1)) - undone <= set(order)
    again = [order[index - 1] for index, n in enumerate(order) if n in order[:index]]
    assert set(again) <= undone, "a call comes back only where the one after it was undone"
    for (began, n), (ended, _) in pairwise(shown):
        if n not in undone and order.count(n) == 1:
            assert ended - began >= CALL_SHOWN_SECONDS_AT_RUSH
