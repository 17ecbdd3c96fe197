"""What the office knows of paper: slips, reprints, and kiosks that are short of it."""

from tests.ticketing.history import History
from ticketing import commands as c
from ticketing.desk_views import counter_view, shared_lists
from ticketing.rules.paper import KIOSKS_LOW_MAX
from ticketing.texts import KIOSK_NAME_LENGTH_MAX
from ticketing.tickets import PrintState


def report(number: str, outcome: str = "printed", **values: object) -> c.ReportPrint:
    return c.ReportPrint(number, outcome, **values)  # type: ignore[arg-type]  # tests name few of many values


def test_copies_are_counted_once_they_came_out() -> None:
    """A reprint that failed is no copy; what was counted outlives an undone call, and the clerk sees it."""
    history = History()
    history.open(1)
    number = history.issue()
    history.do(report(number, "failed", reason="paper-out"), report(number, copy=True))
    assert (history.ticket(number).print_state, history.ticket(number).copies) == (PrintState.PRINTED, 1)
    history.do(report(number, "failed", copy=True))
    history.do(c.CallNext(1), report(number, "sent", copy=True), c.Undo(1))
    assert (history.ticket(number).print_state, history.ticket(number).copies) == (PrintState.SENT, 2)
    view = counter_view(history.office, 1, shared_lists(history.office))
    assert [ticket.copies for ticket in view.waiting] == [2]


def test_clerks_are_told_which_kiosks_are_short_of_paper() -> None:
    """A printer says so before its paper ends; only a slip that was printed shows that there is new paper."""
    history = History()
    history.open(1)
    number = history.issue()

    def low() -> tuple[str, ...]:
        return counter_view(history.office, 1, shared_lists(history.office)).paper_low

    history.do(report(number, kiosk="Sảnh"), report(number, paper_low=True, kiosk="Sảnh"))
    assert low() == ("Sảnh",)
    history.do(report(number, "failed", paper_low=True, kiosk="Tầng 2"))
    assert low() == ("Tầng 2", "Sảnh")
    history.do(report(number, "sent", kiosk="Tầng 2"), report(number, "failed", kiosk="Sảnh"))
    assert low() == ("Tầng 2", "Sảnh")
    history.do(report(number, kiosk="Sảnh"))
    assert low() == ("Tầng 2",)


def test_a_failed_copy_still_tells_of_the_paper() -> None:
    """The slip stays printed, and the kiosk is short of paper."""
    history = History()
    number = history.issue()
    history.do(report(number), report(number, "failed", copy=True, paper_low=True))
    assert history.ticket(number).print_state is PrintState.PRINTED
    assert history.office.paper_low == ("",)


def test_names_of_kiosks_have_their_limits() -> None:
    """So many names are kept, the newest, and a name has so many characters."""
    history = History()
    number = history.issue()
    for at in range(KIOSKS_LOW_MAX + 5):
        history.do(report(number, paper_low=True, kiosk=f"kiosk {at}"))
    assert len(history.office.paper_low) == KIOSKS_LOW_MAX
    assert history.office.paper_low[0] == f"kiosk {KIOSKS_LOW_MAX + 4}"
    assert history.refusal(report(number, kiosk="x" * (KIOSK_NAME_LENGTH_MAX + 1))) == "text-too-long"
