"""What takes time: asking for a number, printing its slip, reporting the print; results come as messages."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from textual.message import Message

from kiosk.dialogue import TicketRequest
from kiosk.printing.papers_list import PapersList, print_papers
from kiosk.printing.printer import Printer, PrintReport
from kiosk.printing.slip import Slip
from kiosk.printing.slip_job import print_slip
from kiosk.settings import KioskSettings
from link.contract import CommandRefused, Link, Unanswered
from terminal.half_blocks import HalfBlockPicture
from ticketing.answers import TicketAnswer
from ticketing.commands import ReportPrint
from ticketing.wire.messages import Sentence

REPORT_SECONDS_MAX = 600.0
REPORTS_UNDER_WAY_MAX = 20  # well below what a link keeps, so that reports never crowd out a number

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PrintJob:
    """A slip to print; a copy is one that the citizen asked for after the first."""

    slip: Slip
    number: str
    copy: bool = False


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
        self._printer = printer
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

    async def print(self, job: PrintJob) -> None:
        """Prints a slip, says what came of it, and then lets the office know."""
        printed = await print_slip(job.slip, self._printer)
        report = printed.report
        self._tell(self.Printed(job.number, report, printed.picture))
        await self._report(
            ReportPrint(
                number=job.number,
                outcome=report.outcome,
                reason=report.reason,
                copy=job.copy,
                paper_low=report.paper_low,
                kiosk=self._settings.kiosk_name,
            )
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
