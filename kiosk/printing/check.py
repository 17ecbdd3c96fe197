"""Tries a printer out: what it answers, whether a page comes out of it, and which setting suits it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from PIL import Image

from kiosk.printing.escpos_printer import EscposPrinter
from kiosk.printing.paper import Paper
from kiosk.printing.printer import DEFAULT_LIMITS, Limits, PrintReason, PrintReport
from kiosk.printing.settings import open_printer, with_option

PAGE_NUMBER = "test"

Access = Literal["not-asked", "reached", "busy", "off", "not-allowed"]


@dataclass(frozen=True)
class Findings:
    """What came of it; `setting` is the one to use, and `report` is None where no page was sent.

    `offline` and `paper` are the bytes that the printer answered to DLE EOT 2 and to GS r 1, None where it
    answered nothing. `hindrance` says why it can't print just now, and `problem` why it was not
    reached, or after how many seconds one that is "busy" has answered.
    """

    access: Access
    setting: str
    offline: int | None = None
    paper: int | None = None
    hindrance: PrintReason = ""
    problem: str = ""
    report: PrintReport | None = None


async def check_printer(
    text: str,
    draw_page: Callable[[Paper], Image.Image],
    limits: Limits = DEFAULT_LIMITS,
    waits: Callable[[], None] = lambda: None,
) -> Findings:
    """Asks the printer of this setting all questions, and prints the page on it in the way that suits it.

    `waits` is told where a silent printer is waited for. Raises PrinterSettingError.
    """
    printer = open_printer(text, limits)
    if not isinstance(printer, EscposPrinter) or not printer.is_two_way:
        report = await printer.print(draw_page(printer.paper), PAGE_NUMBER)
        return Findings("not-asked", text.strip(), report=report)
    try:
        asked = await printer.ask(waits)
    except PermissionError as error:
        return Findings("not-allowed", text.strip(), problem=str(error))
    except OSError as error:
        return Findings("off", text.strip(), problem=str(error) or "no answer")
    found = Findings("reached", text.strip(), asked.answers.offline, asked.answers.paper)
    if hindrance := asked.hindrance:
        return replace(found, hindrance=hindrance)
    if asked.seconds > limits.ask:
        return replace(found, access="busy", problem=f"{asked.seconds:.0f}")
    mode = "ask" if asked.answers.paper is not None else "ready" if asked.knows_offline else "none"
    setting = with_option(text, "status", mode)
    report = await open_printer(setting, limits).print(draw_page(printer.paper), PAGE_NUMBER)
    return replace(found, setting=setting, report=report)
