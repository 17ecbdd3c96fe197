"""A clock and a random source that a test holds in its hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

import pytest

from server.clerks.pins import PinCost
from tests.ticketing.plans import MONDAY_MORNING
from ticketing.refusals import Refusal

# What a hash costs is held by tests/server/clerks/test_register.py; everywhere else it only takes time.
CHEAP_PINS = PinCost(passes=1, memory_kib=8)


@contextmanager
def refused(name: str) -> Iterator[None]:
    """Expect the refusal of this name."""
    with pytest.raises(Refusal) as caught:
        yield
    assert caught.value.name == name


@dataclass
class ManualClock:
    """A clock that stands still until the test moves it."""

    moment: datetime = MONDAY_MORNING
    gone_by: float = 0

    def now(self) -> datetime:
        """The moment the test has set."""
        return self.moment

    def ticks(self) -> float:
        """The seconds that have gone by."""
        return self.gone_by

    def forward(self, **by: float) -> None:
        """Let time go on by so many seconds, minutes, hours or days."""
        self.moment += timedelta(**by)
        self.gone_by += timedelta(**by).total_seconds()

    def jump(self, **by: float) -> None:
        """Set the clock by so many seconds, minutes, hours or days, with no time gone by."""
        self.moment += timedelta(**by)


class CountedRandomSource:
    """Texts in a known order, each once."""

    def __init__(self) -> None:
        self._throws = count(1)

    def track(self) -> str:
        """The next track."""
        return f"TRACK{next(self._throws):07d}"

    def secret(self) -> str:
        """The next secret."""
        return f"secret-{next(self._throws)}"

    def request_id(self) -> str:
        """The next request id."""
        return f"request-{next(self._throws)}"
