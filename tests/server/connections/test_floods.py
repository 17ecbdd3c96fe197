"""Floods of strangers before the real server, on loopback: whoever has a token, or asks at once, comes in."""

import json
import resource
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil  # type: ignore[import-untyped]  # publishes no types
import pytest
from websockets.asyncio.client import ClientConnection

from server.clock import SystemRandomSource
from server.connections.acceptor import SPARE_FILES
from server.tokens import TokenRegister
from tests.end_to_end.program import ServerProcess, started_server
from tests.patience import PATIENCE_SECONDS
from tests.rings import RING
from tests.server.connections.strangers import UPGRADE, asked, get, greeted, some_at_once, strangers

pytestmark = pytest.mark.slow

ANSWERED_SECONDS_MAX = PATIENCE_SECONDS / 2  # a flood that keeps people out does so for longer, or for ever
PRESSED_SECONDS_MAX = PATIENCE_SECONDS / 2
CPU_SECONDS_MAX = 1.5  # of four; a loop that spins takes most of them


def share(of_many: int) -> int:
    """How many of a flood this ring sends."""
    return round(of_many * RING.strangers)


@dataclass
class Flooded:
    """A server that strangers flood, with a kiosk that was there before."""

    server: ServerProcess
    token: str
    log: Path

    async def check(self) -> None:
        """A page, an API refusal and a kiosk's press over a new socket are answered soon."""
        address = self.server.address
        begun = time.monotonic()  # noqa: TID251 - how long a person would wait
        assert (await asked(address, "/healthz"))[0] == 200
        status, _, body = await asked(address, "/api/v1/tickets/1001")
        assert (status, json.loads(body)["error"]) == (401, "token-missing")
        assert time.monotonic() - begun < ANSWERED_SECONDS_MAX  # noqa: TID251 - the same
        await self.press()

    async def press(self) -> None:
        """A kiosk connects, takes a number and leaves."""
        kiosk = await greeted(self.server.address, "kiosk", token=self.token)
        await pressed(kiosk)
        await kiosk.close()


async def pressed(kiosk: ClientConnection) -> None:
    """A kiosk takes a number, soon."""
    begun = time.monotonic()  # noqa: TID251 - how long a person would wait
    command = {"name": "issue-ticket", "field": "1"}
    await kiosk.send(json.dumps({"type": "command", "id": f"{begun}", "command": command}))
    while (frame := json.loads(await kiosk.recv()))["type"] != "answered":
        assert frame["type"] not in ("fault", "refused"), frame
    assert time.monotonic() - begun < PRESSED_SECONDS_MAX  # noqa: TID251 - the same


@pytest.fixture(autouse=True)
def many_files() -> Iterator[None]:
    """Every connection of the flood is a descriptor here, too."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.fixture
async def flooded(tmp_path: Path) -> AsyncIterator[Flooded]:
    """A running server on uvloop, and a kiosk's token."""
    log = tmp_path / "server.log"
    server = await started_server(tmp_path / "data", log=log)
    try:
        yield Flooded(server, TokenRegister(tmp_path / "data").make("kiosk", SystemRandomSource()), log)
    finally:
        assert await server.end() == 0


@pytest.mark.seeded
async def test_strangers_take_nobodys_seat(flooded: Flooded) -> None:
    """1,500 idle connections, 600 endless headers, 1,100 sockets without a hello, 2,000 phones, 500 boards.

    All come from one address and stay; the boards and phones are served, and a kiosk comes in each time.
    """
    address = flooded.server.address
    async with (
        strangers(address, share(1_500)) as idle,
        strangers(address, share(600), b"GET / HTTP/1.1\r\nHost: office\r\nX-Slow: ") as slow,
        strangers(address, share(1_100), UPGRADE) as silent,
    ):
        await flooded.check()
        boards = await some_at_once(lambda: greeted(address, "display") for _ in range(share(500)))
        async with strangers(address, share(2_000), get("/t/NOBODYS00000")) as phones:
            for phone in phones:
                assert (await phone.answer())[0] == 404
            await flooded.check()
        for board in boards:
            assert json.loads(await board.recv())["type"] != "fault"
        if RING.strangers == 1:
            for each in (*idle, *slow, *silent):
                await each.ended()
            await flooded.check()
        for board in boards:
            await board.close()


async def test_without_descriptors_who_is_connected_goes_on_and_others_come_later(flooded: Flooded) -> None:
    """No descriptor to spare: a kiosk takes its number, no processor time is burnt, who asks is told why.

    As soon as there are descriptors again whoever waits comes in; the log has said it once.
    """
    process = psutil.Process(flooded.server.process.pid)
    kiosk = await greeted(flooded.server.address, "kiosk", token=flooded.token)
    limits = process.rlimit(psutil.RLIMIT_NOFILE)
    process.rlimit(psutil.RLIMIT_NOFILE, (process.num_fds() + SPARE_FILES + 10, limits[1]))
    async with strangers(flooded.server.address, 60) as waiting:
        assert await waiting[-1].refusal() == (503, "too-many-connections")
        before = process.cpu_times()
        await pressed(kiosk)
        for _ in range(2):
            assert json.loads(await kiosk.recv())["type"] != "fault"
        after = process.cpu_times()
        assert after.user + after.system - before.user - before.system < CPU_SECONDS_MAX
        process.rlimit(psutil.RLIMIT_NOFILE, limits)
        await flooded.check()
        _, _, metrics = await asked(flooded.server.address, "/metrics")
        assert b'motcua_turned_away_total{why="no-descriptor"}' in metrics
    await kiosk.close()
    assert flooded.log.read_text().count("No connection can be taken") == 1


async def test_with_few_descriptors_from_the_start_a_kiosk_comes_in(tmp_path: Path) -> None:
    """Where the system permits 256 files the totals are shares of them: none is ever lacking."""
    log = tmp_path / "server.log"
    server = await started_server(tmp_path / "data", log=log, files=256)
    few = Flooded(server, TokenRegister(tmp_path / "data").make("kiosk", SystemRandomSource()), log)
    try:
        async with strangers(server.address, 300), strangers(server.address, 200, UPGRADE):
            for _ in range(3):
                await few.check()
    finally:
        assert await server.end() == 0
    assert "No connection can be taken" not in log.read_text()
