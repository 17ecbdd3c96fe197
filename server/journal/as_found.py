"""A look at a journal's files that changes nothing, and a way to let go of them as they were found.

The last connection to a file folds its WAL into it and deletes the WAL when it closes. Where a start is
refused that would write into a file of which nobody knows what it is.
"""

import fcntl
import shutil
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import aiosqlite

from server.database import WAL, WAL_INDEX, beside, opened, opened_alone, size_of
from server.private_files import is_writable

ROLLBACK = "-journal"
IN_USE_BYTE = 128
"""Where SQLite keeps a lock on the WAL's index for as long as anybody has the file open."""


@asynccontextmanager
async def looking_at(path: Path) -> AsyncIterator[aiosqlite.Connection]:
    """A connection that sees the newest state of a file, and can change nothing of what lies there.

    Raises sqlite3.Error, and OSError where there is no room for a copy of the WAL.
    """
    if not is_writable(path.parent):
        connection = await opened(path, "ro")
        try:
            yield connection
        finally:
            await connection.close()
        return
    with _duplicate(path) as duplicate:
        connection = await opened_alone(duplicate, "rw" if size_of(beside(duplicate, ROLLBACK)) else "ro")
        try:
            yield connection
        finally:
            await connection.close()


@contextmanager
def _duplicate(path: Path) -> Iterator[Path]:
    """The same file under a second name with a copy of its WAL, in a folder that is gone afterwards."""
    folder = beside(path, ".look")
    shutil.rmtree(folder, ignore_errors=True)  # of a start that was cut off
    try:
        try:
            folder.mkdir(mode=0o700)
            duplicate = _duplicate_in(folder, path)
        except OSError:  # the disk is full
            with TemporaryDirectory() as elsewhere:
                yield _duplicate_in(Path(elsewhere), path)
            return
        yield duplicate
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _duplicate_in(folder: Path, path: Path) -> Path:
    """What was broken off in the middle of a change is undone when it is looked at, so that wants a copy."""
    duplicate = folder / path.name
    if size_of(beside(path, ROLLBACK)):
        shutil.copyfile(path, duplicate)
        shutil.copyfile(beside(path, ROLLBACK), beside(duplicate, ROLLBACK))
    else:
        try:
            duplicate.hardlink_to(path)
        except OSError:  # not every disk has second names
            shutil.copyfile(path, duplicate)
    with suppress(FileNotFoundError):
        shutil.copyfile(beside(path, WAL), beside(duplicate, WAL))
    return duplicate


class AsFound:
    """What lies beside a file before it is opened, to be left like that where a start is refused."""

    def __init__(self, path: Path) -> None:
        """Raises OSError."""
        self._path = path
        self._has_wal = beside(path, WAL).exists()
        index = beside(path, WAL_INDEX)
        self._index = index.read_bytes() if index.exists() else None

    async def close(self, close: Callable[[], Awaitable[None]]) -> None:
        """Close what was opened so that nothing is folded into the file: the last one open can't write."""
        last = None
        with suppress(sqlite3.Error):
            last = await opened(self._path, "ro", lock_seconds=0)
            await last.execute_fetchall("SELECT count(*) FROM sqlite_master")
        await close()
        if last:
            await last.close()
        with suppress(OSError):
            self._put_back()

    def _put_back(self) -> None:
        """The index of the WAL as it was, unless somebody else has the file open and needs it."""
        index = beside(self._path, WAL_INDEX)
        with index.open("r+b") as file:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, IN_USE_BYTE)
            if self._index is not None:
                file.write(self._index)
                file.truncate()
                return
            if not self._has_wal and not size_of(beside(self._path, WAL)):
                beside(self._path, WAL).unlink(missing_ok=True)
            index.unlink()
