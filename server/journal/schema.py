"""The journal's SQLite file: what is in it, and how it is told from a file that is not ours."""

import os
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import aiosqlite

from server.database import LOCK_SECONDS_MAX, connected, opened
from server.journal.contract import JournalRefused
from server.private_files import make_file
from ticketing.sentences import N_

APPLICATION_ID = 0x4D434341
FORMAT_VERSION = 4
STAYS_SINCE = 3
PROCEDURES_SINCE = 4
CHECKED_BYTES_MAX = 64 * 1024 * 1024
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
STAYS = """
ALTER TABLE visits ADD COLUMN park_seconds INTEGER;
ALTER TABLE visits ADD COLUMN started_by_rule INTEGER NOT NULL DEFAULT 0;
ALTER TABLE visits ADD COLUMN clock_set INTEGER NOT NULL DEFAULT 0;
CREATE TABLE stays (
    day TEXT NOT NULL,
    number TEXT NOT NULL,
    stay INTEGER NOT NULL,
    field TEXT NOT NULL,
    priority TEXT,
    counter INTEGER,
    clerk TEXT NOT NULL,
    called_at TEXT,
    started_at TEXT,
    ended_at TEXT,
    ending TEXT NOT NULL,
    outcome TEXT NOT NULL,
    recalls INTEGER NOT NULL,
    wait_seconds INTEGER,
    walk_seconds INTEGER,
    service_seconds INTEGER,
    park_seconds INTEGER,
    started_by_rule INTEGER NOT NULL,
    clock_set INTEGER NOT NULL,
    PRIMARY KEY (day, number, stay)
) STRICT, WITHOUT ROWID;
"""
PROCEDURES = """
ALTER TABLE visits ADD COLUMN procedure TEXT NOT NULL DEFAULT '';
"""
FORMATS = {1: SCHEMA, 2: DOSSIERS, 3: STAYS, 4: PROCEDURES}
"""What each format of the file has added to the one before."""


async def open_file(path: Path, office: str, lock_seconds: float = LOCK_SECONDS_MAX) -> aiosqlite.Connection:
    """A connection to the journal of `office`, made new where there is no file.

    Raises JournalRefused with a sentence saying what to do; the file is then as it was. Raises sqlite3.Error
    and OSError where the disk refuses.
    """
    if _is_missing(path):
        await _make(path, office)
    _check_header(path)
    connection = await opened(path, "rw", lock_seconds=lock_seconds)
    try:
        await _check(connection, path, office)
        await _bring_up_to_date(connection)
        await connection.execute_fetchall("PRAGMA journal_mode=WAL")
        await connection.execute_fetchall("PRAGMA synchronous=FULL")
    except BaseException:
        await connection.close()
        raise
    return connection


def _is_missing(path: Path) -> bool:
    """Whether there is no journal; raises JournalRefused where one was and has left something behind."""
    if path.exists() and path.stat().st_size > 0:
        return False
    log = path.with_name(f"{path.name}-wal")
    if log.exists() and log.stat().st_size > 0:
        raise JournalRefused(LEFT_BEHIND, file=log, journal=path.name)
    return True


async def _make(path: Path, office: str) -> None:
    """Put a new journal at `path`, whole or not at all, whenever the power goes."""
    new = path.with_name(f"{path.name}.new")
    _remove(new)
    make_file(new)
    async with connected(new) as connection:
        await connection.executescript(
            f"BEGIN IMMEDIATE; {' '.join(FORMATS.values())}"
            f"PRAGMA application_id={APPLICATION_ID}; PRAGMA user_version={FORMAT_VERSION};"
        )
        await connection.execute_insert("INSERT INTO office VALUES (?)", (office,))
        await connection.commit()
    _put_in_place(new, path)


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)


def _put_in_place(new: Path, path: Path) -> None:
    new.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


async def _bring_up_to_date(connection: aiosqlite.Connection) -> None:
    """A file of format 1 has no dossiers yet, one of 2 no stays, one of 3 no procedures of visits."""
    version = await _pragma(connection, "user_version")
    if version < FORMAT_VERSION:
        added = " ".join(FORMATS[later] for later in range(version + 1, FORMAT_VERSION + 1))
        await connection.executescript(
            f"BEGIN IMMEDIATE; {added} PRAGMA user_version={FORMAT_VERSION}; COMMIT;"
        )


def _check_header(path: Path) -> None:
    with path.open("rb") as file:
        if file.read(len(SQLITE_HEADER)) != SQLITE_HEADER:
            raise JournalRefused(NOT_OURS, file=path)


async def _check(connection: aiosqlite.Connection, path: Path, office: str) -> None:
    try:
        await _check_ours(connection, path)
        if _is_small(path):
            await _check_sound(connection, path)
        found = await connection.execute_fetchall("SELECT code FROM office")
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        raise JournalRefused(DAMAGED, file=path, problem=error) from error
    check_office(path, office, found)


def check_office(path: Path, office: str, found: Iterable[Any]) -> None:
    """Raise JournalRefused unless the rows of the table `office` name this one."""
    codes = [code for (code,) in found]
    if codes != [office]:
        raise JournalRefused(OTHER_OFFICE, file=path, found=codes and codes[0], office=office)


def _is_small(path: Path) -> bool:
    return path.stat().st_size <= CHECKED_BYTES_MAX


async def _check_ours(connection: aiosqlite.Connection, path: Path) -> None:
    version = await _pragma(connection, "user_version")
    if await _pragma(connection, "application_id") != APPLICATION_ID:
        raise JournalRefused(NOT_OURS, file=path)
    if version > FORMAT_VERSION:
        raise JournalRefused(NEWER, file=path, version=version, known=FORMAT_VERSION)


async def _check_sound(connection: aiosqlite.Connection, path: Path) -> None:
    found = await _pragma(connection, "quick_check(1)")
    if found != "ok":
        raise JournalRefused(DAMAGED, file=path, problem=found)


async def _pragma(connection: aiosqlite.Connection, name: str) -> Any:
    ((value,),) = await connection.execute_fetchall(f"PRAGMA {name}")
    return value
