"""Simulated days with lunch, late counters, transfers and several matters: what is told of each visit."""

from collections import Counter as Tally
from dataclasses import dataclass
from dataclasses import field as default
from datetime import datetime

import pytest

from tests.rings import RING
from tests.ticketing.second_by_second import WaitsSoFar
from tests.ticketing.simulated_days import STRESS, USUAL, Kind, SimulatedDay, medium_office
from ticketing import events as e
from ticketing.apply import apply
from ticketing.office import Office, new_day
from ticketing.plan import CallingPolicy
from ticketing.tickets import Ticket, TicketState
from ticketing.visits import stays_of, visit_of

AT_COUNTER = (TicketState.CALLED, TicketState.SERVING)
DAYS = [
    *((USUAL, seed) for seed in RING.usual_days[:3]),
    *((STRESS, seed) for seed in RING.stressful_days[:2]),
]


@dataclass
class Bounds:
    """For how long each number may have waited and been served: while it was open, or while it was served."""

    waits: WaitsSoFar
    closed_at_counter: Tally[str] = default(default_factory=Tally)
    at_counter_since: dict[str, datetime] = default(default_factory=dict)
    ended_at: dict[str, datetime] = default(default_factory=dict)

    def see(self, before: Office, event: e.Event, after: Office) -> None:
        """Look at what an event did."""
        self.waits.see(before, event, after)
        for number in (getattr(event, "number", None), *getattr(event, "numbers", ())):
            if number in after.tickets:
                self.see_ticket(after.tickets[number], event.at)

    def see_ticket(self, ticket: Ticket, at: datetime) -> None:
        """It comes to a counter or leaves one, if it does."""
        self.ended_at[ticket.number] = at
        since = self.at_counter_since.pop(ticket.number, None)
        if since:
            closed = int((at - since).total_seconds()) - self.waits.open_time.between(since, at)
            self.closed_at_counter[ticket.number] += closed
        if ticket.state in AT_COUNTER:
            self.at_counter_since[ticket.number] = at

    def seconds(self, ticket: Ticket) -> int:
        """The open seconds of a visit, and those of its services after closing."""
        is_open = self.waits.open_time.between(ticket.issued_at, self.ended_at[ticket.number])
        return is_open + self.closed_at_counter[ticket.number]


@pytest.mark.slow
@pytest.mark.seeded
@pytest.mark.parametrize("day", DAYS, ids=lambda day: f"{day[0].name}-{day[1]}")
def test_the_stays_of_a_day_are_its_visits_and_no_longer_than_it_was_open(day: tuple[Kind, int]) -> None:
    """Each wait is that of a count by seconds; a visit's stays add up to it and fit into its open time."""
    plan = medium_office(CallingPolicy(wait_minutes_max=45))
    events = SimulatedDay(plan, *day).live().events
    office = new_day(plan, events[0].at.date())
    bounds = Bounds(WaitsSoFar(plan, events[0].at))
    for event in events:
        before, office = office, apply(office, event)
        if isinstance(event, e.TicketCalled):
            bounds.waits.open_time.go_on(event.at, calling=before.calling_since is not None)
            assert event.why.waited_seconds == bounds.waits.of(event.number, event.at)
        bounds.see(before, event, office)
    several = 0
    for ticket in office.tickets.values():
        stays, visit = stays_of(ticket, office.day), visit_of(ticket, office.day)
        if ticket.state is not TicketState.LAPSED:
            assert ticket.wait_seconds == bounds.waits.of(ticket.number, events[-1].at)
        assert sum(stay.wait_seconds or 0 for stay in stays) == (ticket.wait_seconds or 0)
        assert sum(stay.service_seconds or 0 for stay in stays) == (visit.service_seconds or 0)
        spent = sum(
            (stay.wait_seconds or 0)
            + (stay.walk_seconds or 0)
            + (stay.service_seconds or 0)
            + (stay.park_seconds or 0)
            for stay in stays
        )
        assert spent <= bounds.seconds(ticket), ticket
        several += len(stays) > 1
    assert several > 5
    assert {stay.ending for t in office.tickets.values() for stay in stays_of(t, office.day)} >= {
        "served",
        "next-matter",
        "transferred",
        "missed",
    }
