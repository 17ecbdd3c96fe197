"""Stretches of time and days as a desk shows and reads them."""

from datetime import date, timedelta

import pytest

from tests.ticketing.plans import MONDAY_MORNING as EIGHT
from ticketing.desk.times import is_late, late_count, minutes_between, read_day, stopwatch
from ticketing.sentences import shown_day


@pytest.mark.parametrize(
    ("seconds", "text", "minutes"), [(0, "0:00", 0), (425, "7:05", 7), (3600, "60:00", 60)]
)
def test_stretches_of_time(seconds: int, text: str, minutes: int) -> None:
    """Seconds are written with two digits, minutes are whole."""
    assert stopwatch(EIGHT, EIGHT + timedelta(seconds=seconds)) == text
    assert minutes_between(EIGHT, EIGHT + timedelta(seconds=seconds)) == minutes


def test_what_lies_ahead_or_is_unknown_is_zero() -> None:
    """A clock that is behind shows nothing negative."""
    assert stopwatch(EIGHT, EIGHT - timedelta(seconds=5)) == "0:00"
    assert stopwatch(EIGHT, None) == "0:00"
    assert minutes_between(EIGHT, None) == 0


@pytest.mark.parametrize(("seconds", "late"), [(0, False), (900, False), (959, False), (960, True)])
def test_who_waits_longer_than_the_target_is_late(seconds: int, late: bool) -> None:
    """With a target of 15 minutes from the minute on that is shown as 16."""
    now = EIGHT + timedelta(seconds=seconds)
    assert is_late(EIGHT, now, 15) is late
    assert late_count([EIGHT, now], now, 15) == int(late)


def test_nobody_is_late_without_a_target_or_a_time() -> None:
    """What is not known is not said."""
    assert not is_late(EIGHT, EIGHT + timedelta(days=1), None)
    assert not is_late(EIGHT, None, 15)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("5/12/2026", date(2026, 12, 5)),
        ("05.12.2026", date(2026, 12, 5)),
        ("2026-12-5", date(2026, 12, 5)),
        ("29/2/2028", date(2028, 2, 29)),
        ("31/2/2026", None),
        ("5/12/26", None),
        ("x", None),
        ("", None),
    ],
)
def test_days_are_read_as_people_write_them(text: str, day: date | None) -> None:
    """What is no day is none."""
    assert read_day(text) == day
    assert day is None or read_day(shown_day(day)) == day
