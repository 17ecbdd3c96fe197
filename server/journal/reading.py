"""A journal's file opened to be read beside the server that writes it."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiosqlite
import msgspec

from server.database import connected
from server.journal.contract import JournalRefused, JournalUnavailable
from server.journal.file_checks import APPLICATION_ID
from ticketing.sentences import N_, ToldError, in_words

NOT_OURS = N_("{file} is not a motcua journal. Name the data folder of an office.")
UNREADABLE = N_("{file} is not a motcua journal, or is damaged: {problem}.")


def check_there(path: Path, missing: ToldError) -> None:
    """Raise `missing` where there is no file yet."""
    if not path.exists():
        raise missing


@asynccontextmanager
async def reading(path: Path) -> AsyncIterator[aiosqlite.Connection]:
    """A connection that can't write, and never holds the writer up.

    Raises JournalRefused for a file that is not ours or is damaged, and JournalUnavailable where the disk
    refuses, both while it is opened and while it is read.
    """
    try:
        async with connected(path, "ro") as connection:
            ((application,),) = await connection.execute_fetchall("PRAGMA application_id")
            if application != APPLICATION_ID:
                raise JournalRefused(NOT_OURS, file=path)
            yield connection
    except sqlite3.OperationalError as error:
        raise JournalUnavailable(f"{path}: {in_words(error)}") from error
    except (sqlite3.DatabaseError, msgspec.ValidationError) as error:
        raise JournalRefused(UNREADABLE, file=path, problem=error) from error
