"""The promises of the whole house hold for many seeds of trouble."""

from pathlib import Path

import pytest

from tests.rings import RING, blocks_of
from tests.simulation.world import MINUTES, simulate

WITH_EVERY_TROUBLE = 73  # a seed that is in no ring
MINUTES_AT_ONCE = 5


@pytest.mark.slow
@pytest.mark.seeded
@pytest.mark.parametrize("seed", RING.simulated_mornings)
def test_nothing_acknowledged_is_lost_and_nothing_happens_twice(seed: int, tmp_path: Path) -> None:
    """Under cuts, losses, repeats, a refusing disk and crashes the journal keeps every promise."""
    print(f"make simulate SEED={seed}")
    assert simulate(seed, tmp_path).acknowledged > 0


@pytest.mark.slow
@pytest.mark.seeded
@pytest.mark.parametrize("seeds", blocks_of(RING.house_minutes, MINUTES_AT_ONCE), ids=str)
def test_a_house_in_trouble_keeps_its_promises(seeds: range, tmp_path: Path) -> None:
    """Kiosks with bad disks and printers, lines that break, a server that dies at any step of any task."""
    for seed in seeds:
        print(f"make simulate KIND=house SEED={seed}")
        (tmp_path / str(seed)).mkdir()
        simulate(seed, tmp_path / str(seed), MINUTES)


@pytest.mark.slow
def test_a_seed_gives_the_same_again(tmp_path: Path) -> None:
    """Two runs of a seed write the same journal, over midnight and through every kind of trouble."""
    first, second = (
        simulate(WITH_EVERY_TROUBLE, tmp_path / "first"),
        simulate(WITH_EVERY_TROUBLE, tmp_path / "second"),
    )
    assert first == second
    assert first.days == 2
    assert first.cuts > 1  # one that heals belongs to no trouble
    assert first.refusals > 0
    assert first.crashes > 1  # its end is one
    assert first.offline > 0
    assert first.kiosk_deaths > 0
