"""What holds for due dates in any calendar."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ticketing.calendars import limited
from tests.ticketing.plans import HANOI, MORNING, office_hours
from ticketing.plan import Name, OfficePlan, Rules, Session
from ticketing.rules.due_dates import LIMIT_DAYS_MAX, apology_day, due_date, is_working_day, read_time_limit

pytestmark = pytest.mark.slow

OFF = Name("Nghỉ lễ")
FIRST, LAST = date(2026, 1, 1), date(2027, 12, 31)
ENTERED = dict.fromkeys((date(year, month, 1) for year in range(2026, 2032) for month in (1, 2)), OFF)
DAYS = st.dates(FIRST, LAST)


@st.composite
def calendars(draw: st.DrawFn) -> OfficePlan:
    """An office open on some weekdays, with holidays and swap days anywhere, all its years entered."""
    sessions: st.SearchStrategy[tuple[Session, ...]] = st.sampled_from(((), (MORNING,)))
    hours = draw(st.tuples(*[sessions] * 7).filter(any))
    return office_hours(
        hours=hours,
        holidays=ENTERED | dict.fromkeys(draw(st.sets(DAYS, max_size=20)), OFF),
        extra_days=dict.fromkeys(draw(st.sets(DAYS, max_size=5)), (MORNING,)),
        rules=Rules(same_day_until=draw(st.one_of(st.none(), st.times()))),
    )


MOMENTS = st.builds(datetime.combine, DAYS, st.times(), st.just(HANOI))
COUNTS = st.integers(1, 60)


def counted(plan: OfficePlan, accepted_at: datetime) -> date:
    """The day on which a dossier counts as accepted: a same-day result is due on it."""
    return due_date(plan, limited("trong ngày"), accepted_at)


@given(
    calendars(), MOMENTS, st.one_of(st.just("trong ngày"), COUNTS.map(str), COUNTS.map("{} ngày lịch".format))
)
def test_a_due_date_is_a_working_day_and_never_before_acceptance(
    plan: OfficePlan, accepted_at: datetime, limit: str
) -> None:
    """No dossier is due on a day off or earlier than it came."""
    due = due_date(plan, limited(limit), accepted_at)
    assert is_working_day(plan, due)
    assert due >= accepted_at.date()


@given(calendars(), MOMENTS)
def test_a_dossier_counts_as_accepted_on_the_first_day_that_can_be(
    plan: OfficePlan, accepted_at: datetime
) -> None:
    """It is the day itself if that is worked and the hour early enough, else the next working day."""
    day, until = accepted_at.date(), plan.rules.same_day_until
    if is_working_day(plan, day) and (until is None or accepted_at.time() < until):
        assert counted(plan, accepted_at) == day
    else:
        between = (counted(plan, accepted_at) - day).days
        assert between > 0
        assert not any(is_working_day(plan, day + timedelta(days=n)) for n in range(1, between))


@given(calendars(), MOMENTS, COUNTS)
def test_between_acceptance_and_due_lie_as_many_working_days_as_the_limit(
    plan: OfficePlan, accepted_at: datetime, count: int
) -> None:
    """Counted anew, day by day, the working days after the acceptance up to the due date are the limit."""
    accepted = counted(plan, accepted_at)
    due = due_date(plan, limited(str(count)), accepted_at)
    days = (accepted + timedelta(days=n) for n in range(1, (due - accepted).days + 1))
    assert sum(is_working_day(plan, day) for day in days) == count


@given(calendars(), MOMENTS, COUNTS)
def test_days_of_the_calendar_run_on_to_the_first_working_day(
    plan: OfficePlan, accepted_at: datetime, count: int
) -> None:
    """They are due no earlier than the limit, no working day passed over, no later than working days are."""
    earliest = counted(plan, accepted_at) + timedelta(days=count)
    due = due_date(plan, limited(f"{count} ngày lịch"), accepted_at)
    passed = range((due - earliest).days)
    assert due >= earliest
    assert not any(is_working_day(plan, earliest + timedelta(days=n)) for n in passed)
    assert due <= due_date(plan, limited(str(count)), accepted_at)


@given(calendars(), MOMENTS, COUNTS, COUNTS, st.sampled_from(("{}", "{} ngày lịch")))
def test_a_longer_limit_is_never_due_earlier(
    plan: OfficePlan, accepted_at: datetime, one: int, other: int, form: str
) -> None:
    """Due dates grow with the limit, and so they do from the same-day result on."""
    shorter, longer = (
        due_date(plan, limited(form.format(count)), accepted_at) for count in sorted((one, other))
    )
    assert counted(plan, accepted_at) <= shorter <= longer


@given(calendars(), MOMENTS, MOMENTS, COUNTS)
def test_who_comes_later_is_never_served_earlier(
    plan: OfficePlan, one: datetime, other: datetime, count: int
) -> None:
    """Due dates grow with the moment of acceptance."""
    earlier, later = (due_date(plan, limited(str(count)), moment) for moment in sorted((one, other)))
    assert earlier <= later


@given(calendars(), MOMENTS, COUNTS, DAYS)
def test_a_further_holiday_never_brings_a_due_date_forward(
    plan: OfficePlan, accepted_at: datetime, count: int, day: date
) -> None:
    """Whoever enters a holiday late makes dossiers due the same day or later."""
    more = replace(plan, holidays=plan.holidays | {day: OFF})
    procedure = limited(str(count))
    assert due_date(plan, procedure, accepted_at) <= due_date(more, procedure, accepted_at)


@given(calendars(), st.dates(date(2026, 4, 1), LAST))
def test_the_apology_is_due_before_with_no_working_day_between(plan: OfficePlan, due: date) -> None:
    """Its day lies before the due date and is the last one on which the office works."""
    apology = apology_day(plan, due)
    assert apology < due
    between = range(1, (due - apology).days)
    assert not any(is_working_day(plan, apology + timedelta(days=n)) for n in between)


@given(st.one_of(st.text(), st.from_regex(r"[0-9]{1,6}( ngày (lịch|làm việc))?", fullmatch=True)))
def test_any_text_is_a_limit_within_bounds_or_none(text: str) -> None:
    """No text is an error, and none is read as a limit beyond LIMIT_DAYS_MAX."""
    limit = read_time_limit(text)
    assert limit is None or 0 <= limit.days <= LIMIT_DAYS_MAX
