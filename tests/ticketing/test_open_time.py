"""Waiting counts the minutes in which the office is open, wherever it is told."""

from datetime import datetime, time

import pytest

from tests.ticketing.history import History
from tests.ticketing.plans import HANOI, office_hours
from ticketing import commands as c
from ticketing.desk_views import shared_lists, staff_view
from ticketing.events import Rule
from ticketing.open_time import open_seconds, waited_seconds
from ticketing.plan import END_OF_DAY, CallingPolicy, Name, Session
from ticketing.visits import visit_of

STRICT = CallingPolicy("strict", wait_minutes_max=60)


def at(clock: str) -> datetime:
    """A moment of the Monday on which these days are."""
    return datetime.fromisoformat(f"2026-11-23T{clock}").replace(tzinfo=HANOI)


def history_at(clock: str, *counters: int, **plan: object) -> History:
    """An office with its usual hours at a moment, with these counters open since then."""
    history = History(office_hours(**plan), at(clock))
    history.open(*counters)
    return history


@pytest.mark.parametrize("lunch", ["closed", "paused", "left"])
def test_lunch_is_no_wait(lunch: str) -> None:
    """Strict, lunch 11:30-13:30: the elderly of 11:25 is first and has waited 6 min, the others 11.

    Whether the counter was closed or paused for lunch, or left without a word.
    """
    history = history_at("11:20", 1, policy=STRICT)
    ordinary = [history.issue() for _ in range(4)]
    history.now = at("11:25")
    early = history.issue(priority="elderly")
    history.now = at("11:29")
    if lunch != "left":
        history.do(c.CloseCounter(1) if lunch == "closed" else c.PauseCounter(1))
    history.now = at("13:31")
    late = history.issue(priority="elderly")
    if lunch != "left":
        history.do(c.OpenCounter(1, "Hoa") if lunch == "closed" else c.ResumeCounter(1))
    waits = {waited_seconds(history.office, history.ticket(number), history.now) for number in ordinary}
    today = staff_view(history.office, shared_lists(history.office), history.now).today
    assert (waits, today.longest["1"].minutes) == ({660}, 11)
    called = history.call_next(1)
    assert (called.number, called.why.rule, called.why.waited_seconds) == (early, Rule.STRICT, 360)
    assert visit_of(history.ticket(early), history.office.day).wait_seconds == 360
    assert history.call_next(1).number == late
    first = history.call_next(1)
    assert (first.number, first.why.waited_seconds) == (ordinary[0], 660)


def test_a_no_show_who_is_back_has_not_waited_meanwhile() -> None:
    """Called at once at 08:00 and missed, back at 09:02 beside an elderly of 08:50: the elderly first."""
    history = history_at("08:00", 1, 2, 3, policy=STRICT)
    away = history.issue()
    history.do(c.CallNext(1), c.MarkNoShow(1))
    history.now = at("08:50")
    elderly = history.issue(priority="elderly")
    history.now = at("09:02")
    history.do(c.CloseCounter(1), c.BringBack(away))
    history.wait(minutes=1)
    assert history.call_next(3).number == elderly
    called = history.call_next(3)
    assert (called.number, called.why.waited_seconds) == (away, 60)
    assert history.ticket(away).wait_seconds == 60


def test_behind_somebody_who_was_away_others_have_waited_beyond_the_limit() -> None:
    """The limit is that of each one's own wait, and of those beyond it the earliest goes first."""
    history = history_at("08:00", 1, policy=STRICT)
    away = history.issue()
    history.do(c.CallNext(1), c.Park(1))
    history.now = at("08:01")
    beyond, also = history.issue(), history.issue()
    history.now = at("09:05")
    history.do(c.PauseCounter(1), c.BringBack(away), c.ResumeCounter(1))
    called = [history.call_next(1) for _ in range(3)]
    assert [call.number for call in called] == [beyond, also, away]
    assert [call.why.rule for call in called] == [Rule.WAITED_LONG, Rule.WAITED_LONG, Rule.FIRST_COME]


def test_the_office_is_open_until_its_last_counter_stops() -> None:
    """Two work on after 11:30; the pause of 11:50 ends the morning, whatever is opened after it."""
    history = history_at("11:00", 1, 2)
    history.issue()
    history.now = at("11:35")
    history.do(c.CloseCounter(2))
    assert open_seconds(history.office, at("11:00"), at("11:45")) == 45 * 60
    history.now = at("11:50")
    history.do(c.PauseCounter(1))
    history.now = at("12:10")
    history.do(c.ResumeCounter(1), c.CallNext(1))
    history.wait(minutes=5)
    history.do(c.FinishService(1), c.PauseCounter(1))
    assert open_seconds(history.office, at("11:00"), at("12:15")) == 50 * 60
    assert open_seconds(history.office, at("11:00"), at("14:00")) == 80 * 60


def test_what_is_worked_after_closing_counts_as_it_is_shown() -> None:
    """Calls of 17:10 and 17:55: reason, log and desks count the same; service goes by the clock."""
    history = history_at("16:50", 1)
    first, second = history.issue(), history.issue()
    history.now = at("17:10")
    assert waited_seconds(history.office, history.ticket(first), history.now) == 20 * 60
    assert history.call_next(1).why.waited_seconds == 20 * 60
    history.do(c.StartService(1))
    history.now = at("17:55")
    assert waited_seconds(history.office, history.ticket(second), history.now) == 65 * 60
    assert history.call_next(1).why.waited_seconds == 65 * 60
    history.now = at("18:00")
    history.do(c.FinishService(1), c.CloseCounter(1))
    visits = [visit_of(history.ticket(number), history.office.day) for number in (first, second)]
    assert [(visit.wait_seconds, visit.service_seconds) for visit in visits] == [
        (20 * 60, 45 * 60),
        (65 * 60, None),
    ]


def test_a_counter_that_nobody_has_touched_for_an_hour_was_left() -> None:
    """Its clerk went to lunch at 11:40 without a word; the press of 13:25 doesn't make lunch a wait."""
    history = history_at("11:00", 1)
    history.do(c.IssueTicket("1"), c.CallNext(1))
    waiting = history.issue()
    history.now = at("11:40")
    history.do(c.FinishService(1))
    history.now = at("13:25")
    assert history.call_next(1).why.waited_seconds == 40 * 60
    assert history.ticket(waiting).wait_seconds == 40 * 60


def test_whoever_came_before_opening_waits_from_opening() -> None:
    """A kiosk that was offline gave the number at 07:10; the doors open at 07:30."""
    history = history_at("07:10")
    history.do(c.LeaseNumbers("1", "kiosk"))
    (number, *_) = history.office.leased
    history.now = at("07:45")
    history.do(c.ReconcileTicket(number, "1", None, "late", at("07:10"), "kiosk"))
    assert waited_seconds(history.office, history.ticket(number), history.now) == 15 * 60


def test_a_head_start_is_of_open_minutes() -> None:
    """An elderly of 13:31 came 7 open minutes after the ordinary of 11:24, within the head start of 15."""
    history = history_at("11:24", 1, policy=CallingPolicy("head_start", head_start_minutes=15))
    history.issue()
    history.now = at("13:31")
    elderly = history.issue(priority="elderly")
    assert history.call_next(1).number == elderly


def test_an_office_without_hours_counts_every_minute_and_a_holiday_none() -> None:
    """Always open is open at night; a day without sessions has no open minute unless it is always open."""
    history = History(now=at("02:00"))
    assert open_seconds(history.office, at("02:00"), at("03:30")) == 90 * 60
    holiday = History(office_hours(holidays={at("08:00").date(): Name("Nghỉ")}), at("08:00"))
    assert open_seconds(holiday.office, at("08:00"), at("11:00")) == 0


def test_sessions_that_meet_are_counted_once() -> None:
    """With 07:30-12:00 and 12:00-24:00 no minute is missing or double, up to midnight."""
    hours = ((Session(time(7, 30), time(12)), Session(time(12), END_OF_DAY)),) * 7
    history = history_at("08:00", 1, hours=hours)
    assert open_seconds(history.office, at("08:00"), at("23:00")) == 15 * 3600
