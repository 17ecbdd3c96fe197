"""uvicorn with our own acceptor, protocols and seats, and without its hold on signals."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

from server.connections.acceptor import Acceptor
from server.connections.protocols import DOORS, Doors, SeatedHttp, SeatedSocket
from server.staff_warnings import StaffWarnings

SOCKET_BYTES_MAX = 2 * 1024 * 1024
CLOSE_SECONDS_MAX = 3
TICKS_A_SECOND = 10


class HttpServer(uvicorn.Server):
    """The server of the office's one port; signals belong to whoever runs the program."""

    def __init__(self, app: ASGIApp, doors: Doors, warnings: StaffWarnings) -> None:
        super().__init__(_config(app))
        self.ready = asyncio.Event()
        self._doors = doors
        self._warnings = warnings
        self._refusal = b""
        self._acceptors: list[Acceptor] = []

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals alone."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Take connections, and say when."""
        self._refusal = self._doors.refusals.plain("too-many-connections").in_bytes()
        self._acceptors = [
            Acceptor(each, self._protocol, self._warnings, self._turn_away) for each in sockets or ()
        ]
        self.servers = []  # uvicorn's own; the acceptors stand in their place
        for acceptor in self._acceptors:
            acceptor.open()
        self.started = True
        self.ready.set()

    def _turn_away(self) -> bytes:
        self._doors.seats.turned_away["no-descriptor"] += 1
        return self._refusal

    def _protocol(self) -> asyncio.Protocol:
        return SeatedHttp(self.config, self.server_state, {DOORS: self._doors})

    async def on_tick(self, counter: int) -> bool:
        """As uvicorn does; and whose request is overdue loses its seat."""
        if counter % TICKS_A_SECOND == 0:
            self._doors.seats.cut_overdue(asyncio.get_running_loop().time())
            for acceptor in self._acceptors:
                acceptor.look()
        return await super().on_tick(counter)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take no more connections, and end those that there are."""
        for acceptor in self._acceptors:
            acceptor.close()
            await acceptor.wait_closed()
        await super().shutdown(sockets)


def _config(app: ASGIApp) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        lifespan="off",
        http=SeatedHttp,
        ws=SeatedSocket,
        ws_max_size=SOCKET_BYTES_MAX,
        ws_per_message_deflate=False,
        access_log=False,
        proxy_headers=False,  # the entrance reads them
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=CLOSE_SECONDS_MAX,
    )
