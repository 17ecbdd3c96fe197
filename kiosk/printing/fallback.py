"""Two printers as one: the second takes over where the first fails, and the first is tried again later."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace

from kiosk.printing.printer import Printer, PrinterRest, PrintReport, SaysHowItIs, SlipPicture

FIRST_AGAIN_SECONDS = 60.0

_log = logging.getLogger(__name__)


class FallbackPrinter:
    """Prints on the first printer; for FIRST_AGAIN_SECONDS after a failure of it the spare one comes first.

    Both take slips of one width. A slip fails only where both fail, with the reason of the first; paper that
    runs out at either is told. `seconds` is a clock that never goes back; the running loop's is the default.
    """

    def __init__(self, first: Printer, spare: Printer, seconds: Callable[[], float] | None = None) -> None:
        self.paper = first.paper
        self._first = first
        self._spare = spare
        self._seconds = seconds or (lambda: asyncio.get_running_loop().time())
        self._first_failed_at: float | None = None
        self._first_said = ""
        self._first_is_low = False
        self._first_is_out = False

    async def print(self, picture: SlipPicture, number: str) -> PrintReport:
        if self._first_rests():
            report = await self._spare.print(picture, number)
            if report.outcome != "failed":
                return self._told(report)
            first = await self._print_first(picture, number)
            return first if first.outcome != "failed" else _both(first, report)
        first = await self._print_first(picture, number)
        if first.outcome != "failed":
            return first
        _log.warning("slip %s goes to the spare printer: %s", number, first.detail)
        report = await self._spare.print(picture, number)
        return self._told(report) if report.outcome != "failed" else _both(first, report)

    async def at_rest(self) -> PrinterRest | None:
        """How the better one of both is; the first where neither can print, None where that is not known."""
        found = [
            await printer.at_rest()
            for printer in (self._first, self._spare)
            if isinstance(printer, SaysHowItIs)
        ]
        known = [rest for rest in found if rest is not None]
        if any(not rest.reason for rest in known):
            return PrinterRest(paper_low=any(rest.paper_low for rest in known))
        return known[0] if len(known) == len((self._first, self._spare)) else None

    async def _print_first(self, picture: SlipPicture, number: str) -> PrintReport:
        report = await self._first.print(picture, number)
        self._first_failed_at = self._seconds() if report.outcome == "failed" else None
        self._first_said = report.detail
        self._first_is_low = report.paper_low
        self._first_is_out = report.reason == "paper-out"
        return report

    def _first_rests(self) -> bool:
        failed_at = self._first_failed_at
        return failed_at is not None and self._seconds() - failed_at < FIRST_AGAIN_SECONDS

    def _told(self, report: PrintReport) -> PrintReport:
        """The spare's report, from which staff learn that the first printer failed."""
        detail = "; ".join(part for part in (self._first_said, report.detail) if part)
        is_low = report.paper_low or self._first_is_low
        return replace(
            report,
            detail=detail,
            paper_low=is_low,
            reason="paper-out" if self._first_is_out else report.reason,
        )


def _both(first: PrintReport, spare: PrintReport) -> PrintReport:
    is_low = first.paper_low or spare.paper_low
    return replace(first, detail=f"{first.detail}; {spare.detail}", paper_low=is_low)
