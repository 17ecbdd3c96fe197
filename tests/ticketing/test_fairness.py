"""The order is fair over whole simulated days, stress days among them, and an unfair one is found out."""

from collections import Counter as Tally
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Literal

import pytest

from tests.rings import RING
from tests.ticketing.fairness import FIRST_COME, LIMIT, MIX, Auditor, waiting_for
from tests.ticketing.simulated_days import (
    STRESS,
    USUAL,
    Key,
    Kind,
    SimulatedDay,
    medium_office,
    next_by_rule,
)
from ticketing import events as e
from ticketing.office import Counter, Office
from ticketing.plan import CallingPolicy
from ticketing.refusals import Refusal
from ticketing.rules.calling import Choice, next_ticket, reason

Policy = Literal["strict", "ratio", "head_start"]
Choose = Callable[[Office, Counter, datetime], Choice | None]

POLICIES: tuple[Policy, ...] = ("strict", "ratio", "head_start")
WAIT_MINUTES_MAX = 45


def policy_of(kind: Policy) -> CallingPolicy:
    return CallingPolicy(
        kind, ordinary_per_priority=2, head_start_minutes=10, wait_minutes_max=WAIT_MINUTES_MAX
    )


def days() -> Iterator[tuple[Kind, int]]:
    """Every simulated day: its kind and its seed."""
    yield from ((USUAL, seed) for seed in RING.usual_days)
    yield from ((STRESS, seed) for seed in RING.stressful_days)


def audited(kind: Policy, day: tuple[Kind, int], key: Key = next_by_rule) -> Auditor:
    """A whole day of a policy, looked through."""
    plan = medium_office(policy_of(kind))
    return Auditor(plan).read(SimulatedDay(plan, *day, key).live().events)


def pressing(choose: Choose) -> Key:
    """The key "next" with another way to choose."""

    def key(office: Office, number: int, now: datetime) -> tuple[e.Event, ...]:
        counter = office.counters[number]
        choice = choose(office, counter, now)
        if choice is None or counter.is_paused:
            raise Refusal("nobody-waiting")
        ticket = choice.ticket
        return (e.TicketCalled(now, ticket.number, ticket.field, number, office.call_count + 1, choice.why),)

    return key


def youngest_of_the_class(office: Office, counter: Counter, now: datetime) -> Choice | None:
    """Breaks first come, first served: of the class that is next, whoever came last."""
    choice = next_ticket(office, counter, now)
    if choice is None:
        return None
    alike = [t for t in waiting_for(office, counter.number) if t.priority == choice.ticket.priority]
    return Choice(alike[-1], reason(office, counter, alike[-1], choice.why.rule, now))


def with_policy(**changes: object) -> Choose:
    """Breaks the office's policy: the real choice, by another one."""

    def choose(office: Office, counter: Counter, now: datetime) -> Choice | None:
        policy = replace(office.plan.policy, **changes)  # type: ignore[arg-type]  # the names are the policy's
        return next_ticket(replace(office, plan=replace(office.plan, policy=policy)), counter, now)

    return choose


BROKEN: dict[str, tuple[str, dict[Policy, Choose]]] = {
    "the youngest first": (FIRST_COME, dict.fromkeys(POLICIES, youngest_of_the_class)),
    "no limit": (LIMIT, dict.fromkeys(POLICIES, with_policy(wait_minutes_max=10_000))),
    "another mix": (
        MIX,
        {
            "strict": with_policy(kind="ratio"),
            "ratio": with_policy(ordinary_per_priority=3),
            "head_start": with_policy(head_start_minutes=5),
        },
    ),
}


@pytest.mark.slow
@pytest.mark.seeded
@pytest.mark.parametrize("kind", POLICIES)
def test_every_day_is_fair(kind: Policy) -> None:
    """Over days of each kind no rule is broken by any call, and every rule has had its say often."""
    looked_at: Tally[str] = Tally()
    for day in days():
        print(f"{kind}, {day[0].name} day, seed {day[1]}")
        auditor = audited(kind, day)
        assert auditor.breaches == []
        looked_at += auditor.looked_at
    assert looked_at[FIRST_COME] > 500
    assert looked_at[LIMIT] > 100
    assert looked_at[MIX] > 50


@pytest.mark.slow
@pytest.mark.parametrize("kind", POLICIES)
@pytest.mark.parametrize("name", BROKEN)
def test_an_unfair_order_is_found_out(kind: Policy, name: str) -> None:
    """With a way to choose that breaks one rule, the check of that rule finds breaches on a stress day."""
    rule, choosers = BROKEN[name]
    day = (STRESS, RING.stressful_days[0])
    print(f"{kind}, {name}, stress day, seed {RING.stressful_days[0]}")
    found = Tally(breach.rule for breach in audited(kind, day, pressing(choosers[kind])).breaches)
    assert found[rule] > 0, found


@pytest.mark.slow
@pytest.mark.parametrize("kind", POLICIES)
def test_the_real_choice_passed_in_is_fair(kind: Policy) -> None:
    """The way by which broken choices are passed in breaks nothing by itself."""
    day = (STRESS, RING.stressful_days[0])
    passed_in = audited(kind, day, pressing(next_ticket))
    assert passed_in.breaches == []
    assert passed_in.looked_at == audited(kind, day).looked_at
