"""What a desk is shown of its own day, and the staff of the whole room."""

from dataclasses import replace
from datetime import date

from tests.ticketing.calendars import DESK
from tests.ticketing.history import History, opened, served_at_two_counters
from tests.ticketing.plans import PLAN, plan_calling, plan_ruling
from ticketing import commands as c
from ticketing.day_so_far import DayCounts, DaySoFar, LongestWait
from ticketing.desk_views import OwnFigures, StaffCounter, counter_view, shared_lists, staff_view
from ticketing.plan import Rules


def figures(history: History, counter: int) -> OwnFigures:
    """A counter's own figures."""
    return counter_view(history.office, counter, shared_lists(history.office)).figures


def test_a_counter_s_figures_are_its_own() -> None:
    """Two citizens served after 4 and 6 minutes' wait, for 2 and 4 minutes, and one who never came."""
    history = opened()
    for _ in range(3):
        history.issue()
    history.wait(minutes=4)
    history.do(c.CallNext(1), c.StartService(1))
    history.wait(minutes=2)
    history.do(c.CallNext(1), c.StartService(1))
    history.wait(minutes=4)
    history.do(c.CallNext(1), c.MarkNoShow(1))
    assert figures(history, 1) == OwnFigures(2, 1, 300, 180)
    assert figures(history, 2) == OwnFigures(0, 0, None, None)


def test_a_visit_with_two_counters_counts_at_each() -> None:
    """600 s with one clerk, a minute's wait and 300 s with the other; neither has the other's time."""
    history = served_at_two_counters()
    assert (figures(history, 1), figures(history, 2)) == (OwnFigures(1, 0, 0, 600), OwnFigures(1, 0, 60, 300))


def test_what_only_the_rule_began_and_next_ended_is_a_figure_of_its_own() -> None:
    """A start by hand, or an outcome, says that somebody came."""
    history = opened(plan_ruling(start_after_seconds=90), (1,))
    for _ in range(4):
        history.issue("1")
    for confirmed in ((), (c.FinishService(1, "guidance"),), (c.StartService(1),)):
        history.call_next(1)
        history.wait(seconds=91)
        history.do(*(confirmed or (c.StartByRule(1),)))
    history.call_next(1)
    assert (figures(history, 1).served, figures(history, 1).unstarted) == (3, 1)


def test_a_desk_shows_since_when_somebody_is_away() -> None:
    """The parked ticket's own moment, which its return forgets."""
    history = opened()
    history.issue()
    history.call_next(1)
    history.wait(minutes=3)
    history.do(c.Park(1, "photo"))
    (parked,) = counter_view(history.office, 2, shared_lists(history.office)).parked
    assert (parked.number, parked.parked_at, parked.note) == ("1001", history.now, "photo")
    history.do(c.BringBack("1001"))
    (waiting,) = counter_view(history.office, 1, shared_lists(history.office)).waiting
    assert (waiting.parked_at, waiting.reserved_for) == (None, 1)


def test_the_staff_see_every_counter() -> None:
    """Who sits there, why it is paused, and who is there; and all who wait, by field."""
    history = opened(counters=(1, 2))
    history.issue("1")
    history.issue("3")
    history.do(c.CallNext(1), c.PauseCounter(2, "họp"))
    view = staff_view(history.office, shared_lists(history.office), history.now)
    assert view.counters == (
        StaffCounter(1, "open", "Hoa 1", "", ("1",), "1001", "called", history.now),
        StaffCounter(2, "paused", "Hoa 2", "họp", ("2", "3"), None, None),
        StaffCounter(3, "closed", "", "", ("1", "2", "3"), None, None),
    )
    assert ([sign.number for sign in view.waiting], view.waiting_by_field) == (
        ["3001"],
        {"1": 0, "2": 0, "3": 1},
    )


def test_the_staff_see_the_day_so_far() -> None:
    """What became of the numbers, of which 1003 was begun by the rule alone, and who waits longest."""
    history = opened(replace(PLAN, rules=Rules(start_after_seconds=90)), counters=(1, 2))
    for field in ("1", "1", "1", "1", "1", "1", "2"):
        history.issue(field)
    history.wait(minutes=4)
    history.do(c.CallNext(1), c.StartService(1), c.FinishService(1, "accepted"))
    history.do(c.CallNext(1), c.MarkNoShow(1), c.CallNext(1))
    history.wait(minutes=2)
    history.do(c.StartByRule(1), c.CallNext(1), c.Park(1, "photo"), c.CancelTicket("1006"))
    assert staff_view(history.office, shared_lists(history.office), history.now).today == DaySoFar(
        counts=DayCounts(
            given=7,
            served=2,
            unstarted=1,
            missed=1,
            parked=1,
            cancelled=1,
            mean_wait_seconds=270,
            outcomes={"accepted": 1},
        ),
        waiting=2,
        longest={"1": LongestWait("1005", 6), "2": LongestWait("2001", 6)},
    )


def test_every_desk_has_the_office_s_dossiers() -> None:
    """And lists that are known to be as before are taken as they are."""
    history = opened(DESK)
    history.issue()
    history.do(c.CallNext(1), c.FinishService(1, "accepted", "H1", due=date(2026, 11, 23)))
    aside = shared_lists(history.office)
    staff = staff_view(history.office, aside, history.now)
    assert counter_view(history.office, 3, aside).dossiers == staff.dossiers
    assert [dossier.code for dossier in aside.dossiers.due_today] == ["H1"]
    assert shared_lists(history.office, aside.dossiers) == aside


def test_a_desk_is_shown_whom_the_rules_would_call_next() -> None:
    """The number that the next press calls, whatever the order of the queue; none where nobody waits."""
    history = opened(plan_calling("strict"), (1,))

    def next_number(counter: int) -> str:
        shared = shared_lists(history.office)
        return counter_view(history.office, counter, shared, history.now).next_number

    assert next_number(1) == ""
    history.issue("1")
    first = history.issue("1", "elderly")
    assert (next_number(1), next_number(2)) == (first, "")
