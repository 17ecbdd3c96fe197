"""A few entries and rows of a journal's file at a time, each as of one moment, for whoever checks them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiosqlite

from server.journal.contract import Entry
from server.journal.reading import reading
from server.journal.rows import ENTRIES, entries_in
from server.journal.schema import APPLIED_SINCE

ENTRIES_AT_ONCE = 20
NUMBERS_AT_ONCE = 20

_NEXT_DAY = "SELECT min(day) FROM {} WHERE day > ?"
_DAY_TABLES = ("journal", "visits", "stays")
_UP_TO = " AND entry.position <= ? ORDER BY entry.position LIMIT ?"
_DAY_ENTRIES = f"{ENTRIES} WHERE entry.day = ? AND entry.position > ?{_UP_TO}"
_ALL_ENTRIES = f"{ENTRIES} WHERE entry.position > ?{_UP_TO}"
_VISITS = "SELECT * FROM visits WHERE day = ? AND number > ? ORDER BY number LIMIT ?"
_STAYS = (
    "SELECT * FROM stays WHERE day = ? AND number > ? AND (?3 IS NULL OR number <= ?3) ORDER BY number, stay"
)
_HOURS = "SELECT sessions FROM hours WHERE day = ?"
_DOSSIER = "SELECT * FROM dossiers WHERE code = ?"

StoredRow = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class DaySlice:
    """What comes next of a service day: entries, and with the last of them rows of numbers behind `after`.

    Rows and entries are as of one moment. `last` is the number up to which the rows are whole, None where no
    further one is there; `has_rows` is false where further entries have to be taken in first.
    """

    hours: str | None
    has_rows: bool
    entries: list[Entry]
    visits: list[StoredRow]
    stays: list[StoredRow]
    last: str | None


@dataclass(frozen=True, slots=True)
class EntrySlice:
    """The next entries, with the rows of the dossiers that they are about as of the same moment.

    With the last of them comes how many dossiers there are by then.
    """

    entries: list[Entry]
    dossiers: dict[str, StoredRow]
    count: int | None


class Slices:
    """Reads a journal's file in slices, each over a connection of its own, which sees what is on disk.

    Everything raises JournalRefused for what is damaged, and JournalUnavailable where the disk refuses.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    async def has_position(self) -> bool:
        """Whether the file is of a format in which rows say how far they go."""
        async with self._moment() as connection:
            return int(await _value(connection, "PRAGMA user_version")) >= APPLIED_SINCE

    async def lag(self) -> int:
        """How many entries the rows do not know."""
        async with self._moment() as connection:
            newest = await _value(connection, "SELECT coalesce(max(position), 0) FROM journal")
            return int(newest) - await _applied(connection)

    async def next_day(self, day: str) -> str | None:
        """The next day behind this one that any entry or row is of, as it stands there."""
        async with self._moment() as connection:
            days = [await _value(connection, _NEXT_DAY.format(table), day) for table in _DAY_TABLES]
        return min(filter(None, days), default=None)

    async def hours_of(self, day: str) -> str | None:
        """The hours that a day has on record, if it has any."""
        async with self._moment() as connection:
            return await _hours(connection, day)

    async def of_day(self, day: str, position: int, after: str) -> DaySlice:
        """The entries of a day behind a position, and if these are all, rows of numbers behind `after`."""
        async with self._moment() as connection:
            hours, applied = await _hours(connection, day), await _applied(connection)
            asked = (day, position, applied, ENTRIES_AT_ONCE)
            entries = [entry async for entry in entries_in(connection, _DAY_ENTRIES, asked)]
            if len(entries) == ENTRIES_AT_ONCE:
                return DaySlice(hours, False, entries, [], [], None)
            visits = await _rows(connection, _VISITS, day, after, NUMBERS_AT_ONCE)
            last = visits[-1][1] if len(visits) == NUMBERS_AT_ONCE else None
            stays = await _rows(connection, _STAYS, day, after, last)
            return DaySlice(hours, True, entries, visits, stays, last)

    async def of_entries(self, position: int) -> EntrySlice:
        """The entries behind a position, with the rows of the dossiers that they are about."""
        async with self._moment() as connection:
            asked = (position, await _applied(connection), ENTRIES_AT_ONCE)
            entries = [entry async for entry in entries_in(connection, _ALL_ENTRIES, asked)]
            named = {getattr(event, "dossier", "") for entry in entries for event in entry.events}
            rows = [await _rows(connection, _DOSSIER, code) for code in named - {""}]
            count = None
            if len(entries) < ENTRIES_AT_ONCE:
                count = int(await _value(connection, "SELECT count(*) FROM dossiers"))
        return EntrySlice(entries, {row[0]: row for found in rows for row in found}, count)

    @asynccontextmanager
    async def _moment(self) -> AsyncIterator[aiosqlite.Connection]:
        """A connection that sees the file as of one moment."""
        async with reading(self._path) as connection:
            await connection.execute_fetchall("BEGIN")
            yield connection


async def _applied(connection: aiosqlite.Connection) -> int:
    return int(await _value(connection, "SELECT position FROM applied") or 0)


async def _hours(connection: aiosqlite.Connection, day: str) -> str | None:
    found = await connection.execute_fetchall(_HOURS, (day,))
    return next((str(text) for (text,) in found), None)


async def _rows(connection: aiosqlite.Connection, query: str, *values: object) -> list[StoredRow]:
    return list(map(tuple, await connection.execute_fetchall(query, values)))


async def _value(connection: aiosqlite.Connection, query: str, *values: object) -> Any:
    found = await connection.execute_fetchall(query, values)
    return next((value for (value,) in found), None)
