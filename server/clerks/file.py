"""The file of people and sessions in the data folder, which the server and the command line share."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

FILE_NAME = "clerks.sqlite"
LOCK_SECONDS_MAX = 2.0
READ_SECONDS_MAX = 0.1

_SCHEMA = (
    """CREATE TABLE IF NOT EXISTS clerks (key TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL,
    pin_hash TEXT NOT NULL, is_disabled INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS tries (name_hash BLOB PRIMARY KEY, is_known INTEGER NOT NULL,
    wrong INTEGER NOT NULL, last_at REAL NOT NULL, locked_until REAL NOT NULL) STRICT, WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS sessions (token_hash BLOB PRIMARY KEY, key TEXT NOT NULL, day TEXT NOT NULL,
    began_at REAL NOT NULL, is_over INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID""",
)


class ClerksUnavailable(Exception):
    """The file of people can't be read or written: the disk refuses, or the file is not ours."""


class ClerkFile:
    """Opened anew for every use, by any process and thread; whoever writes keeps nobody from reading (WAL).

    Names are kept with their keys, tokens and tries by hashes, moments in seconds since 1970.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE_NAME

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that is undone by any exception. Raises ClerksUnavailable."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.touch(mode=0o600)
            self.path.chmod(0o600)
            connecting = sqlite3.connect(self.path, timeout=LOCK_SECONDS_MAX, isolation_level=None)
            with closing(connecting) as connection:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = FULL")
                connection.execute("BEGIN IMMEDIATE")
                for table in _SCHEMA:
                    connection.execute(table)
                yield connection
                connection.execute("COMMIT")
        except (sqlite3.Error, OSError) as error:
            raise ClerksUnavailable(f"{self.path}: {error}") from error

    def read(self, question: str, values: tuple[object, ...] = ()) -> list[Any]:
        """The rows that answer a SELECT; none where there is no file yet. Raises ClerksUnavailable."""
        with closing(ClerkReader(self)) as reader:
            return reader.read(question, values)


class ClerkReader:
    """A connection that stays open in one thread, since opening and closing one may write to the disk."""

    def __init__(self, file: ClerkFile) -> None:
        self._path = file.path
        self._connection: sqlite3.Connection | None = None
        self._opened: tuple[int, int] | None = None

    def read(self, question: str, values: tuple[object, ...] = ()) -> list[Any]:
        """The rows that answer a SELECT; none where there is no file yet. Raises ClerksUnavailable."""
        try:
            connection = self._newest()
            return connection.execute(question, values).fetchall() if connection else []
        except (sqlite3.Error, OSError) as error:
            self.close()
            raise ClerksUnavailable(f"{self._path}: {error}") from error

    def close(self) -> None:
        """Let the file go."""
        if self._connection:
            self._connection.close()
        self._connection = self._opened = None

    def _newest(self) -> sqlite3.Connection | None:
        """A connection to the file that lies there now, which may have been put back from a backup."""
        try:
            found = self._path.stat()
        except FileNotFoundError:
            self.close()
            return None
        if self._opened != (found.st_dev, found.st_ino):
            self.close()
            self._connection = sqlite3.connect(self._path, timeout=READ_SECONDS_MAX)
            self._opened = (found.st_dev, found.st_ino)
        return self._connection
