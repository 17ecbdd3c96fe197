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

from bench.clients import BenchClient, command_frame, connected
from bench.comparison import Comparison, Round, compared, in_turns
from bench.our_server import token
from bench.programs import Program, running
from bench.scale import Scale
from bench.tickets import kiosk
from server.voice.sounds import Sounds, SpokenCalls, load_voice
from ticketing.plan import NumberReading, VoicePlan
from ticketing.voice.announcement import Announcement, announcement_clips

FIELD, COUNTER = "1", 1
FIRST_BYTES = 1_024
BASELINE_FRAME_BYTES = 400


async def measure_voice(scale: Scale, folder: Path) -> list[Comparison]:
    """Joining beside plain concatenation; a call to the first bytes of its sound beside bare ones."""
    joins = [await _joins(scale) for _ in range(scale.rounds)]
    firsts = []
    for at in range(scale.rounds):
        room = folder / f"round-{at}"
        room.mkdir(mode=0o700)
        firsts.append(await _first_bytes(scale, room))
    return [
        Comparison("announcement joined from its clips, p50", "ms", joins),
        Comparison('press "next" -> first bytes of the sound at a speaker, p50', "ms", firsts),
    ]


async def _joins(scale: Scale) -> Round:
    """Each announcement is a new one, so that none is taken from those that are kept."""
    plan = VoicePlan()
    packs = load_voice(plan)
    sounds, numbers = Sounds(plan.readings, packs), count(1_000)
    clips = packs["vi"].clips

    async def ours() -> float:
        said = Announcement(str(next(numbers)), "3")
        return _milliseconds(lambda: sounds.of(SpokenCalls((said,))))

    async def baseline() -> float:
        names = announcement_clips(Announcement(str(next(numbers)), "3"), NumberReading())
        return _milliseconds(lambda: _concatenated([clips[name] for name in names]))

    return compared(await in_turns(ours, baseline, scale.presses), 50)


def _concatenated(parts: "list[array[int]]") -> bytes:
    return b"".join(part.tobytes() for part in parts) * 2


def _milliseconds(act: Callable[[], object]) -> float:
    begun = perf_counter()
    assert act()
    return 1_000 * (perf_counter() - begun)


async def _first_bytes(scale: Scale, folder: Path) -> Round:
    """One call on a new server each time, since a zone says one call at a time; bare ones beside it."""
    pairs = []
    with running("bench.baseline_server", folder) as baseline:
        for at in range(max(2, scale.calls // 30)):
            room = folder / f"office-{at}"
            room.mkdir(mode=0o700)
            with running("bench.our_server", room) as ours:
                pairs.append((await _spoken(ours, room), await _broadcast(baseline)))
    return compared(pairs, 50)


async def _spoken(server: Program, folder: Path) -> float:
    """Milliseconds from the press until a speaker that was told of it has the first bytes of the sound."""
    counter_hello = {"role": "counter", "counter": COUNTER, "token": token(folder)}
    speaker_hello = {"role": "display", "can_speak": True, "token": token(folder)}
    async with (
        kiosk(server, folder) as client,
        connected(server.address, "/ws", counter_hello) as counter,
        connected(server.address, "/ws", speaker_hello) as speaker,
    ):
        await counter.command("open-counter", counter=COUNTER, clerk="Hoa")
        await client.command("issue-ticket", field=FIELD)
        # The first request of all builds the API, once in the life of a server.
        await asyncio.to_thread(_fetch, server.address, "/api/v1/board")
        press_id = counter.next_id()
        begun = perf_counter()
        await counter.connection.send(command_frame(press_id, "call-next", counter=COUNTER))
        path = await _told(speaker)
        await asyncio.to_thread(_fetch, server.address, path)
        return 1_000 * (perf_counter() - begun)


async def _told(speaker: BenchClient) -> str:
    while True:
        frame = json.loads(await speaker.connection.recv())
        if frame["type"] == "turn" and frame["speaks"]:
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
    """Milliseconds from a press until a socket that waits has a bare frame, and then a bare body."""
    async with (
        connected(server.address, "/press") as client,
        connected(server.address, "/watch") as watcher,
    ):
        # A round trip before, so that both sockets are known to the server.
        await watcher.connection.send("ready")
        await watcher.connection.recv()
        begun = perf_counter()
        await client.connection.send(f"{client.next_id()} {BASELINE_FRAME_BYTES}")
        await watcher.connection.recv()
        await asyncio.to_thread(_fetch, server.address, "/body")
        return 1_000 * (perf_counter() - begun)
