"""When an office takes numbers: sessions, holidays, swap days, and the end of the day."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.ticketing.history import History, opened
from tests.ticketing.plans import FIELDS, HANOI, MONDAY_MORNING, MORNING, office_hours
from ticketing import commands as c
from ticketing import events as e
from ticketing.decide import close_day
from ticketing.office import new_day
from ticketing.plan import DAYS_AHEAD_MAX, END_OF_DAY, Name, OfficePlan, Session
from ticketing.refusals import Refusal
from ticketing.tickets import TicketState
from ticketing.views import kiosk_view

CULTURE_DAY = date(2026, 11, 24)
SWAP_SATURDAY = date(2026, 11, 28)
PLAN = office_hours(
    holidays={CULTURE_DAY: Name("Ngày Văn hóa Việt Nam", "Vietnam Culture Day")},
    extra_days={SWAP_SATURDAY: (MORNING,)},
)


def at(day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    """A moment of November 2026; the 23rd is a Monday."""
    return datetime(2026, 11, day, hour, minute, second, tzinfo=HANOI)


def refusal_at(now: datetime, plan: OfficePlan = PLAN) -> Refusal:
    """The refusal that a citizen meets at this moment."""
    with pytest.raises(Refusal) as caught:
        History(plan, now).issue()
    return caught.value


@pytest.mark.parametrize("now", [at(23, 7, 30), at(23, 11, 29, 59), at(23, 13, 30), at(23, 16, 59, 59)])
def test_numbers_are_given_out_in_sessions(now: datetime) -> None:
    """A session begins with its first second and ends before its last."""
    assert History(PLAN, now).issue() == "1001"


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        (at(23, 0), "07:30 23/11/2026"),
        (at(23, 7, 29, 59), "07:30 23/11/2026"),
        (at(23, 11, 30), "13:30 23/11/2026"),
        (at(23, 17), "07:30 25/11/2026"),
        (at(27, 17), "07:30 28/11/2026"),
        (at(28, 12), "07:30 30/11/2026"),
        (at(29, 9), "07:30 30/11/2026"),
    ],
)
def test_outside_sessions_a_citizen_is_told_when_to_come(now: datetime, opens: str) -> None:
    """The refusal names the next session: after lunch, after holidays and weekends, on a swap day."""
    refusal = refusal_at(now)
    assert (refusal.name, refusal.values["opens"]) == ("office-closed", opens)


def test_on_a_holiday_the_office_is_closed_by_its_name() -> None:
    """The refusal on a holiday says which."""
    refusal = refusal_at(at(24, 9))
    assert (refusal.name, refusal.values["holiday"]) == ("office-holiday", "Ngày Văn hóa Việt Nam")


def test_a_swap_day_is_open_though_it_is_a_saturday_or_a_holiday() -> None:
    """Extra days come before holidays, holidays before weekdays."""
    assert History(PLAN, at(28, 8)).issue() == "1001"
    both = office_hours(holidays=PLAN.holidays, extra_days={CULTURE_DAY: (MORNING,)})
    assert History(both, at(24, 8)).issue() == "1001"
    assert refusal_at(at(24, 14), both).name == "office-closed"


def test_an_office_may_be_open_at_any_hour() -> None:
    """always_open gives out numbers at night and on a holiday."""
    plan = office_hours(holidays=PLAN.holidays)
    always = type(plan)(**{name: getattr(plan, name) for name in plan.__slots__} | {"always_open": True})
    assert History(always, at(24, 3)).issue() == "1001"
    assert kiosk_view(History(always, at(24, 3)).office, at(24, 3)).is_open


def test_an_office_without_sessions_never_opens() -> None:
    """Where no session comes within DAYS_AHEAD_MAX days there is no next opening."""
    plan = office_hours(hours=((),) * 7)
    assert plan.opens_next(MONDAY_MORNING) is None
    far = MONDAY_MORNING.date() + timedelta(days=DAYS_AHEAD_MAX)
    assert office_hours(hours=((),) * 7, extra_days={far: (MORNING,)}).opens_next(MONDAY_MORNING) is None
    assert refusal_at(MONDAY_MORNING, plan).name == "office-closed-long"


def test_the_next_opening_is_later_than_now() -> None:
    """In the second in which a session opens, the next one is meant."""
    assert PLAN.opens_next(at(23, 7, 30)) == at(23, 13, 30)


LATE = Session(time(13, 30), END_OF_DAY)
POLICE = replace(FIELDS[0], hours=((Session(time(8), time(11)),),) * 4 + ((), (MORNING,), ()))


def test_a_session_that_closes_at_24_00_is_open_to_the_last_moment() -> None:
    """The last microsecond of the day is in it, the next day's first is not, and it ends at midnight."""
    plan = office_hours(hours=((LATE,), ()) + ((),) * 5)
    last = at(23, 23, 59, 59).replace(microsecond=999_999)
    assert plan.session_at(last) == LATE
    assert plan.session_at(at(24, 0)) is None
    assert LATE.ends_on(date(2026, 11, 23), HANOI) == at(24, 0)
    assert str(LATE) == "13:30-24:00"
    whole = Session(time.min, END_OF_DAY)
    assert all(office_hours(hours=((whole,),) * 7).session_at(now) for now in (at(23, 0), last, at(24, 0)))


def test_a_field_with_hours_of_its_own_takes_numbers_in_both_alone() -> None:
    """The police sit from 8 to 11: outside those hours, and outside the office's, it says when it opens."""
    plan = office_hours(fields=(POLICE, *FIELDS[1:]))
    assert History(plan, at(23, 8)).issue("1") == "1001"
    refusal = refusal_at(at(23, 7, 45), plan)
    assert (refusal.name, refusal.values["opens"]) == ("field-closed", "08:00 23/11/2026")
    assert History(plan, at(23, 7, 45)).issue("2") == "2001"
    assert refusal_at(at(23, 6), plan).values["opens"] == "08:00 23/11/2026"
    refusal = refusal_at(at(26, 14), plan)
    assert (refusal.name, refusal.values["opens"]) == ("field-closed", "08:00 30/11/2026")
    never = office_hours(fields=(replace(POLICE, hours=((),) * 7), *FIELDS[1:]))
    assert refusal_at(at(23, 8), never).name == "field-closed-long"
    assert History(replace(plan, always_open=True), at(23, 3)).issue("1") == "1001"


def test_hours_of_a_field_follow_the_calendar_of_the_office() -> None:
    """Holidays close it too; a shortened day narrows it; a swap day of a free weekday is open for all."""
    short = date(2026, 11, 25)
    plan = replace(PLAN, extra_days={**PLAN.extra_days, short: (Session(time(7, 30), time(9)),)})
    assert plan.sessions_on(CULTURE_DAY, POLICE) == ()
    assert plan.sessions_on(short, POLICE) == (Session(time(8), time(9)),)
    assert plan.sessions_on(SWAP_SATURDAY, POLICE) == (MORNING,)
    assert plan.sessions_on(date(2026, 11, 23)) == PLAN.hours[0]


def test_the_kiosk_is_told_of_a_closed_field_and_when_it_opens() -> None:
    """Its row has today's own hours; a field without any has none, and is open with the office."""
    plan = office_hours(fields=(POLICE, *FIELDS[1:]))
    police, other, _ = kiosk_view(new_day(plan, date(2026, 11, 23)), at(23, 11)).fields
    assert (police.is_open, police.opens_at) == (False, at(24, 8))
    assert police.hours == (Session(time(8), time(11)),)
    assert (other.is_open, other.opens_at, other.hours) == (True, None, ())


def test_the_next_opening_has_the_offset_of_its_own_day() -> None:
    """On the eve of summer time a kiosk is told 07:30 of the new time."""
    berlin = ZoneInfo("Europe/Berlin")
    plan = office_hours(hours=((MORNING,),) * 7)
    opens = plan.opens_next(datetime(2027, 3, 27, 20, tzinfo=berlin))
    assert opens is not None
    assert opens.isoformat() == "2027-03-28T07:30:00+02:00"


def test_a_session_before_noon_is_a_morning() -> None:
    """Paper and screens call a session by the hour in which it opens."""
    assert Session(time(11, 59), time(12, 30)).is_morning
    assert not Session(time(12), time(17)).is_morning


def test_the_clerks_work_on_when_no_more_numbers_are_given_out() -> None:
    """After the last session whoever has a number is still called and served."""
    history = opened(PLAN, (1,))
    number = history.issue()
    history.now = at(23, 17, 30)
    assert history.call_next(1).number == number
    history.do(c.FinishService(1))
    assert history.ticket(number).state is TicketState.SERVED


@pytest.mark.parametrize("command", [c.CallNext(1), c.IssueTicket("1"), c.OpenCounter(1, "Hoa")])
def test_after_midnight_the_service_day_is_over(command: c.Command) -> None:
    """Nothing is added to a day on another date, neither on the next nor on the one before."""
    for day in (22, 24):
        history = History(PLAN)
        history.now = at(day, 0)
        assert history.refusal(command) == "service-day-over"


def test_closing_the_day_ends_every_ticket_but_those_that_have_ended() -> None:
    """Waiting, called, served and parked tickets lapse; a no-show, a served and a cancelled one stay."""
    history = opened(PLAN)
    served, missed, parked, called, serving, gone, waiting = (history.issue() for _ in range(7))
    history.do(c.CallTicket(1, served), c.FinishService(1))
    history.do(c.CallTicket(1, missed), c.MarkNoShow(1))
    history.do(c.CallTicket(1, parked), c.Park(1))
    history.do(c.CallTicket(1, called), c.CallTicket(3, serving), c.StartService(3))
    history.do(c.CancelTicket(gone))
    history.now = at(24, 6)
    history.end_day()
    lapsed = [event.number for event in history.events if isinstance(event, e.TicketLapsed)]
    assert lapsed == [parked, called, serving, waiting]
    assert history.ticket(missed).state is TicketState.NO_SHOW
    assert not any(counter.ticket for counter in history.office.counters.values())
    assert not any(history.office.queues.values())
    assert close_day(history.office, history.now) == ()


def test_a_lapsed_ticket_counts_no_service_seconds() -> None:
    """When the service of a forgotten ticket ended is not known, so its night is not counted."""
    history = opened(PLAN)
    number = history.issue()
    history.do(c.CallNext(1), c.StartService(1))
    history.now = at(24, 6)
    history.end_day()
    assert history.ticket(number).service_seconds is None
