"""The file of people and sessions in the data folder, which the server and the command line share."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import aiosqlite

from server.database import READ_SECONDS_MAX, Mode, all_or_nothing, connected, opened
from server.file_trouble import FileTrouble
from server.private_files import is_writable, make_file, make_folder
from ticketing.sentences import N_, in_words
from ticketing.texts import name_key

FILE_NAME = "clerks.sqlite"
UNUSABLE = N_(
    "{file} can't be used ({problem}): nobody can sign in, and who has is refused; screens with a token go "
    "on. Close what holds the file; if it is damaged put the last backup there, or move it away and put "
    "people in anew."
)
KEY_VERSION = 2

_SCHEMA = (
    """CREATE TABLE IF NOT EXISTS clerks (key TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL,
    pin_hash TEXT NOT NULL, is_disabled INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS sessions (token_hash BLOB PRIMARY KEY, key TEXT NOT NULL, day TEXT NOT NULL,
    began_at REAL NOT NULL, is_over INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS key_modes (key TEXT PRIMARY KEY, mode TEXT NOT NULL)
    STRICT, WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS bells (key TEXT PRIMARY KEY, setting TEXT NOT NULL)
    STRICT, WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS sign_in_places (key TEXT NOT NULL, address TEXT NOT NULL,
    last_at REAL NOT NULL, PRIMARY KEY (key, address)) STRICT, WITHOUT ROWID""",
)


class ClerksUnavailable(Exception):
    """The file of people can't be read or written: the disk refuses, or the file is not ours."""


class ClerkFileUnusable(ClerksUnavailable):
    """The file itself refuses, which its trouble has told."""


class ClerkFile:
    """Opened anew for every change, by any process; whoever writes keeps nobody from reading (WAL).

    Names are kept with their keys, tokens by hashes, moments in seconds since 1970.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE_NAME
        self.trouble = FileTrouble(self.path, UNUSABLE)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[aiosqlite.Connection]:
        """A transaction that is undone by any exception. Raises ClerksUnavailable."""
        try:
            make_folder(self.path.parent)
            make_file(self.path)
            async with connected(self.path) as connection:
                await connection.execute_fetchall("PRAGMA journal_mode = WAL")
                await connection.execute_fetchall("PRAGMA synchronous = FULL")
                async with all_or_nothing(connection):
                    await connection.execute("BEGIN IMMEDIATE")
                    for table in _SCHEMA:
                        await connection.execute(table)
                    await _key_anew(connection)
                    yield connection
        except (sqlite3.Error, OSError) as error:
            self.trouble.begin("written", error)
            raise ClerkFileUnusable(f"{self.path}: {in_words(error)}") from error
        self.trouble.end("written")

    async def look(self) -> None:
        """See whether a file that refused before can be written again, with nobody signing in."""
        if not self.trouble.is_over:
            with suppress(ClerksUnavailable):
                async with self.writing():
                    pass

    async def read(self, question: str, values: tuple[object, ...] = ()) -> list[Any]:
        """The rows that answer a SELECT; none where there is no file yet. Raises ClerksUnavailable."""
        reader = ClerkReader(self)
        try:
            return await reader.read(question, values)
        finally:
            await reader.close()


async def _key_anew(connection: aiosqlite.Connection) -> None:
    """Give people the keys of this version, once; attempts are no longer kept here.

    Of two whose names are one by now the first one has it.
    """
    for (version,) in await connection.execute_fetchall("PRAGMA user_version"):
        if version >= KEY_VERSION:
            return
    for key, name in await connection.execute_fetchall("SELECT key, name FROM clerks"):
        anew = (name_key(name), key)
        await connection.execute("UPDATE OR IGNORE clerks SET key = ? WHERE key = ?", anew)
        await connection.execute("UPDATE sessions SET key = ? WHERE key = ?", anew)
        await connection.execute("UPDATE OR IGNORE key_modes SET key = ? WHERE key = ?", anew)
        await connection.execute("UPDATE OR IGNORE bells SET key = ? WHERE key = ?", anew)
    await connection.execute("DROP TABLE IF EXISTS tries")
    await connection.execute(f"PRAGMA user_version = {KEY_VERSION}")


class ClerkReader:
    """A connection that stays open, since opening and closing one may write to the disk."""

    def __init__(self, file: ClerkFile) -> None:
        self._path = file.path
        self._trouble = file.trouble
        self._connection: aiosqlite.Connection | None = None
        self._opened: tuple[int, int] | None = None
        self._reading = asyncio.Lock()

    async def read(self, question: str, values: tuple[object, ...] = ()) -> list[Any]:
        """The rows that answer a SELECT; none where there is no file yet. Raises ClerksUnavailable."""
        async with self._reading:
            try:
                connection = await self._newest()
                found = list(await connection.execute_fetchall(question, values)) if connection else []
            except (sqlite3.Error, OSError) as error:
                await self.close()
                self._trouble.begin("read", error)
                raise ClerkFileUnusable(f"{self._path}: {in_words(error)}") from error
            self._trouble.end("read")
            return found

    async def close(self) -> None:
        """Let the file go."""
        connection, self._connection, self._opened = self._connection, None, None
        if connection:
            await connection.close()

    async def _newest(self) -> aiosqlite.Connection | None:
        """A connection to the file that lies there now, which may have been put back from a backup."""
        found = _identity(self._path)
        if self._opened != found:
            await self.close()
            if found:
                mode: Mode = "rw" if is_writable(self._path.parent) else "ro"
                self._connection = await opened(self._path, mode, lock_seconds=READ_SECONDS_MAX)
                self._opened = found
        return self._connection


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file lies there; None if there is none. Raises OSError."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino
