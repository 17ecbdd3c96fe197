"""The wait that a citizen is told before taking a number."""

from dataclasses import replace
from datetime import timedelta
from typing import Literal

from tests.ticketing.plans import MONDAY_MORNING, PLAN, office_hours, plan_calling
from ticketing import commands as c
from ticketing.apply import apply_all
from ticketing.decide import decide
from ticketing.office import Office, new_day
from ticketing.rules.expectation import (
    SERVICE_TIMES_NEEDED,
    STEP_MINUTES,
    expected_by_field,
    expected_minutes,
)


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


def expected(office: Office, field: str, priority: str | None = None, *, minutes: float = 60) -> int | None:
    """The likely wait of a number that is taken so many minutes after eight."""
    return expected_minutes(office, field, MONDAY_MORNING + timedelta(minutes=minutes), priority)


def test_nothing_is_told_before_enough_were_served() -> None:
    """Without experience of today there is no figure rather than a wrong one."""
    office = after(new_day(PLAN, MONDAY_MORNING.date()), c.OpenCounter(1, "Hoa"))
    assert expected(waiting(office, "1", 5), "1") is None


def test_nothing_is_told_while_no_counter_of_the_field_is_open() -> None:
    """Nobody can say how long it takes until a clerk sits down."""
    assert expected(served("1", 1, 5), "2") is None
    assert expected(after(served("1", 1, 5), c.PauseCounter(1), minutes=60), "1") is None


def test_the_wait_is_the_work_that_is_ahead() -> None:
    """Three citizens of five minutes each make a quarter of an hour."""
    assert expected(served("1", 1, 5), "1") == 0
    assert expected(waiting(served("1", 1, 5), "1", 3), "1") == 15


def test_two_counters_halve_it() -> None:
    """A second counter that takes the same field shares the work."""
    office = after(waiting(served("1", 1, 5), "1", 4), c.OpenCounter(3, "Lan"), minutes=60)
    assert expected(office, "1") == 10


def test_work_in_other_fields_of_the_same_counter_counts() -> None:
    """Who waits for field 2 at a counter that takes fields 2 and 3 waits for both."""
    office = waiting(waiting(served("2", 2, 5), "2", 1), "3", 2)
    assert expected(office, "2") == 15


def test_the_figure_is_rounded_up_to_whole_steps() -> None:
    """A promise is rather too long than too short."""
    assert expected(waiting(served("1", 1, 4), "1", 1), "1") == STEP_MINUTES


def test_who_must_wait_is_never_told_nothing() -> None:
    """One counter with a quarter of an hour's matter: what remains of it counts, and at least one step."""
    office = after(served("1", 1, 15), c.IssueTicket("1"), c.CallNext(1), c.StartService(1), minutes=60)
    assert [expected(office, "1", minutes=at) for at in (60, 65, 74, 75, 110)] == [15, 10, 5, 5, 5]


def test_two_counters_at_work_are_waited_for_until_the_first_is_free() -> None:
    """Five and fifteen minutes remain; nobody else waits."""
    office = after(served("1", 1, 15), c.IssueTicket("1"), c.CallNext(1), minutes=60)
    office = after(office, c.OpenCounter(3, "Lan"), c.IssueTicket("1"), c.CallNext(3), minutes=70)
    assert expected(office, "1", minutes=70) == 5


def test_no_time_is_told_that_comes_after_the_session() -> None:
    """At ten to five, or just before lunch, with more work than minutes, only the people ahead are told."""
    crowd = replace(waiting(served("1", 1, 5), "1", 2), plan=office_hours())
    assert [expected(crowd, "1", minutes=at) for at in (200, 201)] == [10, None]
    assert [expected(crowd, "1", minutes=at) for at in (530, 531)] == [10, None]
    assert expected(crowd, "1", minutes=240) is None
    assert expected(replace(crowd, plan=PLAN), "1", minutes=531) == 10


def test_a_priority_number_waits_for_what_goes_before_it() -> None:
    """Not for nine ordinary ones, unless they have been here for long, or it is their turn by the ratio."""
    crowd = waiting(served("1", 1, 5), "1", 9)
    told = {}
    kinds: tuple[Literal["strict", "ratio", "head_start"], ...] = ("strict", "ratio", "head_start")
    for kind in kinds:
        office = replace(crowd, plan=plan_calling(kind))
        told[kind] = [expected(office, "1", group, minutes=61) for group in (None, "elderly")]
    assert told == {"strict": [45, 0], "ratio": [45, 0], "head_start": [45, 0]}
    since = {1: replace(crowd.counters[1], ordinary_since_priority=1)}
    assert expected(replace(crowd, counters=since), "1", "elderly", minutes=61) == 10
    head_start = replace(crowd, plan=plan_calling("head_start"))
    assert expected(head_start, "1", "elderly", minutes=90) == 45


def test_priority_numbers_wait_for_each_other_by_rank_and_ratio() -> None:
    """Elderly behind disabled, and behind another elderly one with three ordinary ones after it."""
    crowd = waiting(replace(served("1", 1, 5), plan=plan_calling("ratio")), "1", 9)
    office = after(crowd, c.IssueTicket("1", "elderly"), minutes=60)
    assert [expected(office, "1", group) for group in ("disabled", "elderly", None)] == [0, 20, 50]
    strict = replace(office, plan=plan_calling("strict"))
    assert [expected(strict, "1", group) for group in ("disabled", "elderly", None)] == [0, 5, 50]


def test_ordinary_numbers_beyond_the_limit_go_before_a_priority_number() -> None:
    """The office's limit holds for the promise as it does for the call."""
    office = waiting(served("1", 1, 5), "1", 4)
    office = replace(office, plan=plan_calling("strict", wait_minutes_max=30))
    assert [expected(office, "1", "elderly", minutes=at) for at in (89, 90)] == [0, 20]


def test_numbers_for_one_counter_alone_are_its_work() -> None:
    """Who waits for counter 3 does not keep field 1's other counter busy."""
    office = after(waiting(served("1", 1, 5), "1", 3), c.OpenCounter(3, "Lan"), minutes=60)
    for number in ("1004", "1005"):
        office = after(office, c.Transfer(1, to_counter=3, number=number), minutes=60)
    assert (expected(office, "1"), expected(office, "2")) == (10, 15)


def test_the_promise_of_a_number_is_the_one_of_its_class() -> None:
    """The slip of a priority number tells its own wait, the kiosk's buttons that of an ordinary one."""
    office = waiting(served("1", 1, 5), "1", 9)
    office = replace(office, plan=plan_calling("strict"))
    now = MONDAY_MORNING + timedelta(minutes=61)
    told = [decide(office, c.IssueTicket("1", group), now, "T")[0] for group in (None, "elderly")]
    assert [getattr(issued, "expected_minutes", None) for issued in told] == [45, 0]
    assert expected_by_field(office, now)["1"] == 45


def test_the_ticket_and_both_views_tell_the_same() -> None:
    """The promise on the paper is the one on the kiosk."""
    office = waiting(served("1", 1, 5), "1", 2)
    (issued,) = decide(office, c.IssueTicket("1"), MONDAY_MORNING + timedelta(minutes=61), "T")
    assert getattr(issued, "expected_minutes", None) == expected(office, "1", minutes=61) == 10
    assert expected_by_field(office, MONDAY_MORNING + timedelta(minutes=61)) == {
        "1": 10,
        "2": None,
        "3": None,
    }
