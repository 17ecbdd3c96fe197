"""A journal that keeps its groups one after the other in a file of a faulty disk, with the real anchor."""

import struct
from collections.abc import Sequence
from hashlib import sha256
from random import Random
from zlib import crc32

from server.journal.anchor import SLOT_BYTES, SLOTS, Anchored, AnchorUnreadable, _newest, _slot
from server.journal.chain import follows
from server.journal.contract import (
    NO_ROWS,
    Entry,
    Head,
    JournalRefused,
    JournalUnavailable,
    OutcomeUnknown,
    PositionTaken,
    Rows,
    check_group,
)
from tests.server.journal.memory import MemoryJournal
from tests.simulation.disk import DiskFailed, FaultyDisk

LOG, ANCHOR = "log", "anchor"
_HEAD = struct.Struct(">4sII")
MAGIC = b"motc"
LESS = "The journal has {found} entries, and {position} were acknowledged."
OTHER = "The journal's entry {position} is not the one that was acknowledged."

Group = tuple[tuple[Entry, ...], Rows]


class Shelf:
    """What the bytes of groups stand for: by content, so that only whole bytes give a group back."""

    def __init__(self) -> None:
        self._groups: dict[bytes, Group] = {}

    def record_of(self, group: Group, before: bytes) -> bytes:
        """The record of a group behind the one with this digest; it can be read back from now on."""
        entries, _ = group
        told = [f"{e.position} {e.day} {e.at} {e.request_id} {e.made_by} {e.body}" for e in entries]
        body = before + "\n".join(told).encode() + b"".join(entry.chain for entry in entries)
        self._groups[sha256(body).digest()] = group
        return _HEAD.pack(MAGIC, len(body), crc32(body)) + body

    def group_at(self, content: bytes, at: int, before: bytes) -> tuple[Group, bytes, int] | None:
        """The group whose record begins there, its digest and its end; None where there is no whole one."""
        if len(content) < at + _HEAD.size:
            return None
        magic, length, checksum = _HEAD.unpack_from(content, at)
        begin, end = at + _HEAD.size, at + _HEAD.size + length
        body = content[begin:end]
        if magic != MAGIC or len(body) != length or crc32(body) != checksum or not body.startswith(before):
            return None
        digest = sha256(body).digest()
        return self._groups[digest], digest, end


class LogJournal(MemoryJournal):
    """The journal as far as it is on disk. Use `LogJournal.open`.

    Each record names the digest of the one before. Where a sync has failed nobody knows what is on the disk:
    the group is written once more or cut off before anything else is done, as `random_source` has it.
    """

    def __init__(self, disk: FaultyDisk, shelf: Shelf, random_source: Random) -> None:
        super().__init__()
        self._disk = disk
        self._shelf = shelf
        self._random_source = random_source
        self._end = 0
        self._digest = b""
        self._turn = 0
        self._doubtful: tuple[bytes, Group] | None = None

    @classmethod
    async def open(cls, disk: FaultyDisk, shelf: Shelf, random_source: Random) -> "LogJournal":
        """Read the log up to its last whole record, cut off what was never whole, and write it all again.

        What programs see may be on no disk: a sync that has failed is not tried again by the next one, and
        the run before may have died before its sync. Raises JournalRefused where there is less than was
        acknowledged, or JournalUnavailable.
        """
        journal = cls(disk, shelf, random_source)
        content = disk.read(LOG)
        while found := shelf.group_at(content, journal._end, journal._digest):
            (entries, rows), journal._digest, journal._end = found
            journal._keep(entries, rows)
        journal._check_anchor()
        await journal._write_anew(content[: journal._end])
        if journal.entries:
            await journal._note()  # what was never acknowledged is answered from now on, too
        return journal

    async def append(self, after: Head, entries: Sequence[Entry], rows: Rows = NO_ROWS) -> None:
        """Keep all or nothing behind `after`; what the disk has not taken is cut off again."""
        await self._settle()
        check_group(entries)
        if not follows(entries, after):
            raise ValueError(f"these entries do not follow {after.position}")
        if self._head() != after:
            raise PositionTaken(f"expected {after.position}, found {len(self.entries)}")
        if not entries:
            return
        group = tuple(entries), rows
        record = self._shelf.record_of(group, self._digest)
        try:
            await self._disk.write(LOG, self._end, record)
        except DiskFailed as error:
            self._disk.cut_off(LOG, self._end)
            raise JournalUnavailable(str(error)) from error
        try:
            await self._disk.sync(LOG)
        except DiskFailed as error:
            self._doubtful = record, group
            raise OutcomeUnknown(str(error)) from error
        await self._hold(record, group)

    async def _hold(self, record: bytes, group: Group) -> None:
        """What is on the disk is on record, and the anchor knows of it."""
        self._keep(*group)
        self._end += len(record)
        self._digest = sha256(record[_HEAD.size :]).digest()
        await self._note()

    async def _note(self) -> None:
        """Let the anchor know of the head."""
        self._turn += 1
        head = self._head()
        try:
            slot = _slot(self._turn, Anchored(head.position, head.chain))
            await self._disk.write(ANCHOR, self._turn % SLOTS * SLOT_BYTES, slot)
            await self._disk.sync(ANCHOR)
        except DiskFailed:
            return  # a start then knows of a loss only up to the note before

    async def _settle(self) -> None:
        """Whatever the sync that failed has left: the group is there for good, or gone for good."""
        if self._doubtful is None:
            return
        record, group = self._doubtful
        is_kept = self._random_source.random() < 0.5
        content = self._disk.read(LOG)[: self._end] + (record if is_kept else b"")
        await self._write_anew(content)
        self._doubtful = None
        if is_kept:
            await self._hold(record, group)

    async def _write_anew(self, content: bytes) -> None:
        """Let the file have this and no more, and be sure of it. Raises JournalUnavailable."""
        try:
            self._disk.cut_off(LOG, len(content))
            if content:
                await self._disk.write(LOG, 0, content)
            await self._disk.sync(LOG)
        except DiskFailed as error:
            raise JournalUnavailable(str(error)) from error

    def _check_anchor(self) -> None:
        self._turn, anchored = anchor_in(self._disk.read(ANCHOR))
        if anchored is None:
            return
        if len(self.entries) < anchored.position:
            raise JournalRefused(LESS, found=len(self.entries), position=anchored.position)
        if anchored.position and self.entries[anchored.position - 1].head != Head(
            anchored.position, anchored.chain
        ):
            raise JournalRefused(OTHER, position=anchored.position)


def anchor_in(content: bytes) -> tuple[int, Anchored | None]:
    """The newest turn of the anchor's bytes and what it says, if anything of them is whole."""
    try:
        return _newest(content.ljust(SLOTS * SLOT_BYTES, b"\0"))
    except AnchorUnreadable:
        return 0, None
