"""A clerk asks for a copy of a slip, and the kiosk that printed it is told."""

from tests.ticketing.history import History
from tests.ticketing.plans import PLAN
from ticketing import commands as c
from ticketing.rules.paper import REPRINTS_WAITING_MAX
from ticketing.views import kiosk_view


def with_ticket() -> History:
    """An office with one number from the kiosk at the door, and an open counter."""
    history = History(PLAN)
    history.do(c.OpenCounter(1, "Hoa"))
    history.do(c.IssueTicket("1"))
    history.do(c.ReportPrint("1001", "failed", "off", kiosk="cửa chính"))
    return history


def test_the_kiosk_that_gave_the_number_sees_the_wish() -> None:
    """The wish names the kiosk, and carries what stands on the slip."""
    history = with_ticket()
    history.do(c.AskReprint(1, "1001"))
    (sign,) = kiosk_view(history.office, history.now).reprints
    assert (sign.ask, sign.kiosk, sign.ticket.number, sign.ticket.ahead) == (1, "cửa chính", "1001", None)


def test_a_copy_that_was_tried_ends_the_wish() -> None:
    """Printed or not, the kiosk has done what it could; the clerk may ask again."""
    history = with_ticket()
    history.do(c.AskReprint(1, "1001"))
    history.do(c.ReportPrint("1001", "printed", copy=True, kiosk="cửa chính"))
    assert not history.office.reprints
    history.do(c.AskReprint(1, "1001"))
    assert [wish.ask for wish in history.office.reprints] == [2]


def test_a_served_ticket_is_not_printed_again() -> None:
    """Paper of a number that is over would only mislead."""
    history = with_ticket()
    history.do(c.CallNext(1))
    history.do(c.FinishService(1))
    assert history.refusal(c.AskReprint(1, "1001")) == "not-reprintable"
    assert history.refusal(c.AskReprint(1, "9999")) == "unknown-ticket"


def test_the_oldest_of_too_many_wishes_is_given_up() -> None:
    """A kiosk that is away does not gather wishes without end."""
    history = with_ticket()
    for _ in range(REPRINTS_WAITING_MAX + 1):
        history.do(c.AskReprint(1, "1001"))
    assert min(wish.ask for wish in history.office.reprints) == 2
    assert len(history.office.reprints) == REPRINTS_WAITING_MAX
