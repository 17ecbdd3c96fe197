"""Breaks a seed again, or looks for one that breaks: python -m tests.simulation desk --seed 7 --count 100."""

import argparse
import logging
import sys
import tempfile
from collections import Counter as Tally
from collections.abc import Callable
from pathlib import Path

from tests.simulation.desk_days import live_a_desk_day
from tests.simulation.world import MINUTES, MORNING, Size, simulate


def morning(seed: int, size: Size = MORNING) -> str:
    """What an office's morning with kiosks, counters and a display was like."""
    with tempfile.TemporaryDirectory() as folder:
        outcome = simulate(seed, Path(folder), size)
    return (
        f"{len(outcome.entries)} entries of {outcome.days} days, {outcome.acknowledged} answers,"
        f" {outcome.cuts} cuts, {outcome.refusals} refusals of the disk, {outcome.crashes} crashes,"
        f" {outcome.offline} numbers without the server, {outcome.kiosk_deaths} dead kiosks"
    )


def house(seed: int) -> str:
    """The same for some minutes with trouble at every turn."""
    return morning(seed, MINUTES)


def desk(seed: int) -> str:
    """What the minutes of a desk on a failing computer were like."""
    day = live_a_desk_day(seed)
    return f"{len(day.computer.journal.entries)} entries; {dict(day.told)}"


KINDS: dict[str, Callable[[int], str]] = {"morning": morning, "house": house, "desk": desk}


def main() -> int:
    """Simulate the seeds that are asked for and say what each did; those that break are named at the end."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", nargs="?", choices=KINDS, default="morning", help="which kind of seed")
    parser.add_argument("--seed", type=int, default=0, help="the first seed")
    parser.add_argument("--count", type=int, default=1, help="how many seeds from there")
    asked = parser.parse_args()
    if asked.count > 1:
        return look_for_a_fault(asked.kind, range(asked.seed, asked.seed + asked.count))
    print(f"make simulate KIND={asked.kind} SEED={asked.seed}: {KINDS[asked.kind](asked.seed)}")
    return 0


def look_for_a_fault(kind: str, seeds: range) -> int:
    """Live through all of these; answers how many have broken a promise."""
    logging.disable(logging.CRITICAL)
    broken: Tally[str] = Tally()
    for seed in seeds:
        try:
            KINDS[kind](seed)
        except Exception as fault:  # noqa: BLE001 - whatever it is, the seed is told and the next one tried
            broken[type(fault).__name__] += 1
            first, *_ = str(fault).splitlines() or [""]
            print(f"make simulate KIND={kind} SEED={seed}: {type(fault).__name__} {first[:200]}", flush=True)
        if (seed + 1) % 1_000 == 0:
            print(f"{kind}: up to seed {seed}, {sum(broken.values())} broken", flush=True)
    print(f"{kind}: seeds {seeds[0]} to {seeds[-1]}, {sum(broken.values())} broken {dict(broken) or ''}")
    return min(sum(broken.values()), 1)


if __name__ == "__main__":
    sys.exit(main())
