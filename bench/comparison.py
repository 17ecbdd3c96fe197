"""A figure beside its baseline: medians of interleaved rounds, their ratio, and whether the goal is met."""

import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from statistics import median, quantiles
from typing import Any, Literal, TypeVar

T = TypeVar("T")

FRAME_MILLISECONDS = 1_000 / 60
COLUMNS = ("figure", "ours", "baseline", "unit", "ratio", "goal", "met", "noise")
NUMBERS = {"ours", "baseline", "ratio"}


@dataclass(frozen=True, slots=True)
class Goal:
    """How ours may compare with the baseline at most, or shall at least."""

    bound: Literal["<=", ">="]
    ratio: float

    def is_met(self, ratio: float) -> bool:
        """Whether this ratio of ours to the baseline is good enough."""
        return ratio <= self.ratio if self.bound == "<=" else ratio >= self.ratio

    def __str__(self) -> str:
        return f"{self.bound} {self.ratio:.1f}"


# Ratios of ours to the baseline; docs/performance.md says what each was chosen from.
GOALS = {
    "ticket issued over a websocket, 1 kiosk, p50": Goal("<=", 2.0),
    "tickets per second, 32 kiosks at once": Goal(">=", 0.3),
    'press "next" -> last of 200 screens has it, p99': Goal("<=", 2.0),
    "resident memory with 200 screens": Goal("<=", 2.5),
    "start-up with 5,000 tickets taken today": Goal("<=", 5.0),
    "command -> first answer on an empty folder": Goal("<=", 4.0),
    "ticket p50 with one million visits in the file": Goal("<=", 1.2),
    "announcement joined from its clips, p50": Goal("<=", 10.0),
    'press "next" -> first bytes of the sound at a speaker, p50': Goal("<=", 6.0),
    'press "next" -> its number is said, 12 calls a minute, p95': Goal("<=", 1.0),
    "seconds of speech whose number is the one that is large": Goal(">=", 1.5),
    "slip drawn and encoded, p50": Goal("<=", 0.4),
    "bytes of a slip": Goal("<=", 0.5),
    "what people type: found first": Goal(">=", 2.0),
    "what people type: found in the first three rows": Goal(">=", 2.0),
    "search over 114 procedures, p95": Goal("<=", 20.0),
    "search over 400 procedures, p95": Goal("<=", 6.0),
    "search over 2,000 procedures, p95": Goal("<=", 6.0),
    'press "next" -> painted in Chromium, p50': Goal("<=", 2.0),
    'press "next" -> painted in Chromium, p99': Goal("<=", 2.0),
    'press "next" -> last of 500 boards has it, p99': Goal("<=", 2.0),
    "resident memory with 500 boards": Goal("<=", 2.5),
    "key after its guard of 150 ms -> the desk has the called number, p50": Goal("<=", 2.0),
    "key after its guard of 150 ms -> the desk has the called number, p99": Goal("<=", 2.0),
    "key after its guard of 150 ms -> the number is painted on the desk, p99": Goal("<=", 3.0),
}


@dataclass(frozen=True, slots=True)
class Round:
    """One round's figure of ours and of the baseline, taken in turns at the same time."""

    ours: float
    baseline: float

    @property
    def ratio(self) -> float:
        return self.ours / self.baseline


@dataclass(frozen=True, slots=True)
class Comparison:
    """A figure of the table; `ours` and `baseline` are medians of the rounds."""

    name: str
    unit: str
    rounds: Sequence[Round]

    @property
    def goal(self) -> Goal:
        return GOALS[self.name]

    @property
    def ours(self) -> float:
        return median(each.ours for each in self.rounds)

    @property
    def baseline(self) -> float:
        return median(each.baseline for each in self.rounds)

    @property
    def ratio(self) -> float:
        return self.ours / self.baseline

    @property
    def is_met(self) -> bool:
        return self.goal.is_met(self.ratio)

    @property
    def noise(self) -> str:
        """The smallest and the largest ratio of a single round."""
        ratios = [each.ratio for each in self.rounds]
        return f"{min(ratios):.2f}..{max(ratios):.2f}"

    def row(self) -> tuple[str, ...]:
        """The figure as a row of the table, in the order of COLUMNS."""
        ours, baseline, ratio = _short(self.ours), _short(self.baseline), f"{self.ratio:.2f}"
        met = "yes" if self.is_met else "NO"
        return self.name, ours, baseline, self.unit, ratio, str(self.goal), met, self.noise

    def record(self) -> dict[str, Any]:
        """The figure as it stands in the file of results."""
        return {
            "name": self.name,
            "ours": round(self.ours, 4),
            "baseline": round(self.baseline, 4),
            "unit": self.unit,
            "ratio": round(self.ratio, 3),
            "goal": str(self.goal),
            "met": self.is_met,
        }


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}"


def percentile(values: Sequence[float], percent: int) -> float:
    """The value below which `percent` of at least two values lie."""
    return quantiles(values, n=100, method="inclusive")[percent - 1]


def compared(pairs: Sequence[tuple[float, float]], percent: int) -> Round:
    """A round's percentile of values that were taken in turns, ours and the baseline's."""
    ours, baseline = zip(*pairs, strict=True)
    return Round(percentile(ours, percent), percentile(baseline, percent))


def whole_frames(milliseconds: float) -> int:
    """How many frames of a screen a delay takes: nothing is seen between two of them."""
    return ceil(milliseconds / FRAME_MILLISECONDS)


async def in_turns(
    ours: Callable[[], Awaitable[T]], baseline: Callable[[], Awaitable[T]], count: int
) -> list[tuple[T, T]]:
    """So many values of ours and of the baseline, each of them first every other time."""
    pairs = []
    for at in range(count):
        if at % 2:
            there, here = await baseline(), await ours()
        else:
            here, there = await ours(), await baseline()
        pairs.append((here, there))
    return pairs


def table(figures: Sequence[Comparison]) -> str:
    """The figures for a person."""
    rows = [COLUMNS, *(figure.row() for figure in figures)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(_aligned(row, widths)).rstrip() for row in rows)


def _aligned(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    cells = zip(COLUMNS, row, widths, strict=True)
    return [text.rjust(width) if column in NUMBERS else text.ljust(width) for column, text, width in cells]


def write(figures: Sequence[Comparison], loop: str, path: Path) -> None:
    """Write the figures for a program, and the event loop on which ours and the baselines ran."""
    results = {"loop": loop, "figures": [figure.record() for figure in figures]}
    path.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
