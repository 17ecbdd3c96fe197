"""A clerk's desk at which one test after the other sits down, without loading its page anew."""

from itertools import count
from typing import Any

from playwright.async_api import Page

from tests.web.desk_views import desk_view, view_frame, waiting
from tests.web.desks import settled, sit_down_to, strike
from tests.web.frame_server import FrameServer
from tests.web.office import POLLING

NOTHING = {"vi": "", "en": ""}


class Seat:
    """A desk's page and the server whose frames the test writes."""

    def __init__(self, page: Page, server: FrameServer) -> None:
        self.page = page
        self.server = server
        self._versions = count(2)

    async def sit_down(self) -> None:
        """Open the page."""
        await sit_down_to(self.page, self.server)

    async def show(self, **values: Any) -> None:
        """Send a view, and wait until it is painted: the page's title is set with it, and has how many wait.

        Of two views one after the other, one has a citizen more who waits.
        """
        version = next(self._versions)
        people = waiting(15 - version % 2)
        shown = {"waiting": people, "waiting_count": len(people), **values}
        self.server.first = [view_frame(desk_view(**shown), version)]
        await self.server.say(*self.server.first)
        await self.page.wait_for_function(
            "ending => document.title.endsWith(ending)", arg=f"({shown['waiting_count']})", polling=POLLING
        )

    async def refuse(self, press: dict[str, Any], sentence: dict[str, str] = NOTHING) -> None:
        """Refuse a press with a sentence."""
        await self.server.say({"type": "refused", "id": press["id"], "error": "x", "message": sentence})

    async def clear(self, **values: Any) -> None:
        """Show this view, and leave nothing of what was done here: no question, press or other language."""
        await strike(self.page, "Escape", "Escape")
        for press in tuple(self.server.presses):
            await self.refuse(press)
        if await self.page.evaluate("() => document.documentElement.lang") == "en":
            await self.page.get_by_role("button", name="Tiếng Việt").click()
        await self.show(**values)
        await settled(self.page)
        self.server.presses.clear()
        self.server.forget()
