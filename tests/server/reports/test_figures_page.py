"""The page of a day's figures, as `motcua day` prints it."""

from server.reports.figures_page import figures_lines
from server.reports.story.figures import figures_of
from server.reports.story.tongue import Tongue
from server.reports.story_pages import page_of
from tests.server.reports.story.days import VIETNAMESE, steps
from tests.ticketing.history import History, opened, served_at_two_counters
from tests.ticketing.plans import office_hours, plan_ruling, plan_with
from ticketing import commands as c
from ticketing.places import CounterPlace, PlacesNamed
from ticketing.plan import Procedure
from wording import load


def page(history: History, width: int | None = None, tongue: Tongue = VIETNAMESE) -> list[str]:
    """The lines of the page."""
    found = steps(history)
    return page_of(figures_lines(figures_of(found), found[-1].after, tongue), width).splitlines()


def test_each_counter_and_clerk_has_a_row_that_stays_whole() -> None:
    """However narrow the terminal is; sentences are wrapped."""
    history = served_at_two_counters()
    lines = [" ".join(line.split()) for line in page(history, 40)]
    assert "1 Hoa 1 1 0 0 0:00 10:00" in lines
    assert "2 Hoa 2 1 0 0 1:00 5:00" in lines
    assert "Hộ tịch số thường 1 1:00 1:00 1:00 1:00 1 5:00" in lines


def test_a_room_has_its_row_under_its_name() -> None:
    """Whatever the office calls its counters stands in the column of counters."""
    places = {1: CounterPlace("counter", "A"), 2: CounterPlace("room", "201")}
    words = VIETNAMESE.words
    named = Tongue(load("vi").filled_by(PlacesNamed(words, places.__getitem__)), "vi")
    lines = [" ".join(line.split()) for line in page(served_at_two_counters(), tongue=named)]
    assert "A Hoa 1 1 0 0 0:00 10:00" in lines
    assert "phòng 201 Hoa 2 1 0 0 1:00 5:00" in lines


def test_numbers_that_nobody_started_are_named() -> None:
    """What the rule began and the next call ended is neither a no-show nor plainly served."""
    history = opened(plan_ruling(start_after_seconds=90), (1,))
    for _ in range(2):
        history.issue("1")
    history.call_next(1)
    history.wait(seconds=91)
    history.do(c.CallNext(1), c.StartService(1))
    assert "Đã gọi, chưa bấm bắt đầu: 1, trong đó tính là đã phục vụ: 1 (1001)" in page(history)


def test_the_procedures_that_were_chosen_are_counted() -> None:
    """The most wanted first, with its code and name; numbers without one count in no row."""
    birth, copies = Procedure("1.001193", "2", "Đăng ký khai sinh"), Procedure("2.000815", "1", "Bản sao")
    history = opened(plan_with(procedures=(birth, copies)))
    for field, code in (("1", copies.code), ("2", birth.code), ("2", birth.code), ("3", "")):
        history.do(c.IssueTicket(field, procedure=code))
    lines = [" ".join(line.split()) for line in page(history)]
    at = lines.index("Thủ tục đã chọn khi lấy số")
    assert lines[at + 2 : at + 4] == ["2 1.001193 Đăng ký khai sinh", "1 2.000815 Bản sao"]
    assert "Thủ tục đã chọn khi lấy số" not in page(served_at_two_counters())


def test_a_day_on_which_nobody_called_has_its_long_waits() -> None:
    """Three of three waited for an hour and more, and the longest wait is told."""
    history = History(office_hours())
    history.wait(minutes=25)
    for _ in range(3):
        history.issue("1")
    history.wait(minutes=24 * 60)
    history.end_day()
    lines = page(history)
    assert "Chưa được gọi lần nào: 3" in lines
    assert "Đến hết ngày còn: đang chờ 3" in lines
    assert "Chờ lâu nhất: số 1001, 395:00, chưa được gọi" in lines
    assert "Số thường chờ lần gọi đầu từ 60 phút trở lên: 3 trong 3 số" in lines
