"""The bench measures what it says, with a handful of presses; on real servers in the second ring."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bench.comparison import GOALS, Comparison, Goal, Round, compared, table, whole_frames
from server.event_loop import LOOP_NAME

DOCS = Path(__file__).parents[2] / "docs" / "performance.md"
ALONE = ["start-up", "paper", "search"]  # these need no servers and no browser
FIGURES_ALONE = {
    "start-up with 5,000 tickets taken today",
    "slip drawn and encoded, p50",
    "bytes of a slip",
    "what people type: found first",
    "what people type: found in the first three rows",
    "search over 114 procedures, p95",
    "search over 400 procedures, p95",
    "search over 2,000 procedures, p95",
}


def small_bench(folder: Path, *only: str) -> tuple[dict[str, Any], str]:
    """What a small run of the bench has written and printed; it may leave no file behind."""
    results, temporary = folder / "results.json", folder / "temporary"
    temporary.mkdir()
    command = (sys.executable, "-m", "bench", "--small", "--results", str(results), *only)
    environment = {"TMPDIR": str(temporary), "PATH": ""}
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8", env=environment)
    assert list(temporary.iterdir()) == []
    return json.loads(results.read_text(encoding="utf-8")), done.stdout


def check_results(results: dict[str, Any], printed: str) -> None:
    """Every figure stands beside a baseline and a goal, and both name the event loop."""
    assert results["loop"] == LOOP_NAME
    assert f"on {LOOP_NAME}," in printed
    for figure in results["figures"]:
        assert set(figure) == {"name", "ours", "baseline", "unit", "ratio", "goal", "met"}
        assert figure["name"] in printed
        assert figure["baseline"] > 0
        assert figure["goal"] == str(GOALS[figure["name"]])
        assert figure["ratio"] == pytest.approx(figure["ours"] / figure["baseline"], rel=0.01, abs=5e-4)


@pytest.mark.slow
def test_a_run_of_some_measurements_writes_and_prints_their_figures(tmp_path: Path) -> None:
    """A small run writes its figures with baselines and goals, prints them and leaves nothing behind."""
    results, printed = small_bench(tmp_path, *ALONE)
    check_results(results, printed)
    assert {figure["name"] for figure in results["figures"]} == FIGURES_ALONE


@pytest.mark.long
def test_the_bench_compares_every_figure_with_its_baseline(tmp_path: Path) -> None:
    """A small run of everything, on real servers and in Chromium, has exactly the figures that have goals."""
    results, printed = small_bench(tmp_path)
    check_results(results, printed)
    assert {figure["name"] for figure in results["figures"]} == set(GOALS)


def test_the_docs_name_every_figure_and_its_goal() -> None:
    """The table in docs/performance.md has the figures and goals of the bench, in its order."""
    rows = [
        line.split(" | ") for line in DOCS.read_text(encoding="utf-8").splitlines() if line.count(" | ") == 5
    ]
    told = [(row[0].removeprefix("| "), row[4]) for row in rows if row[4][:1] in ("≤", "≥")]
    signs = str.maketrans({"→": "->", "≤": "<=", "≥": ">="})
    assert [(name.translate(signs), goal.translate(signs)) for name, goal in told] == [
        (name, str(goal)) for name, goal in GOALS.items()
    ]


def test_a_figure_is_the_median_of_its_rounds_and_tells_their_noise() -> None:
    """One bad round changes the noise and neither the ratio nor whether the goal is met."""
    figure = Comparison(next(iter(GOALS)), "ms", [Round(3, 2), Round(30, 2), Round(2, 2)])
    assert (figure.ours, figure.baseline, figure.ratio, figure.is_met) == (3, 2, 1.5, True)
    assert "1.00..15.00" in table([figure])


def test_a_delay_on_a_screen_is_counted_in_whole_frames() -> None:
    """A screen paints every 16.7 ms, so that 17 ms are two frames and 16 ms are one."""
    assert [whole_frames(milliseconds) for milliseconds in (1, 16, 17, 33, 34)] == [1, 1, 2, 2, 3]
    assert compared([(2, 1)] * 9 + [(9, 9)], 50).ratio == 2


def test_a_goal_is_a_least_or_a_most() -> None:
    """A ratio meets a goal on the side that its bound names."""
    assert Goal("<=", 2.0).is_met(2.0)
    assert not Goal("<=", 2.0).is_met(2.1)
    assert Goal(">=", 0.3).is_met(0.3)
    assert not Goal(">=", 0.3).is_met(0.2)
