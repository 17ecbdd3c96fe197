"""A crowd lives its morning through links, here to an office in memory and in no time."""

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from link.contract import Screen
from motcua.demo.citizens import MORNING_MINUTES, PlannedVisit, arrivals
from motcua.demo.crowd import Crowd, CrowdStage
from offices import load_office
from tests.link.fake_office import FakeOffice
from tests.link.virtual_time import in_virtual_time, passes
from ticketing.commands import IssueTicket
from ticketing.tickets import TicketState

PLAN = replace(load_office("moc-chau"), always_open=True)
OPENED = datetime(2026, 11, 23, 7, 30, tzinfo=timezone(timedelta(hours=7)))
LONG_MINUTES = 24 * 60.0


class Morning:
    """An office in memory whose minutes are the loop's seconds, and a crowd in it."""

    def __init__(self, visits: list[PlannedVisit]) -> None:
        loop = asyncio.get_running_loop()
        self.office = FakeOffice(PLAN, lambda: OPENED + timedelta(minutes=loop.time() / 60))
        counters = {
            plan.number: self.office.link(Screen("counter", "t", plan.number)) for plan in PLAN.counters
        }
        self.crowd = Crowd(CrowdStage(self.office.link(Screen("kiosk", "t")), counters), visits)

    async def live(self, minutes: float) -> Counter[TicketState]:
        """The states of all tickets when so much of the morning has passed."""
        living = asyncio.create_task(self.crowd.run())
        await passes(minutes)
        living.cancel()
        await asyncio.wait([living])
        return Counter(ticket.state for ticket in self.office.office.tickets.values())


def visit(field: str, **changes: object) -> PlannedVisit:
    planned = PlannedVisit(1, field, None, 5, True, None)
    return replace(planned, **changes)  # type: ignore[arg-type] # the caller names what is different


@pytest.mark.slow
@pytest.mark.parametrize("citizens", [30, pytest.param(None, marks=pytest.mark.long)])
@in_virtual_time
async def test_everybody_who_comes_is_served_or_missed(citizens: int | None) -> None:
    """When the morning is over, every planned citizen has a ticket, and no ticket waits any more."""
    visits = arrivals(PLAN, 4)[:citizens]
    states = await Morning(visits).live(LONG_MINUTES)
    missed = sum(not planned.comes_when_called for planned in visits)
    assert missed
    assert states == {TicketState.SERVED: len(visits) - missed, TicketState.NO_SHOW: missed}


@in_virtual_time
async def test_the_room_is_full_after_a_minute() -> None:
    """At a minute a second, a newcomer sees some people wait and some served in the first minute."""
    states = await Morning(arrivals(PLAN, 1)).live(60)
    assert states[TicketState.WAITING] >= 5
    assert states[TicketState.SERVED] >= 5
    assert MORNING_MINUTES / 60 < 5


@in_virtual_time
async def test_a_citizen_who_is_sent_on_is_served_at_the_other_counter() -> None:
    """A transferred number is finished by a counter that serves the other field."""
    morning = Morning([visit("3", transfer_to="7")])
    await morning.live(60)
    (ticket,) = morning.office.office.tickets.values()
    assert (ticket.state, ticket.field) == (TicketState.SERVED, "7")


@in_virtual_time
async def test_a_number_that_somebody_else_took_is_served_too() -> None:
    """Whoever tries the demo's kiosk out is called by the crowd's clerks."""
    morning = Morning([])
    morning.office.do(IssueTicket("5"))
    assert await morning.live(60) == {TicketState.SERVED: 1}


@in_virtual_time
async def test_a_line_that_breaks_ends_no_clerk() -> None:
    """After a cut in the line the clerks go on serving."""
    morning = Morning([visit("1"), visit("2", at_minutes=2), visit("1", at_minutes=40)])
    loop = asyncio.get_running_loop()
    loop.call_later(5, morning.office.cut)
    loop.call_later(30, morning.office.heal)
    states = await morning.live(120)
    assert states[TicketState.SERVED] >= 2
