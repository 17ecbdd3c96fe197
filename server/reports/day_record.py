"""What one service day led to, read from the journal beside a running server."""

from datetime import date
from pathlib import Path

from server.journal.file_checks import check_office
from server.journal.rows import DAY_ENTRIES, entries_in
from server.reports.reading import check_there, reading
from server.reports.story.steps import DayStep, Record, steps_of
from ticketing.office import new_day
from ticketing.plan import OfficePlan
from ticketing.sentences import N_, ToldError

_OFFICE = "SELECT code FROM office"
_LAST_DAY = "SELECT day FROM journal ORDER BY position DESC LIMIT 1"
_LAST_DAY_WITH = "SELECT max(day) FROM visits WHERE number = ?"


NO_JOURNAL = N_("There is no journal at {file} yet. Start the server once.")


class JournalMissing(ToldError):
    """There is no journal to read yet."""


class DayRecord:
    """The service days in the journal file `path` of the office with this plan; it only reads."""

    def __init__(self, path: Path, plan: OfficePlan) -> None:
        self._path = path
        self._plan = plan

    async def steps_on(self, day: date) -> list[DayStep]:
        """What happened on the day, none where nothing did; the chain of hashes is checked on the way.

        Raises JournalMissing where no server ever ran, JournalRefused for a file that is not this office's
        or was changed, and JournalUnavailable where the disk refuses.
        """
        check_there(self._path, JournalMissing(NO_JOURNAL, file=self._path))
        async with reading(self._path) as connection:
            check_office(self._path, self._plan.code, await connection.execute_fetchall(_OFFICE))
            entries = [entry async for entry in entries_in(connection, DAY_ENTRIES, (day.isoformat(),))]
        records = (Record(entry.at, entry.made_by, entry.events) for entry in entries)
        return list(steps_of(new_day(self._plan, day), records))

    async def last_day_with(self, number: str) -> date | None:
        """The newest day on which this number was given out. Raises what `steps_on` raises."""
        check_there(self._path, JournalMissing(NO_JOURNAL, file=self._path))
        async with reading(self._path) as connection:
            ((day,),) = await connection.execute_fetchall(_LAST_DAY_WITH, (number,))
        return date.fromisoformat(day) if day else None

    async def last_day(self) -> date | None:
        """The service day of the last entry. Raises what `steps_on` raises."""
        check_there(self._path, JournalMissing(NO_JOURNAL, file=self._path))
        async with reading(self._path) as connection:
            days = await connection.execute_fetchall(_LAST_DAY)
        return next((date.fromisoformat(day) for (day,) in days), None)
