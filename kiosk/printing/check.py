"""Tries a printer out: what it answers, whether a page comes out of it, and which setting suits it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PIL import Image

from kiosk.printing.paper import Paper
from kiosk.printing.printer import (
    DEFAULT_LIMITS,
    Answers,
    EscposPrinter,
    Limits,
    PrintReason,
    PrintReport,
    hindrance_in,
)
from kiosk.printing.settings import open_printer, with_option

PAGE_NUMBER = "test"

Access = Literal["not-asked", "reached", "off", "not-allowed"]


@dataclass(frozen=True)
class Findings:
    """What came of it; `setting` is the one to use, and `report` is None where no page was sent.

    `offline` and `paper` are the bytes that the printer answered to DLE EOT 2 and to GS r 1, None where it
    answered nothing. `hindrance` says why it can't print just now, and `trouble` why it was not reached.
    """

    access: Access
    setting: str
    offline: int | None = None
    paper: int | None = None
    hindrance: PrintReason = ""
    problem: str = ""
    report: PrintReport | None = None


async def check_printer(
    text: str, draw_page: Callable[[Paper], Image.Image], limits: Limits = DEFAULT_LIMITS
) -> Findings:
    """Asks the printer of this setting both questions, and prints the page on it in the way that suits it.

    Raises PrinterSettingError.
    """
    printer = open_printer(text, limits)
    if not isinstance(printer, EscposPrinter) or not printer.is_two_way:
        report = await printer.print(draw_page(printer.paper), PAGE_NUMBER)
        return Findings("not-asked", text.strip(), report=report)
    try:
        answers = await printer.ask()
    except PermissionError as error:
        return Findings("not-allowed", text.strip(), problem=str(error))
    except OSError as error:
        return Findings("off", text.strip(), problem=str(error) or "no answer")
    hindrance = hindrance_in(answers)
    if hindrance:
        return Findings("reached", text.strip(), answers.offline, answers.paper, hindrance=hindrance)
    return await _printed(text, draw_page(printer.paper), answers, limits)


async def _printed(text: str, page: Image.Image, answers: Answers, limits: Limits) -> Findings:
    """A printer that says after a job that it has paper is asked from now on; any other is only sent to."""
    setting = with_option(text, "status", "none" if answers.paper is None else "ask")
    report = await open_printer(setting, limits).print(page, PAGE_NUMBER)
    return Findings("reached", setting, answers.offline, answers.paper, report=report)
