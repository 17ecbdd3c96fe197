"""kill -9 in the middle of a busy morning: what was acknowledged is there afterwards."""

import asyncio
from collections import Counter
from itertools import count
from pathlib import Path
from random import Random

import pytest

from link.client import ServerLink
from link.contract import Screen
from offices import load_office
from server.journal.contract import Entry
from server.journal.sqlite import SqliteJournal
from tests.end_to_end.program import printed_token, started_server
from tests.rings import RING
from tests.simulation.invariants import acknowledged_is_on_record, refused_is_not_on_record, replayed
from tests.simulation.people import Presses
from ticketing import commands as c

KIOSKS = 6
COUNTERS = (1, 2, 3)
ANSWERS_BETWEEN_KILLS = 150


class Morning:
    """Kiosks and counters that press without a pause, and a count of what they were told."""

    def __init__(self, address: str, token: str) -> None:
        self.presses = Presses()
        self._random_source = Random(1)  # noqa: S311 - a seed that a person can give again
        self._address = address
        self._token = token
        self._ids = count()
        self._told = asyncio.Condition()

    def link(self, screen: Screen) -> ServerLink:
        """A real link to the real server."""
        return ServerLink(
            self._address, screen, new_id=lambda: f"link-{next(self._ids)}", jitter=self._random_source.random
        )

    async def kiosk(self, number: int) -> None:
        """Citizens without end."""
        link = self.link(Screen("kiosk", self._token, name=f"kiosk {number}"))
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(link.run())
            while True:
                await self.press(link, c.IssueTicket(self._random_source.choice("123456")))

    async def counter(self, number: int) -> None:
        """A clerk who is very quick."""
        link = self.link(Screen("counter", self._token, number))
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(link.run())
            await self.press(link, c.OpenCounter(number, f"Clerk {number}"))
            while True:
                for command in (c.CallNext(number), c.StartService(number), c.FinishService(number)):
                    await self.press(link, command)

    async def press(self, link: ServerLink, command: c.Command) -> None:
        """Press until there is an answer."""
        await self.presses.press(link, command)
        async with self._told:
            self._told.notify_all()

    async def refusal(self, name: str) -> None:
        """Wait until another press is refused by this name."""
        before = Counter(self.presses.refused.values())[name]
        async with self._told:
            await self._told.wait_for(lambda: Counter(self.presses.refused.values())[name] > before)

    async def more_answers(self, more: int) -> None:
        """Wait until so many more presses were answered."""
        target = len(self.presses.acknowledged) + more
        async with self._told:
            await self._told.wait_for(lambda: len(self.presses.acknowledged) >= target)


@pytest.mark.slow
@pytest.mark.seeded
async def test_every_acknowledged_press_outlives_kill_9(tmp_path: Path) -> None:
    """After each kill under load the journal holds each acknowledged press once, and no number twice."""
    server = await started_server(tmp_path)
    morning = Morning(server.address, await printed_token("manager", tmp_path))
    people = [asyncio.create_task(morning.kiosk(number)) for number in range(KIOSKS)]
    people += [asyncio.create_task(morning.counter(number)) for number in COUNTERS]
    for _ in range(RING.kills):
        await morning.more_answers(ANSWERS_BETWEEN_KILLS)
        await server.kill()
        server = await started_server(tmp_path, server.port)
    await morning.more_answers(ANSWERS_BETWEEN_KILLS)
    for person in people:
        person.cancel()
    await asyncio.gather(*people, return_exceptions=True)
    assert await server.end() == 0
    check(await read_back(tmp_path), morning.presses, RING.kills * ANSWERS_BETWEEN_KILLS // 4)


async def read_back(data: Path) -> list[Entry]:
    """Every entry of the journal that the killed servers left."""
    journal = await SqliteJournal.open(data / "journal.sqlite", "moc-chau")
    entries: list[Entry] = []
    while more := await journal.read(len(entries)):
        entries += more
    await journal.close()
    return entries


def check(entries: list[Entry], presses: Presses, tickets_min: int) -> None:
    """The journal holds what was acknowledged, once; what nobody was told of may be there, but once too."""
    offices = replayed(entries, load_office("moc-chau"))
    tickets = sum(len(office.tickets) for office in offices.values())
    assert tickets > tickets_min
    acknowledged_is_on_record(presses.acknowledged, entries)
    refused_is_not_on_record(presses.refused, entries)
