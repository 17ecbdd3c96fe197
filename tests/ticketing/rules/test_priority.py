"""Priority is declared at the kiosk and seen at a desk: confirmed, changed or removed."""

import pytest

from tests.ticketing.history import History, opened, replayed
from tests.ticketing.plans import plan_calling
from ticketing import commands as c
from ticketing.tickets import TicketState


@pytest.fixture
def waiting() -> History:
    """1001 says it is elderly, 1002 is ordinary; priority goes first."""
    history = opened(plan_calling("strict"), (1, 2))
    history.issue("1", "elderly")
    history.issue("1")
    return history


def test_a_confirmed_class_stays_in_its_line(waiting: History) -> None:
    """Nothing moves, and the desk knows that somebody has seen it."""
    lines = waiting.office.queues
    waiting.do(c.ConfirmPriority("1001", "elderly", 1))
    assert waiting.ticket("1001").priority_confirmed
    assert {line: numbers for line, numbers in waiting.office.queues.items() if numbers} == lines


def test_said_twice_it_happens_once(waiting: History) -> None:
    """The second confirmation leads to no event."""
    waiting.do(c.ConfirmPriority("1001", "elderly"))
    assert waiting.do(c.ConfirmPriority("1001", "elderly", 2)) == ()


def test_a_removed_class_waits_in_the_ordinary_line_at_its_turn(waiting: History) -> None:
    """Who took the earlier number still comes first."""
    waiting.do(c.ConfirmPriority("1001", None))
    assert waiting.office.queues["1", None] == ("1001", "1002")
    assert waiting.office.queues["1", "elderly"] == ()
    assert waiting.ticket("1001").priority is None


def test_another_class_is_another_line(waiting: History) -> None:
    """The clerk sees what the kiosk could not ask."""
    waiting.do(c.ConfirmPriority("1002", "disabled"))
    assert waiting.office.queues["1", "disabled"] == ("1002",)
    assert waiting.call_next(1).number == "1002"
    assert replayed(waiting) == waiting.office


def test_a_reserved_ticket_changes_the_line_of_its_counter(waiting: History) -> None:
    """The own line of a counter has classes too."""
    waiting.do(c.Transfer(1, to_counter=2, number="1001"), c.ConfirmPriority("1001", None))
    assert waiting.office.queues["@2", None] == ("1001",)


def test_what_was_seen_is_kept_over_an_undo(waiting: History) -> None:
    """The call is taken back, the class that the guidance desk has seen is not; the ratio counts no call."""
    waiting.do(c.CallNext(1), c.ConfirmPriority("1001", None), c.Undo(1))
    ticket = waiting.ticket("1001")
    assert (ticket.state, ticket.priority, ticket.priority_confirmed) == (TicketState.WAITING, None, True)
    assert waiting.office.queues["1", None] == ("1001", "1002")
    assert waiting.office.priority_called["1"] == 0


@pytest.mark.parametrize("way", [(c.CallNext(1), c.FinishService(1)), (c.CancelTicket("1001"),)])
def test_a_visit_that_is_over_is_settled(waiting: History, way: tuple[c.Command, ...]) -> None:
    """Served and cancelled tickets keep the class that counted."""
    waiting.do(*way)
    assert waiting.refusal(c.ConfirmPriority("1001", None)) == "priority-settled"


def test_a_class_a_number_and_a_desk_must_be_there(waiting: History) -> None:
    """Each is refused by its own name."""
    assert waiting.refusal(c.ConfirmPriority("1001", "king")) == "unknown-priority"
    assert waiting.refusal(c.ConfirmPriority("9999", None)) == "unknown-ticket"
    assert waiting.refusal(c.ConfirmPriority("1001", None, 99)) == "unknown-counter"
