"""How often each procedure was asked for of late, counted once a day from the wait log."""

import logging
from datetime import date, timedelta

from server.journal.contract import JournalRefused, JournalUnavailable
from server.reports.visit_log import VisitLog, VisitLogMissing

log = logging.getLogger(__name__)

DAYS_COUNTED = 180


class AskedProcedures:
    """The counts of the day, by the codes of procedures; without a log nothing was ever asked for."""

    def __init__(self, visits: VisitLog | None = None) -> None:
        self._visits = visits
        self._day: date | None = None
        self._counts: dict[str, int] = {}

    async def counts(self, today: date) -> dict[str, int]:
        """How many numbers were taken for each procedure in the last DAYS_COUNTED days."""
        if self._visits is not None and self._day != today:
            self._day = today
            try:
                self._counts = await self._visits.procedure_counts(today - timedelta(days=DAYS_COUNTED))
            except (VisitLogMissing, JournalRefused, JournalUnavailable) as problem:
                log.warning("What was asked for cannot be counted: %s", problem)
        return self._counts
