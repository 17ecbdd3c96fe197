"""A desk on a computer whose disk, clock and power fail keeps every promise, for many seeds."""

import logging
from collections import Counter as Tally
from collections.abc import Iterator

import pytest

from tests.rings import RING, blocks_of
from tests.simulation.desk_days import live_a_desk_day

SEEDS_AT_ONCE = 12


@pytest.fixture(autouse=True)
def _without_log() -> Iterator[None]:
    """Hundreds of faults an example, each with its traceback, tell nothing and take their time."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.slow
@pytest.mark.seeded
@pytest.mark.parametrize("seeds", blocks_of(RING.desk_days, SEEDS_AT_ONCE), ids=str)
def test_nothing_that_fails_breaks_a_promise(seeds: range) -> None:
    """Through kills at any step, power cuts, failing and lying disks, wrong clocks and other office files.

    Nothing acknowledged is lost, nothing happens twice, and everybody sees what the record leads to.
    """
    for seed in seeds:
        print(f"make simulate KIND=desk SEED={seed}")
        live_a_desk_day(seed)


def test_a_seed_gives_the_same_again() -> None:
    """Two runs of a seed write the same journal and meet the same faults."""
    first, second = live_a_desk_day(3), live_a_desk_day(3)
    assert first.computer.journal.entries == second.computer.journal.entries
    assert first.told == second.told


@pytest.mark.slow
def test_every_kind_of_trouble_comes_soon() -> None:
    """A dozen and a half of seeds die, start again, lose answers, change files and find damage."""
    told: Tally[str] = Tally()
    for seed in range(18):
        told += live_a_desk_day(seed).told
    wanted = ("deaths", "unanswered", "clock faults", "office files", "journal-unavailable")
    assert all(told[trouble] > 0 for trouble in wanted), told
