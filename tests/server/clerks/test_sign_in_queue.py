"""Whose PIN is looked at next: a model in virtual time, the turns, and a flood at the real cost."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from server.clerks.clerk_file import ClerkFile
from server.clerks.register import ClerkRegister
from server.clerks.sessions import Sessions
from server.clerks.sign_in_queue import (
    SIGN_INS_WAITING_MAX,
    CheckTurns,
    FairQueue,
    QueueFull,
)
from server.clock import SystemClock
from tests.server.fakes import CountedRandomSource, refused
from ticketing.refusals import Refusal

WRONG_PER_SECOND = 40
HONEST_SECONDS_MAX = 1.0


@dataclass
class Model:
    """The queue in virtual time, with checks that take `check_seconds` each."""

    check_seconds: float
    queue: FairQueue[tuple[str, float]] = field(default_factory=FairQueue)
    under_way: list[tuple[float, bool]] = field(default_factory=list)
    waits: dict[str, list[float]] = field(default_factory=dict)

    def arrive(self, who: str, address: str, now: float, *, is_staffs: bool = False) -> bool:
        """Whether `who` may wait; checks that end before are over by then."""
        self.go_on(now)
        try:
            self.queue.put((who, now), address, is_staffs=is_staffs)
        except QueueFull:
            return False
        self.begin(now)
        return True

    def go_on(self, now: float) -> None:
        """Let the checks go on until `now`."""
        while self.under_way and self.under_way[0][0] <= now:
            end, is_staffs = self.under_way.pop(0)
            self.queue.end(is_staffs=is_staffs)
            self.begin(end)

    def begin(self, now: float) -> None:
        """Give the turns that are free."""
        while taken := self.queue.take():
            (who, came), is_staffs = taken
            end = now + self.check_seconds
            self.under_way.append((end, is_staffs))
            self.waits.setdefault(who, []).append(end - came)


def flood(addresses: int, seconds: int) -> Iterator[tuple[float, str]]:
    """WRONG_PER_SECOND guesses, by turns from so many addresses."""
    for number in range(WRONG_PER_SECOND * seconds):
        yield number / WRONG_PER_SECOND, f"10.0.{number % addresses}.1"


@pytest.mark.parametrize("check_seconds", [0.03, 0.1], ids=["idle", "busy"])
@pytest.mark.parametrize("addresses", [1, 8, 40, 1_000])
def test_an_honest_sign_in_waits_a_second_at_most_beside_a_flood(
    addresses: int, check_seconds: float
) -> None:
    """Everybody at a desk where staff have signed in before, every half second, on a busy machine too."""
    model, honest = Model(check_seconds), 0
    for now, address in flood(addresses, seconds=30):
        model.arrive("guess", address, now)
        if round(now * WRONG_PER_SECOND) % (WRONG_PER_SECOND // 2) == 0:
            honest += 1
            assert model.arrive("honest", f"192.168.1.{honest % 12}", now, is_staffs=True)
    model.go_on(1e9)
    assert len(model.waits["honest"]) == honest
    assert max(model.waits["honest"]) <= HONEST_SECONDS_MAX


@pytest.mark.parametrize("check_seconds", [0.03, 0.1], ids=["idle", "busy"])
def test_a_stranger_waits_as_short_beside_one_address_that_floods(check_seconds: float) -> None:
    """At a desk where nobody has signed in before each has a lane of their own beside the flood's."""
    model = Model(check_seconds)
    for now, address in flood(1, seconds=30):
        model.arrive("guess", address, now)
        if now % 1 == 0:
            assert model.arrive("honest", f"192.168.1.{int(now)}", now)
    model.go_on(1e9)
    assert len(model.waits["honest"]) == 30
    assert max(model.waits["honest"]) <= HONEST_SECONDS_MAX


def test_a_morning_behind_one_address_is_looked_at_in_its_order() -> None:
    """All who come through a proxy are one lane, of SIGN_INS_WAITING_MAX places."""
    model = Model(0.03)
    came = [
        model.arrive(f"clerk {n}", "192.168.1.2", n / 100, is_staffs=True)
        for n in range(SIGN_INS_WAITING_MAX)
    ]
    model.go_on(1e9)
    assert came == [True] * SIGN_INS_WAITING_MAX
    assert list(model.waits) == [f"clerk {n}" for n in range(SIGN_INS_WAITING_MAX)]


def test_of_a_full_queue_the_newest_of_the_longest_lane_gives_way() -> None:
    """A newcomer takes its place; one of as long a lane is turned away; staff have places of their own."""
    queue: FairQueue[str] = FairQueue()
    for number in range(SIGN_INS_WAITING_MAX):
        assert queue.put(f"flood {number}", "10.0.0.1", is_staffs=False) is None
    with pytest.raises(QueueFull):
        queue.put("flood on", "10.0.0.1", is_staffs=False)
    assert queue.put("other", "10.0.0.2", is_staffs=False) == f"flood {SIGN_INS_WAITING_MAX - 1}"
    assert queue.put("Hoa", "192.168.1.11", is_staffs=True) is None
    taken = []
    for _ in range(4):
        turn = queue.take()
        assert turn is not None
        taken.append(turn)
        queue.end(is_staffs=turn[1])
    assert taken == [("Hoa", True), ("flood 0", False), ("other", False), ("flood 1", False)]


def test_strangers_leave_a_turn_to_staff_and_staff_leave_turns_to_strangers() -> None:
    """However many strangers wait, one is looked at at once; beside staff they take every other turn."""
    queue: FairQueue[str] = FairQueue()
    for number in range(4):
        queue.put(f"stranger {number}", f"10.0.0.{number}", is_staffs=False)
    assert queue.take() == ("stranger 0", False)
    assert queue.take() is None
    queue.end(is_staffs=False)
    for number in range(4):
        queue.put(f"staff {number}", f"192.168.1.{number}", is_staffs=True)
    assert [queue.take(), queue.take(), queue.take()] == [("staff 0", True), ("stranger 1", False), None]
    queue.end(is_staffs=True)
    assert queue.take() == ("staff 1", True)
    queue.end(is_staffs=False)
    assert queue.take() == ("stranger 2", False)


async def test_turns_that_nobody_wants_any_more_are_passed_on() -> None:
    """Whoever is sent away while waiting, or just as the turn comes, holds nobody up."""
    turns, order, go = CheckTurns(), [], asyncio.Event()
    tasks: list[asyncio.Task[None]] = []

    async def come(name: str) -> None:
        async with turns.turn(name, is_staffs=True):
            order.append(name)
            await go.wait()
        if name == "a":
            tasks[3].cancel()  # d has been given the turn of a, and does not know it yet

    tasks += [asyncio.create_task(come(name)) for name in "abcdef"]
    await asyncio.sleep(0)
    tasks[2].cancel()
    await asyncio.sleep(0)
    go.set()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert order == ["a", "b", "e", "f"]
    async with turns.turn("g", is_staffs=True), turns.turn("h", is_staffs=False):
        pass


async def test_who_gives_way_is_told() -> None:
    """The newest of the flood is refused `too-busy` at once when an honest one needs its place."""
    turns = CheckTurns()
    async with turns.turn("x", is_staffs=False):
        waiting = [
            asyncio.create_task(turns.turn("flood", is_staffs=False).__aenter__())
            for _ in range(SIGN_INS_WAITING_MAX)
        ]
        await asyncio.sleep(0)
        honest = asyncio.create_task(turns.turn("honest", is_staffs=False).__aenter__())
        with refused("too-busy"):
            await waiting[-1]
        assert not honest.done()
        for task in (*waiting, honest):
            task.cancel()
        await asyncio.gather(*waiting, honest, return_exceptions=True)


@dataclass
class Flooded:
    """An office at the real cost of a PIN, where Hoa has signed in at her desk before."""

    sessions: Sessions
    settled: list[str] = field(default_factory=list)

    async def guess(self, number: int, address: str) -> None:
        """A wrong PIN for a name of nobody."""
        with pytest.raises(Refusal) as caught:
            await self.sessions.sign_in(f"Nobody {number}", "0000", address)
        self.settled.append(caught.value.name)

    async def sign_in_beside(self, addresses: int) -> tuple[int, float]:
        """Hoa comes after the guesses of a second, all at once.

        Answers how many PINs were looked at before hers was, and the seconds that she waited.
        """
        self.settled.clear()
        guesses = [
            asyncio.create_task(self.guess(number, address))
            for number, (_, address) in enumerate(flood(addresses, seconds=1))
        ]
        await asyncio.sleep(0)
        came = asyncio.get_running_loop().time()
        await self.sessions.sign_in("Hoa", "2468", "192.168.1.11")
        waited, before = asyncio.get_running_loop().time() - came, self.settled.count("sign-in-wrong")
        await asyncio.gather(*guesses)
        return before, waited


@pytest.fixture
async def flooded(tmp_path: Path) -> AsyncIterator[Flooded]:
    zone, random_source, file = ZoneInfo("Asia/Ho_Chi_Minh"), CountedRandomSource(), ClerkFile(tmp_path)
    await ClerkRegister(file).add("Hoa", "clerk", "2468", random_source)
    sessions = Sessions(file, SystemClock(zone), random_source, zone)
    try:
        await sessions.sign_in("Hoa", "2468", "192.168.1.11")
        yield Flooded(sessions)
    finally:
        await sessions.close()


@pytest.mark.slow
@pytest.mark.parametrize("addresses", [1, WRONG_PER_SECOND])
async def test_a_flood_at_the_real_cost_goes_before_no_honest_one(flooded: Flooded, addresses: int) -> None:
    """Fewer PINs are looked at before Hoa's than would wait in one queue."""
    before, _ = await flooded.sign_in_beside(addresses)
    assert before < SIGN_INS_WAITING_MAX
    assert set(flooded.settled) <= {"sign-in-wrong", "sign-in-locked", "too-busy"}


@pytest.mark.long
@pytest.mark.parametrize("addresses", [1, WRONG_PER_SECOND])
async def test_a_flood_at_the_real_cost_keeps_no_honest_one_waiting(flooded: Flooded, addresses: int) -> None:
    """On a machine that does nothing else she signs in within a second."""
    _, waited = await flooded.sign_in_beside(addresses)
    assert waited <= HONEST_SECONDS_MAX
