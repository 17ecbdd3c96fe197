"""What needs no token writes to no disk: every door of a running server, asked by a stranger."""

import re
from hashlib import sha256
from pathlib import Path

import httpx
import pytest
from websockets.asyncio.client import connect

from server.api.application import _routes
from server.app import RunningServer, Settings, running_server
from server.clerks.clerk_file import ClerkFile
from server.clerks.register import ClerkRegister
from tests.server.fakes import CHEAP_PINS, CountedRandomSource, ManualClock
from tests.ticketing.plans import PLAN

pytestmark = pytest.mark.slow

PAGES = ("/", "/healthz", "/metrics", "/board", "/desk", "/board-frames", "/t/TRACK", "/web/desk.json", "/no")
FRAMES = (
    '{"type": "hello", "protocol": %d, "role": "display", "name": "hall", "can_speak": true}',
    '{"type": "proof", "version": 1, "sound": "live", "trouble": "out of paper"}',
    '{"type": "spoken", "id": "20261123-080500-12", "is_said": true}',
    '{"type": "command", "id": "a", "command": {"name": "issue-ticket", "field": "1"}}',
    "no frame",
)


def files(folder: Path) -> dict[str, tuple[str, int]]:
    """Everything in the data folder but what SQLite's readers share, with its content and last change."""
    return {
        path.name: (sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
        for path in folder.iterdir()
        if not path.name.endswith("-shm")
    }


async def ask_every_door(address: str) -> set[int]:
    """The statuses of the API's addresses with every method and of the pages, asked without a token."""
    statuses = set()
    async with httpx.AsyncClient(base_url=address) as http:
        for route in _routes():
            path = re.sub(r"{\w+(:\w+)?}", "1", route.path)  # type: ignore[attr-defined] # they are API routes
            for method in route.methods:  # type: ignore[attr-defined] # the same
                answer = await http.request(method, f"/api/v1{path}", json={"name": "Hoa", "pin": "0000"})
                statuses.add(answer.status_code)
        for name in ("Hoa", "Nobody") * 8:
            answer = await http.post("/api/v1/session", json={"name": name, "pin": "0000"})
            statuses.add(answer.status_code)
        for page in PAGES:
            statuses.add((await http.get(page)).status_code)
    return statuses


async def speak_as_display(server: RunningServer) -> None:
    """What a display may say, and what it may not."""
    from ticketing.wire.messages import PROTOCOL_VERSION  # noqa: PLC0415 - only this one needs it

    async with connect(server.address.replace("http", "ws") + "/ws", proxy=None) as socket:
        for frame in FRAMES:
            await socket.send(frame.replace("%d", str(PROTOCOL_VERSION)))
            await socket.recv()


async def test_no_anonymous_request_writes_to_the_disk(tmp_path: Path) -> None:
    """Wrong sign-ins, locked ones, presses without a token, pages, a display: no byte changes."""
    random_source = CountedRandomSource()
    await ClerkRegister(ClerkFile(tmp_path), CHEAP_PINS).add("Hoa", "clerk", "2468", random_source)
    async with running_server(Settings(PLAN, tmp_path, port=0), ManualClock(), random_source) as server:
        server.services.tokens.make("counter", random_source)
        await server.services.sessions.sign_in("Hoa", "2468")
        before = files(tmp_path)
        assert {"journal.sqlite", "clerks.sqlite", "tokens.sqlite"} <= before.keys()
        statuses = await ask_every_door(server.address)
        await speak_as_display(server)
        assert files(tmp_path) == before
    assert {200, 401, 404, 422, 429} <= statuses
    assert not {201, 204} & statuses


async def test_a_stranger_makes_no_file_of_people(tmp_path: Path) -> None:
    """Where nobody is in the book yet a wrong sign-in leaves the folder as it is."""
    async with running_server(Settings(PLAN, tmp_path, port=0), ManualClock()) as server:
        before = files(tmp_path)
        await ask_every_door(server.address)
        assert files(tmp_path) == before
