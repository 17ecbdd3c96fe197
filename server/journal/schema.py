"""The journal's SQLite file: what is in it, how it is made, and how an older one is brought up to date."""

from pathlib import Path

import aiosqlite

from server.database import LOCK_SECONDS_MAX, connected, keep_few_pages, opened
from server.journal.as_found import AsFound
from server.journal.file_checks import APPLICATION_ID, Check, check_file, is_missing
from server.private_files import is_writable, make_file, put_in_place

FORMAT_VERSION = 5
STAYS_SINCE = 3
PROCEDURES_SINCE = 4
APPLIED_SINCE = 5

JOURNAL = """
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
"""
VISITS = """
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
SCHEMA = JOURNAL + VISITS
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
APPLIED = """
CREATE TABLE applied (position INTEGER NOT NULL) STRICT;
INSERT INTO applied VALUES (0);
CREATE TABLE hours (
    day TEXT NOT NULL PRIMARY KEY,
    sessions TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""
ALL_APPLIED = "UPDATE applied SET position = (SELECT coalesce(max(position), 0) FROM journal);"
PROJECTION = VISITS + DOSSIERS + STAYS + PROCEDURES + APPLIED
"""The rows in a file of their own, for an engine that keeps the entries elsewhere."""
FORMATS = {
    1: SCHEMA,
    2: DOSSIERS,
    3: STAYS,
    4: PROCEDURES,
    5: APPLIED + ALL_APPLIED,
}
"""What each format of the file has added to the one before."""


async def open_file(
    path: Path, office: str, lock_seconds: float = LOCK_SECONDS_MAX, *, also: Check | None = None
) -> aiosqlite.Connection:
    """A connection to the journal of `office`, made new where there is no file; `also` is a further check.

    In a folder that can't be written it only reads. Raises JournalRefused with a sentence saying what to do;
    all files are then as they were. Raises sqlite3.Error and OSError where the disk refuses.
    """
    if is_missing(path):
        await _make(path, office)
    version = await check_file(path, office, FORMATS, also)
    if not is_writable(path.parent):
        return await opened(path, "ro", lock_seconds=lock_seconds)
    found = AsFound(path)
    connection = await opened(path, "rw", lock_seconds=lock_seconds)
    try:
        await _bring_up_to_date(connection, version)
        await connection.execute_fetchall("PRAGMA journal_mode=WAL")
        await connection.execute_fetchall("PRAGMA synchronous=FULL")
        await keep_few_pages(connection)
    except BaseException:
        await found.close(connection.close)
        raise
    return connection


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
    put_in_place(new, path)


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)


async def _bring_up_to_date(connection: aiosqlite.Connection, version: int) -> None:
    """Add what later formats have: dossiers, stays, procedures of visits, how far rows go and days' hours."""
    if version < FORMAT_VERSION:
        added = " ".join(FORMATS[later] for later in range(version + 1, FORMAT_VERSION + 1))
        await connection.executescript(
            f"BEGIN IMMEDIATE; {added} PRAGMA user_version={FORMAT_VERSION}; COMMIT;"
        )
