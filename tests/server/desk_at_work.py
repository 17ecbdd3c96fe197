"""A desk at work on any journal, whose clock and computer are in the test's hand."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from itertools import count

from server.desk import Desk
from server.idempotency import Press
from server.journal.contract import Journal
from tests.server.fakes import CountedRandomSource, ManualClock
from ticketing import commands as c
from ticketing.answers import Answer
from ticketing.plan import OfficePlan


class DeskAtWork:
    """A desk, and those that come after it when the computer is started anew."""

    def __init__(self, plan: OfficePlan, journal: Journal) -> None:
        self.clock = ManualClock()
        self.journal = journal
        self._plan = plan
        self._ids = count(1)
        self._running: asyncio.Task[None] | None = None

    async def start(self, plan: OfficePlan | None = None) -> None:
        """Begin, or begin anew on what the journal holds, and with another office file if one is given."""
        await self.end()
        self._plan = plan or self._plan
        self.desk = Desk(self._plan, self.journal, self.clock, CountedRandomSource())
        await self.desk.start()
        self._running = asyncio.create_task(self.desk.run())

    async def end(self) -> None:
        """End as a power cut does."""
        if self._running:
            self._running.cancel()
            with suppress(asyncio.CancelledError):
                await self._running

    def press(self, command: c.Command) -> asyncio.Future[Answer]:
        """Press under a request id of its own."""
        return self.desk.submit(Press(f"press-{next(self._ids)}", command, "test"))

    async def do(self, *commands: c.Command) -> Answer:
        """The answer to the last of these commands, one after the other."""
        for command in commands[:-1]:
            await self.press(command)
        return await self.press(commands[-1])


@asynccontextmanager
async def desk_at_work(plan: OfficePlan, journal: Journal) -> AsyncIterator[DeskAtWork]:
    """The desk on Monday morning, with the journal closed at the end."""
    work = DeskAtWork(plan, journal)
    await work.start()
    yield work
    await work.end()
    await journal.close()
