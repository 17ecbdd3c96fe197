"""What the engine room may expect of a journal, whichever engine keeps it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from ticketing.events import Event
from ticketing.office import Dossier
from ticketing.sentences import ToldError
from ticketing.visits import Stay, Visit

READ_ENTRIES_MAX = 1_000


@dataclass(frozen=True, slots=True)
class DossierRow:
    """What is on record of a dossier since it changed on a service day; None if its acceptance was undone."""

    code: str
    changed_on: date
    dossier: Dossier | None


@dataclass(frozen=True, slots=True)
class VisitStays:
    """All stays of a number on a service day, which take the place of those on record.

    `fewer`: there are more on record, since an act was taken back.
    """

    day: date
    number: str
    stays: tuple[Stay, ...]
    fewer: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """What entries change beside the journal, in the same transaction; it can be rebuilt from there.

    `gone` are numbers by day that are no longer on record of it: their visits and stays leave the log first.
    """

    visits: Sequence[Visit] = ()
    dossiers: Sequence[DossierRow] = ()
    stays: Sequence[VisitStays] = ()
    gone: Sequence[tuple[date, str]] = ()


NO_ROWS = Rows()


@dataclass(frozen=True, slots=True)
class Entry:
    """What one command led to; `position` counts from 1 without a gap, `fingerprint` tells the command."""

    position: int
    day: date
    at: datetime
    request_id: str
    fingerprint: str
    made_by: str
    events: tuple[Event, ...]


class PositionTaken(Exception):
    """Somebody else has appended at the expected position; nothing was written."""


class JournalUnavailable(Exception):
    """The engine could not write or read: full, read-only, locked or gone. Nothing was acknowledged."""


class JournalRefused(ToldError):
    """The file is not ours, newer than this program, another office's, or damaged; it was left as it is."""


class Journal(Protocol):
    """An append-only sequence of entries for one office."""

    async def append(self, expected_position: int, entries: Sequence[Entry], rows: Rows = NO_ROWS) -> None:
        """Write all or nothing after `expected_position`, durably.

        `rows` are what the entries change of the wait log and of the dossiers; an engine may leave out the
        visits if it keeps the log elsewhere. Raises PositionTaken or JournalUnavailable.
        """

    async def position(self) -> int:
        """The position of the last entry, 0 if there is none. Raises JournalUnavailable."""

    async def read(self, after: int) -> list[Entry]:
        """At most READ_ENTRIES_MAX entries after this position. Raises JournalUnavailable."""

    async def read_day(self, day: date) -> list[Entry]:
        """All entries of a service day. Raises JournalUnavailable, or JournalRefused where one is damaged."""

    async def dossiers(self, day: date) -> list[Dossier]:
        """The dossiers that are open, or have changed on this service day. Raises JournalUnavailable."""

    async def dossier(self, code: str) -> Dossier | None:
        """What is on record of a dossier, be it closed long ago. Raises JournalUnavailable."""

    async def close(self) -> None:
        """Let the engine go."""
