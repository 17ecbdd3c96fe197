"""Stretches of time and days as a desk shows and reads them."""

from datetime import date, timedelta

import pytest

from tests.ticketing.history import History
from tests.ticketing.plans import MONDAY_MORNING as EIGHT
from ticketing.desk.times import is_late, minutes_between, read_day, stopwatch, waited_seconds
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
    assert is_late(seconds, 15) is late


def test_what_is_not_known_is_not_said() -> None:
    """Nobody is late without a target; without a time only waits that have ended are told."""
    history = History()
    number = history.issue()
    assert not is_late(86_400, None)
    assert waited_seconds(history.ticket(number), None, None) == 0
    assert waited_seconds(history.ticket(number), None, EIGHT + timedelta(minutes=5)) == 300


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
