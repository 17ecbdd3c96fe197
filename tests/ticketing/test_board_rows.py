"""What the board tells of each field, and of numbers whose citizens did not come."""

from datetime import time, timedelta

from tests.ticketing.history import History, opened
from tests.ticketing.plans import PLAN, office_hours, plan_with
from ticketing import commands as c
from ticketing.board_rows import MISSED_SHOWN, MissedRow, board_fields, missed_rows
from ticketing.plan import Field, Name, Session
from ticketing.views import board_view


def reached(history: History) -> list[str | None]:
    """How far each field has come."""
    return [row.reached for row in board_fields(history.office, history.now)]


def test_a_field_has_reached_the_last_number_that_was_called() -> None:
    """Nothing at first; a recall of an earlier number and an undone call change nothing."""
    history = opened()
    for _ in range(3):
        history.issue("1")
    assert reached(history) == [None, None, None]
    history.do(c.CallNext(1))
    history.do(c.CallNext(3, at_desk=""))
    assert reached(history) == ["1002", None, None]
    history.do(c.Recall(1))
    assert reached(history) == ["1002", None, None]
    history.do(c.Undo(3))
    assert reached(history) == ["1001", None, None]


def test_priority_late_and_transferred_numbers_do_not_say_how_far_a_field_is() -> None:
    """A priority number goes ahead, a late one is from the end, a transferred one is of another field."""
    history = opened()
    history.do(c.LeaseNumbers("1", "k1"))
    late = max(history.office.leased)
    history.do(c.ReconcileTicket(late, "1", None, "late-track", history.now, "k1"))
    ordinary, elderly = history.issue("1"), history.issue("1", "elderly")
    history.do(c.CallTicket(1, elderly), c.StartService(1))
    history.do(c.CallTicket(3, late), c.StartService(3))
    assert reached(history) == [None, None, None]
    history.do(c.CallTicket(1, ordinary), c.StartService(1), c.Transfer(1, "2"))
    history.do(c.CallTicket(2, ordinary))
    assert reached(history) == [ordinary, None, None]


def test_a_field_says_which_counters_serve_it_what_is_left_and_when_it_opens() -> None:
    """Only counters that call; a quota; hours of its own."""
    afternoon = ((Session(time(13, 30), time(17)),),) * 7
    first = Field("1", Name("1"), "1", daily_quota=2)
    third = Field("3", Name("3"), "3", hours=afternoon)
    history = opened(office_hours(fields=(first, PLAN.fields[1], third)))
    history.issue("1")
    history.do(c.PauseCounter(2))
    rows = board_fields(history.office, history.now)
    assert [row.counters for row in rows] == [(1, 3), (3,), (3,)]
    assert [row.left for row in rows] == [1, None, None]
    assert [row.is_open for row in rows] == [True, True, False]
    assert rows[2].opens_at == history.now.replace(hour=13, minute=30)


def test_a_missed_number_stands_for_a_while_or_until_it_comes_back() -> None:
    """Newest first, with its counter; gone after MISSED_SHOWN, and when it is called or brought back."""
    history = opened()
    numbers = [history.issue("1") for _ in range(3)]
    rows: list[MissedRow] = []
    for number in numbers:
        history.do(c.CallNext(1), c.MarkNoShow(1))
        rows.insert(0, MissedRow(number, "1", 1, history.now))
        history.wait(minutes=1)
    assert missed_rows(history.office, history.now) == tuple(rows)
    history.do(c.BringBack(numbers[1]), c.CallTicket(3, numbers[2]))
    assert missed_rows(history.office, history.now) == (rows[2],)
    history.do(c.MarkNoShow(3))
    assert [row.number for row in missed_rows(history.office, history.now)] == [numbers[2], numbers[0]]
    until = rows[2].missed_at + MISSED_SHOWN
    just_before = until - timedelta(seconds=1)
    assert rows[2] in missed_rows(history.office, just_before)
    assert rows[2] not in missed_rows(history.office, until)


def test_a_view_of_the_same_moment_of_rest_is_the_same() -> None:
    """Where nothing happens the board's view changes with the minute at most, not at each second."""
    history = opened(plan_with())
    for _ in range(4):
        history.issue("1")
    history.do(c.CallNext(1), c.MarkNoShow(1), c.CallNext(1))
    view = board_view(history.office, history.now)
    assert all(
        board_view(history.office, history.now + timedelta(seconds=seconds)) == view for seconds in range(60)
    )
