"""When a question takes the key that confirms it: the terminal's rule, on the cases shared with web/."""

import json
from pathlib import Path
from typing import Any

import pytest

from ticketing.desk.confirming import CONFIRM_AFTER_SECONDS, Confirming

SHARED = json.loads(Path(__file__).with_name("confirming.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", SHARED["cases"], ids=lambda case: case["fact"])
def test_a_key_is_meant_or_not_as_its_case_says(case: dict[str, Any]) -> None:
    """The same keys answer as in a browser; the cases go by the constant of the desk's model."""
    assert SHARED["confirm_after_seconds"] == CONFIRM_AFTER_SECONDS
    question = Confirming(0)
    assert [question.takes(at) for at in case["keys"]] == case["meant"]
