"""The desk's page before it has its model: it says so, tries again, and opens no line meanwhile."""

import pytest
from playwright.async_api import Route

from tests.web.conftest import OpenPage
from tests.web.desk_views import desk_view, view_frame
from tests.web.desks import focused, sit_down
from tests.web.frame_server import frame_server

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]

AGAIN_MILLISECONDS = 2_500  # longer than the page waits before it asks again


async def test_a_page_without_its_model_says_so_in_both_languages_and_tries_again(
    open_page: OpenPage,
) -> None:
    """The first answer is no model, the second is; only then the desk says hello to the server.

    The desk opens without taking the keyboard.
    """
    async with frame_server() as server:
        page = await open_page()
        await page.clock.install()
        asked = 0

        async def answer(route: Route) -> None:
            nonlocal asked
            asked += 1
            if asked == 1:
                await route.fulfill(status=503, json={"error": "too-busy"})
            else:
                await route.continue_()

        await page.route("**/web/desk.json", answer)
        server.first = [view_frame(desk_view())]
        await sit_down(page, server.address)
        said = await page.text_content("[role='alert']")
        assert said == (
            "Chưa tải được bàn làm việc. Đang thử lại… · The desk can't be loaded yet. Trying again…"
        )
        assert server.heard.empty()
        await page.clock.run_for(AGAIN_MILLISECONDS)
        await page.wait_for_selector(".main-keys")
        assert await focused(page) == "BODY#"
        assert (await server.hear("hello"))["role"] == "counter"
        assert asked == 2
