"""A server that lives, crashes between any two steps, and comes back with what its journal holds."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field as default
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from server.clerks.clerk_file import ClerkFile
from server.clerks.sessions import Sessions
from server.desk import Desk
from server.hub import Hub
from server.journal.contract import NO_ROWS, Entry, Head, Rows
from server.refusals import Translator
from server.services import Services
from server.sockets import Conversation
from server.tokens import TokenRegister
from tests.link.memory_channel import Faults, MemoryChannel, memory_channel_pair
from tests.server.journal.memory import MemoryJournal
from tests.simulation.random_texts import SeededRandomSource
from ticketing.plan import OfficePlan
from ticketing.wire.messages import ChannelClosed


class VirtualClock:
    """The office's time, which passes with the running loop's."""

    def __init__(self, start: datetime) -> None:
        self._start = start
        self.is_off = timedelta()

    def now(self) -> datetime:
        """The moment it is in the simulation."""
        return self._start + timedelta(seconds=asyncio.get_running_loop().time()) + self.is_off

    def ticks(self) -> float:
        """The seconds that have gone by."""
        return asyncio.get_running_loop().time()


@dataclass(frozen=True, slots=True)
class Chances:
    """How often what goes wrong: per append for crashes, per text for the network."""

    crash_before_append: float = 0.02
    crash_after_append: float = 0.02
    drop: float = 0.02
    duplicate: float = 0.05
    reorder: float = 0.05
    delay_seconds_max: float = 0.3


@dataclass
class Life:
    """One run of the server process, from its start to its crash."""

    desk: Desk
    services: Services
    hub: Hub
    tasks: list[asyncio.Task[None]] = default(default_factory=list)
    lines: list[MemoryChannel] = default(default_factory=list)


class CrashingJournal(MemoryJournal):
    """The disk, which outlives the server, and near which the server may die."""

    def __init__(self, engine: "Engine") -> None:
        super().__init__()
        self._engine = engine

    async def append(self, after: Head, entries: Sequence[Entry], rows: Rows = NO_ROWS) -> None:
        """Append, unless the server dies before; it may also die right after, before it can tell anybody."""
        engine = self._engine
        await engine.may_crash(engine.chances.crash_before_append)
        engine.refusals += self.refuses
        await super().append(after, entries, rows)
        await engine.may_crash(engine.chances.crash_after_append)


class Engine:
    """The computer that the server runs on: its disk stays, its process comes and goes."""

    def __init__(self, plan: OfficePlan, start: datetime, random_source: Random, folder: Path) -> None:
        self.chances = Chances()
        self.journal = CrashingJournal(self)
        self.tokens = TokenRegister(folder)
        self.life: Life | None = None
        self.is_reachable = True
        self.crashes = 0
        self.cuts = 0
        self.refusals = 0
        self._plan = plan
        self._clock = VirtualClock(start)
        self._random_source = random_source
        self._sessions = Sessions(
            ClerkFile(folder), self._clock, SeededRandomSource(random_source), ZoneInfo(plan.time_zone)
        )
        self._translator = Translator()

    def now(self) -> datetime:
        """The moment it is in the simulation."""
        return self._clock.now()

    def today(self) -> date:
        """The local date of the simulation."""
        return self._clock.now().date()

    async def start(self) -> None:
        """Begin a life on what the journal holds."""
        desk = Desk(self._plan, self.journal, self._clock, SeededRandomSource(self._random_source))
        await desk.start()
        hub = Hub(self._clock, desk.office, desk.position)
        desk.listen(hub.publish)
        services = Services(desk, hub, self.tokens, self._translator, self._clock.now, self._sessions)
        self.life = Life(desk, services, hub)
        self.life.tasks = [asyncio.create_task(desk.run()), asyncio.create_task(hub.beat(desk.wake))]

    def crash(self) -> None:
        """End the process as a power cut does; only the journal stays."""
        life, self.life = self.life, None
        if life is None:
            return
        self.crashes += 1
        for line in life.lines:
            line.cut()
        life.hub.close()
        for task in life.tasks:
            task.cancel()

    async def may_crash(self, chance: float) -> None:
        """Crash with this chance; whoever waits here is then dead and waits for ever."""
        if self._random_source.random() < chance:
            self.crash()
            await asyncio.get_running_loop().create_future()

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
        self.life.tasks.append(asyncio.create_task(Conversation(self.life.services, theirs).run()))
        return ours

    def cut(self) -> None:
        """Break every line; new ones can be made."""
        self.cuts += 1
        for line in self.life.lines if self.life else ():
            line.cut()
