"""One procedure: what the office says of it, and which of its papers the citizen has."""

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Static

from kiosk.actions import ChooseField, GoBack, PrintPapers, TickPaper
from kiosk.dialogue import Browsing
from kiosk.field_texts import WordedField
from kiosk.input.keys import BACK_KEY
from kiosk.procedure_texts import facts_of, missing_papers
from kiosk.screens.page import LongPage
from kiosk.widgets.countdown import Countdown, Patience
from kiosk.widgets.touch_button import LastingButton, TouchButton
from ticketing.plan import Procedure
from wording import Wording

TICKED, OPEN = "[✓]", "[  ]"
PRINT_KEY = "/"


@dataclass(frozen=True, slots=True)
class ProcedureContent:
    """A procedure, its field as the first page says it, what was ticked, and the catalogue's note.

    `same_day` is what is said of results of the same day that come the next working day, if it is so late.
    """

    procedure: Procedure
    field: WordedField
    browsing: Browsing
    note: str
    same_day: str = ""


class ProcedurePage(LongPage):
    """Papers are ticks; nothing is invented where the office has entered none."""

    def __init__(self, content: ProcedureContent, words: Wording, patience: Patience) -> None:
        super().__init__()
        self._content = content
        self._words = words
        self._patience = patience

    def compose(self) -> ComposeResult:
        content, words = self._content, self._words
        papers = content.procedure.papers
        with VerticalScroll(id="procedure", can_focus=False):
            yield Static(content.procedure.name, classes="question", markup=False)
            with Vertical(id="facts"):
                for fact in facts_of(content.procedure, content.field.name, words):
                    yield Static(f"{fact.label}: {fact.value}", markup=False)
                if content.same_day:
                    yield Static(content.same_day, markup=False, classes="same-day")
            yield Static(words("Papers to bring"), classes="subject", id="papers-title", markup=False)
            if papers:
                yield Static(words("Have you got these papers? Touch those that you have"), markup=False)
                for place, _ in enumerate(papers):
                    yield LastingButton(TickPaper(place), "", key=str(place + 1), id=f"paper-{place}")
            else:
                yield Static(
                    words("The office has not entered the papers of this procedure"),
                    id="no-papers",
                    markup=False,
                )
            if papers and content.procedure.source:
                source = words("Papers from: {source}", source=content.procedure.source)
                yield Static(source, id="papers-source", markup=False)
            yield Static(content.note, id="catalogue-note", markup=False)
        with Horizontal(classes="ways-out"):
            yield self.read_on(words)
            yield TouchButton(ChooseField(content.field.code), words("Take a number"), key="0", id="take")
            if papers:
                yield TouchButton(PrintPapers(), words("Print the papers"), key=PRINT_KEY, id="print-papers")
            yield TouchButton(GoBack(), words("Back"), key=BACK_KEY, id="back")
        yield Countdown(self._patience, words)

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one("#take", TouchButton).disabled = not self._content.field.can_press
        self.show_ticks(self._content.browsing.ticked)

    def show_tick(self, place: int, ticked: frozenset[int]) -> None:
        """Brings the ticks up to date, and the paper at `place` into sight."""
        self.show_ticks(ticked)
        self.query_one(f"#paper-{place}").scroll_visible(animate=False)

    def show_ticks(self, ticked: frozenset[int]) -> None:
        """Brings the ticks up to date, and how many papers are lacking."""
        words, procedure = self._words, self._content.procedure
        for place, paper in enumerate(procedure.papers):
            has_it = place in ticked
            button = self.query_one(f"#paper-{place}", TouchButton)
            button.say(f"{TICKED if has_it else OPEN} {paper}")
            button.set_class(has_it, "-ticked")
        count = len(missing_papers(procedure, ticked))
        for button in self.query("#print-papers").results(TouchButton):
            button.say(words.count("Print {n} missing paper", "Print {n} missing papers", count))
            button.display = count > 0
