"""What stands on the wall, read from the office's view, its turns and the connection."""

from dataclasses import replace
from datetime import datetime, time
from typing import Any

import pytest

from display.turns import ZoneTurns
from display.wall_page import WallMoment, caption, stage_content, warning
from display.widgets.panel_texts import (
    called_numbers,
    fields_waiting,
    leader_on_duty,
    missed_numbers,
    numbers_note,
)
from display.widgets.places import shown_zones
from display.widgets.stage_content import StageCalls, StageClosed, StageContent, StageSentence
from tests.ticketing.history import History, opened
from tests.ticketing.plans import COUNTERS, PLAN, office_hours
from ticketing import commands as c
from ticketing.plan import CounterPlan, Leader, Name, Zone
from ticketing.views import board_view
from ticketing.wire.messages import Sentence, TurnCall, TurnFrame, ZoneCard, office_card
from wording import Wording, load

VIETNAMESE, ENGLISH = load("vi"), load("en")
LEADER = Leader("Nguyễn Văn An", "0212 3866 111", weekday=0)
SAID = Sentence(
    "Kính mời công dân có số thứ tự 1001 đến quầy số 1.", "Number 1001, please come to counter 1."
)


def a_turn(number: str = "1001", zone: str = "hall", **values: Any) -> TurnFrame:
    """A turn of a zone in which nobody speaks."""
    call = TurnCall(1, number, "1", 1, 0)
    usual = TurnFrame(zone, "a", call, True, (), 0, SAID, False, "", 0.0, 100)
    return TurnFrame(**{name: values.get(name, getattr(usual, name)) for name in usual.__struct_fields__})


def a_moment(history: History, *turns: TurnFrame, zone: str = "", **values: Any) -> WallMoment:
    """What a wall knows of the office at the history's moment."""
    office, kept = office_card(history.office.plan), ZoneTurns()
    for turn in turns:
        kept.take(turn)
    zones = shown_zones(office, zone)
    view = board_view(history.office, history.now)
    moment = WallMoment(office, view, zones, kept.of(zones), history.now, kept.is_quiet(zones))
    return replace(moment, **values)


def shown(moment: WallMoment, words: Wording = VIETNAMESE) -> StageContent:
    """What is large."""
    return stage_content(moment, words, ENGLISH)


def stage_call(moment: WallMoment, words: Wording = VIETNAMESE) -> StageCalls:
    content = shown(moment, words)
    assert isinstance(content, StageCalls)
    return content


def closed_at(hour: int, minute: int = 0, words: Wording = VIETNAMESE) -> StageClosed:
    """The stage of an office with its usual hours, closed at this time of Monday."""
    history = opened(office_hours())
    history.now = history.now.replace(hour=hour, minute=minute)
    content = shown(a_moment(history), words)
    assert isinstance(content, StageClosed)
    return content


def test_before_the_first_view_the_wall_connects() -> None:
    """Then it says that nothing was called, and only an open office asks to take a number."""
    history = opened()
    connecting = replace(a_moment(history), view=None)
    assert shown(connecting) == StageSentence("Đang kết nối với máy chủ…")
    assert "lấy số thứ tự" in getattr(shown(a_moment(history)), "text", "")


def test_the_turn_that_the_server_tells_is_large_with_its_field_and_place() -> None:
    """Word and sign of the place are the office's; what comes next stands beside it."""
    room = replace(PLAN, counters=(CounterPlan(1, Name("Phòng 201"), "", ("1", "2", "3")), *COUNTERS[1:]))
    beside = (TurnCall(2, "2001", "2", 2, 0), TurnCall(3, "1002", "1", 1, 0))
    history = opened(room)
    (call,) = stage_call(a_moment(history, a_turn(beside=beside, following=5))).calls
    assert (call.number, call.to_place, call.sign, call.is_now) == ("1001", "ĐẾN PHÒNG", "201", True)
    assert call.field
    assert (call.field.name, call.field.colour) == ("Chứng thực", "#005b57")
    assert [(other.number, other.place) for other in call.beside] == [
        ("2001", "Quầy 2"),
        ("1002", "Phòng 201"),
    ]
    assert (call.more, call.zone, call.sign_length) == (3, "", 3)


def test_a_recall_is_told_in_the_walls_language() -> None:
    """English says which time, Vietnamese how often it was called again."""
    history = opened()
    for recall, vietnamese, english in (
        (1, "NHẮC LẠI LẦN 1", "CALLED AGAIN"),
        (2, "NHẮC LẠI LẦN 2", "CALLED AGAIN, SECOND TIME"),
    ):
        moment = a_moment(history, a_turn(call=TurnCall(1, "1001", "1", 1, recall)))
        assert stage_call(moment).calls[0].repeated == vietnamese
        assert stage_call(moment, ENGLISH).calls[0].repeated == english


def test_the_caption_is_that_of_the_turn_in_both_languages_with_figures() -> None:
    """What stands large is what is captioned, in the wall's language first."""
    history = opened()
    moment = a_moment(history, a_turn())
    assert caption(moment, VIETNAMESE) == (SAID.vi, SAID.en)
    assert caption(moment, ENGLISH) == (SAID.en, SAID.vi)
    assert caption(a_moment(history), VIETNAMESE) == ()


@pytest.mark.parametrize(
    ("hour", "why", "opens", "day"),
    [
        (7, "Chưa đến giờ làm việc", "07:30", "Sáng nay, thứ Hai 23/11"),
        (12, "Đang nghỉ trưa", "13:30", "Chiều nay, thứ Hai 23/11"),
        (17, "Ngoài giờ làm việc", "07:30", "Sáng mai, thứ Ba 24/11"),
    ],
)
def test_a_closed_office_never_asks_to_take_a_number(hour: int, why: str, opens: str, day: str) -> None:
    """Why, when it opens next, the hours of the week, and the same in English below."""
    closed = closed_at(hour)
    assert (closed.why, closed.time, closed.day) == (why, opens, day)
    assert closed.again == "Tiếp nhận trở lại lúc"
    assert closed.hours == (("Thứ Hai – thứ Sáu", "07:30-11:30, 13:30-17:00"), ("Thứ Bảy, Chủ nhật", "nghỉ"))
    english = closed_at(hour, words=ENGLISH)
    assert closed.second.lower() == f"{english.why}. we open again at {opens} {english.day}.".lower()
    assert english.second == ""


def test_a_holiday_is_named_and_a_full_day_told() -> None:
    """In the reader's language; a hall that is only full shows calls as long as anybody waits."""
    history = opened(office_hours(holidays={datetime(2026, 11, 23).date(): Name("Ngày lễ", "Culture Day")}))  # noqa: DTZ001 - only its date is taken
    for words, why in ((VIETNAMESE, "Hôm nay nghỉ: Ngày lễ"), (ENGLISH, "Closed for a holiday: Culture Day")):
        content = shown(a_moment(history), words)
        assert isinstance(content, StageClosed)
        assert content.why == why
    full = opened(office_hours(fields=tuple(replace(field, daily_quota=1) for field in PLAN.fields)))
    numbers = [full.issue(field.code) for field in PLAN.fields]
    moment = a_moment(full, a_turn(is_now=False))
    assert isinstance(shown(moment), StageCalls)
    assert "Đã hết số." in numbers_note(board_view(full.office, full.now), VIETNAMESE)
    for counter, number in enumerate(numbers, start=1):
        full.do(c.CallTicket(3, number), c.StartService(3), c.FinishService(3))
        assert counter
    full.wait(minutes=11)
    content = shown(a_moment(full, a_turn(is_now=False)))
    assert isinstance(content, StageClosed)
    assert content.why == "Đã hết số hôm nay"


def test_the_last_call_of_the_morning_is_not_on_the_wall_at_lunch() -> None:
    """Nor in the caption; a call that is being said at lunch is shown all the same."""
    history = opened(office_hours())
    history.now = history.now.replace(hour=11, minute=15)
    history.issue("1")
    history.do(c.CallNext(1), c.StartService(1))
    history.now = history.now.replace(hour=12)
    stands, is_said = a_turn(is_now=False), a_turn()
    assert isinstance(shown(a_moment(history, stands)), StageClosed)
    assert caption(a_moment(history, stands), VIETNAMESE) == ()
    assert stage_call(a_moment(history, is_said)).calls[0].number == "1001"


def test_what_is_old_says_since_when_and_sends_nobody_to_a_loudspeaker() -> None:
    """The heading has the time, and the band whom to ask."""
    history = opened()
    old = a_moment(history, a_turn(), is_old=True, trusted_at=history.now)
    (call,) = stage_call(old).calls
    assert (call.heading, call.is_now, call.beside) == ("SỐ GỌI LÚC 08:00", False, ())
    assert warning(old, VIETNAMESE) == (
        "Mất kết nối từ 08:00. Số trên màn hình có thể đã cũ. Xin hỏi bàn hướng dẫn."
    )
    assert warning(a_moment(history), VIETNAMESE) == ""


FLOORS = (Zone("one", Name("Tầng 1", "First floor"), ("1",)), Zone("two", Name("Tầng 2"), ("2", "3")))


def test_a_wall_over_two_zones_shows_one_turn_a_zone_captioned_by_zone() -> None:
    """A wall of one zone has its turns, numbers and fields alone."""
    history = opened(replace(PLAN, zones=FLOORS))
    for code in ("1", "2"):
        history.issue(code)
    history.do(c.CallNext(1), c.CallNext(2))
    turns = (a_turn("1001", "one"), a_turn("2001", "two", call=TurnCall(2, "2001", "2", 2, 0)))
    both = a_moment(history, *turns)
    assert [(call.number, call.zone) for call in stage_call(both).calls] == [
        ("1001", "Tầng 1"),
        ("2001", "Tầng 2"),
    ]
    assert caption(both, VIETNAMESE) == (f"Tầng 1: {SAID.vi}", f"Tầng 2: {SAID.vi}")
    upstairs = a_moment(history, *turns, zone="two")
    assert [call.number for call in stage_call(upstairs).calls] == ["2001"]
    assert upstairs.view
    assert upstairs.office
    called = called_numbers(upstairs.view, upstairs.office, upstairs.zones, VIETNAMESE)
    assert [(row.number, row.place) for row in called] == [("2001", "Quầy 2")]
    fields = fields_waiting(upstairs.view, upstairs.office, upstairs.zones, VIETNAMESE)
    assert [field.name for field in fields] == ["Hộ tịch", "Đất đai"]


def test_turns_of_zones_that_are_gone_are_forgotten() -> None:
    """After a restart with another office file no old zone keeps the wall from being quiet."""
    kept, cellar = ZoneTurns(), (ZoneCard("cellar", Name("Hầm")),)
    kept.take(a_turn(zone="cellar"))
    assert not kept.is_quiet(cellar)
    assert kept.of(cellar) == (a_turn(zone="cellar"),)
    kept.keep(office_card(PLAN).zones)
    assert kept.is_quiet(cellar)
    assert kept.of(cellar) == ()


def test_fields_tell_how_far_they_are_and_what_is_closed() -> None:
    """The number reached, where it is served, and in place of the count why no number can be taken."""
    morning = office_hours().hours[0][:1]
    fields = (
        PLAN.fields[0],
        replace(PLAN.fields[1], daily_quota=1),
        replace(PLAN.fields[2], hours=(morning,) * 7),
    )
    history = opened(office_hours(fields=fields), (1, 2))
    history.issue("1")
    history.issue("2")
    history.do(c.CallNext(1), c.MarkNoShow(1))
    history.now = datetime.combine(history.now.date(), time(14), history.now.tzinfo)
    moment = a_moment(history)
    assert moment.view
    assert moment.office
    rows = fields_waiting(moment.view, moment.office, moment.zones, VIETNAMESE)
    assert [row.reached for row in rows] == ["1001", "", ""]
    assert [row.counters for row in rows] == ["Quầy 1", "Quầy 2", "Quầy 2"]
    assert [row.closed for row in rows] == ["", "hết số", "hôm nay nghỉ"]


def test_missed_numbers_and_the_leader_are_told() -> None:
    """With what to do, and with the telephone on its own, so that it is never cut."""
    history = opened(replace(PLAN, leaders=(LEADER,)))
    history.issue("1")
    history.do(c.CallNext(1), c.MarkNoShow(1))
    moment = a_moment(history)
    assert moment.view
    missed = missed_numbers(moment.view, moment.zones, VIETNAMESE)
    assert (missed.numbers, missed.advice) == (("1001",), "Xin báo bàn hướng dẫn")
    assert leader_on_duty(moment.view, VIETNAMESE) == (
        "Lãnh đạo trực hôm nay: Nguyễn Văn An",
        "ĐT 0212 3866 111",
    )
    assert numbers_note(moment.view, VIETNAMESE) == ""
