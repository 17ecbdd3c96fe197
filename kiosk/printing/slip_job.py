"""Prints one slip: draws it for the printer's paper, prints as many as the office wants, and never raises."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace

from PIL import Image

from kiosk.printing.paper import Paper
from kiosk.printing.printer import Printer, PrintReport, SlipPicture
from kiosk.printing.slip import Slip, draw_slip

COPIES_MAX = 3

_log = logging.getLogger(__name__)

Draw = Callable[[Slip, Paper], SlipPicture]


@dataclass(frozen=True)
class PrintedSlip:
    """What became of a slip, and its picture; the picture is blank where it could not be drawn."""

    report: PrintReport
    picture: SlipPicture


async def print_slip(slip: Slip, printer: Printer, draw: Draw = draw_slip) -> PrintedSlip:
    """Draws a slip and prints `slip.copies` of it; never raises, for the citizen keeps the number anyhow."""
    try:
        picture = await asyncio.to_thread(_drawn, slip, printer.paper, draw)
    except Exception as error:  # noqa: BLE001 - a missing font or any other trouble is told to staff
        _log.exception("slip %s could not be drawn", slip.number)
        report = PrintReport("failed", "other", f"The slip could not be drawn: {error}")
        return PrintedSlip(report, Image.new("1", (printer.paper.width, 1), 1))
    report = await _printed(picture, slip.number, printer)
    for copy in range(2, min(slip.copies, COPIES_MAX) + 1):
        if report.outcome == "failed":
            break
        another = await _printed(picture, slip.number, printer)
        if another.outcome == "failed":
            detail = f"{copy - 1} of {slip.copies} slips came out; {another.detail}"
            report = replace(report, detail=detail, paper_low=another.paper_low)
            break
        report = another
    return PrintedSlip(report, picture)


def _drawn(slip: Slip, paper: Paper, draw: Draw) -> SlipPicture:
    """The picture; without its code where the address is too long for the paper."""
    try:
        return draw(slip, paper)
    except ValueError as error:
        if not slip.qr_text:
            raise
        _log.warning("slip %s is printed without its code: %s", slip.number, error)
        return draw(replace(slip, qr_text=None, qr_caption=""), paper)


async def _printed(picture: SlipPicture, number: str, printer: Printer) -> PrintReport:
    try:
        return await printer.print(picture, number)
    except Exception:  # noqa: BLE001 - whatever a driver raises, the citizen keeps the number and staff learn
        _log.exception("the printer failed at slip %s", number)
        return PrintReport("failed", "other", "the printer's driver failed, see the log")
