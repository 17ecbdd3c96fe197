"""A disk in memory: what is written is there for good only once it is synced, and sometimes not even then."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field as default
from enum import Enum, auto
from random import Random

SECTOR_BYTES = 64  # small, so that a group of entries spans several
CALLS_FULL = 4
AWAY_SECTORS = 4


class DiskFailed(OSError):
    """The disk says that it could not do what was asked of it."""


class Trouble(Enum):
    """What goes wrong at one call; the last three are what a disk does not say."""

    WRITE_FAILS = auto()
    SHORT_WRITE = auto()
    FULL = auto()
    SYNC_FAILS = auto()
    SYNC_IS_SLOW = auto()
    LOST_WRITE = auto()
    MISDIRECTED_WRITE = auto()
    TORN_WRITE = auto()


HONEST = (
    Trouble.WRITE_FAILS,
    Trouble.SHORT_WRITE,
    Trouble.FULL,
    Trouble.SYNC_FAILS,
    Trouble.SYNC_IS_SLOW,
)
SYNCS = (Trouble.SYNC_FAILS, Trouble.SYNC_FAILS, Trouble.SYNC_IS_SLOW)
LYING = (Trouble.LOST_WRITE, Trouble.MISDIRECTED_WRITE, Trouble.TORN_WRITE)


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes for a place of a file; without bytes the file ends there."""

    at: int
    data: bytes | None

    def on(self, content: bytearray) -> None:
        """Let it take place."""
        if self.data is None:
            del content[self.at :]
            return
        if len(content) < self.at:
            content.extend(bytes(self.at - len(content)))
        content[self.at : self.at + len(self.data)] = self.data


@dataclass
class FileOnDisk:
    """What programs see of a file, what the platters hold, and what is on its way there."""

    seen: bytearray = default(default_factory=bytearray)
    kept: bytearray = default(default_factory=bytearray)
    under_way: list[Write] = default(default_factory=list)


class FaultyDisk:
    """Files whose n-th call meets what `troubles` has for it; the calls of all files are counted together.

    A power cut keeps of what was not synced any part in any order: whole, torn, or not at all. What a disk
    does not say it does to one file only. `happened` counts what has gone wrong.
    """

    def __init__(self, random_source: Random, lies_about: str = "") -> None:
        self.lies_about = lies_about
        self.troubles: dict[int, Trouble] = {}
        self.calls = 0
        self.happened: dict[Trouble, int] = {}
        self._files: dict[str, FileOnDisk] = {}
        self._full_until = 0
        self._random_source = random_source

    def trouble_in(self, calls: int, trouble: Trouble) -> None:
        """Let the call that comes after so many others go wrong."""
        self.troubles[self.calls + calls] = trouble

    def heal(self) -> None:
        """Let nothing go wrong any more."""
        self.troubles.clear()
        self._full_until = 0

    def size(self, name: str) -> int:
        """How many bytes a program sees."""
        return len(self._file(name).seen)

    def read(self, name: str) -> bytes:
        """What a program sees in a file, which is empty until something is written."""
        return bytes(self._file(name).seen)

    async def write(self, name: str, at: int, data: bytes) -> None:
        """Put bytes into a file. Raises DiskFailed, perhaps with a part of them written."""
        await self._begin()
        trouble = self._next_trouble(*_OF_WRITES, *(LYING if name == self.lies_about else ()))
        file = self._file(name)
        match trouble:
            case Trouble.WRITE_FAILS | Trouble.FULL:
                raise DiskFailed(trouble.name)
            case Trouble.SHORT_WRITE:
                self._put(file, Write(at, data[: self._random_source.randrange(len(data))]))
                raise DiskFailed(trouble.name)
            case Trouble.LOST_WRITE | Trouble.MISDIRECTED_WRITE | Trouble.TORN_WRITE:
                Write(at, data).on(file.seen)
                file.under_way += self._mistaken(trouble, at, data)
            case _:
                self._put(file, Write(at, data))

    def cut_off(self, name: str, at: int) -> None:
        """Let a file end there, which like a write is on disk once it is synced."""
        self._put(self._file(name), Write(at, None))

    async def sync(self, name: str) -> None:
        """Return once everything written is on disk. Raises DiskFailed, and then nobody knows.

        As with real ones, what could not be synced is taken for clean: a second try has nothing to write.
        """
        await self._begin()
        file, trouble = self._file(name), self._next_trouble(*_OF_SYNCS)
        if trouble is Trouble.SYNC_IS_SLOW:
            for _ in range(3):
                await asyncio.sleep(0)
        if trouble is Trouble.SYNC_FAILS:
            self._settle(file, lambda: self._random_source.random() < 0.5)
            raise DiskFailed(trouble.name)
        self._settle(file, lambda: True)
        await asyncio.sleep(0)

    def power_cut(self) -> None:
        """Keep of what is under way whatever the moment leaves, and let programs see what is kept."""
        for file in self._files.values():
            for write in file.under_way:
                self._arrive_perhaps(file, write)
            file.under_way.clear()
            file.seen = bytearray(file.kept)

    def _arrive_perhaps(self, file: FileOnDisk, write: Write) -> None:
        arrived = self._random_source.choice(("whole", "torn", "not"))
        if arrived == "whole" or (arrived == "torn" and write.data is None):
            write.on(file.kept)
        elif arrived == "torn" and write.data is not None:
            for at in range(0, len(write.data), SECTOR_BYTES):
                if self._random_source.random() < 0.5:
                    Write(write.at + at, write.data[at : at + SECTOR_BYTES]).on(file.kept)

    def _mistaken(self, trouble: Trouble, at: int, data: bytes) -> list[Write]:
        """What is written in place of what was asked for."""
        match trouble:
            case Trouble.MISDIRECTED_WRITE:
                away = SECTOR_BYTES * self._random_source.randint(1, AWAY_SECTORS)
                return [Write(max(0, at - away), data)]
            case Trouble.TORN_WRITE:
                return [Write(at, data[: self._random_source.randrange(len(data))])]
            case _:
                return []

    def _settle(self, file: FileOnDisk, arrives: Callable[[], bool]) -> None:
        for write in file.under_way:
            if arrives():
                write.on(file.kept)
        file.under_way.clear()

    async def _begin(self) -> None:
        await asyncio.sleep(0)
        self.calls += 1

    def _next_trouble(self, *kinds: Trouble) -> Trouble | None:
        """What this call meets; what is meant for calls of the other kind waits for the next one."""
        if self.calls < self._full_until and Trouble.FULL in kinds:
            return Trouble.FULL
        due = next((n for n in sorted(self.troubles) if n <= self.calls and self.troubles[n] in kinds), None)
        if due is None:
            return None
        trouble = self.troubles.pop(due)
        self.happened[trouble] = self.happened.get(trouble, 0) + 1
        if trouble is Trouble.FULL:
            self._full_until = self.calls + CALLS_FULL
        return trouble

    def _put(self, file: FileOnDisk, write: Write) -> None:
        write.on(file.seen)
        file.under_way.append(write)

    def _file(self, name: str) -> FileOnDisk:
        return self._files.setdefault(name, FileOnDisk())


_OF_SYNCS = (Trouble.SYNC_FAILS, Trouble.SYNC_IS_SLOW)
_OF_WRITES = (Trouble.WRITE_FAILS, Trouble.SHORT_WRITE, Trouble.FULL)
