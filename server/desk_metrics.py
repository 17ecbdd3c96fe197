"""What the desk counts of its own work; whoever watches reads it off."""

from bisect import bisect_left
from collections import Counter as Tally
from dataclasses import dataclass
from dataclasses import field as default

DONE = "done"
APPEND_SECONDS_BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)
BATCH_PRESSES_BOUNDS = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0)


@dataclass(slots=True)
class Histogram:
    """How many values were at most each of `bounds`, and their sum.

    prometheus_client has one too, but takes 50 ms of a start, and nobody may ever ask for the figures.
    """

    bounds: tuple[float, ...]
    total: float = 0.0
    counts: list[int] = default(default_factory=list)

    def __post_init__(self) -> None:
        self.counts = [0] * (len(self.bounds) + 1)

    def add(self, value: float) -> None:
        """Count one value."""
        self.counts[bisect_left(self.bounds, value)] += 1
        self.total += value

    def buckets(self) -> list[tuple[str, float]]:
        """The upper bound of each bucket, and how many values lie at or below it."""
        rows, reached = [], 0
        for bound, count in zip((*map(str, self.bounds), "+Inf"), self.counts, strict=True):
            reached += count
            rows.append((bound, float(reached)))
        return rows


@dataclass(slots=True)
class DeskMetrics:
    """Answers by name (DONE, or that of the refusal), and how batches of presses were written."""

    results: Tally[str] = default(default_factory=Tally)
    append_seconds: Histogram = default(default_factory=lambda: Histogram(APPEND_SECONDS_BOUNDS))
    batch_presses: Histogram = default(default_factory=lambda: Histogram(BATCH_PRESSES_BOUNDS))

    def appended(self, seconds: float, presses: int) -> None:
        """A batch of presses is on disk, `seconds` after it was given to the journal."""
        self.append_seconds.add(seconds)
        self.batch_presses.add(presses)
