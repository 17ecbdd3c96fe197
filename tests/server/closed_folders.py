"""Folders in which nothing can be written, as a disk that is mounted read-only or another user's is."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def nothing_written_in(folder: Path) -> Iterator[None]:
    """Let nobody write there, root neither, for whom modes do not count."""
    if os.geteuid() != 0:
        folder.chmod(0o500)
        yield
        folder.chmod(0o700)
        return
    files = [folder, *folder.iterdir()]
    if subprocess.run(["chattr", "+i", *files], check=False, capture_output=True).returncode:
        pytest.skip("chattr does nothing on this disk")
    try:
        yield
    finally:
        subprocess.run(["chattr", "-i", *files], check=True)
