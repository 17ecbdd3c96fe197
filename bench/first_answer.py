"""From the command to the server's first answer on an empty folder, beside a bare program that answers."""

import asyncio
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from urllib.request import urlopen

from bench.comparison import Comparison, Round
from bench.scale import Scale

MOTCUA = Path(sys.executable).with_name("motcua")
ADDRESS = "http://127.0.0.1:"
END_SECONDS_MAX = 10


async def measure_first_answer(scale: Scale, folder: Path) -> list[Comparison]:
    """The figure of a first start; each round has a folder of its own that is not there yet."""
    rounds = [await asyncio.to_thread(_round, folder / str(number)) for number in range(scale.rounds)]
    return [Comparison("command -> first answer on an empty folder", "ms", rounds)]


def _round(folder: Path) -> Round:
    ours = (str(MOTCUA), "server", "--port", "0", "--data", str(folder))
    return Round(_milliseconds(ours), _milliseconds((sys.executable, "-m", "bench.first_answer_baseline")))


def _milliseconds(command: Sequence[str]) -> float:
    """How long the command takes until it has answered a request; it prints its address before that."""
    begun = perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as program:
        try:
            assert program.stdout
            said = program.stdout.readline()
            assert ADDRESS in said, f"{command[0]} did not start"
            with urlopen(f"{ADDRESS}{said.rpartition(ADDRESS)[2].strip()}/healthz") as answer:  # noqa: S310 - ours
                assert answer.status == 200
            return 1_000 * (perf_counter() - begun)
        finally:
            program.terminate()
            program.wait(END_SECONDS_MAX)
