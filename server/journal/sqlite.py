"""The embedded journal: one SQLite file; each group of entries is one durable transaction."""

import asyncio
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import aiosqlite

from server.database import LOCK_SECONDS_MAX, all_or_nothing, opened
from server.journal.contract import (
    NO_ROWS,
    READ_ENTRIES_MAX,
    Entry,
    JournalUnavailable,
    PositionTaken,
    Rows,
)
from server.journal.rows import (
    DAY_ENTRIES,
    ENTRIES,
    GENESIS,
    STAY_COLUMNS,
    VISIT_COLUMNS,
    EntryRow,
    dossier_of,
    dossier_values,
    entries_in,
    row_of,
    stay_row,
    visit_row,
)
from server.journal.schema import open_file
from ticketing.office import Dossier

# Writes nothing unless the entry's position is the next one.
_APPEND = (
    "INSERT INTO journal SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8"
    " WHERE ?1 = 1 + (SELECT coalesce(max(position), 0) FROM journal)"
)
_VISIT = f"INSERT OR REPLACE INTO visits VALUES ({', '.join('?' * len(VISIT_COLUMNS))})"  # noqa: S608 - question marks only
_STAY = f"INSERT OR REPLACE INTO stays VALUES ({', '.join('?' * len(STAY_COLUMNS))})"  # noqa: S608 - question marks only
_VISIT_GONE = "DELETE FROM visits WHERE day = ? AND number = ?"
_STAYS_GONE = "DELETE FROM stays WHERE day = ? AND number = ?"
_DOSSIER = "INSERT OR REPLACE INTO dossiers VALUES (?, ?, ?, ?)"
_DOSSIER_GONE = "DELETE FROM dossiers WHERE code = ?"
_DOSSIERS = (
    "SELECT body FROM dossiers WHERE is_open = 1 UNION ALL"
    " SELECT body FROM dossiers WHERE is_open = 0 AND changed_on = ?"
)
_LAST = "SELECT position, chain FROM journal ORDER BY position DESC LIMIT 1"


class SqliteJournal:
    """The journal of one office in one file. Use `SqliteJournal.open`.

    It writes over one connection and reads over another one, which sees what is committed.
    """

    def __init__(self, writer: aiosqlite.Connection, reader: aiosqlite.Connection) -> None:
        self._writer = writer
        self._reader = reader
        self._writing = asyncio.Lock()
        self._last: tuple[int, bytes] | None = None

    @classmethod
    async def open(
        cls, path: Path, office: str, *, lock_seconds: float = LOCK_SECONDS_MAX
    ) -> "SqliteJournal":
        """Open the journal of `office`, or make it. Raises JournalRefused or JournalUnavailable."""
        try:
            writer = await open_file(path, office, lock_seconds)
            try:
                reader = await opened(path, "ro", lock_seconds=lock_seconds)
            except BaseException:
                await writer.close()
                raise
        except (sqlite3.Error, OSError) as error:
            raise JournalUnavailable(f"{path}: {error}") from error
        return cls(writer, reader)

    async def append(self, expected_position: int, entries: Sequence[Entry], rows: Rows = NO_ROWS) -> None:
        """Write all or nothing after `expected_position`; returns when it is on disk."""
        async with self._writing:
            last, self._last = self._last, None
            with _unavailable():
                if last is None or last[0] != expected_position:
                    last = await self._read_last()
                if last[0] != expected_position:
                    raise PositionTaken(f"expected {expected_position}, found {last[0]}")
                written = _chained_rows(entries, last[1])
                async with all_or_nothing(self._writer):
                    await self._write(written, rows)
            self._last = (written[-1][0], written[-1][-1]) if written else last

    async def position(self) -> int:
        """The position of the last entry, 0 if there is none."""
        with _unavailable():
            return (await self._read_last())[0]

    async def read(self, after: int) -> list[Entry]:
        """At most READ_ENTRIES_MAX entries after this position."""
        query = f"{ENTRIES} WHERE entry.position > ? ORDER BY entry.position LIMIT ?"
        return await self._entries(query, after, READ_ENTRIES_MAX)

    async def read_day(self, day: date) -> list[Entry]:
        """All entries of a service day, however many."""
        return await self._entries(DAY_ENTRIES, day.isoformat())

    async def dossiers(self, day: date) -> list[Dossier]:
        """The dossiers that are open, or have changed on this day."""
        return await self._dossiers(_DOSSIERS, day.isoformat())

    async def dossier(self, code: str) -> Dossier | None:
        """What is on record of a dossier."""
        found = await self._dossiers("SELECT body FROM dossiers WHERE code = ?", code)
        return found[0] if found else None

    async def close(self) -> None:
        """Write the WAL back and let the file go."""
        await self._reader.close()
        await self._writer.close()

    async def _write(self, written: list[EntryRow], rows: Rows) -> None:
        appended = await self._writer.executemany(_APPEND, written)
        if appended.rowcount != len(written):
            raise PositionTaken(f"somebody else has appended at {written[0][0]}")
        await self._write_visits(rows)
        if rows.dossiers:
            await self._writer.executemany(_DOSSIER_GONE, [(row.code,) for row in rows.dossiers])
            kept = [dossier_values(row.dossier, row.changed_on) for row in rows.dossiers if row.dossier]
            await self._writer.executemany(_DOSSIER, kept)

    async def _write_visits(self, rows: Rows) -> None:
        if rows.gone:
            gone = [(day.isoformat(), number) for day, number in rows.gone]
            await self._writer.executemany(_VISIT_GONE, gone)
            await self._writer.executemany(_STAYS_GONE, gone)
        if rows.visits:
            await self._writer.executemany(_VISIT, [visit_row(visit) for visit in rows.visits])
        if rows.stays:
            fewer = [(visit.day.isoformat(), visit.number) for visit in rows.stays if visit.fewer]
            if fewer:
                await self._writer.executemany(_STAYS_GONE, fewer)
            stays = [stay_row(stay) for visit in rows.stays for stay in visit.stays]
            await self._writer.executemany(_STAY, stays)

    async def _read_last(self) -> tuple[int, bytes]:
        for position, chain in await self._reader.execute_fetchall(_LAST):
            return position, chain
        return 0, GENESIS

    async def _dossiers(self, query: str, value: str) -> list[Dossier]:
        with _unavailable():
            found = await self._reader.execute_fetchall(query, (value,))
        return [dossier_of(body) for (body,) in found]

    async def _entries(self, query: str, *values: object) -> list[Entry]:
        with _unavailable():
            return [entry async for entry in entries_in(self._reader, query, values)]


def _chained_rows(entries: Sequence[Entry], chain: bytes) -> list[EntryRow]:
    """The rows of entries that follow the one with this chain."""
    rows = []
    for entry in entries:
        row = row_of(entry, chain)
        chain = row[-1]
        rows.append(row)
    return rows


@contextmanager
def _unavailable() -> Iterator[None]:
    """Any fault of the disk means that nothing was acknowledged."""
    try:
        yield
    except sqlite3.Error as error:
        raise JournalUnavailable(str(error)) from error
