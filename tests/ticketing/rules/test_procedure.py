"""The procedure that was chosen stands on the ticket, and no kiosk's number fails because of it."""

from dataclasses import replace

import pytest

from tests.ticketing.history import History, opened, replayed
from tests.ticketing.plans import plan_with
from ticketing import commands as c
from ticketing import events as e
from ticketing.answers import TicketAnswer, answer_to
from ticketing.desk_views import counter_view, shared_lists
from ticketing.plan import Procedure
from ticketing.views import kiosk_view
from ticketing.visits import visit_of
from ticketing.wire.codec import decode_events, encode_events

BIRTH = Procedure("1.001193", "1", "Đăng ký khai sinh")
LAND = Procedure("1.004193", "3", "Đăng ký đất đai")
PLAN = plan_with(procedures=(BIRTH, LAND))


def test_the_chosen_procedure_goes_all_the_way() -> None:
    """From the press to the ticket, its answer, the wait log, the clerk's row, a copy and the journal."""
    history = opened(PLAN)
    happened = history.do(c.IssueTicket("1", procedure=BIRTH.code))
    answer = answer_to(happened)
    assert isinstance(answer, TicketAnswer)
    assert answer.procedure == BIRTH.code
    assert decode_events(encode_events(happened)) == happened
    ticket = history.ticket(answer.number)
    assert visit_of(ticket, history.office.day).procedure == BIRTH.code
    (row,) = counter_view(history.office, 1, shared_lists(history.office)).waiting
    assert row.procedure == BIRTH.code
    history.do(c.AskReprint(1, answer.number))
    (reprint,) = kiosk_view(history.office, history.now).reprints
    assert reprint.ticket.procedure == BIRTH.code
    assert replayed(history).tickets == history.office.tickets


@pytest.mark.parametrize("code", ["9.999999", LAND.code])
def test_a_number_never_fails_for_its_procedure(code: str) -> None:
    """Unknown to the catalogue, or of another field, it is left out; so it is of late tickets."""
    history = opened(PLAN)
    history.do(c.IssueTicket("1", procedure=code))
    assert history.ticket("1001").procedure == ""
    (leased,) = history.do(c.LeaseNumbers("1", "kiosk-a"))
    assert isinstance(leased, e.NumbersLeased)
    late = c.ReconcileTicket(leased.numbers[0], "1", None, "late", history.now, "kiosk-a", code)
    history.do(late)
    assert history.ticket(late.number).procedure == ""
    good = replace(late, number=leased.numbers[1], track="other", procedure=BIRTH.code)
    history.do(good)
    assert history.ticket(good.number).procedure == BIRTH.code


def test_a_desk_is_told_what_the_field_does_not_have() -> None:
    """Whoever gives a number by hand can name another procedure."""
    history: History = opened(PLAN)
    assert history.refusal(c.GiveNumber("1", counter=1, procedure="9.999999")) == "unknown-procedure"
    assert history.refusal(c.GiveNumber("1", counter=1, procedure=LAND.code)) == "procedure-elsewhere"
    history.do(c.GiveNumber("3", counter=1, procedure=LAND.code))
    assert history.ticket("3001").procedure == LAND.code


def test_entries_of_before_have_no_procedure() -> None:
    """An event without the name is one of a number for which none was chosen."""
    history = opened()
    happened = history.do(c.IssueTicket("1"))
    before = encode_events(happened).replace(b',"procedure":""', b"")
    assert b"procedure" not in before
    assert decode_events(before) == happened
