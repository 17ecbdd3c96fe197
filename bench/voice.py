"""A call on its way to the loudspeaker: its sound joined, and the first bytes of it at a speaker."""

import asyncio
import json
from array import array
from collections.abc import Callable
from http import HTTPStatus
from http.client import HTTPConnection
from itertools import count
from pathlib import Path
from time import perf_counter

from bench.clients import Presser, command_frame, connected
from bench.comparison import Comparison, Round, compared, in_turns
from bench.our_server import token
from bench.paper import Limit, LimitedComparison
from bench.programs import Program, running
from bench.scale import Scale
from bench.tickets import kiosk
from server.voice.sounds import Sounds, load_voice
from ticketing.plan import NumberReading, VoicePlan
from ticketing.voice.announcement import Announcement, announcement_clips

FIELD, COUNTER = "1", 1
FIRST_BYTES = 1_024
FLOOR_FRAME_BYTES = 400
JOIN_MILLISECONDS_MAX = 10.0
FIRST_BYTE_MILLISECONDS_MAX = 300.0
CALLS_MAX = 20  # zones say one call at a time, so that each takes a server of its own


async def measure_voice(scale: Scale, folder: Path) -> list[Comparison]:
    """Joining beside plain concatenation; press to the first bytes of the sound beside a bare broadcast."""
    joins = [await _joins(scale) for _ in range(scale.rounds)]
    firsts = []
    for at in range(scale.rounds):
        room = folder / f"round-{at}"
        room.mkdir()
        firsts.append(await _first_bytes(scale, room))
    join, first = (Limit("<=", limit) for limit in (JOIN_MILLISECONDS_MAX, FIRST_BYTE_MILLISECONDS_MAX))
    return [
        LimitedComparison("announcement joined from its clips, p50", "ms", join, joins),
        LimitedComparison('press "next" -> first bytes of the sound at a speaker, p50', "ms", first, firsts),
    ]


async def _joins(scale: Scale) -> Round:
    """Each announcement is a new one, so that none is taken from those that are kept."""
    plan = VoicePlan()
    packs = load_voice(plan)
    sounds, numbers = Sounds(plan.readings, packs), count(1_000)
    clips = packs["vi"].clips

    async def ours() -> float:
        said = Announcement(str(next(numbers)), "3")
        return _milliseconds(lambda: sounds.of(said, 2))

    async def floor() -> float:
        names = announcement_clips(Announcement(str(next(numbers)), "3"), NumberReading())
        return _milliseconds(lambda: _concatenated([clips[name] for name in names]))

    return compared(await in_turns(ours, floor, scale.presses), 50)


def _concatenated(parts: "list[array[int]]") -> bytes:
    return b"".join(part.tobytes() for part in parts) * 2


def _milliseconds(act: Callable[[], object]) -> float:
    begun = perf_counter()
    assert act()
    return 1_000 * (perf_counter() - begun)


async def _first_bytes(scale: Scale, folder: Path) -> Round:
    """One call in an idle zone of a new server each time, and one frame of the bare broadcast beside it."""
    pairs = []
    with running("bench.floor_server", folder) as floor:
        for at in range(min(max(2, scale.calls // 10), CALLS_MAX)):
            room = folder / f"office-{at}"
            room.mkdir()
            with running("bench.our_server", room) as ours:
                pairs.append((await _spoken(ours, room), await _broadcast(floor)))
    return compared(pairs, 50)


async def _spoken(server: Program, folder: Path) -> float:
    """Milliseconds from the press until a speaker that was told of it has the first bytes of the sound."""
    counter_hello = {"role": "counter", "counter": COUNTER, "token": token(folder)}
    async with (
        kiosk(server, folder) as presser,
        connected(server.address, "/ws", counter_hello) as counter,
        connected(server.address, "/ws", {"role": "display", "can_speak": True}) as speaker,
    ):
        await counter.command("open-counter", counter=COUNTER, clerk="Hoa")
        await presser.command("issue-ticket", field=FIELD)
        # The first request of all builds the API, once in the life of a server.
        await asyncio.to_thread(_fetch, server.address, "/api/v1/board")
        press_id = counter.next_id()
        begun = perf_counter()
        await counter.connection.send(command_frame(press_id, "call-next", counter=COUNTER))
        path = await _told(speaker)
        await asyncio.to_thread(_fetch, server.address, path)
        return 1_000 * (perf_counter() - begun)


async def _told(speaker: Presser) -> str:
    while True:
        frame = json.loads(await speaker.connection.recv())
        if frame["type"] == "speak" and frame["speaks"]:
            path: str = frame["sound"]
            return path


def _fetch(address: str, path: str) -> None:
    connection = HTTPConnection(address)
    connection.request("GET", path)
    answer = connection.getresponse()
    assert answer.status == HTTPStatus.OK
    assert answer.read(FIRST_BYTES)
    connection.close()


async def _broadcast(server: Program) -> float:
    """Milliseconds from a press until a socket that waits has a bare frame."""
    async with (
        connected(server.address, "/press") as presser,
        connected(server.address, "/watch") as watcher,
    ):
        # A round trip before, so that both sockets are known to the server.
        await watcher.connection.send("ready")
        await watcher.connection.recv()
        begun = perf_counter()
        await presser.connection.send(f"{presser.next_id()} {FLOOR_FRAME_BYTES}")
        await watcher.connection.recv()
        return 1_000 * (perf_counter() - begun)
