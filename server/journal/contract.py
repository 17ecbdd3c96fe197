"""What the engine room may expect of a journal, whichever engine keeps it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from ticketing.events import Event
from ticketing.office import Dossier
from ticketing.sentences import ToldError
from ticketing.visits import Stay, Visit

READ_ENTRIES_MAX = 1_000
GROUP_ENTRIES_MAX = 1_000
ENTRY_BYTES_MAX = 1_000_000  # of an entry's events as they are kept


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
    """What entries change beside the journal; it can be rebuilt from there.

    `gone` are numbers by day that are no longer on record of it: their visits and stays leave the log first.
    `hours` are the sessions of days that have begun, in which their waits are counted.
    """

    visits: Sequence[Visit] = ()
    dossiers: Sequence[DossierRow] = ()
    stays: Sequence[VisitStays] = ()
    gone: Sequence[tuple[date, str]] = ()
    hours: Sequence[tuple[date, str]] = ()


NO_ROWS = Rows()


@dataclass(frozen=True, slots=True)
class Head:
    """Where a journal stands: the position of its last entry, and the chain of hashes up to it."""

    position: int
    chain: bytes


START = Head(0, b"")
"""Where a journal without entries stands."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What one command led to; `position` counts from 1 without a gap, `fingerprint` tells the command.

    `chain` is the hash of it and of all before it, by which it was sealed; `body` are its events as they are
    kept, over which the chain goes.
    """

    position: int
    day: date
    at: datetime
    request_id: str
    fingerprint: str
    made_by: str
    events: tuple[Event, ...]
    chain: bytes = b""
    body: str = field(default="", repr=False, compare=False)

    @property
    def head(self) -> Head:
        """Where the journal stands with this as its last entry."""
        return Head(self.position, self.chain)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A service day as of one position: its entries, and the dossiers open or changed on it by then."""

    head: Head
    entries: list[Entry]
    dossiers: list[Dossier]


class PositionTaken(Exception):
    """The journal does not stand where it was expected to; nothing was written."""


class JournalUnavailable(Exception):
    """The engine could not write or read: full, read-only, locked or gone. Nothing was written."""


class OutcomeUnknown(Exception):
    """Whether the group is on record nobody knows yet, and it may still come on record.

    An entry that is appended where the group was to stand ends that: it is taken, and the group can come no
    more, or its position is, and what is there can be read.
    """


class GroupTooLarge(ValueError):
    """A group has more entries, or one of them more bytes, than every engine takes; nothing was written."""


class JournalRefused(ToldError):
    """The file is not ours, newer than this program, another office's, or damaged; it was left as it is."""


class RowsWrong(JournalRefused):
    """The wait log of a day is not what the entries come to; its rows were left as they are."""


class RecordsMissing(ToldError):
    """What is asked for is not in the data folder yet."""


class Journal(Protocol):
    """An append-only sequence of entries for one office, over one of perhaps several handles."""

    is_shared: bool
    """Whether other servers append too, so that entries of theirs are no surprise."""

    async def append(self, after: Head, entries: Sequence[Entry], rows: Rows = NO_ROWS) -> None:
        """Write all or nothing of these sealed entries behind `after`, durably; none at all is a check.

        `rows` are what the entries change of the wait log and of the dossiers. Raises PositionTaken,
        JournalUnavailable, OutcomeUnknown, or GroupTooLarge; ValueError where the entries don't follow.
        """

    async def head(self) -> Head:
        """Where the journal stands. Raises JournalUnavailable."""

    async def snapshot(self, day: date) -> Snapshot:
        """A service day and the head that it is as of. Raises what `read_day` raises."""

    async def read(self, after: int) -> list[Entry]:
        """At most READ_ENTRIES_MAX entries after this position. Raises what `read_day` raises."""

    async def read_day(self, day: date) -> list[Entry]:
        """All entries of a service day. Raises JournalUnavailable, or JournalRefused where one is damaged."""

    async def dossier(self, code: str) -> Dossier | None:
        """What is on record of a dossier, be it closed long ago. Raises JournalUnavailable."""

    async def changed_elsewhere(self) -> None:
        """Wait until another handle may have appended since this was asked. Raises JournalUnavailable."""

    async def close(self) -> None:
        """Let the engine go."""


class Records(Protocol):
    """What is on record of an office; reading never holds the writer up.

    Everything raises RecordsMissing where no server ever ran, JournalRefused for a file that is not ours or
    is damaged, and JournalUnavailable where the disk refuses.
    """

    async def check_office(self, code: str) -> None:
        """Raise JournalRefused unless it is the record of the office with this code."""

    async def entries_of(self, day: date) -> list[Entry]:
        """All entries of a service day; the chain of hashes is checked on the way."""

    async def last_day(self) -> date | None:
        """The service day of the last entry."""

    async def last_day_with(self, number: str) -> date | None:
        """The newest day on which this number was given out."""

    async def visits_of(self, day: date) -> list[Visit]:
        """The day's visits in order of issue; what a file of an earlier version lacks is as if unknown."""

    async def stays_of(self, day: date) -> list[Stay]:
        """The stays of the day's visits, those of a visit one after the other.

        Numbers that wait for their first call have none yet. Raises RecordsMissing for a file of a version
        that kept none.
        """

    async def procedure_counts(self, since: date) -> dict[str, int]:
        """How many numbers were taken for each procedure from this day on, by its code."""


def check_group(entries: Sequence[Entry]) -> None:
    """Raise GroupTooLarge unless every engine takes these entries at once."""
    if len(entries) > GROUP_ENTRIES_MAX:
        raise GroupTooLarge(f"{len(entries)} entries, of which {GROUP_ENTRIES_MAX} are a group")
    longest = max((len(entry.body) for entry in entries), default=0)
    if longest > ENTRY_BYTES_MAX:
        raise GroupTooLarge(f"an entry of {longest} letters, of which it may have {ENTRY_BYTES_MAX}")
