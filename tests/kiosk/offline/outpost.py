"""A kiosk on standby for tests: an office in memory whose line can be cut, and a store on a real disk."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from kiosk.offline.standby import OFFLINE_AFTER_SECONDS, StandbyLink
from kiosk.offline.store import KioskStore
from link.contract import Link, LinkState, Screen
from tests.link.fake_office import FakeOffice
from tests.link.listening import Heard
from tests.link.virtual_time import passes
from tests.ticketing.plans import MONDAY_MORNING, PLAN
from ticketing.answers import TicketAnswer
from ticketing.commands import IssueTicket
from ticketing.plan import OfficePlan
from ticketing.tickets import Ticket

KIOSK = Screen("kiosk", "token")
SOON = 0.1
LONG_ENOUGH = OFFLINE_AFTER_SECONDS + SOON


class Outpost:
    """One kiosk; the office's time passes with the loop's, the kiosk's own clock is an hour slow."""

    link: StandbyLink
    store: KioskStore
    heard: Heard

    def __init__(
        self, path: Path, plan: OfficePlan = PLAN, start: datetime = MONDAY_MORNING, wrong_hours: float = -1
    ) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self.tokens = count(1)
        self.office = FakeOffice(
            plan, lambda: start + timedelta(seconds=self._seconds), lambda: f"server-{next(self.tokens)}"
        )
        self.wrong_hours = wrong_hours
        self._path = path
        self._ids = count(1)
        self._running: asyncio.Task[None] | None = None

    async def boot(self, inner: Link | None = None) -> None:
        """Start the kiosk on what its store holds, and let it do what it can do at once."""
        self._loop = asyncio.get_running_loop()
        self.store = KioskStore.open(self._path, lambda: f"kiosk-{next(self._ids)}", synchronous="OFF")
        self.link = StandbyLink(
            inner or self.office.link(KIOSK),
            self.store,
            clock=lambda: (self.office.now() + timedelta(hours=self.wrong_hours)).astimezone(UTC),
            new_track=lambda: f"visit-{next(self.tokens)}",
        )
        self.heard = Heard(self.link)
        self._running = asyncio.create_task(self.link.run())
        await passes(SOON)

    async def die(self) -> None:
        """End as kill -9 does: nobody says goodbye to the store."""
        assert self._running is not None
        self._running.cancel()
        with suppress(asyncio.CancelledError):
            await self._running
        self.store.close()

    async def go_offline(self) -> None:
        """Cut the line for long enough."""
        self.office.cut()
        await passes(LONG_ENOUGH)

    async def come_back(self) -> None:
        """Mend the line, and let everything be settled."""
        self.office.heal()
        await passes(SOON)

    @property
    def state(self) -> LinkState:
        """What the kiosk shows of its link."""
        return self.link.state

    async def take(self, field: str = "1", request_id: str = "", priority: str | None = None) -> TicketAnswer:
        """A citizen takes a number."""
        request_id = request_id or f"press-{next(self._ids)}"
        answer = await self.link.send(IssueTicket(field, priority), request_id=request_id)
        assert isinstance(answer, TicketAnswer)
        return answer

    def ticket(self, number: str) -> Ticket:
        """The ticket as the office has it."""
        return self.office.office.tickets[number]

    def line(self, field: str = "1") -> tuple[str, ...]:
        """The ordinary line of a field."""
        return self.office.office.queues.get((field, None), ())

    @property
    def _seconds(self) -> float:
        return self._loop.time() if self._loop else 0.0


def with_quota(quota: int) -> OfficePlan:
    """The office's plan with so many numbers of field 1 a day."""
    return replace(PLAN, fields=(replace(PLAN.fields[0], daily_quota=quota), *PLAN.fields[1:]))
