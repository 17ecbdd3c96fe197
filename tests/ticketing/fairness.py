"""What an order that can be explained means, checked against the events of a day alone.

Nothing here asks the office's lines or tallies: who waits is read off the tickets' states, and each counter's
ratio is counted anew.
"""

from collections import Counter as Tally
from dataclasses import dataclass
from dataclasses import field as default
from datetime import datetime

from tests.ticketing.second_by_second import WaitsSoFar
from ticketing import events as e
from ticketing.apply import apply
from ticketing.office import Office, new_day
from ticketing.plan import OfficePlan
from ticketing.tickets import Ticket, TicketState

FIRST_COME, LIMIT, MIX = "first-come", "limit", "mix"


@dataclass(frozen=True)
class Breach:
    """A call that broke a rule, and whom it went before."""

    rule: str
    call: e.TicketCalled
    before: str


@dataclass
class Auditor:
    """Reads a day's events and notes every breach; `looked_at` counts the calls that each rule was put to."""

    plan: OfficePlan
    breaches: list[Breach] = default(default_factory=list)
    looked_at: Tally[str] = default(default_factory=Tally)
    ordinary_since: dict[int, int] = default(default_factory=dict)
    tally_before: dict[int, int] = default(default_factory=dict)
    waits: WaitsSoFar = default(init=False)

    def read(self, events: list[e.Event]) -> "Auditor":
        """Go through the whole day."""
        office = new_day(self.plan, events[0].at.date())
        self.waits = WaitsSoFar(self.plan, events[0].at)
        for event in events:
            before = office
            if isinstance(event, e.TicketCalled):
                self.look_at(office, event)
            elif isinstance(event, e.ActUndone) and event.act == "call":
                self.ordinary_since[event.counter] = self.tally_before[event.counter]
            office = apply(office, event)
            self.waits.see(before, event, office)
        return self

    def look_at(self, office: Office, call: e.TicketCalled) -> None:
        """Put every rule to one call."""
        calling = any(counter.is_calling for counter in office.counters.values())
        self.waits.open_time.go_on(call.at, calling=calling)
        tally = self.ordinary_since.get(call.counter, 0)
        self.tally_before[call.counter] = tally
        if call.why.rule is e.Rule.PICKED:
            return
        called = office.tickets[call.number]
        eligible = waiting_for(office, call.counter)
        assert called in eligible, f"{call} was not waiting for this counter"
        self.check_first_come(called, eligible, call)
        self.check_limit(called, eligible, call)
        self.check_mix(called, eligible, call)
        self.ordinary_since[call.counter] = 0 if called.priority else tally + 1

    def check_first_come(self, called: Ticket, eligible: list[Ticket], call: e.TicketCalled) -> None:
        """Inside a class whoever took a number first is called first, in every field of the counter.

        Somebody who was away and has waited little may be passed by those beyond the limit.
        """
        alike = [ticket for ticket in eligible if ticket.priority == called.priority]
        if self.is_overdue(called, call.at):
            alike = [ticket for ticket in alike if self.is_overdue(ticket, call.at)]
        self.looked_at[FIRST_COME] += len(alike) > 1
        if alike[0] != called:
            self.breaches.append(Breach(FIRST_COME, call, alike[0].number))

    def check_limit(self, called: Ticket, eligible: list[Ticket], call: e.TicketCalled) -> None:
        """No ordinary ticket stays beyond the limit while its counter calls one that has waited less."""
        overdue = [t for t in eligible if t.priority is None and self.is_overdue(t, call.at)]
        self.looked_at[LIMIT] += bool(overdue)
        if overdue and (overdue[0].turn < called.turn or not self.is_overdue(called, call.at)):
            self.breaches.append(Breach(LIMIT, call, overdue[0].number))

    def check_mix(self, called: Ticket, eligible: list[Ticket], call: e.TicketCalled) -> None:
        """While both classes wait and nobody is overdue, the office's policy decides between them."""
        ordinary = [ticket for ticket in eligible if ticket.priority is None]
        priority = [ticket for ticket in eligible if ticket.priority is not None]
        if not ordinary or not priority or any(self.is_overdue(t, call.at) for t in eligible):
            return
        self.looked_at[MIX] += 1
        if (called.priority is not None) != self.is_priority_due(ordinary, priority, call.counter):
            passed = priority[0] if called.priority is None else ordinary[0]
            self.breaches.append(Breach(MIX, call, passed.number))

    def is_overdue(self, ticket: Ticket, at: datetime) -> bool:
        """Whether it has waited beyond the office's limit."""
        return self.waits.of(ticket.number, at) >= self.plan.policy.wait_minutes_max * 60

    def is_priority_due(self, ordinary: list[Ticket], priority: list[Ticket], counter: int) -> bool:
        """Whether the policy has a priority ticket next at this counter."""
        policy = self.plan.policy
        if policy.kind == "strict":
            return True
        if policy.kind == "ratio":
            return self.ordinary_since.get(counter, 0) >= policy.ordinary_per_priority
        first = min(priority, key=lambda ticket: (self.rank(ticket), ticket.turn))
        earlier = self.waits.open_time.between(ordinary[0].issued_at, first.issued_at)
        return earlier <= policy.head_start_minutes * 60

    def rank(self, ticket: Ticket) -> int:
        """The rank of a priority ticket's class."""
        group = self.plan.priority_class(ticket.priority or "")
        assert group is not None
        return group.rank


def waiting_for(office: Office, counter: int) -> list[Ticket]:
    """The tickets that this counter may call, whoever took a number first coming first."""
    fields = office.counters[counter].fields
    return [
        ticket
        for ticket in office.with_state(TicketState.WAITING)
        if (ticket.field in fields if ticket.reserved_for is None else ticket.reserved_for == counter)
    ]
