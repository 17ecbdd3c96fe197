"""One list of turns in a room: nothing overlaps, the order is kept, and each call is said exactly once."""

from dataclasses import replace
from datetime import timedelta

from tests.ticketing.voice.zone_turns import (
    CHIME_SECONDS,
    NOW,
    SHORT_SECONDS,
    WHOLE_SECONDS,
    a_call,
    a_zone,
    large,
    newest_first,
    numbers,
    said,
    timing_of,
)
from ticketing.office import CALLS_SHOWN_MAX, Call
from ticketing.plan import WHOLE_OFFICE, Name, Zone
from ticketing.voice.turns import (
    BESIDE_MAX,
    JOINED_MAX,
    RUSH_CALLS,
    RUSH_SECONDS,
    WAITING_MAX,
    YOUNG_CALL_SECONDS_MAX,
    Turns,
)


def test_a_call_begins_at_once_and_stands_large_from_its_beginning_on() -> None:
    """Large, said and captioned are one call; after its end it stays, and is not now any more."""
    turns = a_zone()
    turns.see((a_call(1),), NOW, 3.0)
    turn = said(turns, 3.0)
    assert (numbers(turn), turn.ends_at, turn.is_aloud) == (["1001"], 9.0, True)
    stage = turns.stage(5.0)
    assert (stage.call, stage.is_now, stage.announcement) == (a_call(1), True, turn.id)
    assert turns.advance(9.0) is None
    stage = turns.stage(9.0)
    assert (stage.call, stage.is_now, stage.announcement) == (a_call(1), False, turn.id)


def test_in_a_quiet_hall_a_call_is_said_again() -> None:
    """The repetition has no chime, is an announcement of its own, and stands large like the first."""
    turns = a_zone(repeats=2)
    turns.see((a_call(1),), NOW, 0.0)
    first = said(turns, 0.0)
    again = said(turns, first.ends_at)
    assert (numbers(again), again.saying.form, again.time) == (["1001"], "again", 2)
    assert again.id != first.id
    assert again.timing.seconds == WHOLE_SECONDS
    assert turns.advance(again.ends_at) is None


def test_whoever_waits_goes_before_a_repetition() -> None:
    """A number that was said once is known; the next one is not."""
    turns = a_zone(repeats=2)
    turns.see((a_call(1),), NOW, 0.0)
    first = said(turns, 0.0)
    turns.see(newest_first(a_call(1), a_call(2)), NOW, 4.0)
    assert numbers(said(turns, first.ends_at)) == ["1002"]


def test_the_next_one_waits_for_the_end_of_the_one_before() -> None:
    """Confirmed early or in time, an announcement is never talked over; the one that waits stands beside."""
    turns = a_zone()
    turns.see((a_call(1),), NOW, 0.0)
    first = said(turns, 0.0)
    turns.see(newest_first(a_call(1), a_call(2)), NOW, 1.0)
    assert turns.due(1.0) == first.ends_at
    assert turns.advance(first.ends_at - 0.1) is turns.current
    assert turns.current == replace(first, is_confirmed=True)
    stage = turns.stage(first.ends_at - 0.1)
    assert (stage.call, stage.beside, stage.following) == (a_call(1), (a_call(2),), 1)
    assert numbers(turns.advance(first.ends_at)) == ["1002"]


def test_calls_that_wait_are_said_in_one_go() -> None:
    """One chime, up to JOINED_MAX numbers in short; each is large while it is said, the rest beside it."""
    turns = a_zone()
    calls = [a_call(number) for number in range(1, 8)]
    turns.see(newest_first(*calls), NOW, 0.0)
    joined = said(turns, 0.0)
    assert JOINED_MAX == 4
    assert (numbers(joined), joined.saying.form) == (["1001", "1002", "1003", "1004"], "short")
    assert joined.timing.seconds == CHIME_SECONDS + 4 * SHORT_SECONDS
    at = 0.0
    for place, call in enumerate(calls[:4]):
        stage = turns.stage(at)
        assert (stage.call, stage.announcement, stage.is_now) == (call, joined.id, True)
        assert stage.beside == tuple(calls[place + 1 : place + 1 + BESIDE_MAX])
        assert stage.following == len(calls) - place - 1
        at = turns.due(at) or 0.0
    assert at == joined.ends_at
    rest = said(turns, at)
    assert (numbers(rest), rest.saying.follows) == (["1005", "1006", "1007"], True)


def test_at_a_rush_a_call_that_waits_alone_is_said_in_short() -> None:
    """RUSH_CALLS within RUSH_SECONDS are a rush; after it the next one is greeted again."""
    turns = a_zone()
    calls: tuple[Call, ...] = ()
    forms = []
    for place in range(RUSH_CALLS):
        calls = (a_call(place + 1), *calls)
        turns.see(calls, NOW, 7.0 * place)
        forms.append(said(turns, 7.0 * place).saying.form)
    assert forms == ["whole"] * (RUSH_CALLS - 1) + ["short"]
    late = 7.0 * RUSH_CALLS + RUSH_SECONDS
    turns.advance(late - 1)
    turns.see((a_call(9), *calls), NOW, late)
    assert said(turns, late).saying.form == "whole"


def test_forty_counters_that_call_at_once_are_all_heard_in_order() -> None:
    """No call of a rush is skipped, even when newer ones push it out of the office's list."""
    turns = a_zone()
    calls = [a_call(number) for number in range(1, 61)]
    turns.see(newest_first(*calls[:CALLS_SHOWN_MAX]), NOW, 0.0)
    turns.see(newest_first(*calls[-CALLS_SHOWN_MAX:]), NOW, 0.0)
    at, heard = 0.0, []
    while turn := turns.advance(at):
        turns.confirm(turn.id, turn.ends_at)
        heard += [call.call for call in turn.saying.calls]
        at = turn.ends_at
    assert heard == list(range(1, 61))
    assert at <= 60 * SHORT_SECONDS + CHIME_SECONDS


def test_more_calls_than_may_wait_drop_the_oldest() -> None:
    """What waits is bounded; the newest calls are those that people still wait for."""
    turns = a_zone()
    for start in range(1, 3 * CALLS_SHOWN_MAX, CALLS_SHOWN_MAX):
        calls = (a_call(n) for n in range(start, start + CALLS_SHOWN_MAX))
        turns.see(newest_first(*calls), NOW, 0.0)
    assert len(turns.waiting) == WAITING_MAX
    assert turns.waiting[0].call == 3 * CALLS_SHOWN_MAX - WAITING_MAX + 1


def test_a_number_that_is_called_again_while_it_waits_is_said_once() -> None:
    """It keeps its place, and is sent to where it is called now."""
    turns = a_zone()
    turns.see((a_call(1),), NOW, 0.0)
    first = said(turns, 0.0)
    again = replace(a_call(4, counter=5), number="1002")
    turns.see(newest_first(a_call(1), a_call(2), a_call(3), again), NOW, 1.0)
    assert turns.advance(first.ends_at) is not None
    assert turns.current is not None
    assert turns.current.saying.calls == (again, a_call(3))


def test_an_undone_call_leaves_the_stage_and_the_voice_at_once() -> None:
    """Undone in mid-sentence, the number before it stands there again, and the speaker's id is gone."""
    turns = a_zone()
    turns.see((a_call(1),), NOW, 0.0)
    first = said(turns, 0.0)
    turns.advance(first.ends_at)
    turns.see(newest_first(a_call(1), a_call(2)), NOW, 10.0)
    undone = turns.advance(10.0)
    assert undone is not None
    turns.see((a_call(1),), NOW, 12.0)
    assert turns.advance(12.0) is None
    stage = turns.stage(12.0)
    assert (stage.call, stage.is_now) == (a_call(1), False)
    assert stage.announcement != undone.id
    turns.see((), NOW, 13.0)
    assert turns.stage(13.0).call is None


def test_a_call_that_is_undone_at_rest_leaves_the_stage() -> None:
    """The clerk thinks better of it when it was said: the hall is not sent there any more."""
    turns = a_zone()
    turns.see((a_call(1),), NOW, 0.0)
    turns.advance(said(turns, 0.0).ends_at)
    assert large(turns, 20.0) == "1001"
    turns.see((), NOW, 20.0)
    assert large(turns, 20.0) == ""


def test_undoing_one_of_several_says_the_others() -> None:
    """What was said of a joined announcement is not said again; the undone one is not said at all."""
    turns = a_zone()
    calls = [a_call(number) for number in range(1, 5)]
    turns.see(newest_first(*calls), NOW, 0.0)
    first = turns.advance(0.0)
    second_begins = turns.due(0.0) or 0.0
    turns.see(newest_first(*(call for call in calls if call.call != 3)), NOW, second_begins)
    turn = turns.advance(second_begins)
    assert first is not None
    assert turn is not None
    assert (numbers(turn), turn.begun_at) == (["1002", "1004"], second_begins)
    assert [part.said_times for part in turn.parts] == [1, 1]


def test_undoing_what_was_said_already_disturbs_nobody() -> None:
    """The first of a joined announcement is undone while the second is being said: it goes on."""
    turns = a_zone()
    turns.see(newest_first(a_call(1), a_call(2)), NOW, 0.0)
    turn = turns.advance(0.0)
    later = turns.due(0.0) or 0.0
    turns.see((a_call(2),), NOW, later)
    assert turns.advance(later) is turn
    assert large(turns, later) == "1002"


def test_a_call_that_was_undone_while_it_waits_is_not_said() -> None:
    """A clerk takes a call back: nobody is sent anywhere."""
    turns = a_zone()
    turns.see((a_call(1),), NOW, 0.0)
    said(turns, 0.0)
    turns.see(newest_first(a_call(1), a_call(2), a_call(3)), NOW, 1.0)
    turns.see(newest_first(a_call(1), a_call(3)), NOW, 2.0)
    assert numbers(turns.advance(60.0)) == ["1003"]


def test_the_oldest_call_is_undone_like_any_other() -> None:
    """The day's first call was heard by nobody and taken back: the speaker that comes does not say it."""
    turns = a_zone(speaks=False)
    turns.see((a_call(1),), NOW, 0.0)
    assert numbers(turns.advance(0.0)) == ["1001"]
    turns.see(newest_first(a_call(1), a_call(2)), NOW, 0.5)
    turns.see((a_call(2),), NOW, 0.6)
    turns.speaker(1.0, is_there=True)
    assert numbers(said(turns, 20.0)) == ["1002"]
    assert turns.advance(40.0) is None


def test_another_zones_calls_do_not_hide_that_one_was_undone() -> None:
    """Whether a call made room for newer ones is told by the whole office's list, not by this zone's part."""
    upstairs = Zone("upstairs", Name("Tầng 2"), fields=("2",))
    turns = a_zone(upstairs)
    others = [a_call(number) for number in range(2, CALLS_SHOWN_MAX + 1)]
    turns.see(newest_first(a_call(1, "2"), *others), NOW, 0.0)
    turns.advance(0.0)
    newest = a_call(CALLS_SHOWN_MAX + 1, "2")
    turns.see(newest_first(*others, newest), NOW, 0.1)
    assert large(turns, 0.1) == "1001"
    turns.see(newest_first(*others[:-1], newest), NOW, 0.2)
    assert turns.waiting == (newest,)


def test_the_same_call_seen_again_is_said_once() -> None:
    """Views come again and again; only what is new is announced, and a recall is a call of its own."""
    turns = a_zone()
    for _ in range(3):
        turns.see((a_call(1),), NOW, 0.0)
    said(turns, 0.0)
    assert turns.advance(50.0) is None
    turns.see(newest_first(a_call(1), replace(a_call(2), number="1001", recall=1)), NOW, 60.0)
    assert said(turns, 60.0).saying.calls[0].recall == 1


def test_a_new_day_begins_to_count_anew() -> None:
    """Call 1 of today is not call 1 of yesterday, and yesterday's stand on no wall today."""
    turns = a_zone()
    turns.see(newest_first(a_call(1), a_call(2)), NOW, 0.0)
    said(turns, 0.0)
    turns.advance(50.0)
    tomorrow = NOW + timedelta(days=1)
    turns.see((), tomorrow, 100.0)
    assert turns.stage(100.0).call is None
    turns.see((a_call(1, called_at=tomorrow),), tomorrow, 100.0)
    assert said(turns, 100.0).saying.calls[0].called_at == tomorrow


def test_after_a_restart_only_young_calls_are_said() -> None:
    """What was called long before stands there; only what may have been missed is said."""
    turns = Turns(WHOLE_OFFICE, timing_of)
    old = a_call(1, called_at=NOW - timedelta(seconds=YOUNG_CALL_SECONDS_MAX + 1))
    young = a_call(2, called_at=NOW - timedelta(seconds=YOUNG_CALL_SECONDS_MAX - 1))
    turns.see(newest_first(old, young), NOW, 0.0)
    assert turns.waiting == (young,)
    assert turns.stage(0.0).call == old


def test_a_zone_hears_its_own_fields_and_counters() -> None:
    """A call belongs to every zone that names its field or its counter, and stands on no other's stage."""
    turns = a_zone(Zone("upstairs", Name("Tầng 2"), fields=("2",), counters=(3,)))
    calls = (a_call(1, "1", 1), a_call(2, "2", 1), a_call(3, "1", 3), a_call(4, "1", 1))
    turns.see(newest_first(*calls), NOW, 0.0)
    assert [call.call for call in turns.waiting] == [2, 3]
