"""A commit whose sync fails: what is believed of it, and what the engine does before it writes again."""

import sqlite3
from collections.abc import AsyncIterator, Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from server.journal.contract import START, JournalUnavailable, OutcomeUnknown, PositionTaken
from server.journal.sqlite import SqliteJournal
from tests.server.journal.test_contract import entries, entry, head

Commit = Callable[[], Coroutine[Any, Any, None]]


def disk_error(code: int) -> sqlite3.OperationalError:
    """The error that SQLite raises with this code."""
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = code
    return error


@pytest.fixture
async def journal(tmp_path: Path) -> AsyncIterator[SqliteJournal]:
    """A journal with one entry."""
    journal = await SqliteJournal.open(tmp_path / "journal.sqlite", "thu")
    await journal.append(START, [entry(1)])
    yield journal
    await journal.close()


def fail_commit(journal: SqliteJournal, code: int, *, first: Commit | None = None) -> None:
    """Let the next commit of this connection end in an error, after `first` was done."""
    writer = journal._writer

    async def failing() -> None:
        del writer.__dict__["commit"]
        if first:
            await first()
        raise disk_error(code)

    writer.__dict__["commit"] = failing


async def test_what_is_there_after_a_failed_sync_is_written_back_and_believed(
    journal: SqliteJournal, tmp_path: Path
) -> None:
    """The file is opened anew, the group is in it, and it lies in the file itself and no more in the WAL."""
    writer = journal._writer
    fail_commit(journal, sqlite3.SQLITE_IOERR_FSYNC, first=writer.commit)
    await journal.append(head(1), [entry(2)])
    assert journal._writer is not writer
    assert (tmp_path / "journal.sqlite-wal").stat().st_size == 0
    assert await journal.read(0) == entries(1, 2)
    await journal.append(head(2), [entry(3)])


async def test_what_is_not_there_after_a_failed_sync_is_refused(journal: SqliteJournal) -> None:
    """It was taken back with the connection, nothing of it comes later, and the next group goes in."""
    fail_commit(journal, sqlite3.SQLITE_IOERR_FSYNC)
    with pytest.raises(JournalUnavailable):
        await journal.append(head(1), [entry(2)])
    assert await journal.read(0) == [entry(1)]
    await journal.append(head(1), entries(2, 3))


async def test_while_the_file_can_not_be_opened_anew_nobody_knows(
    journal: SqliteJournal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The outcome stays open, nothing else is written before it is known, and then it is found."""
    fail_commit(journal, sqlite3.SQLITE_IOERR_FSYNC, first=journal._writer.commit)
    reopened = journal._file.connections

    async def gone() -> Any:
        raise disk_error(sqlite3.SQLITE_CANTOPEN)

    monkeypatch.setattr(journal._file, "connections", gone)
    with pytest.raises(OutcomeUnknown):
        await journal.append(head(1), [entry(2)])
    for _ in range(2):
        with pytest.raises(JournalUnavailable):
            await journal.append(head(1), [entry(2)])
        with pytest.raises(JournalUnavailable):
            await journal.head()
    monkeypatch.setattr(journal._file, "connections", reopened)
    with pytest.raises(PositionTaken):
        await journal.append(head(1), [entry(2)])
    assert await journal.read(0) == entries(1, 2)
    await journal.append(head(2), [entry(3)])


@pytest.mark.parametrize(
    "code",
    [sqlite3.SQLITE_FULL, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_BUSY_SNAPSHOT],
)
async def test_a_commit_that_surely_failed_is_refused_at_once(journal: SqliteJournal, code: int) -> None:
    """Full, held by others, or not written: the same connection goes on, and the group is not there."""
    writer = journal._writer
    fail_commit(journal, code)
    with pytest.raises(JournalUnavailable):
        await journal.append(head(1), [entry(2)])
    assert journal._writer is writer
    assert not writer.in_transaction
    await journal.append(head(1), [entry(2)])
