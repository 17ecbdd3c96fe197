"""A parked or missed citizen is back: the clerk who knows the matter first, and the old place."""

import pytest

from tests.ticketing.history import History, opened, replayed
from ticketing import commands as c
from ticketing.tickets import TicketState


@pytest.fixture
def away() -> History:
    """Counter 1 has parked 1001; 1002 was issued later and waits."""
    history = opened(counters=(1, 3))
    history.issue()
    history.wait(minutes=5)
    history.issue()
    history.do(c.CallNext(1), c.Park(1, "photo"))
    history.wait(minutes=20)
    return history


def test_the_same_clerk_comes_first(away: History) -> None:
    """The ticket waits for that counter alone, before those who took a number later."""
    away.do(c.BringBack("1001"))
    ticket = away.ticket("1001")
    assert (ticket.state, ticket.reserved_for, ticket.parked_at) == (TicketState.WAITING, 1, None)
    assert away.call_next(3).number == "1002"
    assert away.call_next(1).number == "1001"
    assert replayed(away) == away.office


def test_the_same_clerk_is_found_at_another_counter(away: History) -> None:
    """Who has moved to counter 2 since goes on with the matter there, whatever its fields."""
    away.do(c.CloseCounter(1), c.OpenCounter(2, "Hoa 1"), c.BringBack("1001"))
    assert away.ticket("1001").reserved_for == 2
    assert away.call_next(2).number == "1001"


def test_a_clerk_of_the_same_name_elsewhere_comes_second(away: History) -> None:
    """The counter that the citizen knows is asked first."""
    away.do(c.CloseCounter(3), c.OpenCounter(3, "Hoa 1"), c.OpenCounter(2, "Hoa 1"), c.BringBack("1001"))
    assert away.ticket("1001").reserved_for == 1


@pytest.mark.parametrize("leaving", [c.CloseCounter(1), c.PauseCounter(1, "họp")])
def test_without_the_clerk_the_field_has_the_ticket(away: History, leaving: c.Command) -> None:
    """Nobody waits for a counter that calls nobody: any counter of the field takes it, at its old place."""
    away.do(leaving, c.BringBack("1001"))
    assert away.ticket("1001").reserved_for is None
    assert away.office.queues["1", None] == ("1001", "1002")
    assert away.call_next(3).number == "1001"


def test_a_stand_in_is_another_clerk(away: History) -> None:
    """Whoever took the counter over does not know the matter."""
    away.do(c.OpenCounter(1, "Lan", take_over=True), c.BringBack("1001"))
    assert away.ticket("1001").reserved_for is None


def test_a_no_show_comes_back(away: History) -> None:
    """Missed numbers come back by the same hand, with their recalls forgotten."""
    away.do(c.CallNext(1), c.Recall(1), c.MarkNoShow(1), c.BringBack("1002", 3))
    ticket = away.ticket("1002")
    assert (ticket.state, ticket.reserved_for, ticket.recalls) == (TicketState.WAITING, 1, 0)


def test_the_wait_goes_on_from_the_return(away: History) -> None:
    """Twenty minutes away are not waited, four after the return are."""
    away.do(c.BringBack("1001"))
    away.wait(minutes=4)
    away.call_next(1)
    assert away.ticket("1001").wait_seconds == 5 * 60 + 4 * 60


def test_closing_the_counter_gives_the_ticket_to_its_field(away: History) -> None:
    """Who waited for a clerk who goes home waits in the field."""
    away.do(c.BringBack("1001"), c.CloseCounter(1))
    assert away.office.queues["1", None] == ("1001", "1002")


def test_a_park_can_t_be_undone_after_the_return() -> None:
    """The citizen stands in line by now."""
    history = opened()
    history.issue()
    history.do(c.CallNext(1), c.Park(1), c.BringBack("1001"))
    assert history.refusal(c.Undo(1)) == "changed-since"
    assert history.ticket("1001").state is TicketState.WAITING


def test_only_who_is_away_comes_back(away: History) -> None:
    """A waiting number, one that nobody has, and a desk that nobody has are refused by name."""
    assert away.refusal(c.BringBack("1002")) == "not-returnable"
    assert away.refusal(c.BringBack("9999")) == "unknown-ticket"
    assert away.refusal(c.BringBack("1001", 99)) == "unknown-counter"
