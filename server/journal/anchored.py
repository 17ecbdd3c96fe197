"""A journal with its anchor, which says where it stands before anybody is answered."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from server.journal.anchor import Anchored, AnchorFile, this_boot
from server.journal.contract import NO_ROWS, Entry, Head, Journal, Rows, Snapshot
from server.journal.outer import OuterJournal
from server.journal.reached import DaysReached

SYNC_SECONDS = 1.0
UNSYNCED_ENTRIES_MAX = 128
"""So many entries at most are acknowledged before the anchor is on disk as well."""

Trouble = Callable[[OSError | None], None]


class AnchoredJournal(OuterJournal):
    """The journal `inner`, whose entries are acknowledged when they are on disk and the anchor is written.

    The anchor at `path` outlives the process at once and the power after a sync, each second and before
    numbers are left to a kiosk. It stays as it was until `begin`. `trouble` is told of its disk's faults, and
    of their end. `last` is the entry at which it stands.
    """

    def __init__(self, inner: Journal, path: Path, reached: DaysReached, last: Anchored) -> None:
        super().__init__(inner)
        self._path = path
        self._anchor: AnchorFile | None = None
        self._reached = reached
        self._last = last
        self._boot = this_boot()
        self._synced = last.position
        self._is_troubled = False
        self.trouble: Trouble = _overlook

    @property
    def unsynced_entries(self) -> int:
        """How many of the last entries the anchor might forget if the power went now."""
        return self._last.position - self._synced

    async def begin(self) -> None:
        """From now on the anchor says where the journal stands."""
        try:
            self._anchor = AnchorFile.open(self._path)
        except OSError as error:
            self._tell(error)
            return
        self._write()
        await self._sync()

    async def append(self, after: Head, entries: Sequence[Entry], rows: Rows = NO_ROWS) -> None:
        """Write all or nothing, and then the anchor. Raises what the journal raises."""
        await super().append(after, entries, rows)
        if not entries:
            return
        has_leased = self._take(entries)
        if has_leased or self.unsynced_entries >= UNSYNCED_ENTRIES_MAX:
            await self._sync()

    async def snapshot(self, day: date) -> Snapshot:
        """A service day, of which it is then known how far its numbers have come."""
        found = await super().snapshot(day)
        self._reached.learn(day, found.entries)
        return found

    async def read(self, after: int) -> list[Entry]:
        """The entries after this position; the anchor takes in those that it has not seen yet."""
        found = await super().read(after)
        if found and after == self._last.position:
            self._take(found)
        return found

    async def run(self) -> None:
        """Sync the anchor each second, for ever; ends only by cancellation."""
        while True:
            await asyncio.sleep(SYNC_SECONDS)
            if self._anchor is None:
                await self.begin()
            elif self.unsynced_entries:
                await self._sync()

    async def close(self) -> None:
        """Let the engine go, and then say in the anchor that nothing comes after this."""
        await super().close()
        self._write(is_closed=True)
        await self._sync()
        if self._anchor:
            self._anchor.close()

    def _take(self, entries: Sequence[Entry]) -> bool:
        """Let the anchor say that these are on record; answers whether they leave numbers to a kiosk."""
        has_leased = self._reached.add(entries)
        last = entries[-1]
        self._last = Anchored(last.position, last.chain, last.at)
        self._write()
        return has_leased

    def _write(self, *, is_closed: bool = False) -> None:
        if self._anchor is None:
            return
        last = self._last
        anchored = Anchored(last.position, last.chain, last.at, self._reached.days, self._boot, is_closed)
        try:
            self._anchor.write(anchored)
        except OSError as error:
            self._tell(error)
        else:
            self._tell(None)

    async def _sync(self) -> None:
        if self._anchor is None:
            return
        position = self._last.position
        try:
            await asyncio.to_thread(self._anchor.sync)
        except OSError as error:
            self._tell(error)
        else:
            self._synced = position

    def _tell(self, error: OSError | None) -> None:
        """Say once that the anchor can't be written, and once that it can again."""
        if (error is not None) != self._is_troubled:
            self._is_troubled = error is not None
            self.trouble(error)


def _overlook(_error: OSError | None) -> None:
    """Nobody is there yet to be told."""
