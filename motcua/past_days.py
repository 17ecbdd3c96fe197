"""A service day read back from the data folder, for the commands that tell of it."""

import asyncio
import shutil
import sys
from datetime import date, datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from motcua.failures import Failure, failing_as
from motcua.logs import log_nowhere, log_to_stderr
from motcua.office_plans import load_plan
from server.app import JOURNAL_NAME
from server.clock import SystemClock
from server.journal.contract import JournalRefused, JournalUnavailable, RecordsMissing
from server.journal.records import records_at
from server.reports.day_record import DayRecord
from server.reports.story.steps import DayStep
from server.reports.story.tongue import Tongue
from ticketing.places import PlacesNamed
from ticketing.plan import place_at
from ticketing.sentences import N_, shown_day
from wording import Wording, load

WIDTH_MAX = 110

READING_SENTENCES: dict[type[Exception], str] = {
    RecordsMissing: "{problem}.",
    JournalRefused: "{problem}.",
    JournalUnavailable: N_("The record can't be read: {problem}. Check the disk and who may read there."),
}
"""What can keep a day from being read, each with its sentence."""


class PastDays:
    """The record of an office in its data folder; every trouble with it is a Failure with its sentence."""

    def __init__(self, data: Path, office: str, words: Wording) -> None:
        self._words = words
        self._plan = load_plan(office, words)
        self._record: DayRecord = DayRecord(records_at(data / JOURNAL_NAME), self._plan)

    def tongue(self, language: str) -> Tongue:
        """The language that days of this office are told in, with its counters called as it calls them."""
        words = load(language)
        return Tongue(words.filled_by(PlacesNamed(words, partial(place_at, self._plan.counters))), language)

    def day(self, asked: datetime | None) -> date:
        """The day that was asked for, or today where the office is."""
        return asked.date() if asked else self.now().date()

    def now(self) -> datetime:
        """The local time where the office is."""
        return SystemClock(ZoneInfo(self._plan.time_zone)).now()

    def steps_on(self, day: date) -> list[DayStep]:
        """What happened on a day, at least one step."""
        with failing_as(READING_SENTENCES, self._words):
            steps = asyncio.run(self._record.steps_on(day))
        if not steps:
            raise Failure(self._words("Nothing is on record of {day}.", day=shown_day(day)))
        return steps

    def last_day_with(self, number: str) -> date | None:
        """The newest day on which this number was given out."""
        with failing_as(READING_SENTENCES, self._words):
            return asyncio.run(self._record.last_day_with(number))


def log_as_asked(*, verbose: bool) -> None:
    """Everything to standard error, or nothing."""
    if verbose:
        log_to_stderr(verbose=True)
    else:
        log_nowhere()


def text_width() -> int | None:
    """The columns that a line of text may have in this terminal; None where output goes elsewhere."""
    return min(shutil.get_terminal_size().columns, WIDTH_MAX) if sys.stdout.isatty() else None
