"""The wait log: one row a ticket, read beside a running server and rebuilt from the journal."""

import sqlite3
from contextlib import closing
from dataclasses import fields
from datetime import date
from pathlib import Path

import msgspec

from server.journal.contract import DossierRow, JournalUnavailable
from server.journal.rows import dossier_values, entry_of, visit_row
from server.journal.schema import open_file
from server.lock import hold_lock
from server.reports.reading import DAY_ENTRIES, reading
from ticketing.apply import apply, apply_all
from ticketing.events import DOSSIER_EVENTS
from ticketing.office import Office, new_day
from ticketing.plan import OfficePlan
from ticketing.sentences import N_, ToldError
from ticketing.values import replace
from ticketing.visits import Visit, visit_of

COLUMNS = tuple(field.name for field in fields(Visit))

NO_LOG = N_("There is no wait log at {file} yet. Start the server once.")
NO_JOURNAL = N_("There is no journal at {file} to rebuild the wait log from.")

_ROWS = f"SELECT {', '.join(COLUMNS)} FROM visits WHERE day = ? ORDER BY issued_at, number"  # noqa: S608 - own names
_ADD = f"INSERT INTO visits ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"  # noqa: S608 - the same
_DAYS = "SELECT DISTINCT day FROM journal ORDER BY day"
_DOSSIER_ENTRIES = (
    "SELECT entry.*, before.chain FROM journal AS entry"
    " LEFT JOIN journal AS before ON before.position = entry.position - 1"
    """ WHERE entry.events LIKE '%"dossier"%' ORDER BY entry.position"""
)
_ADD_DOSSIER = "INSERT INTO dossiers VALUES (?, ?, ?, ?)"


class VisitLogMissing(ToldError):
    """There is no wait log to read yet."""


class VisitLog:
    """The rows of the wait log in the journal file `path`; reading never holds the writer up."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def visits_of(self, day: date) -> list[Visit]:
        """The day's visits in order of issue.

        Raises VisitLogMissing where no server ever ran, JournalRefused for a file that is not ours and
        JournalUnavailable where the disk refuses. Blocks: a coroutine calls it in a thread.
        """
        if not self._path.exists():
            raise VisitLogMissing(NO_LOG, file=self._path)
        with reading(self._path) as connection:
            return [_visit(row) for row in connection.execute(_ROWS, (day.isoformat(),))]


def rebuild(path: Path, plan: OfficePlan) -> int:
    """Write the wait log and the dossiers anew from the whole journal; answers the number of visits.

    Raises DataInUse while a server runs, VisitLogMissing, JournalRefused where the chain of entries is
    broken, and JournalUnavailable; the log is then as it was.
    """
    if not path.exists():
        raise VisitLogMissing(NO_JOURNAL, file=path)
    try:
        with hold_lock(path.parent), closing(open_file(path, plan.code)) as connection:
            return _rewrite(connection, plan)
    except (sqlite3.Error, OSError) as error:
        raise JournalUnavailable(f"{path}: {error}") from error


def _rewrite(connection: sqlite3.Connection, plan: OfficePlan) -> int:
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute("DELETE FROM visits")
        for (day,) in connection.execute(_DAYS).fetchall():
            office = _day_of(connection, plan, date.fromisoformat(day))
            visits = (visit_row(visit_of(ticket, office.day)) for ticket in office.tickets.values())
            connection.executemany(_ADD, visits)
        _rewrite_dossiers(connection, plan)
        (count,) = connection.execute("SELECT count(*) FROM visits").fetchone()
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
    return int(count)


def _day_of(connection: sqlite3.Connection, plan: OfficePlan, day: date) -> Office:
    office = new_day(plan, day)
    for row in connection.execute(DAY_ENTRIES, (day.isoformat(),)):
        office = apply_all(office, entry_of(row).events)
    return office


def _rewrite_dossiers(connection: sqlite3.Connection, plan: OfficePlan) -> None:
    """Dossiers outlive days, so that what became of them is read in the order of the journal."""
    rows: dict[str, DossierRow] = {}
    for row in connection.execute(_DOSSIER_ENTRIES):
        entry = entry_of(row)
        for event in entry.events:
            if isinstance(event, DOSSIER_EVENTS):
                before = rows[event.dossier].dossier if event.dossier in rows else None
                known = {before.code: before} if before else {}
                office = apply(replace(new_day(plan, entry.day), dossiers=known), event)
                dossier = office.dossiers.get(event.dossier)
                rows[event.dossier] = DossierRow(event.dossier, entry.day, dossier)
    connection.execute("DELETE FROM dossiers")
    kept = ((row.dossier, row.changed_on) for row in rows.values() if row.dossier)
    connection.executemany(_ADD_DOSSIER, (dossier_values(dossier, day) for dossier, day in kept))


def _visit(row: tuple[object, ...]) -> Visit:
    return msgspec.convert(dict(zip(COLUMNS, row, strict=True)), Visit)
