"""What every test relies on: its ring, fresh catalogues, repeatable examples, and a word about slow tests."""

import gc
from dataclasses import fields
from pathlib import Path

import pytest
import slipcover.pytest_plugin
from hypothesis import settings

from hatch_build import compile_catalogues
from tests.rings import INNER_RING, RING, RING_NAME, RINGS

SLOW_SECONDS = 0.25
PROBE_HITS_MAX = 2_000
YOUNG_OBJECTS_MAX = 50_000

# The same examples in every run of make test and make long, so that a failure comes from the change at hand;
# make campaign looks for others.
settings.register_profile(
    "ring",
    deadline=None,
    derandomize=RING_NAME != "campaign",
    database=None,
    print_blob=True,
    max_examples=RING.examples,
)
settings.load_profile("ring")

# After so many hits of lines that it has seen, slipcover looks through every module for the functions to give
# back as they were. At 50, its own number, it does little else while a worker imports the product.
if counted := getattr(slipcover.pytest_plugin, "_slipcover_instance", None):
    counted.d_miss_threshold = PROBE_HITS_MAX


def is_seeded(item: pytest.Item) -> bool:
    """Whether a wider ring tries more of this test: it is marked so, or Hypothesis gives it its examples."""
    is_property = getattr(getattr(item, "obj", None), "is_hypothesis_test", False)
    return bool(is_property or item.get_closest_marker("seeded"))


def is_in_ring(item: pytest.Item) -> bool:
    """Whether a test belongs to the ring that runs."""
    rings = {name for name in RINGS if name != INNER_RING and item.get_closest_marker(name)}
    if RING_NAME == INNER_RING:
        return not rings
    return RING_NAME in rings or (not rings and is_seeded(item))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out what belongs to another ring."""
    others = [item for item in items if not is_in_ring(item)]
    items[:] = [item for item in items if is_in_ring(item)]
    if others:
        config.hook.pytest_deselected(items=others)


def pytest_report_header() -> list[str]:
    """Says how much is tried."""
    counts = ", ".join(f"{field.name} {shown(getattr(RING, field.name))}" for field in fields(RING))
    return [f"ring: {RING_NAME} ({counts})"]


def shown(count: range | float) -> str:
    """A number, or the seeds from the first to the last."""
    return f"{count[0]}..{count[-1]}" if isinstance(count, range) else str(count)


def pytest_configure(config: pytest.Config) -> None:
    """Compiles catalogues that somebody has edited, before any worker reads them."""
    if not hasattr(config, "workerinput"):
        compile_catalogues(Path(__file__).parent.parent)


def pytest_collection_finish() -> None:
    """Looks for garbage less often and never among the tests themselves, which saves a fifth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS_MAX, 20, 20)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Names the tests that took long without being marked slow."""
    reports = [report for outcome in ("passed", "failed") for report in terminalreporter.getreports(outcome)]
    unmarked = [
        report
        for report in reports
        if report.when == "call" and report.duration > SLOW_SECONDS and "slow" not in report.keywords
    ]
    if unmarked:
        terminalreporter.section(f"over {SLOW_SECONDS} s and not marked slow")
        for report in sorted(unmarked, key=lambda report: -report.duration):
            terminalreporter.line(f"{report.duration:6.2f} s  {report.nodeid}")
