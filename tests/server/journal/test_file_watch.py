"""A running server acknowledges nothing that the next start would not find."""

import asyncio
import os
import shutil
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from server.app import RunningServer, Settings, running_server
from server.idempotency import Press
from server.journal.contract import START, JournalUnavailable
from server.journal.file_watch import FileWatch, WatchedJournal
from server.journal.saving import save_if_deleted
from server.journal.sqlite import SqliteJournal
from server.lock import DataInUse, DataLock, hold_lock
from server.staff_warnings import StaffWarnings
from tests.patience import PATIENCE_SECONDS
from tests.server.fakes import refused
from tests.server.journal.test_contract import entries, entry, head
from tests.ticketing.plans import PLAN
from ticketing.answers import TicketAnswer
from ticketing.commands import IssueTicket


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The data folder."""
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


@pytest.fixture
async def engine(folder: Path) -> SqliteJournal:
    """A file with two entries, opened; whoever watches it closes it."""
    path = folder / "journal.sqlite"
    first = await SqliteJournal.open(path, "thu")
    await first.append(START, entries(1, 2))
    await first.close()
    return await SqliteJournal.open(path, "thu")


@pytest.fixture
async def journal(engine: SqliteJournal, folder: Path) -> AsyncIterator[WatchedJournal]:
    """It is watched, as a server has it, and has a third entry in its WAL."""
    lock = DataLock(folder)
    watched = WatchedJournal(engine, FileWatch(folder / "journal.sqlite", lock))
    await watched.append(head(2), [entry(3)])
    yield watched
    await watched.close()
    lock.close()


def deleted(folder: Path) -> None:
    """All files of the journal."""
    for file in folder.glob("journal.sqlite*"):
        file.unlink()


def moved(folder: Path) -> None:
    """The whole folder, and another one made in its place."""
    folder.rename(folder.with_name("elsewhere"))
    folder.mkdir()


def restored(folder: Path) -> None:
    """A backup put in the journal's place by its name, as an editor or rsync does it."""
    backup = folder / "backup"
    shutil.copy(folder / "journal.sqlite", backup)
    backup.replace(folder / "journal.sqlite")


def copied_over(folder: Path) -> None:
    """A backup copied over the open file: the same inode, other bytes."""
    backup = folder.with_name("backup")
    shutil.copy(folder / "journal.sqlite", backup)
    with (folder / "journal.sqlite").open("r+b") as file:
        file.write(backup.read_bytes())


def without_wal(folder: Path) -> None:
    """The file with the newest entries, which whoever restores is told to take away."""
    (folder / "journal.sqlite-wal").unlink()


HARM: dict[str, tuple[Callable[[Path], None], str]] = {
    "deleted": (deleted, "was moved or deleted"),
    "moved": (moved, "was moved or deleted"),
    "restored": (restored, "Another file was put in the place"),
    "copied over": (copied_over, "Another program has written into"),
    "without its WAL": (without_wal, "holds the newest entries"),
}


@pytest.mark.parametrize("case", HARM)
async def test_nothing_is_appended_to_files_that_are_not_where_they_were(
    journal: WatchedJournal, folder: Path, case: str
) -> None:
    """The group is refused with what happened and what to do, again and again; staff read the same."""
    harm, says = HARM[case]
    harm(folder)
    for _ in range(2):
        with pytest.raises(JournalUnavailable, match=says):
            await journal.append(head(3), [entry(4)])
    warnings = StaffWarnings()
    journal._watch.tell(warnings)
    assert [says in told.en for told in warnings.shown()] == [True]
    assert await journal.head() == head(3)


async def test_entries_of_a_wal_that_was_deleted_are_saved_by_stopping(
    journal: WatchedJournal, folder: Path
) -> None:
    """The engine still has it open, and writes it into the file when it closes."""
    without_wal(folder)
    await journal.close()
    again = await SqliteJournal.open(folder / "journal.sqlite", "thu")
    assert await again.head() == head(3)
    await again.close()


@pytest.mark.parametrize("harm", [deleted, restored, shutil.rmtree])
async def test_what_was_deleted_is_saved_while_the_server_still_has_it(
    journal: WatchedJournal, engine: SqliteJournal, folder: Path, harm: Callable[[Path], None]
) -> None:
    """All entries, those of the WAL too, are in a new file, which is a journal once it is renamed."""
    path, watch, warnings = folder / "journal.sqlite", journal._watch, StaffWarnings()
    harm(folder)
    watch.tell(warnings)
    await save_if_deleted(path, engine, watch, seconds=0)
    watch.tell(warnings)
    assert watch.saved == folder / "journal-saved-1.sqlite"
    assert watch.saved.stat().st_mode & 0o777 == 0o600
    assert str(watch.saved) in warnings.shown()[0].en
    with pytest.raises(JournalUnavailable):
        await journal.append(head(3), [entry(4)])
    await journal.close()
    for file in folder.glob("journal.sqlite*"):
        file.unlink()
    watch.saved.rename(path)
    again = await SqliteJournal.open(path, "thu")
    assert await again.read(0) == entries(1, 3)
    await again.close()


async def test_a_folder_that_was_moved_is_not_made_anew(
    journal: WatchedJournal, engine: SqliteJournal, folder: Path
) -> None:
    """Its files are not gone, and something in its place would keep it from being put back."""
    folder.rename(folder.with_name("elsewhere"))
    journal._watch.tell(StaffWarnings())
    assert not journal._watch.is_deleted
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await save_if_deleted(folder / "journal.sqlite", engine, journal._watch, seconds=0)
    assert not folder.exists()


async def test_a_folder_that_is_put_back_is_written_again(journal: WatchedJournal, folder: Path) -> None:
    """It is the same file with the same WAL: work goes on at the same position, and the warning ends."""
    warnings, elsewhere = StaffWarnings(), folder.with_name("elsewhere")
    folder.rename(elsewhere)
    journal._watch.tell(warnings)
    assert warnings.shown()
    elsewhere.rename(folder)
    journal._watch.tell(warnings)
    assert not warnings.shown()
    await journal.append(head(3), [entry(4)])


async def test_what_sqlite_folds_in_is_no_strangers_hand(
    journal: WatchedJournal, engine: SqliteJournal, folder: Path
) -> None:
    """Many groups fold the WAL into the file again and again, and a backup is taken meanwhile."""
    file, times = folder / "journal.sqlite", set()
    await engine._writer.execute_fetchall("PRAGMA wal_autocheckpoint=20")
    for position in range(4, 60):
        await journal.append(head(position - 1), [entry(position)])
        times.add(file.stat().st_mtime_ns)
        if position == 30:
            with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(":memory:")) as backup:
                source.backup(backup)
    assert len(times) > 5


async def test_while_one_writes_a_change_of_the_file_is_nobodys_fault(
    journal: WatchedJournal, folder: Path
) -> None:
    """Whoever writes the WAL back beside the presses may be half through when one of them is done."""
    assert journal._watch.begin() is None
    await journal.append(head(3), [entry(4)])
    os.utime(folder / "journal.sqlite")
    await journal.append(head(4), [entry(5)])
    journal._watch.end()
    with pytest.raises(JournalUnavailable, match="Another program has written into"):
        await journal.append(head(5), [entry(6)])


async def test_a_file_that_was_opened_anew_has_its_new_wal(
    journal: WatchedJournal, engine: SqliteJournal, folder: Path
) -> None:
    """After a failed sync the engine opens all anew, and the WAL that lies there then is its own."""
    wal = folder / "journal.sqlite-wal"
    before = wal.stat().st_ino
    (folder / "keeps-the-inode").hardlink_to(wal)
    engine._is_in_doubt = True
    await journal.append(head(3), [entry(4)])
    assert wal.stat().st_ino != before
    await journal.append(head(4), [entry(5)])


def test_a_lock_that_was_deleted_is_taken_anew_unless_a_second_server_was_quicker(tmp_path: Path) -> None:
    """The first server keeps others out again; where one has come meanwhile it knows that it has no lock."""
    lock = DataLock(tmp_path)
    (tmp_path / "server.lock").unlink()
    assert lock.is_held()
    with pytest.raises(DataInUse):
        DataLock(tmp_path)
    (tmp_path / "server.lock").unlink()
    with hold_lock(tmp_path):
        assert not lock.is_held()
    assert lock.is_held()
    lock.close()


async def test_who_has_lost_the_lock_to_a_second_server_writes_no_more(
    journal: WatchedJournal, folder: Path
) -> None:
    """It is found at a heartbeat; once the second server has gone, the first has the folder again."""
    warnings = StaffWarnings()
    (folder / "server.lock").unlink()
    with hold_lock(folder):
        journal._watch.tell(warnings)
        with pytest.raises(JournalUnavailable, match="Another server was started"):
            await journal.append(head(3), [entry(4)])
    journal._watch.tell(warnings)
    assert not warnings.shown()
    await journal.append(head(3), [entry(4)])


@pytest.mark.slow
async def test_of_two_servers_in_a_folder_the_first_acknowledges_nothing_more(tmp_path: Path) -> None:
    """The folder was deleted and made anew: the second server gives numbers, the first one refuses."""
    data = tmp_path / "data"
    async with running_server(Settings(PLAN, data, port=0)) as first:
        assert await number_of(first, "1") == "1001"
        shutil.rmtree(data)
        async with running_server(Settings(PLAN, data, port=0)) as second:
            with refused("journal-unavailable"):
                await number_of(first, "2")
            first.services.at_heartbeat()
            async with httpx.AsyncClient(base_url=first.address, timeout=PATIENCE_SECONDS) as http:
                assert (await http.get("/healthz")).status_code == 503
                figures = (await http.get("/metrics")).text
            assert "motcua_journal_in_place 0.0" in figures
            assert "motcua_journal_writable 0.0" in figures
            assert "Another file was put" in first.services.warnings.shown()[0].en
            assert await number_of(second, "2") == "1001"


async def number_of(server: RunningServer, request_id: str) -> str:
    """The number that a citizen is given."""
    answer = await server.services.desk.submit(Press(request_id, IssueTicket("1"), "kiosk"))
    assert isinstance(answer, TicketAnswer)
    return answer.number
