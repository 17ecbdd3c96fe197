"""The real link over networks that lose, repeat, delay and reorder frames and break down, in virtual time."""

import asyncio
from random import Random

import pytest

from link.channel import Channel
from link.client import ServerLink
from link.contract import Screen
from tests.link.fake_server import FakeServer
from tests.link.listening import running
from tests.link.memory_channel import Faults, MemoryChannel, memory_channel_pair
from tests.link.small_office import MANAGER, small_office
from tests.link.virtual_time import in_virtual_time, passes
from tests.rings import RING
from ticketing import commands as c
from ticketing.answers import TicketAnswer
from ticketing.desk_views import StaffView
from ticketing.wire.codec import View
from ticketing.wire.messages import HEARTBEAT_SECONDS

PRESSES = 15
CUTS = 5


class FaultyNetwork:
    """Brings links to a server, as well as its faults let it."""

    def __init__(self, server: FakeServer, random_source: Random) -> None:
        self.faults = Faults(random_source, drop=0.2, duplicate=0.2, reorder=0.2, delay_seconds_max=1.0)
        self._server = server
        self._lines: list[MemoryChannel] = []
        self._serving: set[asyncio.Task[None]] = set()

    async def connect(self) -> Channel:
        """A line with the faults of now."""
        screen_end, server_end = memory_channel_pair(self.faults)
        self._lines.append(screen_end)
        self._serving.add(asyncio.create_task(self._server.serve(server_end)))
        return screen_end

    def cut(self) -> None:
        """Break every line; new ones can be made."""
        for line in self._lines:
            line.cut()

    async def shut(self) -> None:
        """Break every line and let the server's side end."""
        self.cut()
        await asyncio.gather(*self._serving)


def ids(random_source: Random) -> str:
    return f"{random_source.getrandbits(64):x}"


def waiting(view: View | None) -> int | None:
    """How many wait in field 1, as a manager sees it."""
    return view.waiting_by_field["1"] if isinstance(view, StaffView) else None


@pytest.mark.seeded
@pytest.mark.parametrize("seed", RING.faulty_networks)
@in_virtual_time
async def test_every_press_is_answered_and_happens_once(seed: int) -> None:
    """Whatever the network does, each ticket is given out once and the last view is right."""
    random_source = Random(seed)  # noqa: S311 - a seed that a person can give again
    server = FakeServer(office := small_office(), HEARTBEAT_SECONDS)
    network = FaultyNetwork(server, random_source)
    screen: Screen = MANAGER
    link = ServerLink(network.connect, screen, new_id=lambda: ids(random_source), jitter=random_source.random)
    async with running(link) as heard:
        presses = []
        for _ in range(PRESSES):
            presses.append(asyncio.create_task(link.send(c.IssueTicket("1"), patience_seconds=600)))
            await passes(random_source.random())
        for _ in range(CUTS):
            await passes(random_source.uniform(0, 10))
            network.cut()
        answers = await asyncio.gather(*presses)
        network.faults = Faults()
        network.cut()
        await heard.until(lambda: waiting(link.view) == PRESSES)
    await network.shut()
    numbers = [answer.number for answer in answers if isinstance(answer, TicketAnswer)]
    assert len(set(numbers)) == PRESSES
    assert office.office.ticket_count == PRESSES
