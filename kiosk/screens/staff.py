"""The staff's pages: the PIN, and behind it the printer, the link, the last tickets and the way out."""

from dataclasses import dataclass
from math import ceil

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical
from textual.message import Message
from textual.widgets import Static

from kiosk.actions import GoToStart, LeaveKiosk, PrintCopy
from kiosk.history import KioskHistory
from kiosk.input.keys import BACK_KEY
from kiosk.input.staff_lock import PIN_DIGITS_MAX
from kiosk.offline.standby import LateTickets
from kiosk.printing.printer import PrintReport
from kiosk.screens.page import Page
from kiosk.widgets.button_grid import TouchGrid
from kiosk.widgets.countdown import Countdown, Patience
from kiosk.widgets.keyboard import BACKSPACE, ENTER, LetterKey, digits_keyboard
from kiosk.widgets.touch_button import LastingButton, TouchButton
from link.contract import LinkState
from ticketing.answers import TicketAnswer
from ticketing.rules.paper import PAPER_OUT, worded_reason
from ticketing.sentences import N_
from wording import Wording

KEYS = "1234567890"
DOT = "●"
LEAVE_KEY = "/"
COPIES_COLUMNS = 2  # so wide that what became of a slip stands beside its number
STATES: dict[LinkState, str] = {
    LinkState.LIVE: N_("live"),
    LinkState.CONNECTING: N_("no connection, trying again"),
    LinkState.OLD: N_("the server has been silent for too long"),
    LinkState.OFFLINE: N_("offline, numbers are given out from the lease"),
    LinkState.REJECTED: N_("the server turns this kiosk away"),
}
OUTCOMES: dict[str, str] = {
    "printed": N_("printed"),
    "sent": N_("sent, not confirmed"),
    "unconfirmed": N_("not confirmed"),
    "failed": N_("failed"),
}


class PinPage(Page):
    """Shows a dot for every digit; the PIN goes to the lock and is forgotten here."""

    class Entered(Message):
        """Somebody has typed a PIN."""

        def __init__(self, pin: str) -> None:
            super().__init__()
            self.pin = pin

    def __init__(self, words: Wording, patience: Patience) -> None:
        super().__init__()
        self._words = words
        self._patience = patience
        self._pin = ""

    def compose(self) -> ComposeResult:
        words = self._words
        yield Static(words("For staff: please enter the PIN"), classes="question", markup=False)
        yield Static(id="dots", markup=False, classes="subject")
        yield Static(id="pin-says", markup=False)
        with Container(classes="centre"):
            yield digits_keyboard(words)
        with Horizontal(classes="ways-out"):
            yield TouchButton(GoToStart(), words("Home"), key=BACK_KEY, id="home")
        yield Countdown(self._patience, words)

    def press_key(self, key: str) -> bool:
        """Digits, erasing and Enter; everything else as on any page."""
        if len(key) == 1 and key.isascii() and key.isdigit():
            self._pin = (self._pin + key)[:PIN_DIGITS_MAX]
        elif key == BACKSPACE or (key == BACK_KEY and self._pin):
            self._pin = self._pin[:-1]
        elif key == ENTER:
            self.post_message(self.Entered(self._pin))
            self._pin = ""
        else:
            return super().press_key(key)
        self.query_one("#dots", Static).update(DOT * len(self._pin))
        self.query_one(Countdown).restart()
        return True

    @on(LetterKey.Typed)
    def take_key(self, event: LetterKey.Typed) -> None:
        """A key on the screen is like one on the desk."""
        event.stop()
        self.press_key(event.key)

    def refuse(self, locked_seconds: float) -> None:
        """Says that the PIN was wrong, or for how long none is looked at."""
        words = self._words
        minutes = ceil(locked_seconds / 60)
        locked = words("Too many wrong PINs. Please try again in {minutes} min", minutes=minutes)
        self.query_one("#pin-says", Static).update(locked if minutes else words("This PIN is wrong"))


@dataclass(frozen=True, slots=True)
class StaffContent:
    """What the staff are shown: the printer and what it said, the last tickets, the link, late tickets.

    Without `has_code` slips lack the code by which a phone follows the queue, though the office wants it.
    """

    printer: str
    history: KioskHistory
    link_state: LinkState
    late: LateTickets
    has_code: bool = True


class StaffPage(Page):
    """A slip printed from here is marked as a copy and has the same number."""

    def __init__(self, content: StaffContent, words: Wording, patience: Patience) -> None:
        super().__init__()
        self._content = content
        self._words = words
        self._patience = patience

    def compose(self) -> ComposeResult:
        content, words = self._content, self._words
        with Vertical(id="staff"):
            with Vertical(id="facts"):
                yield Static(words("Printer: {printer}", printer=content.printer), markup=False)
                if not content.has_code:
                    missing = words("Slips have no code: public_address in the office file's [slip] is empty")
                    yield Static(missing, id="no-code", markup=False)
                for line in report_lines(content.history.report, words):
                    yield Static(line, classes="last-print", markup=False)
                state = words(STATES[content.link_state])
                yield Static(words("Link: {state}", state=state), id="link-state", markup=False)
                for line in late_lines(content.late, words):
                    yield Static(line, classes="late", markup=False)
            yield Static(words("Print a copy of one of the last numbers"), classes="subject", markup=False)
            copies = TouchGrid(id="copies")
            copies.fixed_columns = COPIES_COLUMNS
            with copies:
                for key, ticket in zip(KEYS, content.history.tickets, strict=False):
                    yield LastingButton(PrintCopy(ticket.number), self._about(ticket), key=key)
        with Horizontal(classes="ways-out"):
            yield TouchButton(GoToStart(), words("Home"), key=BACK_KEY, id="home")
            yield TouchButton(LeaveKiosk(), words("Leave the kiosk"), key=LEAVE_KEY, id="leave")
        yield Countdown(self._patience, words)

    def _about(self, ticket: TicketAnswer) -> str:
        said = f"{ticket.number} · {ticket.issued_at:%H:%M}"
        report = self._content.history.slips.get(ticket.number)
        return f"{said} · {self._words(OUTCOMES[report.outcome])}" if report else said


def report_lines(report: PrintReport | None, words: Wording) -> list[str]:
    """What the printer said last, why it failed, that paper runs out, and what technicians read."""
    if report is None:
        return [words("Nothing has been printed since the kiosk was started")]
    outcome = words(OUTCOMES[report.outcome])
    if report.reason:
        outcome = f"{outcome}: {worded_reason(report.reason, words)}"
    lines = [words("Last print: {outcome}", outcome=outcome)]
    if report.paper_low and report.reason != PAPER_OUT:
        lines.append(words("Paper is running out"))
    if report.detail:
        lines.append(words("Details: {detail}", detail=report.detail))
    return lines


def late_lines(late: LateTickets, words: Wording) -> list[str]:
    """What is still open of the numbers that were given out without the server."""
    if late.held is None:
        return [words("This kiosk's store can't be read; see the log")]
    lines = [words("Numbers not yet on the office's record: {n}", n=late.held)] if late.held else []
    if late.refused:
        numbers = ", ".join(late.refused)
        lines.append(words("Numbers that the office did not take: {numbers}", numbers=numbers))
    if not late.is_store_healthy:
        lines.append(words("This kiosk's store fails at times; see the log"))
    return lines
