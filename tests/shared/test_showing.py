"""Which call stands on the wall: the terminal's rules, on the cases shared with web/."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from display import showing
from display.showing import Showing
from tests.ticketing.plans import MONDAY_MORNING
from ticketing.office import CALLS_SHOWN_MAX, Call

SHARED = json.loads(Path(__file__).with_name("showing.json").read_text(encoding="utf-8"))


def later(seconds: float) -> Any:
    """A moment of the day."""
    return MONDAY_MORNING + timedelta(seconds=seconds)


def take(wall: Showing, step: dict[str, Any]) -> None:
    """What happens at one moment of a case."""
    if step.get("connection") is False:
        wall.lose_connection(step["at"])
    elif step.get("connection") is True:
        wall.regain_connection()
    elif "calls" in step:
        calls = [Call(call, "1001", "1", 1, later(called_at)) for call, called_at in step["calls"]]
        wall.see(calls, step["at"], later(step["at"]))
    else:
        wall.advance(step["at"])


@pytest.mark.parametrize("case", SHARED["cases"], ids=lambda case: case["fact"])
def test_the_wall_shows_what_its_case_says(case: dict[str, Any]) -> None:
    """At every moment that call stands there, so many wait for their turn, and it is lit or not."""
    wall = Showing()
    for step in case["steps"]:
        take(wall, step)
        shows = wall.current.call if wall.current else None
        assert shows == step["shows"], step
        assert len(wall.following) == step["following"], step
        assert wall.is_flashing(step["at"]) is step["flashes"], step


def test_the_limits_are_those_of_the_cases() -> None:
    """How long a call is shown, when one comes too late to be, and how many wait."""
    assert SHARED["limits"] == {
        "shown_seconds_min": showing.CALL_SHOWN_SECONDS_MIN,
        "shown_seconds_at_rush": showing.CALL_SHOWN_SECONDS_AT_RUSH,
        "missed_call_seconds_max": showing.MISSED_CALL_SECONDS_MAX,
        "waiting_max": showing.WAITING_MAX,
        "calls_shown_max": CALLS_SHOWN_MAX,
        "flash_seconds": showing.FLASH_SECONDS,
        "flash_period_seconds": showing.FLASH_PERIOD_SECONDS,
    }
