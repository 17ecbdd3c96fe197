"""The desk's page calls a counter what the office calls it, as the terminal does."""

import json
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from server.desk_model import desk_model
from tests.web.node_rules import NodeRules
from tests.web.office import BOARD_PLAN
from ticketing.places import PlacesNamed
from ticketing.plan import CounterPlan, Name, place_at
from ticketing.wire.codec import encode_value
from ticketing.wire.messages import office_card
from wording import load

pytestmark = pytest.mark.slow

RULES = NodeRules(Path(__file__).with_name("desk_rules.mjs"))
MODEL = json.loads(desk_model())


def test_a_counter_is_called_what_the_office_calls_it() -> None:
    """Room 201 is one in every sentence of the page, as in those of a terminal."""
    counters = (
        CounterPlan(1, Name("Hộ tịch"), "", ("1",)),
        CounterPlan(2, Name("Quầy A"), "", ("1",)),
        CounterPlan(3, Name("Phòng 201"), "", ("1",)),
    )
    plan = replace(BOARD_PLAN, counters=counters)
    card = json.loads(bytes(encode_value(office_card(plan))))
    languages = {language: load(language) for language in ("vi", "en")}
    placed = {
        code: words.filled_by(PlacesNamed(words, partial(place_at, plan.counters)))
        for code, words in languages.items()
    }
    names = ("counter", "closed", "toCounter", "occupied", "notice.help", "answerer.counter")
    asked, expected = [], []
    sentences = MODEL["en"]["words"]
    for language, words in placed.items():
        for name in names:
            for number in (1, 2, 3, 9):
                values = {"counter": number, "clerk": "Hoa"}
                asked.append(("sayAt", [language, card, name, values]))
                expected.append(words(sentences[name], **values))
    brief = [("counterInBrief", [card, number]) for number in (1, 2, 3, 9)]
    with RULES:
        said = RULES.answer({"models": MODEL, "asked": [*asked, *brief]})
    assert said[: len(expected)] == expected
    assert "Phòng 201" in expected
    assert "Counter A" in expected
    assert said[len(expected) :] == ["1", "A", "phòng 201", "9"]
