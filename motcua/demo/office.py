"""The demo's office: a real server in this process, and links to it with tokens of their own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from link.client import ServerLink
from link.contract import Link, Screen
from motcua.demo.citizens import arrivals
from motcua.demo.crowd import MINUTES_PER_SECOND, Crowd, CrowdStage
from motcua.starting import PortTaken, started_server
from server.app import Settings
from server.clock import SystemRandomSource
from server.screen_pairings import ScreenPairings
from server.tokens import TokenRegister, WritingRole
from ticketing.plan import OfficePlan
from ticketing.voice.turns import USUAL_PACE, Pace
from wording import Wording

CROWDED_PACE = Pace(seconds=4.0, seconds_min=1.0)
"""How long calls are shown where a minute of the citizens' morning passes in a second."""


@dataclass(frozen=True, slots=True)
class DemoOffice:
    """An office whose server runs at `address`; it keeps its data in the folder `data`."""

    plan: OfficePlan
    address: str
    data: Path

    def link(self, role: WritingRole, counter: int | None = None) -> Link:
        """A new link of a screen of the office; its token is made for it alone."""
        token = TokenRegister(self.data).make(role, SystemRandomSource())
        return self._link(Screen(role, token, counter, "demo" if role == "display" else ""))

    async def board_address(self) -> str:
        """Where a browser finds a board that may speak; its pairing is made for it."""
        secret = await ScreenPairings(self.data, SystemRandomSource()).new_secret("demo", "motcua demo")
        return f"{self.address}/board?name=demo#paired={secret}"

    def crowd(
        self, seed: int, own_counter: int | None, minutes_per_second: float = MINUTES_PER_SECOND
    ) -> Crowd:
        """Simulated citizens, and clerks at all counters but `own_counter`."""
        counters = (plan.number for plan in self.plan.counters if plan.number != own_counter)
        stage = CrowdStage(self.link("kiosk"), {number: self.link("counter", number) for number in counters})
        return Crowd(stage, arrivals(self.plan, seed), minutes_per_second)

    def _link(self, screen: Screen) -> ServerLink:
        jitter = Random().random  # noqa: S311 - spreads retries, guards nothing
        return ServerLink(self.address, screen, new_id=SystemRandomSource().secret, jitter=jitter)


@asynccontextmanager
async def demo_office(
    plan: OfficePlan, data: Path, words: Wording, port: int = 0, pace: Pace = USUAL_PACE
) -> AsyncIterator[DemoOffice]:
    """A running office; where `port` is taken it is reached at a free one. Raises Failure."""
    settings = Settings(plan, data, port=port, pace=pace)
    try:
        async with started_server(settings, words) as server:
            yield DemoOffice(plan, server.address, data)
    except PortTaken:
        async with started_server(replace(settings, port=0), words) as server:
            yield DemoOffice(plan, server.address, data)
