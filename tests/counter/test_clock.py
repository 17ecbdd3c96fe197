"""Stretches of time as a desk shows them."""

from datetime import timedelta

import pytest

from counter.clock import minutes_between, stopwatch
from tests.ticketing.plans import MONDAY_MORNING as EIGHT


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
