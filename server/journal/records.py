"""What is on record, read from the journal's SQLite file beside the server that writes it."""

from datetime import date
from pathlib import Path
from typing import TypeVar

import aiosqlite
import msgspec

from server.journal.contract import Entry, Records, RecordsMissing, RowsWrong
from server.journal.file_checks import check_office
from server.journal.reading import check_there, reading
from server.journal.rows import DAY_ENTRIES, entries_in
from server.journal.schema import PROCEDURES_SINCE, STAYS_SINCE
from ticketing.sentences import N_, shown_day
from ticketing.visits import Stay, Visit

NO_JOURNAL = N_("There is no journal at {file} yet. Start the server once.")
NO_STAYS = N_(
    "{file} is of a version that kept no stays. Start the server once, or make the log anew with "
    "motcua visits --rebuild."
)

EMPTIED = N_(
    "The wait log has no numbers of {day}, and the record has. Stop the server after closing time and make "
    "the log anew with motcua visits --rebuild."
)

_VISITS = "SELECT * FROM visits WHERE day = ? ORDER BY issued_at, number"
_STAYS = (
    "SELECT stays.* FROM stays LEFT JOIN visits USING (day, number)"
    " WHERE day = ? ORDER BY visits.issued_at, number, stay"
)
# Numbers can leave their day only by being moved to another one.
_EMPTIED = (
    "SELECT count(*) FILTER (WHERE events LIKE '%\"ticket-issued\"%') > 0"
    " AND count(*) FILTER (WHERE events LIKE '%\"tickets-moved\"%') = 0 FROM journal WHERE day = ?"
)
_PROCEDURES = "SELECT procedure, count(*) FROM visits WHERE day >= ? AND procedure != '' GROUP BY procedure"
_LAST_DAY = "SELECT day FROM journal ORDER BY position DESC LIMIT 1"
_LAST_DAY_WITH = "SELECT max(day) FROM visits WHERE number = ?"
_MARKS = ("started_by_rule", "clock_set")

LogRow = TypeVar("LogRow", Visit, Stay)


def records_at(path: Path) -> Records:
    """The records of the office whose journal lies at `path`."""
    return SqliteRecords(path)


class SqliteRecords:
    """The records in a journal's file, which is opened for each question and never written."""

    def __init__(self, path: Path) -> None:
        self._path = path

    async def check_office(self, code: str) -> None:
        """Raise JournalRefused unless it is the record of the office with this code."""
        self._check_there()
        async with reading(self._path) as connection:
            check_office(self._path, code, await connection.execute_fetchall("SELECT code FROM office"))

    async def entries_of(self, day: date) -> list[Entry]:
        """All entries of a service day."""
        self._check_there()
        async with reading(self._path) as connection:
            return [entry async for entry in entries_in(connection, DAY_ENTRIES, (day.isoformat(),))]

    async def last_day(self) -> date | None:
        """The service day of the last entry."""
        self._check_there()
        async with reading(self._path) as connection:
            days = await connection.execute_fetchall(_LAST_DAY)
        return next((date.fromisoformat(day) for (day,) in days), None)

    async def last_day_with(self, number: str) -> date | None:
        """The newest day on which this number was given out."""
        self._check_there()
        async with reading(self._path) as connection:
            ((day,),) = await connection.execute_fetchall(_LAST_DAY_WITH, (number,))
        return date.fromisoformat(day) if day else None

    async def visits_of(self, day: date) -> list[Visit]:
        """The day's visits in order of issue."""
        self._check_there()
        async with reading(self._path) as connection:
            visits = [_read(row, Visit) for row in await _named(connection, _VISITS, day)]
            ((is_wrong,),) = (
                [(0,)] if visits else await connection.execute_fetchall(_EMPTIED, (day.isoformat(),))
            )
        if is_wrong:
            raise RowsWrong(EMPTIED, day=shown_day(day))
        return visits

    async def stays_of(self, day: date) -> list[Stay]:
        """The stays of the day's visits."""
        self._check_there()
        async with reading(self._path) as connection:
            if await _version(connection) < STAYS_SINCE:
                raise RecordsMissing(NO_STAYS, file=self._path)
            return [_read(row, Stay) for row in await _named(connection, _STAYS, day)]

    async def procedure_counts(self, since: date) -> dict[str, int]:
        """How many numbers were taken for each procedure; none for a file of a version that kept none."""
        self._check_there()
        async with reading(self._path) as connection:
            if await _version(connection) < PROCEDURES_SINCE:
                return {}
            found = await connection.execute_fetchall(_PROCEDURES, (since.isoformat(),))
        return dict(map(tuple, found))

    def _check_there(self) -> None:
        check_there(self._path, RecordsMissing(NO_JOURNAL, file=self._path))


async def _version(connection: aiosqlite.Connection) -> int:
    ((version,),) = await connection.execute_fetchall("PRAGMA user_version")
    return int(version)


async def _named(connection: aiosqlite.Connection, query: str, day: date) -> list[dict[str, object]]:
    """The day's rows by the names of their columns."""
    async with connection.execute(query, (day.isoformat(),)) as found:
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) async for row in found]


def _read(row: dict[str, object], kind: type[LogRow]) -> LogRow:
    """A row as a value; SQLite keeps marks as 0 and 1."""
    marks = {name: bool(row[name]) for name in _MARKS if name in row}
    return msgspec.convert(row | marks, kind)
