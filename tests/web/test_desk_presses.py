"""A press at the browser's desk: sent once, sent again over a new line, and what the clerk reads of it."""

from typing import Any

import pytest

from tests.web.conftest import OpenPage
from tests.web.desk_views import desk_view, view_frame
from tests.web.desks import answered, at_desk, called, empty, said, sit_down, sit_down_to
from tests.web.frame_server import NOW, FrameServer, frame_server
from tests.web.seat import Seat

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]

NOBODY: dict[str, Any] = {"ticket": None, "why": None, "undo_until": None}
HEARTBEAT = {"type": "heartbeat", "version": 1, "now": NOW}


def commands(server: FrameServer) -> list[str]:
    """The names of the commands that came and that no test has heard yet."""
    frames = [server.heard.get_nowait() for _ in range(server.heard.qsize())]
    return [frame["command"]["name"] for frame in frames if frame["type"] == "command"]


async def test_a_key_sends_what_the_clerk_saw_and_shows_the_answer(seat: Seat) -> None:
    """Space asks for the next one with the number at the desk; the answer is shown before any view."""
    page, server = seat.page, seat.server
    await seat.show(**NOBODY)
    await page.keyboard.press("Space")
    press = await server.hear("command")
    assert press["command"] == {"name": "call-next", "counter": 3, "at_desk": ""}
    assert len(press["id"]) == 16
    await server.say(called(press, "1013"))
    await at_desk(page, "1013")
    await said(page, "Đã gọi số 1013.")
    why = await page.text_content(".number-card .why")
    assert why == "Lý do gọi: số thường, đến trước trong số đang chờ; đã chờ 1 phút"
    await page.keyboard.press("r")
    press = await server.hear("command")
    assert press["command"] == {"name": "recall", "counter": 3, "at_desk": "1013"}
    await server.say(called(press, "1013", recall=1, call=10))
    await said(page, "Đã gọi lại số 1013, lần 1.")


KEYS = {
    "Space": "call-next", "NumpadAdd": "call-next", "r": "recall", "R": "recall", "NumpadMultiply": "recall",
    "s": "start-service", "NumpadDivide": "start-service", "Enter": "finish-service",
    "NumpadEnter": "finish-service", "Delete": "mark-no-show", "NumpadDecimal": "mark-no-show",
    "u": "undo",
}  # fmt: skip


async def test_every_key_and_the_keypad_ask_for_their_command(seat: Seat) -> None:
    """Letters, Space, Enter, Del and the keys of a numeric keypad do what stands on them."""
    page, server = seat.page, seat.server
    for key, name in KEYS.items():
        await page.keyboard.press(key)
        press = await server.hear("command")
        assert press["command"] == {"name": name, "counter": 3, "at_desk": "1012"}, key
        await server.say(
            {"type": "refused", "id": press["id"], "error": "x", "message": {"vi": key, "en": ""}}
        )
        await said(page, key)


async def test_a_held_key_is_one_press_and_the_same_key_waits_for_its_answer(seat: Seat) -> None:
    """However long a key is held, it is one press; one under way is not pressed again; another key is."""
    page, server = seat.page, seat.server
    for _ in range(8):
        await page.keyboard.down("Space")
    await page.wait_for_selector(".key-next.is-under-way")
    await server.say(called(await server.hear("command"), "1013"))
    await at_desk(page, "1013")
    for _ in range(8):
        await page.keyboard.down("Space")
    await page.keyboard.up("Space")
    assert commands(server) == []
    await page.keyboard.press("Space")
    await page.keyboard.press("Space")
    await page.keyboard.press("NumpadAdd")
    await page.keyboard.press("r")
    await page.wait_for_selector(".key-recall.is-under-way")
    assert (await server.hear("command"))["command"]["name"] == "call-next"
    assert (await server.hear("command"))["command"]["name"] == "recall"
    assert commands(server) == []


async def test_a_line_that_drops_in_the_middle_of_a_press_is_said_and_the_press_sent_again(
    seat: Seat,
) -> None:
    """Over the new connection the same id comes again; one answer ends it, and the key is free."""
    page, server = seat.page, seat.server
    await seat.show(**NOBODY)
    await page.keyboard.press("Space")
    first = await server.hear("command")
    await server.cut()
    await page.wait_for_selector('#status-line.is-trouble:has-text("Hiện mất kết nối. Đang thử gửi lệnh…")')
    assert (await server.hear("hello"))["counter"] == 3
    again = await server.hear("command")
    assert again == first
    await server.say(called(again, "1013"))
    await said(page, "Đã gọi số 1013.")
    await page.wait_for_selector(".is-under-way", state="detached")  # the keys are painted after the answer
    while not server.heard.empty():  # on a busy machine it may have been sent once more meanwhile
        assert server.heard.get_nowait() == first


async def test_an_unanswered_press_is_said_and_keeps_its_id(open_page: OpenPage) -> None:
    """After 3 s the desk says that it waits, after 10 s that nobody knows; then a key is the same press."""
    async with frame_server() as server:
        page = await open_page()
        await page.clock.install()
        await sit_down_to(page, server, **NOBODY)
        await page.keyboard.press("Space")
        first = await server.hear("command")
        await page.clock.run_for(3_500)
        await server.say(HEARTBEAT)
        await said(page, "Chưa có trả lời. Đang gửi lại, không cần bấm nữa.")
        assert (await server.hear("command"))["id"] == first["id"]
        for _ in range(3):
            await page.clock.run_for(3_000)
            await server.say(HEARTBEAT)
        await said(page, "Chưa có trả lời: lệnh có thể đã hoặc chưa thực hiện. Xin theo dõi màn hình.")
        commands(server)
        await page.keyboard.press("Space")
        assert (await server.hear("command"))["id"] == first["id"]
        await server.say(called(first, "1013"))
        await at_desk(page, "1013")
        await page.keyboard.press("Space")
        assert (await server.hear("command"))["id"] != first["id"]


async def test_times_go_on_by_themselves(open_page: OpenPage) -> None:
    """The time at the number goes on every second, the minutes in the lists within six."""
    async with frame_server() as server:
        page = await open_page()
        await page.clock.install()
        await sit_down_to(page, server)
        shown = "place => Array.from(document.querySelectorAll(place), each => each.textContent.trim())"
        at_first = await page.evaluate(shown, ".number-card")
        waited = await page.evaluate(shown, "tbody .wait")
        await page.clock.run_for(1_500)
        assert await page.evaluate(shown, ".number-card") != at_first
        await page.clock.run_for(10_000)  # in which some of those who wait begin another minute
        assert await page.evaluate(shown, "tbody .wait") != waited


async def test_an_unanswered_press_is_the_same_press_whatever_the_desk_shows_since(
    open_page: OpenPage,
) -> None:
    """What was called by a press whose answer was lost is not ended unseen by the same key again."""
    async with frame_server() as server:
        page = await open_page()
        await page.clock.install()
        await sit_down_to(page, server, **NOBODY)
        await page.keyboard.press("Space")
        first = await server.hear("command")
        for _ in range(4):
            await page.clock.run_for(3_000)
            await server.say(HEARTBEAT)
        await said(page, "Chưa có trả lời: lệnh có thể đã hoặc chưa thực hiện. Xin theo dõi màn hình.")
        await server.say(view_frame(desk_view(), 2))
        await at_desk(page, "1012")
        commands(server)
        await page.keyboard.press("Space")
        assert await server.hear("command") == first
        await server.say(called(first, "1012"))
        await said(page, "Đã gọi số 1012.")
        await page.keyboard.press("Space")
        following = await server.hear("command")
        assert following["id"] != first["id"]
        assert following["command"]["at_desk"] == "1012"


async def test_a_refusal_is_read_as_the_server_says_it(seat: Seat) -> None:
    """The sentence stands out in the desk's language until the next press, and nothing else changes."""
    page, server = seat.page, seat.server
    message = {"vi": "Số này đã được quầy 2 gọi.", "en": "Counter 2 has called it already."}
    await page.keyboard.press("s")
    press = await server.hear("command")
    await server.say({"type": "refused", "id": press["id"], "error": "desk-changed", "message": message})
    await said(page, message["vi"])
    assert await page.locator("#status-line.is-trouble").count() == 1
    assert await page.text_content("p.number") == "1012"
    await page.get_by_role("button", name="English").click()
    await page.keyboard.press("s")
    press = await server.hear("command")
    assert await page.text_content("#status-line") == ""
    await server.say({"type": "refused", "id": press["id"], "error": "desk-changed", "message": message})
    await said(page, message["en"])


async def test_a_finished_number_leaves_the_desk_with_the_answer(seat: Seat) -> None:
    """The press after Enter tells of an empty desk, though no view has come yet."""
    page, server = seat.page, seat.server
    await page.keyboard.press("Enter")
    press = await server.hear("command")
    await server.say(answered(press, "done", {"number": "1012", "due": "2026-11-30"}))
    await said(page, "Đã hoàn tất số 1012. Ngày hẹn trả kết quả: 30/11/2026.")
    await empty(page)
    await page.keyboard.press("Space")
    assert (await server.hear("command"))["command"]["at_desk"] == ""


async def test_two_tabs_of_one_clerk_show_the_same(seat: Seat) -> None:
    """A view after the other tab's press is shown on both; neither keeps what it knew."""
    one, server = seat.page, seat.server
    await seat.show(**NOBODY)
    other = await one.context.new_page()
    await sit_down(other, server.address)
    await empty(other)
    await server.joined()
    await one.keyboard.press("Space")
    await server.say(called(await server.hear("command"), "1013"))
    await at_desk(one, "1013")
    await seat.show()
    for page in (one, other):
        await at_desk(page, "1012")
    await other.close()
