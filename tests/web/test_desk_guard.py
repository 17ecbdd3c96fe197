"""Text that was meant for another program, typed at the desk in a browser; and the keys that ask first."""

import asyncio
from pathlib import Path

import pytest
from playwright.async_api import Page

from tests.patience import PATIENCE_SECONDS
from tests.web.conftest import OpenPage
from tests.web.desks import CLERK, at_desk, at_work, issue, opened, settled, sit_down
from tests.web.office import Office, running_office
from ticketing.desk.confirming import CONFIRM_AFTER_SECONDS
from ticketing.desk.guard import GUARD_TIMES
from ticketing.tickets import TicketState

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]

GUARD, PAUSE = GUARD_TIMES.guard_milliseconds, GUARD_TIMES.pause_milliseconds
GUARDED = "delete window.motcuaGuard"
MEANT_AFTER = round(CONFIRM_AFTER_SECONDS * 1_000) + 1
TYPING = "Bàn phím đang gõ chữ: không thao tác nào được thực hiện. Hãy bấm từng phím."
TEXTS = (" 1.001193\n", "H52 001/26_1\n", "so 12 pho Chu Van An", "Sung Thi Dua\n", "ouh\n")
KEYPAD = {".": "NumpadDecimal", "/": "NumpadDivide", "\n": "NumpadEnter", " ": "Space"}
GAPS = (40, 120)
REWRITE = """([first, letter]) => {
  for (const key of [first, letter]) {
    document.body.dispatchEvent(new KeyboardEvent('keydown', {key, code: '', bubbles: true}));
  }
}"""


async def type_text(page: Page, text: str, gap: int, *, on_keypad: bool = False) -> None:
    """Type as a hand does, so many milliseconds a key."""
    for sign in text:
        digit = f"Numpad{sign}" if sign.isdecimal() else sign
        key = KEYPAD.get(sign, digit) if on_keypad else {"\n": "Enter", " ": "Space"}.get(sign, sign)
        await page.keyboard.press(key)
        await page.clock.run_for(gap)


async def shows(page: Page, text: str, part: str = "#status-line") -> None:
    """Let the time go on until a part of the page has this text, and no press is under way."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while text not in await page.inner_text(part) or await page.evaluate("() => motcua.underWay()"):
            await page.clock.run_for(GUARD)


async def position(office: Office) -> int:
    """How many presses are on record."""
    return office.server.services.desk.position


async def guarded_desk(office: Office, page: Page, folder: Path) -> None:
    """A desk that holds its keys back, by a clock that the test lets go on."""
    await page.clock.install()
    await page.add_init_script(GUARDED)
    await opened(office, page, folder)
    await page.clock.pause_at(await page.evaluate("() => Date.now() + 1000"))


async def test_typed_text_changes_nothing_and_a_meant_key_does(tmp_path: Path, open_page: OpenPage) -> None:
    """At 40 and 120 ms a key, on main block and keypad; it is said, and then a key acts as ever."""
    async with running_office(tmp_path) as office:
        page = await open_page()
        await issue(office, "1", "1")
        await guarded_desk(office, page, tmp_path)
        before = await position(office)
        for gap, texts in zip(GAPS, (TEXTS[:2], TEXTS), strict=True):
            for text in texts:
                await type_text(page, text, gap)
                await shows(page, TYPING)
                await page.clock.run_for(PAUSE)
        for text in (" 1.001193\n", "27/11/2026\n"):
            await type_text(page, text, GAPS[1], on_keypad=True)
            await page.clock.run_for(PAUSE)
        assert await page.locator(".asking").count() == 0
        assert await position(office) == before
        await page.keyboard.press("Space")
        await shows(page, "Đã gọi số 1001.")
        await page.keyboard.press("u")
        await shows(page, "Đã hoàn tác")
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not await page.locator(".number-card.is-empty").count():
                await page.clock.run_for(GUARD)
        before = await position(office)
        await page.evaluate(REWRITE, ["Backspace", "ù"])
        await shows(page, "Hiện quầy không có số nào.")
        assert await position(office) == before


async def test_closing_and_help_ask_first(tmp_path: Path, open_page: OpenPage) -> None:
    """O and H act once Space is meant for their question; a second O and Escape change nothing."""
    async with running_office(tmp_path) as office:
        page = await open_page()
        await guarded_desk(office, page, tmp_path)
        for key, asks, done in (
            ("h", "Nhờ đồng nghiệp đến quầy 3?", "Đã nhờ đồng nghiệp hỗ trợ"),
            ("o", "Đóng quầy 3?", "Quầy 3 đang đóng"),
        ):
            await page.keyboard.press(key)
            await shows(page, asks, "body")
            await page.keyboard.press(key)
            await page.keyboard.press("Space")
            await page.clock.run_for(MEANT_AFTER)
            assert office.server.services.desk.office.counters[3].is_open
            await page.keyboard.press("Space")
            await shows(page, done, "body")
        assert not office.server.services.desk.office.counters[3].is_open
        assert [one.kind for one in office.server.services.desk.office.notices] == ["help"]


async def test_the_keys_that_somebody_works_with_hold_at_every_desk(tmp_path: Path, page: Page) -> None:
    """A button turns them; letters do nothing then, and neither the next page nor its caps know letters."""
    async with running_office(tmp_path) as office:
        await issue(office, "1", "1")
        await opened(office, page, tmp_path)
        await page.click(".keys-tool")
        await page.wait_for_selector(".keys-tool:has-text('Phím: chỉ bàn phím số')")
        assert await page.locator("[data-key='next'] kbd").text_content() == "+"
        assert await page.locator("[data-key='close'] kbd").count() == 0
        await page.reload()
        await page.wait_for_selector(".keys-tool:has-text('Phím: chỉ bàn phím số')")
        await page.wait_for_selector(".waiting-list")
        await page.keyboard.press("Space")
        await page.keyboard.press("NumpadAdd")
        await at_desk(page, "1001")
        await settled(page)
        assert office.server.services.desk.office.tickets["1002"].state is TicketState.WAITING


async def test_a_digit_of_a_text_chooses_no_counter(tmp_path: Path, open_page: OpenPage) -> None:
    """Where a place is chosen by its digit, one within a text goes nowhere; one alone does."""
    async with running_office(tmp_path) as office:
        page = await open_page()
        await page.clock.install()
        await page.add_init_script(GUARDED)
        token = await at_work(office, tmp_path, CLERK)
        await sit_down(page, office.address, None, token=token, name=CLERK)
        await page.wait_for_selector("[data-place='3']")
        await page.clock.pause_at(await page.evaluate("() => Date.now() + 1000"))
        await type_text(page, "so 3 pho 31", GAPS[1])
        await page.clock.run_for(PAUSE)
        assert await page.locator("[data-place='3']").count()
        await page.keyboard.press("3")
        await shows(page, "Quầy đang trống", "body")
        assert office.server.services.desk.office.counters[3].is_open
