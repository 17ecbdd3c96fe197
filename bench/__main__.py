"""`make bench`: measures every figure beside its baseline, prints the table and writes bench/results.json."""

import argparse
import asyncio
import signal
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from time import perf_counter

from bench.board import measure_board
from bench.comparison import Comparison, table, write
from bench.desk import measure_desk
from bench.first_answer import measure_first_answer
from bench.paper import measure_paper
from bench.scale import FULL, SMALL, Scale
from bench.screens import measure_screens
from bench.search import measure_search
from bench.start_up import measure_start_up
from bench.tickets import measure_tickets
from bench.voice import measure_voice
from bench.waiting_room import measure_waiting_room
from bench.years import measure_years
from server.event_loop import LOOP_NAME

RESULTS = Path(__file__).parent / "results.json"

Measurement = Callable[[Scale, Path], Awaitable[list[Comparison]]]

MEASUREMENTS: dict[str, Measurement] = {
    "tickets": measure_tickets,
    "screens": measure_screens,
    "start-up": measure_start_up,
    "first-answer": measure_first_answer,
    "years": measure_years,
    "voice": measure_voice,
    "waiting-room": measure_waiting_room,
    "paper": measure_paper,
    "search": measure_search,
    "board": measure_board,
    "desk": measure_desk,
}


async def measure(scale: Scale, wanted: list[str]) -> list[Comparison]:
    """The figures of these measurements, each with a temporary folder of its own."""
    figures = []
    for name in wanted:
        print(f"measuring {name} ...", file=sys.stderr, flush=True)
        with tempfile.TemporaryDirectory(prefix="motcua-bench-") as folder:
            figures += await MEASUREMENTS[name](scale, Path(folder))
    return figures


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("only", nargs="*", help=f"of {', '.join(MEASUREMENTS)}; all if none is named")
    parser.add_argument("--small", action="store_true", help="only see whether the bench works")
    parser.add_argument("--results", type=Path, help="where to write the figures")
    given = parser.parse_args()
    for name in set(given.only) - set(MEASUREMENTS):
        parser.error(f"there is no measurement {name}")
    # Leaves through every context, so that no program and no folder stays behind.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda received, _: sys.exit(128 + received))
    begun = perf_counter()
    figures = asyncio.run(measure(SMALL if given.small else FULL, given.only or list(MEASUREMENTS)))
    print(table(figures))
    print(f"ours and the baselines on {LOOP_NAME}, {perf_counter() - begun:.0f} s")
    if given.results or not given.only:
        write(figures, LOOP_NAME, given.results or RESULTS)


if __name__ == "__main__":
    main()
