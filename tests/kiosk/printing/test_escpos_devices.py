"""The door to python-escpos: when it is opened, and what it leaves behind."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


@pytest.mark.slow
def test_the_library_leaves_nothing_behind(tmp_path: Path) -> None:
    """Opening a device that is not there writes nothing to the terminal, and keeps the log's handlers."""
    program = (
        "import logging\n"
        "from kiosk.printing.connections import DeviceAbsentError\n"
        "from kiosk.printing.escpos_devices import SerialDevice\n"
        "try:\n    SerialDevice('/dev/nowhere', 115200)\n"
        "except DeviceAbsentError:\n    assert not logging.getLogger().handlers"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_escpos_is_loaded_for_usb_and_serial_printers_only() -> None:
    """Drawing and encoding a slip for the network does not import the library."""
    program = (
        "import sys; from PIL import Image; from kiosk.printing.encoding import JobStyle, encode;"
        "from kiosk.printing.settings import open_printer;"
        "printer = open_printer('network:192.0.2.1');"
        "encode(Image.new('1', (576, 20)), printer.paper, JobStyle()); sys.exit('escpos' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)
