"""The words of closed offices, in both languages: why, when again, and the hours of the week."""

from datetime import datetime, timedelta

import pytest

from tests.ticketing.plans import HANOI, office_hours
from ticketing.opening_texts import opening_day, opens_again, week_hours, why_closed
from ticketing.plan import Name
from ticketing.taking_numbers import HallState, week_runs
from wording import load

VIETNAMESE, ENGLISH = load("vi"), load("en")
NOON = datetime(2026, 11, 23, 12, tzinfo=HANOI)


@pytest.mark.parametrize(
    ("hall", "hour", "vietnamese", "english"),
    [
        (HallState("break"), 12, "Đang nghỉ trưa", "Lunch break"),
        (HallState("break"), 9, "Đang nghỉ giữa giờ", "Break"),
        (HallState("closed"), 17, "Ngoài giờ làm việc", "Closed now"),
        (HallState("closed", opens_at=NOON), 7, "Chưa đến giờ làm việc", "Not open yet"),
        (HallState("full"), 10, "Đã hết số hôm nay", "No numbers left today"),
        (
            HallState("holiday", Name("Quốc khánh", "National Day")),
            9,
            "Hôm nay nghỉ: Quốc khánh",
            "Closed for a holiday: National Day",
        ),
    ],
)
def test_why_an_office_is_closed(hall: HallState, hour: int, vietnamese: str, english: str) -> None:
    """A gap around noon is lunch, any other a break; before the first session it is early."""
    now = NOON.replace(hour=hour)
    assert why_closed(hall, now, VIETNAMESE, "vi") == vietnamese
    assert why_closed(hall, now, ENGLISH, "en") == english


@pytest.mark.parametrize(
    ("days", "hour", "vietnamese", "english"),
    [
        (0, 13, "chiều nay, thứ Hai 23/11", "this afternoon, Monday 23/11"),
        (1, 7, "sáng mai, thứ Ba 24/11", "tomorrow morning, Tuesday 24/11"),
        (2, 13, "chiều thứ Tư 25/11", "in the afternoon, Wednesday 25/11"),
    ],
)
def test_the_day_of_the_next_opening(days: int, hour: int, vietnamese: str, english: str) -> None:
    """Today, tomorrow or its weekday, always with the date; told by the office's own time."""
    opens = (NOON + timedelta(days=days)).replace(hour=hour).astimezone(tz=None)
    assert opening_day(opens, NOON, VIETNAMESE) == vietnamese
    assert opening_day(opens, NOON, ENGLISH) == english
    hall = HallState("closed", opens_at=opens)
    assert opens_again(hall, NOON, VIETNAMESE) == f"Tiếp nhận trở lại lúc {hour:02}:00 {vietnamese}"


def test_an_office_without_a_next_day_sends_to_the_guidance_desk() -> None:
    """Nothing is promised."""
    assert (
        opens_again(HallState("closed"), NOON, ENGLISH) == "Please ask the guidance desk when it opens again"
    )


def test_the_week_is_told_in_lines() -> None:
    """Two days side by side have a comma between them, more of them a dash."""
    assert week_hours(week_runs(office_hours()), VIETNAMESE) == (
        ("Thứ Hai – thứ Sáu", "07:30-11:30, 13:30-17:00"),
        ("Thứ Bảy, Chủ nhật", "nghỉ"),
    )
    hours = ((),) * 6 + (office_hours().hours[0],)
    assert week_hours(week_runs(office_hours(hours=hours)), ENGLISH)[-1][0] == "Sunday"
