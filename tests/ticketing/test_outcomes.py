"""What a matter led to is said by one of five codes, and a visit of several matters has several."""

import pytest

from tests.ticketing.history import opened
from ticketing import commands as c
from ticketing.outcomes import OUTCOME_WORDS, Outcome
from ticketing.visits import visit_of


@pytest.mark.parametrize("outcome", [*Outcome, ""])
def test_a_finish_says_its_outcome(outcome: str) -> None:
    """Each code, or nothing, stands in the wait log."""
    history = opened()
    number = history.issue()
    history.do(c.CallNext(1), c.FinishService(1, outcome))
    assert visit_of(history.ticket(number), history.office.day).outcome == outcome


@pytest.mark.parametrize("outcome", ["wonderful", "ACCEPTED", "accepted, returned", "đã tiếp nhận", " "])
def test_another_text_is_no_outcome(outcome: str) -> None:
    """A word of somebody's own would spoil the counts."""
    history = opened()
    history.issue()
    history.call_next(1)
    assert history.refusal(c.FinishService(1, outcome)) == "unknown-outcome"
    assert history.refusal(c.NextMatter(1, "1", outcome)) == "unknown-outcome"


def test_the_outcomes_of_a_visit_are_kept_in_their_order() -> None:
    """Three matters, of which the second says nothing."""
    history = opened()
    number = history.issue()
    history.do(
        c.CallNext(3),
        c.NextMatter(3, "2", "supplement"),
        c.NextMatter(3, "3"),
        c.FinishService(3, "guidance"),
    )
    assert history.ticket(number).outcome == "supplement, guidance"


def test_an_undone_finish_has_no_outcome() -> None:
    """Of the matters before it nothing is lost."""
    history = opened()
    number = history.issue()
    history.do(c.CallNext(3), c.NextMatter(3, "2", "accepted"), c.FinishService(3, "refused"), c.Undo(3))
    assert history.ticket(number).outcome == "accepted"


def test_every_outcome_has_its_words() -> None:
    """Screens word each of them."""
    assert set(OUTCOME_WORDS) == set(Outcome)
