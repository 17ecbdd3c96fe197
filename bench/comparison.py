"""A figure beside its floor: medians of interleaved rounds, their ratio, and whether the goal is met."""

import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import Any, Literal, TypeVar

T = TypeVar("T")

COLUMNS = ("figure", "ours", "floor", "unit", "ratio", "goal", "met", "noise")
NUMBERS = {"ours", "floor", "ratio"}


@dataclass(frozen=True, slots=True)
class Goal:
    """How ours may compare with the floor at most, or shall at least."""

    bound: Literal["<=", ">="]
    ratio: float

    def is_met(self, ratio: float) -> bool:
        """Whether this ratio of ours to the floor is good enough."""
        return ratio <= self.ratio if self.bound == "<=" else ratio >= self.ratio

    def __str__(self) -> str:
        return f"{self.bound} {self.ratio:.1f}"


@dataclass(frozen=True, slots=True)
class Round:
    """One round's figure of ours and of the floor, taken in turns at the same time."""

    ours: float
    floor: float

    @property
    def ratio(self) -> float:
        return self.ours / self.floor


@dataclass(frozen=True, slots=True)
class Comparison:
    """A figure of the table; `ours` and `floor` are medians of the rounds."""

    name: str
    unit: str
    goal: Goal
    rounds: Sequence[Round]

    @property
    def ours(self) -> float:
        return median(each.ours for each in self.rounds)

    @property
    def floor(self) -> float:
        return median(each.floor for each in self.rounds)

    @property
    def ratio(self) -> float:
        return self.ours / self.floor

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
        ours, floor, ratio = _short(self.ours), _short(self.floor), f"{self.ratio:.2f}"
        met = "yes" if self.is_met else "NO"
        return self.name, ours, floor, self.unit, ratio, str(self.goal), met, self.noise

    def record(self) -> dict[str, Any]:
        """The figure as it stands in the file of results."""
        return {
            "name": self.name,
            "ours": round(self.ours, 4),
            "floor": round(self.floor, 4),
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
    """A round's percentile of values that were taken in turns, ours and the floor's."""
    ours, floor = zip(*pairs, strict=True)
    return Round(percentile(ours, percent), percentile(floor, percent))


async def in_turns(
    ours: Callable[[], Awaitable[T]], floor: Callable[[], Awaitable[T]], count: int
) -> list[tuple[T, T]]:
    """So many values of ours and of the floor, each of them first every other time."""
    pairs = []
    for at in range(count):
        if at % 2:
            there, here = await floor(), await ours()
        else:
            here, there = await ours(), await floor()
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


def write(figures: Sequence[Comparison], path: Path) -> None:
    """Write the figures for a program."""
    path.write_text(json.dumps([figure.record() for figure in figures], indent=1) + "\n", encoding="utf-8")
