"""What the browser's desk makes of an office with many fields, and of one whose file has changed."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from server.desk_model import desk_model
from tests.web.desk_views import desk_view
from tests.web.node_rules import NodeRules
from tests.web.office import BOARD_PLAN
from ticketing.plan import Field, Name
from ticketing.wire.codec import encode_value
from ticketing.wire.messages import office_card

pytestmark = pytest.mark.slow

SCRIPT = Path(__file__).with_name("desk_rules.mjs")
FIELDS = tuple(Field(str(code), Name(f"L{code}"), str(code)) for code in range(1, 41))


def answers(*asked: tuple[str, Any]) -> list[Any]:
    """What the desk's rules make of these values."""
    with NodeRules(SCRIPT) as rules:
        return rules.answer({"models": json.loads(desk_model()), "asked": asked})


def test_the_fields_of_a_counter_are_told_in_brief() -> None:
    """Up to three by name, more with how many there are, and all of the office in two words."""
    card = json.loads(bytes(encode_value(office_card(replace(BOARD_PLAN, fields=FIELDS)))))
    codes = [field.code for field in FIELDS]
    told = answers(*(("inBrief", [card, codes[:count]]) for count in (2, 3, 5, 40)))
    assert told == ["L1, L2", "L1, L2, L3", "L1, L2, L3 và 2 lĩnh vực khác", "mọi lĩnh vực"]


def test_warnings_are_read_with_a_view() -> None:
    """Each in both languages; what has no words is none."""
    told = [
        {"vi": "Quầy 3 không còn", "en": "Counter 3 is gone"},
        {"vi": "X", "en": ""},
        {"vi": ""},
        None,
        "x",
    ]
    (read,) = answers(("view", {**desk_view(), "warnings": told, "server_warnings": told}))
    assert read["warnings"] == read["serverWarnings"] == [told[0], {"vi": "X", "en": "X"}]
