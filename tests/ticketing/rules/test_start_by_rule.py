"""Where an office has such a rule, a called citizen is taken to have come after so many seconds."""

import pytest

from tests.ticketing.history import History, opened, replayed
from tests.ticketing.plans import plan_ruling
from ticketing import commands as c
from ticketing import events as e
from ticketing.desk_views import counter_view, shared_lists
from ticketing.rules.serving import due_commands
from ticketing.tickets import TicketState

RULED = plan_ruling(start_after_seconds=5, recalls_max=1)


@pytest.fixture
def called() -> History:
    """Counter 1 has called 1001 five seconds ago, of whose two tickets the rule has started none yet."""
    history = opened(RULED)
    history.issue()
    history.issue()
    history.call_next(1)
    history.wait(seconds=5)
    return history


def test_what_is_due_says_what_was_seen(called: History) -> None:
    """Only the counter whose call is old enough is due, with the number that is there."""
    assert due_commands(called.office, called.now) == (c.StartByRule(1, at_desk="1001"),)
    called.do(c.CallNext(3))
    assert due_commands(called.office, called.now) == (c.StartByRule(1, at_desk="1001"),)


def test_nothing_is_due_without_the_rule_or_on_another_day(called: History) -> None:
    """An office that has not asked for it, and a day that is over, start nobody."""
    plain = opened()
    plain.issue()
    plain.call_next(1)
    plain.wait(minutes=60)
    assert due_commands(plain.office, plain.now) == ()
    assert plain.refusal(c.StartByRule(1)) == "not-due-to-start"
    called.wait(minutes=60 * 24)
    assert due_commands(called.office, called.now) == ()


def test_a_start_by_rule_knows_no_walk(called: History) -> None:
    """The service begins, and how long the citizen walked stays unknown."""
    called.do(*due_commands(called.office, called.now))
    ticket = called.ticket("1001")
    assert (ticket.state, ticket.started_at) == (TicketState.SERVING, called.now)
    assert ticket.walk_seconds is None
    assert due_commands(called.office, called.now) == ()
    shown = counter_view(called.office, 1, shared_lists(called.office)).ticket
    assert shown is not None
    assert shown.started_by_rule
    called.wait(minutes=4)
    called.do(c.FinishService(1))
    assert called.ticket("1001").service_seconds == 240


def test_before_its_time_it_is_refused(called: History) -> None:
    """Whoever asks early, after a recall, or for an empty counter changes nothing."""
    called.do(c.Recall(1))
    assert called.refusal(c.StartByRule(1)) == "not-due-to-start"
    assert called.refusal(c.StartByRule(2)) == "not-due-to-start"
    called.wait(seconds=5)
    assert called.outcome(c.StartByRule(1), "1001") is TicketState.SERVING
    assert called.refusal(c.StartByRule(1)) == "not-due-to-start"


def test_a_clerk_who_was_quicker_is_not_disturbed(called: History) -> None:
    """The rule asks for the number that it saw; by then the clerk has called the next one."""
    (due,) = due_commands(called.office, called.now)
    called.call_next(1)
    assert called.refusal(due) == "desk-changed"


def test_a_no_show_gives_the_start_back(called: History) -> None:
    """The clerk sees that nobody came: the ticket is missed and was never started."""
    called.do(c.StartByRule(1), c.MarkNoShow(1))
    ticket = called.ticket("1001")
    assert (ticket.state, ticket.started_at, ticket.service_seconds) == (TicketState.NO_SHOW, None, None)
    called.do(c.Undo(1))
    assert called.ticket("1001").state is TicketState.SERVING


def test_a_no_show_keeps_the_start_of_an_earlier_service(called: History) -> None:
    """Whoever had been served before by hand stays so."""
    called.do(c.StartService(1))
    began = called.now
    called.wait(minutes=3)
    called.do(c.Park(1), c.CallTicket(1, "1001"))
    called.wait(seconds=5)
    called.do(c.StartByRule(1), c.MarkNoShow(1))
    assert (called.ticket("1001").started_at, called.ticket("1001").service_seconds) == (began, 180)


def test_a_recall_gives_the_start_back(called: History) -> None:
    """R works as if the rule had said nothing; past the office's number of recalls it is a no-show."""
    called.do(c.StartByRule(1))
    recalled = called.do(c.Recall(1))[-1]
    assert isinstance(recalled, e.TicketRecalled)
    ticket = called.ticket("1001")
    assert (ticket.state, ticket.started_at, ticket.recalls) == (TicketState.CALLED, None, 1)
    called.wait(seconds=5)
    called.do(c.StartByRule(1))
    assert called.outcome(c.Recall(1), "1001") is TicketState.NO_SHOW


def test_a_start_by_hand_is_not_given_back(called: History) -> None:
    """Who stands at the counter can be neither recalled nor missed."""
    called.do(c.StartService(1))
    assert called.refusal(c.MarkNoShow(1)) == "not-being-called"
    assert called.refusal(c.Recall(1)) == "not-being-called"


def test_the_rule_ends_no_time_to_undo(called: History) -> None:
    """A clerk has ten seconds for their own call, whatever the rule did in between."""
    called.do(c.StartByRule(1))
    called.wait(seconds=5)
    called.do(c.Undo(1))
    ticket = called.ticket("1001")
    assert (ticket.state, ticket.started_at, ticket.started_by_rule) == (TicketState.WAITING, None, False)
    assert called.office.calls == ()
    assert replayed(called) == called.office


def test_next_is_taken_back_whole_after_the_rule(called: History) -> None:
    """The one before is served again, and the one that the rule had started waits."""
    called.do(c.StartService(1), c.CallNext(1))
    called.wait(seconds=5)
    called.do(c.StartByRule(1), c.Undo(1))
    assert called.ticket("1001").state is TicketState.SERVING
    assert called.ticket("1002").state is TicketState.WAITING


def test_a_finish_after_the_rule_is_taken_back(called: History) -> None:
    """The ticket is served again, and still may turn out to be a no-show."""
    called.do(c.StartByRule(1), c.FinishService(1), c.Undo(1))
    assert called.outcome(c.MarkNoShow(1), "1001") is TicketState.NO_SHOW
