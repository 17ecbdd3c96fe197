"""What the first page says of the office and its fields."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import msgspec
import pytest

from kiosk.field_texts import ANSWERING, closed_note, field_keys, same_day_line, worded_fields
from link.contract import LinkState
from tests.kiosk.front_door import MONDAY, NOON, PLAN
from tests.ticketing.plans import office_hours
from ticketing.places import PlaceKind
from ticketing.plan import Name, Rules, Session
from ticketing.taking_numbers import TAKING, HallMode, HallState
from ticketing.views import FieldRow, KioskView
from ticketing.wire.messages import FieldCard, office_card
from wording import load

OFFICE = office_card(PLAN)
OPEN = KioskView(
    day=date(2026, 11, 23),
    is_open=True,
    holiday=None,
    opens_at=None,
    is_morning=True,
    fields=(FieldRow("1", 4, None, 2), FieldRow("2", 1, 7, 1), FieldRow("3", 2, 0, 1)),
)


def closed(opens_at: datetime | None, state: HallMode = "closed", holiday: Name | None = None) -> KioskView:
    hall = HallState(state, holiday, opens_at)
    return replace(OPEN, is_open=False, opens_at=opens_at, holiday=holiday, hall=hall)


def test_an_open_office_needs_no_notice() -> None:
    """While numbers can be had nothing is said of the hours."""
    assert closed_note(OPEN, OFFICE, NOON, load("vi")) is None


WEDNESDAY = datetime(2026, 11, 25, 7, 30, tzinfo=MONDAY.tzinfo)


@pytest.mark.parametrize(
    ("view", "title", "advice"),
    [
        (
            closed(NOON.replace(hour=13, minute=30), "break"),
            "Lunch break",
            "We open again at 13:30 this afternoon, Monday 23/11",
        ),
        (
            closed(WEDNESDAY, "holiday", Name("Ngày lễ", "Culture Day")),
            "Closed for a holiday: Culture Day",
            "We open again at 07:30 in the morning, Wednesday 25/11",
        ),
        (
            replace(OPEN, hall=HallState("full", opens_at=WEDNESDAY)),
            "No numbers left today",
            "We open again at 07:30 in the morning, Wednesday 25/11",
        ),
        (closed(None), "Closed now", "Please ask the guidance desk when it opens again"),
        (
            replace(closed(None), hall=TAKING, holiday=Name("Ngày lễ", "Culture Day"), opens_at=WEDNESDAY),
            "Closed for a holiday: Culture Day",
            "We open again at 07:30 in the morning, Wednesday 25/11",
        ),
    ],
)
def test_a_closed_office_says_why_and_until_when(view: KioskView, title: str, advice: str) -> None:
    """In the words of the boards; a server that tells of no hall is understood too."""
    note = closed_note(view, OFFICE, NOON, load("en"))
    assert note
    assert (note.title, note.advice) == (title, advice)


def test_a_closed_office_tells_its_hours() -> None:
    """Those of the week, as boards tell them."""
    note = closed_note(closed(None), office_card(office_hours()), NOON, load("vi"))
    assert note
    assert note.hours == ("Thứ Hai – thứ Sáu: 07:30-11:30, 13:30-17:00", "Thứ Bảy, Chủ nhật: nghỉ")


def test_a_field_has_a_line_for_narrow_buttons() -> None:
    """Nothing is cut there: fewer words say the same, and nobody is told of "0 people, about 0 min"."""
    rows = (
        FieldRow("1", 4, None, 2, expected_minutes=15),
        FieldRow("2", 0, None, 1, expected_minutes=5),
        FieldRow("3", 1, 0, 1),
    )
    for language, lines in (
        ("vi", ["4 người · 15 phút", "Chưa có người chờ", "hết số"]),
        ("en", ["4 people · 15 min", "Nobody waits yet", "no numbers left"]),
    ):
        fields = worded_fields(OFFICE, replace(OPEN, fields=rows), LinkState.LIVE, load(language))
        assert [field.short_line for field in fields[:3]] == lines


def test_a_field_says_how_many_wait() -> None:
    """One person and several are worded apart, and a quota that is used up stops the field."""
    fields = worded_fields(OFFICE, OPEN, LinkState.LIVE, load("en"))
    assert [field.line for field in fields[:3]] == [
        "Waiting: 4 people",
        "Waiting: 1 person",
        "No numbers left today. Please come back on the next working day",
    ]
    assert [field.can_press for field in fields[:3]] == [True, True, False]


MORNINGS = (Session(time(8), time(11)), Session(time(14), time(15)))


@pytest.mark.parametrize(
    ("row", "line"),
    [
        (
            {"opens_at": NOON.replace(hour=14, minute=0), "hours": MORNINGS},
            "Only 08:00-11:00, 14:00-15:00. Opens today at 14:00",
        ),
        (
            {"opens_at": datetime(2026, 11, 26, 8, tzinfo=MONDAY.tzinfo), "hours": MORNINGS},
            "Only 08:00-11:00, 14:00-15:00. Opens at 08:00 on Thursday, 26/11",
        ),
        (
            {"opens_at": datetime(2026, 11, 26, 8, tzinfo=MONDAY.tzinfo)},
            "Closed today. Opens at 08:00 on Thursday, 26/11",
        ),
        ({}, "No numbers at this hour. Please see the guidance desk"),
    ],
)
def test_a_field_that_is_closed_alone_says_when_it_opens(row: dict[str, Any], line: str) -> None:
    """Its hours of today and the next opening stand on its button, which cannot be pressed."""
    view = replace(OPEN, fields=(FieldRow("1", 4, None, 2, is_open=False, **row), *OPEN.fields[1:]))
    for state in ANSWERING:
        police, other, *_ = worded_fields(OFFICE, view, state, load("en"))
        assert (police.line, police.can_press, other.can_press) == (line, False, True)


@pytest.mark.parametrize("state", [state for state in LinkState if state not in ANSWERING])
def test_nothing_can_be_pressed_while_nobody_would_answer(state: LinkState) -> None:
    """Only a live link, or a lease of numbers, lets a citizen press."""
    assert not any(field.can_press for field in worded_fields(OFFICE, OPEN, state, load("vi")))


def test_nothing_can_be_pressed_before_the_first_view() -> None:
    """Fields are named as soon as they are known, and offered when the office says how things stand."""
    fields = worded_fields(OFFICE, None, LinkState.LIVE, load("vi"))
    assert [field.name for field in fields][:2] == ["Hộ tịch", "Chứng thực"]
    assert {(field.line, field.can_press) for field in fields} == {("", False)}


def test_nothing_can_be_pressed_in_a_closed_office() -> None:
    """A key finds no button behind the notice."""
    fields = worded_fields(OFFICE, closed(NOON), LinkState.LIVE, load("vi"))
    assert not any(field.can_press for field in fields)


def test_old_figures_are_called_old() -> None:
    """A figure from a silent line is marked in the citizen's language."""
    assert worded_fields(OFFICE, OPEN, LinkState.OLD, load("vi"))[0].line == "Đang chờ: 4 người (số liệu cũ)"


def test_keys_are_the_codes_where_all_codes_are_digits() -> None:
    """What stands before the field's numbers is also its key; other codes go by their place."""
    digits = tuple(FieldCard(code, Name(code), code) for code in ("3", "1"))
    letters = tuple(FieldCard(f"F{place}", Name("x"), "F") for place in range(1, 12))
    assert field_keys(digits) == {"3": "3", "1": "1"}
    assert list(field_keys(letters).values()) == [*"123456789", "", ""]


def test_the_expected_wait_is_said_where_it_is_known() -> None:
    """Without service times of the day nothing is guessed."""
    known = replace(OPEN, fields=(replace(OPEN.fields[0], expected_minutes=25), OPEN.fields[1]))
    lines = [field.line for field in worded_fields(OFFICE, known, LinkState.LIVE, load("vi"))]
    assert lines[:2] == ["Đang chờ: 4 người · khoảng 25 phút", "Đang chờ: 1 người"]


def test_a_free_counter_is_no_wait_of_0_minutes() -> None:
    """Where nobody waits and a clerk is free, no time is named."""
    free = replace(OPEN, fields=(replace(OPEN.fields[0], waiting=0, expected_minutes=0),))
    assert worded_fields(OFFICE, free, LinkState.LIVE, load("vi"))[0].line == "Chưa có người chờ"


@pytest.mark.parametrize(
    ("place", "line"),
    [("counter", "Chưa có người chờ · quầy chưa mở"), ("window", "Chưa có người chờ · cửa chưa mở")],
)
def test_a_closed_counter_is_called_what_the_office_calls_it(place: PlaceKind, line: str) -> None:
    """A field that is served at windows waits for a window; where its places differ they are counters."""
    counters = tuple(replace(each, place=place) for each in OFFICE.counters)
    view = replace(OPEN, fields=(FieldRow("1", 0, None, 0),))
    office = msgspec.structs.replace(OFFICE, counters=counters)
    assert worded_fields(office, view, LinkState.LIVE, load("vi"))[0].line == line


def test_offline_fields_can_be_pressed_and_show_no_figures() -> None:
    """Numbers come from the lease, and nobody knows who waits."""
    fields = worded_fields(OFFICE, OPEN, LinkState.OFFLINE, load("vi"))
    assert [(field.line, field.can_press) for field in fields[:2]] == [("", True), ("", True)]


def test_a_lease_that_is_used_up_sends_nobody_home() -> None:
    """The office may still have numbers of the field: who wants one is sent to the guidance desk."""
    field = worded_fields(OFFICE, OPEN, LinkState.OFFLINE, load("vi"))[2]
    assert (field.line, field.can_press) == ("Máy này tạm hết số. Vui lòng gặp bàn hướng dẫn", False)


@pytest.mark.parametrize(("hour", "minute", "is_said"), [(14, 59, False), (15, 0, True), (16, 30, True)])
def test_late_in_the_day_same_day_results_come_later(hour: int, minute: int, is_said: bool) -> None:
    """From the hour in the office file on the citizen is told so, by the office's own clock."""
    now = MONDAY.replace(hour=hour, minute=minute).astimezone(UTC)
    line = same_day_line(OFFICE, now, load("vi"))
    late = "Hồ sơ nhận sau 15:00: kết quả trong ngày được trả vào ngày làm việc tiếp theo"
    assert line == (late if is_said else "")


def test_an_office_without_that_hour_says_nothing() -> None:
    """An empty hour in the office file switches the sentence off."""
    office = office_card(replace(PLAN, rules=Rules(same_day_until=None)))
    assert same_day_line(office, MONDAY.replace(hour=16), load("vi")) == ""
