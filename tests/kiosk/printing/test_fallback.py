"""Two printers for one kiosk: when the second takes over, and when the first is tried again."""

import pytest
from PIL import Image

from kiosk.printing.escpos_printer import EscposPrinter
from kiosk.printing.fallback import FIRST_AGAIN_SECONDS, FallbackPrinter
from kiosk.printing.paper import PAPERS
from kiosk.printing.printer import Printer, PrintReport, SlipPicture
from kiosk.printing.settings import PrinterSettingError, open_printers
from tests.kiosk.printing import fake_printers
from tests.kiosk.printing.fake_printers import PATIENT, Behaviour, network_printer

PAPER = PAPERS["58mm-384"]
PICTURE = Image.new("1", (PAPER.width, 40), 0)
PRINTED = PrintReport("printed", printer="fake")
OFF = PrintReport("failed", "off", "fake: not reached", printer="fake")


class FakePrinter:
    """A printer that reports as told and counts its slips."""

    paper = PAPER

    def __init__(self, report: PrintReport) -> None:
        self.report = report
        self.slips = 0

    async def print(self, picture: SlipPicture, number: str) -> PrintReport:
        self.slips += 1
        return self.report


async def test_the_second_printer_takes_over_over_the_network() -> None:
    """The first has no paper; the slip comes out of the second, and the report says both."""
    async with (
        network_printer(Behaviour(ready=fake_printers.PAPER_ENDED)) as (first, first_port),
        network_printer() as (spare, spare_port),
    ):
        settings = [f"network:127.0.0.1:{port}?paper={PAPER.name}" for port in (first_port, spare_port)]
        report = await open_printers(settings, PATIENT).print(PICTURE, "1001")
        jobs = first.job, spare.job
    assert (report.outcome, report.printer) == ("printed", f"network:127.0.0.1:{spare_port}")
    assert f"network:127.0.0.1:{first_port}: it has no paper" in report.detail
    assert (report.paper_low, report.reason) == (True, "paper-out")
    assert (jobs[0], len(jobs[1]) > 40) == (b"", True)


async def test_the_first_printer_is_tried_again_after_a_while() -> None:
    """Until then slips go straight to the second, so that nobody waits for a printer that is off."""
    clock = [0.0]
    first, spare = FakePrinter(OFF), FakePrinter(PRINTED)
    printer = FallbackPrinter(first, spare, lambda: clock[0])
    for now in (0.0, 1.0, FIRST_AGAIN_SECONDS - 1):
        clock[0] = now
        assert (await printer.print(PICTURE, "1001")).outcome == "printed"
    assert (first.slips, spare.slips) == (1, 3)
    clock[0] = FIRST_AGAIN_SECONDS
    first.report = PRINTED
    assert await printer.print(PICTURE, "1001") == PRINTED
    assert (first.slips, spare.slips) == (2, 3)


async def test_a_spare_that_fails_sends_the_slip_back_to_the_first() -> None:
    """A first printer that rests is still better than none."""
    first, spare = FakePrinter(OFF), FakePrinter(PRINTED)
    printer = FallbackPrinter(first, spare, lambda: 0.0)
    await printer.print(PICTURE, "1001")
    first.report, spare.report = PRINTED, OFF
    assert (await printer.print(PICTURE, "1002")).outcome == "printed"


async def test_a_slip_fails_where_both_fail() -> None:
    """The reason is that of the first, and the detail tells of both."""
    paper_out = PrintReport("failed", "paper-out", "spare: it has no paper", paper_low=True)
    printer = FallbackPrinter(FakePrinter(OFF), FakePrinter(paper_out), lambda: 0.0)
    for _ in range(2):
        report = await printer.print(PICTURE, "1001")
        assert (report.outcome, report.reason, report.paper_low) == ("failed", "off", True)
        assert report.detail == "fake: not reached; spare: it has no paper"


def test_one_setting_is_one_printer() -> None:
    """A kiosk with a single printer has no spare."""
    printer: Printer = open_printers(["network:192.0.2.1"])
    assert isinstance(printer, EscposPrinter)


@pytest.mark.parametrize(
    ("settings", "advice"),
    [
        (["network:192.0.2.1", "network:192.0.2.2?paper=58mm-384"], "write the same paper= in both"),
        (["network:192.0.2.1"] * 3, "write --printer once or twice"),
    ],
)
def test_printers_that_do_not_go_together_are_refused(settings: list[str], advice: str) -> None:
    """A slip is laid out for one width, and a kiosk has two printers at most."""
    with pytest.raises(PrinterSettingError, match=advice):
        open_printers(settings)
