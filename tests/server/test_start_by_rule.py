"""The server itself takes called citizens to have come, by its clock and the office's rule."""

from collections.abc import AsyncIterator

import pytest

from tests.server.desk_at_work import DeskAtWork, desk_at_work
from tests.server.fakes import refused
from tests.server.journal.memory import MemoryJournal
from tests.ticketing.plans import plan_ruling
from ticketing import commands as c
from ticketing.tickets import TicketState

JOURNAL_REFUSED = "The journal refused a group"


@pytest.fixture
async def work() -> AsyncIterator[DeskAtWork]:
    """An office whose rule is 30 seconds, with 1001 just called at counter 1."""
    async with desk_at_work(plan_ruling(start_after_seconds=30), MemoryJournal()) as work:
        await work.do(c.OpenCounter(1, "Hoa"), c.IssueTicket("1"), c.IssueTicket("1"), c.CallNext(1))
        yield work


async def looked_at(work: DeskAtWork) -> TicketState:
    """The state of 1001 after the desk has looked at the clock, and has dealt with what came of it."""
    work.desk.wake()
    await work.do(c.CallHelp(1))
    return work.desk.office.tickets["1001"].state


def made_by_rule(work: DeskAtWork) -> int:
    """How many entries of the journal are the rule's."""
    assert isinstance(work.journal, MemoryJournal)
    return sum(entry.made_by == "rule" for entry in work.journal.entries)


async def test_the_server_starts_when_it_is_time(work: DeskAtWork) -> None:
    """Not a second earlier, once, and on record as the rule's act."""
    work.clock.forward(seconds=29)
    assert await looked_at(work) is TicketState.CALLED
    work.clock.forward(seconds=1)
    for _ in range(3):
        assert await looked_at(work) is TicketState.SERVING
        work.clock.forward(seconds=30)
    assert made_by_rule(work) == 1


async def test_a_clerk_who_presses_in_the_same_moment_wins(work: DeskAtWork) -> None:
    """Start by hand and the rule in one group: the clerk's stands, and nobody sees a refusal."""
    work.clock.forward(seconds=30)
    by_hand = work.press(c.StartService(1))
    work.desk.wake()
    await by_hand
    await work.do(c.CallHelp(1))
    assert (made_by_rule(work), work.desk.office.tickets["1001"].started_by_rule) == (0, False)


async def test_a_rule_that_met_a_refusing_disk_is_tried_again(work: DeskAtWork) -> None:
    """With the next look at the clock after the disk has come back."""
    assert isinstance(work.journal, MemoryJournal)
    work.clock.forward(seconds=30)
    work.journal.refuses = True
    work.desk.wake()
    with refused("journal-unavailable"):
        await work.do(c.CallHelp(1))
    work.journal.refuses = False
    work.clock.forward(seconds=2)
    assert await looked_at(work) is TicketState.SERVING


async def test_a_restart_leaves_the_rule_in_force(work: DeskAtWork) -> None:
    """A call from before the restart is as old as it is."""
    work.clock.forward(seconds=30)
    await work.start()
    assert await looked_at(work) is TicketState.SERVING
    before = work.desk.office
    await work.start()
    assert work.desk.office == before


async def test_an_office_without_the_rule_starts_nobody() -> None:
    """However long ago the call was."""
    async with desk_at_work(plan_ruling(), MemoryJournal()) as work:
        await work.do(c.OpenCounter(1, "Hoa"), c.IssueTicket("1"), c.CallNext(1))
        work.clock.forward(hours=1)
        assert await looked_at(work) is TicketState.CALLED
