"""What a day came to, in figures that can be counted by hand."""

import pytest

from server.reports.story.figures import DayFigures, Waits, figures_of
from tests.server.reports.story.days import steps
from tests.ticketing.history import History, opened
from tests.ticketing.plans import plan_calling
from ticketing import commands as c
from ticketing.tickets import TicketState


def figures(history: History) -> DayFigures:
    """The figures of the history's day."""
    return figures_of(steps(history))


def test_waits_are_told_by_field_and_class() -> None:
    """Mean, median, nine in ten and longest in seconds of those who were called, and a row of all."""
    history = opened(plan_calling("strict"), (1,))
    for priority in (None, "elderly", None, None):
        history.issue("1", priority)
    for _ in range(4):
        history.wait(minutes=1)
        history.call_next(1)
    assert figures(history).waits == (
        Waits("1", False, 3, 180, 180, 240, 240),
        Waits("1", True, 1, 60, 60, 60, 60),
        Waits(None, None, 4, 150, 150, 240, 240),
    )
    longest = figures(history).longest
    assert longest is not None
    assert longest.number == "1004"


def test_the_tickets_are_counted_as_they_stand() -> None:
    """Served, missed, cancelled and lapsed ones are all of the issued ones."""
    history = opened(counters=(1,))
    numbers = [history.issue("1") for _ in range(4)]
    history.do(c.CallNext(1), c.FinishService(1), c.CallNext(1), c.MarkNoShow(1), c.CancelTicket(numbers[2]))
    history.end_day()
    found = figures(history)
    ends = (TicketState.SERVED, TicketState.NO_SHOW, TicketState.CANCELLED, TicketState.LAPSED)
    assert found.states == dict.fromkeys(ends, 1)
    assert (found.issued, found.with_priority) == (4, 0)


def test_a_long_wait_is_explained_by_what_its_counters_did() -> None:
    """An earlier number, one with priority, one that the clerk picked, and the time without a counter."""
    history = opened(plan_calling("strict", wait_minutes_max=30), (1,))
    first, second, picked = (history.issue("1") for _ in range(3))
    history.issue("1", "elderly")
    history.call_next(1)
    history.wait(minutes=5)
    assert history.call_next(1).number == first
    history.do(c.FinishService(1), c.CloseCounter(1))
    history.wait(minutes=20)
    history.open(1)
    history.wait(minutes=10)
    history.do(c.CallTicket(1, picked))
    history.wait(minutes=1)
    assert history.call_next(1).number == second
    found = figures(history)
    (long, other) = found.long_waits
    assert (long.number, long.waited_seconds // 60, other.number) == (second, 36, picked)
    assert (long.in_turn, long.passed_by_priority, long.passed_otherwise) == (1, 1, 1)
    assert long.unserved_seconds == 20 * 60
    assert (found.beyond, found.beyond_picked) == (1, 1)


@pytest.mark.parametrize("ends", [True, False])
def test_a_number_that_is_never_called_waits_until_the_last_press(ends: bool) -> None:
    """The night in which it lapses is not counted as a wait."""
    history = opened(plan_calling("strict", wait_minutes_max=30), (1,))
    history.issue("1")
    history.wait(minutes=45)
    history.do(c.CloseCounter(1))
    if ends:
        history.wait(minutes=24 * 60)
        history.end_day()
    (long,) = figures(history).long_waits
    assert (long.waited_seconds, long.called_at) == (45 * 60, None)


def test_a_day_without_tickets_has_figures_too() -> None:
    """Nothing was issued, nobody waited."""
    found = figures(opened(counters=(1,)))
    assert (found.issued, found.waits, found.longest, found.long_waits) == (0, (), None, ())
