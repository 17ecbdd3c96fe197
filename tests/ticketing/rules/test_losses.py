"""Where entries are lost, whatever they may have given out is passed over and held for whoever has it."""

from datetime import timedelta

from tests.ticketing.history import History
from tests.ticketing.plans import COUNTERS, MONDAY_MORNING, plan_with
from ticketing import commands as c
from ticketing import events as e
from ticketing.loss_events import LossAccepted, NumbersSkipped
from ticketing.plan import Field, Name, OfficePlan
from ticketing.rules.losses import Loss, Reached, loss_accepted

TODAY = MONDAY_MORNING.date()


def plan_of(*fields: Field) -> OfficePlan:
    """An office of these fields, all served by its first counter."""
    served = tuple(one.code for one in fields)
    return plan_with(fields=fields, counters=(type(COUNTERS[0])(1, Name("1"), "", served),))


def accepted(history: History, loss: Loss) -> dict[str, tuple[str, ...]]:
    """What is passed over by field once this loss was accepted."""
    happened = loss_accepted(history.office, history.now, loss)
    assert happened[0] == LossAccepted(history.now, loss.entries, loss.until, loss.is_by_hand)
    history.happen(*happened)
    return {event.field: event.numbers for event in happened if isinstance(event, NumbersSkipped)}


def test_what_is_known_to_be_given_is_passed_over_and_no_more() -> None:
    """The next number is the one after the last that is known of; other fields have no gap."""
    history = History()
    history.issue("1")
    skipped = accepted(history, Loss(59, reached={TODAY: {"1": Reached(60, 0)}}))
    assert skipped == {"1": tuple(f"1{serial:03d}" for serial in range(2, 61))}
    assert [history.issue(field) for field in "12"] == ["1061", "2001"]


def test_what_nobody_knows_of_is_passed_over_in_every_field() -> None:
    """So many numbers beyond the last that is known of."""
    history = History()
    history.issue("1")
    accepted(history, Loss(3, reached={TODAY: {"1": Reached(4)}}, beyond=100))
    assert [history.issue(field) for field in "123"] == ["1105", "2101", "3101"]


def test_numbers_that_a_kiosk_may_hold_are_leased_to_nobody_else() -> None:
    """The lost block is passed over by the next one; a kiosk that comes with one of its numbers is heard."""
    full, history = History(), History()
    (lost,) = full.do(c.LeaseNumbers("1", "may-1"))
    assert isinstance(lost, e.NumbersLeased)
    skipped = accepted(history, Loss(1, reached={TODAY: {"1": Reached(0, 20)}}))
    assert skipped == {"1": lost.numbers}
    (leased,) = history.do(c.LeaseNumbers("1", "may-1"))
    assert isinstance(leased, e.NumbersLeased)
    assert not set(leased.numbers) & set(lost.numbers)
    history.wait(minutes=5)
    taken_at = MONDAY_MORNING + timedelta(minutes=1)
    history.do(c.ReconcileTicket(lost.numbers[0], "1", None, "track", taken_at, "may-1"))
    assert history.ticket(lost.numbers[0]).issued_at == taken_at
    late = c.ReconcileTicket(lost.numbers[1], "2", None, "other", taken_at, "may-1")
    assert history.refusal(late) == "number-not-leased"


def test_fields_that_share_a_prefix_go_on_beyond_what_any_of_them_had_reached() -> None:
    """Their numbers of four digits are one series."""
    history = History(plan_of(Field("a", Name("a"), "1", 1, 5), Field("b", Name("b"), "1", 6, 9)))
    assert [history.issue("a") for _ in range(2)] == ["1001", "1002"]
    skipped = accepted(history, Loss(9, reached={TODAY: {"a": Reached(1003), "b": Reached(7)}}))
    assert skipped["a"] == ("1003", "1004", "1005", "11000", "11001", "11002", "11003")
    assert [history.issue(field) for field in "abb"] == ["11004", "1008", "1009"]
    assert history.issue("b") == "11005"


def test_a_loss_of_which_nothing_was_given_out_is_on_record_alone() -> None:
    """It passes over no number, and changes nothing of the day."""
    history = History()
    before = history.office
    assert accepted(history, Loss(2, MONDAY_MORNING, is_by_hand=False)) == {}
    assert history.office == before
