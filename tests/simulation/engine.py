"""A server that lives, dies at any step, and comes back with what its disk holds."""

import asyncio
from dataclasses import dataclass
from dataclasses import field as default
from datetime import date, datetime
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from server.clerks.clerk_file import ClerkFile
from server.clerks.sessions import Sessions
from server.desk import Desk
from server.hub import Hub
from server.journal.contract import JournalUnavailable, OutcomeUnknown
from server.refusals import Translator
from server.services import Services
from server.sockets import Conversation
from server.tokens import TokenRegister
from tests.link.memory_channel import Faults, MemoryChannel, memory_channel_pair
from tests.simulation.disk import HONEST, FaultyDisk
from tests.simulation.faulty_clock import FaultyClock
from tests.simulation.log_journal import LogJournal, Shelf
from tests.simulation.process import Process
from tests.simulation.random_texts import SeededRandomSource
from ticketing.plan import OfficePlan
from ticketing.wire.messages import ChannelClosed

STEPS_TO_DEATH_MAX = 400
CALLS_TO_TROUBLE_MAX = 8


@dataclass(frozen=True, slots=True)
class Chances:
    """How often what goes wrong on the network, for each text."""

    drop: float = 0.02
    duplicate: float = 0.05
    reorder: float = 0.05
    delay_seconds_max: float = 0.3


@dataclass
class Life:
    """One run of the server process, from its start to its death."""

    process: Process
    desk: Desk
    services: Services
    lines: list[MemoryChannel] = default(default_factory=list)


class Engine:
    """The computer that the server runs on: its disk stays, its process comes and goes."""

    def __init__(self, plan: OfficePlan, start: datetime, random_source: Random, folder: Path) -> None:
        self.chances = Chances()
        self.disk = FaultyDisk(random_source)
        self.journal: LogJournal
        self.tokens = TokenRegister(folder)
        self.life: Life | None = None
        self.is_reachable = True
        self.crashes = 0
        self.cuts = 0
        self._plan = plan
        self._shelf = Shelf()
        self._clock = FaultyClock(start)
        self._random_source = random_source
        self._processes: list[Process] = []
        self._sessions = Sessions(
            ClerkFile(folder), self._clock, SeededRandomSource(random_source), ZoneInfo(plan.time_zone)
        )
        self._translator = Translator()

    @property
    def refusals(self) -> int:
        """How often the disk has failed."""
        return sum(self.disk.happened.values())

    def now(self) -> datetime:
        """The moment it is in the simulation."""
        return self._clock.truth()

    def today(self) -> date:
        """The local date of the simulation."""
        return self.now().date()

    async def start(self) -> None:
        """Try to begin a life on what the disk holds; `life` says whether it has come up."""
        process = Process()
        self._processes.append(process)
        booting = process.begin(self._boot(process))
        await asyncio.wait((booting,))
        if booting.cancelled() or booting.exception():
            process.end()
            await process.buried(JournalUnavailable, OutcomeUnknown, ChannelClosed)

    async def _boot(self, process: Process) -> None:
        self.journal = await LogJournal.open(self.disk, self._shelf, self._random_source)
        desk = Desk(self._plan, self.journal, self._clock, SeededRandomSource(self._random_source))
        await desk.start()
        hub = Hub(self._clock, desk.office, desk.position)
        desk.listen(hub.publish)
        services = Services(desk, hub, self.tokens, self._translator, self._clock.now, self._sessions)
        process.at_death(hub.close)
        process.at_death(self._lose_lines)
        process.begin(desk.run())
        process.begin(hub.beat(desk.wake))
        self.life = Life(process, desk, services)

    def die_soon(self) -> None:
        """Let the process end at one of its next steps, whatever it is doing."""
        if self.life:
            self.life.process.end_in(self._random_source.randint(1, STEPS_TO_DEATH_MAX))

    def crash(self, *, power: bool = False) -> None:
        """End the process as kill -9 does, or as a power cut, which takes what was not synced, too."""
        if self.life:
            self.life.process.end()
        if power:
            self.disk.power_cut()

    async def buried(self) -> None:
        """Wait for all that was ever begun to be over; what none of it should have raised is raised."""
        for process in self._processes:
            await process.buried(JournalUnavailable, OutcomeUnknown, ChannelClosed)

    def trouble_with_the_disk(self) -> None:
        """Let one of the disk's next calls go wrong."""
        trouble = self._random_source.choice(HONEST)
        self.disk.trouble_in(self._random_source.randint(1, CALLS_TO_TROUBLE_MAX), trouble)

    def _lose_lines(self) -> None:
        life, self.life = self.life, None
        if life:
            self.crashes += 1
            for line in life.lines:
                line.cut()

    async def connect(self) -> MemoryChannel:
        """A line to the server, as faulty as the network is now. Raises ChannelClosed while it is down."""
        if self.life is None or not self.is_reachable:
            raise ChannelClosed("the server is out of reach")
        chances = self.chances
        faults = Faults(
            self._random_source, chances.drop, chances.duplicate, chances.reorder, chances.delay_seconds_max
        )
        ours, theirs = memory_channel_pair(faults)
        self.life.lines += [ours, theirs]
        self.life.process.begin(Conversation(self.life.services, theirs).run())
        return ours

    def cut(self) -> None:
        """Break every line; new ones can be made."""
        self.cuts += 1
        for line in self.life.lines if self.life else ():
            line.cut()
