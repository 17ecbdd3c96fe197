"""The real server under load on a disk that fails, tears and forgets: nothing acknowledged is ever lost."""

import asyncio
import signal
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from errno import EIO, ENOSPC
from pathlib import Path
from random import Random

import httpx
import pytest

from tests.end_to_end.faulty_disk import Call, Fault, FaultyDisk, built_shim
from tests.end_to_end.program import ServerProcess, printed_token, started_server
from tests.end_to_end.test_kill import COUNTERS, Morning, check, read_back
from tests.link.virtual_time import passes
from tests.patience import PATIENCE_SECONDS
from tests.rings import RING

KIOSKS = 4
ANSWERS_BETWEEN_FAULTS = 25
STOPPED_SECONDS = 0.3


class Rounds:
    """A server that is hit again and again in the middle of a busy morning."""

    def __init__(self, seed: int, data: Path, disk: FaultyDisk) -> None:
        self.random_source = Random(seed)  # noqa: S311 - a seed that a person can give again
        self.data = data
        self.disk = disk
        self.happened = Counter[str]()
        self.server: ServerProcess
        self.morning: Morning

    async def play(self, rounds: int) -> None:
        """So many rounds, each of which begins and ends with a server that answers."""
        kinds = (self.killed_at_a_call, self.power_cut, self.failing, self.stopped, self.killed)
        for _ in range(rounds):
            await self.morning.more_answers(ANSWERS_BETWEEN_FAULTS)
            kind = self.random_source.choice(kinds)
            self.happened[kind.__name__] += 1
            await kind()
        await self.morning.more_answers(ANSWERS_BETWEEN_FAULTS)

    async def killed(self) -> None:
        """kill -9 at any moment."""
        await self.server.kill()
        await self.start_again()

    async def killed_at_a_call(self) -> None:
        """The process ends before, in the middle of, or after a write or sync."""
        fault = self.random_source.choice([Fault.KILL_BEFORE, Fault.KILL_AFTER, Fault.TORN_THEN_KILL])
        call = self.random_source.choice([Call.WRITE, Call.SYNC, Call.WRITE | Call.SYNC])
        self.disk.arm(call, fault, before=self.random_source.randrange(30))
        await self.ended()
        await self.start_again()

    async def power_cut(self) -> None:
        """The same, and what was not synced is gone in parts."""
        self.disk.arm(Call.WRITE | Call.SYNC, Fault.KILL_BEFORE, before=self.random_source.randrange(30))
        await self.ended()
        self.disk.cut_power(self.random_source)
        await self.start_again()

    async def failing(self) -> None:
        """Calls fail for a while: what can't be written is refused, and then the server goes on by itself."""
        call = self.random_source.choice([Call.WRITE, Call.SYNC, Call.WRITE | Call.SYNC, Call.TRUNCATE])
        fault = self.random_source.choice([Fault.FAILS, Fault.FAILS, Fault.SHORT])
        times = self.random_source.choice([1, 1, 2, 5, 20])
        error = self.random_source.choice([EIO, ENOSPC])
        self.disk.arm(call, fault, before=self.random_source.randrange(20), times=times, error=error)
        await self.morning.more_answers(ANSWERS_BETWEEN_FAULTS)
        self.happened["failed calls"] += self.disk.hits
        self.disk.heal()
        if self.random_source.random() < 0.3:
            await self.server.kill()
            self.disk.cut_power(self.random_source)
            await self.start_again()

    async def stopped(self) -> None:
        """The process stands still and goes on."""
        self.server.process.send_signal(signal.SIGSTOP)
        await passes(STOPPED_SECONDS)
        self.server.process.send_signal(signal.SIGCONT)

    async def ended(self) -> None:
        """Wait until the server is gone."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            await self.server.process.wait()
        self.disk.heal()

    async def start_again(self) -> None:
        """The computer is on again."""
        self.disk.forget()
        self.server = await started_server(self.data, self.server.port, environment=self.disk.environment)


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shim as a library."""
    return built_shim(tmp_path_factory.mktemp("shim"))


@asynccontextmanager
async def busy_office(seed: int, folder: Path, shim: Path) -> AsyncIterator[Rounds]:
    """A server on a faulty disk, under load until the end; afterwards its journal is read and checked."""
    data = folder / "data"
    data.mkdir()
    rounds = Rounds(seed, data, FaultyDisk(shim, folder, str(data / "journal")))
    rounds.server = await started_server(data, environment=rounds.disk.environment)
    rounds.morning = morning = Morning(rounds.server.address, await printed_token("manager", data))
    people = [asyncio.create_task(morning.kiosk(number)) for number in range(KIOSKS)]
    people += [asyncio.create_task(morning.counter(number)) for number in COUNTERS]
    yield rounds
    for person in people:
        person.cancel()
    await asyncio.gather(*people, return_exceptions=True)
    assert await rounds.server.end() == 0
    check(await read_back(data), morning.presses, ANSWERS_BETWEEN_FAULTS // 4)


@pytest.mark.slow
@pytest.mark.seeded
@pytest.mark.parametrize("seed", RING.faulty_disks)
async def test_no_fault_of_the_disk_loses_what_was_acknowledged(
    seed: int, tmp_path: Path, shim: Path
) -> None:
    """After kills, power cuts, failed and torn writes: each acknowledged press once, no refused one."""
    async with busy_office(seed, tmp_path, shim) as rounds:
        await rounds.play(RING.faults_of_a_disk)
        answers = len(rounds.morning.presses.acknowledged)
        print(f"faulty disk {seed}: {dict(rounds.happened)}, {answers} answers")


@pytest.mark.slow
async def test_a_disk_that_is_full_is_said_and_overcome(tmp_path: Path, shim: Path) -> None:
    """Presses are refused by name and /healthz says so; with space again work goes on without a restart."""
    async with (
        busy_office(0, tmp_path, shim) as rounds,
        httpx.AsyncClient(base_url=rounds.server.address) as http,
    ):
        await rounds.morning.more_answers(ANSWERS_BETWEEN_FAULTS)
        rounds.disk.arm(Call.WRITE | Call.SYNC, Fault.FAILS, times=10**9, error=ENOSPC)
        await rounds.morning.refusal("journal-unavailable")
        assert (await http.get("/healthz")).status_code == 503
        rounds.disk.heal()
        await rounds.morning.more_answers(ANSWERS_BETWEEN_FAULTS)
        assert (await http.get("/healthz")).status_code == 200
