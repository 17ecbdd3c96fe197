"""Whatever a computer's clock does, an office keeps its day, its numbers and its waits."""

import asyncio

import pytest

from tests.rings import RING
from tests.simulation.wrong_clocks import WrongClocks


@pytest.mark.slow
@pytest.mark.seeded
def test_clocks_that_jump_at_any_moment_change_nothing_that_lasts() -> None:
    """With the clock right again so is the day; no number was given twice, nobody lapsed, waits are true."""
    for seed in RING.faulty_networks:
        day = WrongClocks(seed)
        try:
            asyncio.run(day.live())
        except BaseException:
            print(f"seed {seed}, jumps {dict(day.jumps)}, {len(day.issued)} numbers")
            raise
