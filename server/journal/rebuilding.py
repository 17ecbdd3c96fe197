"""The wait log and the dossiers made anew from the whole journal."""

import sqlite3
from datetime import date
from pathlib import Path

import aiosqlite

from server.database import all_or_nothing
from server.journal.contract import DossierRow, JournalUnavailable, RecordsMissing
from server.journal.reading import check_there
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
from server.journal.schema import open_file
from server.lock import hold_lock
from ticketing.apply import apply, apply_all
from ticketing.events import DOSSIER_EVENTS
from ticketing.office import Office, new_day
from ticketing.plan import OfficePlan
from ticketing.sentences import N_
from ticketing.values import replace
from ticketing.visits import stays_of, visit_of

NO_JOURNAL = N_("There is no journal at {file} to rebuild the wait log from.")

_ADD = f"INSERT INTO visits VALUES ({', '.join('?' * len(VISIT_COLUMNS))})"  # noqa: S608 - question marks only
_ADD_STAY = f"INSERT INTO stays VALUES ({', '.join('?' * len(STAY_COLUMNS))})"  # noqa: S608 - the same
_DAYS = "SELECT DISTINCT day FROM journal ORDER BY day"
_DOSSIER_ENTRIES = f"""{ENTRIES} WHERE entry.events LIKE '%"dossier"%' ORDER BY entry.position"""
_ADD_DOSSIER = "INSERT INTO dossiers VALUES (?, ?, ?, ?)"


async def rebuild(path: Path, plan: OfficePlan) -> int:
    """Write the wait log and the dossiers anew from the whole journal; answers the number of visits.

    Raises DataInUse while a server runs, RecordsMissing, JournalRefused where the chain of entries is
    broken, and JournalUnavailable; the log is then as it was.
    """
    check_there(path, RecordsMissing(NO_JOURNAL, file=path))
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
