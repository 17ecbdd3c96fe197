"""The disk under a real server, which fails when it is told to, and what a power cut leaves of it."""

import mmap
import os
import struct
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import IntEnum, IntFlag
from errno import EIO
from pathlib import Path
from random import Random

SOURCE = Path(__file__).with_name("io_shim.c")
SECTOR_BYTES = 512
_CONTROL = struct.Struct("=7i96s")
_RECORD = struct.Struct("=iiqqii")


class Call(IntFlag):
    """What of the system is called on a file."""

    WRITE = 1
    SYNC = 2
    READ = 4
    TRUNCATE = 8


class Fault(IntEnum):
    """What becomes of a call."""

    FAILS = 1
    SHORT = 2
    TORN_THEN_KILL = 3
    KILL_BEFORE = 4
    KILL_AFTER = 5


_FAILED_SYNC, _UNLINK = 16, 32


@dataclass(frozen=True)
class Change:
    """What one call changed in a file since its last sync, and what stood there before."""

    path: Path
    offset: int
    size: int
    old: bytes
    length: int
    is_lost: bool = False  # its sync failed, after which the system takes it for written


def built_shim(folder: Path) -> Path:
    """The shim, compiled into `folder`."""
    library = folder / "io_shim.so"
    subprocess.run(
        ["cc", "-shared", "-fPIC", "-O2", "-Wall", "-Werror", "-o", library, SOURCE, "-ldl", "-lpthread"],
        check=True,
    )
    return library


class FaultyDisk:
    """The files below a server whose paths contain `watched`; calls are right until `arm` says otherwise."""

    def __init__(self, library: Path, folder: Path, watched: str) -> None:
        control, self._log = folder / "io.control", folder / "io.log"
        control.write_bytes(bytes(_CONTROL.size))
        self._watched = watched.encode()
        self.environment = {
            **os.environ,
            "LD_PRELOAD": str(library),
            "IO_SHIM_CONTROL": str(control),
            "IO_SHIM_LOG": str(self._log),
        }
        with control.open("r+b") as file:
            self._control = mmap.mmap(file.fileno(), _CONTROL.size)
        self._set(0, 0, 0, 0, 0, 0, 1)

    def arm(self, calls: Call, fault: Fault, *, before: int = 0, times: int = 1, error: int = EIO) -> None:
        """Let `times` calls of these kinds be faulty, after `before` of them that are not."""
        self._set(0, before, times, fault, error, 0, 1)
        self._set(calls, before, times, fault, error, 0, 1)

    def heal(self) -> None:
        """Let every call be right again."""
        self._set(0, 0, 0, 0, 0, 0, 1)

    @property
    def hits(self) -> int:
        """How many calls were faulty since it was armed last."""
        return int(_CONTROL.unpack(self._control[:])[5])

    def forget(self) -> None:
        """All that was written has reached the disk."""
        self._log.unlink(missing_ok=True)

    def cut_power(self, random_source: Random) -> int:
        """Let a part of what was not synced be gone, in no order; answers how many writes were.

        To be called when the process has been killed. What a failed sync was asked for is gone in any case.
        """
        gone = 0
        for change in reversed(self._unsynced()):
            if change.is_lost or random_source.random() < 0.5:
                _undo(change, 0 if change.is_lost else random_source.randrange(4))
                gone += 1
        self.forget()
        return gone

    def _unsynced(self) -> list[Change]:
        """What was changed since the last sync of its file, or was lost by a failed one, in order."""
        pending: list[Change] = []
        for kind, change in _records(self._log):
            others = [each for each in pending if each.path != change.path]
            own = [each for each in pending if each.path == change.path]
            if kind == _UNLINK:
                pending = others
            elif kind == Call.SYNC:
                pending = [*others, *(each for each in own if each.is_lost)]
            elif kind == _FAILED_SYNC:
                pending = [*others, *(replace(each, is_lost=True) for each in own)]
            else:
                written_anew = [each for each in own if each.is_lost and _covers(change, each)]
                pending = [each for each in pending if each not in written_anew]
                pending.append(replace(change, old=written_anew[0].old) if written_anew else change)
        return pending

    def _set(self, *values: int) -> None:
        self._control[:] = _CONTROL.pack(*values, self._watched)


def _covers(change: Change, earlier: Change) -> bool:
    """Whether a write puts all anew that an earlier one had written."""
    return (
        change.offset <= earlier.offset and change.offset + change.length >= earlier.offset + earlier.length
    )


def _records(log: Path) -> Iterator[tuple[int, Change]]:
    """What the shim has logged; a record that the process was killed in is left out, as is what follows."""
    if not log.exists():
        return
    data, at = log.read_bytes(), 0
    while at + _RECORD.size <= len(data):
        kind, path_length, offset, size, old_length, new_length = _RECORD.unpack_from(data, at)
        at += _RECORD.size
        if at + path_length + old_length + new_length > len(data):
            return
        path = Path(os.fsdecode(data[at : at + path_length]))
        old = data[at + path_length : at + path_length + old_length]
        at += path_length + old_length + new_length
        yield kind, Change(path, offset, size, old, max(new_length, old_length))


def _undo(change: Change, sectors_kept: int) -> None:
    """Put back what stood there before, but for so many sectors at the beginning."""
    kept = min(sectors_kept * SECTOR_BYTES, change.length)
    if not change.path.exists() or change.offset > change.path.stat().st_size:
        return
    with change.path.open("r+b") as file:
        file.seek(change.offset + kept)
        file.write(change.old[kept:])
        begun = max(change.size, change.offset + kept)
        missing = change.offset + change.length - begun
        if missing > 0 and file.seek(0, os.SEEK_END) == begun + missing:
            file.truncate(begun)
        elif missing > 0:
            file.seek(begun)
            file.write(bytes(missing))
