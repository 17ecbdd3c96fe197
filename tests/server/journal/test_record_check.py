"""The record is looked through in slices: whatever differs from the entries is found within one round."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from server.database import WAL, beside
from server.journal.contract import JournalRefused
from server.journal.record_check import RecordCheck, trouble_with
from server.journal.records import records_at
from server.journal.sqlite import SqliteJournal
from tests.server.desk_at_work import DeskAtWork, desk_at_work
from tests.ticketing.calendars import DESK
from tests.ticketing.plans import office_hours
from ticketing import commands as c
from ticketing.plan import Session
from wording import load

MONDAY = date(2026, 11, 23)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.sqlite"


@pytest.fixture
async def work(path: Path) -> AsyncIterator[DeskAtWork]:
    """Two days with 45 numbers, calls, stays of several kinds, and dossiers open, closed and taken back."""
    async with desk_at_work(DESK, await SqliteJournal.open(path, DESK.code)) as work:
        await work.do(c.OpenCounter(1, "Hoa"), *[c.IssueTicket("1") for _ in range(45)])
        work.clock.forward(minutes=7)
        await work.do(c.CallNext(1), c.StartService(1), c.FinishService(1, "accepted", "H1"))
        await work.do(c.CallNext(1), c.FinishService(1, "accepted", "H2"), c.Undo(1), c.Park(1))
        await work.do(c.CallNext(1), c.FinishService(1, "accepted", "H3"))
        work.clock.forward(days=1)
        await work.do(c.IssueTicket("1"), c.MarkReady("H1"), c.ReturnDossier("H1"))
        yield work


def change(path: Path, *statements: str) -> None:
    """Write into the file behind the server's back."""
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


async def found_in(check: RecordCheck) -> dict[str, str]:
    """What one round finds, by its subject."""
    async for _ in check.round():
        pass
    return {subject: str(trouble) for subject, trouble in check.troubles.items()}


async def test_a_record_that_is_right_is_found_right(work: DeskAtWork, path: Path) -> None:
    """With the running day, on a file that is in use."""
    check = RecordCheck(path, DESK)
    assert await found_in(check) == {}
    assert check.rounds == 1


CHANGES = [
    ("DELETE FROM visits", "wait-log", "23/11/2026 (1001, 1002, 1003, …), 24/11/2026 (1001)"),
    ("DELETE FROM visits WHERE number = '1044'", "wait-log", "23/11/2026 (1044)"),
    ("UPDATE visits SET wait_seconds = wait_seconds + 1 WHERE number = '1001'", "wait-log", "(1001)"),
    ("UPDATE visits SET day = '2026-11-22' WHERE number = '1005'", "wait-log", "22/11/2026 (1005)"),
    ("UPDATE visits SET day = 'x' || day WHERE number = '1005'", "wait-log", "x2026-11-23 (?)"),
    ("UPDATE visits SET number = '1005a' WHERE number = '1005'", "wait-log", "(1005, 1005a)"),
    ("UPDATE visits SET clerk = 'Tú' WHERE number = '1001'", "wait-log", "23/11/2026 (1001)"),
    ("DELETE FROM stays", "wait-log", "23/11/2026 (1001, 1002, 1003, …)"),
    ("UPDATE stays SET service_seconds = 1 WHERE number = '1001'", "wait-log", "23/11/2026 (1001)"),
    ("UPDATE hours SET sessions = '25-26'", "wait-log", "(?)"),
    ("DELETE FROM dossiers WHERE code = 'H1'", "dossiers", "(H1)"),
    ("UPDATE dossiers SET is_open = 1 WHERE code = 'H1'", "dossiers", "(H1)"),
    ("UPDATE dossiers SET body = '{}' WHERE code = 'H3'", "dossiers", "(H3)"),
    (
        "INSERT INTO dossiers SELECT 'H9', changed_on, 1, body FROM dossiers LIMIT 1",
        "dossiers",
        "(3 ≠ 2)",
    ),
    ("UPDATE applied SET position = position - 2", "wait-log-lag", "(2)"),
    ("UPDATE journal SET made_by = 'x' WHERE position = 5", "record-entries", "entry 5 was changed"),
    ("DELETE FROM journal WHERE position = 5", "record-entries", "entry 6 was changed"),
    (
        "CREATE TRIGGER empties AFTER INSERT ON journal BEGIN DELETE FROM visits; END",
        "record-file",
        "trigger empties",
    ),
]
"""What somebody does to the file, under which subject it is found, and what is named."""


@pytest.mark.slow
async def test_what_somebody_has_changed_is_found_in_one_round(work: DeskAtWork, path: Path) -> None:
    """Each is named, kept without the frames that it came through, and mended by nobody."""
    await work.end()
    await work.journal.close()
    whole = path.read_bytes()
    for statement, subject, named in CHANGES:
        for left in (beside(path, WAL), beside(path, "-shm")):
            left.unlink(missing_ok=True)
        path.write_bytes(whole)
        check = RecordCheck(path, DESK)
        change(path, statement)
        before = dumped(path)
        found = await found_in(check)
        assert named in found[subject], (statement, found)
        assert [trouble.__traceback__ for trouble in check.troubles.values()] == [None] * len(found)
        assert dumped(path) == before


def dumped(path: Path) -> list[str]:
    """All that can be read in a file."""
    with closing(sqlite3.connect(path)) as reader:
        return list(reader.iterdump())


async def test_what_is_right_again_is_no_longer_told(work: DeskAtWork, path: Path) -> None:
    """A round that does not find it any more ends it; the day can be asked for meanwhile."""
    check = RecordCheck(path, DESK)
    change(path, "UPDATE visits SET recalls = 7 WHERE number = '1001' AND day = '2026-11-23'")
    assert set(await found_in(check)) == {"wait-log"}
    assert isinstance(check.trouble_on(MONDAY), JournalRefused)
    assert check.trouble_on(MONDAY + timedelta(days=1)) is None
    change(path, "UPDATE visits SET recalls = 0 WHERE number = '1001' AND day = '2026-11-23'")
    assert await found_in(check) == {}
    assert check.trouble_on(MONDAY) is None


@pytest.mark.slow
async def test_presses_between_two_slices_are_no_fault(work: DeskAtWork, path: Path) -> None:
    """Numbers, calls and dossiers at every step of a round on the day that it is at."""
    check = RecordCheck(path, DESK)
    steps = 0
    async for _ in check.round():
        steps += 1
        await work.do(c.OpenCounter(1, "Hoa"), c.IssueTicket("1"), c.CallNext(1))
        await work.do(c.FinishService(1, "accepted", f"N{steps}"), c.MarkReady("H3"))
        if steps % 2:
            await work.do(c.ReturnDossier(f"N{steps}"))
    assert (check.troubles, steps > 5) == ({}, True)


async def test_a_slice_is_small(work: DeskAtWork, path: Path) -> None:
    """A round takes so many steps that each holds the server up for a moment only."""
    check = RecordCheck(path, DESK)
    steps = [None async for _ in check.round()]
    entries = work.desk.position
    assert len(steps) >= entries / 20 + 46 / 20


async def test_rows_of_an_earlier_version_are_held_to_what_has_kept_its_meaning(
    work: DeskAtWork, path: Path
) -> None:
    """Without hours on record waits may have been counted in others, and stays not at all."""
    change(
        path,
        "DELETE FROM hours WHERE day = '2026-11-23'",
        "DELETE FROM stays WHERE day = '2026-11-23'",
        "UPDATE visits SET wait_seconds = 1, field = '2' WHERE day = '2026-11-23'",
    )
    check = RecordCheck(path, DESK)
    assert await found_in(check) == {}
    change(path, "UPDATE visits SET state = 'lapsed' WHERE number = '1001'")
    assert "23/11/2026 (1001)" in (await found_in(check))["wait-log"]


@pytest.mark.slow
async def test_hours_that_have_changed_make_no_row_wrong(path: Path) -> None:
    """Neither those of days before, nor what was closed at the first start with the newer office file."""
    plan = office_hours()
    newer = replace(plan, hours=((Session(time(7, 0), time(9, 0)),),) * 7)
    async with desk_at_work(plan, await SqliteJournal.open(path, plan.code)) as work:
        await work.do(c.OpenCounter(1, "Hoa"), c.IssueTicket("1"), c.IssueTicket("1"), c.IssueTicket("2"))
        work.clock.forward(hours=2)
        await work.do(c.CallNext(1), c.Park(1))
        work.clock.forward(hours=22)
        await work.start(newer)
        await work.do(c.OpenCounter(1, "Hoa"), c.IssueTicket("1"))
        check = RecordCheck(path, newer)
        assert await found_in(check) == {}
        assert await found_in(RecordCheck(path, plan)) == {}


@pytest.mark.slow
async def test_any_flipped_byte_of_the_rows_is_found(path: Path, tmp_path: Path) -> None:
    """Bit rot in each page of the file in turn: named by the check, or refused, or in no row at all."""
    async with desk_at_work(DESK, await SqliteJournal.open(path, DESK.code)) as work:
        await work.do(c.OpenCounter(1, "Hoa"), *[c.IssueTicket("1") for _ in range(12)])
        await work.do(c.CallNext(1), c.StartService(1), c.FinishService(1, "accepted", "H1"))
    whole = path.read_bytes()
    rows = dumped(path)
    missed = []
    for place in range(4096, len(whole), 797):
        other = tmp_path / f"flipped-{place}.sqlite"
        other.write_bytes(whole[:place] + bytes([whole[place] ^ 0x11]) + whole[place + 1 :])
        if not await found_in(RecordCheck(other, DESK)) and dumped(other) != rows:
            missed.append(place)
        for left in (other, beside(other, WAL), beside(other, "-shm")):
            left.unlink(missing_ok=True)
    assert missed == []


async def test_one_day_is_checked_for_whoever_reads_it(work: DeskAtWork, path: Path) -> None:
    """Without the office file too, from the entries and the hours on record."""
    assert await trouble_with(path, MONDAY) is None
    change(path, "UPDATE visits SET wait_seconds = 9 WHERE number = '1001' AND day = '2026-11-23'")
    trouble = await trouble_with(path, MONDAY)
    assert trouble
    assert "23/11/2026 (1001)" in str(trouble)
    assert "motcua visits --rebuild" in trouble.worded(load("vi"))
    change(path, "DELETE FROM visits")
    with pytest.raises(JournalRefused, match="The wait log has no numbers of 23/11/2026"):
        await records_at(path).visits_of(MONDAY)
    assert await records_at(path).visits_of(date(2026, 11, 1)) == []
