"""What one service day led to, read from the journal beside a running server."""

from datetime import date

from server.journal.contract import Records
from server.reports.story.steps import DayStep, Record, steps_of
from ticketing.office import new_day
from ticketing.plan import OfficePlan


class DayRecord:
    """The service days on record of the office with this plan; it only reads."""

    def __init__(self, records: Records, plan: OfficePlan) -> None:
        self._records = records
        self._plan = plan

    async def steps_on(self, day: date) -> list[DayStep]:
        """What happened on the day, none where nothing did; the chain of hashes is checked on the way.

        Raises RecordsMissing where no server ever ran, JournalRefused for a file that is not this office's
        or was changed, and JournalUnavailable where the disk refuses.
        """
        await self._records.check_office(self._plan.code)
        entries = await self._records.entries_of(day)
        happened = (Record(entry.at, entry.made_by, entry.events) for entry in entries)
        return list(steps_of(new_day(self._plan, day), happened))

    async def last_day_with(self, number: str) -> date | None:
        """The newest day on which this number was given out. Raises what `steps_on` raises."""
        return await self._records.last_day_with(number)

    async def last_day(self) -> date | None:
        """The service day of the last entry. Raises what `steps_on` raises."""
        return await self._records.last_day()
