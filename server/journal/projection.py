"""What the entries come to: the wait log, its stays and the dossiers, which can be made anew from them.

The tables know up to which entry they have taken in what happened. In the journal's SQLite file they are
written with the entries, in one transaction; beside another engine they lie in a file of their own.
"""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from datetime import date

import aiosqlite

from server.database import Statement, all_or_nothing, write_at_once
from server.journal.contract import DossierRow, Rows
from server.journal.rows import (
    STAY_COLUMNS,
    VISIT_COLUMNS,
    dossier_of,
    dossier_values,
    stay_row,
    visit_row,
)
from ticketing.office import Dossier, Office
from ticketing.visits import stays_of, visit_of

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
# Rows that somebody else's entries have changed meanwhile are left behind, and so is the position.
_APPLIED = "UPDATE applied SET position = ? WHERE position = ?"
_HOURS = "INSERT OR REPLACE INTO hours VALUES (?, ?)"
_DAY_TABLES = ("visits", "stays")


def statements(rows: Rows, after: int, position: int) -> list[Statement]:
    """What `Projection.apply` writes, for whoever writes more in the same go."""
    written: list[Statement] = []
    if rows.gone:
        gone = [(day.isoformat(), number) for day, number in rows.gone]
        written += [(_VISIT_GONE, gone), (_STAYS_GONE, gone)]
    if rows.visits:
        written.append((_VISIT, [visit_row(visit) for visit in rows.visits]))
    if rows.stays:
        fewer = [(visit.day.isoformat(), visit.number) for visit in rows.stays if visit.fewer]
        stays = [stay_row(stay) for visit in rows.stays for stay in visit.stays]
        written += [(_STAYS_GONE, fewer), (_STAY, stays)]
    if rows.dossiers:
        written += _dossier_statements(rows.dossiers)
    if rows.hours:
        written.append((_HOURS, [(day.isoformat(), text) for day, text in rows.hours]))
    written.append((_APPLIED, [(position, after)]))
    return written


def _dossier_statements(changed: Sequence[DossierRow]) -> list[Statement]:
    kept = [dossier_values(row.dossier, row.changed_on) for row in changed if row.dossier]
    return [(_DOSSIER_GONE, [(row.code,) for row in changed]), (_DOSSIER, kept)]


class Projection:
    """The rows over a connection of whoever keeps the file. Everything raises sqlite3.Error."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection

    async def apply(self, rows: Rows, after: int, position: int) -> None:
        """Write what the entries behind `after` up to `position` have changed, in the caller's transaction.

        Where the rows stand elsewhere than at `after`, they do not go on to `position`.
        """
        await write_at_once(self._connection, statements(rows, after, position))

    async def position(self) -> int:
        """The entry up to which the rows know what has happened."""
        ((position,),) = await self._connection.execute_fetchall("SELECT position FROM applied")
        return int(position)

    async def hours_on(self, day: date) -> str | None:
        """The hours in which the day's waits were counted; None for a day of an earlier version."""
        found = await self._connection.execute_fetchall(
            "SELECT sessions FROM hours WHERE day = ?", (day.isoformat(),)
        )
        return next((str(text) for (text,) in found), None)

    async def dossiers(self, day: date) -> list[Dossier]:
        """The dossiers that are open, or have changed on this day. Raises JournalRefused for one damaged."""
        return await self._dossiers(_DOSSIERS, day.isoformat())

    async def dossier(self, code: str) -> Dossier | None:
        """What is on record of a dossier. Raises JournalRefused where it is damaged."""
        found = await self._dossiers("SELECT body FROM dossiers WHERE code = ?", code)
        return found[0] if found else None

    def all_or_nothing(self) -> AbstractAsyncContextManager[None]:
        """A transaction of its own, for rows that are made anew."""
        return all_or_nothing(self._connection)

    async def empty(self) -> None:
        """Take all rows away but the hours, in the caller's transaction."""
        for table in (*_DAY_TABLES, "dossiers"):
            await self._connection.execute(f"DELETE FROM {table}")  # noqa: S608 - our own tables

    async def write_day(self, office: Office, hours: str) -> int:
        """Put the rows of a whole day in the place of what is there; answers the number of visits."""
        day, tickets = office.day, list(office.tickets.values())
        for table in _DAY_TABLES:
            await self._connection.execute(f"DELETE FROM {table} WHERE day = ?", (day.isoformat(),))  # noqa: S608 - our own tables
        await self._connection.executemany(_VISIT, [visit_row(visit_of(ticket, day)) for ticket in tickets])
        stays = [stay_row(stay) for ticket in tickets for stay in stays_of(ticket, day)]
        await self._connection.executemany(_STAY, stays)
        await self._connection.execute(_HOURS, (day.isoformat(), hours))
        return len(tickets)

    async def write_dossiers(self, changed: Sequence[DossierRow]) -> None:
        """Put these in the place of what is on record of them."""
        await write_at_once(self._connection, _dossier_statements(changed))

    async def stand_at(self, position: int) -> None:
        """The rows know what has happened up to this entry."""
        await self._connection.execute("UPDATE applied SET position = ?", (position,))

    async def _dossiers(self, query: str, value: str) -> list[Dossier]:
        found = await self._connection.execute_fetchall(query, (value,))
        return [dossier_of(body) for (body,) in found]
