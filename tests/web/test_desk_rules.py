"""The desk's pure rules, run by node: the terminal's keys and words, and calm before whatever is broken."""

import json
import re
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from counter.keys import KEYS
from tests.ticketing.plans import MONDAY_MORNING
from tests.web.desk_views import desk_view, staff_view, ticket
from tests.web.office import BOARD_PLAN
from ticketing.desk.times import stopwatch
from ticketing.events import Reason, Rule
from ticketing.outcomes import OUTCOME_WORDS
from ticketing.rules.calling import REASON_SENTENCES, explain
from ticketing.wire.cards import office_card
from ticketing.wire.codec import encode_value
from tools.catalogues import sentences_in
from wording import load

pytestmark = pytest.mark.slow

RULES = Path(__file__).with_name("desk_rules.mjs")
ROOT = Path(__file__).parents[2]
WEB = ROOT / "web" / "desk"


def answers(*asked: tuple[str, Any]) -> list[Any]:
    """What the desk's rules make of these values; web/ is read as modules, as browsers read it."""
    command = ("node", "--experimental-default-type=module", "--no-warnings", str(RULES))
    done = subprocess.run(command, input=json.dumps(asked), capture_output=True, text=True, check=True)
    found: list[Any] = json.loads(done.stdout)
    return found


def as_sent(value: object) -> Any:
    """A value as it comes in a frame."""
    return json.loads(bytes(encode_value(value)))


def test_the_terminals_keys_and_words_are_the_browsers() -> None:
    """Every key of the terminal is on the same letter here, under the same words in both languages."""
    words, keys = answers(("words", None), ("keys", None))
    here = {key["name"]: key["cap"] for key in keys}
    vietnamese = load("vi")
    for key in KEYS:
        assert here[key.name] == key.cap
        assert words["en"][f"key.{key.name}"] == key.sentence
        assert words["vi"][f"key.{key.name}"] == vietnamese(key.sentence)


def test_a_sentence_that_the_terminal_has_too_is_worded_alike() -> None:
    """What the terminal's desk says in the same English it says in the same Vietnamese."""
    (words,) = answers(("words", None))
    vietnamese = load("vi").translations.gettext
    modules = [path for room in ("counter", "ticketing") for path in (ROOT / room).rglob("*.py")]
    terminal = {found for path in modules for found in sentences_in(path.read_text(encoding="utf-8"))}
    long = {name: text for name, text in words["en"].items() if not name.startswith("short.")}
    shared = {name: vietnamese(english) for name, english in long.items() if english in terminal}
    assert len(shared) > 60
    assert {name: words["vi"][name] for name in shared} == shared
    assert set(REASON_SENTENCES.values()) | set(OUTCOME_WORDS.values()) <= set(words["en"].values())


def test_both_languages_have_every_sentence_with_the_same_values_and_each_is_used() -> None:
    """No sentence lacks its translation or a value of it, and none is left over."""
    (words,) = answers(("words", None))
    assert words["vi"].keys() == words["en"].keys()
    values = {
        language: {name: sorted(re.findall(r"\{\w+\}", text)) for name, text in sentences.items()}
        for language, sentences in words.items()
    }
    assert values["vi"] == values["en"]
    code = "\n".join(
        path.read_text(encoding="utf-8") for path in WEB.glob("*.js") if "words-" not in path.name
    )
    families = ("key.", "short.", "state.", "why.", "print.", "line.", "counter.", "notice.", "answer.",
                "outcome.", "ask.", "role.", "trouble.")  # fmt: skip
    unused = [name for name in words["vi"] if f'"{name}"' not in code and not name.startswith(families)]
    assert unused == []


def test_a_reason_is_worded_as_in_the_terminal() -> None:
    """Each rule, with and without priority calls in between, reads the same in both languages."""
    reasons = [
        Reason(rule, is_priority=False, waited_seconds=754, priority_called_since=2, ordinary_called_before=3)
        for rule in Rule
    ]
    for language in ("vi", "en"):
        asked = [("why", [language, as_sent(reason)]) for reason in reasons]
        assert answers(*asked) == [explain(reason, load(language)) for reason in reasons]


def test_stretches_of_time_and_days_are_read_and_shown() -> None:
    """The stopwatch is the terminal's; days are read as people here write them, and what is none is not."""
    seconds = (0, 59, 60, 754, 4_000)
    moments = [MONDAY_MORNING + timedelta(seconds=each) for each in seconds]
    expected = [stopwatch(MONDAY_MORNING, moment) for moment in moments]
    assert answers(*(("stopwatch", [0, 1_000 * each]) for each in seconds)) == expected
    days = {"5/12/2026": "2026-12-05", "05.12.2026": "2026-12-05", "2026-12-5": "2026-12-05",
            "31/2/2026": None, "29/2/2028": "2028-02-29", "x": None, "": None, "5/12/26": None}  # fmt: skip
    assert answers(*(("day", written) for written in days)) == list(days.values())
    assert answers(("shown", "2026-12-05"), ("span", None), ("span", 425.4)) == ["05/12/2026", "–", "7:05"]


def test_a_search_needs_no_accents() -> None:
    """Words are found in any order, with or without accents, capitals and đ."""
    names = ["Đăng ký khai sinh", "Đăng ký kết hôn", "Chứng thực chữ ký"]
    searched = (("matching", [names, typed]) for typed in ("khai dang", "KÝ", " "))
    assert answers(*searched) == [names[:1], names, names]


def test_presses_keep_their_ids_over_lines_and_patience() -> None:
    """Once a key, sent again under one id, slow after 3 s, given up after 10 s; an answer frees every key."""
    steps: tuple[tuple[str, Any, float, Any], ...] = (
        ("begin", ["next", "call-next"], 0, True),
        ("begin", ["next", "call-next"], 1, False),
        ("begin", ["recall", "recall"], 1, True),
        ("line", False, 0, None),
        ("again", None, 1.5, None),
        ("look", None, 3.5, [["next"], []]),
        ("line", True, 0, None),
        ("again", None, 4, None),
        ("refused", "id2", 5, "recall"),
        ("look", None, 10.5, [[], ["next"]]),
        ("begin", ["next", "call-next"], 11, True),
        ("answered", "id1", 12, "next"),
        ("begin", ["next", "call-next"], 13, True),
        ("answered", "id9", 14, None),
    )
    ((told, sent),) = answers(("press", [step[:3] for step in steps]))
    assert told == [step[3] for step in steps]
    assert sent == ["id1", "id2", "id1", "id2", "id1", "id3"]


KEY_EVENTS: tuple[tuple[dict[str, Any], str | None], ...] = (
    ({"key": " ", "code": "Space"}, "next"),
    ({"key": "S", "code": "KeyS"}, "start"),
    ({"key": ",", "code": "NumpadDecimal"}, "no-show"),
    ({"key": "Delete", "code": "NumpadDecimal"}, "no-show"),
    ({"key": "Process", "code": "KeyR"}, "recall"),
    ({"key": "r", "code": "KeyR", "ctrlKey": True}, None),
    ({"key": "F5", "code": "F5"}, None),
    ({"key": "Enter", "code": "NumpadEnter"}, "finish"),
    ({"key": "Tab", "code": "Tab"}, None),
)


def test_strokes_are_the_keys_that_stand_on_them() -> None:
    """With and without NumLock, a comma for the point, an input method; the browser's keys stay its own."""
    assert answers(*(("key", event) for event, _ in KEY_EVENTS)) == [name for _, name in KEY_EVENTS]


BROKEN: tuple[Any, ...] = (None, 7, "x", [], {}, {"counter": "3"}, {"counters": 3})


def test_broken_views_are_left_out_and_broken_values_too() -> None:
    """What is no view is none; a view with half of its values broken keeps the other half."""
    assert answers(*(("view", value) for value in BROKEN)) == [None] * len(BROKEN)
    assert answers(*(("staff", value) for value in BROKEN)) == [None] * len(BROKEN)
    half = desk_view(waiting=[7, None, {"number": 5}, {"number": "1001"}], waiting_count="many", ticket=[],
                     undo_until="soon", notices=[{"notice": "x"}], figures=3, dossiers=[], screens="no",
                     counters=[{}], paper_low=[1, ""], parked=None)  # fmt: skip
    (read,) = answers(("view", half))
    assert [ticket["number"] for ticket in read["waiting"]] == ["1001"]
    assert (read["waitingCount"], read["ticket"], read["undoUntil"], read["notices"]) == (1, None, None, [])
    assert (read["figures"]["served"], read["dossiers"]["late"], read["paperLow"]) == (17, [], [""])


def test_the_servers_own_values_are_read_whole() -> None:
    """The office's card and the views as they are sent, with what the desk needs of them."""
    card, view, staff = answers(
        ("card", as_sent(office_card(BOARD_PLAN))),
        ("view", desk_view()),
        ("staff", staff_view()),
    )
    assert (card["recallsMax"], card["waitTargetMinutes"]) == (3, 15)
    assert len(card["counters"]) == len(card["fields"]) == len(card["priorities"]) == 3
    assert (view["ticket"]["number"], view["figures"]["meanWaitSeconds"], len(view["waiting"])) == (
        "1012",
        512,
        14,
    )
    assert (len(staff["counters"]), staff["counters"][1]["pauseReason"]) == (3, "họp giao ban")


def test_who_is_served_by_the_rule_alone_may_be_recalled_or_missed() -> None:
    """The office's rule started the service; the clerk sees that nobody is there."""
    views = [
        desk_view(ticket=ticket("1012", state="serving", started_by_rule=by_rule))
        for by_rule in (True, False)
    ]
    ruled, by_hand = answers(*(("sensible", [view, 0]) for view in views))
    assert set(ruled) - set(by_hand) == {"recall", "no-show"}
