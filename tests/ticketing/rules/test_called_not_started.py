"""Nobody who was called is written off as served by a further call."""

from datetime import timedelta

import pytest

from tests.ticketing.history import History, opened, replayed
from tests.ticketing.plans import plan_ruling
from ticketing import commands as c
from ticketing import events as e
from ticketing.refusals import Refusal
from ticketing.tickets import TicketState

AFTER_SECONDS = 90
NEXT, MISSED = c.CallNext(1), c.CallNext(1, missed=True)
PICK, PICK_MISSED = c.CallTicket(1, "1002"), c.CallTicket(1, "1002", missed=True)


@pytest.fixture
def called() -> History:
    """Counter 1 has called 1001 fifteen seconds ago, and 1002 and 1003 wait."""
    history = opened(plan_ruling(start_after_seconds=AFTER_SECONDS))
    for _ in range(3):
        history.issue()
    history.call_next(1)
    history.wait(seconds=15)
    return history


@pytest.mark.parametrize("press", [NEXT, PICK])
def test_a_call_while_somebody_may_be_on_the_way_is_refused(called: History, press: c.Command) -> None:
    """The refusal says who was called, how long ago, and when the office's rule would begin the service."""
    refusal = called.attempt(press)
    assert isinstance(refusal, Refusal)
    starts_at = called.now + timedelta(seconds=AFTER_SECONDS - 15)
    assert refusal.name == "called-not-started"
    assert refusal.values == {"number": "1001", "seconds": 15, "starts_at": starts_at.isoformat()}
    assert called.ticket("1001").state is TicketState.CALLED


@pytest.mark.parametrize("press", [MISSED, PICK_MISSED])
def test_a_second_word_makes_a_no_show_and_calls(called: History, press: c.Command) -> None:
    """With missed one press marks the number and calls, and undo takes both back."""
    missed, call = called.do(press)
    assert isinstance(missed, e.TicketMissed)
    assert (missed.number, missed.recalls) == ("1001", 0)
    assert isinstance(call, e.TicketCalled)
    assert (call.number, call.chained) == ("1002", True)
    called.do(c.Undo(1))
    assert called.ticket("1001").state is TicketState.CALLED
    assert called.ticket("1002").state is TicketState.WAITING
    assert called.office.counter(1).ticket == "1001"
    assert replayed(called) == called.office


def test_after_the_rule_s_time_next_begins_the_service_itself(called: History) -> None:
    """Offices that never press start keep their figures, even where the rule's own entry is not there yet."""
    called.wait(seconds=AFTER_SECONDS - 15)
    begun, served, call = called.do(NEXT)
    assert begun == e.ServiceStarted(called.now, "1001", 1, by_rule=True)
    assert isinstance(served, e.TicketServed)
    assert isinstance(call, e.TicketCalled)
    assert called.ticket("1001").started_by_rule
    called.do(c.Undo(1))
    assert called.outcome(c.MarkNoShow(1), "1001") is TicketState.NO_SHOW


def test_a_recall_begins_the_time_anew(called: History) -> None:
    """Ninety seconds after the first call, but not after its recall, next still asks."""
    called.wait(seconds=AFTER_SECONDS - 25)
    called.do(c.Recall(1))
    called.wait(seconds=AFTER_SECONDS - 1)
    assert called.refusal(NEXT) == "called-not-started"
    called.wait(seconds=1)
    assert called.outcome(NEXT, "1001") is TicketState.SERVED


def test_without_the_rule_next_always_asks() -> None:
    """An office in which nothing begins by itself is asked after an hour too."""
    history = opened(plan_ruling(start_after_seconds=None))
    history.issue()
    history.issue()
    history.call_next(1)
    history.wait(minutes=60)
    refusal = history.attempt(NEXT)
    assert isinstance(refusal, Refusal)
    assert (refusal.values["seconds"], refusal.values["starts_at"]) == (3600, None)
    assert history.outcome(MISSED, "1001") is TicketState.NO_SHOW


def test_nobody_is_missed_who_was_started_by_hand(called: History) -> None:
    """Whom the rule alone had begun can be missed; whom a colleague has begun meanwhile can not."""
    called.wait(seconds=AFTER_SECONDS)
    called.do(c.StartByRule(1))
    assert called.outcome(MISSED, "1001") is TicketState.NO_SHOW
    called.do(c.StartService(1))
    assert called.refusal(MISSED) == "not-being-called"


def test_with_nobody_waiting_nobody_is_asked_about_a_miss(called: History) -> None:
    """Next says that nobody waits, whatever is at the desk, and changes nothing."""
    called.do(c.CancelTicket("1002"), c.CancelTicket("1003"))
    assert called.refusal(NEXT) == called.refusal(MISSED) == "nobody-waiting"
    assert called.ticket("1001").state is TicketState.CALLED


def test_at_an_empty_desk_the_word_says_nothing(called: History) -> None:
    """A button that always says missed calls as ever."""
    called.do(c.FinishService(1))
    assert called.outcome(MISSED, "1002") is TicketState.CALLED


def test_enter_finishes_who_was_only_called(called: History) -> None:
    """A finish by hand is meant."""
    assert called.outcome(c.FinishService(1), "1001") is TicketState.SERVED


def test_where_next_finishes_nobody_a_miss_is_still_said(called: History) -> None:
    """next_finishes = false keeps its refusal, and the no-show is the clerk's own word."""
    history = opened(plan_ruling(next_finishes=False))
    history.issue()
    history.issue()
    history.call_next(1)
    assert history.refusal(NEXT) == "counter-busy"
    assert history.outcome(MISSED, "1001") is TicketState.NO_SHOW
