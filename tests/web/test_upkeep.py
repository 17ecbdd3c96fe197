"""Boards that load themselves again for the night, and what becomes of their sound."""

import asyncio
from typing import Any

import pytest
from playwright.async_api import Page

from tests.patience import PATIENCE_SECONDS
from tests.web.conftest import OpenPage
from tests.web.frame_server import FrameServer, call, frame_server, view

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]

NIGHT = "2026-11-24T03:00:00+07:00"
TWO_HOURS_SECONDS = 2 * 3_600 + 700


def night_view() -> dict[str, Any]:
    """What a board is shown at three in the morning."""
    shown = view(1, call(1), hall={"state": "closed", "holiday": None, "opens_at": None, "is_morning": True})
    return {**shown, "now": NIGHT}


async def proves(page: Page, server: FrameServer, **wanted: str) -> None:
    """Wait for a proof that says this, while the page's clock runs on."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            proof = await server.hear("proof")
            if all(proof[name] == value for name, value in wanted.items()):
                return


async def test_a_board_that_speaks_is_loaded_for_the_night_once_its_sound_goes_on(
    open_page: OpenPage,
) -> None:
    """At first it stays and staff are told that it wants a touch; that touch loads it, and its sound goes on.

    From then on it is loaded without anybody, since its sound has gone on after an earlier loading.
    """
    async with frame_server() as server:
        page = await open_page()
        await page.clock.install()
        await page.goto(f"{server.address}/board?name=hall")
        await proves(page, server, sound="refused")
        await page.click("#sound-yes")
        await proves(page, server, sound="live", trouble="")
        await page.evaluate("() => { window.marked = true; }")
        server.first = [night_view()]
        await page.clock.fast_forward(TWO_HOURS_SECONDS * 1_000)
        await server.cut()
        await proves(page, server, sound="live", trouble="wants-touch")
        assert await page.evaluate("() => window.marked")
        await page.keyboard.press("Enter")
        await page.wait_for_function("() => !window.marked && window.motcua")
        await proves(page, server, sound="live", trouble="")
        await page.evaluate("() => { window.marked = true; }")
        await page.clock.fast_forward(TWO_HOURS_SECONDS * 1_000)
        await server.cut()
        await page.wait_for_function("() => !window.marked && window.motcua")
