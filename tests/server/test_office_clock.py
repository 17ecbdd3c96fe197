"""The office's time beside the computer's clock."""

from datetime import timedelta

from server.clock import SystemClock
from server.office_clock import OfficeClock
from tests.server.fakes import ManualClock
from tests.ticketing.plans import HANOI, MONDAY_MORNING

SECOND = timedelta(seconds=1)


def test_the_computers_clock_is_the_offices() -> None:
    """As long as it goes on evenly."""
    clock = ManualClock()
    office = OfficeClock(clock)
    for seconds in (1, 3_600, 86_400 * 3):
        clock.forward(seconds=seconds)
        assert office.now() == clock.now()


def test_small_steps_are_followed_and_never_backwards() -> None:
    """What keeps a clock right is told to nobody; time stands for a second rather than run back."""
    clock = ManualClock()
    office = OfficeClock(clock)
    for _ in range(10):
        clock.jump(seconds=1.5)
        assert office.now() == clock.now()
    clock.jump(seconds=-1.5)
    assert office.now() == clock.now() + 1.5 * SECOND
    clock.forward(seconds=4)
    assert office.now() == clock.now()


def test_a_jump_is_not_followed_and_said_how_long_it_has_stood() -> None:
    """The office's time goes on by the time gone by, until whoever writes the journal lets it follow."""
    clock = ManualClock()
    office = OfficeClock(clock)
    clock.jump(days=1)
    assert (office.now(), office.reading().has_jumped) == (MONDAY_MORNING, True)
    clock.forward(seconds=40)
    assert (office.now(), office.reading().stood_seconds) == (MONDAY_MORNING + 40 * SECOND, 40)
    clock.jump(days=1)
    assert office.reading().stood_seconds == 0
    office.follow(clock.now())
    clock.forward(seconds=1)
    assert (office.now(), office.reading().has_jumped) == (clock.now(), False)


def test_the_time_gone_by_is_not_the_time_of_day() -> None:
    """Seconds since the computer's start only rise, whatever its clock is set to."""
    clock = SystemClock(HANOI)
    first = clock.ticks()
    assert 0 <= first <= clock.ticks()
    assert abs(clock.now().timestamp() - first) > 1
