"""A stand-in sits down at a counter that its clerk has not left."""

from tests.ticketing.history import History, opened, replayed
from ticketing import commands as c
from ticketing.desk_views import CounterView, counter_view, shared_lists
from ticketing.refusals import Refusal


def desk(history: History) -> CounterView:
    """What counter 1 shows."""
    return counter_view(history.office, 1, shared_lists(history.office))


def test_without_take_over_the_counter_is_taken() -> None:
    """The clerk who sits there is named, and nothing changes."""
    history = opened()
    met = history.attempt(c.OpenCounter(1, "Lan"))
    assert isinstance(met, Refusal)
    assert str(met) == "Counter 1 is already open for Hoa 1."


def test_a_stand_in_finds_the_counter_as_it_was_left() -> None:
    """The ticket stays at the counter, the desk names the clerk who sat there, and work goes on."""
    history = opened()
    number = history.issue()
    history.do(c.CallNext(1), c.StartService(1), c.OpenCounter(1, "Lan", take_over=True))
    assert (desk(history).clerk, desk(history).taken_from) == ("Lan", "Hoa 1")
    assert history.office.counter(1).ticket == number
    history.do(c.FinishService(1))
    assert history.ticket(number).state == "served"
    assert replayed(history) == history.office


def test_a_stand_in_can_t_undo_what_the_clerk_before_did() -> None:
    """The call of another person is not taken back by mistake."""
    history = opened()
    history.issue()
    history.do(c.CallNext(1), c.OpenCounter(1, "Lan", take_over=True))
    assert history.refusal(c.Undo(1)) == "nothing-to-undo"


def test_a_paused_counter_calls_again_for_its_stand_in() -> None:
    """Whoever stands in has come to work."""
    history = opened()
    history.do(c.PauseCounter(1, "họp"), c.OpenCounter(1, "Lan", take_over=True))
    assert (desk(history).is_paused, desk(history).pause_reason) == (False, "")


def test_who_sits_there_takes_nothing_over() -> None:
    """Said by the same clerk it changes nothing, with a pause and the time to undo as they were."""
    history = opened()
    history.issue()
    history.do(c.CallNext(1))
    before = history.office
    assert history.do(c.OpenCounter(1, "Hoa 1", take_over=True)) == ()
    assert history.office == before


def test_the_clerk_comes_back() -> None:
    """Back at the counter the stand-in is the one named; after closing nobody is."""
    history = opened()
    history.do(c.OpenCounter(1, "Lan", take_over=True), c.OpenCounter(1, "Hoa 1", take_over=True))
    assert desk(history).taken_from == "Lan"
    history.do(c.CloseCounter(1), c.OpenCounter(1, "Hoa 1", take_over=True))
    assert desk(history).taken_from == ""


def test_a_stand_in_has_a_name() -> None:
    """A blank is no clerk."""
    assert opened().refusal(c.OpenCounter(1, " ", take_over=True)) == "clerk-missing"
