"""What takes time: asking for a number, printing its slip, reporting the print; results come as messages."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace

from textual.message import Message

from kiosk.dialogue import TicketRequest
from kiosk.offline.standby import begin_paper
from kiosk.printing.papers_list import PapersList, print_papers
from kiosk.printing.printer import Printer, PrintReport
from kiosk.printing.slip import Slip
from kiosk.printing.slip_job import print_slip
from kiosk.printing.watch import watched
from kiosk.settings import KioskSettings
from link.contract import CommandRefused, Link, Unanswered
from terminal.half_blocks import HalfBlockPicture
from ticketing.answers import TicketAnswer
from ticketing.commands import ReportPrint
from ticketing.rules.paper import INTERRUPTED
from ticketing.wire.messages import Sentence

REPORT_SECONDS_MAX = 600.0
REPORTS_UNDER_WAY_MAX = 20  # well below what a link keeps, so that reports never crowd out a number

STOPPED = PrintReport("unconfirmed")
"""What is known of a slip if the kiosk is stopped before its printer has said anything."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PrintJob:
    """A slip to print; a copy is one that the citizen asked for after the first.

    `again` is the same slip marked as a copy, for a second attempt after a part of the first one came out;
    without it there is none.
    """

    slip: Slip
    number: str
    copy: bool = False
    again: Slip | None = None


class Jobs:
    """Runs between the citizen, the office and the printer; `tell` hears what came of each job."""

    class Issued(Message):
        """The office gave a number for this press."""

        def __init__(self, request: TicketRequest, ticket: TicketAnswer) -> None:
            super().__init__()
            self.request = request
            self.ticket = ticket

    class Refused(Message):
        """The office gave no number for this press, and says why."""

        def __init__(self, request: TicketRequest, sentence: Sentence) -> None:
            super().__init__()
            self.request = request
            self.sentence = sentence

    class NotAnswered(Message):
        """Nobody knows yet whether there is a number for this press."""

        def __init__(self, request: TicketRequest) -> None:
            super().__init__()
            self.request = request

    class Printed(Message):
        """The printer is done with this number's slip, for good or ill."""

        def __init__(self, number: str, report: PrintReport, picture: HalfBlockPicture) -> None:
            super().__init__()
            self.number = number
            self.report = report
            self.picture = picture

    class PrintingAgain(Message):
        """The printer can print again, and this number's slip, which had failed, is being printed."""

        def __init__(self, number: str) -> None:
            super().__init__()
            self.number = number

    class PrinterLooked(Message):
        """The printer was asked at rest how it is."""

    class Reported(Message):
        """The office knows what became of a slip."""

        def __init__(self, command: ReportPrint) -> None:
            super().__init__()
            self.command = command

    class ListPrinted(Message):
        """The printer is done with a list of papers, for good or ill."""

        def __init__(self, listed: PapersList, report: PrintReport) -> None:
            super().__init__()
            self.listed = listed
            self.report = report

    def __init__(
        self, link: Link, printer: Printer, settings: KioskSettings, tell: Callable[[Message], object]
    ) -> None:
        self._link = link
        self._printer = watched(printer)
        self._settings = settings
        self._tell = tell
        self._reports_under_way = 0

    async def issue(self, request: TicketRequest) -> None:
        """Sends a press, with the id that it had the first time."""
        patience = self._settings.patience_seconds
        try:
            answer = await self._link.send(
                request.command, request_id=request.request_id, patience_seconds=patience
            )
        except CommandRefused as refusal:
            self._tell(self.Refused(request, refusal.message))
        except Unanswered:
            self._tell(self.NotAnswered(request))
        else:
            if not isinstance(answer, TicketAnswer):
                raise TypeError(f"a number was asked for, and the answer is {answer!r}")
            self._tell(self.Issued(request, answer))

    async def print(self, job: PrintJob, is_wanted: Callable[[], bool] = lambda: False) -> None:
        """Prints a slip, says what came of it, and then lets the office know.

        One that failed is printed once more by itself as soon as the printer can, while `is_wanted`.
        """
        report = await self._print(job)
        if job.again and report.outcome == "failed" and await self._is_back(is_wanted):
            self._tell(self.PrintingAgain(job.number))
            slip = job.again if report.has_begun else job.slip
            await self._print(PrintJob(slip, job.number, report.has_begun))

    async def watch_printer(self) -> None:
        """Asks the printer how it is, for ever, so that a citizen knows before there is a number."""
        while self._printer.says_how_it_is:
            await self._printer.look()
            self._tell(self.PrinterLooked())
            settings = self._settings
            in_doubt = self._printer.is_in_doubt
            await asyncio.sleep(settings.back_seconds if in_doubt else settings.at_rest_seconds)

    async def _print(self, job: PrintJob) -> PrintReport:
        begin_paper(self._link, replace(self._report_of(job, STOPPED), reason=INTERRUPTED))
        printed = await print_slip(job.slip, self._printer)
        self._tell(self.Printed(job.number, printed.report, printed.picture))
        await self._report(self._report_of(job, printed.report))
        return printed.report

    async def _is_back(self, is_wanted: Callable[[], bool]) -> bool:
        """Whether the printer says, in time and while the slip is wanted, that it can print."""
        until = asyncio.get_running_loop().time() + self._settings.print_again_seconds
        while asyncio.get_running_loop().time() < until:
            await asyncio.sleep(self._settings.back_seconds)
            rest = await self._printer.look()
            if not is_wanted():
                return False
            if rest and not rest.reason:
                return True
        return False

    def _report_of(self, job: PrintJob, report: PrintReport) -> ReportPrint:
        return ReportPrint(
            number=job.number,
            outcome=report.outcome,
            reason=report.reason,
            copy=job.copy,
            paper_low=report.paper_low,
            kiosk=self._settings.kiosk_name,
        )

    async def print_list(self, listed: PapersList, name: str) -> None:
        """Prints a list of papers; it is no ticket, so the office is not told."""
        self._tell(self.ListPrinted(listed, await print_papers(listed, self._printer, name)))

    async def _report(self, command: ReportPrint) -> None:
        if self._reports_under_way >= REPORTS_UNDER_WAY_MAX:
            _log.warning("the office is not told that slip %s was %s", command.number, command.outcome)
            return
        self._reports_under_way += 1
        try:
            await self._link.send(
                command, request_id=self._settings.new_request_id(), patience_seconds=REPORT_SECONDS_MAX
            )
        except (CommandRefused, Unanswered) as error:
            _log.warning(
                "the office does not know that slip %s was %s: %s", command.number, command.outcome, error
            )
        else:
            self._tell(self.Reported(command))
        finally:
            self._reports_under_way -= 1
