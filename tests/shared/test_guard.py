"""Which keys were meant: the rule of the terminal, on the cases shared with web/."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from tests.shared.guarded import GuardedKeys
from ticketing.desk.guard import GUARD_TIMES, Stroke

SHARED = json.loads(Path(__file__).with_name("guard.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", SHARED["cases"], ids=lambda case: case["fact"])
def test_a_key_acts_as_its_case_says(case: dict[str, Any]) -> None:
    """At every moment of the case exactly those commands are given, and it is said or not."""
    keys = GuardedKeys()
    for at, name, *expected in case["steps"]:
        keys.acted, keys.said = [], 0
        keys.pass_time(at)
        if name == "field":
            keys.guard.typed_elsewhere(at)
        elif name == "calm":
            keys.guard.calm(at)
        elif name:
            kind, command = SHARED["strokes"][name]
            keys.press(Stroke(kind, name, command), at)
        assert keys.acted == (expected[0] if expected else []), (at, name)
        assert keys.said == (len(expected) > 1), (at, name)


def test_the_times_are_those_of_the_cases() -> None:
    """How long a key is held back, and what ends what is typed."""
    assert asdict(GUARD_TIMES) == SHARED["limits"]
