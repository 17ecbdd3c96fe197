"""The simulation finds faults: each one that is planted, within as many seeds as its row names."""

import asyncio
import logging
from collections.abc import Callable, Iterator

import pytest

from server.desk import Desk
from tests.server.fakes import CountedRandomSource
from tests.server.test_two_desks import TwoServers, check
from tests.simulation.desk_days import live_a_desk_day
from tests.simulation.mutations import DESK_DAYS, TWO_DESKS
from tests.simulation.planting import Mutation
from tests.ticketing.plans import PLAN

PRESSES_AT_TWO_DESKS = 160
TURNS_TO_FOLLOW_MAX = 400
FOUND_AT_ONCE = ("refusals keep their frames", "every frame counts", "who is called stays in line")

ignores_what_broken_seeds_leave = pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)


@pytest.fixture(autouse=True)
def _without_log() -> Iterator[None]:
    """What goes wrong is meant to."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def is_found(mutation: Mutation, live: Callable[[int], object]) -> bool:
    """Whether a seed breaks a promise with this fault in the product."""
    with pytest.MonkeyPatch.context() as patch:
        mutation.plant(patch)
        for seed in range(mutation.within):
            try:
                live(seed)
            except Exception:  # noqa: BLE001 - a fault may show in whatever way it likes
                return True
    return False


def live_at_two_desks(seed: int) -> None:
    """People press at two servers of one office, one of which is started anew among their presses."""

    async def live() -> None:
        both = TwoServers(seed)
        await both.start()
        both.desks[1] = both.desks[0]
        both._running[1].cancel()
        async with asyncio.timeout(20), asyncio.TaskGroup() as people:
            for at, (request_id, command) in enumerate(both.commands(PRESSES_AT_TWO_DESKS)):
                people.create_task(both.press(request_id, command))
                await asyncio.sleep(0)
                if at == PRESSES_AT_TWO_DESKS // 2:
                    people.create_task(start_anew(both))
        check(both)
        for _ in range(TURNS_TO_FOLLOW_MAX):
            await asyncio.sleep(0)
        assert both.desks[0].office == both.desks[1].office
        await both.end()

    async def start_anew(both: TwoServers) -> None:
        new = Desk(PLAN, both.journals[1], both.clock, CountedRandomSource())
        await new.start()
        both.desks = [both.desks[0], new]
        both._running.append(asyncio.create_task(new.run()))

    asyncio.run(live())


@pytest.mark.long
@ignores_what_broken_seeds_leave
@pytest.mark.parametrize("mutation", DESK_DAYS, ids=lambda mutation: mutation.name)
def test_a_planted_fault_is_found(mutation: Mutation) -> None:
    """The days of one desk find it."""
    assert is_found(mutation, live_a_desk_day)


@pytest.mark.long
@ignores_what_broken_seeds_leave
@pytest.mark.parametrize("mutation", TWO_DESKS, ids=lambda mutation: mutation.name)
def test_a_fault_between_two_desks_is_found(mutation: Mutation) -> None:
    """A busy morning at two servers finds it."""
    assert is_found(mutation, live_at_two_desks)


@pytest.mark.slow
@ignores_what_broken_seeds_leave
@pytest.mark.parametrize("name", FOUND_AT_ONCE)
def test_some_faults_are_found_at_once(name: str) -> None:
    """A fault that shows in every office needs a few seeds."""
    (mutation,) = (each for each in DESK_DAYS if each.name == name)
    assert is_found(mutation, live_a_desk_day)


@pytest.mark.slow
def test_two_desks_without_a_fault_break_nothing() -> None:
    """The way in which faults are looked for at two desks finds none where there is none."""
    live_at_two_desks(0)
