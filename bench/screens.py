"""A call on its way to all screens of a large waiting room, and the memory that so many screens take."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from bench.clients import BenchClient, Watchers, command_frame, connected
from bench.comparison import Comparison, Round, compared, in_turns
from bench.our_server import token
from bench.programs import Program, running
from bench.scale import Scale
from bench.tickets import kiosk
from server.hub import CALL_VIEW_SECONDS_MIN

FIELD, COUNTER = "1", 1
# Longer than the shortest time between two views of a display, which is a choice and not a cost.
CALL_SECONDS_MIN = CALL_VIEW_SECONDS_MIN + 0.01
SHOWN_SECONDS_MAX = 10


@dataclass(slots=True)
class ScreensBench:
    """Screens that are connected to one server, and the socket that makes something appear on them."""

    client: BenchClient
    watchers: Watchers
    screens: int
    calls: int = 0

    async def begin(self) -> None:
        """Serve whoever was called, whom a call would not leave behind; the screens have that too then."""
        if self.calls:
            await self.client.command("start-service", counter=COUNTER)
        await asyncio.sleep(2 * CALL_SECONDS_MIN)  # the view of the start, and the time until the next one

    async def call(self) -> float:
        """Milliseconds from the press of "next" until the last screen has the call."""
        self.calls += 1
        press_id = self.client.next_id()
        frame = command_frame(press_id, "call-next", counter=COUNTER)
        return await self._shown(frame, press_id, mark=f'"call":{self.calls},')

    async def send(self, length: int) -> float:
        """The same at the baseline, with a frame of this length."""
        press_id = self.client.next_id()
        return await self._shown(f"{press_id} {length}", press_id, mark=press_id)

    async def _shown(self, frame: str, press_id: str, mark: str) -> float:
        self.watchers.expect(mark, self.screens)
        begun = perf_counter()
        async with asyncio.timeout(SHOWN_SECONDS_MAX), asyncio.TaskGroup() as tasks:
            tasks.create_task(self.client.press(frame, press_id))
            await self.watchers.wait()
            seconds = perf_counter() - begun
        return 1_000 * seconds


async def measure_screens(scale: Scale, folder: Path) -> list[Comparison]:
    """The figures of calls and of memory; every round has servers of its own."""
    delays, memory = [], []
    for at in range(scale.screen_rounds):
        room = folder / f"round-{at}"
        room.mkdir(mode=0o700)
        delay, resident = await _round(scale, room)
        delays.append(delay)
        memory.append(resident)
    return [
        Comparison('press "next" -> last of 200 screens has it, p99', "ms", delays),
        Comparison("resident memory with 200 screens", "MiB", memory),
    ]


async def _round(scale: Scale, folder: Path) -> tuple[Round, Round]:
    with running("bench.our_server", folder) as ours, running("bench.baseline_server", folder) as baseline:
        async with _our_screens(ours, folder, scale) as screens, _bare_screens(baseline, scale) as bare:
            await _call_in_turns(screens, bare, scale.calls_before)
            resident = Round(ours.resident_mebibytes(), baseline.resident_mebibytes())
            pairs = await _call_in_turns(screens, bare, scale.calls)
    return compared(pairs, 99), resident


async def _call_in_turns(screens: ScreensBench, bare: ScreensBench, calls: int) -> list[tuple[float, float]]:
    async def call() -> float:
        await screens.begin()
        return await screens.call()

    async def send() -> float:
        return await bare.send(screens.watchers.frame_length)

    return await in_turns(call, send, calls)


@asynccontextmanager
async def _our_screens(server: Program, folder: Path, scale: Scale) -> AsyncIterator[ScreensBench]:
    hello = {"role": "counter", "counter": COUNTER, "token": token(folder)}
    async with (
        kiosk(server, folder) as client,
        connected(server.address, "/ws", hello) as counter,
        _watching(server, "/ws", scale.screens) as watchers,
    ):
        await counter.command("open-counter", counter=COUNTER, clerk="Hoa")
        for _ in range(scale.calls_before + scale.calls):
            await client.command("issue-ticket", field=FIELD)
        yield ScreensBench(counter, watchers, scale.screens)


@asynccontextmanager
async def _bare_screens(server: Program, scale: Scale) -> AsyncIterator[ScreensBench]:
    async with (
        connected(server.address, "/press") as client,
        _watching(server, "/watch", scale.screens) as watchers,
    ):
        yield ScreensBench(client, watchers, scale.screens)


@asynccontextmanager
async def _watching(server: Program, path: str, screens: int) -> AsyncIterator[Watchers]:
    watchers = Watchers()
    hello = {"role": "display"} if path == "/ws" else None
    async with AsyncExitStack() as stack:
        connections = [
            await stack.enter_async_context(connected(server.address, path, hello)) for _ in range(screens)
        ]
        async with asyncio.TaskGroup() as tasks:
            watching = [tasks.create_task(watchers.watch(each.connection)) for each in connections]
            yield watchers
            for task in watching:
                task.cancel()
