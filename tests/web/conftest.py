"""One Chromium for all tests of the board and the desk, and their pages."""

import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Browser, Page, ViewportSize, async_playwright

from tests.patience import PATIENCE_SECONDS
from tests.web.frame_server import frame_server
from tests.web.seat import Seat

CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SIZE: ViewportSize = {"width": 1280, "height": 720}
PICTURES = Path(__file__).parents[2] / "var" / "pictures"
FRAMES_PASS = """frames => new Promise(done => {
  const pass = left => left ? requestAnimationFrame(() => pass(left - 1)) : done();
  pass(frames);
})"""

OpenPage = Callable[..., Awaitable[Page]]


async def picture(page: Page, name: str) -> None:
    """Keep a picture of a page where TEST_PICTURES is set, to be looked at."""
    size = page.viewport_size
    assert size is not None
    if os.environ.get("TEST_PICTURES"):
        PICTURES.mkdir(parents=True, exist_ok=True)
        await page.screenshot(path=PICTURES / f"{name}-{size['width']}x{size['height']}.png")


async def resize(page: Page, width: int, height: int) -> None:
    """Give a page another size, and wait until it is painted at it."""
    await page.set_viewport_size({"width": width, "height": height})
    await page.evaluate(FRAMES_PASS, 3)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Debian's Chromium without a window; a machine that lacks it fails the tests.

    The headless shell is the same engine without the browser around it, at a third of the processor time.
    """
    chromium = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    assert chromium, "The tests of the board need Chromium: sh tools/system-packages installs it."
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGUMENTS)
        yield running
        await running.close()


@pytest_asyncio.fixture(loop_scope="session")
async def open_page(browser: Browser) -> AsyncIterator[OpenPage]:
    """Opens an empty page of a size; every page has storage of its own and is closed after the test."""
    contexts = []

    async def opened(width: int = 1280, height: int = 720, **options: str) -> Page:
        context = await browser.new_context(viewport={"width": width, "height": height}, **options)  # type: ignore[arg-type] # Playwright lists its options one by one
        context.set_default_timeout(PATIENCE_SECONDS * 1_000)
        contexts.append(context)
        return await context.new_page()

    yield opened
    for context in contexts:
        await context.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def page_of_all_tests(browser: Browser) -> AsyncIterator[Page]:
    """One page for many tests: a page of its own costs each half a second of processor time."""
    context = await browser.new_context()
    context.set_default_timeout(PATIENCE_SECONDS * 1_000)
    yield await context.new_page()
    await context.close()


@pytest_asyncio.fixture(loop_scope="session")
async def page(page_of_all_tests: Page) -> AsyncIterator[Page]:
    """An empty page that other tests have had; only for those that leave no clock, script, route or listener.

    A page that is to have no sound before it is touched has to be of its own, too.
    """
    kept = page_of_all_tests
    await kept.set_viewport_size(SIZE)
    await kept.mouse.move(0, 0)
    yield kept
    if kept.url.startswith("http"):
        await kept.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
    await kept.goto("about:blank")


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def seat_of_the_module(page_of_all_tests: Page) -> AsyncIterator[Seat]:
    """A desk on a page that is loaded once for the tests of a module."""
    async with frame_server() as server:
        seat = Seat(await page_of_all_tests.context.new_page(), server)
        await seat.sit_down()
        yield seat
        await seat.page.close()


@pytest_asyncio.fixture(loop_scope="session")
async def seat(seat_of_the_module: Seat) -> Seat:
    """A desk that other tests have had: live, in Vietnamese, nothing asked, no press under way."""
    await seat_of_the_module.clear()
    return seat_of_the_module
