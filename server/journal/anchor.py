"""The anchor: what was acknowledged last, in a small file of its own, so that a lost tail is seen."""

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import blake2b
from pathlib import Path
from typing import Self

import msgspec

from server.private_files import put_in_place
from ticketing.rules.losses import Reached

ANCHOR_NAME = "journal.anchor"
MAGIC = b"MCANCHR1"
SLOT_BYTES = 16 * 1024
SLOTS = 2
DIGEST_BYTES = 16
_BODY_AT = len(MAGIC) + DIGEST_BYTES + 12
_BOOT = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True, slots=True)
class DayGiven:
    """How many numbers were `given` out on a service day, and how far each field's have come."""

    day: date
    given: int = 0
    reached: Mapping[str, Reached] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Anchored:
    """The journal's last entry, of which nothing was acknowledged later, and what was given out until then.

    `days` are those that entries were about last, the newest at the end. `boot` names the run of the computer
    in which this was written; it `is_closed` by a server that ended in order.
    """

    position: int
    chain: bytes
    at: datetime | None = None
    days: tuple[DayGiven, ...] = ()
    boot: str = ""
    is_closed: bool = False

    def is_last_word(self, boot: str) -> bool:
        """Whether nothing newer can be lost on its way to the disk, seen from this run of the computer."""
        return self.is_closed or bool(boot and self.boot == boot)


class AnchorUnreadable(Exception):
    """Neither of the two slots holds what an anchor was ever written with."""


def this_boot() -> str:
    """The name of this run of the computer, "" where the system has none."""
    with suppress(OSError):
        return _BOOT.read_text(encoding="ascii").strip()
    return ""


class AnchorFile:
    """Two slots that are written in turn, so that a torn write leaves the other one."""

    def __init__(self, file: int, turn: int, anchored: Anchored | None) -> None:
        self._file = file
        self._turn = turn
        self.anchored = anchored

    @classmethod
    def open(cls, path: Path) -> Self:
        """The anchor at `path`, made where there is none or none that can be read. Raises OSError."""
        try:
            turn, anchored = _newest(path.read_bytes())
        except (FileNotFoundError, AnchorUnreadable):
            _make(path)
            turn, anchored = 0, None
        return cls(os.open(path, os.O_RDWR | os.O_CLOEXEC), turn, anchored)

    def write(self, anchored: Anchored) -> None:
        """Put this in the place of the older slot; it outlives this process. Raises OSError."""
        turn = self._turn + 1
        slot = _slot(turn, anchored)
        written = os.pwrite(self._file, slot, turn % SLOTS * SLOT_BYTES)
        if written != len(slot):
            raise OSError(f"{written} of {len(slot)} bytes were written")
        self._turn, self.anchored = turn, anchored

    def sync(self) -> None:
        """Let what was written outlive the power, too. Raises OSError."""
        os.fdatasync(self._file)

    def close(self) -> None:
        """Let the file go."""
        os.close(self._file)


def read_anchor(path: Path) -> Anchored | None:
    """What the anchor at `path` says; None where there is none. Raises AnchorUnreadable or OSError."""
    try:
        return _newest(path.read_bytes())[1]
    except FileNotFoundError:
        return None


def _newest(content: bytes) -> tuple[int, Anchored | None]:
    """The newest slot that is whole; nothing yet in a file of zeros. Raises AnchorUnreadable."""
    if content == bytes(SLOTS * SLOT_BYTES):
        return 0, None
    slots = (_read_slot(content[at * SLOT_BYTES : (at + 1) * SLOT_BYTES]) for at in range(SLOTS))
    whole = [slot for slot in slots if slot is not None]
    if not whole:
        raise AnchorUnreadable
    return max(whole, key=lambda slot: slot[0])


def _slot(turn: int, anchored: Anchored) -> bytes:
    body = msgspec.json.encode(anchored)
    counted = turn.to_bytes(8, "big") + len(body).to_bytes(4, "big") + body
    slot = MAGIC + _digest(counted) + counted
    if len(slot) > SLOT_BYTES:
        raise OSError(f"{len(slot)} bytes do not fit into {SLOT_BYTES}")
    return slot


def _read_slot(slot: bytes) -> tuple[int, Anchored] | None:
    """The turn of a slot and what it says; None if it was torn, is damaged or was never written."""
    length = int.from_bytes(slot[_BODY_AT - 4 : _BODY_AT], "big")
    counted = slot[_BODY_AT - 12 : _BODY_AT + length]
    if slot[: _BODY_AT - 12] != MAGIC + _digest(counted):
        return None
    try:
        return int.from_bytes(counted[:8], "big"), msgspec.json.decode(counted[12:], type=Anchored)
    except msgspec.DecodeError:
        return None


def _digest(counted: bytes) -> bytes:
    return blake2b(counted, digest_size=DIGEST_BYTES).digest()


def _make(path: Path) -> None:
    """Put an anchor with nothing in it at `path`, whole or not at all, whenever the power goes."""
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)
    file = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        os.pwrite(file, bytes(SLOTS * SLOT_BYTES), 0)
        os.fsync(file)
    finally:
        os.close(file)
    put_in_place(new, path)
