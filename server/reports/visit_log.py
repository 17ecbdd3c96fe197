"""The wait log: a row a number and one a stay, read beside a running server and rebuilt from the journal."""

import sqlite3
from datetime import date
from pathlib import Path
from typing import TypeVar

import aiosqlite
import msgspec

from server.database import all_or_nothing
from server.journal.contract import DossierRow, JournalUnavailable
from server.journal.rows import (
    DAY_ENTRIES,
    ENTRIES,
    STAY_COLUMNS,
    VISIT_COLUMNS,
    dossier_values,
    entries_in,
    stay_row,
    visit_row,
)
from server.journal.schema import PROCEDURES_SINCE, STAYS_SINCE, open_file
from server.lock import hold_lock
from server.reports.reading import check_there, reading
from ticketing.apply import apply, apply_all
from ticketing.events import DOSSIER_EVENTS
from ticketing.office import Office, new_day
from ticketing.plan import OfficePlan
from ticketing.sentences import N_, ToldError
from ticketing.values import replace
from ticketing.visits import Stay, Visit, stays_of, visit_of

NO_LOG = N_("There is no wait log at {file} yet. Start the server once.")
NO_JOURNAL = N_("There is no journal at {file} to rebuild the wait log from.")

NO_STAYS = N_(
    "{file} is of a version that kept no stays. Start the server once, or make the log anew with "
    "motcua visits --rebuild."
)

_VISITS = "SELECT * FROM visits WHERE day = ? ORDER BY issued_at, number"
_STAYS = (
    "SELECT stays.* FROM stays LEFT JOIN visits USING (day, number)"
    " WHERE day = ? ORDER BY visits.issued_at, number, stay"
)
_ADD = f"INSERT INTO visits VALUES ({', '.join('?' * len(VISIT_COLUMNS))})"  # noqa: S608 - question marks only
_ADD_STAY = f"INSERT INTO stays VALUES ({', '.join('?' * len(STAY_COLUMNS))})"  # noqa: S608 - the same
_PROCEDURES = "SELECT procedure, count(*) FROM visits WHERE day >= ? AND procedure != '' GROUP BY procedure"
_DAYS = "SELECT DISTINCT day FROM journal ORDER BY day"
_DOSSIER_ENTRIES = f"""{ENTRIES} WHERE entry.events LIKE '%"dossier"%' ORDER BY entry.position"""
_ADD_DOSSIER = "INSERT INTO dossiers VALUES (?, ?, ?, ?)"


_MARKS = ("started_by_rule", "clock_set")
LogRow = TypeVar("LogRow", Visit, Stay)


class VisitLogMissing(ToldError):
    """There is no wait log to read yet."""


class VisitLog:
    """The rows of the wait log in the journal file `path`; reading never holds the writer up."""

    def __init__(self, path: Path) -> None:
        self._path = path

    async def visits_of(self, day: date) -> list[Visit]:
        """The day's visits in order of issue; what a file of an earlier version lacks is as if unknown.

        Raises VisitLogMissing where no server ever ran, JournalRefused for a file that is not ours and
        JournalUnavailable where the disk refuses.
        """
        check_there(self._path, VisitLogMissing(NO_LOG, file=self._path))
        async with reading(self._path) as connection:
            return [_read(row, Visit) for row in await _named(connection, _VISITS, day)]

    async def stays_of(self, day: date) -> list[Stay]:
        """The stays of the day's visits, those of a visit one after the other. Raises as `visits_of` does.

        Numbers that wait for their first call have none yet.
        """
        check_there(self._path, VisitLogMissing(NO_LOG, file=self._path))
        async with reading(self._path) as connection:
            ((version,),) = await connection.execute_fetchall("PRAGMA user_version")
            if version < STAYS_SINCE:
                raise VisitLogMissing(NO_STAYS, file=self._path)
            return [_read(row, Stay) for row in await _named(connection, _STAYS, day)]

    async def procedure_counts(self, since: date) -> dict[str, int]:
        """How many numbers were taken for each procedure from this day on, by its code.

        Empty for a file of a version that kept none. Raises as `visits_of` does.
        """
        check_there(self._path, VisitLogMissing(NO_LOG, file=self._path))
        async with reading(self._path) as connection:
            ((version,),) = await connection.execute_fetchall("PRAGMA user_version")
            if version < PROCEDURES_SINCE:
                return {}
            found = await connection.execute_fetchall(_PROCEDURES, (since.isoformat(),))
        return dict(map(tuple, found))


async def rebuild(path: Path, plan: OfficePlan) -> int:
    """Write the wait log and the dossiers anew from the whole journal; answers the number of visits.

    Raises DataInUse while a server runs, VisitLogMissing, JournalRefused where the chain of entries is
    broken, and JournalUnavailable; the log is then as it was.
    """
    check_there(path, VisitLogMissing(NO_JOURNAL, file=path))
    try:
        with hold_lock(path.parent):
            connection = await open_file(path, plan.code)
            try:
                return await _rewrite(connection, plan)
            finally:
                await connection.close()
    except (sqlite3.Error, OSError) as error:
        raise JournalUnavailable(f"{path}: {error}") from error


async def _rewrite(connection: aiosqlite.Connection, plan: OfficePlan) -> int:
    async with all_or_nothing(connection):
        await connection.execute("DELETE FROM visits")
        await connection.execute("DELETE FROM stays")
        for (day,) in await connection.execute_fetchall(_DAYS):
            office = await _day_of(connection, plan, date.fromisoformat(day))
            visits = [visit_row(visit_of(ticket, office.day)) for ticket in office.tickets.values()]
            await connection.executemany(_ADD, visits)
            stays = [
                stay_row(stay) for ticket in office.tickets.values() for stay in stays_of(ticket, office.day)
            ]
            await connection.executemany(_ADD_STAY, stays)
        await _rewrite_dossiers(connection, plan)
        ((count,),) = await connection.execute_fetchall("SELECT count(*) FROM visits")
    return int(count)


async def _day_of(connection: aiosqlite.Connection, plan: OfficePlan, day: date) -> Office:
    office = new_day(plan, day)
    async for entry in entries_in(connection, DAY_ENTRIES, (day.isoformat(),)):
        office = apply_all(office, entry.events)
    return office


async def _rewrite_dossiers(connection: aiosqlite.Connection, plan: OfficePlan) -> None:
    """Dossiers outlive days, so that what became of them is read in the order of the journal."""
    rows: dict[str, DossierRow] = {}
    async for entry in entries_in(connection, _DOSSIER_ENTRIES):
        for event in entry.events:
            if isinstance(event, DOSSIER_EVENTS):
                before = rows[event.dossier].dossier if event.dossier in rows else None
                known = {before.code: before} if before else {}
                office = apply(replace(new_day(plan, entry.day), dossiers=known), event)
                dossier = office.dossiers.get(event.dossier)
                rows[event.dossier] = DossierRow(event.dossier, entry.day, dossier)
    await connection.execute("DELETE FROM dossiers")
    kept = [dossier_values(row.dossier, row.changed_on) for row in rows.values() if row.dossier]
    await connection.executemany(_ADD_DOSSIER, kept)


async def _named(connection: aiosqlite.Connection, query: str, day: date) -> list[dict[str, object]]:
    """The day's rows by the names of their columns."""
    async with connection.execute(query, (day.isoformat(),)) as found:
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) async for row in found]


def _read(row: dict[str, object], kind: type[LogRow]) -> LogRow:
    """A row as a value; SQLite keeps marks as 0 and 1."""
    marks = {name: bool(row[name]) for name in _MARKS if name in row}
    return msgspec.convert(row | marks, kind)
