"""The wall's pure rules, run by node: whose turn it is, how cells fill their room, when it is shut."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.web import walls
from tests.web.node_rules import NodeRules
from tests.web.office import BOARD_PLAN
from ticketing.plan import CounterPlan, Name, OfficePlan
from ticketing.wire.codec import encode_value
from ticketing.wire.messages import office_card

pytestmark = pytest.mark.slow

RULES = NodeRules(Path(__file__).with_name("rules.mjs"))
FIELDS_MAX = 40
SAID = "Kính mời công dân có số thứ tự 1012 đến quầy số 3."


@pytest.fixture(autouse=True, scope="module")
def node() -> Iterator[None]:
    """Runs for as long as the module's tests."""
    with RULES:
        yield


def answers(*asked: tuple[str, Any]) -> list[Any]:
    """What the board's rules make of these values."""
    return RULES.answer(asked)


def card(plan: OfficePlan) -> Any:
    """The office's card as a board is sent it."""
    return json.loads(bytes(encode_value(office_card(plan))))


def shown(frames: Any, search: str = "", plan: OfficePlan = walls.OFFICE, view: Any = None) -> list[Any]:
    """Of each zone its name, its call, whether it is said, who is beside it, and what is captioned."""
    (told,) = answers(("turns", [frames, search, card(plan), view]))
    return list(told)


def test_what_is_large_said_and_captioned_is_the_call_of_the_newest_turn() -> None:
    """Whatever the view lists as newest; a call that was undone leaves with the next frame."""
    view = walls.board_view(walls.OFFICE)["view"]
    turn = walls.turn(None, *walls.RUSH)
    assert shown([turn], view=view) == [["", "1012", True, ["2009", "7004", "8006"], SAID]]
    undone = {**walls.turn(is_now=False), "call": None}
    assert shown([turn, undone], view=view)[0][1:4] == [None, False, []]


def test_before_the_first_turn_the_newest_call_stands_there_from_before() -> None:
    """A screen that has the view and no frame of turns says of no call that it is being said."""
    assert shown([], view=walls.board_view(walls.OFFICE)["view"])[0][:3] == ["", "8006", False]


def test_a_screen_over_several_zones_has_one_turn_a_zone() -> None:
    """Each under its zone's name; `?zone=` has that zone's alone, and `?fields=` that of the fields' zone."""
    plan = walls.two_zones()
    frames = [walls.turn(zone="ground"), walls.turn(walls.turn_call(11, "7004", 5), zone="upper")]
    assert [row[:3] for row in shown(frames, plan=plan)] == [
        ["Tầng 1", "1012", True], ["Tầng 2", "7004", True]
    ]  # fmt: skip
    assert [row[:2] for row in shown(frames, "?zone=upper", plan)] == [["", "7004"]]
    assert [row[:2] for row in shown(frames, "?fields=7", plan)] == [["", "7004"]]


def test_a_screen_of_some_fields_shows_nobody_elses_turn() -> None:
    """While another field's call is said, its own newest call stands there, but none that still waits."""
    view = walls.board_view(walls.OFFICE)["view"]
    turn = walls.turn(None, *walls.RUSH)
    assert shown([turn], "?fields=2", view=view)[0][1:4] == ["2008", False, ["2009"]]


def test_a_zone_lists_its_own_fields() -> None:
    """Those that it is named for; a zone of counters has the fields that are served there."""
    plan, view = walls.two_zones(), walls.board_view(walls.OFFICE)["view"]
    counters = replace(plan, zones=(replace(plan.zones[0], fields=(), counters=(5,)), plan.zones[1]))
    found = answers(
        ("fields", ["?zone=ground", card(plan), view]),
        ("fields", ["?zone=ground", card(counters), view]),
        ("fields", ["?fields=3,1", card(plan), view]),
    )
    assert found == [["1", "2", "3"], list(walls.OFFICE.counters[4].fields), ["1", "3"]]


def test_the_strip_fills_its_room_with_any_number_of_fields() -> None:
    """From 1 to 40 every field has its turn; rows differ by one cell, and ten stand there at once."""
    counts = [(count, is_upright) for count in range(1, FIELDS_MAX + 1) for is_upright in (False, True)]
    pages = {
        (count, is_upright): answers(*(("strip", [count, is_upright, turn]) for turn in range(5)))
        for count, is_upright in counts
    }
    for (count, is_upright), turns in pages.items():
        assert {cell for rows in turns for row in rows for cell in row} == set(range(count))
        for rows in turns:
            sizes = [len(row) for row in rows]
            assert max(sizes) - min(sizes) <= 1, (count, is_upright, sizes)
        assert count > 10 or turns[0] == turns[1]
    assert [len(row) for row in pages[9, False][0]] == [5, 4]
    assert [len(row) for row in pages[12, False][0]] == [6, 6]
    assert [sum(map(len, rows)) for rows in pages[23, False][:3]] == [8, 8, 7]


def test_a_table_has_the_rows_that_are_asked_for() -> None:
    """4, 6, 8 or 12; in one that is too small stand the counters that called last, by their numbers."""
    counters = list(range(1, 15))
    assert answers(
        ("table", [0, [1, 2, 3], []]),
        ("table", [4, counters, [9, 2, 9, 14]]),
        ("table", [0, counters, [13]]),
        ("table", [5, counters[:5], []]),
    ) == [[1, 2, 3], [1, 2, 9, 14], [*range(1, 12), 13], [1, 2, 3, 4, 5]]


def test_signs_are_told_in_few_letters() -> None:
    """Three figures in a row by the first and the last; letters each."""
    found = answers(("signs", ["1", "2", "3", "5", "6"]), ("signs", ["A", "B", "2A"]), ("signs", []))
    assert found == ["1–3, 5, 6", "A, B, 2A", ""]


@pytest.mark.parametrize(
    ("label", "place"),
    [
        ("Quầy 3", ["Quầy số", "Quầy 3", ""]),
        ("Quầy số 03", None),
        ("Cửa 5", ["Cửa số", "Cửa 5", ""]),
        ("Bàn 5", ["Bàn số", "Bàn 5", ""]),
        ("Phòng 201", ["Phòng", "Phòng 201", ""]),
        ("Quầy 2A", ["Quầy", "Quầy 2A", ""]),
        ("A", ["Quầy", "Quầy A", ""]),
        ("", ["Quầy số", "Quầy 3", ""]),
        ("Hộ tịch, Chứng thực", ["Quầy số", "Quầy 3", "Hộ tịch, Chứng thực"]),
    ],
)
def test_a_place_has_the_offices_word_and_sign(label: str, place: list[str] | None) -> None:
    """As the office's file says them; a label stands beside them where it says more."""
    plan = replace(BOARD_PLAN, counters=(CounterPlan(3, Name(label), "", ("1",)),))
    (found,) = answers(("place", ["vi", 3, card(plan)]))
    (said,) = answers(("placeInSentence", ["vi", 3, card(plan)]))
    assert said == found[1][:1].lower() + found[1][1:]  # "bàn 2A", for a sign is written as it stands there
    assert found[2] == (place[2] if place else "")
    assert place is None or found == place


def test_an_english_board_is_english() -> None:
    """Words of places, labels, and that a call is repeated."""
    counter = CounterPlan(3, Name("Tiếp nhận tổng hợp", "General reception"), "", ("1",), "room", "201")
    plan = replace(BOARD_PLAN, counters=(counter,))
    place, first, second, last = answers(
        ("place", ["en", 3, card(plan)]),
        ("repeated", ["en", 1]), ("repeated", ["en", 2]), ("repeated", ["en", 12]),
    )  # fmt: skip
    assert place == ["Room", "Room 201", "General reception"]
    assert [first, second, last] == [
        "Called again", "Called again, second time", "Called again, 12th time"
    ]  # fmt: skip


def test_the_address_chooses_the_layout_and_else_the_office() -> None:
    """A counter and a further page have their own; what no layout is called is passed over."""
    office = card(replace(BOARD_PLAN, board=replace(BOARD_PLAN.board, layout="table")))
    searches = ("", "?layout=raw", "?layout=odd", "?counter=3&layout=raw", "?page=2", "?layout=sign")
    found = answers(*(("layout", [search, office]) for search in searches), ("layout", ["", None]))
    assert found == ["table", "raw", "table", "sign", "overflow", "sign", "stage"]


@pytest.mark.parametrize(
    ("hall", "at", "vi", "en"),
    [
        (walls.BREAK, "11:52", ["Đang nghỉ trưa", "chiều nay, Thứ Hai 23/11"], ["Lunch break", None]),
        (walls.BREAK, "09:30", ["Đang nghỉ giữa giờ", "chiều nay, Thứ Hai 23/11"], ["Break", None]),
        (walls.CLOSED, "17:20", ["Hết giờ làm việc", "sáng mai, Thứ Ba 24/11"], ["Closed", None]),
        ({**walls.CLOSED, "opens_at": "2026-11-23T07:30:00+07:00"}, "06:50",
         ["Chưa đến giờ làm việc", "sáng nay, Thứ Hai 23/11"], ["Not open yet", None]),
        (walls.HOLIDAY, "08:00", ["Nghỉ lễ: Ngày Văn hóa Việt Nam", "sáng Thứ Hai 30/11"],
         ["Closed for a holiday: Vietnam Culture Day", "Monday 30/11"]),
        (walls.FULL, "09:00", ["Đã hết số hôm nay", "sáng mai, Thứ Ba 24/11"],
         ["No more numbers today", "tomorrow morning, Tuesday 24/11"]),
        ({"state": "closed", "opens_at": None}, "17:20", ["Hết giờ làm việc", None], ["Closed", None]),
    ],
)  # fmt: skip
def test_a_closed_screen_says_why_and_when_it_opens(
    hall: Any, at: str, vi: list[str | None], en: list[str | None]
) -> None:
    """In both languages, and never to take a number."""
    now, office = f"2026-11-23T{at}:00+07:00", card(walls.OFFICE)
    found_vi, found_en = answers(("shut", ["vi", hall, now, office]), ("shut", ["en", hall, now, office]))
    assert found_vi == vi
    assert found_en[0] == en[0]
    assert en[1] is None or found_en[1] == en[1]
    assert "lấy số" not in str(found_vi)


def test_a_day_off_says_so() -> None:
    """On a Sunday nobody reads that the working hours are over."""
    hall = {"state": "closed", "opens_at": "2026-11-30T07:30:00+07:00"}
    (found,) = answers(("shut", ["vi", hall, "2026-11-29T09:00:00+07:00", card(walls.OFFICE)]))
    assert found == ["Hôm nay không tiếp nhận", "sáng mai, Thứ Hai 30/11"]


def test_a_wall_is_shut_only_while_nobody_is_called() -> None:
    """A call that is said, or may come, keeps the stage; so does whoever waits with a last number."""
    assert answers(
        ("isShut", [{"state": "open"}, True, 0]),
        ("isShut", [walls.BREAK, True, 4]),
        ("isShut", [walls.BREAK, False, 4]),
        ("isShut", [{**walls.BREAK, "is_calling_on": True}, True, 4]),
        ("isShut", [walls.FULL, True, 1]),
        ("isShut", [walls.FULL, True, 0]),
    ) == [False, True, False, False, False, True]


def test_the_weeks_hours_are_told_in_few_lines() -> None:
    """Days in a row that are alike stand together, and days off say so."""
    (found,) = answers(("hours", ["vi", card(walls.OFFICE)]))
    assert found == [
        {"days": "Thứ Hai – Thứ Sáu", "sessions": ["07:30 – 11:30", "13:30 – 17:00"]},
        {"days": "Thứ Bảy, Chủ Nhật", "sessions": ["Nghỉ"]},
    ]
