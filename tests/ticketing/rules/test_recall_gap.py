"""Between two calls of a number there is time to come."""

import pytest

from tests.ticketing.history import History, opened
from tests.ticketing.plans import plan_ruling
from ticketing import commands as c
from ticketing.desk_views import counter_view, shared_lists
from ticketing.refusals import Refusal
from ticketing.tickets import TicketState


@pytest.fixture
def called() -> History:
    """Counter 1 has just called 1001, which may be recalled twice, each time after twenty seconds."""
    history = opened(plan_ruling(recall_gap_seconds=20, recalls_max=2))
    history.issue()
    history.call_next(1)
    return history


def test_a_burst_of_recalls_calls_nobody_and_misses_nobody(called: History) -> None:
    """Four keys in a second say how many seconds are left, and nothing is on record."""
    before = called.office
    for _ in range(3):
        called.wait(seconds=0.25)
        assert called.refusal(c.Recall(1)) == "recall-too-soon"
    called.wait(seconds=0.25)
    refusal = called.attempt(c.Recall(1))
    assert isinstance(refusal, Refusal)
    assert refusal.values == {"number": "1001", "seconds": 19}
    assert called.office is before


def test_the_recall_that_makes_a_no_show_needs_the_time_too(called: History) -> None:
    """The desk knows beforehand that the next one is the no-show, and it comes no sooner than any other."""
    for _ in range(2):
        called.wait(seconds=20)
        called.do(c.Recall(1))
    assert counter_view(called.office, 1, shared_lists(called.office)).is_last_recall
    called.wait(seconds=19)
    assert called.refusal(c.Recall(1)) == "recall-too-soon"
    called.wait(seconds=1)
    assert called.outcome(c.Recall(1), "1001") is TicketState.NO_SHOW


def test_a_no_show_by_its_own_key_needs_no_time(called: History) -> None:
    """Whoever says that nobody came has looked."""
    assert called.outcome(c.MarkNoShow(1), "1001") is TicketState.NO_SHOW
