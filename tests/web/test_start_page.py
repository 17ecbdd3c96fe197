"""A television that is on before its server: its start page, a file, waits and goes to the board."""

from pathlib import Path

import pytest

from server.start_page import start_page
from tests.web.conftest import FRAMES_PASS, OpenPage, picture
from tests.web.office import POLLING, is_free, running_office

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]

PORT = 10_987


async def test_a_television_that_boots_first_comes_to_the_board_by_itself(
    tmp_path: Path, open_page: OpenPage
) -> None:
    """It says politely that it waits; the server that starts later has it, by the name it was given."""
    port = next(port for port in range(PORT, PORT + 100) if is_free(port))
    file = tmp_path / "start.html"
    file.write_text(start_page(f"http://127.0.0.1:{port}/", "name=hall"), encoding="utf-8")
    page = await open_page()
    await page.goto(file.as_uri())
    assert "Xin quý công dân chờ trong giây lát" in await page.inner_text("body")
    await page.evaluate(FRAMES_PASS, 3)
    await picture(page, "start-page")
    async with running_office(tmp_path / "data", port=port) as office:
        await page.wait_for_url(f"{office.address}/board?name=hall")
        await page.wait_for_function("() => window.motcua && motcua.painted() !== null", polling=POLLING)
        assert [record.name for record in office.server.services.screens.all()] == ["hall"]
