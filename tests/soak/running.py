"""The server of a soak, seen from outside: its clock, its processor time, its memory and its files."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import psutil  # type: ignore[import-untyped] # it publishes no types

from server.app import JOURNAL_NAME
from tests.patience import PATIENCE_SECONDS
from tests.soak.held_server import FIGURES

MEBIBYTE = 2**20


@dataclass(frozen=True)
class Told:
    """A line of the server's process."""

    address: str = ""
    start_seconds: float = 0.0
    tasks: int = 0
    offices: int = 0


@dataclass
class HeldServer:
    """A server whose clock is held here."""

    process: asyncio.subprocess.Process
    folder: Path
    address: str
    start_seconds: float
    seen: psutil.Process = field(init=False)

    def __post_init__(self) -> None:
        self.seen = psutil.Process(self.process.pid)

    async def set_clock(self, moment: datetime) -> None:
        """Let time go on until this moment."""
        await self._ask(moment.isoformat())

    async def figures(self) -> Told:
        """What it says of itself."""
        return await self._ask(FIGURES)

    def memory(self) -> float:
        """The mebibytes that this process alone holds."""
        return float(self.seen.memory_full_info().uss / MEBIBYTE)

    def processor_seconds(self) -> float:
        """The processor time that it has taken."""
        times = self.seen.cpu_times()
        return float(times.user + times.system)

    def wal(self) -> float:
        """The mebibytes of the journal's write-ahead log."""
        path = self.folder / f"{JOURNAL_NAME}-wal"
        return path.stat().st_size / MEBIBYTE if path.exists() else 0.0

    async def _ask(self, line: str) -> Told:
        assert self.process.stdin
        self.process.stdin.write(f"{line}\n".encode())
        return await told(self.process)


async def told(process: asyncio.subprocess.Process) -> Told:
    """The next line of the process."""
    assert process.stdout
    async with asyncio.timeout(PATIENCE_SECONDS):
        line = await process.stdout.readline()
    assert line, "the server has ended"
    return Told(**json.loads(line))


@asynccontextmanager
async def held_server(folder: Path, moment: datetime) -> AsyncIterator[HeldServer]:
    """A server on this data folder for as long as the context lasts; it is `moment` there."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.soak.held_server", folder, moment.isoformat()),
        stdin=pipe,
        stdout=pipe,
    )
    try:
        begun = await told(process)
        yield HeldServer(process, folder, begun.address, begun.start_seconds)
    finally:
        assert process.stdin
        process.stdin.close()
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await process.wait()
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
