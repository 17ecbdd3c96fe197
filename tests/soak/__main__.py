"""A month of an office, bounded in time: python -m tests.soak --days 30 --visits 100 --seed 1."""

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

from tests.soak.figures import HEADINGS, DayFigures, grown, row
from tests.soak.soak import soak

DAYS = 30
VISITS = 100
START_EVERY = 7


async def told(days: int, visits: int, seed: int) -> list[DayFigures]:
    """Soak, and print each day as it ends."""
    print(HEADINGS)
    found = []
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        data.mkdir(mode=0o700)
        async for day in soak(data, days, visits, seed=seed, start_every=START_EVERY):
            print(row(day), flush=True)
            found.append(day)
    return found


def main() -> int:
    """Print the table and what has grown; answers 1 if anything has."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=DAYS)
    parser.add_argument("--visits", type=int, default=VISITS, help="visits a day")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    found = grown(asyncio.run(told(asked.days, asked.visits, asked.seed)))
    print("\n".join(found) or "Nothing has grown.")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
