"""Board and desk behind a real reverse proxy, under a sub-path and with https, as the docs set it up."""

from pathlib import Path

import pytest
from playwright.async_api import Page, Response

from tests.web.conftest import OpenPage, picture
from tests.web.desks import CLERK, at_work
from tests.web.office import POLLING, Office, running_office, shows
from tests.web.proxy import documented, nginx_before

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]


async def secure_page(open_page: OpenPage) -> tuple[Page, list[str]]:
    """A page that takes our certificate, and what it was refused."""
    page = await open_page(ignore_https_errors=True)
    refused: list[str] = []

    def note(answer: Response) -> None:
        if answer.status >= 400:
            refused.append(f"{answer.status} {answer.url}")

    page.on("response", note)
    return page, refused


async def sits_at_work(page: Page, office: Office, folder: Path, address: str) -> None:
    """A clerk comes to counter 1 by a browser."""
    token = await at_work(office, folder, CLERK)
    await page.goto(f"{address}/desk#token={token}&counter=1")
    await page.wait_for_selector(".link-state.is-live")


async def test_board_and_desk_work_behind_nginx_as_the_docs_set_it_up(
    tmp_path: Path, open_page: OpenPage
) -> None:
    """Under /motcua/ and https both are live, and nothing that they ask for is missing, letters included."""
    async with (
        running_office(tmp_path / "data") as office,
        nginx_before(office.address, tmp_path / "nginx", documented()) as address,
    ):
        await office.open_all()
        number = await office.issue_and_call(1)
        page, refused = await secure_page(open_page)
        await page.goto(f"{address}/board?name=proxied")
        await shows(page, "#number", number)
        await page.wait_for_function(
            "() => document.fonts.check('800 20px \"Be Vietnam Pro\"', 'ộ')", polling=POLLING
        )
        assert [record.name for record in office.server.services.screens.all()] == ["proxied"]
        called = await office.issue_and_call(3, "3")
        await shows(page, "#number", called)
        await sits_at_work(page, office, tmp_path / "data", address)
        await page.goto(f"{address}/")
        assert "/motcua/board" in await page.evaluate("() => document.querySelector('.door').href")
        start = await page.request.get(f"{address}/start.html?name=hall")
        assert f'data-server="{address}" data-query="name=hall"' in await start.text()
        assert refused == []


def without_upgrade() -> str:
    """The example of the docs, in which somebody has left out what websockets need."""
    kept = (
        line for line in documented().splitlines(True) if "Upgrade" not in line and "Connection" not in line
    )
    return "".join(kept)


async def test_without_upgrade_headers_staff_read_what_is_wrong(tmp_path: Path, open_page: OpenPage) -> None:
    """The desk says that no WebSocket is passed on; the board says so at its foot and goes on by asking.

    It shows each new call and is not marked as old, and staff find it in the list of screens.
    """
    async with (
        running_office(tmp_path / "data") as office,
        nginx_before(office.address, tmp_path / "nginx", without_upgrade()) as address,
    ):
        await office.open_all()
        number = await office.issue_and_call(1)
        page, _ = await secure_page(open_page)
        await page.goto(f"{address}/board{await office.paired('name=hall&sound=off')}")
        await shows(page, "#number", number)
        await page.wait_for_selector("#upkeep >> text=chưa chuyển tiếp WebSocket")
        await shows(page, "#number", await office.issue_and_call(1))
        assert not await page.evaluate("() => document.body.classList.contains('old')")
        await picture(page, "board-without-websocket")
        assert [each.trouble for each in office.server.services.screens.troubles()] == ["no-websocket"]
        token = await at_work(office, tmp_path / "data", CLERK)
        await page.goto(f"{address}/desk#token={token}&counter=1")
        await page.wait_for_function(
            "() => document.body.textContent.includes('chưa chuyển tiếp WebSocket')", polling=POLLING
        )
