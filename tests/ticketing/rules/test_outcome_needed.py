"""An office where no number is finished without an outcome, and what an outcome may say besides."""

import pytest

from tests.ticketing.history import History, opened
from tests.ticketing.plans import plan_ruling
from ticketing import commands as c
from ticketing.tickets import TicketState


@pytest.fixture
def strict() -> History:
    """Counter 1 serves the first of two in an office that needs an outcome."""
    history = opened(plan_ruling(outcome_needed=True, start_after_seconds=90))
    history.issue()
    history.issue()
    history.call_next(1)
    history.do(c.StartService(1))
    return history


@pytest.mark.parametrize(
    "command", [c.FinishService(1), c.NextMatter(1, "1"), c.CallNext(1), c.CallTicket(1, "1002")]
)
def test_no_number_is_finished_without_an_outcome(strict: History, command: c.Command) -> None:
    """Neither by its own key nor by a call that would finish it on the way; nothing changes."""
    before = strict.office
    assert strict.refusal(command) == "outcome-needed"
    assert strict.office == before
    strict.do(c.FinishService(1, "guidance"))
    strict.do(c.CallNext(1))
    assert strict.ticket("1002").state is TicketState.CALLED


def test_whom_the_rule_has_begun_needs_an_outcome_too(strict: History) -> None:
    """Who was called long ago is taken to have come; who was called just now is asked about first."""
    strict.do(c.FinishService(1, "guidance"))
    strict.issue()
    strict.call_next(1)
    assert strict.refusal(c.CallNext(1)) == "called-not-started"
    strict.wait(seconds=90)
    assert strict.refusal(c.CallNext(1)) == "outcome-needed"
    strict.do(c.CallNext(1, missed=True))
    assert strict.ticket("1002").state is TicketState.NO_SHOW


def test_what_is_lacking_stands_on_record_with_its_procedure() -> None:
    """Also where the same citizen goes on with another matter; a reason of too many letters is refused."""
    history = opened()
    history.issue()
    history.call_next(1)
    assert history.refusal(c.FinishService(1, "refused", procedure="9.9")) == "unknown-procedure"
    assert history.refusal(c.FinishService(1, "refused", reason="x" * 501)) == "text-too-long"
    history.do(c.NextMatter(1, "1", "supplement", reason=" thiếu bản chính "))
    assert history.events[-1].reason == "thiếu bản chính"  # type: ignore[attr-defined] # of that event
