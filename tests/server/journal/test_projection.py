"""The rows beside the entries: they know how far they go, catch up, and are made anew where they must."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from server.database import in_memory
from server.journal.contract import NO_ROWS
from server.journal.folding import ALWAYS, hours_of, under_hours
from server.journal.projection import Projection
from server.journal.rebuilding import RowsAnew, bring_up, rebuild, recount
from server.journal.schema import PROJECTION
from server.journal.sqlite import SqliteJournal
from tests.server.desk_at_work import DeskAtWork, desk_at_work
from tests.server.journal.memory import MemoryJournal
from tests.ticketing.calendars import DESK
from tests.ticketing.plans import HANOI, office_hours, plan_with
from ticketing import commands as c
from ticketing.plan import END_OF_DAY, OfficePlan, Session

SHORT_MORNING = ((Session(time(7, 30), time(11, 0)), Session(time(13, 30), time(17, 0))),) * 5 + ((), ())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.sqlite"


@pytest.fixture
async def work(path: Path) -> AsyncIterator[DeskAtWork]:
    """A desk with dossiers on a journal's file."""
    async with desk_at_work(DESK, await SqliteJournal.open(path, DESK.code)) as work:
        yield work


async def live_two_days(work: DeskAtWork) -> None:
    """Served, parked and waiting numbers, dossiers open, closed and taken back, over a night."""
    await work.do(c.OpenCounter(1, "Hoa"), c.IssueTicket("1"), c.IssueTicket("1"), c.IssueTicket("1"))
    work.clock.forward(minutes=7)
    await work.do(c.CallNext(1), c.StartService(1), c.FinishService(1, "accepted", "H1"))
    await work.do(c.CallNext(1), c.FinishService(1, "accepted", "H2"), c.Undo(1), c.Park(1))
    work.clock.forward(days=1)
    await work.do(c.IssueTicket("1"), c.MarkReady("H1"), c.ReturnDossier("H1"))


def rows(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All that the file has beside the entries."""
    with closing(sqlite3.connect(path)) as reader:
        return {
            table: reader.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()  # noqa: S608 - our tables
            for table in ("visits", "stays", "dossiers", "hours")
        }


def applied(path: Path) -> int:
    """The entry up to which the rows know what has happened."""
    with closing(sqlite3.connect(path)) as reader:
        return int(reader.execute("SELECT position FROM applied").fetchone()[0])


def change(path: Path, *statements: str) -> None:
    """Write into the file behind the server's back."""
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def stand_at(path: Path, position: int) -> None:
    """Let the rows say that they know so many entries."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE applied SET position = ?", (position,))


async def brought_up(path: Path, plan: OfficePlan = DESK) -> None:
    """Start as a server does, as far as the rows go."""
    journal = await SqliteJournal.open(path, plan.code)
    await bring_up(journal, plan)
    await journal.close()


async def test_rows_go_on_with_their_entries(work: DeskAtWork, path: Path) -> None:
    """After each press the rows stand where the journal does, also after one that changes none of them."""
    await live_two_days(work)
    assert applied(path) == work.desk.position
    await work.do(c.OpenCounter(2, "Lan"))
    assert applied(path) == work.desk.position
    assert [day for day, _ in rows(path)["hours"]] == ["2026-11-23", "2026-11-24"]


async def test_entries_without_their_rows_are_not_passed_over(path: Path) -> None:
    """A group that came past the rows holds them back, whatever is written after it."""
    async with desk_at_work(DESK, await SqliteJournal.open(path, DESK.code)) as work:
        await work.do(c.OpenCounter(1, "Hoa"))
    stand_at(path, 0)
    async with desk_at_work(DESK, await SqliteJournal.open(path, DESK.code)) as work:
        await work.do(c.OpenCounter(1, "Hoa"), c.IssueTicket("1"))
    assert applied(path) == 0
    await brought_up(path)
    assert applied(path) == work.desk.position


@pytest.mark.parametrize("behind", [1, 3, 9, 99])
async def test_rows_that_are_behind_are_caught_up(
    behind: int, path: Path, work: DeskAtWork, caplog: pytest.LogCaptureFixture
) -> None:
    """At the start, which the log says; rows that were right stay as they were."""
    await live_two_days(work)
    await work.end()
    whole, head = rows(path), applied(path)
    stand_at(path, max(0, head - behind))
    if behind > head:
        change(path, "DELETE FROM visits", "DELETE FROM stays", "DELETE FROM dossiers")
    else:
        change(path, "DELETE FROM visits WHERE day = '2026-11-24'")
    await brought_up(path)
    assert (rows(path), applied(path)) == (whole, head)
    assert f"knows {max(0, head - behind)} entries of {head} and is caught up" in caplog.text


async def test_rows_that_know_more_than_the_journal_are_made_anew(
    path: Path, work: DeskAtWork, caplog: pytest.LogCaptureFixture
) -> None:
    """As after a journal that was put back: nothing of what is not on record is left among them."""
    await live_two_days(work)
    await work.end()
    whole, head = rows(path), applied(path)
    stand_at(path, head + 5)
    change(
        path,
        "UPDATE visits SET number = '9999' WHERE number = '1001' AND day = '2026-11-23'",
        "DELETE FROM dossiers",
    )
    await brought_up(path)
    assert (rows(path), applied(path)) == (whole, head)
    assert "is made anew" in caplog.text


async def test_rows_that_are_right_are_left_alone(
    path: Path, work: DeskAtWork, caplog: pytest.LogCaptureFixture
) -> None:
    """A start says nothing of them, and changes not even those that somebody has edited."""
    await live_two_days(work)
    await work.end()
    change(path, "UPDATE visits SET wait_seconds = 9999")
    edited = rows(path)
    await brought_up(path)
    assert rows(path) == edited
    assert "wait log" not in caplog.text


async def test_rows_live_in_a_file_of_their_own_beside_another_engine() -> None:
    """They are applied group by group, or caught up with from the entries, to the same end."""
    journal = MemoryJournal()
    async with desk_at_work(DESK, journal) as work:
        await live_two_days(work)
    connection = await in_memory()
    await connection.executescript(PROJECTION)
    projection = Projection(connection)
    async with projection.all_or_nothing():
        await RowsAnew(projection, journal, DESK).bring_up()
    assert await projection.position() == len(journal.entries)
    async with connection.execute("SELECT day, number, state FROM visits") as found:
        kept = sorted((day, number, state) for day, number, state in await found.fetchall())
    assert kept == sorted((v.day.isoformat(), v.number, v.state) for v in journal.visits.values())
    (dossier,) = await projection.dossiers(work.desk.office.day)
    assert dossier == await journal.dossier("H1")
    async with projection.all_or_nothing():
        await projection.apply(NO_ROWS, len(journal.entries), len(journal.entries) + 2)
        await projection.apply(NO_ROWS, 3, 4)
    assert await projection.position() == len(journal.entries) + 2
    await connection.close()


async def test_waits_of_before_keep_the_hours_of_their_day(path: Path) -> None:
    """Rows made anew under another office file count each day's waits in the hours that it had."""
    plan = office_hours()
    async with desk_at_work(plan, await SqliteJournal.open(path, plan.code)) as work:
        work.clock.moment = datetime(2026, 11, 23, 10, 50, tzinfo=HANOI)
        await work.start()
        await work.do(c.OpenCounter(1, "Hoa"), c.IssueTicket("1"))
        work.clock.forward(hours=3)
        await work.do(c.CallNext(1))
    whole = rows(path)
    assert [row[13] for row in whole["visits"]] == [3600]
    changed = replace(plan, hours=SHORT_MORNING)
    assert await rebuild(path, changed) == 1
    assert rows(path) == whole


async def test_the_running_day_is_counted_in_the_hours_that_it_has_now(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A start with other hours on the same day tells its waits anew, as desks and reports tell them."""
    plan = office_hours()
    async with desk_at_work(plan, await SqliteJournal.open(path, plan.code)) as work:
        work.clock.moment = datetime(2026, 11, 23, 10, 50, tzinfo=HANOI)
        await work.start()
        await work.do(c.OpenCounter(1, "Hoa"), c.IssueTicket("1"))
        work.clock.forward(hours=3)
        await work.do(c.CallNext(1))
    changed = replace(plan, hours=SHORT_MORNING)
    await brought_up(path, changed)
    assert [row[13] for row in rows(path)["visits"]] == [3600]
    for day in (date(2026, 11, 22), date(2026, 11, 23)):
        journal = await SqliteJournal.open(path, plan.code)
        await recount(journal, changed, day)
        await journal.close()
    assert [row[13] for row in rows(path)["visits"]] == [1800]
    assert rows(path)["hours"] == [("2026-11-23", "07:30-11:00 13:30-17:00")]
    assert "The hours of 2026-11-23 are others now" in caplog.text


def test_hours_are_read_as_they_were_written() -> None:
    """Sessions up to midnight, days without any, and offices that are always open."""
    day = datetime(2026, 11, 23, tzinfo=HANOI).date()
    late = office_hours(extra_days={day: (Session(time(7, 5), time(11)), Session(time(13), END_OF_DAY))})
    for plan in (late, office_hours(), office_hours(extra_days={day: ()}), plan_with(always_open=True)):
        hours = hours_of(plan, day)
        other = plan_with(always_open=hours != ALWAYS)
        assert under_hours(other, day, hours).sessions_on(day) == (plan.sessions_on(day))
        assert under_hours(other, day, hours).always_open == plan.always_open
    assert hours_of(late, day) == "07:05-11:00 13:00-24:00"
    with pytest.raises(ValueError, match="hour"):
        under_hours(late, day, "25:00-26:00")
