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


class ClerksUnavailable(Exception):  # noqa: N818 - says what is so; the cause is chained
    """The file of people can't be read or written: the disk refuses, or the file is not ours."""


class ClerkFile:
    """Opened anew for every use, so that any process and thread sees what another has written.

    Names are kept with their keys, tokens and tries by hashes, moments in seconds since 1970.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that is undone by any exception. Raises ClerksUnavailable."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.touch(mode=0o600)
            self._path.chmod(0o600)
            connecting = sqlite3.connect(self._path, timeout=LOCK_SECONDS_MAX, isolation_level=None)
            with closing(connecting) as connection:
                connection.execute("BEGIN IMMEDIATE")
                for table in _SCHEMA:
                    connection.execute(table)
                yield connection
                connection.execute("COMMIT")
        except (sqlite3.Error, OSError) as error:
            raise ClerksUnavailable(f"{self._path}: {error}") from error

    def read(self, question: str, values: tuple[object, ...] = ()) -> list[Any]:
        """The rows that answer a SELECT; none where there is no file yet. Raises ClerksUnavailable."""
        if not self._path.exists():
            return []
        try:
            with closing(sqlite3.connect(self._path, timeout=READ_SECONDS_MAX)) as connection:
                return connection.execute(question, values).fetchall()
        except sqlite3.Error as error:
            raise ClerksUnavailable(f"{self._path}: {error}") from error
