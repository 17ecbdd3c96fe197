"""Whatever keeps the promises of a link, with the office behind it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus
from itertools import count
from pathlib import Path
from typing import Protocol

from websockets.asyncio.server import ServerConnection, serve
from websockets.http11 import Request, Response

from link.channel import WebsocketChannel
from link.client import ServerLink
from link.contract import Link, LinkLimits, Screen
from tests.link.fake_office import FakeOffice
from tests.link.fake_server import FakeServer
from tests.link.small_office import small_office
from tests.patience import PATIENCE_SECONDS
from ticketing.answers import Answer
from ticketing.commands import Command

HEARTBEAT_SECONDS = 0.02
LIMITS = LinkLimits(
    retry_seconds_min=0.001,
    retry_seconds_max=0.01,
    answer_seconds_max=PATIENCE_SECONDS,
    old_after_seconds=0.1,
)


class Subject(Protocol):
    """An office, links to it, and a line between them that can be cut and healed; its links use LIMITS."""

    def link(self, screen: Screen) -> Link:
        """A new link of this screen; the test runs it."""

    async def do(self, command: Command) -> Answer:
        """Carry out a command of a manager by another way than a link of this subject."""

    async def issued_count(self) -> int:
        """How many tickets the office has given out."""

    async def cut(self) -> None:
        """Break the line of every screen."""

    async def heal(self) -> None:
        """Mend the line."""

    async def cut_before_next_answer(self) -> None:
        """Let the next command be carried out, and break every line before its answer."""


class FakeSubject:
    """The fake in memory."""

    def __init__(self) -> None:
        self.office = small_office()

    def link(self, screen: Screen) -> Link:
        return self.office.link(screen, LIMITS)

    async def do(self, command: Command) -> Answer:
        return self.office.do(command)

    async def issued_count(self) -> int:
        return self.office.office.ticket_count

    async def cut(self) -> None:
        self.office.cut()

    async def heal(self) -> None:
        self.office.heal()

    async def cut_before_next_answer(self) -> None:
        self.office.cut_before_next_answer()


class SocketSubject:
    """The real link over real websockets to a fake office's server."""

    def __init__(self, office: FakeOffice, server: FakeServer) -> None:
        self.office = office
        self.port = 0
        self._server = server
        self._is_cut = False
        self._ids = count(1)

    def link(self, screen: Screen) -> Link:
        address = f"http://127.0.0.1:{self.port}"
        return ServerLink(
            address, screen, new_id=lambda: f"press-{next(self._ids)}", jitter=lambda: 0.5, limits=LIMITS
        )

    async def do(self, command: Command) -> Answer:
        return self.office.do(command)

    async def issued_count(self) -> int:
        return self.office.office.ticket_count

    async def cut(self) -> None:
        self._is_cut = True
        await self._server.close_all()

    async def heal(self) -> None:
        self._is_cut = False

    async def cut_before_next_answer(self) -> None:
        self._is_cut = True
        self._server.loses_next_answer = True

    async def handle(self, connection: ServerConnection) -> None:
        """Serve one websocket."""
        await self._server.serve(WebsocketChannel(connection))

    def answer_request(self, connection: ServerConnection, request: Request) -> Response | None:
        """Turn away whoever comes while the line is cut."""
        if self._is_cut:
            return connection.respond(HTTPStatus.SERVICE_UNAVAILABLE, "The line is cut.\n")
        return None if request.path == "/ws" else connection.respond(HTTPStatus.NOT_FOUND, "")


@asynccontextmanager
async def socket_subject(_: Path) -> AsyncIterator[SocketSubject]:
    """A websocket server on a free port, and links to it."""
    office = small_office()
    subject = SocketSubject(office, FakeServer(office, HEARTBEAT_SECONDS))
    async with serve(subject.handle, "127.0.0.1", 0, process_request=subject.answer_request) as server:
        subject.port = server.sockets[0].getsockname()[1]
        yield subject


@asynccontextmanager
async def fake_subject(_: Path) -> AsyncIterator[FakeSubject]:
    """The fake, with nothing to start or stop."""
    yield FakeSubject()
