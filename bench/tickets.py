"""Tickets issued over websockets: how soon for one kiosk, and how many for many kiosks at once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from itertools import cycle
from pathlib import Path
from time import perf_counter

from bench.clients import BenchClient, connected
from bench.comparison import Comparison, Round, compared, in_turns
from bench.our_server import token
from bench.programs import Program, running
from bench.scale import Scale

FIELDS = "123456789"


async def measure_tickets(scale: Scale, folder: Path) -> list[Comparison]:
    """The first two figures, both on a day that begins without tickets."""
    with running("bench.our_server", folder) as ours, running("bench.baseline_server", folder) as baseline:
        async with kiosk(ours, folder) as our_kiosk, connected(baseline.address, "/commit") as bare_kiosk:
            delays = [await press_in_turns(our_kiosk, bare_kiosk, scale.presses) for _ in range(scale.rounds)]
    rates = []
    for at in range(scale.rounds):
        room = folder / f"round-{at}"
        room.mkdir(mode=0o700)
        rates.append(await _rates(scale, room))
    return [
        Comparison("ticket issued over a websocket, 1 kiosk, p50", "ms", delays),
        Comparison("tickets per second, 32 kiosks at once", "1/s", rates),
    ]


@asynccontextmanager
async def kiosk(server: Program, folder: Path) -> AsyncIterator[BenchClient]:
    """A kiosk of our server, whose data lie in `folder`."""
    hello = {"role": "kiosk", "token": token(folder)}
    async with connected(server.address, "/ws", hello) as client:
        yield client


async def press_in_turns(ours: BenchClient, baseline: BenchClient, presses: int) -> Round:
    """The median milliseconds of a ticket here and there."""
    fields = cycle(FIELDS)
    return compared(
        await in_turns(lambda: _ticket(ours, next(fields)), lambda: _ticket(baseline, next(fields)), presses),
        50,
    )


async def _rates(scale: Scale, folder: Path) -> Round:
    """Tickets and echoes a second; new servers each time, so that the day stays as small as a day is."""
    with running("bench.our_server", folder) as ours, running("bench.baseline_server", folder) as baseline:
        async with AsyncExitStack() as stack:
            opened = range(scale.kiosks)
            kiosks = [await stack.enter_async_context(kiosk(ours, folder)) for _ in opened]
            echoes = [await stack.enter_async_context(connected(baseline.address, "/echo")) for _ in opened]
            pairs = await in_turns(
                lambda: press_all_the_time(kiosks, scale.kiosk_seconds),
                lambda: press_all_the_time(echoes, scale.kiosk_seconds),
                scale.kiosk_turns,
            )
    return compared(pairs, 50)


async def press_all_the_time(kiosks: list[BenchClient], seconds: float) -> float:
    """Answers a second when every kiosk presses again as soon as it is answered."""
    begun = perf_counter()
    end = begun + seconds
    counts = await asyncio.gather(
        *(_press_until(end, client, FIELDS[at % len(FIELDS)]) for at, client in enumerate(kiosks))
    )
    return sum(counts) / (perf_counter() - begun)


async def _press_until(end: float, client: BenchClient, field: str) -> int:
    count = 0
    while perf_counter() < end:
        await _ticket(client, field)
        count += 1
    return count


async def _ticket(client: BenchClient, field: str) -> float:
    return 1_000 * await client.command("issue-ticket", field=field, priority=None)
