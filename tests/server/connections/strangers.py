"""Connections as strangers make them: bytes over sockets, many at once, and what becomes of each."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from websockets.asyncio.client import ClientConnection, connect

from tests.patience import PATIENCE_SECONDS
from ticketing.wire.messages import PROTOCOL_VERSION

AT_ONCE = 40


@dataclass
class Stranger:
    """One connection that sends and reads bytes."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def send(self, data: bytes) -> None:
        """Send these bytes, if the other end still takes them."""
        try:
            self.writer.write(data)
            await self.writer.drain()
        except ConnectionError:
            return

    async def answer(self) -> tuple[int, dict[str, str], bytes]:
        """The next answer: its status, headers and body."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            headers = {
                name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])
            }
            body = await self.reader.readexactly(int(headers.get("content-length", "0")))
        return int(head[0].split()[1]), headers, body

    async def refusal(self) -> tuple[int, str]:
        """The next answer's status and the name of the refusal in it."""
        status, headers, body = await self.answer()
        assert headers["content-type"].startswith("application/json"), body
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
        said = json.loads(body)
        assert said["message"]
        return status, said["error"]

    async def ended(self) -> None:
        """Wait until the other end has closed."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            try:
                while await self.reader.read(65_536):
                    pass
            except ConnectionError:
                return

    @property
    def is_closed(self) -> bool:
        """Whether the other end has closed, as far as is known here."""
        return self.reader.at_eof() or self.reader.exception() is not None

    def close(self) -> None:
        """Hang up."""
        self.writer.close()


async def stranger(address: str) -> Stranger:
    """A connection that has said nothing."""
    at = urlsplit(address)
    async with asyncio.timeout(PATIENCE_SECONDS):
        return Stranger(*await asyncio.open_connection(at.hostname, at.port))


async def comes_true(condition: Callable[[], bool]) -> None:
    """Wait until the server has noticed."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not condition():  # noqa: ASYNC110 - the product has no event for it, and needs none
            await asyncio.sleep(0)


@asynccontextmanager
async def strangers(address: str, count: int, says: bytes = b"") -> AsyncIterator[list[Stranger]]:
    """So many connections, each of which says this and no more."""

    async def one() -> Stranger:
        made = await stranger(address)
        await made.send(says)
        return made

    made = await some_at_once(one for _ in range(count))
    try:
        yield made
    finally:
        for each in made:
            each.close()


async def some_at_once(calls: Iterable[Callable[[], Awaitable[Any]]]) -> list[Any]:
    """The results of many calls, AT_ONCE of them under way."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def gated(call: Callable[[], Awaitable[Any]]) -> Any:
        async with gate:
            return await call()

    return await asyncio.gather(*(gated(call) for call in calls))


def get(path: str, **headers: str) -> bytes:
    """A GET request."""
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    return f"GET {path} HTTP/1.1\r\nHost: office\r\n{lines}\r\n".encode()


UPGRADE = get(
    "/ws",
    Connection="Upgrade",
    Upgrade="websocket",
    Sec_WebSocket_Version="13",
    Sec_WebSocket_Key="AAAAAAAAAAAAAAAAAAAAAA==",
)


async def asked(address: str, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """What one request over a connection of its own is answered."""
    one = await stranger(address)
    await one.send(get(path, **headers))
    answer = await one.answer()
    one.close()
    return answer


async def greeted(address: str, role: str, **hello: object) -> ClientConnection:
    """A screen that has said hello and was welcomed."""
    url = f"ws{address.removeprefix('http')}/ws"
    socket = await connect(url, proxy=None, open_timeout=PATIENCE_SECONDS, ping_interval=None)
    await socket.send(json.dumps({"type": "hello", "protocol": PROTOCOL_VERSION, "role": role, **hello}))
    first = json.loads(await socket.recv())
    assert first["type"] == "welcome", first
    return socket
