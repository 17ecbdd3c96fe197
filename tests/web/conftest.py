"""One Chromium for all tests of the board and the desk, and their pages."""

import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from itertools import count
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, ViewportSize, async_playwright

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
# No key of these desks is held back, since each is meant; tests/web/test_desk_guard.py types as people do.
KEYS_ACT_AT_ONCE = "window.motcuaGuard = { guard_milliseconds: 0, bounce_milliseconds: -1 }"

OpenPage = Callable[..., Awaitable[Page]]


class KeptPages:
    """Pages that are emptied and not closed."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self._pages: list[Page] = []

    async def page(self, index: int) -> Page:
        """One of the pages, of the usual size."""
        if index == len(self._pages):
            self._pages.append(await self.context.new_page())
        page = self._pages[index]
        await page.set_viewport_size(SIZE)
        await page.mouse.move(0, 0)
        return page

    async def empty(self, page_count: int) -> None:
        """Leave nothing on the first pages."""
        for page in self._pages[:page_count]:
            if page.url.startswith("http"):
                await page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
            await page.goto("about:blank")


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

    async def opened(width: int = 1280, height: int = 720, **options: str | bool) -> Page:
        context = await browser.new_context(viewport={"width": width, "height": height}, **options)  # type: ignore[arg-type] # Playwright lists its options one by one
        context.set_default_timeout(PATIENCE_SECONDS * 1_000)
        await context.add_init_script(KEYS_ACT_AT_ONCE)
        contexts.append(context)
        return await context.new_page()

    yield opened
    for context in contexts:
        await context.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def kept_pages(browser: Browser) -> AsyncIterator[KeptPages]:
    """Pages for many tests: one of its own costs each of them half as much again as another address."""
    context = await browser.new_context()
    context.set_default_timeout(PATIENCE_SECONDS * 1_000)
    await context.add_init_script(KEYS_ACT_AT_ONCE)
    yield KeptPages(context)
    await context.close()


@pytest_asyncio.fixture(loop_scope="session")
async def next_page(kept_pages: KeptPages) -> AsyncIterator[OpenPage]:
    """Gives one empty page after the other that other tests have had.

    Only for tests that leave no clock, script, route or listener; a page that is to have no sound before
    it is touched has to be of its own, too.
    """
    taken = count()

    async def given() -> Page:
        return await kept_pages.page(next(taken))

    yield given
    await kept_pages.empty(next(taken))


@pytest_asyncio.fixture(loop_scope="session")
async def page(next_page: OpenPage) -> Page:
    """The first of these pages."""
    return await next_page()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def seat_of_the_module(kept_pages: KeptPages) -> AsyncIterator[Seat]:
    """A desk on a page that is loaded once for the tests of a module."""
    async with frame_server() as server:
        seat = Seat(await kept_pages.context.new_page(), server)
        await seat.sit_down()
        yield seat
        # The next server has the same address, and its desk would open in the language of the last test here.
        await seat.page.evaluate("() => localStorage.clear()")
        await seat.page.close()


@pytest_asyncio.fixture(loop_scope="session")
async def seat(seat_of_the_module: Seat) -> Seat:
    """A desk that other tests have had: live, in Vietnamese, nothing asked, no press under way."""
    await seat_of_the_module.clear()
    return seat_of_the_module
