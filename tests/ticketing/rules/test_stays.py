"""A stay at each counter and matter: what each has waited, walked, served and led to."""

from dataclasses import asdict

import pytest

from tests.ticketing.history import History, opened
from tests.ticketing.plans import plan_ruling
from ticketing import commands as c
from ticketing.clock_events import ClockSet
from ticketing.outcomes import Outcome
from ticketing.visits import Stay, stays_of, visit_of


def stays(history: History, number: str) -> tuple[Stay, ...]:
    """The stays of a number so far."""
    return stays_of(history.ticket(number), history.office.day)


def told(history: History, number: str, *columns: str) -> list[tuple[object, ...]]:
    """These columns of a number's stays."""
    return [tuple(asdict(stay)[column] for column in columns) for stay in stays(history, number)]


@pytest.mark.parametrize("way", ["transfer", "next-matter"])
def test_each_counter_and_matter_has_its_own_row(way: str) -> None:
    """600 s in field 1 by counter 1's clerk, 60 s later 300 s in field 2 by counter 2's: two stays."""
    history = opened()
    number = history.issue()
    history.wait(minutes=5)
    history.do(c.CallNext(1))
    history.wait(seconds=20)
    history.do(c.StartService(1))
    history.wait(seconds=600)
    left_at = history.now
    history.do(c.Transfer(1, field="2") if way == "transfer" else c.NextMatter(1, "2", "accepted"))
    history.wait(seconds=60)
    history.do(c.CallNext(2), c.StartService(2))
    history.wait(seconds=300)
    history.do(c.FinishService(2, "guidance"))
    first_ending = ("transferred", "") if way == "transfer" else ("next-matter", Outcome.ACCEPTED)
    assert told(history, number, "stay", "field", "counter", "clerk", "ending", "outcome") == [
        (1, "1", 1, "Hoa 1", *first_ending),
        (2, "2", 2, "Hoa 2", "served", "guidance"),
    ]
    assert told(history, number, "wait_seconds", "walk_seconds", "service_seconds", "park_seconds") == [
        (300, 20, 600, None),
        (60, 0, 300, None),
    ]
    assert told(history, number, "ended_at") == [(left_at,), (history.now,)]
    visit = visit_of(history.ticket(number), history.office.day)
    assert (visit.field, visit.wait_seconds, visit.service_seconds) == ("1", 300, 900)


def test_matters_at_one_counter_are_stays_without_a_call() -> None:
    """The second one is served at once: no wait, no walk, no call of its own."""
    history = opened()
    number = history.issue("2")
    history.do(c.CallNext(2), c.StartService(2))
    history.wait(minutes=4)
    history.do(c.NextMatter(2, "3", "returned"))
    history.wait(minutes=3)
    assert told(history, number, "field", "ending", "service_seconds") == [
        ("2", "next-matter", 240),
        ("3", "", None),
    ]
    history.do(c.FinishService(2))
    assert told(history, number, "field", "counter", "wait_seconds", "walk_seconds", "called_at")[1:] == [
        ("3", 2, None, None, None)
    ]
    assert told(history, number, "service_seconds") == [(240,), (180,)]


def test_two_numbers_called_for_one_field_and_sent_on_count_there() -> None:
    """Called for field 1 and sent to field 3, which nobody serves: each has one call, in field 1."""
    history = opened(counters=(1,))
    for _ in range(2):
        history.issue()
        history.do(c.CallNext(1), c.StartService(1))
        history.wait(minutes=5)
        history.do(c.Transfer(1, field="3"))
    history.end_day()
    for number in ("1001", "1002"):
        assert visit_of(history.ticket(number), history.office.day).field == "1"
        assert told(history, number, "field", "counter", "ending") == [
            ("1", 1, "transferred"),
            ("3", None, "lapsed"),
        ]


def test_who_comes_back_to_the_same_clerk_goes_on_with_the_stay() -> None:
    """Parked for 20 minutes, resumed; parked and brought back, called there again: one stay."""
    history = opened()
    number = history.issue()
    history.do(c.CallNext(1), c.StartService(1))
    history.wait(minutes=2)
    history.do(c.Park(1))
    assert told(history, number, "ending") == [("parked",)]
    history.wait(minutes=20)
    history.do(c.Resume(1, number))
    history.wait(minutes=3)
    history.do(c.Park(1))
    history.wait(minutes=5)
    history.do(c.BringBack(number))
    history.wait(minutes=1)
    history.do(c.CallNext(1), c.StartService(1))
    history.wait(minutes=4)
    history.do(c.FinishService(1))
    columns = ("counter", "ending", "wait_seconds", "service_seconds", "park_seconds")
    assert told(history, number, *columns) == [(1, "served", 60, 540, 1500)]


def test_another_counter_or_clerk_begins_a_stay() -> None:
    """Parked at counter 1 and resumed at counter 3, by its clerk; parked there, resumed by a stand-in."""
    history = opened()
    number = history.issue()
    history.do(c.CallNext(1), c.StartService(1))
    history.wait(minutes=2)
    history.do(c.Park(1))
    history.wait(minutes=10)
    history.do(c.Resume(3, number))
    history.wait(minutes=3)
    history.do(c.Park(3), c.OpenCounter(3, "Lan", take_over=True), c.Resume(3, number))
    history.wait(minutes=1)
    history.do(c.FinishService(3))
    columns = ("counter", "clerk", "ending", "service_seconds", "park_seconds")
    assert told(history, number, *columns) == [
        (1, "Hoa 1", "parked", 120, 600),
        (3, "Hoa 3", "parked", 180, 0),
        (3, "Lan", "served", 60, None),
    ]


def test_a_miss_ends_a_stay_and_the_return_begins_one() -> None:
    """Missed after a recall; back 30 minutes later and served: the miss stays on record."""
    history = opened()
    number = history.issue()
    history.wait(minutes=2)
    history.do(c.CallNext(1))
    history.wait(minutes=1)
    history.do(c.Recall(1))
    history.wait(minutes=1)
    history.do(c.MarkNoShow(1))
    history.wait(minutes=30)
    history.do(c.BringBack(number))
    history.wait(minutes=1)
    history.do(c.CallNext(1))
    history.wait(minutes=1)
    history.do(c.StartService(1), c.FinishService(1))
    columns = ("ending", "recalls", "wait_seconds", "walk_seconds", "service_seconds")
    assert told(history, number, *columns) == [("missed", 1, 120, None, None), ("served", 0, 60, 60, 0)]


def test_a_number_that_is_sent_on_while_it_waits_leaves_a_stay_of_waiting() -> None:
    """To another field it has waited for the first one; to a counter of the same field it goes on waiting."""
    history = opened()
    number, reserved = history.issue(), history.issue()
    history.wait(minutes=4)
    history.do(c.Transfer(1, number=number, field="2"), c.Transfer(1, number=reserved, to_counter=3))
    history.wait(minutes=2)
    history.do(c.CallNext(2), c.CallTicket(3, reserved))
    columns = ("field", "counter", "ending", "wait_seconds")
    assert told(history, number, *columns) == [("1", None, "transferred", 240), ("2", 2, "", 120)]
    assert told(history, reserved, *columns) == [("1", 3, "", 360)]
    visit = visit_of(history.ticket(number), history.office.day)
    assert (visit.field, visit.wait_seconds, history.ticket(number).wait_seconds) == ("1", 360, 360)


def test_a_number_that_waits_has_no_stay_until_it_is_called_or_given_up() -> None:
    """Given up after three minutes it has waited so long for its field, in the log of visits too."""
    history = opened()
    number = history.issue()
    assert stays(history, number) == ()
    history.wait(minutes=3)
    history.do(c.CancelTicket(number))
    assert told(history, number, "counter", "ending", "wait_seconds") == [(None, "cancelled", 180)]
    assert visit_of(history.ticket(number), history.office.day).wait_seconds == 180


def test_what_only_a_rule_began_is_marked() -> None:
    """A start by rule is a mark of the stay and the visit, which a hand's later start takes away."""
    history = opened(plan_ruling(start_after_seconds=30))
    number = history.issue()
    history.do(c.CallNext(1))
    history.wait(seconds=30)
    history.do(c.StartByRule(1))
    assert told(history, number, "started_by_rule", "walk_seconds") == [(True, None)]
    history.do(c.Recall(1))
    assert told(history, number, "started_by_rule", "started_at") == [(False, None)]
    history.wait(seconds=30)
    history.do(c.StartByRule(1), c.FinishService(1))
    assert told(history, number, "started_by_rule") == [(True,)]
    assert visit_of(history.ticket(number), history.office.day).started_by_rule


def test_a_number_that_is_opened_again_goes_on_where_it_ended() -> None:
    """Finished too soon and opened again at the counter it is one stay; elsewhere another one follows."""
    history = opened()
    number, other = history.issue(), history.issue()
    for _ in (number, other):
        history.do(c.CallNext(1), c.StartService(1))
        history.wait(minutes=5)
        history.do(c.FinishService(1, "guidance"))
    history.wait(minutes=1)
    history.do(c.Reopen(number, "quên giấy", 1), c.StartService(1))
    history.wait(minutes=2)
    history.do(c.FinishService(1, "refused"), c.Reopen(other, "nhầm", None))
    history.wait(minutes=3)
    history.do(c.CallTicket(3, other), c.StartService(3), c.FinishService(3, "returned"))
    columns = ("counter", "ending", "outcome", "wait_seconds", "service_seconds")
    assert told(history, number, *columns) == [(1, "served", "refused", 0, 420)]
    assert told(history, other, *columns) == [
        (1, "served", "", 300, 300),
        (3, "served", "returned", 180, 0),
    ]
    assert visit_of(history.ticket(other), history.office.day).outcome == "returned"


def test_a_wait_that_nobody_knows_hides_no_other() -> None:
    """The clock was set while the second wait went on: the first one, and the visit's, are told."""
    history = opened()
    number = history.issue()
    history.wait(minutes=5)
    history.do(c.CallNext(1), c.StartService(1), c.Transfer(1, field="2"))
    history.happen(ClockSet(history.now))
    history.wait(minutes=1)
    history.do(c.CallNext(2))
    assert told(history, number, "wait_seconds", "clock_set") == [(300, False), (None, True)]
    visit = visit_of(history.ticket(number), history.office.day)
    assert (visit.wait_seconds, visit.clock_set) == (300, True)


def test_an_undone_act_leaves_no_stay_behind() -> None:
    """A call or a finish that is taken back is in no row; stays are as they were."""
    history = opened()
    number = history.issue()
    history.do(c.CallNext(1), c.Undo(1))
    assert stays(history, number) == ()
    history.do(c.CallNext(1), c.StartService(1))
    before = stays(history, number)
    history.do(c.FinishService(1, "refused"), c.Undo(1))
    assert stays(history, number) == before
