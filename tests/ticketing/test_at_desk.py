"""A press says which number its clerk saw; where another has come since, nothing is done."""

import pytest

from tests.ticketing.history import opened
from ticketing import commands as c
from ticketing.refusals import Refusal

SEEN_1001 = (
    c.CallNext(1, at_desk="1001"),
    c.CallTicket(1, "1002", at_desk="1001"),
    c.Recall(1, at_desk="1001"),
    c.StartService(1, at_desk="1001"),
    c.FinishService(1, at_desk="1001"),
    c.NextMatter(1, "1", at_desk="1001"),
    c.MarkNoShow(1, at_desk="1001"),
    c.Park(1, at_desk="1001"),
    c.Transfer(1, field="2", at_desk="1001"),
    c.Undo(1, at_desk="1001"),
    c.PauseCounter(1, at_desk="1001"),
    c.CloseCounter(1, at_desk="1001"),
    c.OpenCounter(1, "Lan", take_over=True, at_desk="1001"),
)


@pytest.mark.parametrize("press", SEEN_1001, ids=lambda press: type(press).__name__)
def test_a_press_for_a_number_that_has_left_the_desk_does_nothing(press: c.CounterCommand) -> None:
    """With the counter empty by now it is desk-emptied, with another number there desk-changed."""
    history = opened()
    history.issue()
    history.issue()
    history.do(c.CallNext(1), c.FinishService(1))
    before = history.office
    assert history.refusal(press) == "desk-emptied"
    assert history.office is before
    history.call_next(1)
    before = history.office
    assert history.refusal(press) == "desk-changed"
    assert history.office is before


def test_two_devices_of_one_clerk_call_one_citizen() -> None:
    """Both show an empty desk when Next is pressed on each; the second press calls nobody."""
    history = opened()
    history.issue()
    history.issue()
    history.do(c.CallNext(1, at_desk=""))
    met = history.attempt(c.CallNext(1, at_desk=""))
    assert isinstance(met, Refusal)
    assert str(met) == "Number 1001 has come to counter 1 meanwhile. Nothing was done."


def test_a_press_that_saw_right_is_carried_out() -> None:
    """The number that is there, none where none is, or not saying: all three go on."""
    history = opened()
    history.issue()
    history.do(c.CallNext(1, at_desk=""), c.StartService(1, at_desk="1001"), c.FinishService(1))
    assert history.ticket("1001").state == "served"


def test_a_counter_that_is_not_there_is_named_first() -> None:
    """What a clerk saw at an unknown counter does not matter."""
    assert opened().refusal(c.CallNext(99, at_desk="1001")) == "unknown-counter"
