"""What a test hears of a link: everything in order, to be looked at and to be waited for."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

from link.contract import Link, LinkEvent, LinkState, StateChanged, ViewArrived
from tests.patience import PATIENCE_SECONDS
from ticketing.wire.codec import View

WAIT_SECONDS_MAX = PATIENCE_SECONDS


class Heard:
    """All that a link told since this object was made."""

    def __init__(self, link: Link) -> None:
        self.link = link
        self.events: list[LinkEvent] = []
        self._news = asyncio.Event()
        link.listen(self._hear)

    def _hear(self, event: LinkEvent) -> None:
        self.events.append(event)
        self._news.set()

    @property
    def states(self) -> list[LinkState]:
        """The states that the link went through."""
        return [event.state for event in self.events if isinstance(event, StateChanged)]

    @property
    def versions(self) -> list[int]:
        """The versions of the views that came."""
        return [event.version for event in self.events if isinstance(event, ViewArrived)]

    @property
    def views(self) -> list[View]:
        """The views that came."""
        return [event.view for event in self.events if isinstance(event, ViewArrived)]

    async def until(self, is_so: Callable[[], bool]) -> None:
        """Wait until something that the link told makes this true."""
        async with asyncio.timeout(WAIT_SECONDS_MAX):
            while not is_so():
                self._news.clear()
                await self._news.wait()

    async def until_state(self, state: LinkState) -> None:
        """Wait until the link is in this state."""
        await self.until(lambda: self.link.state is state)


@asynccontextmanager
async def running(link: Link) -> AsyncIterator[Heard]:
    """The link runs for as long as this lasts; whatever its `run` raises comes out here."""
    heard = Heard(link)
    run = asyncio.create_task(link.run())
    try:
        yield heard
    finally:
        run.cancel()
        with suppress(asyncio.CancelledError):
            await run
