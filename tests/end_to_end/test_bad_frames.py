"""Whatever comes over a real socket is answered by name, changes nothing, and hurts nobody else."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from server.connections.http_server import SOCKET_BYTES_MAX
from tests.end_to_end.program import ServerProcess, printed_token, started_server

MEGABYTE = 1024 * 1024
FLOOD_COMMANDS = 3_000


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[ServerProcess]:
    """A running server, which must still end cleanly afterwards."""
    server = await started_server(tmp_path)
    yield server
    assert await server.end() == 0


async def kiosk(server: ServerProcess, token: str) -> ClientConnection:
    """A kiosk's socket after its welcome and first view."""
    socket = await connect(f"ws://127.0.0.1:{server.port}/ws", compression=None, max_size=None)
    await socket.send(json.dumps({"type": "hello", "protocol": 1, "role": "kiosk", "token": token}))
    assert [(await frame(socket))["type"] for _ in range(2)] == ["welcome", "view"]
    return socket


async def frame(socket: ClientConnection, *types: str) -> dict[str, Any]:
    """The next frame of one of these types, or of any."""
    while True:
        found: dict[str, Any] = json.loads(await socket.recv())
        if not types or found["type"] in types:
            return found


def issue(number: int) -> str:
    """A command for a ticket."""
    command = {"name": "issue-ticket", "field": "1"}
    return json.dumps({"type": "command", "id": f"press-{number}", "command": command})


@pytest.mark.slow
async def test_a_frame_of_a_megabyte_is_named_and_the_kiosk_goes_on(
    server: ServerProcess, tmp_path: Path
) -> None:
    """A frame over the limit is a fault; the next command is carried out."""
    socket = await kiosk(server, await printed_token("kiosk", tmp_path))
    await socket.send("x" * MEGABYTE)
    assert (await frame(socket, "fault"))["error"] == "frame-too-large"
    await socket.send(b"\x00\xff" * 100)
    assert (await frame(socket, "fault"))["error"] == "malformed-frame"
    await socket.send(issue(1))
    assert (await frame(socket, "answered"))["answer"]["number"] == "1001"
    await socket.close()


@pytest.mark.slow
async def test_a_frame_beyond_the_sockets_limit_closes_it(server: ServerProcess, tmp_path: Path) -> None:
    """Nothing of more than SOCKET_BYTES_MAX is taken into memory: the socket closes with 1009."""
    socket = await kiosk(server, await printed_token("kiosk", tmp_path))
    with suppress(ConnectionClosed):
        await socket.send("x" * (SOCKET_BYTES_MAX + 1))
    await socket.wait_closed()
    assert socket.close_code == 1009


@pytest.mark.slow
async def test_a_flood_is_refused_past_its_limit_and_others_are_served(
    server: ServerProcess, tmp_path: Path
) -> None:
    """Each of thousands of commands is answered or refused by name, and another kiosk has its turn."""
    token = await printed_token("kiosk", tmp_path)
    flooding, patient = await kiosk(server, token), await kiosk(server, token)
    flood = asyncio.create_task(send_all(flooding))
    await patient.send(issue(0))
    assert (await frame(patient, "answered"))["id"] == "press-0"
    replies = [await frame(flooding, "answered", "refused") for _ in range(FLOOD_COMMANDS)]
    await flood
    assert {reply["error"] for reply in replies if reply["type"] == "refused"} <= {"too-many-commands"}
    numbers = [reply["answer"]["number"] for reply in replies if reply["type"] == "answered"]
    assert len(numbers) == len(set(numbers))
    await flooding.close()
    await patient.close()


async def send_all(socket: ClientConnection) -> None:
    """Send a flood as fast as the socket takes it."""
    for number in range(1, FLOOD_COMMANDS + 1):
        await socket.send(issue(number))
