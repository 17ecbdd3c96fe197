"""Every number that has ended today can be reopened, on record, with its reason."""

import pytest

from tests.ticketing.calendars import DESK
from tests.ticketing.history import History, opened, replayed
from tests.ticketing.plans import MONDAY_MORNING
from ticketing import commands as c
from ticketing import events as e
from ticketing.refusals import Refusal
from ticketing.tickets import TicketState

WAYS: tuple[tuple[c.Command, ...], ...] = (
    (c.CallNext(1), c.FinishService(1)),
    (c.CallNext(1), c.StartService(1), c.FinishService(1, "guidance")),
    (c.CallNext(1), c.MarkNoShow(1)),
    (c.CallNext(1), c.CancelTicket("1001", "nhầm")),
    (c.CancelTicket("1001", counter=1),),
)


@pytest.mark.parametrize("ways", WAYS)
def test_a_counter_calls_what_it_has_ended_again(ways: tuple[c.Command, ...]) -> None:
    """Hours later too: it is called there, the board shows the call, and the reason is on record."""
    history = opened()
    history.issue()
    history.do(*ways)
    history.wait(minutes=100)
    *_, reopened, called = history.do(c.Reopen("1001", "bấm nhầm", 1))
    assert reopened == e.TicketReopened(history.now, "1001", "1", 1, "bấm nhầm")
    assert isinstance(called, e.TicketCalled)
    assert history.ticket("1001").state is TicketState.CALLED
    assert (history.ticket("1001").outcome, history.office.calls[0].number) == ("", "1001")
    history.do(c.StartService(1), c.FinishService(1, "accepted"))
    assert history.ticket("1001").outcome == "accepted"
    assert replayed(history) == history.office


@pytest.mark.parametrize("ways", WAYS)
def test_the_guidance_desk_lets_it_wait_at_its_place(ways: tuple[c.Command, ...]) -> None:
    """Before everybody who took a number later."""
    history = opened()
    history.issue()
    history.issue()
    history.do(*ways, c.Reopen("1001", "bấm nhầm"))
    assert history.office.queues["1", None] == ("1001", "1002")


def test_a_counter_reopens_what_is_its_own_at_an_empty_desk() -> None:
    """What another counter has ended, and what has not ended, is refused by name, as at a busy desk."""
    history = opened()
    history.issue()
    history.issue()
    history.do(c.CallNext(1), c.FinishService(1))
    assert history.refusal(c.Reopen("1001", "x", 3)) == "ended-elsewhere"
    assert history.refusal(c.Reopen("1002", "x", 1)) == "not-ended"
    assert history.refusal(c.Reopen("9999", "x", 1)) == "unknown-ticket"
    history.do(c.CallNext(1))
    assert history.refusal(c.Reopen("1001", "x", 1)) == "counter-busy"


def test_its_dossier_goes_back_with_it() -> None:
    """What the finish had put on record is not there any more, and can be taken in again."""
    history = opened(DESK)
    history.issue("1")
    history.do(c.CallNext(3), c.FinishService(3, "accepted", "H1"), c.Reopen("1001", "nhầm mã", 3))
    assert history.office.dossiers == {}
    history.do(c.FinishService(3, "accepted", "H1"), c.ReturnDossier("H1"))
    refusal = history.attempt(c.Reopen("1001", "x", 3))
    assert isinstance(refusal, Refusal)
    assert (refusal.name, refusal.values["dossier"]) == ("dossier-returned", "H1")


def test_a_result_that_the_finish_handed_back_is_not_handed_back() -> None:
    """Reopening a visit that brought a result home opens the dossier again."""
    history = opened(DESK)
    history.issue("1")
    history.issue("1")
    history.do(c.CallNext(3), c.FinishService(3, "accepted", "H1"))
    history.do(c.CallNext(3), c.FinishService(3, "returned", "H1"), c.Reopen("1002", "nhầm", 3))
    assert history.office.dossiers["H1"].is_open


def test_a_number_that_gave_way_to_a_paper_stays_cancelled() -> None:
    """A visit has one number that lives."""
    history = opened()
    (leased,) = history.do(c.LeaseNumbers("1", "kiosk-a"))
    assert isinstance(leased, e.NumbersLeased)
    history.do(c.IssueTicket("1", None, "visit"))
    history.do(c.ReconcileTicket(leased.numbers[0], "1", None, "visit", MONDAY_MORNING, "kiosk-a"))
    assert history.refusal(c.Reopen("1001", "x", 1)) == "replaced-by-offline"
    assert history.refusal(c.Reopen("1001", "x")) == "replaced-by-offline"


def test_what_lapsed_today_waits_again() -> None:
    """Where the office's clock was thought to have ended the day, a hand brings a number back."""
    history = History()
    history.open(1)
    number = history.issue()
    history.happen(e.TicketLapsed(history.now, number))
    assert history.outcome(c.Reopen(number, "hết ngày nhầm"), number) is TicketState.WAITING
