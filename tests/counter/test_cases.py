"""Every case that a day brings to the desk: outcomes, dossiers, returns, priority, notices, trouble."""

from dataclasses import replace
from datetime import date

import pytest

from tests.counter.desks import Desk, Office, at_work, sitting_at
from tests.ticketing.plans import PLAN
from ticketing import commands as c
from ticketing.plan import Name, Procedure
from ticketing.tickets import TicketState

pytestmark = pytest.mark.slow  # every one of these starts a terminal

WIDE = (120, 40)
CODE = "H52.001-261123-0001"
PROCEDURES = (
    Procedure("1.001193", "1", "Chứng thực bản sao từ bản chính", "trong ngày", "0"),
    Procedure("1.000894", "1", "Chứng thực chữ ký", "3", "0"),
)
WITH_PROCEDURES = replace(PLAN, procedures=PROCEDURES, holidays={date(2026, 9, 2): Name("Quốc khánh")})


async def test_an_outcome_must_be_chosen() -> None:
    """Enter on no outcome says so, and the question stays; the plain Enter of the desk asks nothing."""
    office = at_work()
    office.issue()
    async with sitting_at(office.app()) as desk:
        await desk.press("space", "f", "enter")
        assert "Vui lòng chọn: Kết quả." in desk.reads("QuestionPanel")
        assert office.ticket("1001").state is TicketState.CALLED


async def test_an_accepted_dossier_is_due_by_its_procedure() -> None:
    """The procedure is found by a part of its name without accents; the answer names the day."""
    office = at_work(WITH_PROCEDURES)
    office.issue()
    async with sitting_at(office.app(), size=WIDE) as desk:
        await desk.press("space", "s", "f", "1", "enter")
        await desk.type(CODE)
        await desk.press("enter")
        await desk.type("chu ky")
        assert "1.000894 Chứng thực chữ ký" in desk.reads("QuestionPanel")
        await desk.press("enter")
        assert "thời hạn 3" in desk.reads("QuestionPanel")
        await desk.press("enter")
        assert office.twin.office.dossiers[CODE].procedure == "1.000894"
        assert desk.outcome() == "Đã hoàn tất số 1001. Ngày hẹn trả kết quả: 26/11/2026."
        assert "Hồ sơ tồn: 1" in desk.reads("#sidebar-list")


async def test_a_day_that_is_none_is_asked_again() -> None:
    """The due date is written as people here write it; anything else keeps the question open."""
    office = at_work()
    office.issue()
    async with sitting_at(office.app()) as desk:
        await desk.press("space", "f", "1", "enter")
        await desk.type(CODE)
        await desk.press("enter")
        await desk.type("31/2/2026")
        await desk.press("enter")
        assert "Ngày ghi theo mẫu 05/12/2026." in desk.reads("QuestionPanel")
        await desk.pilot.press("ctrl+u")
        await desk.type("4/12/2026")
        await desk.press("enter")
        assert office.twin.office.dossiers[CODE].due == date(2026, 12, 4)


async def test_escape_goes_one_step_back() -> None:
    """From the dossier's code back to the outcome, and from there out."""
    office = at_work()
    office.issue()
    async with sitting_at(office.app()) as desk:
        await desk.press("space", "f", "1", "enter", "escape")
        assert "Yêu cầu bổ sung" in desk.reads("QuestionPanel")
        await desk.press("escape")
        assert desk.asked() == ""


async def test_a_call_for_the_leader_stands_until_it_is_answered_elsewhere() -> None:
    """L shows it on the desk; the manager's answer takes it away."""
    office = at_work()
    async with sitting_at(office.app()) as desk:
        await desk.press("l")
        await desk.type("khiếu nại")
        await desk.press("enter")
        assert "Đã mời lãnh đạo trực, đang chờ trả lời: khiếu nại" in desk.reads("NoticeBand")
        office.twin.do(c.AnswerNotice(1))
        await desk.settle()
        assert not desk.widget.query_one("NoticeBand").display


async def test_messages_and_calls_for_help_are_answered_at_the_desk() -> None:
    """M lists them, the newest is on top of the band, and Enter answers the marked one."""
    office = at_work()
    office.open(1, "Bình")
    async with sitting_at(office.app(), size=WIDE) as desk:
        await desk.press("m")
        assert desk.outcome() == "Không có thông báo nào đang mở."
        office.twin.do(c.PostMessage("Bà cụ số 1002 cần người dìu.", 3))
        office.twin.do(c.CallHelp(1))
        await desk.settle()
        assert "Quầy 1 nhờ hỗ trợ" in desk.reads("NoticeBand")
        assert "Bàn hướng dẫn: Bà cụ số 1002 cần người dìu." in desk.reads("NoticeBand")
        await desk.press("m", "1", "enter", "m", "enter")
        assert office.twin.office.notices == ()


async def dossier_on_record(desk: Desk, office: Office) -> None:
    """Put a dossier on record that is due today."""
    office.issue()
    await desk.press("space")
    office.twin.do(c.FinishService(3, "accepted", CODE, due=office.now.date()))
    await desk.settle()


async def test_a_dossier_gets_another_day_with_a_reason() -> None:
    """A re-appointment asks for the day and for the reason of the apology."""
    office = at_work(WITH_PROCEDURES)
    async with sitting_at(office.app(), size=WIDE) as desk:
        await dossier_on_record(desk, office)
        await desk.press("d", "1", "enter", "3", "enter")
        await desk.type("30/11/2026")
        await desk.press("enter", "enter")
        assert "Vui lòng điền mục này" in desk.reads("QuestionPanel")
        await desk.type("chờ xác minh")
        await desk.press("enter")
        assert office.twin.office.dossiers[CODE].due == date(2026, 11, 30)
        assert desk.outcome() == "Đã hẹn lại ngày trả kết quả."


async def test_waits_beyond_the_target_have_a_sign_and_a_count() -> None:
    """The office's target tells them apart, by colour and by a sign."""
    office = at_work()
    office.issue()
    office.pass_time(minutes=16)
    office.issue()
    async with sitting_at(office.app(), size=WIDE) as desk:
        assert "Đang chờ: 2 ▲ 1 quá 15 phút" in desk.reads("#waiting-count")
        assert "▲ 16 phút" in desk.reads("#waiting-list")
        assert "▲ 0 phút" not in desk.reads("#waiting-list")


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
