"""The embedded journal: one SQLite file; each group of entries is one durable transaction."""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import aiosqlite

from server.database import (
    LOCK_SECONDS_MAX,
    all_or_nothing,
    keep_few_pages,
    opened,
    write_at_once,
)
from server.journal.chain import follows
from server.journal.contract import (
    NO_ROWS,
    READ_ENTRIES_MAX,
    START,
    Entry,
    Head,
    JournalRefused,
    JournalUnavailable,
    OutcomeUnknown,
    PositionTaken,
    Rows,
    Snapshot,
    check_group,
)
from server.journal.file_checks import Check
from server.journal.projection import Projection, statements
from server.journal.rows import (
    DAY_ENTRIES,
    ENTRIES,
    EntryRow,
    entry_of,
    row_of,
)
from server.journal.schema import open_file
from ticketing.office import Dossier
from ticketing.sentences import in_words

log = logging.getLogger(__name__)

# Writes nothing unless the entry's position is the next one.
_APPEND = (
    "INSERT INTO journal SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8"
    " WHERE ?1 = 1 + (SELECT coalesce(max(position), 0) FROM journal)"
)
_LAST = "SELECT position, chain FROM journal ORDER BY position DESC LIMIT 1"
_READ = f"{ENTRIES} WHERE entry.position > ? ORDER BY entry.position LIMIT {READ_ENTRIES_MAX}"

# So often it is looked whether somebody else has written into the file, which nobody should.
LOOK_SECONDS = 2.0
# What SQLite says where the group's last page, which alone makes it valid, was not written.
_NOT_WRITTEN = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR_WRITE,
    }
)
_PRIMARY_CODE = 0xFF


class SqliteJournal:
    """The journal of one office in one file. Use `SqliteJournal.open`.

    It writes over one connection and reads over another one, which sees what is committed.
    """

    is_shared = False

    def __init__(
        self, file: "JournalFile", writer: aiosqlite.Connection, reader: aiosqlite.Connection
    ) -> None:
        self._file = file
        self._writer = writer
        self._reader = reader
        self._writing = asyncio.Lock()
        self._reading = asyncio.Lock()
        self._last: Head | None = None
        self._is_in_doubt = False
        self._seen_version = 0
        self._look_seconds = LOOK_SECONDS

    @classmethod
    async def open(
        cls,
        path: Path,
        office: str,
        *,
        lock_seconds: float = LOCK_SECONDS_MAX,
        look_seconds: float = LOOK_SECONDS,
        also: Check | None = None,
    ) -> "SqliteJournal":
        """Open the journal of `office`, or make it. Raises JournalRefused or JournalUnavailable.

        `also` is a further check of the file, whenever it is opened.
        """
        file = JournalFile(path, office, lock_seconds, also)
        try:
            journal = cls(file, *await file.connections())
            journal._seen_version = await journal._data_version()
        except (sqlite3.Error, OSError) as error:
            raise JournalUnavailable(f"{path}: {in_words(error)}") from error
        journal._look_seconds = look_seconds
        return journal

    async def append(self, after: Head, entries: Sequence[Entry], rows: Rows = NO_ROWS) -> None:
        """Write all or nothing behind `after`; returns when it is on disk."""
        check_group(entries)
        if not follows(entries, after):
            raise ValueError(f"these entries do not follow {after.position}")
        async with self._writing:
            if self._is_in_doubt:
                with _unavailable():
                    await self._open_anew()
            last, self._last = self._last, None
            with _unavailable():
                if last != after and (found := await self.head()) != after:
                    raise PositionTaken(f"expected {after.position}, found {found.position}")
                if entries:
                    await self._write_whole(entries, rows)
            self._last = entries[-1].head if entries else after

    async def head(self) -> Head:
        """Where the journal stands."""
        async with self._reading:
            with _unavailable():
                return await self._read_head()

    async def snapshot(self, day: date) -> Snapshot:
        """The service day as of one position: all of it is read in one transaction."""
        async with self._reading:
            with _unavailable():
                await self._reader.execute_fetchall("BEGIN")
                try:
                    head = await self._read_head()
                    entries = await self._reader.execute_fetchall(DAY_ENTRIES, (day.isoformat(),))
                    dossiers = await Projection(self._reader).dossiers(day)
                finally:
                    await self._reader.rollback()
        return Snapshot(head, list(map(entry_of, entries)), dossiers)

    async def read(self, after: int) -> list[Entry]:
        """At most READ_ENTRIES_MAX entries after this position."""
        return list(map(entry_of, await self._rows(_READ, after)))

    async def read_day(self, day: date) -> list[Entry]:
        """All entries of a service day, however many."""
        return list(map(entry_of, await self._rows(DAY_ENTRIES, day.isoformat())))

    async def dossier(self, code: str) -> Dossier | None:
        """What is on record of a dossier."""
        async with self._reading:
            with _unavailable():
                return await Projection(self._reader).dossier(code)

    @asynccontextmanager
    async def rows(self) -> AsyncIterator[Projection]:
        """The rows beside the entries, to be made anew in one transaction. Raises JournalUnavailable."""
        async with self._writing:
            with _unavailable():
                async with all_or_nothing(self._writer):
                    yield Projection(self._writer)

    async def changed_elsewhere(self) -> None:
        """Wait until another connection than this one's has committed."""
        while True:
            await asyncio.sleep(self._look_seconds)
            async with self._writing:
                with _unavailable():
                    version = await self._data_version()
            before, self._seen_version = self._seen_version, version
            if version != before:
                return

    async def save_to(self, path: Path) -> None:
        """Write all that is on record into another file, new or empty. Raises JournalUnavailable."""
        await self._rows("VACUUM INTO ?", str(path))

    async def close(self) -> None:
        """Write the WAL back and let the file go."""
        await self._reader.close()
        await self._writer.close()

    async def _write_whole(self, entries: Sequence[Entry], rows: Rows) -> None:
        """One transaction, on disk or taken back. Raises sqlite3.Error or OutcomeUnknown."""
        try:
            await self._write(list(map(row_of, entries)), rows)
        except BaseException:
            await _taken_back(self._writer)
            raise
        try:
            await self._writer.commit()
        except sqlite3.Error as error:
            if _is_not_written(error):
                await _taken_back(self._writer)
                raise
            log.exception("Whether %d entries are on disk is not known", len(entries))
            await self._learn_outcome(entries)
        except BaseException:
            await _taken_back(self._writer)
            raise

    async def _learn_outcome(self, entries: Sequence[Entry]) -> None:
        """Look, after a failed sync, what of these entries is really there. Raises OutcomeUnknown."""
        self._is_in_doubt = True
        try:
            await self._open_anew()
            found = await self.head()
        except (sqlite3.Error, OSError, JournalUnavailable, JournalRefused) as error:
            raise OutcomeUnknown(in_words(error)) from error
        if found.position < entries[0].position:
            raise JournalUnavailable("the disk did not take it")
        if found != entries[-1].head:
            raise PositionTaken(f"somebody else has appended at {entries[0].position}")

    async def _open_anew(self) -> None:
        """Read the file as a new process would, and write the WAL back into it with syncs of its own.

        A page that could not be synced counts as clean for the system, so that a second sync would prove
        nothing (PostgreSQL's fsync failures of 2018).
        """
        async with self._reading:
            for connection in (self._reader, self._writer):
                try:
                    await connection.close()
                except sqlite3.Error as error:
                    log.warning("A connection to the journal could not be closed: %s", error)
            self._writer, self._reader = await self._file.connections()
            self._seen_version = await self._data_version()
        ((is_busy, _, _),) = await self._writer.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
        if is_busy:
            raise sqlite3.OperationalError("somebody else reads the file")
        self._is_in_doubt = False

    async def _write(self, written: list[EntryRow], rows: Rows) -> None:
        after, position = written[0][0] - 1, written[-1][0]
        changed = await write_at_once(self._writer, [(_APPEND, written), *statements(rows, after, position)])
        if changed[0] != len(written):
            raise PositionTaken(f"somebody else has appended at {written[0][0]}")

    async def _data_version(self) -> int:
        """A number that changes when another connection has committed."""
        ((version,),) = await self._writer.execute_fetchall("PRAGMA data_version")
        return int(version)

    async def _read_head(self) -> Head:
        for position, chain in await self._reader.execute_fetchall(_LAST):
            return Head(position, chain)
        return START

    async def _rows(self, query: str, *values: object) -> list[Any]:
        async with self._reading:
            with _unavailable():
                return list(await self._reader.execute_fetchall(query, values))


class JournalFile:
    """Where the journal of an office lies, and how it is opened."""

    def __init__(self, path: Path, office: str, lock_seconds: float, also: Check | None) -> None:
        self._path = path
        self._also = also
        self._office = office
        self._lock_seconds = lock_seconds

    async def connections(self) -> tuple[aiosqlite.Connection, aiosqlite.Connection]:
        """One that writes and one that reads. Raises JournalRefused, sqlite3.Error or OSError."""
        writer = await open_file(self._path, self._office, self._lock_seconds, also=self._also)
        try:
            return writer, await self._reader()
        except BaseException:
            await writer.close()
            raise

    async def _reader(self) -> aiosqlite.Connection:
        reader = await opened(self._path, "ro", lock_seconds=self._lock_seconds)
        try:
            await keep_few_pages(reader)
        except BaseException:
            await reader.close()
            raise
        return reader


def _is_not_written(error: sqlite3.Error) -> bool:
    """Whether a commit that failed has surely left nothing that could come on record later."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    return code in _NOT_WRITTEN or code & _PRIMARY_CODE in _NOT_WRITTEN


async def _taken_back(connection: aiosqlite.Connection) -> None:
    """Roll back, also when whoever asked is cancelled: the thread gets it after what it is at."""
    await asyncio.shield(asyncio.create_task(connection.rollback()))


@contextmanager
def _unavailable() -> Iterator[None]:
    """Whatever the disk refuses, nothing was written."""
    try:
        yield
    except (sqlite3.Error, OSError, ValueError) as error:  # aiosqlite raises ValueError for what is closed
        raise JournalUnavailable(in_words(error)) from error
