"""The number that the citizen has now, and what has become of its slip."""

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.widgets import Static

from kiosk.actions import GoToStart, PrintAgain
from kiosk.dialogue import KioskDialogue
from kiosk.printing.printer import PrintReport
from kiosk.screens.page import Page
from kiosk.widgets.countdown import Countdown, Patience
from kiosk.widgets.large_label import LargeLabel
from kiosk.widgets.pictures import BigNumber, CodePicture, SlipPreview
from kiosk.widgets.touch_button import TouchButton
from terminal.half_blocks import HalfBlockPicture
from ticketing.answers import TicketAnswer
from wording import Wording


@dataclass(frozen=True, slots=True)
class TicketLines:
    """What the slip says of the ticket too: where to go, how a number is called that was given out offline.

    `track` is where a phone follows the ticket; its code is shown to whoever gets no slip.
    """

    where: str = ""
    late: str = ""
    track: str = ""


@dataclass(frozen=True, slots=True)
class TicketContent:
    """What the page shows: a visit with its ticket, the field's name, and what else the slip says.

    With `has_slip` there is room for the picture of the slip, empty until it is printed.
    """

    dialogue: KioskDialogue
    field: str
    has_slip: bool = False
    slip: HalfBlockPicture | None = None
    lines: TicketLines = TicketLines()


class TicketPage(Page):
    """Keeps the number large whatever the printer does."""

    def __init__(self, content: TicketContent, words: Wording, patience: Patience) -> None:
        super().__init__()
        self._content = content
        self._words = words
        self._patience = patience
        self.set_class(not content.has_slip, "-without-slip")

    def compose(self) -> ComposeResult:
        ticket, words = self._content.dialogue.ticket, self._words
        report = self._content.dialogue.report
        if ticket is None:
            return
        has_failed = self._content.dialogue.has_doubt
        with Container(id="ticket"):
            with Container(id="number"):
                yield Static(words("Your number"), classes="subject", markup=False)
                yield BigNumber(ticket.number)
                yield LargeLabel(self._content.field, id="ticket-field")
                if self._content.lines.where:
                    yield Static(self._content.lines.where, id="where", markup=False)
                ahead = self._content.lines.late or ahead_sentence(ticket, words)
                yield Static(ahead, id="ahead", markup=False)
            if self._content.has_slip:
                yield SlipPreview(self._content.slip)
            if has_failed and self._content.lines.track:
                with Container(id="code"):
                    yield CodePicture(self._content.lines.track)
                    yield Static(words("Scan to follow the queue"), id="code-caption", markup=False)
        outcome = "failed" if has_failed else "good"
        yield Static(print_sentence(report, ticket.number, words), id="print", classes=outcome, markup=False)
        with Horizontal(classes="ways-out"):
            if self._content.dialogue.may_copy:
                yield TouchButton(PrintAgain(), words("Print again"), key="1", id="again")
            if report is not None:
                yield TouchButton(GoToStart(), words("Home"), key="0", id="home")
        if report is not None:
            yield Countdown(self._patience, words)


def ahead_sentence(ticket: TicketAnswer, words: Wording) -> str:
    """How many wait before this number and how long, as far as that is known."""
    if ticket.ahead is None:
        return words("How many wait is not known while the connection is lost")
    ahead = (
        words("People waiting ahead: {n}", n=ticket.ahead) if ticket.ahead else words("Nobody ahead of you")
    )
    if not ticket.expected_minutes:
        return ahead
    return words("{ahead} · about {minutes} min", ahead=ahead, minutes=ticket.expected_minutes)


def print_sentence(report: PrintReport | None, number: str, words: Wording) -> str:
    """What the citizen is told about the slip; None means that it is being printed."""
    if report is None:
        return words("Printing, please wait")
    if report.outcome == "printed":
        return words("Please take the slip and wait to be called")
    if report.outcome == "sent":
        return words("Please take the slip. If none comes out, remember the number {number}", number=number)
    if report.outcome == "unconfirmed":
        return words(
            "The printer is slow, the slip may come later. If none comes out, remember the number {number}",
            number=number,
        )
    if report.reason == "paper-out":
        return words(
            "The printer is out of paper. Please photograph the screen or remember the number {number}",
            number=number,
        )
    return words(
        "The slip could not be printed. Please photograph the screen or remember the number {number}",
        number=number,
    )
