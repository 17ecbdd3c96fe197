"""At a start: whether the journal's file holds what the anchor says was acknowledged."""

import logging
from datetime import datetime
from enum import Enum, auto
from pathlib import Path

import aiosqlite

from server.journal.anchor import ANCHOR_NAME, Anchored, AnchorUnreadable, read_anchor, this_boot
from server.journal.anchored import UNSYNCED_ENTRIES_MAX
from server.journal.contract import START, Head, JournalRefused
from ticketing.rules.losses import Loss
from ticketing.sentences import N_, ToldError, shown_day

log = logging.getLogger(__name__)

ANCHORS_SINCE = 5
"""Each journal of this format or a later one has had an anchor beside it."""

BEHIND = N_(
    "{file} ends with entry {found} ({since}), but entries up to {known} ({until}) were acknowledged: "
    "{entries} of them are missing, and with them {numbers} numbers of {day}. The file was left as it is: "
    "put the better one back (the damaged one with its -wal, or the last backup), or start once with "
    "--accept-loss, which goes on without them and passes over the numbers that may have been given out."
)
GONE = N_(
    "{file} is not there, but entries up to {known} ({until}) were acknowledged, and with them {numbers} "
    "numbers of {day}. Put the file back, with its -wal, or the last backup, or start once with "
    "--accept-loss, which begins a new one and passes over the numbers that may have been given out."
)
GONE_BUT_SAVED = N_(
    "{file} is not there, but entries up to {known} ({until}) were acknowledged, and with them {numbers} "
    "numbers of {day}. The server that ran when it was deleted has saved what was on record in {saved}: "
    "rename that file to {name} and start again."
)
OTHER = N_(
    "{file} is not the journal that was written last: its entry {known} is another one than that which was "
    "acknowledged ({until}). The file was left as it is: put the right one back, or start once with "
    "--accept-loss, which goes on with this one and passes over the numbers that may have been given out."
)
UNREADABLE = N_(
    "{file} could not be read and was made anew. Whether the newest entries of the record are there nobody "
    "knows for sure: compare the last slip with the last number on the desk."
)
MISSING = N_(
    "{file} was not there and was made anew. Whether the newest entries of the record are there nobody knows "
    "for sure: compare the last slip with the last number on the desk."
)

_LAST = "SELECT position, chain, at FROM journal ORDER BY position DESC LIMIT 1"
_CHAIN = "SELECT chain FROM journal WHERE position = ?"
_ISSUED = '"ticket-issued"'
_GIVEN = (
    "SELECT coalesce(sum(length(events) - length(replace(events, ?1, ''))), 0) FROM journal WHERE day = ?2"
)


class Completeness(Enum):
    """What a journal is beside its anchor."""

    WHOLE = auto()
    BEHIND = auto()
    OTHER = auto()


def judged(known: Anchored | None, head: Head, chain: bytes | None) -> Completeness:
    """What a journal at `head` is, whose entry at the anchor's position has this `chain`.

    One that is ahead is whole: the power took the anchor's last second, or an earlier version has written.
    """
    if known is None or known.position == 0:
        return Completeness.WHOLE
    if head.position < known.position:
        return Completeness.BEHIND
    return Completeness.WHOLE if chain == known.chain else Completeness.OTHER


class AnchorCheck:
    """Compares a journal at `path` with its anchor. Raises OSError.

    With `accepts_loss` what is lost is no refusal, but a `loss`. `doubt` is what staff are to be told where
    nothing can be compared.
    """

    def __init__(self, path: Path, *, accepts_loss: bool) -> None:
        self.path = path
        self._accepts_loss = accepts_loss
        self.anchor_path = path.with_name(ANCHOR_NAME)
        self.known: Anchored | None = None
        self.loss: Loss | None = None
        self.doubt: ToldError | None = None
        self._read()

    def _read(self) -> None:
        """One that nobody may read is as none: whoever is to write it says so."""
        self.known = None
        try:
            self.known = read_anchor(self.anchor_path)
        except AnchorUnreadable:
            self.doubt = ToldError(UNREADABLE, file=self.anchor_path)
        except OSError as error:
            log.warning("The journal's anchor can't be read: %s", error)

    def check_gone(self) -> None:
        """Raise JournalRefused if there is no journal and was one."""
        if self.known and self.known.position and _is_gone(self.path):
            told = self._told(self.known)
            if saved := list(self.path.parent.glob(saved_name(self.path, "*"))):
                newest = max(saved, key=lambda each: each.stat().st_mtime)
                told |= {"saved": newest, "name": self.path.name}
            refused = JournalRefused(GONE_BUT_SAVED if saved else GONE, **told)
            self._lose(self.known.position, refused)

    async def compare(self, connection: aiosqlite.Connection) -> None:
        """Raise JournalRefused if what the anchor knows is not in the file. Raises sqlite3.Error."""
        if self.loss or (self.known is None and self.doubt):
            return
        self._read()
        head, at = await _head(connection)
        if self.known is None:
            ((version,),) = await connection.execute_fetchall("PRAGMA user_version")
            if head.position and version >= ANCHORS_SINCE:
                self.doubt = ToldError(MISSING, file=self.anchor_path)
            return
        known, chain = self.known, await _chain_at(connection, self.known.position)
        match judged(known, head, chain):
            case Completeness.BEHIND:
                told = self._told(known, await _given(connection, known))
                entries = known.position - head.position
                since = _moment(datetime.fromisoformat(at) if at else None)
                refused = JournalRefused(BEHIND, found=head.position, since=since, entries=entries, **told)
                self._lose(entries, refused)
            case Completeness.OTHER:
                self._lose(0, JournalRefused(OTHER, **self._told(known)))

    def _lose(self, entries: int, refused: JournalRefused) -> None:
        known = self.known
        if not self._accepts_loss or known is None:
            raise refused
        beyond = 0 if known.is_last_word(this_boot()) else UNSYNCED_ENTRIES_MAX
        self.loss = Loss(entries, known.at, {day.day: day.reached for day in known.days}, beyond)

    def _told(self, known: Anchored, found: int = 0) -> dict[str, object]:
        """The values of a sentence; of the numbers of the newest day so many are `found` in the file."""
        newest = known.days[-1] if known.days else None
        day, numbers = (shown_day(newest.day), newest.given - found) if newest else ("–", 0)
        until = _moment(known.at)
        return {
            "file": self.path,
            "known": known.position,
            "until": until,
            "numbers": max(0, numbers),
            "day": day,
        }


def saved_name(path: Path, number: int | str) -> str:
    """What the file is called in which a running server saves a journal that was deleted."""
    return f"{path.stem}-saved-{number}{path.suffix}"


def _is_gone(path: Path) -> bool:
    """Whether neither the file nor its WAL is there; a WAL alone is refused in words of its own."""
    found = (path, path.with_name(f"{path.name}-wal"))
    return not any(each.exists() and each.stat().st_size for each in found)


async def _head(connection: aiosqlite.Connection) -> tuple[Head, str]:
    for position, chain, at in await connection.execute_fetchall(_LAST):
        return Head(position, chain), at
    return START, ""


async def _chain_at(connection: aiosqlite.Connection, position: int) -> bytes | None:
    for (chain,) in await connection.execute_fetchall(_CHAIN, (position,)):
        return bytes(chain)
    return None


async def _given(connection: aiosqlite.Connection, known: Anchored) -> int:
    """How many numbers the file has of the newest day."""
    values = (_ISSUED, known.days[-1].day.isoformat() if known.days else "")
    ((length,),) = await connection.execute_fetchall(_GIVEN, values)
    return int(length or 0) // len(_ISSUED)


def _moment(at: datetime | None) -> str:
    return f"{at:%H:%M:%S} {shown_day(at)}" if at else "–"
