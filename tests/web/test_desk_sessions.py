"""Who may sit at the browser's desk: sessions and bare tokens, their ends, and where they are never found."""

from pathlib import Path

import pytest
from playwright.async_api import Page

from server.clerks.clerk_file import ClerkFile
from server.clerks.register import ClerkRegister
from tests.web.conftest import OpenPage
from tests.web.desks import CLERK, PIN, at_work, empty, issue, opened, sit_down, strike
from tests.web.office import running_office
from ticketing.tickets import TicketState

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]


async def test_a_session_that_is_over_leads_back_to_the_pin(tmp_path: Path, page: Page) -> None:
    """A person who was disabled presses nothing more, and reads why; the token is forgotten."""
    async with running_office(tmp_path) as office:
        await issue(office, "1")
        await opened(office, page, tmp_path)
        await ClerkRegister(ClerkFile(tmp_path)).set_disabled(CLERK, is_disabled=True)
        await strike(page, "Space")
        await page.wait_for_selector("#sign-in-mistake")
        assert CLERK in str(await page.text_content("#sign-in-mistake"))
        assert await page.evaluate("() => sessionStorage.getItem('motcua.desk')") is None
        assert office.server.services.desk.office.tickets["1001"].state is TicketState.WAITING


async def test_a_token_in_the_address_is_taken_off_it_and_kept_for_the_tab_alone(
    tmp_path: Path, open_page: OpenPage
) -> None:
    """`#token=…&counter=3` opens that desk; no request, no history and no lasting storage holds the token."""
    async with running_office(tmp_path) as office:
        token = office.token("counter")
        page = await open_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url + str(request.headers)))
        await page.goto(f"{office.address}/desk#token={token}&counter=3")
        await page.wait_for_selector("form.in-place input:focus")
        assert page.url == f"{office.address}/desk"
        assert token not in await page.evaluate("() => JSON.stringify(localStorage) + document.cookie")
        assert not any(token in each for each in asked)
        await strike(page, "'Lan", "Enter")
        await empty(page)
        assert office.server.services.desk.office.counters[3].clerk == "Lan"


async def test_who_has_one_place_goes_there_at_once(tmp_path: Path, page: Page) -> None:
    """The guidance desk has nothing to choose from; the name has the keyboard, and then the PIN."""
    async with running_office(tmp_path) as office:
        await at_work(office, tmp_path, "Mai", "guidance")
        await page.goto(f"{office.address}/desk")
        await page.wait_for_selector("#name")
        await strike(page, "'Mai", "Tab", f"'{PIN}", "Enter")
        await page.wait_for_selector("[data-counter='3']")
        await strike(page, "k", "1", "Enter", "Enter")
        await page.wait_for_selector("[data-number='1001']")
        assert office.server.services.desk.office.reprints[0].number == "1001"
        await page.wait_for_selector(".given-number")
        assert await page.text_content(".given-number") == "1001"


async def test_signing_out_ends_the_session_everywhere(tmp_path: Path, page: Page) -> None:
    """The tab forgets the token, and the server does not know it any more."""
    async with running_office(tmp_path) as office:
        token = await at_work(office, tmp_path, CLERK)
        await sit_down(page, office.address, None, token=token)
        await page.wait_for_selector("[data-place='3']")
        async with page.expect_response("**/api/v1/session") as ended:
            await page.get_by_role("button", name="Đăng xuất").press("Enter")
        assert (await ended.value).status == 204
        await page.wait_for_selector("#name")
        assert await page.evaluate("() => sessionStorage.getItem('motcua.desk')") is None


async def test_a_bare_token_of_the_guidance_desk_opens_the_overview(
    tmp_path: Path, next_page: OpenPage
) -> None:
    """Nobody says what a pasted token is for; the page finds out, and a counter's token is told no."""
    async with running_office(tmp_path) as office:
        for role, selector in (("guidance", "[data-counter='3']"), ("counter", ".mistake")):
            page = await next_page()
            await page.goto(f"{office.address}/desk")
            await page.get_by_role("button", name="Dùng mã của quầy").click()
            await page.fill("#token", office.token(role))  # type: ignore[arg-type] # both are roles of tokens
            await page.keyboard.press("Enter")
            await page.get_by_role("button", name="Toàn cảnh").click()
            await page.wait_for_selector(selector)
