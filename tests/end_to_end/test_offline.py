"""kill -9 of the server, then of the kiosk: every number that was given out comes on record, in order."""

import asyncio
import sys
from pathlib import Path

import pytest

from offices import load_office
from server.journal.records import records_at
from server.journal.sqlite import SqliteJournal
from tests.end_to_end.program import ServerProcess, printed_token, started_server
from tests.patience import PATIENCE_SECONDS
from tests.simulation.invariants import replayed
from ticketing.events import TicketIssued


class KioskProcess:
    """A running kiosk."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def hears(self, *words: str) -> list[str]:
        """The next line that begins with these words."""
        assert self._process.stdout is not None
        async with asyncio.timeout(PATIENCE_SECONDS):
            while line := (await self._process.stdout.readline()).decode().split():
                if line[: len(words)] == list(words):
                    return line
        raise AssertionError(f"the kiosk ended before it said {words}")

    async def take(self) -> str:
        """The number that a citizen gets."""
        assert self._process.stdin is not None
        self._process.stdin.write(b"1\n")
        line = await self.hears("number")
        assert line[2] == "None"
        return line[1]

    async def kill(self) -> None:
        """End it as a power cut does."""
        self._process.kill()
        await self._process.wait()


async def started_kiosk(server: ServerProcess, token: str, store: Path) -> KioskProcess:
    """A kiosk on this store, whether the server runs or not."""
    return KioskProcess(
        await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.end_to_end.kiosk_process", server.address, token, store),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
    )


@pytest.mark.long
async def test_numbers_given_out_without_the_server_outlive_kill_9(tmp_path: Path) -> None:
    """Three numbers, kill -9 of the kiosk, one more: all four are on record in order, once, and printed."""
    data, store = tmp_path / "data", tmp_path / "kiosk.sqlite"
    server = await started_server(data)
    token = await printed_token("kiosk", data)
    kiosk = await started_kiosk(server, token, store)
    await kiosk.hears("leased", "1")
    await server.kill()
    numbers = [await kiosk.take() for _ in range(3)]
    await kiosk.kill()
    kiosk = await started_kiosk(server, token, store)
    await kiosk.hears("state", "offline")
    numbers.append(await kiosk.take())
    server = await started_server(data, server.port)
    for number in numbers:
        assert await kiosk.hears("settled") == ["settled", number]
    await kiosk.kill()
    assert await server.end() == 0
    await check(data, numbers)


async def check(data: Path, numbers: list[str]) -> None:
    """The journal and the wait log hold exactly these, by the moments on their papers."""
    journal = await SqliteJournal.open(data / "journal.sqlite", "moc-chau")
    entries = await journal.read(0)
    await journal.close()
    issued = [event for entry in entries for event in entry.events if isinstance(event, TicketIssued)]
    assert [event.number for event in issued] == numbers == ["1980", "1981", "1982", "1983"]
    moments = [event.taken_at for event in issued if event.taken_at]
    assert moments == sorted(moments)
    assert len(moments) == len(numbers)
    assert moments[-1] < issued[0].at
    office = replayed(entries, load_office("moc-chau"))[entries[-1].day]
    assert office.queues["1", None] == tuple(numbers)
    visits = await records_at(data / "journal.sqlite").visits_of(office.day)
    assert [visit.number for visit in visits] == numbers
