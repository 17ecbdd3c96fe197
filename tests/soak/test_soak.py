"""Some days of an office at one server: nothing of it grows with them."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.rings import RING
from tests.soak.figures import DayFigures, grown
from tests.soak.soak import soak

FLAT = DayFigures(
    day=1,
    presses=600,
    refused=90,
    memory=60.0,
    screens_memory=45.0,
    files=25,
    threads=6,
    tasks=4,
    offices=2,
    wal=4.0,
    journal=1.0,
    median_milliseconds=2.0,
    slow_milliseconds=9.0,
    processor_milliseconds=3.0,
    look_milliseconds=3.0,
    screens_milliseconds=3.0,
    start_milliseconds=120.0,
)


@pytest.mark.slow
@pytest.mark.seeded
async def test_nothing_grows_with_the_days(tmp_path: Path) -> None:
    """Memory, files, threads, tasks and the write-ahead log are after some days what they were after two.

    Every day has sign-ins, presses, refusals, phones, boards that ask, screens that break off and strangers.
    """
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    days = [day async for day in soak(data, RING.soaked_days, RING.soaked_visits)]
    assert all(day.refused > 0 for day in days)
    assert grown(days) == []


def test_what_grows_is_told() -> None:
    """Each figure that may not grow has its sentence when it does, and none while it does not."""
    days = [FLAT] * 16
    assert grown(days) == []
    grown_figures: dict[str, Any] = {
        "memory": 67.0,
        "screens_memory": 50.0,
        "files": 29,
        "threads": 7,
        "tasks": 5,
        "offices": 20,
        "wal": 12.0,
    }
    for name, value in grown_figures.items():
        more = replace(FLAT, **{name: value})
        assert len(grown([*days, more, more])) == 1, name


@pytest.mark.parametrize("name", ["slow_milliseconds", "processor_milliseconds", "start_milliseconds"])
def test_what_takes_longer_is_told(name: str) -> None:
    """Times are compared by many days, so that one bad moment of the machine is none of the server's."""
    slow: DayFigures = replace(FLAT, **{name: 2 * getattr(FLAT, name)})
    assert grown([*[FLAT] * 15, slow, *[FLAT] * 15]) == []
    assert len(grown([*[FLAT] * 15, *[slow] * 15])) == 1
    busy = replace(slow, look_milliseconds=6.0, screens_milliseconds=6.0)
    assert grown([*[FLAT] * 15, *[busy] * 15]) == []
