"""A kiosk's computer: it loses its power at any moment, and its store stays."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from kiosk.offline.standby import StandbyLink
from kiosk.offline.store import KioskStore, OfflineTicket, StoreUnavailable
from link.client import ServerLink
from link.contract import CommandRefused, Unanswered
from tests.link.virtual_time import passes
from tests.simulation.people import Presses, citizen
from tests.simulation.random_texts import SeededRandomSource
from ticketing.answers import LeaseAnswer
from ticketing.commands import IssueTicket

STORE_DEATH_CHANCE = 0.03
BAD_DISK_SHARE = 0.2
FAILURE_CHANCE = 0.1
POWER_SECONDS_MEAN = 60.0
DARK_SECONDS_MAX = 20.0
CLOCK_WRONG_SECONDS_MAX = 900.0


class KioskDied(Exception):
    """The power is gone at this step."""


class DyingStore(KioskStore):
    """A store near which the kiosk may die, before or after it has written; its disk may fail."""

    machine: "KioskMachine"

    def hold(self, lease: LeaseAnswer) -> None:
        self.machine.may_die()
        super().hold(lease)
        self.machine.may_die()

    def issue(self, request_id: str, command: IssueTicket, now: datetime) -> OfflineTicket | None:
        self.machine.may_die()
        ticket = super().issue(request_id, command, now)
        self.machine.may_die()
        return ticket

    def settle(self, ticket: OfflineTicket, refusal: str = "") -> None:
        self.machine.may_die()
        super().settle(ticket, refusal)
        self.machine.may_die()

    def _write(self, *statements: tuple[str, tuple[Any, ...]]) -> None:
        self.machine.may_fail()
        super()._write(*statements)


async def _ended(task: asyncio.Task[Any]) -> None:
    """End what a dead kiosk was doing; whatever else went wrong in it is raised."""
    task.cancel()
    await asyncio.wait((task,))
    if not task.cancelled() and not isinstance(task.exception(), KioskDied | CommandRefused | Unanswered):
        task.result()


@dataclass(frozen=True)
class Surroundings:
    """What a kiosk's computer stands in: a link to be had, a clock that is right, a random source, people."""

    new_link: Callable[[], ServerLink]
    now: Callable[[], datetime]
    random_source: Random
    presses: Presses


class KioskMachine:
    """One kiosk: `run` keeps it going, whatever happens to it; its own clock is wrong by minutes."""

    def __init__(self, around: Surroundings, path: Path) -> None:
        self.link: StandbyLink
        self.store: DyingStore
        self.deaths = 0
        self.failures = 0
        self.is_mortal = True
        self.has_bad_disk = around.random_source.random() < BAD_DISK_SHARE
        self._around = around
        self._path = path
        self._random_source = SeededRandomSource(around.random_source)
        self._wrong = timedelta(seconds=around.random_source.uniform(-1, 1) * CLOCK_WRONG_SECONDS_MAX)
        self._died = asyncio.Event()
        self._is_on = asyncio.Event()

    async def run(self) -> None:
        """Boot, run until the power goes, boot again; for ever."""
        while True:
            self._boot()
            running = asyncio.create_task(self.link.run())
            try:
                await self._died.wait()
            finally:
                self._is_on.clear()
                self.store.close()
                await _ended(running)
            await passes(self._around.random_source.random() * DARK_SECONDS_MAX)

    async def power_cuts(self) -> None:
        """The power goes now and then."""
        while True:
            await passes(self._around.random_source.expovariate(1 / POWER_SECONDS_MEAN))
            self.die()

    async def serve(self, tickets: int) -> None:
        """So many citizens come; whoever stands before a kiosk that dies leaves."""
        for _ in range(tickets):
            await passes(self._around.random_source.expovariate(0.5))
            await self._is_on.wait()
            visit = asyncio.create_task(citizen(self.link, self._around.presses, self._around.random_source))
            death = asyncio.create_task(self._died.wait())
            await asyncio.wait((visit, death), return_when=asyncio.FIRST_COMPLETED)
            await _ended(death)
            await _ended(visit)

    async def until_on(self) -> None:
        """Wait until it has booted again."""
        await self._is_on.wait()

    def may_die(self) -> None:
        """Die at this step, perhaps."""
        if self.is_mortal and self._around.random_source.random() < STORE_DEATH_CHANCE:
            self.die()
            raise KioskDied

    def may_fail(self) -> None:
        """Take nothing: the disk is full, or a write fails, perhaps."""
        if self.is_mortal and self.has_bad_disk and self._around.random_source.random() < FAILURE_CHANCE:
            self.failures += 1
            raise StoreUnavailable("the disk is full")

    def die(self) -> None:
        """End as kill -9 does: what is on disk stays."""
        if not self._died.is_set():
            self.deaths += 1
            self._died.set()

    def _boot(self) -> None:
        self.store = DyingStore.open(self._path, self._random_source.secret, synchronous="OFF")
        self.store.machine = self
        self.link = StandbyLink(
            self._around.new_link(),
            self.store,
            clock=lambda: self._around.now() + self._wrong,
            new_track=self._random_source.track,
        )
        self._died.clear()
        self._is_on.set()
