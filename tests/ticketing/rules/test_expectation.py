"""The wait that a citizen is told before taking a number."""

from datetime import timedelta

from tests.ticketing.plans import MONDAY_MORNING, PLAN
from ticketing import commands as c
from ticketing.apply import apply_all
from ticketing.decide import decide
from ticketing.office import Office, new_day
from ticketing.rules.issuing import SERVICE_TIMES_NEEDED, STEP_MINUTES, expected_minutes


def after(office: Office, *commands: c.Command, minutes: float = 0) -> Office:
    """The office after these commands, so many minutes after eight."""
    now = MONDAY_MORNING + timedelta(minutes=minutes)
    for command in commands:
        office = apply_all(office, decide(office, command, now, "T"))
    return office


def served(field: str, counter: int, minutes: int) -> Office:
    """An office in which SERVICE_TIMES_NEEDED citizens of a field took so many minutes each."""
    office = after(new_day(PLAN, MONDAY_MORNING.date()), c.OpenCounter(counter, "Hoa"))
    for turn in range(SERVICE_TIMES_NEEDED):
        at = turn * minutes
        office = after(office, c.IssueTicket(field), c.CallNext(counter), minutes=at)
        office = after(office, c.FinishService(counter), minutes=at + minutes)
    return office


def waiting(office: Office, field: str, count: int) -> Office:
    """The office with so many more waiting in a field."""
    return after(office, *[c.IssueTicket(field)] * count, minutes=60)


def test_nothing_is_told_before_enough_were_served() -> None:
    """Without experience of today there is no figure rather than a wrong one."""
    office = after(new_day(PLAN, MONDAY_MORNING.date()), c.OpenCounter(1, "Hoa"))
    assert expected_minutes(waiting(office, "1", 5), "1") is None


def test_nothing_is_told_while_no_counter_of_the_field_is_open() -> None:
    """Nobody can say how long it takes until a clerk sits down."""
    assert expected_minutes(served("1", 1, 5), "2") is None
    assert expected_minutes(after(served("1", 1, 5), c.PauseCounter(1), minutes=60), "1") is None


def test_the_wait_is_the_work_that_is_ahead() -> None:
    """Three citizens of five minutes each make a quarter of an hour."""
    assert expected_minutes(served("1", 1, 5), "1") == 0
    assert expected_minutes(waiting(served("1", 1, 5), "1", 3), "1") == 15


def test_two_counters_halve_it() -> None:
    """A second counter that takes the same field shares the work."""
    office = after(waiting(served("1", 1, 5), "1", 4), c.OpenCounter(3, "Lan"), minutes=60)
    assert expected_minutes(office, "1") == 10


def test_work_in_other_fields_of_the_same_counter_counts() -> None:
    """Who waits for field 2 at a counter that takes fields 2 and 3 waits for both."""
    office = waiting(waiting(served("2", 2, 5), "2", 1), "3", 2)
    assert expected_minutes(office, "2") == 15


def test_the_figure_is_rounded_up_to_whole_steps() -> None:
    """A promise is rather too long than too short."""
    assert expected_minutes(waiting(served("1", 1, 4), "1", 1), "1") == STEP_MINUTES


def test_the_ticket_and_both_views_tell_the_same() -> None:
    """The promise on the paper is the one on the kiosk."""
    office = waiting(served("1", 1, 5), "1", 2)
    (issued,) = decide(office, c.IssueTicket("1"), MONDAY_MORNING + timedelta(minutes=61), "T")
    assert getattr(issued, "expected_minutes", None) == expected_minutes(office, "1") == 10
