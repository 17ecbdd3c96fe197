"""Which procedures a typed text finds: the search of terminal and kiosk, on the cases shared with web/."""

import json
from pathlib import Path
from typing import Any

import pytest

from ticketing.plan import Procedure
from ticketing.search.finding import ProcedureIndex

SHARED = json.loads(Path(__file__).with_name("search.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", SHARED["cases"], ids=lambda case: case["fact"])
def test_a_search_finds_what_its_case_says(case: dict[str, Any]) -> None:
    """What a browser finds is found too, with what is near besides."""
    procedures = [Procedure(each["code"], "1", each["name"]) for each in SHARED["procedures"]]
    found = ProcedureIndex(procedures).search(case["typed"])
    assert {each.code for each in found.procedures} >= set(case["found"])
