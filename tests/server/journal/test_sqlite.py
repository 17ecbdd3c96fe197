"""The journal's file: what is refused at the start, and what the disk may do to it."""

import asyncio
import shutil
import sqlite3
from contextlib import closing, suppress
from itertools import product
from pathlib import Path

import pytest

from server.database import connected
from server.journal.contract import JournalRefused, JournalUnavailable, PositionTaken, Rows, VisitStays
from server.journal.records import records_at
from server.journal.rows import ENTRIES, entries_in
from server.journal.schema import FORMAT_VERSION
from server.journal.sqlite import SqliteJournal
from tests.server.journal.test_contract import entries, entry, head
from tests.ticketing.history import History, opened
from tests.ticketing.plans import MONDAY_MORNING, PLAN
from ticketing import commands as c
from ticketing.apply import apply
from ticketing.office import new_day
from ticketing.visits import stays_of, visit_of


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the journal is to lie."""
    return tmp_path / "journal.sqlite"


async def filled(path: Path, count: int = 3) -> None:
    """Leave a journal with entries at `path`."""
    journal = await SqliteJournal.open(path, "thu")
    await journal.append(head(0), entries(1, count))
    await journal.close()


def visits_of(position: int) -> Rows:
    """The row of the wait log that the entry at this position changes."""
    (issued,) = entry(position).events
    office = apply(new_day(PLAN, entry(position).day), issued)
    return Rows([visit_of(ticket, office.day) for ticket in office.tickets.values()])


async def test_stays_are_written_with_their_visit_and_what_is_gone_leaves_the_log(path: Path) -> None:
    """The stays of a number take the place of those before; a number that leaves its day has no row there."""
    history, log, day = opened(), records_at(path), MONDAY_MORNING.date()
    number, other = history.issue(), history.issue("3")
    history.do(c.CallNext(1), c.StartService(1), c.Transfer(1, field="2"), c.CallNext(2))
    twice = rows_of(history, number, other)
    history.do(c.Undo(2))
    journal = await SqliteJournal.open(path, "thu")
    await journal.append(head(0), [entry(1)], twice)
    assert [stay.stay for stay in await log.stays_of(day)] == [1, 2]
    await journal.append(head(1), [entry(2)], rows_of(history, number, other, fewer=True))
    assert [stay.stay for stay in await log.stays_of(day)] == [1]
    await journal.append(head(2), [entry(3)], Rows(gone=[(day, number)]))
    assert await log.stays_of(day) == []
    assert [visit.number for visit in await log.visits_of(day)] == [other]
    await journal.close()


def rows_of(history: History, *numbers: str, fewer: bool = False) -> Rows:
    """The rows of these numbers as they stand."""
    day, tickets = history.office.day, [history.ticket(number) for number in numbers]
    stays = [VisitStays(day, ticket.number, stays_of(ticket, day), fewer) for ticket in tickets]
    return Rows([visit_of(ticket, day) for ticket in tickets], stays=stays)


async def refusal_of(path: Path, office: str = "thu") -> str:
    """The sentence with which a file is refused; the file must be left as it was."""
    before = path.read_bytes()
    with pytest.raises(JournalRefused) as refused:
        await SqliteJournal.open(path, office)
    assert path.read_bytes() == before
    return str(refused.value)


async def test_a_file_that_is_no_database_is_refused_and_left_alone(path: Path) -> None:
    """A text file in the journal's place is named, not overwritten."""
    path.write_text("Sổ theo dõi hồ sơ năm 2026\n")
    assert "is not a motcua journal" in await refusal_of(path)


async def test_a_journal_that_was_being_made_when_the_power_went_is_made_anew(path: Path) -> None:
    """Until the new file is whole there is none, so that a first start that was cut off is no damage."""
    half = path.with_name("journal.sqlite.new")
    half.write_bytes(b"SQLite format 3\x00")
    await filled(path)
    journal = await SqliteJournal.open(path, "thu")
    assert (await journal.head()).position == 3
    await journal.close()
    assert not half.exists()


async def test_the_newest_entries_of_a_journal_that_is_not_there_are_not_thrown_away(path: Path) -> None:
    """Somebody moved the journal and forgot the file beside it, which a new journal would overwrite."""
    journal = await SqliteJournal.open(path, "thu")
    await journal.append(head(0), [entry(1)])
    forgotten = path.with_name("journal.sqlite-wal")
    kept = forgotten.read_bytes()
    await journal.close()
    path.unlink()
    forgotten.write_bytes(kept)
    with pytest.raises(JournalRefused, match="journal that is not there"):
        await SqliteJournal.open(path, "thu")
    assert (forgotten.read_bytes(), path.exists()) == (kept, False)


async def test_a_database_of_another_program_is_refused(path: Path) -> None:
    """An SQLite file without our mark is not ours."""
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE notes (text)")
    assert "is not a motcua journal" in await refusal_of(path)


async def test_a_journal_of_a_newer_version_is_refused(path: Path) -> None:
    """A file format from the future is left to the program that knows it."""
    await filled(path)
    with closing(sqlite3.connect(path)) as newer:
        newer.execute(f"PRAGMA user_version={FORMAT_VERSION + 1}")
    assert "newer motcua" in await refusal_of(path)


async def test_the_journal_of_another_office_is_refused(path: Path) -> None:
    """An office never writes into another one's record."""
    await filled(path)
    assert "the office thu, not of khac" in await refusal_of(path, "khac")


async def test_a_damaged_page_is_refused(path: Path) -> None:
    """A page full of noise is found at the start, before anything is written."""
    await filled(path, count=400)
    with path.open("r+b") as file:
        file.seek(3 * 4096)
        file.write(b"\xa5" * 8192)
    assert "is damaged" in await refusal_of(path)


async def test_a_truncated_file_is_refused(path: Path) -> None:
    """A file that ends too early is found at the start."""
    await filled(path, count=400)
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)
    assert "is damaged" in await refusal_of(path)


async def test_an_entry_that_was_changed_by_hand_is_refused_when_its_day_is_read(path: Path) -> None:
    """The chain of hashes shows a changed entry, and names it."""
    await filled(path)
    with closing(sqlite3.connect(path)) as hand, hand:
        hand.execute("UPDATE journal SET events = replace(events, '1002', '1009') WHERE position = 2")
    journal = await SqliteJournal.open(path, "thu")
    with pytest.raises(JournalRefused, match="entry 2 was changed"):
        await journal.read_day(entry(1).day)
    await journal.close()


async def test_an_entry_that_was_taken_out_is_missed(path: Path) -> None:
    """A gap in the journal is found by the chain of the entry behind it."""
    await filled(path)
    with closing(sqlite3.connect(path)) as hand, hand:
        hand.execute("DELETE FROM journal WHERE position = 2")
    journal = await SqliteJournal.open(path, "thu")
    with pytest.raises(JournalRefused, match="entry 3 was changed"):
        await journal.read(0)
    await journal.close()


async def test_a_locked_file_refuses_the_group_and_takes_the_next_one(path: Path) -> None:
    """While somebody holds the file nothing is acknowledged; afterwards work goes on at the same position."""
    journal = await SqliteJournal.open(path, "thu", lock_seconds=0.001)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(JournalUnavailable):
            await journal.append(head(0), [entry(1)])
    await journal.append(head(0), [entry(1)])
    assert (await journal.head()).position == 1
    await journal.close()


async def test_a_read_only_disk_refuses_the_group_and_takes_the_next_one(path: Path) -> None:
    """What can't be written is not acknowledged; when the disk can be written again, work goes on."""
    journal = await SqliteJournal.open(path, "thu")
    await journal._writer.execute("PRAGMA query_only=ON")
    with pytest.raises(JournalUnavailable, match="readonly"):
        await journal.append(head(0), [entry(1)])
    await journal._writer.execute("PRAGMA query_only=OFF")
    await journal.append(head(0), [entry(1)])
    assert (await journal.head()).position == 1
    await journal.close()


async def test_a_full_disk_refuses_the_group_and_takes_the_next_one(path: Path) -> None:
    """SQLITE_FULL acknowledges nothing and leaves the journal at its position."""
    journal = await SqliteJournal.open(path, "thu")
    pages = "PRAGMA max_page_count"
    ((now,),) = await journal._writer.execute_fetchall("PRAGMA page_count")
    await journal._writer.execute_fetchall(f"{pages}={now}")
    with pytest.raises(JournalUnavailable, match="full"):
        await journal.append(head(0), entries(1, 499))
    assert (await journal.head()).position == 0
    await journal._writer.execute_fetchall(f"{pages}=100000")
    await journal.append(head(0), [entry(1)])
    assert await journal.read(0) == [entry(1)]
    await journal.close()


async def test_a_folder_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    """A path into nowhere is a fault of the disk, told with the path."""
    with pytest.raises(JournalUnavailable, match="nowhere"):
        await SqliteJournal.open(tmp_path / "nowhere" / "journal.sqlite", "thu")


async def test_what_was_appended_is_in_a_copy_taken_without_closing(path: Path, tmp_path: Path) -> None:
    """An append that returned is on disk: the files alone, as a crash leaves them, hold it."""
    journal = await SqliteJournal.open(path, "thu")
    await journal.append(head(0), [entry(1)])
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    for file in tmp_path.glob("journal.sqlite*"):
        shutil.copy(file, crashed)
    again = await SqliteJournal.open(crashed / path.name, "thu")
    assert await again.read(0) == [entry(1)]
    await again.close()
    await journal.close()


async def test_visits_are_written_with_their_entries_or_not_at_all(path: Path) -> None:
    """The wait log changes in the transaction of the entry that changes it."""
    journal = await SqliteJournal.open(path, "thu")
    await journal.append(head(0), [entry(1)], visits_of(1))
    with closing(sqlite3.connect(path)) as reader:
        assert reader.execute("SELECT number, state FROM visits").fetchall() == [("1001", "waiting")]
    await journal.close()


async def test_an_append_that_is_cancelled_leaves_no_half_of_itself(path: Path) -> None:
    """Wherever it is when its caller goes, a group is whole or not there, and the next one goes in."""
    journal = await SqliteJournal.open(path, "thu")
    for turns in range(12):
        position = (await journal.head()).position
        group = [entry(position + 1), entry(position + 2)]
        appending = asyncio.create_task(journal.append(head(position), group, visits_of(position + 1)))
        for _ in range(turns):
            await asyncio.sleep(0)
        appending.cancel()
        with suppress(asyncio.CancelledError):
            await appending
        found = (await journal.head()).position
        assert found in (position, position + 2)
        await journal.append(head(found), [entry(found + 1)])
        assert [kept.position for kept in await journal.read(0)] == list(range(1, found + 2))
    await journal.close()


async def test_an_append_that_is_cancelled_twice_leaves_no_half_of_itself(path: Path) -> None:
    """A caller who can not wait until it is taken back has it taken back all the same."""
    journal = await SqliteJournal.open(path, "thu")
    for turns, turns_between in product(range(10), range(3)):
        position = (await journal.head()).position
        group = [entry(position + 1), entry(position + 2)]
        appending = asyncio.create_task(journal.append(head(position), group, visits_of(position + 1)))
        for wait in (turns, turns_between):
            for _ in range(wait):
                await asyncio.sleep(0)
            appending.cancel()
        with suppress(asyncio.CancelledError):
            await appending
        await journal._writer.execute("SELECT 1")  # its thread is through with what was asked before
        assert not journal._writer.in_transaction
        found = (await journal.head()).position
        assert found in (position, position + 2)
        await journal.append(head(found), [entry(found + 1)])
        assert (await journal.head()).position == found + 1
    await journal.close()


async def test_what_somebody_else_appended_is_not_written_over(path: Path) -> None:
    """A second writer's entry is found by the position, though the last one was remembered."""
    journal, other = [await SqliteJournal.open(path, "thu") for _ in range(2)]
    await journal.append(head(0), [entry(1)])
    await other.append(head(1), [entry(2)])
    with pytest.raises(PositionTaken):
        await journal.append(head(1), [entry(2)], visits_of(2))
    await journal.append(head(2), [entry(3)])
    assert await other.read(0) == [entry(1), entry(2), entry(3)]
    for each in (journal, other):
        await each.close()


async def test_reading_keeps_no_append_waiting(path: Path) -> None:
    """Entries are appended while a transaction reads, and it goes on with what there was."""
    await filled(path)
    journal = await SqliteJournal.open(path, "thu")
    async with connected(path, "ro") as connection:
        await connection.execute("BEGIN")
        before = [entry async for entry in entries_in(connection, ENTRIES)]
        await journal.append(head(3), [entry(4)])
        assert [entry async for entry in entries_in(connection, ENTRIES)] == before
    assert (await journal.head()).position == 4
    await journal.close()
