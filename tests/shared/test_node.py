"""The scripts of web/ on the shared cases, run by node's own test runner."""

import subprocess
from pathlib import Path

import pytest

ALL = Path(__file__).with_name("all.mjs")


@pytest.mark.slow
def test_every_case_holds_in_the_scripts_of_web() -> None:
    """One process of node runs them all; what it says of a failing one is shown."""
    command = ("node", "--no-warnings", "--test-reporter=spec", str(ALL))
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
