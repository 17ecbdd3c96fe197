"""Whether numbers can be taken: one rule, which boards, kiosks and pages ask."""

from datetime import date, datetime, time, timedelta

import pytest

from tests.ticketing.history import History, opened
from tests.ticketing.plans import HANOI, MONDAY_MORNING, MORNING, PLAN, office_hours, plan_with
from ticketing import clock_events
from ticketing import commands as c
from ticketing.board_plan import BoardPlan, NightHours
from ticketing.office import new_day
from ticketing.plan import END_OF_DAY, Field, Name, OfficePlan, Session
from ticketing.taking_numbers import CALLING_ON, HallState, HoursRun, hall_state, week_runs

LIMITED = tuple(Field(field.code, field.name, field.prefix, daily_quota=1) for field in PLAN.fields)
NO_NIGHT = BoardPlan(night=None)


def at(hour: int, minute: int = 0, day: int = 23) -> datetime:
    """A moment of the week from Monday, 23 November 2026."""
    return datetime(2026, 11, day, hour, minute, tzinfo=HANOI)


def state_at(now: datetime, plan: OfficePlan | None = None) -> HallState:
    """The state of an office in which nothing has happened."""
    plan = plan or office_hours(board=NO_NIGHT)
    return hall_state(new_day(plan, now.date()), now)


@pytest.mark.parametrize(
    ("now", "state", "opens_at"),
    [
        (at(7, 29), "closed", at(7, 30)),
        (at(7, 30), "open", None),
        (at(11, 30), "break", at(13, 30)),
        (at(13, 29), "break", at(13, 30)),
        (at(17), "closed", at(7, 30, day=24)),
        (at(9, day=28), "closed", at(7, 30, day=30)),
    ],
)
def test_hours_lunch_evening_and_weekend(now: datetime, state: str, opens_at: datetime | None) -> None:
    """A gap of the day is a break; before, after and on Saturday it is closed until the next session."""
    hall = state_at(now)
    assert (hall.state, hall.opens_at) == (state, opens_at)


def test_a_holiday_has_its_name_and_a_swap_day_is_open() -> None:
    """A holiday is named with the next opening; one on which the office works after all is a day of work."""
    name = Name("Ngày Văn hóa Việt Nam", "Vietnam Culture Day")
    plan = office_hours(holidays={date(2026, 11, 24): name})
    hall = state_at(at(9, day=24), plan)
    assert (hall.state, hall.holiday, hall.opens_at) == ("holiday", name, at(7, 30, day=25))
    swapped = office_hours(
        holidays={date(2026, 11, 24): name},
        extra_days={date(2026, 11, 24): (MORNING,), date(2026, 11, 28): (MORNING,)},
    )
    assert state_at(at(9, day=24), swapped).state == state_at(at(9, day=28), swapped).state == "open"
    evening = state_at(at(12, day=24), swapped)
    assert (evening.state, evening.holiday, evening.opens_at) == ("closed", None, at(7, 30, day=25))


def test_the_hall_is_full_when_the_numbers_of_all_fields_are_taken() -> None:
    """Until then it is open, then full until the next day, also at lunch; a cancelled number is free."""
    history = opened(office_hours(fields=LIMITED))
    numbers = [history.issue(field.code) for field in LIMITED[:2]]
    assert hall_state(history.office, history.now).state == "open"
    numbers.append(history.issue("3"))
    for now in (at(8), at(12), at(16, 59)):
        hall = hall_state(history.office, now)
        assert (hall.state, hall.opens_at) == ("full", at(7, 30, day=24)), now
    assert hall_state(history.office, at(17)).state == "closed"
    history.do(c.CancelTicket(numbers[0]))
    assert hall_state(history.office, history.now).state == "open"


def test_one_fields_quota_fills_no_hall() -> None:
    """Where another field has numbers, or opens again today, the hall is open, or has a break until then."""
    afternoon = ((Session(time(13, 30), time(17)),),) * 7
    one = office_hours(fields=(LIMITED[0], *PLAN.fields[1:]))
    history = opened(one)
    history.issue("1")
    assert hall_state(history.office, at(9)).state == "open"
    two = Field("2", Name("2"), "2", hours=afternoon)
    later = opened(office_hours(fields=(LIMITED[0], two), counters=PLAN.counters[:1]), (1,))
    later.issue("1")
    hall = hall_state(later.office, at(9))
    assert (hall.state, hall.opens_at) == ("break", at(13, 30))
    hall = hall_state(later.office, at(18))
    assert (hall.state, hall.opens_at) == ("closed", at(7, 30, day=24))


def test_an_office_that_is_always_open_and_a_day_in_doubt_take_numbers() -> None:
    """At midnight and on Sunday; only used-up quotas end that, until midnight."""
    assert state_at(at(3, day=29), PLAN).state == "open"
    doubted = History(office_hours(), at(9))
    doubted.happen(clock_events.ClockDoubted(at(9), at(9) + timedelta(days=30), 1))
    assert hall_state(doubted.office, at(22)).state == "open"
    used = opened(plan_with(fields=LIMITED))
    for field in LIMITED:
        used.issue(field.code)
    hall = hall_state(used.office, at(22))
    assert (hall.state, hall.opens_at) == ("full", at(0, day=24))


def test_an_office_without_a_next_day_says_no_moment() -> None:
    """With no hours in sight nothing is promised."""
    hall = state_at(at(9), office_hours(hours=((),) * 7))
    assert (hall.state, hall.opens_at) == ("closed", None)


def test_numbers_are_still_called_after_the_doors_have_closed() -> None:
    """While somebody is on the way or waits for an open counter, at most CALLING_ON after a call."""
    history = opened(office_hours(board=NO_NIGHT), (1,))
    history.now = at(11, 29)
    history.issue("1")
    history.do(c.CallNext(1))
    called, lunch = history.now, at(11, 31)
    assert hall_state(history.office, lunch).is_calling_on
    assert not hall_state(history.office, called + CALLING_ON + timedelta(seconds=1)).is_calling_on
    history.do(c.StartService(1))
    assert not hall_state(history.office, lunch).is_calling_on
    history.issue("2")
    assert not hall_state(history.office, lunch).is_calling_on
    history.issue("1")
    assert hall_state(history.office, lunch).is_calling_on
    history.do(c.PauseCounter(1))
    assert not hall_state(history.office, lunch).is_calling_on


def test_it_is_night_only_while_nobody_has_business_there() -> None:
    """Night hours run over midnight; an office that is open at night, or still calls, is not dimmed."""
    night = NightHours(time(20), time(6))
    plan = office_hours(board=BoardPlan(night=night))
    assert [state_at(at(hour), plan).is_night for hour in (5, 6, 12, 19, 20, 23)] == [
        *(True, False, False, False, True, True)
    ]
    assert not state_at(at(23), plan_with(board=BoardPlan(night=night))).is_night
    assert not state_at(at(23), office_hours(board=NO_NIGHT)).is_night
    day = NightHours(time(12), time(13))
    assert state_at(at(12, 30), office_hours(board=BoardPlan(night=day))).is_night
    calling = opened(office_hours(board=BoardPlan(night=day)))
    calling.now = at(11, 29)
    calling.issue("1")
    calling.now = at(11, 59)
    calling.do(c.CallNext(1))
    assert not hall_state(calling.office, at(12, 1)).is_night


def test_the_week_is_told_in_runs_of_days_that_are_alike() -> None:
    """Monday to Friday once, the weekend once; midnight is 24:00; always open has no hours."""
    assert week_runs(office_hours()) == (
        HoursRun(0, 4, ("07:30-11:30", "13:30-17:00")),
        HoursRun(5, 6, ()),
    )
    saturday = office_hours(hours=(*((MORNING,),) * 6, (Session(time(0), END_OF_DAY),)))
    assert week_runs(saturday) == (HoursRun(0, 5, ("07:30-11:30",)), HoursRun(6, 6, ("00:00-24:00",)))
    assert week_runs(PLAN) == ()
    assert MONDAY_MORNING.weekday() == 0
