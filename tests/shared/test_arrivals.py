"""When a clerk is told that the first one has come, on the cases shared with web/."""

import json
from pathlib import Path
from typing import Any

import pytest

from ticketing.desk.arrivals import Arrivals

SHARED = json.loads(Path(__file__).with_name("arrivals.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", SHARED["cases"], ids=lambda case: case["fact"])
def test_the_first_one_is_told_as_its_case_says(case: dict[str, Any]) -> None:
    """What is heard and what stands there is the same as in a browser."""
    arrivals = Arrivals()
    for step in case["steps"]:
        if "begins" in step:
            arrivals.begin()
            continue
        heard = arrivals.look(is_free=step["free"], waiting=step["waiting"], seconds=step["at"])
        assert (heard, arrivals.stands) == (step["heard"], step["stands"]), step
