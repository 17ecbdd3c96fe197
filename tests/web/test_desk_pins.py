"""PINs and locks at the desk: a short PIN is made longer, one's own is changed, a manager unlocks a name."""

from pathlib import Path

import pytest
from playwright.async_api import Page

from server.clerks.clerk_file import ClerkFile
from server.clerks.pins import hash_pin
from server.clerks.sign_in_attempts import ATTEMPTS_MAX
from server.clock import SystemRandomSource
from tests.server.fakes import CHEAP_PINS, refused
from tests.web.desks import CLERK, PIN, at_work, sit_down, strike
from tests.web.office import Office, running_office

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]

MANAGER, LONGER = "Lê Thị Lan", "975312"


async def give_short_pin(folder: Path) -> None:
    """Leave everybody with the PIN 1357, as an earlier version took it from managers, too."""
    pin_hash = hash_pin("1357", SystemRandomSource(), CHEAP_PINS)
    async with ClerkFile(folder).writing() as connection:
        await connection.execute("UPDATE clerks SET pin_hash = ?", (pin_hash,))


async def sign_in_with_short_pin(office: Office, page: Page, folder: Path) -> None:
    """Let a manager with such a PIN sign in."""
    await at_work(office, folder, MANAGER, "manager")
    await give_short_pin(folder)
    await page.goto(f"{office.address}/desk")
    await page.wait_for_selector("#name")
    await strike(page, f"'{MANAGER}", "Tab", "'1357", "Enter")
    await page.wait_for_selector("#new-pin")


async def test_a_manager_with_a_short_pin_chooses_a_longer_one_first(tmp_path: Path, page: Page) -> None:
    """Two fields and nothing else; what is no longer one is said, and with one the session is a manager's."""
    async with running_office(tmp_path) as office:
        await sign_in_with_short_pin(office, page, tmp_path)
        assert await page.evaluate("() => document.activeElement.id") == "new-pin"
        assert await page.evaluate("() => sessionStorage.getItem('motcua.desk')") is None
        for new, again, says in (("135790", "135791", "không giống nhau"), ("13579", "13579", "từ 6 đến 12")):
            await strike(page, f"'{new}", "Tab", f"'{again}", "Enter")
            await page.wait_for_selector(f"#pin-mistake:has-text('{says}')")
        await strike(page, f"'{LONGER}", "Tab", f"'{LONGER}", "Enter")
        await page.wait_for_selector("[data-place='staff']")
        assert not (await office.server.services.sessions.sign_in(MANAGER, LONGER)).session.is_pin_short


async def test_who_leaves_the_longer_pin_for_later_is_signed_out(tmp_path: Path, page: Page) -> None:
    """The name is asked for again, and a reload leads there, too."""
    async with running_office(tmp_path) as office:
        await sign_in_with_short_pin(office, page, tmp_path)
        async with page.expect_response("**/api/v1/session") as ended:
            await page.click("form .link")
        assert (await ended.value).status == 204
        await page.wait_for_selector("#name")


async def test_a_clerk_changes_the_own_pin_where_the_counter_is_chosen(tmp_path: Path, page: Page) -> None:
    """Digits are the PIN's there and no counter's; the present PIN is asked for, and a wrong one is said."""
    async with running_office(tmp_path) as office:
        token = await at_work(office, tmp_path, CLERK)
        await sit_down(page, office.address, None, token=token)
        await page.click("[data-open='pin']")
        await page.wait_for_selector("#present-pin")
        await strike(page, "'333333", "Tab", f"'{LONGER}", "Tab", f"'{LONGER}", "Enter")
        await page.wait_for_selector("#pin-mistake:has-text('hiện tại')")
        await strike(page, f"'{PIN}", "Tab", f"'{LONGER}", "Tab", f"'{LONGER}", "Enter")
        await page.wait_for_selector(f".news:has-text('{CLERK}')")
        assert (await office.server.services.sessions.session_of(token)) is not None
        await office.server.services.sessions.sign_in(CLERK, LONGER)


async def test_a_manager_sees_who_is_locked_and_unlocks_with_one_button(tmp_path: Path, page: Page) -> None:
    """The name, where from, since when and how often; afterwards the person signs in and the card is gone."""
    async with running_office(tmp_path) as office:
        sessions = office.server.services.sessions
        token = await at_work(office, tmp_path, MANAGER, "manager")
        await at_work(office, tmp_path, CLERK)
        for guess in range(2 * ATTEMPTS_MAX):
            with refused("sign-in-wrong"):
                await sessions.sign_in(CLERK, f"{guess:04}", f"10.0.0.{guess // ATTEMPTS_MAX}")
        await sit_down(page, office.address, "staff", token=token, name=MANAGER, role="manager")
        await page.wait_for_selector(".locked-names li p:nth-of-type(3)")
        assert "sai 10 lần" in str(await page.text_content(".locked-names"))
        with refused("sign-in-locked"):
            await sessions.sign_in(CLERK, PIN, "10.0.0.0")
        await page.click(f"[data-locked='{CLERK}'] button")
        await page.wait_for_selector(".locked-names", state="detached")
        await sessions.sign_in(CLERK, PIN, "10.0.0.0")
