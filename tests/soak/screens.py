"""The screens of a soak's office: links over real sockets, which come, press, break off and come back."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from random import Random

import httpx
from websockets.asyncio.client import connect

from link.client import ServerLink
from link.contract import CommandRefused, LinkState, Screen
from tests.patience import PATIENCE_SECONDS
from ticketing.answers import Answer
from ticketing.commands import Command


@dataclass
class Presses:
    """How long answers took, in milliseconds, and how many were refusals."""

    milliseconds: list[float] = field(default_factory=list)
    refused: int = 0


class SoakScreen:
    """One screen, with its link of the moment."""

    def __init__(self, address: str, screen: Screen, chance: Random) -> None:
        self._address = address
        self._screen = screen
        self._chance = chance
        self._count = 0

    async def come(self) -> None:
        """Connect; the screen is there when it shows a view."""
        self._link = ServerLink(self._address, self._screen, new_id=self._new_id, jitter=self._chance.random)
        shown = asyncio.Event()
        self._link.listen(lambda _: shown.set() if self._link.state is LinkState.LIVE else None)
        self._running = asyncio.create_task(self._link.run())
        async with asyncio.timeout(PATIENCE_SECONDS):
            await shown.wait()

    async def leave(self) -> None:
        """Break off."""
        self._running.cancel()
        with suppress(asyncio.CancelledError):
            await self._running

    async def press(self, command: Command, presses: Presses) -> Answer | None:
        """The answer to a command, or None if it is refused."""
        loop = asyncio.get_running_loop()
        begun = loop.time()
        try:
            return await self._link.send(command, patience_seconds=PATIENCE_SECONDS)
        except CommandRefused:
            presses.refused += 1
            return None
        finally:
            presses.milliseconds.append((loop.time() - begun) * 1000)

    def _new_id(self) -> str:
        self._count += 1
        return f"{self._chance.getrandbits(64):016x}"


@asynccontextmanager
async def browser(address: str) -> AsyncIterator[httpx.AsyncClient]:
    """Whoever asks over HTTP: phones, other systems, people who sign in."""
    async with httpx.AsyncClient(base_url=address, timeout=PATIENCE_SECONDS) as http:
        yield http


async def stranger(address: str, says: str) -> None:
    """Somebody connects, says something that is no hello, and is gone."""
    async with connect(f"{address.replace('http', 'ws', 1)}/ws", compression=None) as connection:
        if says:
            await connection.send(says)
            await connection.recv()
