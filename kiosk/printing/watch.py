"""A kiosk's printer, of which is known how it is: from its last slip, and from asking it at rest."""

from kiosk.printing.paper import Paper
from kiosk.printing.printer import Printer, PrinterRest, PrintReport, SaysHowItIs, SlipPicture
from kiosk.printing.virtual import VirtualPrinter

OFF_LOOKS = 3  # as often a printer has to be out of reach: another kiosk may be printing on it


class WatchedPrinter:
    """Prints on the printer within; `rest` is None until something is known of it."""

    def __init__(self, printer: Printer) -> None:
        self.paper: Paper = printer.paper
        self.rest: PrinterRest | None = None
        self._printer = printer
        self._off_looks = 0

    @property
    def shows_slips(self) -> bool:
        """Whether slips are pictures for the screen instead of papers."""
        return isinstance(self._printer, VirtualPrinter)

    @property
    def says_how_it_is(self) -> bool:
        """Whether it can be asked at all."""
        return isinstance(self._printer, SaysHowItIs)

    def trouble(self) -> str:
        """By what name the server is told that nothing can be printed; empty while all is well."""
        return f"printer-{self.rest.reason}" if self.rest and self.rest.reason else ""

    async def print(self, picture: SlipPicture, number: str) -> PrintReport:
        """Prints, and learns from what became of it."""
        report = await self._printer.print(picture, number)
        if report.outcome == "failed":
            self.rest = PrinterRest(report.reason, report.paper_low)
        elif report.outcome != "unconfirmed":
            self.rest = PrinterRest(paper_low=report.paper_low)
        return report

    async def look(self) -> PrinterRest | None:
        """Asks the printer how it is; None where it does not say now."""
        found = await self._printer.at_rest() if isinstance(self._printer, SaysHowItIs) else None
        if found:
            self._off_looks = self._off_looks + 1 if found.reason in ("off", "no-answer") else 0
            self.rest = self.rest if self.is_in_doubt else found
        return found

    @property
    def is_in_doubt(self) -> bool:
        """Whether it was out of reach, but not often enough for it to be off."""
        return 0 < self._off_looks < OFF_LOOKS


def watched(printer: Printer) -> WatchedPrinter:
    """The printer with what is known of it; one that is watched already is left as it is."""
    return printer if isinstance(printer, WatchedPrinter) else WatchedPrinter(printer)
