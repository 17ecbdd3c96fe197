"""Kiosks, counters and displays as the bench plays them; the same code speaks to the baseline."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

from ticketing.wire.messages import PROTOCOL_VERSION


@dataclass(slots=True)
class BenchClient:
    """Sends one frame at a time and waits for the answer that names its id."""

    connection: ClientConnection
    name: str
    count: int = 0

    def next_id(self) -> str:
        """An id that no press has had; as long as one of a real screen."""
        self.count += 1
        return f"{self.name}-{self.count:024d}"

    async def press(self, frame: str, press_id: str) -> float:
        """Seconds from sending `frame` until something that holds `press_id` came back."""
        begun = perf_counter()
        await self.connection.send(frame)
        while press_id not in (answer := str(await self.connection.recv())):
            pass
        seconds = perf_counter() - begun
        assert '"refused"' not in answer, answer
        return seconds

    async def command(self, name: str, **values: Any) -> float:
        """Seconds that a command of our dialogue takes, also as a plain frame at the baseline."""
        press_id = self.next_id()
        return await self.press(command_frame(press_id, name, **values), press_id)


def command_frame(press_id: str, name: str, **values: Any) -> str:
    """A press as screens send it."""
    return json.dumps({"type": "command", "id": press_id, "command": {"name": name, **values}})


@asynccontextmanager
async def connected(
    address: str, path: str, hello: dict[str, Any] | None = None
) -> AsyncIterator[BenchClient]:
    """A connection; where a `hello` is given, one that our server has welcomed."""
    async with connect(f"ws://{address}{path}", compression=None, ping_interval=None) as connection:
        if hello is not None:
            frame = {"type": "hello", "protocol": PROTOCOL_VERSION, **hello}
            await connection.send(json.dumps(frame))
            assert '"welcome"' in str(await connection.recv())
        yield BenchClient(connection, path.strip("/") + f"-{id(connection):x}")


class Watchers:
    """Sockets that wait for a frame with a text in it; tells when the last of them has it."""

    def __init__(self) -> None:
        self._mark = ""
        self._missing = 0
        self._all_have_it = asyncio.Event()
        self.frame_length = 0

    def expect(self, mark: str, watchers: int) -> None:
        """From now on look for `mark`, on so many sockets."""
        self._mark, self._missing = mark, watchers
        self._all_have_it.clear()

    async def wait(self) -> None:
        """Returns when every socket has had a frame with the mark."""
        await self._all_have_it.wait()

    async def watch(self, connection: ClientConnection) -> None:
        """Read one socket, for ever."""
        seen = ""
        async for frame in connection:
            mark = self._mark
            if mark and mark != seen and mark in str(frame):
                seen = mark
                self.frame_length = len(frame)
                self._missing -= 1
                if not self._missing:
                    self._all_have_it.set()
