"""Servers that are measured, each a process of its own that ends with the bench, however the bench ends."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil  # type: ignore[import-untyped] # it publishes no types

END_SECONDS_MAX = 10


@dataclass(frozen=True, slots=True)
class Program:
    """A server that takes connections at `address`, which has neither a path nor a scheme."""

    address: str
    process_id: int

    def resident_mebibytes(self) -> float:
        """The memory that it holds now."""
        resident: int = psutil.Process(self.process_id).memory_info().rss
        return resident / 2**20


@contextmanager
def running(module: str, folder: Path) -> Iterator[Program]:
    """A server program that keeps its files in `folder`; it prints its address and ends with its input."""
    command = (sys.executable, "-m", module, str(folder))
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdin
        try:
            address = process.stdout.readline().strip()
            assert address, f"{module} did not start"
            yield Program(address, process.pid)
        finally:
            process.stdin.close()
            try:
                process.wait(END_SECONDS_MAX)
            except subprocess.TimeoutExpired:
                process.kill()


async def input_ended() -> None:
    """Returns when whoever started this program has closed its input, or is gone."""
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_reader(sys.stdin, ended.set)
    try:
        await ended.wait()
    finally:
        loop.remove_reader(sys.stdin)
