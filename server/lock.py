"""One data folder belongs to one running server, or to one rebuild of its wait log."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from server.private_files import is_writable, make_file
from ticketing.sentences import N_, ToldError

FILE_NAME = "server.lock"
IN_USE = N_(
    "{folder} is in use by a running motcua server (process {process}). Stop it first, or name another "
    "folder."
)


class DataInUse(ToldError):
    """Another process works in the data folder."""


class DataLock:
    """The lock of a data folder, which is held by whoever has it open."""

    def __init__(self, folder: Path) -> None:
        """Take it. Raises DataInUse with a sentence for a person, or OSError where it can't be written."""
        self._path = folder / FILE_NAME
        self._file = self._taken()

    def is_held(self) -> bool:
        """Whether it keeps others out; one that was deleted is taken anew, unless others were quicker."""
        found = os.fstat(self._file.fileno())
        try:
            there = self._path.stat()
            if (there.st_dev, there.st_ino) == (found.st_dev, found.st_ino):
                return True
        except FileNotFoundError:
            pass
        try:
            taken = self._taken()
        except (DataInUse, OSError):
            return False
        self.close()
        self._file = taken
        return True

    def close(self) -> None:
        """Let others in."""
        self._file.close()

    def _taken(self) -> IO[str]:
        make_file(self._path)
        file = self._path.open("a+", encoding="ascii")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            process = file.read().strip() or "?"
            file.close()
            raise DataInUse(IN_USE, folder=self._path.parent, process=process) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        return file


@contextmanager
def hold_lock(folder: Path) -> Iterator[DataLock | None]:
    """Keep every other process out of `folder` as long as the context lasts, or until this process dies.

    There is no lock where nothing can be written, and so nothing is to be kept apart. Raises DataInUse with a
    sentence for a person, and OSError.
    """
    if not is_writable(folder):
        yield None
        return
    lock = DataLock(folder)
    try:
        yield lock
    finally:
        lock.close()
