"""A morning on a real journal with its anchor, copied as it lies there when the server is killed."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import count
from pathlib import Path

from server.desk import Desk
from server.idempotency import Press
from server.journal.opening import OpenedJournal, opened_journal
from server.lock import hold_lock
from server.losses import LossWatch, watch_of
from tests.server.fakes import CountedRandomSource, ManualClock
from tests.ticketing.plans import PLAN
from ticketing import commands as c
from ticketing.answers import LeaseAnswer, TicketAnswer
from ticketing.plan import OfficePlan

NAME = "journal.sqlite"
WAL = "journal.sqlite-wal"
ANCHOR = "journal.anchor"


@dataclass
class Morning:
    """A desk on the files of a folder; `given` are all numbers that it has acknowledged."""

    opened: OpenedJournal
    desk: Desk
    watch: LossWatch
    clock: ManualClock
    given: list[str] = field(default_factory=list)
    ids: "count[int]" = field(default_factory=count)

    async def issue(self, fields: str) -> None:
        """Give out a number of each of these fields."""
        for code in fields:
            answer = await self.press(c.IssueTicket(code))
            assert isinstance(answer, TicketAnswer)
            self.given.append(answer.number)

    async def lease(self, code: str, kiosk: str) -> None:
        """Set a block of numbers aside for a kiosk."""
        answer = await self.press(c.LeaseNumbers(code, kiosk))
        assert isinstance(answer, LeaseAnswer)
        self.given += answer.numbers

    async def press(self, command: c.Command) -> object:
        """The answer to a command."""
        return await self.desk.submit(Press(f"{id(self)}-{next(self.ids)}", command, "test"))


@asynccontextmanager
async def morning(
    folder: Path, *, accepts_loss: bool = False, plan: OfficePlan = PLAN, days: int = 0
) -> AsyncIterator[Morning]:
    """A desk that works in `folder`, on Monday morning or so many days later."""
    clock = ManualClock()
    clock.forward(days=days)
    async with AsyncExitStack() as stack:
        lock = stack.enter_context(hold_lock(folder))
        opening = opened_journal(folder / NAME, plan, lock, accepts_loss=accepts_loss)
        opened = await stack.enter_async_context(opening)
        desk = Desk(plan, opened.journal, clock, CountedRandomSource())
        await desk.start(opened.loss)
        watch = await watch_of(opened, desk)
        tasks = [asyncio.create_task(desk.run()), asyncio.create_task(opened.run())]
        await asyncio.sleep(0)
        try:
            yield Morning(opened, desk, watch, clock)
        finally:
            for task in tasks:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task


def killed(folder: Path, copy: Path) -> Path:
    """The files as they lie there now, with nothing closed."""
    shutil.copytree(folder, copy)
    return copy


def hashes(folder: Path) -> dict[str, str]:
    """What each file holds; the lock has the process."""
    files = (file for file in folder.rglob("*") if file.is_file() and file.name != "server.lock")
    return {file.name: sha256(file.read_bytes()).hexdigest() for file in files}
