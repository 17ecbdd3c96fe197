"""A journal that does not say what became of a group: nobody is told anything until it is known."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from random import Random

import pytest

from server.idempotency import Press
from server.journal.chain import sealed
from server.journal.contract import Entry
from tests.link.virtual_time import in_virtual_time
from tests.server.desk_at_work import DeskAtWork, desk_at_work
from tests.server.fakes import refused
from tests.server.journal.memory import Fate, MemoryJournal, TurnsOfLoop, YieldingJournal
from tests.ticketing.plans import PLAN
from ticketing import commands as c
from ticketing.answers import Answer, TicketAnswer
from ticketing.events import TicketIssued

STEPS = 20


@asynccontextmanager
async def at_work() -> AsyncIterator[DeskAtWork]:
    """A desk that has given out one number."""
    async with desk_at_work(PLAN, MemoryJournal()) as work:
        await work.do(c.IssueTicket("1"))
        yield work


def journal_of(work: DeskAtWork) -> MemoryJournal:
    """The fake that keeps the office's entries."""
    assert isinstance(work.journal, MemoryJournal)
    return work.journal


async def steps() -> None:
    """Let the desk do what it can do at once."""
    for _ in range(STEPS):
        await asyncio.sleep(0)


def number_of(answer: Answer) -> str:
    """The number that was given out."""
    assert isinstance(answer, TicketAnswer)
    return answer.number


@pytest.mark.parametrize("fate", ["done", "not-done", "late"])
@in_virtual_time
async def test_a_press_is_answered_once_it_is_known_to_be_on_record(fate: Fate) -> None:
    """What was there is answered; what was not is decided anew, and can't come on record behind it."""
    async with at_work() as work:
        journal = journal_of(work)
        journal.unknown.append(fate)
        assert number_of(await work.desk.submit(Press("a", c.IssueTicket("1"), "test"))) == "1002"
        journal.arrive()
        assert number_of(await work.do(c.IssueTicket("1"))) == "1003"
        ids = [entry.request_id for entry in journal.entries if entry.events]
        assert (len(ids), ids.count("a")) == (3, 1)
        assert sum(not entry.events for entry in journal.entries) == (fate != "done")
        assert work.desk.is_healthy
        again = await work.desk.submit(Press("a", c.IssueTicket("1"), "test"))
        assert number_of(again) == "1002"


@in_virtual_time
async def test_a_fence_whose_own_outcome_is_unknown_is_followed_by_another() -> None:
    """As often as it takes, and the first of what may be there is believed."""
    async with at_work() as work:
        journal = journal_of(work)
        journal.unknown.extend(["late", "not-done", "done"])
        assert number_of(await work.do(c.IssueTicket("1"))) == "1002"
        journal.arrive()
        await work.start()
        assert set(work.desk.office.tickets) == {"1001", "1002"}


@in_virtual_time
async def test_nobody_is_told_while_it_is_unknown_and_others_are_refused() -> None:
    """The disk goes away in the middle of a group: its press waits, later ones are refused, staff know."""
    async with at_work() as work:
        journal = journal_of(work)
        journal.unknown.append("done")
        doubtful = work.desk.submit(Press("a", c.IssueTicket("1"), "test"))
        await steps()
        journal.refuses = True
        with refused("journal-unavailable"):
            await work.do(c.IssueTicket("1"))
        assert not doubtful.done()
        assert not work.desk.is_healthy
        assert work.desk.submit(Press("a", c.IssueTicket("1"), "test")) is doubtful
        journal.refuses = False
        assert number_of(await work.do(c.IssueTicket("1"))) == "1003"
        assert number_of(await doubtful) == "1002"
        assert (work.desk.is_healthy, work.desk.warnings.shown()) == (True, ())


@in_virtual_time
async def test_what_another_server_wrote_in_its_place_is_taken_in() -> None:
    """The group never came; somebody else's did, and the press is decided behind it."""
    async with at_work() as work:
        journal = journal_of(work)
        journal.unknown.append("not-done")
        press = work.press(c.IssueTicket("1"))
        await steps()
        last = journal.entries[-1]
        (issued,) = last.events
        assert isinstance(issued, TicketIssued)
        second = replace(issued, number="1002", serial=2, place=2)
        foreign = Entry(last.position + 1, last.day, last.at, "theirs", "f", "kiosk 2", (second,))
        journal.entries.append(sealed(foreign, last.chain))
        assert number_of(await press) == "1003"


@in_virtual_time
async def test_the_turn_of_the_day_may_be_unknown_too() -> None:
    """What nobody pressed is settled in the same way, and the day is turned once."""
    async with at_work() as work:
        journal = journal_of(work)
        for fate in ("done", "late"):
            work.clock.forward(days=1)
            journal.unknown.append(fate)
            with refused("journal-unavailable"):
                await work.do(c.IssueTicket("1"))
            assert number_of(await work.do(c.IssueTicket("1"))) == "1001"
        turns = [
            entry for entry in journal.entries for event in entry.events if "Opened" in type(event).__name__
        ]
        assert len(turns) == len({entry.day for entry in turns}) == 2


@in_virtual_time
async def test_what_staff_read_of_a_fault_stands_while_the_disk_is_tried_again() -> None:
    """No view in between says that all is well."""
    journal = YieldingJournal(TurnsOfLoop(Random(1)))  # noqa: S311 - a seed that a person can give again
    async with desk_at_work(PLAN, journal) as work:
        journal.refuses = True
        with refused("journal-unavailable"):
            await work.do(c.IssueTicket("1"))
        for _ in range(3):
            work.desk.wake()
            for _ in range(STEPS):
                await asyncio.sleep(0)
                assert len(work.desk.warnings.shown()) == 1


@in_virtual_time
async def test_the_end_of_a_fault_is_proven_with_nobody_pressing() -> None:
    """A look at the clock tries the disk, again while it refuses, and once when it takes something again."""
    async with at_work() as work:
        journal, desk = journal_of(work), work.desk
        journal.refuses = True
        with refused("journal-unavailable"):
            await work.do(c.IssueTicket("1"))
        for _ in range(3):
            desk.wake()
            await steps()
            assert (desk.is_healthy, len(journal.entries), len(desk.warnings.shown())) == (False, 1, 1)
        journal.refuses = False
        for _ in range(3):
            desk.wake()
            await steps()
            assert (desk.is_healthy, len(journal.entries), desk.warnings.shown()) == (True, 2, ())
        assert journal.entries[-1].events == ()
        assert number_of(await work.do(c.IssueTicket("1"))) == "1002"


@pytest.mark.parametrize("fate", ["done", "not-done"])
async def test_a_start_goes_on_where_the_outcome_of_its_day_is_unknown(fate: Fate) -> None:
    """The morning's first entry meets a failed sync: the server comes up, and the day begins by a press."""
    async with at_work() as work:
        await work.end()
        work.clock.forward(days=1)
        journal_of(work).unknown.append(fate)
        await work.start()
        answer = await work.press(c.IssueTicket("1"))
        assert isinstance(answer, TicketAnswer)
        assert answer.day == work.desk.office.day == work.clock.now().date()
