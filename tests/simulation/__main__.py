"""Breaks a seed again, or looks for one that breaks: python -m tests.simulation --seed 7 --count 100."""

import argparse
import tempfile
from pathlib import Path

from tests.simulation.world import simulate


def main() -> None:
    """Simulate the seeds that are asked for and say what each did."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=0, help="the first seed")
    parser.add_argument("--count", type=int, default=1, help="how many seeds from there")
    asked = parser.parse_args()
    for seed in range(asked.seed, asked.seed + asked.count):
        print(f"make simulate SEED={seed}", end=": ", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            outcome = simulate(seed, Path(folder))
        print(
            f"{len(outcome.entries)} entries of {outcome.days} days, {outcome.acknowledged} answers,"
            f" {outcome.cuts} cuts, {outcome.refusals} refusals of the disk, {outcome.crashes} crashes,"
            f" {outcome.offline} numbers without the server, {outcome.kiosk_deaths} dead kiosks"
        )


if __name__ == "__main__":
    main()
