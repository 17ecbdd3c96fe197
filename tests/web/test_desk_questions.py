"""What the desk asks before it sends a command: by keyboard alone, and left with Escape."""

from typing import Any

import pytest
from playwright.async_api import Page

from tests.web.desk_views import notice, staff_view, ticket, view_frame
from tests.web.desks import answered, at_desk, focused, said, sit_down, strike
from tests.web.frame_server import frame_server
from tests.web.seat import Seat

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]

SERVING = {"ticket": ticket("1012", state="serving", counter=3), "undo_until": None}
AT_DESK = {"counter": 3, "at_desk": "1012"}
# What is typed, key by key, and the command that it makes.
TYPED: dict[str, tuple[tuple[str, ...], dict[str, Any]]] = {
    "park": (("p", "'Thiếu bản sao", "Enter"), {"name": "park", "reason": "Thiếu bản sao", **AT_DESK}),
    "transfer": (
        ("t", "2", "Enter", "'sao y", "Enter"),
        {"name": "transfer", "field": "2", "note": "sao y", **AT_DESK},
    ),
    "transfer-counter": (("t", "4", "Enter", "Enter"), {"name": "transfer", "to_counter": 1, **AT_DESK}),
    "outcome": (("f", "5", "Enter"), {"name": "finish-service", "outcome": "guidance", **AT_DESK}),
    "accepted": (
        ("f", "1", "Enter", "'H42-1", "Enter", "'5/12/2026", "Enter"),
        {"name": "finish-service", "outcome": "accepted", "dossier": "H42-1", "due": "2026-12-05"} | AT_DESK,
    ),
    "at-once": (("f", "2", "Control+Enter"), {"name": "finish-service", "outcome": "supplement", **AT_DESK}),
    "matter": (("n", "3", "Control+Enter"), {"name": "next-matter", "field": "3", **AT_DESK}),
    "pick": (("g", "'1005", "Enter"), {"name": "call-ticket", "number": "1005", **AT_DESK}),
    "resume": (("g", "'2004", "Enter"), {"name": "resume", "number": "2004", **AT_DESK}),
    "back": (("b", "2", "Enter"), {"name": "bring-back", "number": "1006", "counter": 3}),
    "priority": (
        ("y", "Enter", "2", "Enter"),
        {"name": "confirm-priority", "number": "1012", "priority": "disabled", "counter": 3},
    ),
    "no-priority": (
        ("y", "Enter", "4", "Enter"),
        {"name": "confirm-priority", "number": "1012", "priority": None, "counter": 3},
    ),
    "cancel": (
        ("x", "'3004", "Enter", "'nhầm", "Enter"),
        {"name": "cancel-ticket", "number": "3004", "reason": "nhầm", "counter": 3},
    ),
    "reprint": (("i", "Enter"), {"name": "ask-reprint", "number": "1012", **AT_DESK}),
    "pause": (("c", "'họp", "Enter"), {"name": "pause-counter", "reason": "họp", **AT_DESK}),
    "leader": (("l", "Enter"), {"name": "call-leader", **AT_DESK}),
    "dossier": (("d", "Tab", "Tab", "Enter"), {"name": "mark-ready", "dossier": "H42.18-261118-0007"}),
    "message": (("m", "Enter"), {"name": "answer-notice", "notice": 4, "counter": 3}),
}  # fmt: skip


async def test_questions_are_answered_by_keyboard(seat: Seat) -> None:
    """The keys of each question make its command, with what the clerk saw at the counter."""
    for name, (keys, command) in TYPED.items():
        await seat.clear(**SERVING)
        await strike(seat.page, *keys)
        assert (await seat.server.hear("command"))["command"] == command, name


async def nothing_sent(seat: Seat) -> None:
    """Assert that no command came before one that is sent now."""
    await strike(seat.page, "u")
    assert (await seat.server.hear("command"))["command"]["name"] == "undo"


async def test_keys_are_letters_while_somebody_types_and_escape_leaves(seat: Seat) -> None:
    """In a question letters are typed; Escape leaves without a command, and keys are keys again."""
    page = seat.page
    await seat.show(**SERVING)
    await strike(page, "p", "'r s u", "Escape")
    assert await page.locator(".asking").count() == 0
    assert await focused(page) == "BODY#"
    await nothing_sent(seat)


async def test_where_an_outcome_is_needed_enter_asks_for_it(seat: Seat) -> None:
    """The number is finished with what was chosen, and not before."""
    await seat.clear(**SERVING, outcome_needed=True)
    await strike(seat.page, "Enter", "5", "Enter")
    finish = (await seat.server.hear("command"))["command"]
    assert finish == {"name": "finish-service", "outcome": "guidance", **AT_DESK}
    await seat.clear(**SERVING)


async def test_what_lacks_is_said_and_nothing_is_sent(seat: Seat) -> None:
    """An outcome not chosen, a number not typed and a day that is none keep the question open."""
    page = seat.page
    await seat.show(**SERVING)
    for keys, sentence in (
        (("f", "Enter"), "Vui lòng chọn: Kết quả."),
        (("g", "Enter"), "Vui lòng điền mục này: Số."),
        (
            ("f", "1", "Enter", "'A1", "Enter", "'31/2/2026", "Enter"),
            "Ngày ghi theo mẫu 05/12/2026.",
        ),
    ):
        await strike(page, *keys)
        assert await page.text_content(".mistake") == sentence
        await strike(page, "Escape")
    await nothing_sent(seat)


async def test_a_question_ends_when_another_number_is_at_the_desk(seat: Seat) -> None:
    """What was asked about the number before is not sent; the clerk reads why."""
    page = seat.page
    await seat.show(**SERVING)
    await strike(page, "p", "'thiếu")
    await seat.show(ticket=ticket("1013", state="called", counter=3))
    await said(page, "Số tại quầy đã thay đổi. Lệnh chưa được gửi.")
    await at_desk(page, "1013")
    assert await page.locator(".asking").count() == 0
    await strike(page, "h", "1", "Enter")
    await said(
        page, "Câu hỏi đã tự đóng, chưa thực hiện thao tác nào. Vui lòng ngừng gõ một lát rồi bấm lại."
    )
    await page.click("[data-key='finish']")
    assert (await seat.server.hear("command"))["command"]["name"] == "finish-service"


async def test_a_form_stays_until_it_is_done_and_says_why_it_is_not(seat: Seat) -> None:
    """What was typed stays, what is wrong has the keyboard, and no key meanwhile runs the office."""
    page, server = seat.page, seat.server
    await seat.clear(**SERVING)
    await strike(page, "f", "1", "Enter", "'H42-1", "Enter", "'27/11/2025", "Enter", "Enter", "'h o")
    press = await server.hear("command")
    assert press["command"]["due"] == "2025-11-27"
    assert await page.get_attribute(".asking", "aria-busy") == "true"
    past = {"vi": "Ngày hẹn trả đã qua.", "en": ""}
    await server.say({"type": "refused", "id": press["id"], "error": "due-in-the-past", "message": past})
    await page.wait_for_selector(".mistake")
    assert await page.text_content(".field:has(#ask-due) + .mistake") == "Ngày hẹn trả đã qua."
    assert await focused(page) == "INPUT#ask-due"
    assert await page.input_value("#ask-dossier") == "H42-1"
    await strike(page, "'27/11/2026", "Enter")
    press = await server.hear("command")
    assert press["command"]["due"] == "2026-11-27"
    await server.say(answered(press, "done", {"number": "1012", "due": "2026-11-27"}))
    await said(page, "Đã hoàn tất số 1012. Ngày hẹn trả kết quả: 27/11/2026.")
    assert await page.locator(".asking").count() == 0
    await nothing_sent(seat)


async def test_views_and_notices_never_take_the_keyboard(seat: Seat) -> None:
    """A half-typed field keeps it through views, notices and a cut."""
    page = seat.page
    await seat.show(**SERVING)
    assert await focused(page) == "BODY#"
    notices = [notice(9, "leader", counter=1), notice(10, "message", text="Xin chào")]
    await seat.show(**SERVING, notices=notices)
    assert await page.locator("[data-notice='10']").count() == 1
    assert await focused(page) == "BODY#"
    spoken = await page.text_content("#notice-spoken")
    assert spoken == "Bàn hướng dẫn. Xin chào"
    await strike(page, "p", "'thiếu giấy")
    await seat.show(**SERVING)
    assert await page.locator("[data-notice='10']").count() == 0
    assert await focused(page) == "INPUT#ask-reason"
    await seat.server.cut()
    await page.wait_for_selector(".is-old")
    await page.wait_for_selector(".link-state.is-live")
    assert await focused(page) == "INPUT#ask-reason"
    assert await page.input_value("#ask-reason") == "thiếu giấy"


async def test_a_button_that_has_the_keyboard_is_pressed_by_enter_and_left_by_escape(seat: Seat) -> None:
    """Enter on a focused button is that button's; a click leaves the keyboard to the desk's keys."""
    page, server = seat.page, seat.server
    await seat.show(**SERVING)
    await page.focus("[data-key='undo']")
    await strike(page, "Enter")
    assert (await server.hear("command"))["command"]["name"] == "undo"
    await strike(page, "Escape", "Enter")
    assert (await server.hear("command"))["command"]["name"] == "finish-service"
    await page.click("[data-key='pause']")
    assert await page.text_content("#asking-title") == "Tạm dừng quầy"


async def test_a_clerk_whose_counter_was_taken_over_reads_by_whom(seat: Seat) -> None:
    """The name of the stand-in stands in place of the number, and no key acts."""
    page, server = seat.page, seat.server
    await seat.show(clerk="Lò Thị Mai", taken_from="Hoàng Thị Hoa")
    assert await page.text_content(".in-place h2") == "Lò Thị Mai đã tiếp quản quầy 3"
    await strike(page, "Space", "Enter", "r")
    await page.get_by_role("button", name="Tiếp quản quầy").click()
    taken = (await server.hear("command"))["command"]
    assert taken == {
        "name": "open-counter",
        "counter": 3,
        "clerk": "Hoàng Thị Hoa",
        "take_over": True,
        "at_desk": "1012",
    }


async def test_the_overview_answers_brings_back_and_sends_messages(page: Page) -> None:
    """A manager does everything from the overview by keyboard, and a desk's keys do nothing there."""
    async with frame_server() as server:
        server.first = [view_frame(staff_view())]
        await sit_down(page, server.address, "staff", role="manager")
        await page.wait_for_selector("[data-counter='3']")
        assert (await server.hear("hello"))["role"] == "manager"
        await strike(page, "Space", "Enter", "b", "1", "Enter")
        back = await server.hear("command")
        assert back["command"] == {"name": "bring-back", "number": "2004"}
        await server.say(answered(back, "done", {"number": "2004"}))
        await page.wait_for_selector(".asking", state="detached")
        await strike(page, "m", "'Họp lúc 11 giờ", "Enter", "3", "Enter")
        sent = await server.hear("command")
        assert sent["command"] == {"name": "post-message", "text": "Họp lúc 11 giờ", "to_counter": 3}
        await server.say(answered(sent, "done", {}))
        await page.wait_for_selector(".asking", state="detached")
        await strike(page, "a", "1", "Enter", "2", "Control+Enter")
        await page.click("[data-notice='5'] button")
        wanted: dict[str, dict[str, Any]] = {
            "assign-fields": {"counter": 1, "fields": ["1", "2"]},
            "answer-notice": {"notice": 5},
        }
        for name, values in wanted.items():
            while (command := (await server.hear("command"))["command"])["name"] != name:
                pass  # what nobody answers is sent again
            assert command == {"name": name, **values}
