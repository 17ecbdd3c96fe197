"""The server's way to its SQLite files: each connection has a thread of its own and is closed to its end."""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Literal

import aiosqlite

from server.private_files import is_writable

LOCK_SECONDS_MAX = 2.0
READ_SECONDS_MAX = 0.1
ROWS_AT_ONCE = 256
CACHE_KIB_MAX = 1_024

WAL, WAL_INDEX = "-wal", "-shm"

Mode = Literal["ro", "rw", "rwc"]
Statement = tuple[str, Sequence[tuple[Any, ...]]]
"""What is to be written, and with which values, once for each of them."""


async def opened(
    path: Path, mode: Mode = "rwc", *, lock_seconds: float = LOCK_SECONDS_MAX
) -> aiosqlite.Connection:
    """A connection that waits `lock_seconds` for whoever holds the file; to be closed by whoever asks for it.

    "ro" only reads, "rw" needs the file to be there, "rwc" makes it. The first statement that writes begins a
    transaction and locks the file. Rows that are read one by one come ROWS_AT_ONCE from the thread.
    In a folder that can't be written, where SQLite can't keep the index of a WAL, "ro" reads all the same.
    Raises sqlite3.Error.
    """
    if mode == "ro" and not is_writable(path.parent):
        if not size_of(beside(path, WAL)):
            return await _connected(f"{_address(path, mode)}&immutable=1", lock_seconds)
        if not beside(path, WAL_INDEX).exists():
            return await opened_alone(path, mode)
    return await _connected(_address(path, mode), lock_seconds)


async def keep_few_pages(connection: aiosqlite.Connection) -> None:
    """Let a connection that stays open for months keep CACHE_KIB_MAX of the file in memory.

    It would keep twice as much, reached after some weeks. Raises sqlite3.Error.
    """
    await connection.execute_fetchall(f"PRAGMA cache_size = -{CACHE_KIB_MAX}")


async def opened_alone(path: Path, mode: Mode) -> aiosqlite.Connection:
    """A connection to a file that nobody writes meanwhile: it takes no locks and keeps no index on disk.

    Raises sqlite3.Error.
    """
    connection = await _connected(f"{_address(path, mode)}&vfs=unix-none", LOCK_SECONDS_MAX)
    try:
        await connection.execute_fetchall("PRAGMA locking_mode=EXCLUSIVE")
    except BaseException:
        await connection.close()
        raise
    return connection


async def in_memory() -> aiosqlite.Connection:
    """A connection to a database that nobody else sees."""
    return await _connected(":memory:", LOCK_SECONDS_MAX)


async def _connected(address: str, lock_seconds: float) -> aiosqlite.Connection:
    # At its finest level aiosqlite logs every value, of which some are secrets.
    logging.getLogger("aiosqlite").setLevel(logging.INFO)
    return await aiosqlite.connect(
        address,
        uri=True,
        timeout=lock_seconds,
        isolation_level="IMMEDIATE",
        iter_chunk_size=ROWS_AT_ONCE,
    )


def beside(path: Path, ending: str) -> Path:
    """The file with this ending that is kept beside another one."""
    return path.with_name(path.name + ending)


def size_of(path: Path) -> int:
    """The bytes of a file, 0 where there is none. Raises OSError."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


@asynccontextmanager
async def connected(
    path: Path, mode: Mode = "rwc", *, lock_seconds: float = LOCK_SECONDS_MAX
) -> AsyncIterator[aiosqlite.Connection]:
    """A connection for as long as the context lasts. Raises sqlite3.Error."""
    connection = await opened(path, mode, lock_seconds=lock_seconds)
    try:
        yield connection
    finally:
        await connection.close()


@asynccontextmanager
async def all_or_nothing(connection: aiosqlite.Connection) -> AsyncIterator[None]:
    """Commit what the context has written, or take all of it back, also when it is cancelled."""
    try:
        yield
        await connection.commit()
    except BaseException:
        # The thread gets it after what it is at; a second cancellation no longer keeps it away.
        await asyncio.shield(asyncio.create_task(connection.rollback()))
        raise


async def write_at_once(connection: aiosqlite.Connection, statements: Sequence[Statement]) -> list[int]:
    """Run statements in one go of the connection's thread, which saves the way there and back for each.

    Answers how many rows each has changed. Raises sqlite3.Error at the first that fails.
    """
    raw = connection._conn  # noqa: SLF001 - aiosqlite itself knows one statement a go only
    changed: list[int] = await connection._execute(_written, raw, statements)  # type: ignore[no-untyped-call] # noqa: SLF001 - as above
    return changed


def _written(connection: sqlite3.Connection, statements: Sequence[Statement]) -> list[int]:
    return [connection.executemany(statement, values).rowcount for statement, values in statements]


def _address(path: Path, mode: Mode) -> str:
    return f"{path.absolute().as_uri()}?mode={mode}"
