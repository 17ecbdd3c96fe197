"""Every case that a day brings to the desk: outcomes, dossiers, returns, priority, notices, trouble."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.counter.desks import MANY_FIELDS, Desk, Office, at_work, sitting_at
from tests.ticketing.plans import PLAN
from ticketing import commands as c
from ticketing.desk_views import ScreenProblem
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


async def test_an_outcome_is_chosen_by_its_digit() -> None:
    """F, a digit and Enter finish the number with that outcome."""
    office = at_work()
    office.issue()
    async with sitting_at(office.app()) as desk:
        await desk.press("space", "s", "f", "5", "enter")
        assert office.ticket("1001").outcome == "guidance"
        assert desk.outcome() == "Đã hoàn tất số 1001."


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


async def test_one_of_several_procedures_is_chosen() -> None:
    """Where the words fit more than one, they are offered."""
    office = at_work(WITH_PROCEDURES)
    office.issue()
    async with sitting_at(office.app(), size=WIDE) as desk:
        await desk.press("space", "f", "1", "enter")
        await desk.type(CODE)
        await desk.press("enter")
        await desk.type("chung thuc")
        await desk.press("enter", "down", "enter", "enter")
        assert office.twin.office.dossiers[CODE].procedure in {one.code for one in PROCEDURES}


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


async def test_the_next_matter_keeps_the_number() -> None:
    """A field that this counter serves goes on at once, another one waits there under the same number."""
    office = at_work(MANY_FIELDS)
    office.issue()
    async with sitting_at(office.app(), size=WIDE) as desk:
        await desk.press("space", "n", "2", "enter", "5", "enter")
        assert office.ticket("1001").field == "2"
        assert "Việc trước: Chỉ hướng dẫn" in desk.reads("AtDesk")
        await desk.press("n", "7", "enter", "enter", "enter")
        assert office.ticket("1001").state is TicketState.WAITING
        assert office.ticket("1001").field == "7"


async def test_a_citizen_who_is_back_waits_again() -> None:
    """B lists those on hold with how long ago, and the no-shows; Enter puts the marked one back."""
    office = at_work()
    office.issue_many("1", "1")
    async with sitting_at(office.app(), size=WIDE) as desk:
        await desk.press("b")
        assert desk.outcome() == "Không có số nào chờ bổ sung hoặc vắng mặt."
        await desk.press("space", "p", "enter", "space", "delete")
        office.pass_time(minutes=12, seconds=5)
        await desk.press("b")
        assert "12:05" in desk.reads("QuestionPanel")
        await desk.press("2", "enter")
        assert office.ticket("1002").state is TicketState.WAITING
        assert desk.outcome() == "Số 1002 trở lại hàng chờ, giữ nguyên thứ tự."


async def test_a_priority_class_is_confirmed_and_shown_as_such() -> None:
    """What the citizen said at the kiosk is proposed; confirmed it has another sign."""
    office = at_work()
    office.issue("1", "elderly")
    async with sitting_at(office.app(), size=WIDE) as desk:
        await desk.press("space")
        assert "★ Ưu tiên: Người cao tuổi " in desk.reads("AtDesk")
        await desk.press("y", "enter", "enter")
        assert office.ticket("1001").priority_confirmed
        assert "✓ đã xác nhận" in desk.reads("AtDesk")


async def test_a_priority_class_is_taken_away() -> None:
    """The last choice is none; without a number at the desk the first unconfirmed one is proposed."""
    office = at_work()
    office.issue("1", "elderly")
    async with sitting_at(office.app()) as desk:
        await desk.press("y", "enter", "4", "enter")
        assert office.ticket("1001").priority is None


async def test_a_number_is_cancelled() -> None:
    """X asks for the number and a reason."""
    office = at_work()
    office.issue()
    async with sitting_at(office.app()) as desk:
        await desk.press("x")
        await desk.type("1001")
        await desk.press("enter", "enter")
        assert office.ticket("1001").state is TicketState.CANCELLED
        assert desk.outcome() == "Đã huỷ số 1001."


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


async def test_a_dossier_is_marked_ready_and_handed_back() -> None:
    """D lists what wants something; the same list then knows that it is ready, or takes a code."""
    office = at_work(WITH_PROCEDURES)
    async with sitting_at(office.app(), size=WIDE) as desk:
        await dossier_on_record(desk, office)
        assert "đến hạn hôm nay: 1" in desk.reads("#sidebar-list")
        await desk.press("d", "1", "enter", "1", "enter")
        assert office.twin.office.dossiers[CODE].ready_at is not None
        assert desk.outcome() == "Đã ghi hồ sơ có kết quả."
        await desk.press("d", "2", "enter")
        await desk.type(CODE.lower())
        await desk.press("enter", "2", "enter")
        assert office.twin.office.dossiers[CODE].returned_at is not None


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


async def test_own_figures_stand_in_the_heading() -> None:
    """Served, no-shows, mean wait and mean service of today."""
    office = at_work()
    office.issue_many("1", "1")
    office.pass_time(minutes=4)
    async with sitting_at(office.app(), size=WIDE) as desk:
        await desk.press("space", "s")
        office.pass_time(minutes=6)
        await desk.press("enter", "space", "delete")
        said = desk.reads("#figures")
        assert said == "Đã phục vụ hôm nay: 1 · vắng mặt 1 · TB chờ 4, phục vụ 6 phút"


async def test_a_service_that_begins_by_itself_is_counted_down() -> None:
    """The clerk reads after how many seconds the citizen counts as being served."""
    office = at_work(replace(PLAN, rules=replace(PLAN.rules, start_after_seconds=45)))
    office.issue()
    async with sitting_at(office.app(), size=WIDE) as desk:
        await desk.press("space")
        office.pass_time(seconds=5)
        desk.widget._show_view()
        await desk.pilot.pause()
        assert "tự bắt đầu sau 40 giây" in desk.reads("AtDesk")


async def test_screens_in_trouble_are_named() -> None:
    """What the server knows of a screen is worded; what a screen says itself stands as it is."""
    office = at_work()
    async with sitting_at(office.app(), size=WIDE) as desk:
        assert desk.widget.view is not None
        silent = ScreenProblem("display", None, "sảnh trái", "silent")
        own = ScreenProblem("kiosk", None, "", "[b]kẹt giấy")
        desk.widget._take_in(replace(desk.widget.view, screens=(silent, own)))
        await desk.pilot.pause()
        assert "Màn hình sảnh trái: không phản hồi" in desk.reads("#sidebar-list")
        assert "Máy lấy số: [b]kẹt giấy" in desk.reads("#sidebar-list")


async def test_undo_counts_down_on_its_key() -> None:
    """The key says for how many seconds it is still good, and dims after that."""
    office = at_work()
    office.issue()
    async with sitting_at(office.app(), size=WIDE) as desk:
        await desk.press("space")
        assert "Hoàn tác (10 giây)" in desk.reads("KeyBar")
        office.now += timedelta(seconds=11)
        desk.widget._show_view()
        await desk.pilot.pause()
        assert desk.widget.query_one("#undo").has_class("-dim")


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
