"""Says how many lines of each room the tests have run: python -m tools.line_coverage FILE of slipcover."""

import json
import sys
from collections import Counter
from pathlib import Path

CORE = "ticketing"
CORE_PERCENT_MIN = 98.0
PRODUCT_PERCENT_MIN = 90.0


def percent(run: int, missed: int) -> float:
    """The share of lines that were run; of none it is all."""
    return 100 * run / (run + missed) if run + missed else 100.0


def main() -> None:
    """Print the figure of each room, of the core and of the product; end with an error below the bounds."""
    files = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))["files"]
    run: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for name, lines in files.items():
        room = Path(name).parts[0]
        run[room] += len(lines["executed_lines"])
        missed[room] += len(lines["missing_lines"])
    print("Lines run by the tests, without those of programs that they start:")
    for room in sorted(run):
        print(f"  {room:<10} {percent(run[room], missed[room]):5.1f} % of {run[room] + missed[room]}")
    core = percent(run[CORE], missed[CORE])
    product = percent(run.total(), missed.total())
    print(f"core {core:.1f} % (at least {CORE_PERCENT_MIN:g})")
    print(f"product {product:.1f} % (at least {PRODUCT_PERCENT_MIN:g})")
    if core < CORE_PERCENT_MIN or product < PRODUCT_PERCENT_MIN:
        sys.exit("Too few lines are run by tests.")


if __name__ == "__main__":
    main()
