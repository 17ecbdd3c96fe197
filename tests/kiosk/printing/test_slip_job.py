"""One slip from its words to what is reported of it, whatever goes wrong."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from kiosk.printing.paper import PAPERS, Paper
from kiosk.printing.printer import PrintReport, SlipPicture
from kiosk.printing.settings import open_printer
from kiosk.printing.slip import Slip, draw_slip
from kiosk.printing.slip_job import print_slip
from tests.kiosk.printing.fake_printers import PATIENT, Behaviour, network_printer
from tests.kiosk.printing.samples import slip

PAPER = PAPERS["58mm-384"]
PRINTED = PrintReport("printed")
FAILED = PrintReport("failed", "paper-out", "it has no paper", paper_low=True)


class FakePrinter:
    """A printer that reports these one after the other, the last for ever, and keeps the pictures."""

    paper = PAPER

    def __init__(self, *reports: PrintReport | Exception) -> None:
        self.reports = list(reports)
        self.pictures: list[SlipPicture] = []

    async def print(self, picture: SlipPicture, number: str) -> PrintReport:
        self.pictures.append(picture)
        report = self.reports.pop(0) if len(self.reports) > 1 else self.reports[0]
        if isinstance(report, Exception):
            raise report
        return report


@pytest.mark.parametrize("copies", [1, 2, 3])
async def test_as_many_slips_come_out_as_the_office_wants(copies: int) -> None:
    """Every one is the same picture."""
    printer = FakePrinter(PRINTED)
    printed = await print_slip(replace(slip(), copies=copies), printer)
    assert (printed.report, len(printer.pictures)) == (PRINTED, copies)
    assert len({picture.tobytes() for picture in printer.pictures}) == 1


async def test_a_slip_that_came_out_stays_printed_when_its_copy_fails() -> None:
    """The citizen has a slip; staff learn of the paper."""
    printed = await print_slip(replace(slip(), copies=3), FakePrinter(PRINTED, FAILED))
    assert (printed.report.outcome, printed.report.paper_low) == ("printed", True)
    assert printed.report.detail == "1 of 3 slips came out; it has no paper"


async def test_a_slip_that_fails_is_not_tried_as_often_as_it_has_copies() -> None:
    """A failure is reported at once."""
    printer = FakePrinter(FAILED)
    assert (await print_slip(replace(slip(), copies=3), printer)).report == FAILED
    assert len(printer.pictures) == 1


def without_font(slip: Slip, paper: Paper) -> SlipPicture:
    """Draws like a kiosk whose fonts are gone."""
    raise OSError("cannot open resource")


def with_broken_words(slip: Slip, paper: Paper) -> SlipPicture:
    raise KeyError("n")


@pytest.mark.parametrize("draw", [without_font, with_broken_words])
async def test_a_slip_that_cannot_be_drawn_is_reported(draw: Callable[[Slip, Paper], SlipPicture]) -> None:
    """A missing font leaves the citizen with the number on the screen, and nothing goes to the printer."""
    printer = FakePrinter(PRINTED)
    printed = await print_slip(slip(), printer, draw)
    assert (printed.report.outcome, printed.report.reason) == ("failed", "other")
    assert printed.report.detail.startswith("The slip could not be drawn")
    assert (printer.pictures, printed.picture.width) == ([], PAPER.width)


async def test_a_driver_that_breaks_is_a_failure() -> None:
    """Whatever a library raises, no exception reaches the citizen's screen."""
    printed = await print_slip(slip(), FakePrinter(RuntimeError("driver")))
    assert (printed.report.outcome, printed.report.reason) == ("failed", "other")


async def test_an_address_too_long_for_a_code_costs_the_code_only() -> None:
    """The number comes out all the same."""
    printer = FakePrinter(PRINTED)
    printed = await print_slip(replace(slip(), qr_text="x" * 2000), printer)
    without = draw_slip(replace(slip(), qr_text=None, qr_caption=""), PAPER)
    is_same = printed.picture.tobytes() == without.tobytes()
    assert is_same


async def test_a_printer_of_another_width_gets_nothing(caplog: pytest.LogCaptureFixture) -> None:
    """A picture for 80 mm sent to a printer set up for 58 mm is refused with both widths."""
    async with network_printer() as (fake, port):
        printer = open_printer(f"network:127.0.0.1:{port}?paper={PAPER.name}", PATIENT)
        report = await printer.print(draw_slip(slip(), PAPERS["80mm-576"]), "1001")
    assert (report.outcome, report.reason, fake.connections) == ("failed", "other", 0)
    assert "576 dots wide and the paper 58mm-384 has 384" in report.detail


async def test_a_printer_that_resets_in_the_middle_prints_the_next_slip() -> None:
    """The slip failed, with a reason; the next one has a connection of its own and comes out whole."""
    async with network_printer(Behaviour(hangs_up_after_bytes=15_000, resets=True)) as (fake, port):
        printer = open_printer(f"network:127.0.0.1:{port}?paper={PAPER.name}")
        broken = (await print_slip(slip(), printer)).report
        fake.behaviour = Behaviour()
        whole = (await print_slip(slip(), printer)).report
    assert (broken.outcome, broken.reason) == ("failed", "no-answer")
    assert whole.outcome == "printed"
