"""The question about a number that has only just been called, at the desk in a browser."""

from pathlib import Path

import pytest
from playwright.async_api import Page

from tests.web.desks import at_desk, empty, issue, opened, settled, strike
from tests.web.office import Office, running_office
from ticketing.commands import CloseCounter, FinishService
from ticketing.tickets import TicketState

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]
CONFIRM = ".asking.is-confirm"
HOLD = """() => { for (let n = 0; n < 40; n += 1) {
  document.activeElement.dispatchEvent(
    new KeyboardEvent('keydown', {key: ' ', code: 'Space', repeat: true, bubbles: true})); } }"""


def state_of(office: Office, number: str) -> TicketState:
    """What became of a number."""
    return office.server.services.desk.office.tickets[number].state


async def test_no_slip_leaves_a_called_number_and_a_meant_key_does(tmp_path: Path, page: Page) -> None:
    """Space asks; a burst, a held key and Escape change nothing; a Space that comes later notes the miss.

    The number that was picked is kept, and the question ends where its number leaves the desk.
    """
    async with running_office(tmp_path) as office:
        await issue(office, "1", "1", "1", "1")
        await page.clock.install()
        await opened(office, page, tmp_path)
        await strike(page, "Space")
        await at_desk(page, "1001")
        await settled(page)
        await strike(page, "Space")
        await page.wait_for_selector(CONFIRM)
        said = " ".join(str(await page.inner_text(CONFIRM)).split())
        assert "Số 1001 vừa được gọi" in said
        assert "Space ghi vắng và gọi số tiếp theo Esc chờ thêm" in said
        await strike(page, "Space", "x", "Space")
        await page.clock.fast_forward(700)
        await page.evaluate(HOLD)
        assert state_of(office, "1001") is TicketState.CALLED
        await strike(page, "Escape")
        await page.wait_for_selector(CONFIRM, state="detached")
        await strike(page, "Space")
        await page.wait_for_selector(CONFIRM)
        await page.clock.fast_forward(700)
        await strike(page, "Space")
        await at_desk(page, "1002")
        assert state_of(office, "1001") is TicketState.NO_SHOW
        await settled(page)
        await strike(page, "g", "'1004", "Enter")
        await page.wait_for_selector(CONFIRM)
        assert "gọi số 1004" in str(await page.text_content(CONFIRM))
        await page.clock.fast_forward(700)
        await strike(page, "NumpadAdd")
        await at_desk(page, "1004")
        await settled(page)
        await strike(page, "Space")
        await page.wait_for_selector(CONFIRM)
        await office.do(FinishService(3))
        await page.wait_for_selector(CONFIRM, state="detached")


async def test_a_closed_counter_calls_for_help_and_an_ended_number_comes_back(
    tmp_path: Path, page: Page
) -> None:
    """The closed desk has buttons for both calls; E opens a number of this counter again, with a reason."""
    async with running_office(tmp_path) as office:
        await issue(office, "1")
        await page.clock.install()
        await opened(office, page, tmp_path)
        await strike(page, "Space")
        await at_desk(page, "1001")
        await strike(page, "Enter")
        await settled(page)
        await empty(page)
        await strike(page, "e", "'1001", "Enter", "'bấm nhầm", "Enter")
        await at_desk(page, "1001")
        assert state_of(office, "1001") is TicketState.CALLED
        await office.do(FinishService(3))
        await office.do(CloseCounter(3))
        await page.click("[data-call='help']")
        await page.wait_for_selector(CONFIRM)
        await page.clock.fast_forward(800)
        await strike(page, "Space")
        await page.wait_for_selector(".asking", state="detached")
        notices = office.server.services.desk.office.notices
        assert [(notice.kind, notice.counter) for notice in notices] == [("help", 3)]
