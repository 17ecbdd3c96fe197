"""Opening an office's journal with its anchor, once the two have been compared."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from server.journal.anchor import Anchored
from server.journal.anchor_check import AnchorCheck
from server.journal.anchored import AnchoredJournal
from server.journal.as_found import AsFound
from server.journal.checkpoints import write_back
from server.journal.contract import Journal
from server.journal.file_watch import FileKeeper, FileWatch, UnwritableFolder, WatchedJournal
from server.journal.reached import DaysReached
from server.journal.rebuilding import bring_up
from server.journal.saving import save_if_deleted
from server.journal.sqlite import SqliteJournal
from server.lock import DataLock
from ticketing.plan import OfficePlan
from ticketing.rules.losses import Loss
from ticketing.sentences import ToldError

log = logging.getLogger(__name__)


@dataclass(slots=True)
class OpenedJournal:
    """The journal of a server that starts; `is_in_use` once it has started.

    In a folder that can't be written it only reads. Of a `loss` nothing may be acknowledged before the desk
    has accepted it; entries up to `known` were acknowledged, as the anchor says. `doubt` is what staff are to
    be told.
    """

    path: Path
    engine: SqliteJournal
    journal: AnchoredJournal
    watch: FileKeeper
    is_writable: bool
    loss: Loss | None
    doubt: ToldError | None
    known: int
    is_in_use: bool = False

    async def run(self) -> None:
        """Write WAL and anchor to the disk, each at its pace, for ever; ends only by cancellation."""
        self.is_in_use = True
        if not self.is_writable:
            return
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(write_back(self.path, self.watch))
            tasks.create_task(save_if_deleted(self.path, self.engine, self.watch))
            tasks.create_task(self.journal.run())


@asynccontextmanager
async def opened_journal(
    path: Path, plan: OfficePlan, lock: DataLock | None, *, accepts_loss: bool = False
) -> AsyncIterator[OpenedJournal]:
    """The journal of an office for as long as the context lasts, left as it was found unless it was used.

    Raises JournalRefused, also where entries are missing that were acknowledged and nobody `accepts_loss`.
    Raises JournalUnavailable and OSError.
    """
    found = AsFound(path)
    check = AnchorCheck(path, accepts_loss=accepts_loss)
    check.check_gone()
    journal = await SqliteJournal.open(path, plan.code, also=check.compare)
    try:
        watch = FileWatch(path, lock) if lock else UnwritableFolder(path.parent)
        await bring_up(journal, plan)
        anchored = await _anchored(WatchedJournal(journal, watch), check)
    except BaseException:
        await found.close(journal.close)
        raise
    known = check.known.position if check.known else 0
    opened = OpenedJournal(path, journal, anchored, watch, lock is not None, check.loss, check.doubt, known)
    if check.doubt:
        log.warning("%s", check.doubt)
    try:
        yield opened
    finally:
        close = opened.journal.close
        await (close() if opened.is_in_use else found.close(close))


async def _anchored(journal: Journal, check: AnchorCheck) -> AnchoredJournal:
    """The journal with its anchor, which takes in what of the last days it has not seen."""
    known, head = check.known, await journal.head()
    reached = DaysReached(known)
    at = known.at if known else None
    if (known is None or known.position != head.position) and head.position:
        last = await journal.read(head.position - 1)
        reached.add(last)
        reached.learn(last[-1].day, await journal.read_day(last[-1].day))
        at = last[-1].at
    return AnchoredJournal(journal, check.anchor_path, reached, Anchored(head.position, head.chain, at))
