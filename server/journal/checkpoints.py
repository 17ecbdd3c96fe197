"""The WAL is written back into the journal's file by and by, so that no morning lives in it alone."""

import asyncio
import logging
import sqlite3
from pathlib import Path

import aiosqlite

from server.database import connected
from server.journal.file_watch import FileKeeper

CHECKPOINT_SECONDS = 30.0

log = logging.getLogger(__name__)


async def write_back(path: Path, watch: FileKeeper, seconds: float = CHECKPOINT_SECONDS) -> None:
    """Write back what was committed, for ever, at this pace, and say so to the watch; ends by cancellation.

    It goes over a connection of its own and waits for nobody, so that no press waits for it.
    """
    is_troubled = False
    while True:
        try:
            async with connected(path, "rw", lock_seconds=0) as connection:
                while True:
                    await asyncio.sleep(seconds)
                    if watch.begin() is None:
                        try:
                            await checkpoint(connection)
                        finally:
                            watch.end()
                    is_troubled = False
        except (sqlite3.Error, OSError) as error:
            if not is_troubled:
                log.warning("The journal's WAL can't be written back: %s", error)
            is_troubled = True
        await asyncio.sleep(seconds)


async def checkpoint(connection: aiosqlite.Connection) -> None:
    """Write back what was committed, as far as nobody reads an older state. Raises sqlite3.Error."""
    await connection.execute_fetchall("PRAGMA wal_checkpoint(PASSIVE)")
