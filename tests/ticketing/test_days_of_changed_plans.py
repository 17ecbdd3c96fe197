"""Whole days on which the office file changes while people wait: at no minute is anybody out of reach."""

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

import pytest

from tests.rings import RING
from tests.ticketing.simulated_days import COUNTERS, FIELDS, STRESS, USUAL, Kind, SimulatedDay, medium_office
from ticketing import commands as c
from ticketing.apply import apply_all
from ticketing.decide import decide
from ticketing.office import Office, new_day
from ticketing.plan import CallingPolicy, CounterPlan, OfficePlan
from ticketing.plan_check import due_closings, fit_to_plan, lasting_findings, plan_findings
from ticketing.tickets import Ticket, TicketState
from wording import load

WORDS = load("vi")
USUAL_OFFICE = medium_office(CallingPolicy("ratio"))
MINUTES = 700
DAYS = [
    *((USUAL, seed) for seed in RING.usual_days[:3]),
    *((STRESS, seed) for seed in RING.stressful_days[:2]),
]


def without(plan: OfficePlan, *, field: str = "", counter: int = 0) -> OfficePlan:
    """The plan without a field or a counter; whoever loses all fields takes over the others."""
    fields = tuple(known for known in plan.fields if known.code != field)
    codes = tuple(known.code for known in fields)
    counters = (known for known in plan.counters if known.number != counter)
    return replace(plan, fields=fields, counters=tuple(_left(known, codes) for known in counters))


def _left(counter: CounterPlan, codes: tuple[str, ...]) -> CounterPlan:
    return replace(counter, fields=tuple(code for code in counter.fields if code in codes) or codes)


def is_reached(office: Office, ticket: Ticket) -> bool:
    """Whether a press of somebody in the office leads on with this ticket."""
    if ticket.state is TicketState.WAITING:
        planned = [counter for counter in office.counters.values() if office.has_counter(counter.number)]
        at_work = [counter for counter in planned if counter.is_open] or planned
        return any(ticket.queue[0] in office.queues_of(counter) for counter in at_work)
    if ticket.state in (TicketState.CALLED, TicketState.SERVING):
        return ticket.counter is not None and office.counters[ticket.counter].is_open
    return True


@dataclass
class ChangedDay(SimulatedDay):
    """A day with three starts under other plans, drawn from the seed; somebody looks at it every minute."""

    def __post_init__(self) -> None:
        super().__post_init__()
        for minute in sorted(self.random_source.uniform(10, 500) for _ in range(3)):
            self.at(minute, self.restart)
        for minute in range(MINUTES):
            self.at(minute, partial(self.look, minute))

    def changed_plan(self) -> OfficePlan:
        """The usual office again, or without a field, a counter or both."""
        draw, plan = self.random_source, USUAL_OFFICE
        if draw.random() < 0.7:
            plan = without(plan, field=draw.choice(FIELDS[:4]).code)
        if draw.random() < 0.7:
            plan = without(plan, counter=draw.choice([counter.number for counter in COUNTERS]))
        return plan

    def restart(self) -> None:
        """The server is started with another file, and puts right what it can."""
        self.plan = self.changed_plan()
        now = self.history.now
        self.history.office = apply_all(new_day(self.plan, now.date()), tuple(self.history.events))
        self.history.happen(*fit_to_plan(self.history.office, now, WORDS))
        office = self.history.office
        assert plan_findings(office) == lasting_findings(office)
        for counter in self.plan.counters:
            self.press(c.OpenCounter(counter.number, f"Hoa {counter.number}"))

    def look(self, minute: int) -> None:
        """The rule closes what is gone and empty; nobody is out of reach, and every field has a counter."""
        for closing in due_closings(self.history.office, self.history.now):
            self.history.happen(*decide(self.history.office, closing, self.history.now))
        office = self.history.office
        lost = [ticket.number for ticket in office.tickets.values() if not is_reached(office, ticket)]
        assert lost == [], f"seed {self.seed}, minute {minute}: {lost} are out of reach"
        open_fields = {
            code for counter in office.counters.values() if counter.is_open for code in counter.fields
        }
        unserved = {field.code for field in self.plan.fields} - open_fields
        assert not unserved, f"seed {self.seed}, minute {minute}: nobody serves {unserved}"


@pytest.mark.slow
@pytest.mark.seeded
@pytest.mark.parametrize("day", DAYS, ids=lambda day: f"{day[0].name}-{day[1]}")
def test_nobody_is_stranded_when_the_plan_changes(day: tuple[Kind, int]) -> None:
    """Every ticket can be called, finished or brought back at every minute, and a replay gives the day."""
    lived = ChangedDay(USUAL_OFFICE, *day)
    history = lived.live()
    assert history.now > history.events[0].at + timedelta(hours=9)
    replayed = apply_all(new_day(lived.plan, history.office.day), tuple(history.events))
    assert replayed == history.office
    closed = [
        counter
        for counter in history.office.counters.values()
        if not history.office.has_counter(counter.number) and counter.ticket is None
    ]
    assert not any(counter.is_open for counter in closed)
