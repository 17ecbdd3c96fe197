"""A fake journal in memory, whose disk can be told to refuse, over as many handles as a test wants."""

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from random import Random
from typing import Literal

from server.journal.chain import follows
from server.journal.contract import (
    NO_ROWS,
    READ_ENTRIES_MAX,
    START,
    Entry,
    Head,
    JournalUnavailable,
    OutcomeUnknown,
    PositionTaken,
    Rows,
    Snapshot,
    check_group,
)
from ticketing.office import Dossier
from ticketing.visits import Stay, Visit
from ticketing.wire.codec import decode_events

Fate = Literal["done", "not-done", "late"]
"""What becomes of a group whose outcome is not told: it is on record, or is not, or will be later."""


class MemoryJournal:
    """A journal that lasts as long as this object; `refuses` makes its disk fail until it is false again.

    Each of the `unknown` fates is that of one of the next groups, whose writer is told nothing of it.
    """

    def __init__(self) -> None:
        self.is_shared = False
        self.refuses = False
        self.unknown: deque[Fate] = deque()
        self.entries: list[Entry] = []
        self.visits: dict[tuple[date, str], Visit] = {}
        self.stays: dict[tuple[date, str], tuple[Stay, ...]] = {}
        self._dossiers: dict[str, tuple[date, Dossier]] = {}
        self._late: list[tuple[Head, Sequence[Entry], Rows]] = []
        self._handles = [self]
        self._changed = asyncio.Event()

    def join(self, other: "MemoryJournal") -> None:
        """Be another handle on the journal of `other`, as a second server has it."""
        self.entries, self.visits, self.stays = other.entries, other.visits, other.stays
        self._dossiers, self._late, self._handles = other._dossiers, other._late, other._handles
        self._handles.append(self)
        for handle in self._handles:
            handle.is_shared = True

    async def append(self, after: Head, entries: Sequence[Entry], rows: Rows = NO_ROWS) -> None:
        """Keep all or nothing behind `after`, as the engine on disk would give it back."""
        self._check()
        check_group(entries)
        if not follows(entries, after):
            raise ValueError(f"these entries do not follow {after.position}")
        if self._head() != after:
            raise PositionTaken(f"expected {after.position}, found {len(self.entries)}")
        fate = self.unknown.popleft() if self.unknown else None
        if fate == "late":
            self._late.append((after, entries, rows))
        elif fate != "not-done":
            self._keep(entries, rows)
        if fate:
            raise OutcomeUnknown("nobody was told")

    def arrive(self) -> None:
        """What is late comes now, where nothing else has taken its place."""
        while self._late:
            after, entries, rows = self._late.pop()
            if self._head() == after:
                self._keep(entries, rows)

    def _keep(self, entries: Sequence[Entry], rows: Rows) -> None:
        self.entries += [replace(entry, events=decode_events(entry.body)) for entry in entries]
        for key in rows.gone:
            self.visits.pop(key, None)
            self.stays.pop(key, None)
        self.visits.update({(visit.day, visit.number): visit for visit in rows.visits})
        for visit in rows.stays:
            key = visit.day, visit.number
            more = () if visit.fewer else self.stays.get(key, ())[len(visit.stays) :]
            self.stays[key] = *visit.stays, *more
        for row in rows.dossiers:
            self._dossiers.pop(row.code, None)
            if row.dossier:
                self._dossiers[row.code] = row.changed_on, row.dossier
        for handle in self._handles:
            if handle is not self:
                handle._changed.set()

    async def head(self) -> Head:
        """Where the journal stands."""
        self._check()
        return self._head()

    async def snapshot(self, day: date) -> Snapshot:
        """A service day as it stands."""
        self._check()
        entries = [entry for entry in self.entries if entry.day == day]
        kept = self._dossiers.values()
        dossiers = [dossier for changed_on, dossier in kept if dossier.is_open or changed_on == day]
        return Snapshot(self._head(), entries, dossiers)

    async def read(self, after: int) -> list[Entry]:
        """At most READ_ENTRIES_MAX entries after this position."""
        self._check()
        return self.entries[after : after + READ_ENTRIES_MAX]

    async def read_day(self, day: date) -> list[Entry]:
        """All entries of a service day."""
        return (await self.snapshot(day)).entries

    async def dossier(self, code: str) -> Dossier | None:
        """What is on record of a dossier."""
        self._check()
        return self._dossiers[code][1] if code in self._dossiers else None

    async def changed_elsewhere(self) -> None:
        """Wait until another handle has appended."""
        await self._changed.wait()
        self._changed.clear()

    async def close(self) -> None:
        """Nothing to let go."""

    def _head(self) -> Head:
        return self.entries[-1].head if self.entries else START

    def _check(self) -> None:
        if self.refuses:
            raise JournalUnavailable("the disk refuses, as the test told it to")


class YieldingJournal(MemoryJournal):
    """One whose every answer takes as many turns of the loop as `turns` says, before and after."""

    def __init__(self, turns: "TurnsOfLoop") -> None:
        super().__init__()
        self._turns = turns

    async def append(self, after: Head, entries: Sequence[Entry], rows: Rows = NO_ROWS) -> None:
        """Append between two pauses."""
        await self._turns.pass_by()
        try:
            await super().append(after, entries, rows)
        finally:
            await self._turns.pass_by()

    async def head(self) -> Head:
        """Read between two pauses."""
        await self._turns.pass_by()
        found = await super().head()
        await self._turns.pass_by()
        return found

    async def snapshot(self, day: date) -> Snapshot:
        """Read at once, between two pauses."""
        await self._turns.pass_by()
        found = await super().snapshot(day)
        await self._turns.pass_by()
        return found

    async def read(self, after: int) -> list[Entry]:
        """Read between two pauses."""
        await self._turns.pass_by()
        found = await super().read(after)
        await self._turns.pass_by()
        return found

    async def dossier(self, code: str) -> Dossier | None:
        """Read between two pauses."""
        await self._turns.pass_by()
        return await super().dossier(code)


class TurnsOfLoop:
    """Gives the loop to others, so often as a seed says."""

    def __init__(self, random_source: Random) -> None:
        self._random_source = random_source

    async def pass_by(self) -> None:
        """Let others have none to three turns."""
        for _ in range(self._random_source.randrange(4)):
            await asyncio.sleep(0)
