"""Folders in which nothing can be written, as a disk that is mounted read-only or another user's is."""

import os
import shutil
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
    try:
        if not _set("+i", files):
            pytest.skip("chattr does nothing on this disk")
        yield
    finally:
        _set("-i", files)


def _set(attribute: str, files: list[Path]) -> bool:
    """Change an attribute of files; answers whether that can be done here."""
    program = shutil.which("chattr")
    if program is None:
        return False
    return subprocess.run([program, attribute, *files], check=False).returncode == 0
