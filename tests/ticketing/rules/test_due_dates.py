"""When a dossier is due, by hand-checked dates around holidays, weekends, swap days, New Year and Tết."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from tests.ticketing.calendars import (
    NEW_YEAR,
    NOON,
    PLAIN,
    SWAP_SATURDAY,
    SWAPPED,
    TET,
    at,
    limited,
    with_days,
)
from tests.ticketing.plans import HANOI, MORNING, WEEKDAYS
from ticketing.plan import Name, OfficePlan, Rules, WeekdayLimit
from ticketing.refusals import Refusal
from ticketing.rules.due_dates import (
    COUNTED_DAYS_MAX,
    DAYS_BACK_MAX,
    LIMIT_DAYS_MAX,
    TimeLimit,
    apology_day,
    due_date,
    is_working_day,
    read_time_limit,
)

FRIDAY = 4
SAME_DAY = "trong ngày"


def refusal_of(plan: OfficePlan, limit: str, accepted_at: datetime) -> Refusal:
    """The refusal to give a due date."""
    with pytest.raises(Refusal) as caught:
        due_date(plan, limited(limit), accepted_at)
    return caught.value


@pytest.mark.parametrize(
    ("accepted_at", "limit", "plain", "swapped"),
    [
        # On Monday; Tuesday is the holiday.
        (at(11, 23), SAME_DAY, (11, 23), (11, 23)),
        (at(11, 23, 14, 59, 59), SAME_DAY, (11, 23), (11, 23)),
        (at(11, 23, 15), SAME_DAY, (11, 25), (11, 25)),
        (at(11, 23), "1", (11, 25), (11, 25)),
        (at(11, 23), "3", (11, 27), (11, 27)),
        (at(11, 23, 15, 30), "3", (11, 30), (11, 28)),
        (at(11, 23), "1 ngày lịch", (11, 25), (11, 25)),
        (at(11, 23), "5 ngày lịch", (11, 30), (11, 28)),
        (at(11, 23), "30 ngày lịch", (12, 23), (12, 23)),
        (at(11, 23, 15), "30 ngày lịch", (12, 25), (12, 25)),
        # On the holiday itself; past three o'clock it is not moved on twice.
        (at(11, 24, 10), SAME_DAY, (11, 25), (11, 25)),
        (at(11, 24, 16), SAME_DAY, (11, 25), (11, 25)),
        (at(11, 24, 10), "1", (11, 26), (11, 26)),
        # Over the weekend, whose Saturday is worked when it is swapped.
        (at(11, 25), "10", (12, 9), (12, 8)),
        (at(11, 27, 16), SAME_DAY, (11, 30), (11, 28)),
        (at(11, 28, 10), SAME_DAY, (11, 30), (11, 28)),
        (at(11, 28, 10), "1", (12, 1), (11, 30)),
        (at(11, 28, 10), "2 ngày lịch", (12, 2), (11, 30)),
        (at(11, 29), "2", (12, 2), (12, 2)),
        # Over New Year, a Friday.
        (at(12, 31), SAME_DAY, (12, 31), (12, 31)),
        (at(12, 31, 15), SAME_DAY, (1, 4), (1, 4)),
        (at(12, 31), "1", (1, 4), (1, 4)),
        (at(12, 29), "5", (1, 6), (1, 6)),
        (at(12, 28), "4 ngày lịch", (1, 4), (1, 4)),
        # Over Tết, whose five days are entered by hand.
        (at(2, 4), SAME_DAY, (2, 4), (2, 4)),
        (at(2, 4, 15), SAME_DAY, (2, 12), (2, 12)),
        (at(2, 4), "1", (2, 12), (2, 12)),
        (at(2, 4), "3", (2, 16), (2, 16)),
        (at(2, 1), "10 ngày lịch", (2, 12), (2, 12)),
        (at(2, 9), "1", (2, 15), (2, 15)),
    ],
)
def test_the_due_date_is_counted_by_the_calendar(
    accepted_at: datetime, limit: str, plain: tuple[int, int], swapped: tuple[int, int]
) -> None:
    """The day is the one that was counted by hand, with and without the swap Saturday."""
    assert due_date(PLAIN, limited(limit), accepted_at) == at(*plain).date()
    assert due_date(SWAPPED, limited(limit), accepted_at) == at(*swapped).date()


def test_a_swap_day_on_a_holiday_is_worked() -> None:
    """Extra days come before holidays when days are counted too."""
    assert due_date(with_days(PLAIN, date(2026, 11, 24)), limited("1"), at(11, 23)) == date(2026, 11, 24)


def test_short_days_are_working_days() -> None:
    """A day of one short session counts as one, be it every Saturday morning or every noon."""
    saturdays = replace(PLAIN, hours=(*WEEKDAYS[:5], (MORNING,), ()))
    assert due_date(saturdays, limited("1"), at(12, 4)) == date(2026, 12, 5)
    assert due_date(saturdays, limited("2"), at(12, 4)) == date(2026, 12, 7)
    noons = replace(PLAIN, hours=((NOON,),) * 5 + ((), ()))
    assert due_date(noons, limited("3"), at(11, 23)) == due_date(PLAIN, limited("3"), at(11, 23))


def test_an_office_open_one_day_a_week_counts_weeks() -> None:
    """The longest limit is still counted, and only the days on which the office works count."""
    wednesdays = replace(
        PLAIN,
        hours=((), (), (MORNING,), (), (), (), ()),
        holidays=PLAIN.holidays | {date(year, 2, 1): Name("Tết") for year in range(2028, 2036)},
    )
    assert due_date(wednesdays, limited("2"), at(11, 23)) == date(2026, 12, 9)
    last = due_date(wednesdays, limited(str(LIMIT_DAYS_MAX)), at(11, 23))
    assert last > date(2026, 11, 25) + timedelta(weeks=LIMIT_DAYS_MAX)


def test_the_hour_after_which_a_dossier_is_of_the_next_day_is_the_offices() -> None:
    """Another hour holds instead of three o'clock, and an office may have none."""
    noon = replace(PLAIN, rules=Rules(same_day_until=time(12)))
    assert due_date(noon, limited(SAME_DAY), at(11, 23, 12)) == date(2026, 11, 25)
    none = replace(PLAIN, rules=Rules(same_day_until=None))
    assert due_date(none, limited(SAME_DAY), at(11, 23, 23, 59)) == date(2026, 11, 23)


NO_APPOINTMENT_FRIDAY = replace(PLAIN, weekday_limits=(WeekdayLimit(FRIDAY, SAME_DAY, fields=("1",)),))


@pytest.mark.parametrize(
    ("accepted_at", "due"),
    [
        (at(11, 26, 10), (12, 3)),
        (at(11, 26, 15), (11, 27)),
        (at(11, 27, 10), (11, 27)),
        (at(11, 27, 15), (12, 7)),
        (at(12, 31, 15), (1, 11)),
    ],
)
def test_a_weekdays_limit_goes_by_the_day_that_counts_as_accepted(
    accepted_at: datetime, due: tuple[int, int]
) -> None:
    """Thursday after three is Friday's, Friday after three is Monday's, and New Year's Friday is nobody's."""
    assert due_date(NO_APPOINTMENT_FRIDAY, limited("5"), accepted_at) == at(*due).date()


def test_a_weekdays_limit_holds_for_what_it_names() -> None:
    """Another field keeps its limit; a procedure's own limit comes before that of its field."""
    friday = at(11, 27)
    assert due_date(NO_APPOINTMENT_FRIDAY, limited("5", field="2"), friday) == date(2026, 12, 4)
    own = WeekdayLimit(FRIDAY, "1", procedures=("1.001193",))
    both = replace(PLAIN, weekday_limits=(*NO_APPOINTMENT_FRIDAY.weekday_limits, own))
    assert due_date(both, limited("5"), friday) == date(2026, 11, 30)
    assert due_date(both, limited("5", code="1.000894"), friday) == date(2026, 11, 27)


def test_a_weekdays_limit_serves_where_the_usual_one_cannot_be_counted() -> None:
    """On a Friday without appointments a procedure without a time limit is due that day."""
    assert due_date(NO_APPOINTMENT_FRIDAY, limited(""), at(11, 27)) == date(2026, 11, 27)


@pytest.mark.parametrize("limit", ["", "theo quy định", "0", "3 ngày", "-1", "1,5", str(LIMIT_DAYS_MAX + 1)])
def test_a_limit_that_cannot_be_counted_is_refused(limit: str) -> None:
    """The refusal names the procedure, and no date is guessed."""
    refusal = refusal_of(PLAIN, limit, at(11, 23))
    assert (refusal.name, refusal.values) == ("time-limit-unknown", {"procedure": "1.001193"})


def test_an_empty_calendar_is_refused() -> None:
    """Without holidays nobody has entered the calendar, though hours and swap days are there."""
    empty = with_days(replace(PLAIN, holidays={}), SWAP_SATURDAY)
    refusal = refusal_of(empty, SAME_DAY, at(11, 23))
    assert (refusal.name, refusal.values) == ("calendar-empty", {"year": 2026})


def test_a_count_that_leaves_the_entered_years_is_refused() -> None:
    """The last day of the entered years is counted, the first day beyond them is not."""
    plan = replace(PLAIN, holidays={day: name for day, name in PLAIN.holidays.items() if day.year == 2026})
    assert due_date(plan, limited("1"), at(12, 30)) == date(2026, 12, 31)
    for limit, accepted_at in [("1", at(12, 31)), (SAME_DAY, at(12, 31, 15)), ("9 ngày lịch", at(12, 28))]:
        refusal = refusal_of(plan, limit, accepted_at)
        assert (refusal.name, refusal.values) == ("calendar-empty", {"year": 2027})


def test_a_year_without_tet_is_not_counted_through_its_weeks() -> None:
    """With New Year alone entered, January is counted until Tết can begin, and the months after it are."""
    fixed = {day: name for day, name in PLAIN.holidays.items() if day not in TET}
    plan = replace(PLAIN, holidays=fixed)
    assert due_date(plan, limited("1"), at(1, 15)) == date(2027, 1, 18)
    assert due_date(plan, limited("10"), at(3, 1)) == date(2027, 3, 15)
    for limit, accepted_at in [("2", at(1, 15)), ("60 ngày lịch", at(12, 31)), (SAME_DAY, at(2, 17))]:
        refusal = refusal_of(plan, limit, accepted_at)
        assert (refusal.name, refusal.values) == ("calendar-empty", {"year": 2027})


def test_an_office_that_never_works_gives_no_date() -> None:
    """The search for a working day ends after COUNTED_DAYS_MAX days, or where dates end."""
    years = range(2026, 2027 + COUNTED_DAYS_MAX // 365)
    never = replace(PLAIN, hours=((),) * 7, holidays={date(year, 2, 1): Name("Tết") for year in years})
    assert refusal_of(never, "1", at(11, 23)).name == "calendar-empty"
    last = replace(never, holidays={date(date.max.year, 2, 1): Name("Tết")})
    end = datetime.combine(date.max, time(9), HANOI)
    assert refusal_of(last, "1", end).values == {"year": date.max.year}


@pytest.mark.parametrize(
    ("due", "apology"),
    [
        ((11, 27), (11, 26)),
        ((11, 25), (11, 23)),
        ((11, 30), (11, 27)),
        ((1, 4), (12, 31)),
        ((2, 12), (2, 4)),
        ((2, 9), (2, 4)),
    ],
)
def test_an_apology_is_due_on_the_working_day_before(due: tuple[int, int], apology: tuple[int, int]) -> None:
    """Weekends, holidays, New Year and Tết are passed over, from a day off too."""
    assert apology_day(PLAIN, at(*due).date()) == at(*apology).date()


def test_an_apology_may_be_due_on_a_swap_day() -> None:
    """The worked Saturday is the last working day before Monday."""
    assert apology_day(SWAPPED, date(2026, 11, 30)) == SWAP_SATURDAY


def test_the_day_of_the_apology_is_never_refused() -> None:
    """It is asked while views are folded, so an empty calendar or an office that never works gives a day."""
    assert apology_day(replace(PLAIN, holidays={}), date(2030, 1, 7)) == date(2030, 1, 4)
    never = replace(PLAIN, hours=((),) * 7)
    assert apology_day(never, date(2026, 11, 30)) == date(2026, 11, 29)
    just_too_far = with_days(never, date(2026, 11, 30) - timedelta(days=DAYS_BACK_MAX + 1))
    assert apology_day(just_too_far, date(2026, 11, 30)) == date(2026, 11, 29)
    assert apology_day(never, date.min) == date.min


def test_a_day_with_sessions_is_a_working_day() -> None:
    """Holidays and weekends are none, swap days are some."""
    assert is_working_day(PLAIN, date(2026, 11, 23))
    assert not is_working_day(PLAIN, NEW_YEAR)
    assert not is_working_day(PLAIN, SWAP_SATURDAY)
    assert is_working_day(SWAPPED, SWAP_SATURDAY)


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        (SAME_DAY, TimeLimit(0)),
        ("Trong  Ngày ", TimeLimit(0)),
        ("trong nga\u0300y", TimeLimit(0)),
        ("3", TimeLimit(3)),
        ("05 ngày làm việc", TimeLimit(5)),
        ("30 ngày lịch", TimeLimit(30, "calendar")),
        (str(LIMIT_DAYS_MAX), TimeLimit(LIMIT_DAYS_MAX)),
        ("00", None),
        ("٣", None),
        ("3 ngay", None),
        ("3 tháng", None),
    ],
)
def test_time_limits_are_read_as_the_catalogue_writes_them(text: str, limit: TimeLimit | None) -> None:
    """Case, blanks and the form of accents do not matter; days of which kind is not said are not guessed."""
    assert read_time_limit(text) == limit
