"""Dossiers outlive days, restarts and the computer, on disk and in the journal's twin in memory."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from server.app import JOURNAL_NAME
from server.journal.rebuilding import rebuild
from server.journal.sqlite import SqliteJournal
from tests.server.desk_at_work import DeskAtWork, desk_at_work
from tests.server.fakes import refused
from tests.server.journal.memory import MemoryJournal
from tests.ticketing.calendars import DESK
from ticketing import commands as c
from ticketing.answers import DoneAnswer, LeaseAnswer
from ticketing.clock_judgement import AWAY_DAYS_MAX
from ticketing.office import Dossier
from ticketing.refusals import Refusal

WEDNESDAY = date(2026, 11, 25)
FRIDAY = date(2026, 11, 27)


@pytest.fixture(params=["file", "memory"])
async def work(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[DeskAtWork]:
    """A desk on each engine of the journal."""
    journal = (
        MemoryJournal()
        if request.param == "memory"
        else await SqliteJournal.open(tmp_path / JOURNAL_NAME, DESK.code)
    )
    async with desk_at_work(DESK, journal) as work:
        yield work


def visit(counter: int = 1, outcome: str = "accepted", dossier: str = "H1") -> tuple[c.Command, ...]:
    """A citizen's whole visit to a counter."""
    return (
        c.OpenCounter(counter, f"Hoa {counter}"),
        c.IssueTicket("1"),
        c.CallNext(counter),
        c.FinishService(counter, outcome, dossier),
    )


def rows(path: Path) -> list[tuple[Any, ...]]:
    """All that the file has of dossiers."""
    with closing(sqlite3.connect(path)) as reader:
        return reader.execute("SELECT * FROM dossiers ORDER BY code").fetchall()


async def test_what_was_taken_in_yesterday_is_handed_back_today(work: DeskAtWork) -> None:
    """With a restart in between and after it; each desk that starts has the office of the one before."""
    await work.do(*visit()[:-1], c.FinishService(1, "accepted", "H1", due=WEDNESDAY))
    work.clock.forward(days=1)
    await work.start()
    assert work.desk.office.dossiers["H1"].due == WEDNESDAY
    assert await work.do(*visit(outcome="returned")) == DoneAnswer("1001")
    before = work.desk.office
    assert not before.dossiers["H1"].is_open
    await work.start()
    assert work.desk.office == before


async def test_a_day_that_turns_keeps_what_is_open_and_lets_go_of_what_is_closed(work: DeskAtWork) -> None:
    """The office is the same whether the computer was on at midnight or not."""
    await work.do(*visit(), c.IssueTicket("1"), c.CallNext(1), c.FinishService(1, "accepted", "H2"))
    await work.do(c.ReturnDossier("H1"))
    work.clock.forward(days=1)
    await work.do(c.IssueTicket("1"))
    assert list(work.desk.office.dossiers) == ["H2"]
    before = work.desk.office
    await work.start()
    assert work.desk.office == before


async def test_what_was_closed_long_ago_is_known_when_it_is_named(work: DeskAtWork) -> None:
    """Its code is not given again and it is not handed back again, however it is typed."""
    await work.do(*visit(), c.ReturnDossier("H1"))
    for _ in range(6):
        work.clock.forward(days=AWAY_DAYS_MAX)
        await work.start()
    with refused("dossier-known"):
        await work.do(*visit(dossier=" h1"))
    with refused("dossier-returned"):
        await work.do(c.ReturnDossier("h1"))
    assert work.desk.office.dossiers == {}
    found = await work.desk.dossier("H1")
    assert found is not None
    assert found.returned_at is not None
    with refused("unknown-dossier"):
        await work.do(c.ReturnDossier("H9"))


async def test_what_was_undone_is_not_on_record(work: DeskAtWork) -> None:
    """Neither before a restart nor after, so that the code is free for the next."""
    await work.do(*visit(), c.Undo(1))
    assert await work.desk.dossier("H1") is None
    await work.start()
    assert work.desk.office.dossiers == {}
    await work.do(c.FinishService(1, "accepted", "H1"))
    assert list(work.desk.office.dossiers) == ["H1"]


async def test_presses_of_one_moment_are_undone_one_by_one(work: DeskAtWork) -> None:
    """Two counters finish in one transaction; the Undo of one leaves the other's dossier alone."""
    await work.do(*visit(), *visit(3, dossier="H2")[:-1])
    await work.do(c.IssueTicket("1"), c.CallNext(1))
    finishes = [
        work.press(c.FinishService(1, "returned", "H1")),
        work.press(c.FinishService(3, "accepted", "H2")),
    ]
    await asyncio.gather(*finishes)
    await work.do(c.Undo(3))
    assert "H2" not in work.desk.office.dossiers
    assert not work.desk.office.dossiers["H1"].is_open


async def test_a_dossier_and_a_late_ticket_share_a_group(work: DeskAtWork) -> None:
    """The ticket goes to yesterday, the dossier to today, in one transaction."""
    lease = await work.do(c.LeaseNumbers("1", "kiosk-a"))
    assert isinstance(lease, LeaseAnswer)
    taken_at = work.clock.now()
    work.clock.forward(days=1)
    await work.do(*visit()[:-1])
    late = c.ReconcileTicket(lease.numbers[0], "1", None, "track-late", taken_at, "kiosk-a")
    await asyncio.gather(work.press(late), work.press(c.FinishService(1, "accepted", "H1")))
    assert list(work.desk.office.tickets) == ["1001"]
    before = work.desk.office
    await work.start()
    assert work.desk.office == before
    assert work.desk.office.dossiers["H1"].number == "1001"


async def test_a_disk_that_refuses_keeps_no_dossier() -> None:
    """The whole group is refused; when the disk works again the code is still free."""
    journal = MemoryJournal()
    async with desk_at_work(DESK, journal) as work:
        await work.do(*visit()[:-1])
        before = work.desk.office
        journal.refuses = True
        for command in (c.FinishService(1, "accepted", "H1"), c.ReturnDossier("H9")):
            with refused("journal-unavailable"):
                await work.do(command)
        assert work.desk.office is before
        journal.refuses = False
        assert await work.desk.dossier("H1") is None
        assert await work.do(c.FinishService(1, "accepted", "H1")) == DoneAnswer("1001")


async def test_the_rows_made_anew_are_the_same(tmp_path: Path) -> None:
    """After days of every kind of change, one of them on a clock that went back a day."""
    path = tmp_path / JOURNAL_NAME
    async with desk_at_work(DESK, await SqliteJournal.open(path, DESK.code)) as work:
        for code in ("H1", "H2", "H3"):
            await work.do(*visit(dossier=code))
        await work.do(*visit(dossier="H4"), c.Undo(1))
        work.clock.forward(days=2)
        await work.do(c.MarkReady("H1"), c.Reappoint("H2", FRIDAY, "chờ"), c.ReturnDossier("H3"))
        await work.do(*visit(dossier="H5"))
        work.clock.forward(days=-1)
        await work.do(c.ReturnDossier("H5"), c.ReturnDossier("H1"))
    before = rows(path)
    assert [code for code, *_ in before] == ["H1", "H2", "H3", "H5"]
    await rebuild(path, DESK)
    assert rows(path) == before


async def test_a_damaged_row_refuses_the_press_that_names_it_and_no_other(tmp_path: Path) -> None:
    """Everybody else in the group gets an answer, and motcua visits --rebuild mends the row."""
    path = tmp_path / JOURNAL_NAME
    async with desk_at_work(DESK, await SqliteJournal.open(path, DESK.code)) as work:
        await work.do(*visit(), c.ReturnDossier("H1"))
        work.clock.forward(days=1)
        await work.do(*visit(dossier="H2")[:-1])
        with closing(sqlite3.connect(path)) as hand, hand:
            hand.execute("UPDATE dossiers SET body = '{}'")
        presses = [work.press(c.ReturnDossier("H1")), work.press(c.FinishService(1, "accepted", "H2"))]
        refusal, answer = await asyncio.gather(*presses, return_exceptions=True)
        assert isinstance(refusal, Refusal)
        assert (refusal.name, answer) == ("journal-unavailable", DoneAnswer("1001"))
        assert work.desk.is_healthy
    await rebuild(path, DESK)
    journal = await SqliteJournal.open(path, DESK.code)
    assert isinstance(await journal.dossier("H1"), Dossier)
    await journal.close()
