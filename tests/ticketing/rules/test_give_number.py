"""A number that a desk gives to a citizen who has taken none."""

from tests.ticketing.history import History, opened
from ticketing import commands as c
from ticketing import events as e
from ticketing.answers import DoneAnswer, answer_to
from ticketing.tickets import TicketState
from ticketing.views import kiosk_view
from ticketing.wire.rights import may_ask


def asked_of(history: History) -> list[tuple[str, str]]:
    """The kiosks that are to print, each with the number."""
    return [(row.kiosk, row.ticket.number) for row in kiosk_view(history.office, history.now).reprints]


def test_the_kiosk_that_printed_last_prints_its_slip() -> None:
    """By the order of numbers, and not of stamps; before any was printed it is the one without a name."""
    history = opened()
    given = history.do(c.GiveNumber("1", "elderly", 1, "track-1"))
    assert answer_to(given) == DoneAnswer("1001")
    assert (history.ticket("1001").state, history.ticket("1001").priority) == (TicketState.WAITING, "elderly")
    assert asked_of(history) == [("", "1001")]
    for kiosk in ("hall", "door"):
        history.do(c.ReportPrint(history.issue(), "printed", kiosk=kiosk))
    history.do(c.GiveNumber("2", track="track-2"))
    assert asked_of(history) == [("", "1001"), ("door", "2001")]
    history.do(c.ReportPrint("2001", "printed", copy=True, kiosk="door"))
    assert history.ticket("2001").kiosk == "door"
    assert asked_of(history) == [("", "1001")]


def test_a_closed_counter_and_the_guidance_desk_may_give_a_number() -> None:
    """A kiosk may not, nor one counter in the name of another; a counter that is not there is refused."""
    history = opened()
    history.do(c.CloseCounter(1))
    assert isinstance(history.do(c.GiveNumber("1", counter=1))[0], e.TicketIssued)
    assert history.refusal(c.GiveNumber("1", counter=99)) == "unknown-counter"
    assert history.refusal(c.GiveNumber("9")) == "unknown-field"
    assert may_ask("guidance", c.GiveNumber("1"))
    assert may_ask("counter", c.GiveNumber("1", counter=3), 3)
    assert not may_ask("counter", c.GiveNumber("1", counter=2), 3)
    assert not may_ask("kiosk", c.GiveNumber("1"))
