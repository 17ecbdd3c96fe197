"""Several matters in one visit: one number goes from field to field."""

from tests.ticketing.calendars import DESK
from tests.ticketing.history import opened, replayed
from ticketing import commands as c
from ticketing import events as e
from ticketing.answers import DoneAnswer, answer_to
from ticketing.tickets import TicketState


def test_at_a_counter_that_serves_the_next_field_the_citizen_stays() -> None:
    """The ticket is served on, in its new field, and nobody is called."""
    history = opened()
    number = history.issue("2")
    history.do(c.CallNext(3), c.StartService(3))
    history.wait(minutes=5)
    happened = history.do(c.NextMatter(3, "3", "accepted"))
    ticket = history.ticket(number)
    assert [type(event) for event in happened] == [e.MatterFinished]
    assert (ticket.state, ticket.field, ticket.counter) == (TicketState.SERVING, "3", 3)
    assert answer_to(happened) == DoneAnswer(number)
    assert history.office.counter(3).ticket == number


def test_elsewhere_the_citizen_waits_again_at_the_old_place() -> None:
    """Number and time of issue are kept, so that the visit comes before who took a number later."""
    history = opened()
    number = history.issue("1")
    history.wait(minutes=10)
    later = history.issue("2")
    history.do(c.CallNext(1), c.StartService(1), c.NextMatter(1, "2", "supplement", note="sang hộ tịch"))
    ticket = history.ticket(number)
    assert (ticket.state, ticket.field, ticket.note) == (TicketState.WAITING, "2", "sang hộ tịch")
    assert ticket.outcome == "supplement"
    assert history.office.counter(1).ticket is None
    assert history.office.queues["2", None] == (number, later)
    assert history.call_next(2).number == number
    assert replayed(history) == history.office


def test_service_time_counts_for_the_field_of_each_matter() -> None:
    """Five minutes of civil status and three of land, eight of the visit."""
    history = opened()
    number = history.issue("2")
    history.do(c.CallNext(3), c.StartService(3))
    history.wait(minutes=5)
    history.do(c.NextMatter(3, "3"))
    history.wait(minutes=3)
    history.do(c.FinishService(3))
    assert history.office.service_times == {"2": (300,), "3": (180,)}
    assert history.ticket(number).service_seconds == 480


def test_waiting_for_the_next_matter_counts_as_waiting() -> None:
    """What was waited before each of the two counters is added up."""
    history = opened()
    number = history.issue("1")
    history.wait(minutes=10)
    history.do(c.CallNext(1), c.StartService(1))
    history.wait(minutes=2)
    history.do(c.NextMatter(1, "2"))
    history.wait(minutes=7)
    history.call_next(2)
    assert history.ticket(number).wait_seconds == 17 * 60


def test_the_dossier_is_that_of_the_matter_which_is_done() -> None:
    """It bears the field of the first matter, and its due day is answered."""
    history = opened(DESK)
    number = history.issue("1")
    happened = history.do(c.CallNext(1), c.NextMatter(1, "2", "accepted", "H52-7", "1.001193"))
    dossier = history.office.dossiers["H52-7"]
    assert (dossier.field, dossier.number, dossier.counter) == ("1", number, 1)
    assert dossier.due is not None
    assert answer_to(happened) == DoneAnswer(number, dossier.due)


def test_a_matter_that_goes_on_is_taken_back_with_its_dossier() -> None:
    """Undo takes a finished matter back whole, and after it none of those before."""
    history = opened(DESK)
    history.issue("1")
    history.do(c.CallNext(3), c.NextMatter(3, "2", "accepted", "H52-7"))
    history.do(c.Undo(3))
    assert (list(history.office.dossiers), history.ticket("1001").field) == ([], "1")
    assert history.refusal(c.Undo(3)) == "nothing-to-undo"
    history.do(c.NextMatter(3, "2", "accepted", "H52-7"), c.FinishService(3, "accepted", "H52-8"), c.Undo(3))
    assert list(history.office.dossiers) == ["H52-7"]


def test_what_can_t_be_a_next_matter_changes_nothing() -> None:
    """Without a ticket, in a field that is not there, with a note that is too long."""
    history = opened()
    assert history.refusal(c.NextMatter(1, "2")) == "no-ticket-at-counter"
    history.issue("1")
    history.call_next(1)
    assert history.refusal(c.NextMatter(1, "9")) == "unknown-field"
    assert history.refusal(c.NextMatter(1, "2", note="x" * 501)) == "text-too-long"
    assert history.ticket("1001").state is TicketState.CALLED
