"""One simulated stretch of an office's life, from a seed, and what must be true at its end."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from random import Random

from link.client import ServerLink
from link.contract import Link, LinkState, Screen
from server.journal.contract import Entry
from tests.link.virtual_time import passes
from tests.simulation import invariants
from tests.simulation.engine import Chances, Engine
from tests.simulation.invariants import Replay
from tests.simulation.kiosks import KioskMachine, Surroundings
from tests.simulation.people import Presses, clerk
from tests.simulation.process import SimulationLoop
from tests.simulation.random_texts import SeededRandomSource
from tests.ticketing.plans import MONDAY_MORNING, office_hours, plan_ruling
from ticketing.desk_views import counter_view, shared_lists
from ticketing.office import Office, new_day
from ticketing.plan import Session
from ticketing.views import board_view, kiosk_view
from ticketing.wire.messages import HEARTBEAT_SECONDS

POWER_SHARE = 0.4
DOWN_SECONDS_MAX = 3.0
SETTLE_SECONDS = 40.0
RULED = plan_ruling(start_after_seconds=6)
SHORT_LUNCH = (Session(time(7, 30), time(11, 30)), Session(time(11, 31), time(17)))
WITH_LUNCH = office_hours(rules=RULED.rules, hours=(SHORT_LUNCH,) * 7)
STARTS = (
    (MONDAY_MORNING.replace(hour=11, minute=29, second=30), WITH_LUNCH),
    (MONDAY_MORNING.replace(hour=23, minute=59), RULED),
    (MONDAY_MORNING, RULED),
)
"""When a stretch begins, and in which office: one before a lunch of a minute, one before midnight."""


@dataclass(frozen=True)
class Size:
    """How much happens in a seed, and how many seconds pass between two troubles of a kind."""

    tickets_per_kiosk: int = 25
    acts_per_clerk: int = 40
    cut_seconds: float = 20.0
    blackout_seconds: float = 60.0
    dark_seconds_max: float = 180.0
    disk_seconds: float = 20.0
    death_seconds: float = 15.0


MORNING = Size()
MINUTES = Size(6, 9, cut_seconds=8, blackout_seconds=15, dark_seconds_max=25, disk_seconds=5, death_seconds=5)
"""Short, with trouble at every turn, so that hundreds of seeds cost as much as dozens of mornings."""


@dataclass(frozen=True)
class Outcome:
    """What a simulation did, for whoever compares two runs of a seed."""

    entries: list[Entry]
    acknowledged: int
    days: int
    cuts: int
    refusals: int
    crashes: int
    offline: int
    kiosk_deaths: int


class World:
    """An office with two kiosks, three counters and a display, and everything that may happen to it."""

    def __init__(self, seed: int, folder: Path, size: Size) -> None:
        self.size = size
        self.random_source = Random(seed)  # noqa: S311 - a seed that a person can give again
        self.start: datetime
        self.start, self.plan = self.random_source.choice(STARTS)
        self.engine = Engine(self.plan, self.start, self.random_source, folder)
        self.presses = Presses()
        self.links: list[ServerLink] = []
        self.kiosks: list[KioskMachine] = []
        self.folder = folder

    def link(self, screen: Screen) -> ServerLink:
        """A link over the faulty network."""
        new_id = SeededRandomSource(self.random_source).request_id
        return ServerLink(self.engine.connect, screen, new_id=new_id, jitter=self.random_source.random)

    def kiosk(self, token: str, number: int) -> KioskMachine:
        """A kiosk with a store of its own."""
        screen = Screen("kiosk", token, name=f"kiosk {number}")
        around = Surroundings(lambda: self.link(screen), self.engine.now, self.random_source, self.presses)
        return KioskMachine(around, self.folder / f"kiosk-{number}.sqlite")

    async def live(self) -> Outcome:
        """Let everybody press while things go wrong, then let all heal, and check."""
        while self.engine.life is None:
            await self.engine.start()
        token = self.engine.tokens.make("manager", SeededRandomSource(self.random_source))
        self.kiosks = [self.kiosk(token, number) for number in (1, 2)]
        counters = [self.link(Screen("counter", token, number)) for number in (1, 2, 3)]
        self.links = [*counters, self.link(Screen("display"))]
        running = [asyncio.create_task(kiosk.run()) for kiosk in self.kiosks]
        running += [asyncio.create_task(link.run()) for link in self.links]
        faults = (self.cuts, self.blackouts, self.disk_faults, self.deaths, self.restarts)
        trouble = [asyncio.create_task(fault()) for fault in faults]
        trouble += [asyncio.create_task(kiosk.power_cuts()) for kiosk in self.kiosks]
        acts, draw = self.size.acts_per_clerk, self.random_source
        async with asyncio.TaskGroup() as people:
            for kiosk in self.kiosks:
                people.create_task(kiosk.serve(self.size.tickets_per_kiosk))
            for number, link in enumerate(counters, 1):
                people.create_task(clerk(link, number, self.presses, draw, acts))
        await self.heal(trouble)
        self.check()
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        outcome = Outcome(
            list(self.engine.journal.entries),
            len(self.presses.acknowledged),
            len({entry.day for entry in self.engine.journal.entries}),
            self.engine.cuts,
            self.engine.refusals,
            self.engine.crashes,
            len(self.presses.offline),
            sum(kiosk.deaths for kiosk in self.kiosks),
        )
        self.engine.crash()
        await self.engine.buried()
        return outcome

    async def cuts(self) -> None:
        """The line breaks now and then."""
        while True:
            await self.some_time(self.size.cut_seconds)
            self.engine.cut()

    async def blackouts(self) -> None:
        """For a while nobody reaches the server, now and then."""
        while True:
            await self.some_time(self.size.blackout_seconds)
            self.engine.is_reachable = False
            self.engine.cut()
            await passes(self.random_source.random() * self.size.dark_seconds_max)
            self.engine.is_reachable = True

    async def disk_faults(self) -> None:
        """A write or a sync fails now and then."""
        while True:
            await self.some_time(self.size.disk_seconds)
            self.engine.trouble_with_the_disk()

    async def deaths(self) -> None:
        """The server dies at some step, or the computer's power goes."""
        while True:
            await self.some_time(self.size.death_seconds)
            if self.random_source.random() < POWER_SHARE:
                self.engine.crash(power=True)
            else:
                self.engine.die_soon()

    async def some_time(self, seconds_mean: float) -> None:
        """So much time on the average, and nothing regular."""
        await passes(self.random_source.expovariate(1 / seconds_mean))

    async def restarts(self) -> None:
        """A server that died comes back after a while, as soon as the disk lets it."""
        while True:
            await passes(0.1 + self.random_source.random() * DOWN_SECONDS_MAX)
            if self.engine.life is None:
                await self.engine.start()

    async def heal(self, trouble: list[asyncio.Task[None]]) -> None:
        """Let nothing go wrong any more, and wait until every screen must be right."""
        for task in trouble:
            task.cancel()
        await asyncio.gather(*trouble, return_exceptions=True)
        self.engine.chances = Chances(0, 0, 0, 0)
        self.engine.disk.heal()
        self.engine.is_reachable = True
        for kiosk in self.kiosks:
            kiosk.is_mortal = False
        self.engine.cut()
        if self.engine.life:
            self.engine.life.process.spare()
        while self.engine.life is None:
            await self.engine.start()
        for kiosk in self.kiosks:
            await kiosk.until_on()
        await passes(SETTLE_SECONDS)
        if self.engine.now().second < HEARTBEAT_SECONDS + 2:
            await passes(2 * HEARTBEAT_SECONDS)  # a session that has just begun or ended is shown by now

    def check(self) -> None:
        """What must be true of the journal, the answers, the wait log and the screens."""
        life, today, presses, journal = (
            self.engine.life,
            self.engine.today(),
            self.presses,
            self.engine.journal,
        )
        assert life is not None
        replay = Replay(self.plan)
        replay.go_on(journal.entries)
        offices = replay.offices
        invariants.the_chain_is_whole(journal.entries)
        recorded = offices.get(today) or new_day(self.plan, today)
        assert life.desk.office == invariants.with_dossiers(recorded, journal.entries)
        outcomes = len(presses.acknowledged) + len(presses.refused) + len(presses.offline)
        assert outcomes + presses.abandoned == presses.count
        if any(kiosk.failures for kiosk in self.kiosks):  # their time and what became of slips may be lost
            invariants.numbers_are_on_some_day(presses.numbers, offices)
        else:
            invariants.numbers_are_on_record(presses.numbers, offices)
            invariants.papers_are_known(presses.papers, life.desk.office)
        invariants.a_visit_has_one_number(presses.numbers, offices)
        for kiosk in self.kiosks:
            store = kiosk.store
            assert (store.held(), store.unreported(), store.refused()) == ((), (), ())
        invariants.acknowledged_is_on_record(presses.acknowledged, journal.entries)
        invariants.refused_is_not_on_record(presses.refused, journal.entries)
        invariants.an_act_is_of_the_counter_that_asked(presses.acknowledged, journal.entries)
        assert "server-fault" not in presses.refused.values()
        invariants.days_that_are_over_have_ended(offices, today)
        invariants.rows_are_those_of_a_replay(offices, journal.visits, journal.stays)
        invariants.refusals_hold_no_frames(life.desk._memory)
        self.check_screens(life.desk.office)

    def check_screens(self, office: Office) -> None:
        """Every screen is live and shows the office as it is."""
        now = self.engine.now()
        views = [
            *[kiosk_view(office, now)] * len(self.kiosks),
            *[counter_view(office, number, shared_lists(office)) for number in (1, 2, 3)],
            board_view(office, now),
        ]
        links: list[Link] = [*(kiosk.link for kiosk in self.kiosks), *self.links]
        for link, view in zip(links, views, strict=True):
            assert link.state is LinkState.LIVE
            assert invariants.shown(link.view) == invariants.shown(view)


def simulate(seed: int, folder: Path, size: Size = MORNING) -> Outcome:
    """Live through the world of a seed; raises AssertionError where a promise is broken."""
    with asyncio.Runner(loop_factory=SimulationLoop) as runner:
        return runner.run(World(seed, folder, size).live())
