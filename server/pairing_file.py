"""The file of paired screens in the data folder, which the server and the command line share."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import aiosqlite

from server.database import READ_SECONDS_MAX, all_or_nothing, connected
from server.private_files import make_file, make_folder
from ticketing.sentences import in_words

FILE_NAME = "pairings.sqlite"
PAIRED_MAX = 500
SECRETS_OF_A_NAME_MAX = 5

_SCHEMA = (
    """CREATE TABLE IF NOT EXISTS paired (hash BLOB PRIMARY KEY, name TEXT NOT NULL, at TEXT NOT NULL,
    by TEXT NOT NULL) STRICT""",
    """CREATE TABLE IF NOT EXISTS orders (code TEXT PRIMARY KEY, outcome TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL DEFAULT '') STRICT""",
)

FileState = tuple[int, int, int, int]


class PairingsUnavailable(Exception):
    """The file of paired screens can't be read or written: the disk refuses, or the file is not ours."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """A screen that may speak: the hash of its secret, what it was called, when and by whom it was paired."""

    hash: bytes
    name: str
    at: str
    by: str


@dataclass(frozen=True, slots=True)
class PairingOrder:
    """A code that somebody at the server's computer wants paired, and what came of it.

    `outcome` is "" until a server has seen it, then "paired", with the screen's name, or "unknown".
    """

    code: str
    outcome: str = ""
    name: str = ""


def hash_of(secret: str) -> bytes:
    """The hash of a screen's secret; it has 256 random bits, so that a plain hash keeps it."""
    return sha256(secret.encode(errors="surrogatepass")).digest()


class PairingFile:
    """Opened anew for every change, by any process; every method raises PairingsUnavailable."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE_NAME

    def state(self) -> FileState | None:
        """What changes whenever the file does; None where there is none."""
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise PairingsUnavailable(f"{self.path}: {in_words(error)}") from error
        return found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size

    async def paired(self) -> tuple[Pairing, ...]:
        """All pairings, the oldest first."""
        rows = await self._read("SELECT hash, name, at, by FROM paired ORDER BY rowid")
        return tuple(Pairing(*row) for row in rows)

    async def orders(self) -> tuple[PairingOrder, ...]:
        """What was asked for at this computer."""
        rows = await self._read("SELECT code, outcome, name FROM orders ORDER BY rowid")
        return tuple(PairingOrder(*row) for row in rows)

    async def keep(self, pairing: Pairing) -> None:
        """Write a pairing down; the oldest of its name, and of all, are forgotten beyond their limits."""
        async with self._writing() as connection:
            await connection.execute(
                "INSERT INTO paired (hash, name, at, by) VALUES (?, ?, ?, ?)",
                (pairing.hash, pairing.name, pairing.at, pairing.by),
            )
            await connection.execute(
                """DELETE FROM paired WHERE name = ? AND rowid NOT IN
                (SELECT rowid FROM paired WHERE name = ? ORDER BY rowid DESC LIMIT ?)""",
                (pairing.name, pairing.name, SECRETS_OF_A_NAME_MAX),
            )
            await connection.execute(
                """DELETE FROM paired WHERE rowid NOT IN
                (SELECT rowid FROM paired ORDER BY rowid DESC LIMIT ?)""",
                (PAIRED_MAX,),
            )

    async def forget(self, name: str) -> bool:
        """Undo all pairings of this name; answers whether there was one."""
        async with self._writing() as connection:
            done = await connection.execute("DELETE FROM paired WHERE name = ?", (name,))
            return done.rowcount > 0

    async def order(self, order: PairingOrder) -> None:
        """Write down what is asked of the server, or what has come of it."""
        async with self._writing() as connection:
            values = (order.code, order.outcome, order.name)
            await connection.execute("INSERT OR REPLACE INTO orders VALUES (?, ?, ?)", values)

    async def take_back(self, code: str) -> None:
        """Forget what was asked."""
        async with self._writing() as connection:
            await connection.execute("DELETE FROM orders WHERE code = ?", (code,))

    async def _read(self, question: str) -> list[tuple[Any, ...]]:
        if self.state() is None:
            return []
        try:
            async with connected(self.path, "ro", lock_seconds=READ_SECONDS_MAX) as connection:
                return [tuple(row) for row in await connection.execute_fetchall(question)]
        except (sqlite3.Error, OSError) as error:
            raise PairingsUnavailable(f"{self.path}: {in_words(error)}") from error

    @asynccontextmanager
    async def _writing(self) -> AsyncIterator[aiosqlite.Connection]:
        """A transaction that is undone by any exception."""
        try:
            make_folder(self.path.parent)
            make_file(self.path)
            async with connected(self.path) as connection, all_or_nothing(connection):
                await connection.execute("BEGIN IMMEDIATE")
                for table in _SCHEMA:
                    await connection.execute(table)
                yield connection
        except (sqlite3.Error, OSError) as error:
            raise PairingsUnavailable(f"{self.path}: {in_words(error)}") from error
