"""What the office knows of paper: slips, reprints, and kiosks that are short of it."""

from datetime import timedelta

from tests.ticketing.history import History
from ticketing import commands as c
from ticketing.desk_views import counter_view, shared_lists
from ticketing.printer_rows import PrinterRow
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
    """A printer says so before its paper ends; only a slip that came out shows that there is new paper."""
    history = History()
    history.open(1)
    number = history.issue()

    def low() -> tuple[str, ...]:
        return counter_view(history.office, 1, shared_lists(history.office)).paper_low

    history.do(report(number, kiosk="Sảnh"), report(number, paper_low=True, kiosk="Sảnh"))
    assert low() == ("Sảnh",)
    history.do(report(number, "failed", paper_low=True, kiosk="Tầng 2"))
    assert low() == ("Tầng 2", "Sảnh")
    history.do(report(number, "unconfirmed", kiosk="Tầng 2"), report(number, "failed", kiosk="Sảnh"))
    assert low() == ("Tầng 2", "Sảnh")
    history.do(report(number, kiosk="Sảnh"))
    assert low() == ("Tầng 2",)
    history.do(report(number, "sent", kiosk="Tầng 2"))
    assert low() == ()


def test_a_printer_that_is_broken_has_one_line() -> None:
    """The newest trouble comes first, with since when, how many and why; numbers, too, the newest first."""
    history = History()
    began = history.now
    numbers = [history.issue() for _ in range(4)]

    def rows() -> tuple[PrinterRow, ...]:
        return shared_lists(history.office).printers

    history.do(report(numbers[0], "failed", reason="off", kiosk="M2"))
    for number in numbers[1:]:
        history.do(report(number, "failed", reason="paper-out", paper_low=True, kiosk="M1"))
    broken = PrinterRow("M1", "paper-out", 3, began, (numbers[3], numbers[2], numbers[1]))
    assert rows() == (broken, PrinterRow("M2", "off", 1, began, (numbers[0],)))
    assert history.office.paper_low == ()
    history.do(report(numbers[3], copy=True, kiosk="M1"))
    assert rows()[1:] == (PrinterRow("M1", "", 2, began, (numbers[2], numbers[1])),)


def test_paper_that_is_out_is_not_told_as_nearly_out() -> None:
    """Also where a second printer has taken over and no slip has failed."""
    history = History()
    number = history.issue()
    history.do(report(number, reason="paper-out", paper_low=True, kiosk="M1"))
    assert (history.office.paper_low, history.office.paper_out) == ((), ("M1",))
    assert shared_lists(history.office).printers == (PrinterRow("M1", "paper-out"),)
    history.do(report(number, paper_low=True, kiosk="M1"))
    assert (history.office.paper_low, history.office.paper_out) == (("M1",), ())


def test_a_slip_that_is_not_confirmed_is_neither_printed_nor_failed() -> None:
    """A slow printer's slip may come out later: no time of print, no copy, and no printer in trouble."""
    history = History()
    number = history.issue()
    history.do(report(number, "unconfirmed", reason="slow"))
    ticket = history.ticket(number)
    assert (ticket.print_state, ticket.printed_at, ticket.copies) == (PrintState.UNCONFIRMED, None, 0)
    assert shared_lists(history.office).printers == ()
    history.do(report(number, "unconfirmed", reason="interrupted", kiosk="M1"))
    assert [row.numbers for row in shared_lists(history.office).printers] == [(number,)]
    history.do(report(number), report(number, "unconfirmed", copy=True))
    assert history.ticket(number).print_state is PrintState.PRINTED


def test_a_slip_told_of_late_keeps_its_own_moment() -> None:
    """A kiosk that was offline says when the slip came out; a moment that can't be is passed over."""
    history = History()
    first, second = history.issue(), history.issue()
    came_out = history.now + timedelta(seconds=5)
    history.wait(minutes=3)
    history.do(report(first, printed_at=came_out), report(second, printed_at=came_out + timedelta(days=1)))
    assert history.ticket(first).printed_at == came_out
    assert history.ticket(second).printed_at == history.now


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
