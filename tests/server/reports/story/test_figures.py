"""What a day came to, in figures that can be counted by hand."""

from datetime import timedelta

import pytest

from server.reports.story.figures import DayFigures, Longest, Waits, Work, figures_of
from tests.server.reports.story.days import steps
from tests.ticketing.history import History, opened, served_at_two_counters
from tests.ticketing.plans import office_hours, plan_calling, plan_ruling
from ticketing import commands as c
from ticketing.clock_events import ClockSet
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
        Waits("1", False, 3, 180, 180, 240, 240, served=2, mean_service=0),
        Waits("1", True, 1, 60, 60, 60, 60, served=1, mean_service=0),
        Waits(None, None, 4, 150, 150, 240, 240, served=3, mean_service=0),
    )
    assert figures(history).longest == Longest("1004", 240, is_called=True)


def test_each_field_and_clerk_has_its_own_part_of_a_visit() -> None:
    """Ten minutes with Hoa for field 1, a minute's wait, and five minutes with Lan for field 2."""
    history = served_at_two_counters()
    found = figures(history)
    assert [(w.field, w.count, w.mean, w.served, w.mean_service) for w in found.waits] == [
        ("1", 1, 0, 1, 600),
        ("2", 1, 60, 1, 300),
        (None, 2, 30, 2, 450),
    ]
    assert found.work == (
        Work(1, "Hoa 1", served=1, unstarted=0, missed=0, mean_wait=0, mean_service=600),
        Work(2, "Hoa 2", served=1, unstarted=0, missed=0, mean_wait=60, mean_service=300),
    )


def test_who_was_called_for_a_field_counts_there_wherever_the_number_went() -> None:
    """Two numbers called for field 1 and sent to a field that nobody called from."""
    history = opened(counters=(1,))
    for _ in range(2):
        history.issue("1")
        history.do(c.CallNext(1), c.Transfer(1, "3"))
    history.end_day()
    found = figures(history)
    assert [(waits.field, waits.count) for waits in found.waits] == [("1", 2), (None, 2)]
    assert found.states == {TicketState.LAPSED: 2}


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


def test_never_started_never_called_missed_and_lapsed_are_four_figures() -> None:
    """One that only the rule began, one left while it was called, a no-show, one that still waits."""
    history = opened(plan_ruling(start_after_seconds=90), (1,))
    for _ in range(7):
        history.issue("1")
    history.call_next(1)
    history.wait(seconds=100)
    history.do(c.StartByRule(1), c.CallNext(1), c.FinishService(1, "guidance"))
    history.do(c.CallNext(1), c.MarkNoShow(1), c.CallNext(1), c.StartService(1), c.Park(1))
    history.do(c.CancelTicket("1007"), c.CallNext(1))
    history.end_day()
    found = figures(history)
    assert (found.unstarted, found.unstarted_served, found.never_called) == (("1001", "1005"), 1, 1)
    assert (found.states[TicketState.NO_SHOW], found.states[TicketState.LAPSED]) == (1, 3)
    assert found.lapsed == {TicketState.PARKED: 1, TicketState.CALLED: 1, TicketState.WAITING: 1}
    (work,) = found.work
    assert (work.served, work.unstarted, work.missed) == (2, 1, 1)


def test_waits_that_nobody_ended_count_until_the_office_closed() -> None:
    """Three numbers at 08:25 whom nobody calls wait for 185 minutes until lunch and 210 after it."""
    history = History(office_hours())
    history.wait(minutes=25)
    for _ in range(3):
        history.issue("1")
    running = figures_of(steps(history), history.now + timedelta(minutes=90))
    history.wait(minutes=24 * 60)
    history.end_day()
    for found, minutes in ((running, 90), (figures(history), 395)):
        assert [wait.waited_seconds for wait in found.long_waits] == [minutes * 60] * 3
        assert [wait.unserved_seconds for wait in found.long_waits] == [minutes * 60] * 3
        assert found.longest == Longest("1001", minutes * 60, is_called=False)
        assert (found.never_called, found.waits) == (3, ())


@pytest.mark.parametrize("hours", [7, -7])
def test_a_clock_that_is_set_makes_no_wait_longer_or_shorter(hours: int) -> None:
    """Ten minutes before and half an hour after it, without a counter all the time."""
    history = opened(plan_calling("strict", wait_minutes_max=30), (1,))
    history.issue("1")
    history.do(c.CloseCounter(1))
    history.wait(minutes=10)
    history.happen(ClockSet(history.now + timedelta(hours=hours), history.now))
    history.wait(minutes=hours * 60 + 30)
    history.do(c.OpenCounter(1, "Hoa"), c.CallNext(1))
    (long,) = figures(history).long_waits
    assert (long.waited_seconds, long.unserved_seconds, long.called_at) == (2_400, 2_400, history.now)


def test_a_call_that_was_taken_back_ended_no_wait() -> None:
    """The number waits again until the call that stands, and what was taken back passed nobody."""
    history = opened(plan_calling("strict", wait_minutes_max=30), (1,))
    history.issue("1")
    picked = history.issue("1")
    history.wait(minutes=31)
    history.do(c.CallNext(1), c.Undo(1), c.CallTicket(1, picked), c.Undo(1))
    history.wait(minutes=1)
    history.do(c.CallNext(1))
    (long, other) = figures(history).long_waits
    assert (long.called_at, long.waited_seconds, long.passed_otherwise) == (history.now, 32 * 60, 0)
    assert other.called_at is None


def test_lunch_is_no_wait_in_the_day_s_figures() -> None:
    """From 11:20 to 13:31 it is eleven minutes, for the limit as for the table."""
    history = opened(office_hours(), (1,))
    history.wait(minutes=200)
    history.issue("1")
    history.do(c.CloseCounter(1))
    history.wait(minutes=131)
    history.do(c.OpenCounter(1, "Hoa"), c.CallNext(1))
    found = figures(history)
    assert ([waits.longest for waits in found.waits], found.long_waits) == ([660, 660], ())


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
