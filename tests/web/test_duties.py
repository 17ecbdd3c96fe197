"""What each board is there for: set by a manager at the desk, told to the board at once."""

from pathlib import Path

import pytest
from playwright.async_api import Page

from tests.web.conftest import OpenPage, picture
from tests.web.desks import at_work
from tests.web.office import POLLING, Office, running_office
from ticketing.screen_duty import ScreenDuty

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]


async def board(page: Page, office: Office, query: str) -> Page:
    """A board of this address that is live."""
    await page.goto(f"{office.address}/board?{query}")
    await page.wait_for_function("() => window.motcua && motcua.painted() !== null", polling=POLLING)
    return page


async def screens_page(page: Page, office: Office, folder: Path) -> Page:
    """A manager's list of boards."""
    token = await at_work(office, folder, "Bình", "manager")
    await page.goto(f"{office.address}/desk#token={token}")
    await page.click("[data-place='staff']")
    await page.click("[data-open='screens']")
    await page.wait_for_selector("[data-screen]")
    return page


async def test_a_manager_sets_a_board_s_duty_at_the_desk(tmp_path: Path, next_page: OpenPage) -> None:
    """Each choice is kept at once; no key of the desk acts behind the list, and Escape leaves it."""
    async with running_office(tmp_path) as office:
        await board(await next_page(), office, "name=hall")
        desk = await screens_page(await next_page(), office, tmp_path)
        row = desk.locator("[data-screen='hall']")
        await row.locator("[name=speaks]").click()
        await row.locator("[name=layout]").select_option("table")
        await row.locator("[name=zone]").select_option("hall")
        await desk.wait_for_function(
            "() => document.querySelector('[name=zone]').value === 'hall'", polling=POLLING
        )
        await picture(desk, "desk-screens")
        await desk.keyboard.press("k")
        await desk.keyboard.press("Escape")
        await desk.wait_for_selector("[data-open='screens']")
        assert await desk.query_selector(".asking, .screens") is None
        assert office.server.services.duties.of("hall").duty == ScreenDuty(
            speaks=False, slides=True, zone="hall", layout="table"
        )
