"""The computer that a server runs on: its disk and clock stay, its process comes and goes."""

import asyncio
from random import Random
from typing import Any

from server.desk import Desk
from server.hub import Audience, Hub, Outbox
from server.journal.contract import JournalRefused, JournalUnavailable, OutcomeUnknown
from tests.simulation.disk import FaultyDisk
from tests.simulation.faulty_clock import FaultyClock
from tests.simulation.ledger import Glass
from tests.simulation.log_journal import LogJournal, Shelf
from tests.simulation.process import Process
from tests.simulation.random_texts import SeededRandomSource
from tests.simulation.weather import Weather

BEAT_SECONDS = 9.0  # fewer than in an office, so that quiet minutes cost little
STEPS_TO_DEATH_MAX = 40
DEATH_AT_START = 0.2
SCREENS = (
    (Audience("kiosk"), 0.1),
    (Audience("display"), 0.7),
    (Audience("counter", 1), 0.02),
    (Audience("counter", 3), 1.5),
)
"""Who looks, and how many seconds each takes over a frame."""


class Computer:
    """A desk with its journal and hub, and the screens that look at it, in one process after the other."""

    def __init__(self, weather: Weather, random_source: Random) -> None:
        self.weather = weather
        self.plan = weather.plan
        self.clock = FaultyClock(weather.start)
        self.disk = FaultyDisk(random_source, weather.lies_about)
        self.process: Process
        self.hub: Hub
        self.desk: Desk
        self.journal: LogJournal
        self.glasses: list[Glass] = []
        self.starts_again = 0
        self._shelf = Shelf()
        self._random_source = random_source

    async def start(self) -> None:
        """Begin a run, however often the disk or death is in the way. Raises JournalRefused."""
        while not await self._has_come_up():
            self.starts_again += 1

    async def _has_come_up(self) -> bool:
        self.process = Process()
        booting = self.process.begin(self._boot())
        if self.weather.kills and self._random_source.random() < DEATH_AT_START:
            self.process.end_in(self._random_source.randint(1, STEPS_TO_DEATH_MAX))
        await asyncio.wait((booting,))
        if not self.process.is_dead and booting.exception() is None:
            return True
        self.process.end()
        await self.process.buried(JournalUnavailable, OutcomeUnknown)
        return False

    async def _boot(self) -> None:
        """What the program does from its start on; the process keeps its tasks."""
        self.journal = await LogJournal.open(self.disk, self._shelf, self._random_source)
        self.desk = Desk(self.plan, self.journal, self.clock, SeededRandomSource(self._random_source))
        await self.desk.start()
        self.hub = Hub(self.desk.clock, self.desk.office, self.desk.position)
        self.process.at_death(self.hub.close)
        self.desk.listen(self.hub.publish)
        self.process.begin(self.desk.run())
        self.process.begin(self.hub.beat(self.desk.wake, BEAT_SECONDS))
        self.glasses = [Glass(audience, seconds) for audience, seconds in SCREENS]
        for glass in self.glasses:
            outbox = Outbox(glass.audience)
            self.hub.join(outbox)
            self.process.begin(outbox.pump(glass.take))

    async def end(self) -> None:
        """Nothing of the run goes on; whatever else than the disk has ended one of its tasks is raised."""
        self.process.end()
        await self.process.buried(JournalUnavailable, OutcomeUnknown, JournalRefused)

    def die_soon(self) -> None:
        """Let the run end at one of its next steps."""
        self.process.end_in(self._random_source.randint(1, STEPS_TO_DEATH_MAX))

    async def until_dead_or(self, *awaited: asyncio.Future[Any]) -> None:
        """Wait for all of these, or for the end of the run."""
        death: asyncio.Future[Any] = asyncio.ensure_future(self.process.died.wait())
        everything: asyncio.Future[Any] = asyncio.gather(*awaited, return_exceptions=True)
        await asyncio.wait({death, everything}, return_when=asyncio.FIRST_COMPLETED)
        death.cancel()
