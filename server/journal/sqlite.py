"""The embedded journal: one SQLite file and one thread; each group of entries is one durable transaction."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from server.journal.contract import (
    FOLLOW_ENTRIES_MAX,
    NO_ROWS,
    Entry,
    JournalRefused,
    JournalUnavailable,
    PositionTaken,
    Rows,
)
from server.journal.rows import (
    GENESIS,
    VISIT_COLUMNS,
    dossier_of,
    dossier_values,
    entry_of,
    row_of,
    visit_row,
)
from server.journal.schema import open_file
from ticketing.office import Dossier

T = TypeVar("T")

_APPEND = "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_VISIT = f"INSERT OR REPLACE INTO visits VALUES ({', '.join('?' * len(VISIT_COLUMNS))})"  # noqa: S608 - question marks only
_DOSSIER = "INSERT OR REPLACE INTO dossiers VALUES (?, ?, ?, ?)"
_DOSSIERS = (
    "SELECT body FROM dossiers WHERE is_open = 1 UNION ALL"
    " SELECT body FROM dossiers WHERE is_open = 0 AND changed_on = ?"
)
_ENTRIES = (
    "SELECT entry.*, before.chain FROM journal AS entry"
    " LEFT JOIN journal AS before ON before.position = entry.position - 1"
)
_LAST = "SELECT position, chain FROM journal ORDER BY position DESC LIMIT 1"


class SqliteJournal:
    """The journal of one office in one file. Use `SqliteJournal.open`."""

    def __init__(self, connection: sqlite3.Connection, thread: ThreadPoolExecutor) -> None:
        self._connection = connection
        self._thread = thread
        self._appended = asyncio.Condition()

    @classmethod
    async def open(cls, path: Path, office: str) -> "SqliteJournal":
        """Open the journal of `office`, or make it. Raises JournalRefused or JournalUnavailable."""
        thread = ThreadPoolExecutor(1, thread_name_prefix="journal")
        try:
            connection = await asyncio.get_running_loop().run_in_executor(thread, open_file, path, office)
        except (sqlite3.Error, OSError) as error:
            thread.shutdown(wait=False)
            raise JournalUnavailable(f"{path}: {error}") from error
        except JournalRefused:
            thread.shutdown(wait=False)
            raise
        return cls(connection, thread)

    async def append(self, expected_position: int, entries: Sequence[Entry], rows: Rows = NO_ROWS) -> None:
        """Write all or nothing after `expected_position`; returns when it is on disk."""
        await self._in_thread(lambda: self._write(expected_position, entries, rows))
        async with self._appended:
            self._appended.notify_all()

    async def position(self) -> int:
        """The position of the last entry, 0 if there is none."""
        return (await self._in_thread(self._last))[0]

    async def read(self, after: int) -> list[Entry]:
        """At most FOLLOW_ENTRIES_MAX entries after this position."""
        query = f"{_ENTRIES} WHERE entry.position > ? ORDER BY entry.position LIMIT ?"
        return await self._in_thread(lambda: self._entries(query, (after, FOLLOW_ENTRIES_MAX)))

    async def read_day(self, day: date) -> list[Entry]:
        """All entries of a service day, however many."""
        query = f"{_ENTRIES} WHERE entry.day = ? ORDER BY entry.position"
        return await self._in_thread(lambda: self._entries(query, (day.isoformat(),)))

    async def dossiers(self, day: date) -> list[Dossier]:
        """The dossiers that are open, or have changed on this day."""
        return await self._in_thread(lambda: self._dossiers(_DOSSIERS, day.isoformat()))

    async def dossier(self, code: str) -> Dossier | None:
        """What is on record of a dossier."""
        query = "SELECT body FROM dossiers WHERE code = ?"
        found = await self._in_thread(lambda: self._dossiers(query, code))
        return found[0] if found else None

    async def follow(self, after: int) -> AsyncIterator[Entry]:
        """Every entry after this position, those to come included."""
        while True:
            async with self._appended:
                entries = await self.read(after)
                if not entries:
                    await self._appended.wait()
            for entry in entries:
                yield entry
                after = entry.position

    async def close(self) -> None:
        """Write the WAL back and let the file go."""
        await self._in_thread(self._connection.close)
        self._thread.shutdown()

    async def _in_thread(self, work: Callable[[], T]) -> T:
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, work)
        except sqlite3.Error as error:
            raise JournalUnavailable(str(error)) from error

    def _write(self, expected_position: int, entries: Sequence[Entry], rows: Rows) -> None:
        connection = self._connection
        connection.execute("BEGIN IMMEDIATE")
        try:
            position, chain = self._last()
            if position != expected_position:
                raise PositionTaken(f"expected {expected_position}, found {position}")
            for entry in entries:
                row = row_of(entry, chain)
                chain = row[-1]
                connection.execute(_APPEND, row)
            connection.executemany(_VISIT, [visit_row(visit) for visit in rows.visits])
            for changed in rows.dossiers:
                connection.execute("DELETE FROM dossiers WHERE code = ?", (changed.code,))
                if changed.dossier:
                    connection.execute(_DOSSIER, dossier_values(changed.dossier, changed.changed_on))
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")

    def _last(self) -> tuple[int, bytes]:
        found: tuple[int, bytes] | None = self._connection.execute(_LAST).fetchone()
        return found or (0, GENESIS)

    def _dossiers(self, query: str, value: str) -> list[Dossier]:
        return [dossier_of(body) for (body,) in self._connection.execute(query, (value,))]

    def _entries(self, query: str, values: tuple[Any, ...]) -> list[Entry]:
        return [entry_of(row) for row in self._connection.execute(query, values)]
