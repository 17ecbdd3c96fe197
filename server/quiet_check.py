"""The record is looked through while nobody presses anything, and staff are told what is wrong with it."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from server.journal.contract import JournalUnavailable
from server.journal.record_check import RecordCheck
from server.staff_warnings import StaffWarnings
from ticketing.sentences import ToldError

FIRST_ROUND_SECONDS = 60.0
SLICE_SECONDS = 0.25
ROUND_SECONDS = 600.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CheckPace:
    """Seconds from the start to the first round, between two slices, and between two rounds."""

    first: float = FIRST_ROUND_SECONDS
    slice: float = SLICE_SECONDS
    round: float = ROUND_SECONDS


USUAL_PACE_OF_CHECKS = CheckPace()


class QuietCheck:
    """Keeps a record checked; `presses` counts those that were answered, which tells when it is quiet."""

    def __init__(
        self,
        check: RecordCheck,
        presses: Callable[[], int],
        warnings: StaffWarnings,
        pace: CheckPace = USUAL_PACE_OF_CHECKS,
    ) -> None:
        self._check = check
        self._pace = pace
        self._presses = presses
        self._warnings = warnings
        self._told: dict[str, ToldError] = {}

    @property
    def rounds(self) -> int:
        """How often the whole record was looked through since the start."""
        return self._check.rounds

    @property
    def trouble_count(self) -> int:
        """Of how many kinds what is wrong is."""
        return len(self._check.troubles)

    def trouble_on(self, day: date) -> ToldError | None:
        """What is wrong with the wait log of a day, as far as was found."""
        return self._check.trouble_on(day)

    async def run(self) -> None:
        """Look through it round after round, for ever; a start has its peace first."""
        await asyncio.sleep(self._pace.first)
        while True:
            await self._until_quiet()
            try:
                async for _ in self._check.round():
                    self.tell()
                    await self._until_quiet()
            except JournalUnavailable as problem:
                log.warning("The record can't be checked: %s", problem)
            except Exception:
                # Whatever a damaged record makes of a rule: presses go on.
                log.exception("The record can't be checked")
            self.tell()
            await asyncio.sleep(self._pace.round)

    def tell(self) -> None:
        """Let staff read what is wrong, and no longer what is not."""
        troubles = self._check.troubles
        for subject in self._told.keys() - troubles.keys():
            self._warnings.settle(subject)
            log.warning("No longer found: %s", self._told[subject])
        for subject, trouble in troubles.items():
            if str(trouble) != str(self._told.get(subject)):
                self._warnings.tell(subject, trouble)
                log.error("%s", trouble)
        self._told = dict(troubles)

    async def _until_quiet(self) -> None:
        while True:
            before = self._presses()
            await asyncio.sleep(self._pace.slice)
            if self._presses() == before:
                return
