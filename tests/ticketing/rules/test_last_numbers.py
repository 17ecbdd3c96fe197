"""When the kiosk says that a number can most likely not be served today any more."""

from dataclasses import replace
from datetime import datetime, time

import pytest

from tests.ticketing.history import History, opened
from tests.ticketing.plans import FIELDS, HANOI, PLAN, office_hours
from ticketing import commands as c
from ticketing.plan import CallingPolicy, OfficePlan, Session
from ticketing.rules.last_numbers import SERVICE_SECONDS_USUAL, Unlikely, unlikely_today
from ticketing.views import kiosk_view

STRICT = office_hours(policy=CallingPolicy("strict"))


def waiting(
    count: int, plan: OfficePlan = STRICT, *, at: time = time(16, 50), counters: tuple[int, ...] = (1,)
) -> History:
    """So many wait for field 1 at this time of Monday, with these counters open."""
    history = opened(plan, counters)
    for _ in range(count):
        history.issue()
    history.now = datetime.combine(history.now.date(), at, HANOI)
    return history


def found(history: History) -> set[str]:
    """The fields of which numbers are most likely not served today."""
    return {
        field for field, unlikely in unlikely_today(history.office, history.now).items() if unlikely.ordinary
    }


def test_nobody_waits_so_nobody_is_warned() -> None:
    """A minute before closing a free counter still takes whoever comes."""
    assert found(waiting(0, at=time(16, 59))) == set()


@pytest.mark.parametrize(("count", "fields"), [(2, set()), (3, {"1"}), (31, {"1"})])
def test_it_is_said_once_the_work_takes_longer_than_the_office_is_open(count: int, fields: set[str]) -> None:
    """Ten minutes are left, and a matter is taken to last five where nobody has been served today."""
    assert SERVICE_SECONDS_USUAL == 300
    assert found(waiting(count)) == fields


def test_todays_services_say_how_long_a_matter_lasts() -> None:
    """After three matters of one minute, nine that wait are done in ten minutes, eleven are not."""
    history = waiting(14, at=time(16, 47))
    for _ in range(3):
        history.call_next(1)
        history.do(c.StartService(1))
        history.wait(minutes=1)
        history.do(c.FinishService(1))
    assert found(history) == {"1"}
    history.do(c.CancelTicket("1014"))
    assert found(history) == set()


def test_lunch_is_no_time_and_the_afternoon_is() -> None:
    """At 11:25 with 40 waiting there are still three and a half hours, in which 43 are served and 44 not."""
    assert found(waiting(43, at=time(11, 25))) == set()
    assert found(waiting(44, at=time(11, 25))) == {"1"}


def test_counters_share_the_work_and_closed_ones_count_while_none_is_open() -> None:
    """Two open counters serve four in ten minutes; nobody is warned off before the first has opened."""
    assert found(waiting(4, counters=(1, 3))) == set()
    assert "1" in found(waiting(5, counters=(1, 3)))
    history = waiting(4)
    history.do(c.CloseCounter(1))
    assert found(history) == set()


def test_a_fields_own_hours_end_its_day() -> None:
    """At half past ten the police have half an hour, the others the whole day."""
    police = replace(FIELDS[0], hours=((Session(time(8), time(11)),),) * 7)
    plan = replace(STRICT, fields=(police, *FIELDS[1:]))
    assert found(waiting(6, plan, at=time(10, 30))) == set()
    assert found(waiting(7, plan, at=time(10, 30))) == {"1"}
    assert found(waiting(31, plan, at=time(11))) == set()


def test_a_priority_number_goes_before() -> None:
    """It is warned of only if those of its kind alone take too long, or the ratio lets so many by."""
    history = waiting(20)
    assert unlikely_today(history.office, history.now) == {"1": Unlikely(ordinary=True)}
    row = kiosk_view(history.office, history.now).fields[0]
    assert (row.unlikely_today, row.unlikely_with_priority) == (True, False)
    history = waiting(20, office_hours())
    history.now = history.now.replace(hour=8)
    history.issue("1", "elderly")
    history.now = history.now.replace(hour=16)
    assert unlikely_today(history.office, history.now)["1"] == Unlikely(ordinary=True, priority=True)


def test_an_office_that_is_always_open_has_no_end() -> None:
    """Where numbers are given at any hour nothing is said."""
    assert unlikely_today(waiting(200, PLAN).office, waiting(200, PLAN).now) == {}
