"""A journal's file opened to be read beside the server that writes it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import msgspec

from server.journal.contract import JournalRefused, JournalUnavailable
from server.journal.schema import APPLICATION_ID, LOCK_SECONDS_MAX
from ticketing.sentences import N_

NOT_OURS = N_("{file} is not a motcua journal. Name the data folder of an office.")
UNREADABLE = N_("{file} is not a motcua journal, or is damaged: {problem}.")

DAY_ENTRIES = (
    "SELECT entry.*, before.chain FROM journal AS entry"
    " LEFT JOIN journal AS before ON before.position = entry.position - 1"
    " WHERE entry.day = ? ORDER BY entry.position"
)


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that can't write, and never holds the writer up.

    Raises JournalRefused for a file that is not ours or is damaged, and JournalUnavailable where the disk
    refuses, both while it is opened and while it is read.
    """
    try:
        with closing(_opened(path)) as connection:
            yield connection
    except sqlite3.OperationalError as error:
        raise JournalUnavailable(f"{path}: {error}") from error
    except (sqlite3.DatabaseError, msgspec.ValidationError) as error:
        raise JournalRefused(UNREADABLE, file=path, problem=error) from error


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=LOCK_SECONDS_MAX)
    try:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
    except sqlite3.Error:
        connection.close()
        raise
    if application != APPLICATION_ID:
        connection.close()
        raise JournalRefused(NOT_OURS, file=path)
    return connection
