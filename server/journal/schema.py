"""The journal's SQLite file: what is in it, and how it is told from a file that is not ours."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from server.journal.contract import JournalRefused
from ticketing.sentences import N_

APPLICATION_ID = 0x4D434341
FORMAT_VERSION = 2
CHECKED_BYTES_MAX = 64 * 1024 * 1024
LOCK_SECONDS_MAX = 2.0
SQLITE_HEADER = b"SQLite format 3\x00"

NOT_OURS = N_("{file} is not a motcua journal. Name another folder, or move that file away.")
NEWER = N_(
    "{file} was written by a newer motcua (format {version}, this one reads {known}). Install that "
    "version or a newer one."
)
OTHER_OFFICE = N_(
    "{file} is the journal of the office {found}, not of {office}. Name the folder of this office, or "
    "a new one."
)
DAMAGED = N_(
    "{file} is damaged ({problem}). It was left as it is: put the last backup in its place, or move it "
    "away to begin a new journal, and keep it for repair."
)
LEFT_BEHIND = N_(
    "{file} holds the newest entries of a journal that is not there. Put {journal} back beside it, or "
    "move both away to begin a new journal."
)

SCHEMA = """
CREATE TABLE office (code TEXT NOT NULL) STRICT;
CREATE TABLE journal (
    position INTEGER PRIMARY KEY,
    day TEXT NOT NULL,
    at TEXT NOT NULL,
    request_id TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    made_by TEXT NOT NULL,
    events TEXT NOT NULL,
    chain BLOB NOT NULL
) STRICT;
CREATE INDEX journal_by_day ON journal (day, position);
CREATE TABLE visits (
    day TEXT NOT NULL,
    number TEXT NOT NULL,
    field TEXT NOT NULL,
    priority TEXT,
    state TEXT NOT NULL,
    counter INTEGER,
    clerk TEXT NOT NULL,
    issued_at TEXT NOT NULL,
    printed_at TEXT,
    called_at TEXT,
    recalled_at TEXT,
    started_at TEXT,
    finished_at TEXT,
    wait_seconds INTEGER,
    walk_seconds INTEGER,
    service_seconds INTEGER,
    recalls INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    print_state TEXT NOT NULL,
    PRIMARY KEY (day, number)
) STRICT, WITHOUT ROWID;
"""
DOSSIERS = """
CREATE TABLE dossiers (
    code TEXT NOT NULL PRIMARY KEY,
    changed_on TEXT NOT NULL,
    is_open INTEGER NOT NULL,
    body TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX dossiers_by_change ON dossiers (is_open, changed_on);
"""


def open_file(path: Path, office: str) -> sqlite3.Connection:
    """A connection to the journal of `office`, made new where there is no file.

    Raises JournalRefused with a sentence saying what to do; the file is then as it was. Raises sqlite3.Error
    and OSError where the disk refuses.
    """
    if not path.exists() or path.stat().st_size == 0:
        _make(path, office)
    _check_header(path)
    connection = sqlite3.connect(
        path, timeout=LOCK_SECONDS_MAX, isolation_level=None, check_same_thread=False
    )
    try:
        _check(connection, path, office)
        _bring_up_to_date(connection)
        connection.execute("PRAGMA journal_mode=WAL").fetchone()
        connection.execute("PRAGMA synchronous=FULL")
    except BaseException:
        connection.close()
        raise
    return connection


def _make(path: Path, office: str) -> None:
    """Put a new journal at `path`, whole or not at all, whenever the power goes."""
    log = path.with_name(f"{path.name}-wal")
    if log.exists() and log.stat().st_size > 0:
        raise JournalRefused(LEFT_BEHIND, file=log, journal=path.name)
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)
    with closing(sqlite3.connect(new, isolation_level=None)) as connection:
        connection.executescript(
            f"BEGIN IMMEDIATE; {SCHEMA} {DOSSIERS}"
            f"PRAGMA application_id={APPLICATION_ID}; PRAGMA user_version={FORMAT_VERSION};"
        )
        connection.execute("INSERT INTO office VALUES (?)", (office,))
        connection.execute("COMMIT")
    new.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _bring_up_to_date(connection: sqlite3.Connection) -> None:
    """A file of format 1 has no dossiers yet; all else is the same."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version < FORMAT_VERSION:
        connection.executescript(f"BEGIN IMMEDIATE; {DOSSIERS} PRAGMA user_version={FORMAT_VERSION}; COMMIT;")


def _check_header(path: Path) -> None:
    with path.open("rb") as file:
        if file.read(len(SQLITE_HEADER)) != SQLITE_HEADER:
            raise JournalRefused(NOT_OURS, file=path)


def _check(connection: sqlite3.Connection, path: Path, office: str) -> None:
    try:
        _check_ours(connection, path)
        if path.stat().st_size <= CHECKED_BYTES_MAX:
            _check_sound(connection, path)
        found = connection.execute("SELECT code FROM office").fetchone()
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        raise JournalRefused(DAMAGED, file=path, problem=error) from error
    if found != (office,):
        raise JournalRefused(OTHER_OFFICE, file=path, found=found and found[0], office=office)


def _check_ours(connection: sqlite3.Connection, path: Path) -> None:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID:
        raise JournalRefused(NOT_OURS, file=path)
    if version > FORMAT_VERSION:
        raise JournalRefused(NEWER, file=path, version=version, known=FORMAT_VERSION)


def _check_sound(connection: sqlite3.Connection, path: Path) -> None:
    (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        raise JournalRefused(DAMAGED, file=path, problem=found)
