"""What stands around a journal: all of it is the inner one's but what an outer one does otherwise."""

from collections.abc import Sequence
from datetime import date

from server.journal.contract import NO_ROWS, Entry, Head, Journal, Rows, Snapshot
from ticketing.office import Dossier


class OuterJournal:
    """The journal `inner`; whoever adds something to it says what in a class of its own."""

    def __init__(self, inner: Journal) -> None:
        self._inner = inner
        self.is_shared = inner.is_shared

    async def append(self, after: Head, entries: Sequence[Entry], rows: Rows = NO_ROWS) -> None:
        """Write all or nothing. Raises what the journal raises."""
        await self._inner.append(after, entries, rows)

    async def head(self) -> Head:
        """Where the journal stands."""
        return await self._inner.head()

    async def snapshot(self, day: date) -> Snapshot:
        """A service day and the head that it is as of."""
        return await self._inner.snapshot(day)

    async def read(self, after: int) -> list[Entry]:
        """The entries after this position."""
        return await self._inner.read(after)

    async def read_day(self, day: date) -> list[Entry]:
        """All entries of a service day."""
        return await self._inner.read_day(day)

    async def dossier(self, code: str) -> Dossier | None:
        """What is on record of a dossier."""
        return await self._inner.dossier(code)

    async def changed_elsewhere(self) -> None:
        """Wait until another handle may have appended."""
        await self._inner.changed_elsewhere()

    async def close(self) -> None:
        """Let the engine go."""
        await self._inner.close()
