"""Questions in a running terminal: who has the keys, what is asked again, and what ends a question."""

from datetime import date

import pytest
from textual.widgets import Input

from counter.question_panel import ChoiceList
from tests.counter.desks import MANY_FIELDS, Office, at_work, sitting_at
from ticketing import commands as c
from ticketing.desk.questions import QUESTION_OF
from ticketing.desk.sayings import ANSWER_SHOWN_SECONDS
from ticketing.tickets import TicketState
from wording import load

pytestmark = pytest.mark.slow  # every one of these starts a terminal

WIDE = (120, 40)
CODE = "H52.001-261123-0001"


async def test_a_number_is_transferred_to_a_counter() -> None:
    """T lists the fields and after them the open counters; arrows reach them, and two digits."""
    office = Office(MANY_FIELDS)
    office.issue("1")
    office.open(1)
    office.open(5)
    async with sitting_at(office.app()) as desk:
        await desk.press("space", "t", "enter")
        assert desk.mistake() == "Vui lòng chọn: Nơi chuyển đến."
        await desk.press("down", "down", "down")
        assert desk.widget.query_one(ChoiceList).highlighted == 2
        await desk.press("1", "1")
        assert desk.widget.query_one(ChoiceList).highlighted == 10
        await desk.press("enter", "enter")
        assert office.ticket("1001").reserved_for == 5


async def test_the_escape_key_takes_a_question_back() -> None:
    """Nothing is sent, and the keys are the desk's again."""
    office = Office()
    office.issue_many("1", "1")
    async with sitting_at(office.app()) as desk:
        await desk.press("space", "p", "escape")
        assert desk.asked() == ""
        assert office.ticket("1001").state is TicketState.CALLED
        await desk.press("s")
        assert office.ticket("1001").state is TicketState.SERVING


async def test_a_list_that_begins_with_none_counts_the_others_from_one() -> None:
    """K asks for the field and then the class, of which 0 is none and 1 the first."""
    office = Office()
    async with sitting_at(office.app()) as desk:
        await desk.press("k", "1", "enter")
        assert desk.widget.query_one(ChoiceList).digits == ["0", "1", "2", "3"]
        await desk.press("1", "enter")
        assert office.ticket("1001").priority == "elderly"


async def test_nothing_is_asked_about_an_empty_desk() -> None:
    """On hold or transfer without a number, or nobody to bring back, is a problem that is said."""
    async with sitting_at(Office().app()) as desk:
        for key in ("p", "t"):
            await desk.press(key)
            assert desk.asked() == ""
            assert desk.outcome() == "Hiện quầy không có số nào."
            assert desk.widget.query("StatusLine.-problem")
        desk.widget.action_press("back")
        await desk.settle()
        assert desk.asked() == ""
        assert desk.outcome() == load("vi")(QUESTION_OF["back"].nothing)
        assert desk.widget.query("StatusLine.-problem")


async def test_keys_do_nothing_while_somebody_is_asked() -> None:
    """Letters, blanks and Del go into a text and reach no ticket; a list lets them pass to nobody."""
    office = Office()
    office.issue_many("1", "1")
    async with sitting_at(office.app()) as desk:
        await desk.press("space", "p")
        await desk.press(*"sr", "space", *"uco", "home", "delete")
        assert desk.widget.query_one(Input).value == "r uco"
        await desk.press("escape", "t", "s", "r", "space", "o")
        assert office.ticket("1001").state is TicketState.CALLED
        assert office.ticket("1001").recalls == 0
        assert office.ticket("1002").state is TicketState.WAITING


async def test_an_outcome_its_dossier_and_a_day_are_asked_until_they_are_right() -> None:
    """An outcome must be chosen, Escape goes one step back, and a day is written as people here write it."""
    office = at_work()
    office.issue()
    async with sitting_at(office.app()) as desk:
        await desk.press("space", "f", "enter")
        assert "Vui lòng chọn: Kết quả." in await desk.reads("QuestionPanel")
        assert office.ticket("1001").state is TicketState.CALLED
        await desk.press("1", "enter", "escape")
        assert "Yêu cầu bổ sung" in await desk.reads("QuestionPanel")
        await desk.press("escape")
        assert desk.asked() == ""
        await desk.press("f", "1", "enter")
        await desk.type(CODE)
        await desk.press("enter")
        await desk.type("31/2/2026")
        await desk.press("enter")
        assert "Ngày ghi theo mẫu 05/12/2026." in await desk.reads("QuestionPanel")
        await desk.press("ctrl+u")
        await desk.type("4/12/2026")
        await desk.press("enter")
        assert office.fake.office.dossiers[CODE].due == date(2026, 12, 4)


async def test_a_question_is_dropped_when_its_number_leaves() -> None:
    """A note for one number can't end up at another."""
    office = Office()
    office.issue_many("1", "1")
    async with sitting_at(office.app()) as desk:
        await desk.press("space", "p")
        office.fake.do(c.CallNext(3, missed=True))
        await desk.settle()
        assert desk.asked() == ""
        assert desk.outcome() == "Số tại quầy đã thay đổi. Lệnh chưa được gửi."
        await desk.press("h", "1", "enter", "o")
        assert desk.outcome().startswith("Câu hỏi đã tự đóng")
        assert office.fake.office.counters[3].ticket == "1002"
        assert not office.fake.office.notices
        await desk.click("#finish")
        assert office.ticket("1002").state is TicketState.SERVED


async def test_a_refused_answer_stays_and_asks_for_what_is_wrong() -> None:
    """A due date in the past, then a code that is no code: all that was typed stands there again."""
    office = at_work()
    office.issue_many("1", "1")
    async with sitting_at(office.app()) as desk:
        await desk.press("space", "f", "1", "enter")
        await desk.type("H52 001/26_1")
        await desk.press("enter")
        await desk.type("20/11/2026")
        await desk.press("enter")
        assert desk.asked() == "outcome"
        assert desk.mistake().startswith("Mã số hồ sơ có tối đa 40 ký tự")
        assert desk.widget.query_one(Input).value == "H52 001/26_1"
        await desk.press("ctrl+u")
        await desk.type(CODE)
        await desk.press("enter")
        assert desk.widget.query_one(Input).value == "20/11/2026"
        await desk.press("enter")
        assert desk.mistake() == "Ngày hẹn trả 20/11/2026 đã qua."
        await desk.press("ctrl+u")
        await desk.type("27/11/2026")
        await desk.press("enter")
        assert desk.asked() == ""
        assert office.fake.office.dossiers[CODE].due == date(2026, 11, 27)
        assert office.ticket("1002").state is TicketState.WAITING


async def test_a_call_for_the_leader_stands_until_it_is_answered_elsewhere() -> None:
    """L shows it on the desk; the manager's answer takes it away."""
    office = at_work()
    async with sitting_at(office.app()) as desk:
        await desk.press("l")
        await desk.type("khiếu nại")
        await desk.press("enter")
        assert "Đã mời lãnh đạo trực, đang chờ trả lời: khiếu nại" in await desk.reads("NoticeBand")
        office.fake.do(c.AnswerNotice(1, person="Ông Sơn", role="manager"))
        await desk.settle()
        come = "✓ Lời mời lãnh đạo trực đã được nhận: Ông Sơn, lãnh đạo quản lý, 08:00"
        assert come in await desk.reads("NoticeBand")
        office.pass_time(seconds=ANSWER_SHOWN_SECONDS)
        desk.widget._tick()
        await desk.settle()


async def test_messages_and_calls_for_help_are_answered_at_the_desk() -> None:
    """M lists them, the newest is on top of the band, and Enter answers the one that was chosen."""
    office = at_work()
    office.open(1, "Bình")
    async with sitting_at(office.app(), size=WIDE) as desk:
        await desk.press("m")
        assert desk.outcome() == "Không có thông báo nào đang mở."
        office.fake.do(c.PostMessage("Bà cụ số 1002 cần người dìu.", 3))
        office.fake.do(c.CallHelp(1))
        await desk.settle()
        assert "Quầy 1 nhờ hỗ trợ" in await desk.reads("NoticeBand")
        assert "Bàn hướng dẫn: Bà cụ số 1002 cần người dìu." in await desk.reads("NoticeBand")
        await desk.press("m", "1", "enter", "m", "1", "enter")
        assert office.fake.office.notices == ()


async def test_every_press_says_what_was_at_the_desk() -> None:
    """A number that came meanwhile is not served by a press that was meant for another."""
    office = at_work()
    office.issue_many("1", "1")
    async with sitting_at(office.app()) as desk:
        await desk.press("space")
        desk.widget.at_desk = ""
        await desk.press("s")
        assert desk.outcome() == "Quầy 3 hiện đã có số 1001. Chưa thực hiện thao tác nào."
        assert office.ticket("1001").state is TicketState.CALLED
