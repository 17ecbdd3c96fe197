"""A journal of an earlier format is brought up to date without loss, and one of a later is refused."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from server.journal.contract import JournalRefused, JournalUnavailable, Rows
from server.journal.file_checks import APPLICATION_ID
from server.journal.records import records_at
from server.journal.rows import row_of
from server.journal.schema import FORMAT_VERSION, FORMATS, SCHEMA, open_file
from server.journal.sqlite import SqliteJournal
from tests.server.journal.test_contract import entries, entry, head


def first_format(path: Path, *, version: int = 1) -> None:
    """A file as the first motcua wrote it: two entries, and no dossiers."""
    with closing(sqlite3.connect(path, isolation_level=None)) as hand:
        hand.executescript(
            f"BEGIN; {SCHEMA} PRAGMA application_id={APPLICATION_ID}; PRAGMA user_version={version}; COMMIT;"
        )
        hand.execute("INSERT INTO office VALUES ('thu')")
        for each in entries(1, 2):
            hand.execute("INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row_of(each))


def version_of(path: Path) -> int:
    """The format that the file names."""
    with closing(sqlite3.connect(path)) as reader:
        (version,) = reader.execute("PRAGMA user_version").fetchone()
    return int(version)


async def test_the_first_format_is_brought_up_to_date(tmp_path: Path) -> None:
    """Its entries are all there, it takes new ones, and it has room for dossiers and stays, for good."""
    path = tmp_path / "journal.sqlite"
    first_format(path)
    for position in (2, 3):
        journal = await SqliteJournal.open(path, "thu")
        assert await journal.read(0) == entries(1, position)
        assert (await journal.snapshot(entry(1).day)).dossiers == []
        await journal.append(head(position), [entry(position + 1)], Rows())
        await journal.close()
        assert version_of(path) == FORMAT_VERSION == 5


async def test_visits_of_the_third_format_have_no_procedure(tmp_path: Path) -> None:
    """They are read as they stand, before and after the file was brought up to date, and none is counted."""
    path, day = tmp_path / "journal.sqlite", entry(1).day
    first_format(path, version=3)
    with closing(sqlite3.connect(path, isolation_level=None)) as hand:
        hand.executescript(FORMATS[2] + FORMATS[3])
        hand.execute(
            "INSERT INTO visits (day, number, field, state, clerk, issued_at, recalls, outcome, print_state)"
            " VALUES (?, '1001', '1', 'served', '', ?, 0, '', 'printed')",
            (day.isoformat(), entry(1).at.isoformat()),
        )
    log = records_at(path)
    for _ in range(2):
        assert [(visit.number, visit.procedure) for visit in await log.visits_of(day)] == [("1001", "")]
        assert await log.procedure_counts(day) == {}
        assert await log.stays_of(day) == []
        await (await open_file(path, "thu")).close()


async def test_a_newer_format_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    """What a later motcua wrote is neither read nor changed."""
    path = tmp_path / "journal.sqlite"
    first_format(path, version=FORMAT_VERSION + 1)
    before = path.read_bytes()
    with pytest.raises(JournalRefused, match="newer motcua"):
        await SqliteJournal.open(path, "thu")
    assert path.read_bytes() == before


async def test_a_file_that_somebody_holds_is_brought_up_to_date_later(tmp_path: Path) -> None:
    """It is unavailable and still of its own format, nothing half done."""
    path = tmp_path / "journal.sqlite"
    first_format(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(JournalUnavailable):
            await SqliteJournal.open(path, "thu", lock_seconds=0.01)
        other.execute("ROLLBACK")
    assert version_of(path) == 1
    await (await open_file(path, "thu")).close()
    assert version_of(path) == FORMAT_VERSION
