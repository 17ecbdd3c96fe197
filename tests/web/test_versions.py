"""Pages that stay open while their server is updated."""

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import aclosing
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.async_api import Page
from websockets import Origin
from websockets.asyncio.client import connect

from server.web_files import page_version
from tests.patience import PATIENCE_SECONDS
from tests.web.conftest import OpenPage
from tests.web.desk_views import desk_view, view_frame
from tests.web.desks import TOKEN, at_desk, called, empty, said, sit_down_to
from tests.web.frame_server import FrameServer, frame_server
from tests.web.office import POLLING, Office, running_office
from ticketing.wire.messages import PROTOCOL_VERSION

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]


async def greeted(office: Office, **hello: Any) -> AsyncGenerator[dict[str, Any]]:
    """What the server says to this hello of a page, which a browser's header tells from a terminal."""
    address = f"ws{office.address.removeprefix('http')}/ws"
    async with connect(address, origin=Origin(office.address)) as line:
        await line.send(json.dumps({"type": "hello", "protocol": PROTOCOL_VERSION, **hello}))
        async for frame in line:
            yield json.loads(frame)


async def updated(server: FrameServer, version: str) -> None:
    """The server goes away and comes back with other pages."""
    server.page = version
    await server.cut()
    await server.hear("hello")
    await server.joined()


async def is_marked(page: Page) -> bool:
    """Whether the page is still the one that the test has marked."""
    return bool(await page.evaluate("() => window.marked === true"))


async def marked(page: Page) -> None:
    """Mark the page; a page that loads itself again loses the mark."""
    await page.evaluate("() => { window.marked = true; }")


async def loaded_again(page: Page) -> None:
    """Wait until the page has loaded itself again."""
    await page.wait_for_function("() => window.marked === undefined && window.motcua", polling=POLLING)


async def test_the_handshake_refuses_a_desk_of_before_and_tells_pages_their_version(tmp_path: Path) -> None:
    """A desk whose hello does not say of which version it is reads a sentence, and is heard no further.

    One of another dialogue is told of the version too, and staff are told of the screen. The welcome to a
    page has the version of all that pages are made of, and so has the page itself.
    """
    async with running_office(tmp_path) as office:
        before = greeted(office, role="counter", counter=3, token=office.token("counter"), name="Hoa")
        (fault,) = [frame async for frame in before]
        assert (fault["type"], fault["error"], fault["closing"]) == ("fault", "page-outdated", True)
        assert fault["message"] == {
            "vi": "Máy chủ đã được cập nhật. Vui lòng tải lại trang này.",
            "en": "The server was updated. Please load this page again.",
        }
        newer = greeted(office, role="display", protocol=99, name="hall", token=office.token("display"))
        (other,) = [frame async for frame in newer]
        assert (other["error"], other["closing"], other["page"]) == ("protocol-unknown", True, page_version())
        assert [each.trouble for each in office.server.services.screens.troubles()] == ["outdated"]
        async with aclosing(greeted(office, role="display", page="")) as frames:
            welcome = await anext(frames)
        assert (welcome["type"], welcome["page"]) == ("welcome", page_version())
        async with httpx.AsyncClient() as http:
            page = (await http.get(f"{office.address}/board")).text
        assert f'<meta name="motcua-page" content="{page_version()}">' in page


async def test_a_desk_loads_itself_again_once_for_another_version(page: Page) -> None:
    """After a reconnection to other pages it is loaded again, sits at its counter, and stays."""
    async with frame_server() as server:
        server.page = "a"
        await sit_down_to(page, server)
        await marked(page)
        await updated(server, "a")
        await at_desk(page, "1012")
        assert await is_marked(page)
        await updated(server, "b")
        await loaded_again(page)
        assert (await server.hear("hello"))["token"] == TOKEN
        await at_desk(page, "1012")
        await marked(page)
        await server.joined()
        await updated(server, "b")
        await server.say(view_frame(desk_view(ticket=None), 9))
        await empty(page)
        assert await is_marked(page)


async def test_no_page_loads_itself_again_while_a_press_or_a_question_is_open(open_page: OpenPage) -> None:
    """Only when the press is answered and the question is gone does the page of before leave."""
    async with frame_server() as server:
        server.page = "a"
        page = await open_page()
        await page.clock.install()
        await sit_down_to(page, server, ticket=None, why=None, undo_until=None)
        await marked(page)
        await page.keyboard.press("Space")
        first = await server.hear("command")
        server.page = "b"
        await server.cut()
        await page.clock.run_for(3_000)
        assert await server.hear("command") == first
        await page.clock.run_for(3_000)
        assert await is_marked(page)
        await page.keyboard.press("g")
        await page.wait_for_selector(".asking")
        await server.say(called(first, "1012"))
        await said(page, "Đã gọi số 1012.")
        await page.clock.run_for(1_500)
        assert await is_marked(page)
        await page.keyboard.press("Escape")
        await page.clock.run_for(1_500)
        await loaded_again(page)


async def test_a_board_loads_itself_again_when_no_call_waits_to_be_shown(page: Page) -> None:
    """A television has nobody who would do it."""
    async with frame_server() as server:
        server.page = "a"
        await page.goto(f"{server.address}/board")
        await server.joined()
        await page.wait_for_function("() => window.motcua && motcua.painted() !== null")
        await marked(page)
        await updated(server, "b")
        await loaded_again(page)


async def test_a_board_of_another_dialogue_stays_old_and_loads_itself_again(open_page: OpenPage) -> None:
    """Citizens are told to update nothing; a page that is served as it was is not loaded in a loop."""
    fault = {
        "type": "fault",
        "error": "protocol-unknown",
        "closing": True,
        "page": "b",
        "message": {"vi": "Vui lòng cập nhật phần mềm của màn hình.", "en": "Please update the screen."},
    }
    async with frame_server() as server:
        server.page = server.served = "a"
        page = await open_page()
        await page.clock.install()
        await page.goto(f"{server.address}/board")
        await server.joined()
        await marked(page)
        server.first = [fault]
        await server.cut()
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not await page.evaluate("() => document.body.classList.contains('old')"):
                await page.clock.run_for(500)
        await page.clock.run_for(5_000)
        assert await is_marked(page)
        assert "cập nhật" not in await page.inner_text("body")
        server.served = "b"
        await page.clock.run_for(61_000)
        await loaded_again(page)
