"""The rows beside a journal caught up with it, or made anew from the whole of it."""

import logging
from datetime import date
from pathlib import Path

from server.journal.as_found import AsFound
from server.journal.contract import Entry, Journal, JournalUnavailable, RecordsMissing
from server.journal.folding import DayFold, DossierFold, hours_of
from server.journal.projection import Projection
from server.journal.reading import check_there
from server.journal.sqlite import SqliteJournal
from server.lock import hold_lock
from ticketing.plan import OfficePlan
from ticketing.sentences import N_, in_words

NO_JOURNAL = N_("There is no journal at {file} to rebuild the wait log from.")

log = logging.getLogger(__name__)


async def rebuild(path: Path, plan: OfficePlan) -> int:
    """Write the wait log and the dossiers anew from the whole journal; answers the number of visits.

    Raises DataInUse while a server runs, RecordsMissing, JournalRefused where the chain of entries is
    broken, and JournalUnavailable; all files are then as they were.
    """
    check_there(path, RecordsMissing(NO_JOURNAL, file=path))
    try:
        with hold_lock(path.parent):
            found = AsFound(path)
            journal = await SqliteJournal.open(path, plan.code)
            try:
                async with journal.rows() as projection:
                    count = await RowsAnew(projection, journal, plan).make_anew()
            except BaseException:
                await found.close(journal.close)
                raise
            await journal.close()
            return count
    except OSError as error:
        raise JournalUnavailable(f"{path}: {in_words(error)}") from error


async def bring_up(journal: SqliteJournal, plan: OfficePlan) -> None:
    """Let the rows know what the journal does; where they can't be written they stay as they are.

    Raises JournalRefused where an entry that they lack is damaged.
    """
    try:
        async with journal.rows() as projection:
            await RowsAnew(projection, journal, plan).bring_up()
    except JournalUnavailable:
        log.exception("The wait log can't be brought up to the journal")


async def recount(journal: SqliteJournal, plan: OfficePlan, day: date) -> None:
    """Count the running day's waits in the hours that it has now, as its screens tell them.

    Raises JournalRefused where an entry of the day is damaged.
    """
    try:
        async with journal.rows() as projection:
            await RowsAnew(projection, journal, plan).recount(day)
    except JournalUnavailable:
        log.exception("The waits of the running day can't be counted anew")


class RowsAnew:
    """The rows of a journal under a plan, to be written in one transaction of whoever calls.

    Everything raises JournalRefused, JournalUnavailable or sqlite3.Error.
    """

    def __init__(self, projection: Projection, journal: Journal, plan: OfficePlan) -> None:
        self._projection = projection
        self._journal = journal
        self._plan = plan

    async def bring_up(self) -> None:
        """Take in what the journal knows and the rows do not.

        They are made anew where they know more, which a journal that was put back from a backup leads to.
        """
        position, applied = (await self._journal.head()).position, await self._projection.position()
        if applied > position:
            log.warning("The wait log knows %d entries, the journal %d: it is made anew", applied, position)
            await self.make_anew()
        elif applied < position:
            log.warning("The wait log knows %d entries of %d and is caught up", applied, position)
            await self._catch_up(applied)

    async def recount(self, day: date) -> None:
        """Count a day's waits in the plan's hours, where it has others."""
        hours = await self._projection.hours_on(day)
        if hours not in (None, hours_of(self._plan, day)):
            log.warning("The hours of %s are others now: its waits are counted anew", day)
            await self._write_day(day, hours_of(self._plan, day))

    async def make_anew(self) -> int:
        """Write all rows from all entries; answers the number of visits."""
        days, dossiers, position = set[date](), DossierFold(self._plan), 0
        while entries := await self._journal.read(position):
            days |= {entry.day for entry in entries}
            dossiers.take(entries)
            position = entries[-1].position
        await self._projection.empty()
        count = 0
        for day in sorted(days):
            count += await self._write_day(day, await self._projection.hours_on(day))
        await self._projection.write_dossiers(dossiers.rows)
        await self._projection.stand_at(position)
        return count

    async def _catch_up(self, position: int) -> None:
        days, dossiers = set[date](), DossierFold(self._plan)
        while entries := await self._journal.read(position):
            await self._know_dossiers(dossiers, entries)
            await self._projection.write_dossiers(dossiers.take(entries))
            days |= {entry.day for entry in entries}
            position = entries[-1].position
        for day in sorted(days):
            await self._write_day(day, await self._projection.hours_on(day))
        await self._projection.stand_at(position)

    async def _know_dossiers(self, dossiers: DossierFold, entries: list[Entry]) -> None:
        """What the rows know of the dossiers that these entries are about."""
        for entry in entries:
            for code in {getattr(event, "dossier", "") for event in entry.events} - {""}:
                if known := await self._projection.dossier(code):
                    dossiers.know(known, entry.day)

    async def _write_day(self, day: date, hours: str | None) -> int:
        hours = hours or hours_of(self._plan, day)
        fold = DayFold(self._plan, day, hours)
        fold.take(await self._journal.read_day(day))
        return await self._projection.write_day(fold.office, hours)
