"""The server's way to its SQLite files: each connection has a thread of its own and is closed to its end."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Literal

import aiosqlite

LOCK_SECONDS_MAX = 2.0
READ_SECONDS_MAX = 0.1
ROWS_AT_ONCE = 256

Mode = Literal["ro", "rw", "rwc"]


async def opened(
    path: Path, mode: Mode = "rwc", *, lock_seconds: float = LOCK_SECONDS_MAX
) -> aiosqlite.Connection:
    """A connection that waits `lock_seconds` for whoever holds the file; to be closed by whoever asks for it.

    "ro" only reads, "rw" needs the file to be there, "rwc" makes it. The first statement that writes begins a
    transaction and locks the file. Rows that are read one by one come ROWS_AT_ONCE from the thread.
    Raises sqlite3.Error.
    """
    # At its finest level aiosqlite logs every value, of which some are secrets.
    logging.getLogger("aiosqlite").setLevel(logging.INFO)
    return await aiosqlite.connect(
        _address(path, mode),
        uri=True,
        timeout=lock_seconds,
        isolation_level="IMMEDIATE",
        iter_chunk_size=ROWS_AT_ONCE,
    )


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


def _address(path: Path, mode: Mode) -> str:
    return f"{path.absolute().as_uri()}?mode={mode}"
