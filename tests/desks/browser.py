"""The browser's desk as a driver of the scenario: the same keys as in the terminal, in a real Chromium."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Page

from tests.desks.drivers import Driver, Sitting, keys_of
from tests.desks.scenario import CLERK, COUNTER, Act
from tests.web.conftest import OpenPage
from tests.web.desks import at_desk, at_work, empty, settled, sit_down
from tests.web.office import Office
from ticketing.desk.confirming import CONFIRM_AFTER_SECONDS

CONFIRM_MILLISECONDS = round(CONFIRM_AFTER_SECONDS * 1_000)
STROKES = {"space": "Space", "enter": "Enter", "delete": "Delete"}


class BrowserDriver:
    """A clerk at /desk."""

    def __init__(self, page: Page, office: Office) -> None:
        self.page = page
        self.office = office
        self.sentences: list[str] = []

    async def do(self, act: Act) -> str:
        """Press the act's keys, and wait until the page shows what came of it."""
        desk = self.office.server.services.desk
        await self._strike(self._keys(act))
        await settled(self.page)
        sentence = await self._refused()
        counter = desk.office.counter(COUNTER)
        if counter.ticket:
            await at_desk(self.page, counter.ticket)
        elif counter.is_open:
            await empty(self.page)
        return sentence

    async def _refused(self) -> str:
        """Why the act was refused, as its question or the status line says it; the question is left."""
        mistake = self.page.locator(".mistake")
        if await mistake.count():
            self.sentences.append((await mistake.text_content() or "").strip())
            await self.page.keyboard.press("Escape")
            return self.sentences[-1]
        self.sentences.append((await self.page.text_content("#status-line") or "").strip())
        return self.sentences[-1] if await self.page.locator("#status-line.is-trouble").count() else ""

    def _keys(self, act: Act) -> tuple[str, ...]:
        """The terminal's keys, for a clerk who has signed in before; the last Enter confirms at once."""
        if act.verb == "open":
            return ("enter",)
        keys = keys_of(act, self.office)
        return (*keys[:-1], "Control+Enter") if keys[-1] == "enter" and len(keys) > 1 else keys

    async def _strike(self, keys: tuple[str, ...]) -> None:
        for key in keys:
            if key == "space" and await self.page.locator(".is-confirm").count():
                await self.page.clock.fast_forward(CONFIRM_MILLISECONDS)
            if key.startswith("'"):
                await self.page.keyboard.press("Control+A")
                await self.page.keyboard.type(key[1:])
            else:
                await self.page.keyboard.press(STROKES.get(key, key))


def in_browser(open_page: OpenPage) -> Sitting:
    """The desk in a page that this opens."""

    @asynccontextmanager
    async def sitting(office: Office, folder: Path) -> AsyncIterator[Driver]:
        page = await open_page()
        await page.clock.install()
        token = await at_work(office, folder, CLERK)
        await sit_down(page, office.address, COUNTER, token=token, name=CLERK)
        await page.wait_for_selector(".link-state.is-live")
        yield BrowserDriver(page, office)

    return sitting
