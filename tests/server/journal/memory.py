"""A fake journal in memory, whose disk can be told to refuse."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from server.journal.contract import (
    NO_ROWS,
    READ_ENTRIES_MAX,
    Entry,
    JournalUnavailable,
    PositionTaken,
    Rows,
)
from ticketing.office import Dossier
from ticketing.visits import Stay, Visit
from ticketing.wire.codec import decode_events, encode_events


class MemoryJournal:
    """A journal that lasts as long as this object; `refuses` makes its disk fail until it is false again."""

    def __init__(self) -> None:
        self.refuses = False
        self.entries: list[Entry] = []
        self.visits: dict[tuple[date, str], Visit] = {}
        self.stays: dict[tuple[date, str], tuple[Stay, ...]] = {}
        self._dossiers: dict[str, tuple[date, Dossier]] = {}

    async def append(self, expected_position: int, entries: Sequence[Entry], rows: Rows = NO_ROWS) -> None:
        """Keep all or nothing after `expected_position`, as the engine on disk would give it back."""
        self._check()
        if len(self.entries) != expected_position:
            raise PositionTaken(f"expected {expected_position}, found {len(self.entries)}")
        self.entries += [
            replace(entry, events=decode_events(encode_events(entry.events))) for entry in entries
        ]
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

    async def position(self) -> int:
        """The position of the last entry."""
        self._check()
        return len(self.entries)

    async def read(self, after: int) -> list[Entry]:
        """At most READ_ENTRIES_MAX entries after this position."""
        self._check()
        return self.entries[after : after + READ_ENTRIES_MAX]

    async def read_day(self, day: date) -> list[Entry]:
        """All entries of a service day."""
        self._check()
        return [entry for entry in self.entries if entry.day == day]

    async def dossiers(self, day: date) -> list[Dossier]:
        """The dossiers that are open, or have changed on this day."""
        self._check()
        kept = self._dossiers.values()
        return [dossier for changed_on, dossier in kept if dossier.is_open or changed_on == day]

    async def dossier(self, code: str) -> Dossier | None:
        """What is on record of a dossier."""
        self._check()
        return self._dossiers[code][1] if code in self._dossiers else None

    async def close(self) -> None:
        """Nothing to let go."""

    def _check(self) -> None:
        if self.refuses:
            raise JournalUnavailable("the disk refuses, as the test told it to")
