"""The clerk's desk in a real Chromium before a real server, by keyboard alone."""

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, WebSocketRoute

from server.clerks.clerk_file import ClerkFile
from server.clerks.register import ClerkRegister
from tests.server.fakes import CHEAP_PINS
from tests.web.conftest import OpenPage
from tests.web.desk_views import at, ticket, waiting
from tests.web.desks import (
    CLERK,
    PIN,
    at_desk,
    at_work,
    empty,
    issue,
    opened,
    said,
    settled,
    sit_down,
    strike,
)
from tests.web.office import POLLING, Office, running_office
from tests.web.seat import Seat
from ticketing.commands import CallNext, CloseCounter, PauseCounter
from ticketing.tickets import TicketState

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]


def state_of(office: Office, number: str) -> TicketState:
    """What became of a number."""
    return office.server.services.desk.office.tickets[number].state


# What is pressed, one thing after the other, and what the status line then says.
MORNING: tuple[tuple[tuple[str, ...], str], ...] = (
    (("Space",), "Đã gọi số 1001."),
    (("r",), "Đã gọi lại số 1001, lần 1."),
    (("s",), "Đang phục vụ số 1001."),
    (("f", "5", "Enter"), "Đã hoàn tất số 1001."),
    (("NumpadAdd",), "Đã gọi số 1002."),
    (("Delete",), "Số 1002 không có mặt, đã chuyển sang danh sách vắng mặt."),
    (("Space",), "Đã gọi số 1003."),
    (("p", "'Thiếu bản sao", "Enter"), "Đã tạm gác số 1003."),
    (("g", "'1002", "Enter"), "Đang phục vụ lại số 1002."),
    (("t", "3", "Enter", "Enter"), "Đã chuyển số 1002."),
    (("b", "1", "Enter"), "Số 1003 trở lại hàng chờ, giữ nguyên thứ tự."),
    (("Space",), "Đã gọi số 1002."),
    (("u",), "Đã hoàn tác: gọi số 1002."),
    (("Space",), "Đã gọi số 1002."),
    (("NumpadEnter",), "Đã hoàn tất số 1002."),
    (("x", "'1004", "Enter", "Enter"), "Đã huỷ số 1004."),
    (("Space",), "Đã gọi số 1003."),
    (("n", "2", "Enter", "5", "Control+Enter"), "Số 1003 tiếp tục với lĩnh vực tiếp theo."),
    (("Enter",), "Đã hoàn tất số 1003."),
    (("y", "'K001", "Enter", "1", "Enter"), "Đã ghi diện ưu tiên của số K001."),
)


async def sign_in_and_choose(page: Page, office: Office) -> None:
    """Go from the empty page to counter 3, with a wrong PIN first."""
    await page.goto(f"{office.address}/desk")
    await page.wait_for_selector("#name")
    await strike(page, f"'{CLERK}", "Tab", "'0000", "Enter")
    await page.wait_for_selector("#sign-in-mistake")
    assert "mã PIN" in str(await page.text_content("#sign-in-mistake"))
    await strike(page, f"'{PIN}", "Enter")
    await page.wait_for_selector("[data-place='3']")
    await strike(page, "3")
    await empty(page)


async def test_a_morning_at_the_desk_by_keyboard_alone(tmp_path: Path, page: Page) -> None:
    """From the PIN to the closed counter no hand touches the mouse, and each number is what it should be."""
    async with running_office(tmp_path) as office:
        await ClerkRegister(ClerkFile(tmp_path), CHEAP_PINS).add(CLERK, "clerk", PIN, office.random_source)
        await issue(office, "1", "1", "1", "1", "3")
        await sign_in_and_choose(page, office)
        for keys, sentence in MORNING:
            await strike(page, *keys)
            await said(page, sentence)
            # The sentence comes with the answer, the desk perhaps with the view behind it.
            number = office.server.services.desk.office.counters[3].ticket
            await (at_desk(page, number) if number else empty(page))
        await strike(page, "c", "'họp", "Enter")
        await page.wait_for_selector(".number-card.is-paused")
        await settled(page)
        await strike(page, "c")
        await page.wait_for_selector(".number-card.is-paused", state="detached")
        await office.do(CloseCounter(3))
        await page.wait_for_selector(".in-place")
        ended = office.server.services.desk.office
        states = {number: state_of(office, number).value for number in ("1001", "1002", "1003", "1004")}
        assert states == {"1001": "served", "1002": "served", "1003": "served", "1004": "cancelled"}
        assert (ended.tickets["1001"].outcome, ended.tickets["1003"].outcome) == ("guidance", "guidance")
        assert not ended.counters[3].is_open


async def test_two_desks_that_press_at_once_get_a_number_and_a_sentence(
    tmp_path: Path, next_page: OpenPage
) -> None:
    """Of two that want the same number one has it, the other reads which counter has called it."""
    async with running_office(tmp_path) as office:
        await issue(office, "1")
        one, other = await next_page(), await next_page()
        await opened(office, one, tmp_path, 1, "Lan")
        await opened(office, other, tmp_path, 3, "Mai")
        await strike(one, "g", "'1001", "Enter")
        await strike(other, "g", "'1001", "Enter")
        await at_desk(one, "1001")
        await other.wait_for_selector(".mistake")
        assert await other.text_content(".mistake") == "Số 1001 đã được quầy số 1 gọi."
        await strike(other, "Escape")
        await strike(other, "Space")
        await said(other, "Không còn công dân chờ ở quầy này.")
        calls = office.server.services.desk.office.calls
        assert [(call.number, call.counter) for call in calls] == [("1001", 1)]


async def test_a_press_at_a_desk_that_shows_an_old_number_does_nothing(
    tmp_path: Path, open_page: OpenPage
) -> None:
    """A second device whose views are late finishes nobody whom its clerk does not see."""
    async with running_office(tmp_path) as office:
        await issue(office, "1", "1")
        here, there = await open_page(), await open_page()
        held = Holding()
        await there.route_web_socket("**/ws", held.join)
        await opened(office, here, tmp_path)
        await strike(here, "Space")
        await at_desk(here, "1001")
        await sit_down(there, office.address, token=await again(office))
        await at_desk(there, "1001")
        await strike(here, "s")
        await settled(here)
        held.holds = "view"
        await strike(here, "Space")
        await at_desk(here, "1002")
        await strike(there, "Enter")
        await there.wait_for_selector("#status-line.is-trouble:has-text('1002')")
        assert state_of(office, "1002") is TicketState.CALLED


async def again(office: Office) -> str:
    """The token of a second session of the same clerk."""
    return (await office.server.services.sessions.sign_in(CLERK, PIN)).token


class Holding:
    """A line to the server from which frames of one type can be kept away, or that can be cut at one."""

    def __init__(self) -> None:
        self.holds = ""
        self.cuts_at = ""
        self.sent: list[str] = []
        self.cuts = 0

    async def join(self, line: WebSocketRoute) -> None:
        """Stand between a page and the server."""
        server = line.connect_to_server()

        def to_server(frame: str | bytes) -> None:
            self.sent.append(str(frame))
            server.send(frame)

        async def to_page(frame: str | bytes) -> None:
            kind = f'"type":"{self.holds or self.cuts_at}"'
            if self.cuts_at and kind in str(frame):
                self.cuts_at = ""
                self.cuts += 1
                await line.close()
                await server.close()
            elif not (self.holds and kind in str(frame)):
                line.send(frame)

        line.on_message(to_server)
        server.on_message(to_page)


async def test_a_line_cut_between_the_press_and_its_answer_calls_once(
    tmp_path: Path, open_page: OpenPage
) -> None:
    """The press was carried out and its answer lost; sent again it gets the first, and one call is made."""
    async with running_office(tmp_path) as office:
        await issue(office, "1", "1", "1")
        page = await open_page()
        line = Holding()
        await page.route_web_socket("**/ws", line.join)
        await opened(office, page, tmp_path)
        line.cuts_at = "answered"
        await strike(page, "Space")
        await said(page, "Đã gọi số 1001.")
        await at_desk(page, "1001")
        pressed = [frame for frame in line.sent if '"command"' in frame]
        assert line.cuts == 1
        assert len(pressed) == 2
        assert pressed[0] == pressed[1]
        assert [call.number for call in office.server.services.desk.office.calls] == ["1001"]


async def test_a_stand_in_takes_over_and_the_former_clerk_reads_who(
    tmp_path: Path, next_page: OpenPage
) -> None:
    """The stand-in is asked first; the number at the counter stays, and the former clerk's keys are off."""
    async with running_office(tmp_path) as office:
        await issue(office, "1", "1")
        former, stand_in = await next_page(), await next_page()
        await opened(office, former, tmp_path)
        await strike(former, "Space")
        await at_desk(former, "1001")
        await sit_down(stand_in, office.address, token=await at_work(office, tmp_path, "Lan"), name="Lan")
        await stand_in.wait_for_selector(".in-place")
        assert f"đang do {CLERK} phụ trách" in str(await stand_in.text_content(".in-place h2"))
        await strike(stand_in, "Space")
        await stand_in.get_by_role("button", name="Tiếp quản quầy").press("Enter")
        await at_desk(stand_in, "1001")
        await former.wait_for_selector(".in-place")
        assert await former.text_content(".in-place h2") == "Lan đã tiếp quản quầy 3"
        await strike(former, "Space", "Enter")
        await strike(stand_in, "Escape", "s")
        await said(stand_in, "Đang phục vụ số 1001.")
        assert len(office.server.services.desk.office.calls) == 1


async def test_the_floating_bar_is_the_same_desk_in_a_window_of_its_own(
    tmp_path: Path, next_page: OpenPage
) -> None:
    """It opens without a PIN, shows the number that is called in the large one, and the other way round."""
    async with running_office(tmp_path) as office:
        await issue(office, "1", "1")
        page = await next_page()
        await opened(office, page, tmp_path)
        async with page.expect_popup() as opening:
            await page.get_by_role("button", name="Thanh nổi").click()
        bar = await opening.value
        await empty(bar)
        await strike(page, "Space")
        await at_desk(bar, "1001")
        await strike(page, "s")
        await settled(page)
        await strike(bar, "Space")
        await at_desk(page, "1002")
        await bar.close()


async def test_the_guidance_desk_and_the_counters_tell_each_other(
    tmp_path: Path, next_page: OpenPage
) -> None:
    """A message is read at the desk and answered there; a call for the leader is seen by the manager."""
    async with running_office(tmp_path) as office:
        await issue(office, "1")
        desk, guidance, manager = await next_page(), await next_page(), await next_page()
        await opened(office, desk, tmp_path)
        for page, role in ((guidance, "guidance"), (manager, "manager")):
            token = await at_work(office, tmp_path, role.title(), role)  # type: ignore[arg-type] # both are roles
            await sit_down(page, office.address, "staff", token=token, name=role.title(), role=role)
            await page.wait_for_selector("[data-counter='3']")
        await strike(guidance, "m", "'Xin giữ quầy mở", "Enter", "Enter")
        await desk.wait_for_selector(".notice.is-message")
        assert await desk.text_content(".notice-text") == "Xin giữ quầy mở"
        await strike(desk, "m", "Enter", "Escape")
        await desk.wait_for_selector(".notice.is-message", state="detached")
        await strike(desk, "l", "'Khiếu nại", "Enter")
        await manager.wait_for_selector(".notice.is-leader")
        await manager.click(".notice.is-leader button")
        await desk.wait_for_selector(".notice.is-answered")
        assert await desk.locator(".notice.is-leader").count() == 0
        await office.do(CallNext(3))
        await office.do(PauseCounter(3, "họp"))
        await manager.wait_for_selector("[data-counter='3'].is-paused")
        assert "1001" in str(await manager.text_content("[data-counter='3']"))


async def test_a_dossier_is_accepted_and_handed_back(tmp_path: Path, page: Page) -> None:
    """A code and a day put it on record; the panel finds it, marks it ready, and it is returned."""
    async with running_office(tmp_path) as office:
        await issue(office, "1")
        await opened(office, page, tmp_path)
        await strike(page, "Space")
        await at_desk(page, "1001")
        await strike(page, "f", "1", "Enter", "'h42-7", "Enter", "'27/11/2026", "Enter")
        await said(page, "Đã hoàn tất số 1001. Ngày hẹn trả kết quả: 27/11/2026.")
        assert "H42-7" in office.server.services.desk.office.dossiers
        await strike(page, "d", "'h42-7", "Enter")
        await page.wait_for_selector("[data-dossier='H42-7']")
        await strike(page, "Tab", "Tab", "Enter")
        await said(page, "Đã ghi hồ sơ có kết quả.")
        await page.wait_for_selector(".asking h3")


# Counts the tones that the page lets be heard.
TONES = """() => {
  const start = OscillatorNode.prototype.start;
  window.tones = 0;
  OscillatorNode.prototype.start = function (...given) { window.tones += 1; return start.apply(this, given);
  };
}"""


async def test_the_first_one_who_comes_is_seen_and_heard_as_the_clerk_wants(seat: Seat) -> None:
    """A calm mark, the title and the screen reader tell of it; a tone where the clerk has asked for one."""
    page = seat.page
    nobody: dict[str, Any] = {"ticket": None, "why": None, "undo_until": None}

    async def come() -> None:
        await seat.show(**nobody, waiting=[], waiting_count=0)
        await seat.show(**nobody, waiting=waiting(1), waiting_count=1)

    await page.evaluate(TONES)
    await come()
    await page.wait_for_selector(".first-came")
    assert (await page.title()).startswith("Có công dân đang chờ · Quầy 3")
    assert await page.text_content(".at-desk [role='status']") == "Có công dân đang chờ"
    assert await page.evaluate("() => window.tones") == 0
    await page.click(".bell")
    await said(page, "Khi có người đầu tiên đến: Báo: chuông.")
    await page.wait_for_function("() => window.tones === 2", polling=POLLING)
    await seat.show(ticket=ticket("1012", state="called", called_at=at(1)))
    assert await page.locator(".first-came").count() == 0
    await page.click(".bell")
    await come()
    assert await page.locator(".first-came").count() == 0
    assert await page.evaluate("() => window.tones") == 2
