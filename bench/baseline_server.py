"""The baseline: a bare uvicorn websocket server with our settings, and one bare aiosqlite commit.

`/echo` sends every frame back, `/commit` after a commit, and `/press` after a commit and one frame to each
socket on `/watch`; a press says its id and how long that frame is. Any other request gets a bare body.
"""

import asyncio
import socket
import sys
from pathlib import Path

import aiosqlite
import uvicorn
from starlette.types import Receive, Scope, Send

from bench.programs import input_ended
from server.event_loop import run

SOCKET_BYTES_MAX = 2 * 1024 * 1024
BACKLOG_MAX = 512
BODY = bytes(2_048)


class BaselineServer:
    """The least that an application behind such a server can do."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection
        self._watching: set[Send] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self.body(scope, receive, send)
            return
        await receive()
        await send({"type": "websocket.accept"})
        answers = {"/echo": self._echo, "/commit": self._commit, "/press": self._press, "/watch": self._echo}
        answer = answers[scope["path"]]
        if scope["path"] == "/watch":
            self._watching.add(send)
        while (message := await receive())["type"] == "websocket.receive":
            await answer(message["text"], send)
        self._watching.discard(send)

    async def body(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI's shape
        """Answer a request of any address."""
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": BODY})

    async def _echo(self, text: str, send: Send) -> None:
        await send({"type": "websocket.send", "text": text})

    async def _commit(self, text: str, send: Send) -> None:
        await self._connection.execute("INSERT INTO frames VALUES (?)", (text,))
        await self._connection.commit()
        await self._echo(text, send)

    async def _press(self, text: str, send: Send) -> None:
        await self._commit(text, send)
        name, length = text.split()
        frame = name.ljust(int(length))
        for show in self._watching:
            await show({"type": "websocket.send", "text": frame})


async def serve(folder: Path, kind: type[BaselineServer] = BaselineServer) -> None:
    """Print the address and serve until the input ends."""
    async with aiosqlite.connect(folder / "baseline.sqlite") as connection:
        await connection.execute("PRAGMA journal_mode=WAL")
        await connection.execute("PRAGMA synchronous=FULL")
        await connection.execute("CREATE TABLE frames (text TEXT NOT NULL) STRICT")
        await connection.commit()
        with socket.create_server(("127.0.0.1", 0), backlog=BACKLOG_MAX) as listening:
            listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            server = uvicorn.Server(_config(kind(connection)))
            host, port = listening.getsockname()
            serving = asyncio.create_task(server.serve([listening]))
            print(f"{host}:{port}", flush=True)
            await input_ended()
            server.should_exit = True
            await serving


def _config(baseline: BaselineServer) -> uvicorn.Config:
    return uvicorn.Config(
        baseline,
        lifespan="off",
        ws="websockets-sansio",
        ws_max_size=SOCKET_BYTES_MAX,
        ws_per_message_deflate=False,
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=1,
    )


if __name__ == "__main__":
    run(serve(Path(sys.argv[1])))
