"""Whether the files that a running server has open still lie where the next start would look for them."""

import logging
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from server.database import WAL, WAL_INDEX, beside
from server.journal.contract import NO_ROWS, Entry, Head, Journal, JournalUnavailable, Rows
from server.journal.outer import OuterJournal
from server.lock import DataLock
from server.staff_warnings import StaffWarnings
from ticketing.sentences import N_, ToldError

GONE = N_(
    "{file} was moved or deleted while the server runs, so every press is refused. Put it back with what lay "
    "beside it, and work goes on by itself. If it is lost, stop the server, put the last backup there and "
    "start it."
)
REPLACED = N_(
    "Another file was put in the place of {file} while the server runs, so every press is refused. Stop the "
    "server, see that the right file lies there, and start it."
)
OVERWRITTEN = N_(
    "Another program has written into {file} while the server runs, so every press is refused until the "
    "server is started anew. Stop it, put the last backup there if one was meant to be, and start it."
)
NEWEST_GONE = N_(
    "{file}, which holds the newest entries, was moved or deleted while the server runs, so every press is "
    "refused. Stop the server in the usual way, which writes them into the record, and start it."
)
SECOND_SERVER = N_(
    "Another server was started in {folder} while this one runs, so this one refuses every press. Stop one "
    "of the two."
)
SAVED = N_(
    "{file} was deleted while the server runs, so every press is refused. All that was on record is saved in "
    "{copy}: stop the server, rename that file to {name} in place of what lies there, and start it."
)
UNWRITABLE_FOLDER = N_(
    "The data folder {folder} can't be written, so every press is refused and screens show what was last on "
    "record. Give it to the user that the server runs as, or mend the disk, and start the server anew."
)
TOLD_AS = "journal"
# Of the WAL's index: the salts, which change when the WAL begins anew, and how many frames are folded in.
SALTS, FOLDED = slice(32, 40), slice(96, 100)

log = logging.getLogger(__name__)


class FilesMoved(ToldError, JournalUnavailable):
    """What is written now would not be found at the next start; nothing was written."""


class FileKeeper(Protocol):
    """What keeps an eye on the files of a journal."""

    trouble: ToldError | None
    saved: Path | None
    """Where the record of a file that was deleted is now."""

    @property
    def is_deleted(self) -> bool:
        """Whether the file that the engine has open has no name any more."""

    def begin(self) -> ToldError | None:
        """Look before the engine writes; answers what keeps it from that, if anything."""

    def end(self) -> None:
        """Know the files as the engine has left them."""

    def tell(self, warnings: StaffWarnings) -> None:
        """Look, and let staff read what is wrong until it is put right."""

    def close(self) -> None:
        """Let go of what it looks at, once the engine has."""


class UnwritableFolder:
    """A data folder in which nothing can be written as long as this server runs."""

    def __init__(self, folder: Path) -> None:
        self.trouble: ToldError | None = ToldError(UNWRITABLE_FOLDER, folder=folder)
        self.saved: Path | None = None
        self.is_deleted = False
        log.error("%s", self.trouble)

    def begin(self) -> ToldError | None:
        """It stays as it was found."""
        return self.trouble

    def end(self) -> None:
        """Nothing was written."""

    def tell(self, warnings: StaffWarnings) -> None:
        """Let staff read it."""
        if self.trouble:
            warnings.tell(TOLD_AS, self.trouble)

    def close(self) -> None:
        """Nothing was opened."""


class FileWatch:
    """Knows the journal's file, its WAL and the folder's lock by device and inode, since they were opened.

    The lock is looked at when staff are told, at each heartbeat, the others before each group as well.
    A file that is put back is the same one again; one that anybody but SQLite has written into never is: its
    time of change then differs though nothing was folded in from the WAL.
    """

    def __init__(self, path: Path, lock: DataLock | None = None) -> None:
        """Call it when the journal has been opened. Raises OSError."""
        self._path, self._wal = path, beside(path, WAL)
        self._lock = lock
        self._has_lock = True
        self._index = WalIndex(beside(path, WAL_INDEX))
        # Opened for its identity alone, so that closing it takes none of SQLite's locks away.
        self._held: int | None = os.open(path, os.O_PATH | os.O_CLOEXEC)
        found = os.fstat(self._held)
        self._file = _identity(found)
        self._newest = _identity_at(self._wal)
        self._content = _content(found)
        self._folded = self._index.folded()
        self._writers = 0
        self.trouble: ToldError | None = None
        self.saved: Path | None = None

    @property
    def is_deleted(self) -> bool:
        """Whether the file that the engine has open has no name any more."""
        return bool(self.trouble) and self._held is not None and os.fstat(self._held).st_nlink == 0

    def begin(self) -> ToldError | None:
        """What is wrong with the files, if anything; else the engine may change them until the end of it."""
        trouble = self._look()
        self._writers += trouble is None
        return trouble

    def _look(self) -> ToldError | None:
        before, self.trouble = self.trouble, self._trouble()
        if self.trouble and str(before) != str(self.trouble):
            log.error("%s", self.trouble)
        elif before and not self.trouble:
            log.warning("The journal's files lie where they were again")
        return self.trouble

    def tell(self, warnings: StaffWarnings) -> None:
        """Look, and let staff read what is wrong until it is put right."""
        before = self.trouble
        self._has_lock = self._lock is None or self._lock.is_held()
        if trouble := self._look():
            warnings.tell(TOLD_AS, trouble)
        elif before:
            warnings.settle(TOLD_AS)

    def end(self) -> None:
        """The engine has written: it may have folded the WAL in, or opened all anew with a new one."""
        self._writers -= 1
        newest = _identity_at(self._wal)
        if newest and newest != self._newest:
            self._newest = newest
            self._index.open_anew()
        self._learn_content()

    def close(self) -> None:
        """Let go of what it looks at, once the engine has."""
        self._index.close()
        if self._held is not None:
            os.close(self._held)
        self._held = None

    def _trouble(self) -> ToldError | None:
        if self.saved:
            return ToldError(SAVED, file=self._path, copy=self.saved, name=self._path.name)
        try:
            found = self._path.stat()
        except OSError:
            return ToldError(GONE, file=self._path)
        if _identity(found) != self._file:
            return ToldError(REPLACED, file=self._path)
        if not self._writers and self._was_overwritten(found):
            return ToldError(OVERWRITTEN, file=self._path)
        if self._newest and _identity_at(self._wal) != self._newest:
            return ToldError(NEWEST_GONE, file=self._wal)
        if not self._has_lock:
            return ToldError(SECOND_SERVER, folder=self._path.parent)
        return None

    def _was_overwritten(self, found: os.stat_result) -> bool:
        if _content(found) != self._content:
            self._learn_content()
        return _content(found) != self._content

    def _learn_content(self) -> None:
        """SQLite changes the file where it folds the WAL in, and says so in the WAL's index."""
        folded = self._index.folded()
        if folded != self._folded and self._held is not None:
            self._folded, self._content = folded, _content(os.fstat(self._held))


class WalIndex:
    """What the index of the WAL says of how much was folded into the file (sqlite.org/walformat.html).

    It stays open, since closing it would take SQLite's locks on it away.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = _opened(path)

    def folded(self) -> bytes:
        """Changes whenever anything is folded in, or the WAL begins anew."""
        head = os.pread(self._file, FOLDED.stop, 0) if self._file is not None else b""
        return head[SALTS] + head[FOLDED]

    def open_anew(self) -> None:
        """The engine has another one now."""
        self.close()
        self._file = _opened(self._path)

    def close(self) -> None:
        """Let it go."""
        if self._file is not None:
            os.close(self._file)
        self._file = None


class WatchedJournal(OuterJournal):
    """The journal `inner`, which appends nothing unless its files lie where they were."""

    def __init__(self, inner: Journal, watch: FileKeeper) -> None:
        super().__init__(inner)
        self._watch = watch

    async def append(self, after: Head, entries: Sequence[Entry], rows: Rows = NO_ROWS) -> None:
        """Look first, and then write. Raises FilesMoved, or what the journal raises."""
        if trouble := self._watch.begin():
            raise FilesMoved(trouble.sentence, **trouble.values)
        try:
            await super().append(after, entries, rows)
        finally:
            self._watch.end()

    async def close(self) -> None:
        """Let the engine go."""
        await super().close()
        self._watch.close()


def _identity(found: os.stat_result) -> tuple[int, int]:
    return found.st_dev, found.st_ino


def _content(found: os.stat_result) -> tuple[int, int]:
    return found.st_mtime_ns, found.st_size


def _identity_at(path: Path) -> tuple[int, int] | None:
    try:
        return _identity(path.stat())
    except OSError:
        return None


def _opened(path: Path) -> int | None:
    try:
        return os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None
