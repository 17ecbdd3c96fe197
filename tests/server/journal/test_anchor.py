"""The anchor's file: two slots in turn, of which no torn write takes more than the one it was about."""

from dataclasses import replace
from pathlib import Path

import pytest

from server.journal.anchor import (
    SLOT_BYTES,
    SLOTS,
    Anchored,
    AnchorFile,
    AnchorUnreadable,
    DayGiven,
    read_anchor,
    this_boot,
)
from tests.ticketing.plans import MONDAY_MORNING
from ticketing.rules.losses import Reached

FULL = Anchored(
    120,
    bytes(range(32)),
    MONDAY_MORNING,
    (DayGiven(MONDAY_MORNING.date(), 61, {"1": Reached(61, 20), "2": Reached(0, 0)}),),
    "boot",
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.anchor"


def written(path: Path, *positions: int) -> None:
    """Leaves an anchor that was written at each of these positions."""
    file = AnchorFile.open(path)
    for position in positions:
        file.write(replace(FULL, position=position))
    file.close()


def test_what_was_written_last_is_read(path: Path) -> None:
    """All of it, moments and numbers by field included, and after it was opened anew as well."""
    assert read_anchor(path) is None
    written(path, 1, 2, 120)
    assert read_anchor(path) == FULL
    again = AnchorFile.open(path)
    assert again.anchored == FULL
    again.write(replace(FULL, position=121, is_closed=True))
    again.sync()
    again.close()
    assert read_anchor(path) == replace(FULL, position=121, is_closed=True)


def test_a_new_anchor_says_nothing_and_is_its_owners_alone(path: Path) -> None:
    """It has its full size at once, so that a full disk refuses no later write."""
    AnchorFile.open(path).close()
    assert read_anchor(path) is None
    assert (path.stat().st_size, path.stat().st_mode & 0o777) == (SLOTS * SLOT_BYTES, 0o600)


@pytest.mark.parametrize("kept", [0, 1])
def test_a_write_that_is_torn_at_any_byte_leaves_the_one_before(path: Path, kept: int) -> None:
    """Whatever of the newest slot came to the disk, the other slot is read, or the newest as a whole."""
    written(path, 7, *([8] * kept))
    before = path.read_bytes()
    written(path, 9)
    after = path.read_bytes()
    changed = [at for at in range(len(before)) if before[at] != after[at]]
    path.write_bytes(before)
    with path.open("r+b", buffering=0) as torn:
        for at in range(changed[0], changed[-1] + 1):
            read = read_anchor(path)
            assert read is not None
            assert read.position == 7 + kept
            torn.seek(at)
            torn.write(after[at : at + 1])
    assert read_anchor(path) == replace(FULL, position=9)


def test_a_flipped_byte_of_a_slot_is_seen(path: Path) -> None:
    """The other slot counts; with a flip in each nothing does, and the next one to write makes it anew."""
    written(path, 7, 8)
    content = bytearray(path.read_bytes())
    for slot, position in ((0, 7), (1, None)):
        content[slot * SLOT_BYTES + 60] ^= 1
        path.write_bytes(content)
        if position is None:
            with pytest.raises(AnchorUnreadable):
                read_anchor(path)
        else:
            assert read_anchor(path) == replace(FULL, position=position)
    written(path, 9)
    assert read_anchor(path) == replace(FULL, position=9)


@pytest.mark.parametrize("content", [b"", b"MCANCHR1", b"motcua" * 9_000, b"\xff" * 200])
def test_garbage_is_no_anchor(path: Path, content: bytes) -> None:
    """Whatever else lies there is told from an anchor."""
    path.write_bytes(content)
    with pytest.raises(AnchorUnreadable):
        read_anchor(path)


@pytest.mark.parametrize(
    ("boot", "is_closed", "now", "is_last"),
    [
        ("a", False, "a", True),
        ("a", False, "b", False),
        ("a", True, "b", True),
        ("", False, "", False),
    ],
)
def test_the_last_word_is_known(boot: str, is_closed: bool, now: str, is_last: bool) -> None:
    """What the system holds for the disk outlives a process, and the power only after a sync."""
    assert replace(FULL, boot=boot, is_closed=is_closed).is_last_word(now) is is_last
    assert this_boot() == this_boot()
