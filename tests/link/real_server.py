"""The real link over real websockets to the real server, with a breakable network between them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path

from link.channel import Channel, Connect, socket_url, websocket_channel
from link.client import ServerLink
from link.contract import Link, Screen
from server.app import RunningServer, Settings, running_server
from server.clock import SystemRandomSource
from server.idempotency import Press
from server.tokens import TokenRegister
from tests.link.small_office import PLAN
from tests.link.subjects import LIMITS
from ticketing.answers import Answer
from ticketing.commands import Command
from ticketing.wire.messages import ChannelClosed


class BreakableNetwork:
    """Connects as `connect` does, until it is cut."""

    def __init__(self, connect: Connect) -> None:
        self.loses_next_answer = False
        self.answer_lost = asyncio.Event()
        self.is_cut = False
        self._connect_through = connect
        self._channels: list[Channel] = []

    async def connect(self) -> Channel:
        """A channel that breaks with the network."""
        if self.is_cut:
            raise ChannelClosed("the line is cut")
        channel = await self._connect_through()
        self._channels.append(channel)
        return BreakableChannel(channel, self)

    async def cut(self) -> None:
        """Break every channel, and let nobody connect."""
        self.is_cut = True
        while self._channels:
            await self._channels.pop().close()


class BreakableChannel:
    """A channel that can lose an answer, and the line with it."""

    def __init__(self, channel: Channel, network: BreakableNetwork) -> None:
        self._channel = channel
        self._network = network
        self.send = channel.send
        self.close = channel.close

    async def receive(self) -> str:
        """The next text. Raises ChannelClosed, also instead of the answer that is to be lost."""
        text = await self._channel.receive()
        if self._network.loses_next_answer and '"type":"answered"' in text:
            self._network.loses_next_answer = False
            await self._network.cut()
            self._network.answer_lost.set()
            raise ChannelClosed("the answer is lost")
        return text


class ServerSubject:
    """A server on a free port with its journal on disk."""

    def __init__(self, server: RunningServer, tokens: TokenRegister) -> None:
        self._server = server
        self._tokens = tokens
        self._network = BreakableNetwork(websocket_channel(socket_url(server.address)))
        self._ids = count(1)

    def link(self, screen: Screen) -> Link:
        if screen.role != "display":
            screen = replace(screen, token=self._tokens.make(screen.role, SystemRandomSource()))
        return ServerLink(
            self._network.connect, screen, new_id=self._new_id, jitter=lambda: 0.5, limits=LIMITS
        )

    async def do(self, command: Command) -> Answer:
        return await self._server.services.desk.submit(Press(self._new_id(), command, "test"))

    async def issued_count(self) -> int:
        return self._server.services.desk.office.ticket_count

    async def cut(self) -> None:
        await self._network.cut()

    async def heal(self) -> None:
        if self._network.loses_next_answer:  # a slow machine takes the view for old before that
            await self._network.answer_lost.wait()
        self._network.is_cut = False

    async def cut_before_next_answer(self) -> None:
        self._network.loses_next_answer = True

    def _new_id(self) -> str:
        return f"press-{next(self._ids)}"


@asynccontextmanager
async def server_subject(folder: Path) -> AsyncIterator[ServerSubject]:
    """The server of an empty data folder."""
    async with running_server(Settings(PLAN, folder, port=0)) as server:
        yield ServerSubject(server, TokenRegister(folder))
