"""The desk's pure rules, run by node: what the model says they do, and calm before whatever is broken."""

import json
import re
from collections.abc import Iterator
from dataclasses import MISSING, fields, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from server.desk_model import desk_model
from server.desk_words import PAGE_WORDS
from tests.ticketing.desk.typed_texts import CODES, NUMBERS
from tests.ticketing.history import History
from tests.ticketing.plans import MONDAY_MORNING, office_hours
from tests.web.desk_views import MORNING, desk_view, printer_row, staff_view, ticket
from tests.web.node_rules import NodeRules
from tests.web.office import BOARD_PLAN
from ticketing import commands as c
from ticketing.answers import Answer, CallAnswer, DoneAnswer
from ticketing.commands import CounterCommand
from ticketing.desk.asking import command_of, first_text
from ticketing.desk.keys import likely_keys, sensible_keys
from ticketing.desk.options import DeskContext
from ticketing.desk.questions import QUESTION_OF
from ticketing.desk.sayings import (
    CALLED,
    PROBLEMS,
    done_sentence,
    paper_sentence,
    printer_sentence,
    screen_sentence,
)
from ticketing.desk.times import is_late, stopwatch, waited_seconds
from ticketing.desk.verbs import VERB_OF, wire_name
from ticketing.desk_views import CounterView, counter_view, shared_lists
from ticketing.events import Reason, Rule
from ticketing.plan import Procedure
from ticketing.rules.calling import explain
from ticketing.rules.paper import PRINT_REASONS
from ticketing.search.finding import ProcedureIndex
from ticketing.tickets import TicketState
from ticketing.wire.codec import COMMANDS, command_from, decode_view, encode_answer, encode_value
from ticketing.wire.messages import office_card
from wording import load

pytestmark = pytest.mark.slow

RULES = NodeRules(Path(__file__).with_name("desk_rules.mjs"))
WEB = Path(__file__).parents[2] / "web" / "desk"


@pytest.fixture(autouse=True, scope="module")
def node() -> Iterator[None]:
    """Runs for as long as the module's tests."""
    with RULES:
        yield


def answers(*asked: tuple[str, Any]) -> list[Any]:
    """What the desk's rules make of these values; web/ is read as modules, as browsers read it."""
    return RULES.answer({"models": desk_model_of_today(), "asked": asked})


def as_sent(value: object) -> Any:
    """A value as it comes in a frame."""
    return json.loads(bytes(encode_value(value)))


def desk_model_of_today() -> Any:
    """What a browser fetches."""
    return json.loads(desk_model())


def view_of(values: dict[str, Any]) -> CounterView:
    """A view as a terminal reads it off the same frame."""
    view = decode_view("counter", encode_value(values))
    assert isinstance(view, CounterView)
    return view


def in_milliseconds(moment: datetime) -> float:
    """A moment as scripts count."""
    return moment.timestamp() * 1000


def test_every_sentence_of_the_page_is_used() -> None:
    """No sentence is translated that no script names."""
    code = "\n".join(path.read_text(encoding="utf-8") for path in WEB.glob("*.js"))
    families = ("counter.", "place.", "answer.", "marks.", "keys.", "layout.", "sound.", "trust.")
    unused = [name for name in PAGE_WORDS if f'"{name}"' not in code and not name.startswith(families)]
    assert unused == []


def test_every_sentence_that_a_script_names_is_there() -> None:
    """A name that nobody words would be an empty place on the page."""
    code = "\n".join(path.read_text(encoding="utf-8") for path in WEB.glob("*.js"))
    named = set(re.findall(r'\.say\("([A-Za-z][\w.-]*)"', code))
    assert len(named) > 60
    assert {name for name in named if not name.endswith(".")} - set(
        desk_model_of_today()["vi"]["words"]
    ) == set()


VIEWS: tuple[dict[str, Any], ...] = (
    desk_view(),
    desk_view(ticket=None, why=None, undo_until=None),
    desk_view(ticket=None, is_paused=True, parked=[], missed=[], notices=[]),
    desk_view(ticket=ticket("1012", state="serving"), undo_until=None),
    desk_view(ticket=ticket("1012", state="serving", started_by_rule=True), notices=[]),
)


def test_the_same_keys_make_sense_and_are_likely_as_in_the_terminal() -> None:
    """In every situation, while an undo is good and after it."""
    for moment in (MORNING, MORNING + timedelta(seconds=8)):
        sensible = answers(*(("sensible", [view, in_milliseconds(moment)]) for view in VIEWS))
        assert sensible == [sorted(sensible_keys(view_of(view), moment)) for view in VIEWS]
    after = MORNING + timedelta(hours=1)
    assert answers(*(("likely", view) for view in VIEWS)) == [
        likely_keys(view_of(view), after)[0].name for view in VIEWS
    ]


def test_what_a_browser_has_kept_of_a_session_is_read_with_care() -> None:
    """A session needs its token; a role or a place that is none is left out and asked for again."""
    whole = {"token": "t", "name": "Hoa", "role": "clerk", "place": 3}
    kept = [whole, whole | {"place": "staff"}, {"token": "t"}, whole | {"role": "king", "place": -1}]
    bare = {"token": "t", "name": "", "role": None, "place": None}
    assert answers(*(("session", value) for value in kept)) == [
        whole,
        whole | {"place": "staff"},
        bare,
        bare | {"name": "Hoa"},
    ]
    none: tuple[Any, ...] = (None, 5, [], {}, {"token": 7})
    assert answers(*(("session", value) for value in none)) == [None] * 5


def test_an_answer_shows_on_the_desk_before_its_view() -> None:
    """A called number is there as called, also one that a rule had started before; one that ends is gone."""
    now = in_milliseconds(MORNING)
    again = ticket("1006", state="parked", parked_at=MORNING.isoformat(), started_by_rule=True)
    waits, present = desk_view(ticket=None, why=None, parked=[again]), desk_view(ticket=ticket("1012"))
    call = as_sent(CallAnswer("1006", "1", 3, TicketState.CALLED, 7))
    missed = as_sent(CallAnswer("1012", "1", 3, TicketState.NO_SHOW, None, 3))
    done = as_sent(DoneAnswer("1012"))
    called, away, finished, other = answers(
        ("withAnswer", [waits, "call-ticket", "call", call, now]),
        ("withAnswer", [present, "recall", "call", missed, now]),
        ("withAnswer", [present, "finish-service", "done", done, now]),
        ("withAnswer", [present, "cancel-ticket", "done", as_sent(DoneAnswer("1013")), now]),
    )
    assert (called["ticket"]["number"], called["ticket"]["state"]) == ("1006", "called")
    assert (called["ticket"]["isStartedByRule"], called["ticket"]["parkedAt"]) == (False, None)
    assert (away["ticket"], finished["ticket"]) == (None, None)
    assert other["ticket"]["number"] == "1012"


ANSWERS: tuple[Answer, ...] = (
    CallAnswer("1006", "1", 3, TicketState.CALLED, 7),
    CallAnswer("1006", "1", 3, TicketState.CALLED, 8, 2),
    CallAnswer("1006", "1", 3, TicketState.NO_SHOW, None, 3),
    DoneAnswer("1006"),
    DoneAnswer("1006", date(2026, 12, 4)),
    DoneAnswer(),
)


def test_what_was_done_is_said_as_in_the_terminal() -> None:
    """Every command with every kind of answer, in both languages."""
    for language in ("vi", "en"):
        asked, expected = [], []
        for kind in VERB_OF:
            for answer in ANSWERS:
                shape, body = encode_answer(answer)
                asked.append(("done", [language, wire_name(kind), shape, json.loads(bytes(body))]))
                command = kind(**{field.name: None for field in fields(kind) if field.default is MISSING})
                expected.append(done_sentence(command, answer, load(language)))
        assert answers(*asked) == expected


TROUBLES: tuple[dict[str, Any], ...] = (
    *({"printers": [printer_row(reason=reason)]} for reason in (*PRINT_REASONS, "jammed", "")),
    *({"printers": [printer_row(kiosk=kiosk)]} for kiosk in ("", "Máy 1", "Machine 2", "M1")),
    {"printers": [printer_row(failed=1, numbers=["1017"]), printer_row(since=None), printer_row(numbers=[])]},
    *({"paper_low": kiosks} for kiosks in ([], [""], ["Sảnh"], ["Sảnh", ""])),
    *(
        {"screens": [{"role": role, "counter": 2, "name": name, "trouble": trouble}]}
        for role, name, trouble in (
            ("display", "sảnh trái", "silent"),
            ("kiosk", "", "kẹt giấy"),
            ("counter", "", "gone"),
            ("tablet", "A", "sound-refused"),
        )
    ),
)


def test_what_is_wrong_with_printers_and_screens_is_said_as_in_the_terminal() -> None:
    """Every printer's reason and one that is not known, one kiosk and several, roles known and unknown."""
    views = [desk_view(**{"printers": [], "paper_low": [], "screens": [], **values}) for values in TROUBLES]
    for language in ("vi", "en"):
        said = answers(*(("troubles", [language, view]) for view in views))
        words = load(language)
        for view, sentences in zip(map(view_of, views), said, strict=True):
            paper = [paper_sentence(view.paper_low, words)] if view.paper_low else []
            printers = [printer_sentence(row, words) for row in view.printers]
            screens = [screen_sentence(screen, words) for screen in view.screens]
            assert sentences == [*printers, *paper, *screens]


def test_the_same_sentences_are_problems_as_in_the_terminal() -> None:
    """What the model calls a problem stands out; what was done does not."""
    for language in ("vi", "en"):
        words = load(language)
        asked = [*(words(sentence) for sentence in PROBLEMS), words(CALLED, number="1006"), ""]
        found = answers(*(("isProblem", [language, sentence]) for sentence in asked))
        assert found == [*[True] * len(PROBLEMS), False, False]


def test_numbers_and_codes_are_read_as_in_the_terminal() -> None:
    """However they were typed or pasted."""
    assert answers(*(("number", [typed, key]) for typed, key, _ in NUMBERS)) == [
        meant for *_, meant in NUMBERS
    ]
    assert answers(*(("code", typed) for typed, _ in CODES)) == [meant for _, meant in CODES]


def test_who_waits_longer_than_the_target_is_late_in_the_same_minute() -> None:
    """At every second around the target."""
    seconds = (0, 899, 900, 959, 960, 961)
    late = answers(*(("late", [each, 15]) for each in seconds))
    assert late == [is_late(each, 15) for each in seconds]


def test_a_wait_is_the_terminals_all_day() -> None:
    """From before opening until the evening, over lunch and after closing: each wait is the terminal's."""
    history = History(office_hours(), MONDAY_MORNING)
    history.do(c.OpenCounter(1, "Hoa"), c.IssueTicket("1"), c.CallNext(1), c.Park(1), c.IssueTicket("1"))
    history.wait(minutes=10)
    history.do(c.BringBack("1001"))
    history.now = MONDAY_MORNING.replace(hour=11, minute=50)
    history.do(c.PauseCounter(1))
    view = counter_view(history.office, 1, shared_lists(history.office))
    moments = [MONDAY_MORNING + timedelta(minutes=each) for each in range(-60, 700, 17)]
    waits = answers(*(("waits", [as_sent(view), in_milliseconds(moment)]) for moment in moments))
    assert waits == [
        [waited_seconds(row, view.open_stretches, moment) for row in view.waiting] for moment in moments
    ]
    assert [wait[1] for wait in waits if wait][-1] == (230 + 210) * 60


PROCEDURE = Procedure("1.001193", "1", "Chứng thực bản sao", "3", "0")
ASKED: tuple[tuple[str, dict[str, str]], ...] = (
    ("outcome", {"outcome": "accepted", "dossier": "H42-1", "procedure": "1.001193", "due": "5/12/2026"}),
    ("outcome", {"outcome": "guidance", "dossier": "H42-1", "due": "5/12/2026"}),
    ("outcome", {"outcome": "returned", "dossier": "H42-1"}),
    ("outcome", {"outcome": ""}),
    ("matter", {"field": "2", "outcome": ""}),
    ("matter", {"field": "9", "sure": "yes", "outcome": "supplement", "note": "sao y"}),
    ("outcome", {"outcome": "supplement", "lacking_procedure": "1.001193", "lacking": "thiếu bản chính"}),
    ("outcome", {"outcome": "supplement", "lacking_procedure": "", "lacking": "thiếu bản chính"}),
    ("park", {"reason": "thiếu giấy"}),
    ("park", {"reason": "x" * 501}),
    ("transfer", {"target": "field=2", "note": "sao y"}),
    ("transfer", {"target": "to_counter=1", "note": ""}),
    ("pick", {"number": "2004"}),
    ("pick", {"number": "1005"}),
    ("back", {"number": "1006"}),
    ("priority", {"number": "1012", "priority": "disabled"}),
    ("priority", {"number": "1012", "priority": "-"}),
    ("give", {"field": "1", "priority": "elderly"}),
    ("leader", {"reason": "gặp lãnh đạo"}),
    ("pause", {"reason": ""}),
)


def test_the_same_answers_make_the_same_command_as_in_the_terminal() -> None:
    """Question by question, with the procedure that was chosen; what is not asked is in no command."""
    view = desk_view(ticket=ticket("1012", state="serving", priority="elderly", procedure=PROCEDURE.code))
    card = as_sent(office_card(BOARD_PLAN))
    at = {"view": view, "card": card, "procedures": as_sent((PROCEDURE,)), "now": 0}
    context = DeskContext(view=view_of(view), words=load("vi"), index=ProcedureIndex((PROCEDURE,)))
    made = answers(*(("answered", {"key": key, "answers": told, "at": at}) for key, told in ASKED))
    for (key, told), command in zip(ASKED, made, strict=True):
        if isinstance(command, str):
            too_long = "Tối đa 500 ký tự; hiện có 501 ký tự."
            assert command == (too_long if key == "park" else "Vui lòng chọn: Kết quả.")
        else:
            fields = QUESTION_OF[key].fields
            first = {each.name: first_text(each, context) for each in fields if each.kind == "search"}
            assert command_from(command) == command_of(QUESTION_OF[key], {**first, **told}, context)


def test_commands_that_see_the_desk_are_the_terminals() -> None:
    """Which number was at the counter is said by the counter's own commands."""
    names = sorted(wire_name(kind) for kind in VERB_OF)
    assert answers(*(("takesDesk", name) for name in names)) == [
        issubclass(COMMANDS[name], CounterCommand) for name in names
    ]


def test_what_is_no_model_is_not_taken_for_one() -> None:
    """An older server's page of refusal, or half a model, leaves the page waiting."""
    broken: tuple[Any, ...] = (None, {}, {"vi": {}}, {"error": "unknown-address"}, desk_model_of_today())
    assert answers(*(("isModel", value) for value in broken)) == [False, False, False, False, True]


def test_a_reason_is_worded_as_in_the_terminal() -> None:
    """Each rule, with and without priority calls in between, reads the same in both languages."""
    reasons = [
        Reason(rule, False, waited, 2, ordinary, ratio, limit)
        for rule in Rule
        for waited, ordinary, ratio, limit in ((754, 3, 3, 15), (59, 0, 3, 15), (60, 3, 0, 0))
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
    other = replace(BOARD_PLAN, rules=replace(BOARD_PLAN.rules, wait_target_minutes=20))
    told = as_sent(office_card(other))
    found = answers(("card", told), ("card", {**told, "wait_target_minutes": None}))
    assert [each["waitTargetMinutes"] for each in found] == [20, None]  # JSON's null: without end
    assert len(card["counters"]) == len(card["fields"]) == len(card["priorities"]) == 3
    assert (view["ticket"]["number"], view["figures"]["meanWaitSeconds"], len(view["waiting"])) == (
        "1012",
        512,
        14,
    )
    assert (len(staff["counters"]), staff["counters"][1]["pauseReason"]) == (3, "họp giao ban")
