"""A data folder has one holder at a time."""

import os
from pathlib import Path

import pytest

from server.lock import DataInUse, hold_lock


def test_a_folder_that_is_held_is_refused_with_a_sentence(tmp_path: Path) -> None:
    """A second holder is told which folder is in use, and by which process."""
    with hold_lock(tmp_path), pytest.raises(DataInUse) as caught, hold_lock(tmp_path):
        pass
    assert str(tmp_path) in str(caught.value)
    assert f"process {os.getpid()}" in str(caught.value)


def test_a_folder_is_free_again_afterwards(tmp_path: Path) -> None:
    """The lock ends with its context; the file that stays behind holds nobody out."""
    for _ in range(2):
        with hold_lock(tmp_path):
            assert (tmp_path / "server.lock").read_text(encoding="ascii") == str(os.getpid())
