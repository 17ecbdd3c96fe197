"""The board on a television of 2020: Chromium 69, as it is."""

from pathlib import Path

import pytest

from tests.web.conftest import PICTURES
from tests.web.office import running_office
from tests.web.old_engine import old_page
from ticketing.commands import PauseCounter

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]


@pytest.mark.timeout(180)  # the engine is brought once, some 34 MB
async def test_the_board_works_in_chromium_69(tmp_path: Path) -> None:
    """First view, a new call, paused counters, letters and the layout are as in a new engine."""
    engine = tmp_path / "engine"
    engine.mkdir()
    PICTURES.mkdir(parents=True, exist_ok=True)
    async with running_office(tmp_path / "data") as office, old_page(engine, 1280, 720) as page:
        await office.open_all()
        number = await office.issue_and_call(1)
        await page.open(f"{office.address}/board?name=old")
        await page.until(f"document.getElementById('number') && number.textContent === '{number}'")
        assert "Chrome/69." in await page.value("navigator.userAgent")
        called = await office.issue_and_call(3, "3")
        await office.do(PauseCounter(2))
        await page.until("document.getElementById('number').textContent === 'K001'")
        await page.until("document.getElementById('paused').textContent === 'Quầy tạm dừng: A'")
        assert called == "K001"
        await page.value("document.fonts.ready.then(() => 0)")
        assert await page.value("document.fonts.check('800 20px \"Be Vietnam Pro\"', 'ộ')")
        places = await page.value(
            "['header', '#stage', '#side', '#caption', '#waiting'].map(one => document.querySelector(one)"
            ".getBoundingClientRect()).map(place => [place.top, place.height])"
        )
        assert [round(top) for top, _ in places] == [0, 72, 72, 511, 583]
        assert all(height > 50 for _, height in places)
        await page.picture(PICTURES / "board-chromium-69-1280x720.png")
        (record,) = office.server.room.screens.all()
        assert (record.name, record.role) == ("old", "display")
        while record.version is None:  # the proof follows the paint
            await page.value("0")
