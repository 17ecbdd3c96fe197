"""Printers for the kiosk's tests: a virtual one, and one that is switched off."""

import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.printing.printer import DEFAULT_LIMITS, Printer
from kiosk.printing.settings import open_printer


@pytest.fixture
def virtual_printer(tmp_path: Path) -> Printer:
    return open_printer(f"virtual:{tmp_path}")


@pytest.fixture
def dead_printer() -> Iterator[Printer]:
    """A network printer at a port that is taken and does not listen."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield open_printer(
            f"network:127.0.0.1:{taken.getsockname()[1]}", replace(DEFAULT_LIMITS, persist=0.0)
        )
