"""Late tickets at the desk: each goes to its own service day, and is recorded once."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from datetime import timedelta
from pathlib import Path

import pytest

from server.desk import Desk
from server.idempotency import Press
from server.journal.contract import Journal
from server.journal.rebuilding import rebuild
from server.journal.records import records_at
from server.journal.sqlite import SqliteJournal
from tests.server.fakes import CountedRandomSource, ManualClock, refused
from tests.server.journal.memory import MemoryJournal
from tests.ticketing.plans import MONDAY_MORNING, PLAN
from ticketing import commands as c
from ticketing.answers import Answer, DoneAnswer, LeaseAnswer, TicketAnswer
from ticketing.clock_judgement import PROVEN_SECONDS
from ticketing.refusals import Refusal
from ticketing.tickets import TicketState

MONDAY = MONDAY_MORNING.date()


class Bench:
    """A desk at work whose clock the test moves."""

    def __init__(self, journal: Journal) -> None:
        self.clock = ManualClock()
        self.journal = journal
        self.desk = Desk(PLAN, journal, self.clock, CountedRandomSource())
        self._presses = 0

    async def do(self, command: c.Command) -> Answer:
        """Press under a request id of its own."""
        self._presses += 1
        return await self.desk.submit(Press(f"press-{self._presses}", command, "kiosk"))

    async def lease(self) -> tuple[str, ...]:
        """Numbers of field 1 for a kiosk."""
        answer = await self.do(c.LeaseNumbers("1", "kiosk-a"))
        assert isinstance(answer, LeaseAnswer)
        return answer.numbers


@asynccontextmanager
async def at_work(journal: Journal) -> AsyncIterator[Bench]:
    """The bench while its desk runs."""
    bench = Bench(journal)
    await bench.desk.start()
    running = asyncio.create_task(bench.desk.run())
    yield bench
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    """A desk on a journal in memory, on Monday morning."""
    async with at_work(MemoryJournal()) as bench:
        yield bench


def late(number: str, minutes: int = 0) -> c.ReconcileTicket:
    """A ticket that was given out on Monday morning, so many minutes after eight."""
    taken_at = MONDAY_MORNING + timedelta(minutes=minutes)
    return c.ReconcileTicket(number, "1", None, f"track-{number}", taken_at, "kiosk-a")


async def test_leases_are_there_after_a_restart(bench: Bench) -> None:
    """A desk that was started anew gives nobody else the numbers that a kiosk holds."""
    numbers = await bench.lease()
    again = Desk(PLAN, bench.journal, bench.clock, CountedRandomSource())
    await again.start()
    assert again.office == bench.desk.office
    assert tuple(again.office.leased) == numbers


async def test_a_ticket_of_yesterday_is_written_into_yesterday(bench: Bench) -> None:
    """Its entry and its row of the wait log bear its own day; today's office is as it was."""
    numbers = await bench.lease()
    bench.clock.forward(days=1)
    assert await bench.do(c.IssueTicket("1")) is not None
    today = bench.desk.office
    assert await bench.do(late(numbers[0], 5)) == DoneAnswer(numbers[0])
    assert bench.desk.office == today
    assert isinstance(bench.journal, MemoryJournal)
    entry = bench.journal.entries[-1]
    assert (entry.day, entry.at.date()) == (MONDAY, MONDAY + timedelta(days=1))
    visit = bench.journal.visits[MONDAY, numbers[0]]
    assert (visit.state, visit.issued_at) == ("lapsed", MONDAY_MORNING + timedelta(minutes=5))


async def test_a_late_ticket_of_a_damaged_day_is_refused_alone(tmp_path: Path) -> None:
    """What was changed in yesterday's record keeps nobody from taking a number today."""
    path = tmp_path / "journal.sqlite"
    journal = await SqliteJournal.open(path, PLAN.code)
    async with at_work(journal) as bench:
        numbers = await bench.lease()
        bench.clock.forward(days=1)
        await bench.do(c.IssueTicket("1"))
        with closing(sqlite3.connect(path)) as hand, hand:
            hand.execute("UPDATE journal SET made_by = 'somebody' WHERE position = 1")
        press, today = bench.do(late(numbers[0])), bench.do(c.IssueTicket("1"))
        refusal, answer = await asyncio.gather(press, today, return_exceptions=True)
        assert isinstance(refusal, Refusal)
        assert refusal.name == "journal-unavailable"
        assert isinstance(answer, TicketAnswer)
        assert bench.desk.is_healthy
    await journal.close()


async def test_yesterday_s_and_today_s_share_a_group(bench: Bench) -> None:
    """Presses of one transaction go each to its own day, and the same number stands on both."""
    numbers = await bench.lease()
    bench.clock.forward(days=1)
    await bench.lease()
    today = c.ReconcileTicket(numbers[0], "1", None, "track-b", bench.clock.now(), "kiosk-a")
    commands = (late(numbers[0]), today, late(numbers[1], 1), late(numbers[0]))
    answers = await asyncio.gather(*(bench.do(command) for command in commands))
    assert isinstance(answers[1], TicketAnswer)
    assert answers[3] == DoneAnswer()
    assert list(bench.desk.office.tickets) == [numbers[0]]
    assert isinstance(bench.journal, MemoryJournal)
    assert set(bench.journal.visits) == {
        (MONDAY, numbers[0]),
        (MONDAY, numbers[1]),
        (MONDAY + timedelta(days=1), numbers[0]),
    }


async def test_a_day_that_never_was_knows_of_no_lease(bench: Bench) -> None:
    """A kiosk with somebody else's store, or a clock of last year, is refused by name."""
    with refused("number-not-leased"):
        await bench.do(late("1999", -60 * 24 * 400))
    assert bench.desk.office.tickets == {}


async def test_a_clock_that_comes_back_to_a_day_finds_its_leases(bench: Bench) -> None:
    """A day with a lease and nothing else is not begun anew, else its numbers were leased twice."""
    numbers = await bench.lease()
    bench.clock.forward(days=1)
    await bench.do(c.IssueTicket("1"))
    bench.clock.jump(days=-1)
    await bench.do(c.IssueTicket("1"))
    bench.clock.forward(seconds=PROVEN_SECONDS + 1)
    await bench.do(c.IssueTicket("1"))
    assert tuple(bench.desk.office.leased) == numbers


async def test_the_wait_log_made_anew_has_the_late_ticket(tmp_path: Path) -> None:
    """On a real disk the row of an earlier day is there, and a rebuild from the journal finds it again."""
    path = tmp_path / "journal.sqlite"
    journal = await SqliteJournal.open(path, PLAN.code)
    async with at_work(journal) as bench:
        numbers = await bench.lease()
        bench.clock.forward(days=1)
        await bench.do(late(numbers[0], 5))
    await journal.close()
    before = await records_at(path).visits_of(MONDAY)
    assert [(visit.number, visit.state) for visit in before] == [(numbers[0], TicketState.LAPSED.value)]
    await rebuild(path, PLAN)
    assert await records_at(path).visits_of(MONDAY) == before
