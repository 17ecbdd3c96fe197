"""The papers that are still lacking, on the screen too, for whoever the printer fails."""

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from kiosk.actions import GoBack, GoToStart
from kiosk.input.keys import BACK_KEY
from kiosk.printing.printer import PrintReport
from kiosk.screens.page import LongPage
from kiosk.widgets.countdown import Countdown, Patience
from kiosk.widgets.touch_button import TouchButton
from wording import Wording


@dataclass(frozen=True, slots=True)
class PapersContent:
    """A procedure's name, the papers that are lacking, and what became of their list."""

    procedure: str
    papers: tuple[str, ...]
    note: str
    report: PrintReport | None = None


class PapersPage(LongPage):
    """A list to take home instead of a number that would be of no use."""

    def __init__(self, content: PapersContent, words: Wording, patience: Patience) -> None:
        super().__init__()
        self._content = content
        self._words = words
        self._patience = patience

    def compose(self) -> ComposeResult:
        content, words = self._content, self._words
        yield Static(words("Papers that you still have to bring"), classes="question", markup=False)
        with VerticalScroll(id="missing", can_focus=False):
            yield Static(content.procedure, classes="subject", markup=False)
            for place, paper in enumerate(content.papers, start=1):
                yield Static(f"{place}. {paper}", classes="paper", markup=False)
        yield Static(content.note, id="catalogue-note", markup=False)
        has_failed = content.report is not None and content.report.outcome == "failed"
        said = list_sentence(content.report, words)
        yield Static(said, id="print", classes="failed" if has_failed else "good", markup=False)
        with Horizontal(classes="ways-out"):
            yield self.read_on(words)
            yield TouchButton(GoBack(), words("Back"), key=BACK_KEY, id="back")
            yield TouchButton(GoToStart(), words("Home"), key="0", id="home")
        yield Countdown(self._patience, words)


def list_sentence(report: PrintReport | None, words: Wording) -> str:
    """What the citizen is told about the printed list; None means that it is being printed."""
    if report is None:
        return words("Printing, please wait")
    if report.outcome == "failed":
        return words("The list could not be printed. Please photograph the screen")
    return words("Please take the list. You need no number until you have the papers")
