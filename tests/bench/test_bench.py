"""The bench measures what it says, on real servers, with a handful of presses."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench.comparison import Comparison, Goal, Round, table

FIGURES = {
    "ticket issued over a websocket, 1 kiosk, p50": "<= 2.0",
    "tickets per second, 32 kiosks at once": ">= 0.3",
    'press "next" -> last of 200 screens has it, p99': "<= 2.0",
    "start-up with 5,000 tickets taken today": "<= 6.0",
    "command -> first answer on an empty folder": "<= 4.0",
    "ticket p50 with one million visits in the file": "<= 1.2",
    "resident memory with 200 screens": "<= 2.5",
    "slip drawn and encoded, p50": "<= 12 ms",
    "bytes of a slip": "<= 0.5",
    "announcement joined from its clips, p50": "<= 10 ms",
    'press "next" -> first bytes of the sound at a speaker, p50': "<= 300 ms",
    'press "next" -> painted in Chromium, p50': "<= 2.0",
    'press "next" -> painted in Chromium, p99': "<= 2.0",
    'press "next" -> last of 500 boards has it, p99': "<= 2.0",
    "resident memory with 500 boards": "<= 2.5",
    "key -> the desk has the called number, p50": "<= 2.0",
    "key -> the desk has the called number, p99": "<= 2.0",
    "key -> the number is painted on the desk, p99": "<= 50 ms",
}


@pytest.mark.slow
def test_the_bench_compares_eighteen_figures_with_their_floors(tmp_path: Path) -> None:
    """A small run writes the eighteen figures with their goals, prints them, and leaves nothing behind."""
    results, folder = tmp_path / "results.json", tmp_path / "temporary"
    folder.mkdir()
    command = (sys.executable, "-m", "bench", "--small", "--results", str(results))
    environment = {"TMPDIR": str(folder), "PATH": ""}
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8", env=environment)
    figures = json.loads(results.read_text(encoding="utf-8"))
    assert {figure["name"]: figure["goal"] for figure in figures} == FIGURES
    assert all(figure["name"] in done.stdout for figure in figures)
    for figure in figures:
        assert set(figure) == {"name", "ours", "floor", "unit", "ratio", "goal", "met"}
        assert figure["ratio"] == pytest.approx(figure["ours"] / figure["floor"], rel=0.01)
    assert list(folder.iterdir()) == []


def test_a_figure_is_the_median_of_its_rounds_and_tells_their_noise() -> None:
    """One bad round changes the noise and neither the ratio nor whether the goal is met."""
    figure = Comparison("a", "ms", Goal("<=", 2.0), [Round(3, 2), Round(30, 2), Round(2, 2)])
    assert (figure.ours, figure.floor, figure.ratio, figure.is_met) == (3, 2, 1.5, True)
    assert "1.00..15.00" in table([figure])


def test_a_goal_is_a_least_or_a_most() -> None:
    """A ratio meets a goal on the side that its bound names."""
    assert Goal("<=", 2.0).is_met(2.0)
    assert not Goal("<=", 2.0).is_met(2.1)
    assert Goal(">=", 0.3).is_met(0.3)
    assert not Goal(">=", 0.3).is_met(0.2)
