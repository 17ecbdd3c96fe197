"""Who went before whom, and why: the life of one ticket among all others."""

from datetime import timedelta

from server.reports.story.passing import Life, Passing, life_of
from tests.server.reports.story.days import steps
from tests.ticketing.history import History, opened
from tests.ticketing.plans import plan_calling
from ticketing import commands as c
from ticketing import events as e
from ticketing.events import Rule


def life(history: History, number: str) -> Life:
    """The life of a number that was given out."""
    found = life_of(steps(history), number)
    assert found is not None
    return found


def passed(history: History, number: str) -> list[tuple[str, Rule]]:
    """Which calls passed the number, with their rules."""
    return [(passing.event.number, passing.event.why.rule) for passing in life(history, number).passings]


def test_a_priority_ticket_passes_the_ordinary_ones_before_it() -> None:
    """Both of those who were there know it; the second knows also that the first was called in turn."""
    history = opened(plan_calling("strict"), (1,))
    first, second = history.issue("1"), history.issue("1")
    priority = history.issue("1", "elderly")
    for _ in range(3):
        history.call_next(1)
    assert passed(history, first) == passed(history, second) == [(priority, Rule.STRICT)]
    assert passed(history, priority) == []
    assert (life(history, first).in_turn, life(history, second).in_turn) == (0, 1)


def test_a_call_of_another_line_passes_nobody() -> None:
    """A counter that could not have called the number went before nobody."""
    history = opened(counters=(1, 2))
    civil = history.issue("2")
    history.issue("1")
    history.call_next(1)
    assert passed(history, civil) == []


def test_a_number_that_a_clerk_picks_passes_its_line_at_any_counter() -> None:
    """A counter of other fields that picks from a line goes before those who stand in it."""
    history = opened(counters=(1, 2))
    first, second = history.issue("1"), history.issue("1")
    history.do(c.CallTicket(2, second))
    assert passed(history, first) == [(second, Rule.PICKED)]


def test_a_call_that_was_taken_back_is_told_and_not_counted() -> None:
    """The undone call stands in the life with the moment of its undoing."""
    history = opened(plan_calling("strict"), (1,))
    first, priority = history.issue("1"), history.issue("1", "elderly")
    history.call_next(1)
    history.wait(seconds=5)
    history.do(c.Undo(1))
    told = [chapter for chapter in life(history, first).chapters if isinstance(chapter, Passing)]
    assert [(passing.called.number, passing.undone_at) for passing in told] == [(priority, history.now)]
    assert passed(history, first) == []


def test_only_a_waiting_ticket_is_passed() -> None:
    """While a number is on hold, calls of others go before nobody; once it waits again they do."""
    history = opened(plan_calling("strict"), (1, 3))
    first = history.issue("1")
    history.do(c.CallNext(1), c.Park(1))
    history.issue("1", "elderly")
    history.call_next(1)
    assert passed(history, first) == []
    history.do(c.Transfer(1, field="2", number=first))
    priority = history.issue("2", "elderly")
    history.call_next(3)
    assert passed(history, first) == [(priority, Rule.STRICT)]


def test_a_better_rank_passes_another_priority_ticket() -> None:
    """The life says where the class of the later one goes before that of this one."""
    history = opened(plan_calling("strict"), (1,))
    elderly, disabled = history.issue("1", "elderly"), history.issue("1", "disabled")
    history.call_next(1)
    (passing,) = life(history, elderly).passings
    assert (passing.event.number, passing.ranks_before) == (disabled, True)


def test_whoever_was_called_before_a_late_ticket_was_on_record_is_told() -> None:
    """The number on the paper of an offline kiosk was passed by calls that could not know of it."""
    history = opened(counters=(1,))
    (leased,) = history.do(c.LeaseNumbers("1", "may-1"))
    assert isinstance(leased, e.NumbersLeased)
    number, taken_at = leased.numbers[0], history.now + timedelta(minutes=1)
    history.wait(minutes=2)
    later = history.issue("1")
    history.wait(minutes=1)
    history.call_next(1)
    history.do(c.ReconcileTicket(number, "1", None, "track", taken_at, "may-1"))
    (passing,) = life(history, number).passings
    assert (passing.event.number, passing.is_unknown) == (later, True)


def test_a_number_that_was_not_given_out_has_no_life() -> None:
    """Neither on a day with others, nor on one without any."""
    history = opened(counters=(1,))
    history.issue("1")
    assert life_of(steps(history), "1002") is None
    assert life_of([], "1001") is None
