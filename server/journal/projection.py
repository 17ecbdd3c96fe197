"""What the entries come to: the wait log, its stays and the dossiers, which can be made anew from them."""

from collections.abc import Sequence
from datetime import date

import aiosqlite

from server.journal.contract import DossierRow, Rows, VisitStays
from server.journal.rows import (
    STAY_COLUMNS,
    VISIT_COLUMNS,
    dossier_of,
    dossier_values,
    stay_row,
    visit_row,
)
from ticketing.office import Dossier

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


class Projection:
    """The rows over a connection of whoever keeps the file; they are written in their transaction."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection

    async def apply(self, rows: Rows) -> None:
        """Write what some entries have changed. Raises sqlite3.Error."""
        if rows.gone:
            await self._take_away(rows)
        if rows.visits:
            await self._connection.executemany(_VISIT, [visit_row(visit) for visit in rows.visits])
        if rows.stays:
            await self._write_stays(rows.stays)
        if rows.dossiers:
            await self._write_dossiers(rows.dossiers)

    async def dossiers(self, day: date) -> list[Dossier]:
        """The dossiers that are open, or have changed on this day. Raises sqlite3.Error or JournalRefused."""
        return await self._dossiers(_DOSSIERS, day.isoformat())

    async def dossier(self, code: str) -> Dossier | None:
        """What is on record of a dossier. Raises as `dossiers` does."""
        found = await self._dossiers("SELECT body FROM dossiers WHERE code = ?", code)
        return found[0] if found else None

    async def _take_away(self, rows: Rows) -> None:
        gone = [(day.isoformat(), number) for day, number in rows.gone]
        await self._connection.executemany(_VISIT_GONE, gone)
        await self._connection.executemany(_STAYS_GONE, gone)

    async def _write_stays(self, changed: Sequence[VisitStays]) -> None:
        fewer = [(visit.day.isoformat(), visit.number) for visit in changed if visit.fewer]
        if fewer:
            await self._connection.executemany(_STAYS_GONE, fewer)
        stays = [stay_row(stay) for visit in changed for stay in visit.stays]
        await self._connection.executemany(_STAY, stays)

    async def _write_dossiers(self, changed: Sequence[DossierRow]) -> None:
        await self._connection.executemany(_DOSSIER_GONE, [(row.code,) for row in changed])
        kept = [dossier_values(row.dossier, row.changed_on) for row in changed if row.dossier]
        await self._connection.executemany(_DOSSIER, kept)

    async def _dossiers(self, query: str, value: str) -> list[Dossier]:
        found = await self._connection.execute_fetchall(query, (value,))
        return [dossier_of(body) for (body,) in found]
