"""Who sits at the terminal's desk: stand-ins, names that are followed, and names that are refused."""

import pytest

from counter.desk import CounterDesk
from tests.counter.desks import CLERK, Office, at_work, sitting_at
from ticketing import commands as c
from ticketing.tickets import TicketState

pytestmark = pytest.mark.slow  # every one of these starts a terminal


async def test_a_stand_in_takes_an_open_counter_over() -> None:
    """Whoever comes is asked; whoever was there reads who took over, and their keys are off."""
    office = at_work()
    office.issue()
    async with sitting_at(office.app()) as former, sitting_at(office.app(clerk="Lan")) as stand_in:
        assert f"Quầy 3 đang do {CLERK} phụ trách" in await stand_in.reads()
        await stand_in.press("escape", "enter")
        assert office.fake.office.counters[3].clerk == "Lan"
        assert f"Lan · Đang mở · thay cho {CLERK}" in await stand_in.reads("Heading")
        await former.settle()
        assert "Lan đã tiếp quản quầy 3" in await former.reads()
        await former.press("space", "escape")
        assert office.ticket("1001").state is TicketState.WAITING
        await former.press("enter")
        assert office.fake.office.counters[3].clerk == CLERK


async def test_a_desk_without_a_name_follows_whoever_sits_there() -> None:
    """A second screen of a counter shows it as it is, and asks once somebody else has taken it over."""
    office = at_work()
    async with sitting_at(office.app(clerk="")) as desk:
        assert desk.asked() == ""
        office.fake.do(c.OpenCounter(3, "Lan", take_over=True))
        await desk.settle()
        assert desk.asked() == "take-over"


async def test_a_name_that_is_refused_is_asked_for_again() -> None:
    """Two clerks at once: the second reads who was first, and may take over."""
    office = Office()
    async with sitting_at(office.app(clerk="")) as desk:
        assert isinstance(desk.widget, CounterDesk)
        office.open(3, "Bình")
        await desk.settle()
        await desk.press("enter")
        assert desk.asked() == ""
