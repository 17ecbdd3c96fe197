"""What every test relies on: fresh catalogues, repeatable examples, and a word about slow tests."""

import gc
from pathlib import Path

import pytest
from hypothesis import settings

from hatch_build import compile_catalogues

SLOW_SECONDS = 0.25
YOUNG_OBJECTS_MAX = 50_000

# The same examples in every run, so that a failure comes from the change at hand; to look for new ones:
# pytest --hypothesis-profile explore.
settings.register_profile("house", deadline=None, derandomize=True, database=None, print_blob=True)
settings.register_profile("explore", deadline=None, max_examples=2_000, print_blob=True)
settings.load_profile("house")


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
