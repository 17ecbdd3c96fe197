"""The server of a soak as a process of its own, whose clock is held by whoever started it."""

import asyncio
import gc
import json
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Any

from offices import load_office
from server.app import Settings, running_server
from server.event_loop import run
from ticketing.office import Office

OFFICE = "moc-chau"
FIGURES = "figures"
ENDING_SECONDS_MAX = 2.0


class HeldClock:
    """A clock that stands still until it is told another moment, to which the time has then gone by."""

    def __init__(self, moment: datetime) -> None:
        self._began = self._moment = moment

    def now(self) -> datetime:
        """The moment that was told last."""
        return self._moment

    def ticks(self) -> float:
        """The seconds from the first moment to that one."""
        return (self._moment - self._began).total_seconds()

    def set(self, moment: datetime) -> None:
        """It is this moment now."""
        self._moment = moment


async def serve(folder: Path, began: datetime) -> None:
    """Say where it serves and what the start has taken; then answer every line of the standard input.

    A line is the moment that it is from now on, or FIGURES. It ends with the input.
    """
    clock, starting = HeldClock(began), time.process_time()
    async with running_server(Settings(load_office(OFFICE), folder, port=0), clock) as server:
        lasting = asyncio.all_tasks()
        say(address=server.address, start_seconds=time.process_time() - starting)
        told = asyncio.StreamReader()
        await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(told), sys.stdin
        )
        while line := (await told.readline()).decode().strip():
            if line == FIGURES:
                say(tasks=await tasks_left(lasting), offices=offices_alive())
            else:
                clock.set(datetime.fromisoformat(line))
                say()


async def tasks_left(lasting: set[asyncio.Task[Any]]) -> int:
    """How many tasks there are, once those of screens that have just left are over."""
    if ending := asyncio.all_tasks() - lasting:
        await asyncio.wait(ending, timeout=ENDING_SECONDS_MAX)
    return len(asyncio.all_tasks())


def offices_alive() -> int:
    """How many offices this process holds, those among them that only a circle keeps."""
    return sum(isinstance(found, Office) for found in gc.get_objects())


def say(**values: object) -> None:
    """One line of JSON for whoever has started this process."""
    print(json.dumps(values), flush=True)


if __name__ == "__main__":
    run(serve(Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2])))
