"""The table of transitions drives: no rule can let happen what it does not allow, and no two rules clash."""

from datetime import datetime

import pytest

from tests.ticketing.history import opened
from tests.ticketing.plans import MONDAY_MORNING
from ticketing import commands as c
from ticketing import events as e
from ticketing.decide import DECISIONS, decide
from ticketing.office import Office
from ticketing.rules.tables import merged
from ticketing.tickets import ForbiddenTransitionError
from ticketing.wire.codec import COMMANDS

NOW = MONDAY_MORNING
NUMBER = "1001"
WHY = e.Reason(e.Rule.PICKED, is_priority=False, waited_seconds=0)
CALLED = e.TicketCalled(NOW, NUMBER, "1", 1, 1, WHY)
SERVED = e.TicketServed(NOW, NUMBER, 1, "")


def decided(*events: e.Event, before: tuple[c.Command, ...] = ()) -> tuple[e.Event, ...]:
    """What is decided where a made-up rule answers CallHelp with these events, one ticket waiting."""

    def rule(office: Office, command: c.CallHelp, now: datetime) -> tuple[e.Event, ...]:
        return events

    history = opened(counters=(1, 2))
    history.issue()
    history.do(*before)
    return decide(history.office, c.CallHelp(1), history.now, decisions={**DECISIONS, c.CallHelp: rule})


def test_a_made_up_rule_that_keeps_to_the_table_is_free() -> None:
    """What each event leads to is where the next one starts from."""
    events = (CALLED, SERVED)
    assert decided(*events) == events


@pytest.mark.parametrize(
    "events",
    [
        (SERVED,),
        (e.TicketServed(NOW, "1999", 1, ""),),
        (e.TicketIssued(NOW, NUMBER, "1", None, 2, 2, 0, "track"),),
        (CALLED, SERVED, SERVED),
        (CALLED, e.TicketCancelled(NOW, NUMBER, ""), SERVED),
        (CALLED, e.ActUndone(NOW, 1, (NUMBER,))),
    ],
    ids=["not called", "no such number", "issued twice", "served twice", "cancelled", "nothing to undo"],
)
def test_a_made_up_rule_that_breaks_the_table_is_an_error_of_the_program(
    events: tuple[e.Event, ...],
) -> None:
    """ForbiddenTransitionError comes before anything is written, and is no refusal: nobody did wrong."""
    with pytest.raises(ForbiddenTransitionError):
        decided(*events)


def test_each_number_of_an_undone_act_is_looked_at() -> None:
    """Of two numbers that an act is said to take back, one that it was not about is found."""
    undone = e.ActUndone(NOW, 1, (NUMBER,))
    assert decided(undone, before=(c.CallNext(1),)) == (undone,)
    with pytest.raises(ForbiddenTransitionError, match="1002, which is waiting"):
        decided(e.ActUndone(NOW, 1, (NUMBER, "1002")), before=(c.CallNext(1), c.IssueTicket("1")))


def test_an_undone_act_leads_back_to_where_the_ticket_came_from() -> None:
    """A waiting ticket that was called waits again, so that it can be called, and not resumed."""
    undone = e.ActUndone(NOW, 1, (NUMBER,))
    assert decided(undone, CALLED, before=(c.CallNext(1),)) == (undone, CALLED)
    with pytest.raises(ForbiddenTransitionError):
        decided(undone, e.TicketResumed(NOW, NUMBER, 1), before=(c.CallNext(1),))


def test_every_command_has_one_rule() -> None:
    """The files of rules decide every command there is, and two of them none."""
    assert set(DECISIONS) == set(COMMANDS.values())
    with pytest.raises(ValueError, match="CallHelp"):
        merged({c.CallHelp: 1}, {c.CallHelp: 2})
