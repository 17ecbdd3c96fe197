"""How often each procedure was asked for of late, counted once a day from the wait log."""

import logging
from datetime import date, timedelta

from server.journal.contract import JournalRefused, JournalUnavailable, Records, RecordsMissing
from ticketing.plan import OfficePlan
from ticketing.procedures import Catalogue
from ticketing.search.finding import ProcedureIndex

log = logging.getLogger(__name__)

DAYS_COUNTED = 180


class AskedProcedures:
    """The counts of the day, by the codes of procedures; without a log nothing was ever asked for."""

    def __init__(self, records: Records | None = None) -> None:
        self._records = records
        self._day: date | None = None
        self._counts: dict[str, int] = {}
        self._made: tuple[OfficePlan, dict[str, int], ProcedureIndex] | None = None

    async def counts(self, today: date) -> dict[str, int]:
        """How many numbers were taken for each procedure in the last DAYS_COUNTED days."""
        if self._records is not None and self._day != today:
            self._day = today
            try:
                self._counts = await self._records.procedure_counts(today - timedelta(days=DAYS_COUNTED))
            except (RecordsMissing, JournalRefused, JournalUnavailable) as problem:
                log.warning("What was asked for cannot be counted: %s", problem)
        return self._counts

    async def index(self, plan: OfficePlan, today: date) -> ProcedureIndex:
        """The office's catalogue ready for searching; made anew for another plan or another day's counts."""
        counts = await self.counts(today)
        if self._made is None or self._made[0] is not plan or self._made[1] != counts:
            names = {field.code: f"{field.name.vi} {field.name.en}" for field in plan.fields}
            catalogue = Catalogue(plan.procedures, words=plan.search_words, asked=counts)
            self._made = (plan, counts, catalogue.index(names))
        return self._made[2]
