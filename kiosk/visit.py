"""One citizen's visit to the kiosk, from the touch to the slip: a value that each step replaces."""

from dataclasses import dataclass, replace
from enum import StrEnum

from kiosk import touches as t
from kiosk.printing.printer import PrintReport
from ticketing.answers import TicketAnswer
from ticketing.commands import IssueTicket
from ticketing.wire.messages import Sentence

COPIES_MAX = 3


class Step(StrEnum):
    """What the kiosk shows."""

    CHOOSE_FIELD = "choose-field"
    ASK_ANOTHER = "ask-another"
    ASK_PRIORITY = "ask-priority"
    SEARCH = "search"
    PROCEDURE = "procedure"
    PAPERS = "papers"
    ISSUING = "issuing"
    UNANSWERED = "unanswered"
    REFUSED = "refused"
    TICKET = "ticket"
    STAFF_PIN = "staff-pin"
    STAFF = "staff"


COMFORT: tuple[type[t.Touch], ...] = (t.Speak, t.SwitchLetters, t.SwitchContrast, t.Listen)

# A touch that the step does not list was meant for the page before it, and does nothing.
TAKEN: dict[Step, tuple[type[t.Touch], ...]] = {
    Step.CHOOSE_FIELD: (t.ChooseField, t.FindProcedure, t.CallStaff),
    Step.ASK_ANOTHER: (t.TakeAnother, t.GoToStart),
    Step.ASK_PRIORITY: (t.ChoosePriority, t.GoToStart),
    Step.SEARCH: (t.ReadProcedure, t.GoBack, t.GoToStart),
    Step.PROCEDURE: (t.ChooseField, t.TickPaper, t.PrintPapers, t.GoBack, t.GoToStart),
    Step.PAPERS: (t.GoBack, t.GoToStart),
    Step.ISSUING: (),
    Step.UNANSWERED: (t.TryAgain, t.GoToStart),
    Step.REFUSED: (t.GoToStart,),
    Step.TICKET: (t.PrintAgain, t.GoToStart),
    Step.STAFF_PIN: (t.GoToStart,),
    Step.STAFF: (t.PrintCopy, t.LeaveKiosk, t.GoToStart),
}
BACK: dict[Step, Step] = {Step.PROCEDURE: Step.SEARCH, Step.PAPERS: Step.PROCEDURE}


class CardSaid(StrEnum):
    """What came of reading an identity card; the card itself is kept nowhere."""

    NOTHING = ""
    UNREADABLE = "unreadable"
    NO_PRIORITY = "no-priority"
    PRIORITY = "priority"


@dataclass(frozen=True, slots=True)
class Press:
    """One wish for a number; its id stays the same however often it is sent."""

    request_id: str
    command: IssueTicket


@dataclass(frozen=True, slots=True)
class Reading:
    """How far somebody has come in the catalogue; `ticked` are the papers that are there."""

    query: str = ""
    field: str = ""
    procedure: str = ""
    ticked: frozenset[int] = frozenset()

    def ticking(self, place: int) -> "Reading":
        """The paper at `place` is there, or is not after all."""
        return replace(self, ticked=self.ticked ^ {place})


@dataclass(frozen=True, slots=True)
class Visit:
    """How far the citizen at the kiosk has come; `report` is None while something is being printed.

    `proposed` is the priority class that a card's age gives, with what else the card `said`.
    """

    step: Step = Step.CHOOSE_FIELD
    field: str = ""
    reading: Reading = Reading()
    card: CardSaid = CardSaid.NOTHING
    proposed: str | None = None
    press: Press | None = None
    refusal: Sentence | None = None
    ticket: TicketAnswer | None = None
    report: PrintReport | None = None
    copies: int = 0

    def moved(self, move: t.Move) -> "Visit":
        """Another page, and nothing else."""
        match move:
            case t.FindProcedure():
                return replace(self, step=Step.SEARCH)
            case t.ReadProcedure(code):
                reading = replace(self.reading, procedure=code, ticked=frozenset())
                return replace(self, step=Step.PROCEDURE, reading=reading)
            case t.GoBack():
                return replace(self, step=BACK[self.step]) if self.step in BACK else Visit()
            case t.CallStaff():
                return Visit(Step.STAFF_PIN)

    def holding(self, field: str) -> "Visit":
        """A field is chosen of which this kiosk gave a number a moment ago."""
        return replace(self, step=Step.ASK_ANOTHER, field=field)

    def asked(self, field: str) -> "Visit":
        """A field is chosen; whether the citizen has priority is still open."""
        return Visit(Step.ASK_PRIORITY, field, card=self.card, proposed=self.proposed)

    def scanned(self, said: CardSaid, proposed: str | None = None) -> "Visit":
        """A card was read, or could not be."""
        return replace(self, card=said, proposed=proposed)

    def lacking(self) -> "Visit":
        """The papers that are still lacking are shown, and are being printed."""
        return replace(self, step=Step.PAPERS, report=None)

    def pressed(self, press: Press) -> "Visit":
        """A number was asked for."""
        return Visit(Step.ISSUING, press.command.field, press=press)

    def unanswered(self) -> "Visit":
        """No answer came; the press is kept, so that trying again cannot give two numbers."""
        return replace(self, step=Step.UNANSWERED)

    def refused(self, sentence: Sentence) -> "Visit":
        """The office said no, and why."""
        return replace(self, step=Step.REFUSED, refusal=sentence)

    def issued(self, ticket: TicketAnswer) -> "Visit":
        """The number is given out and on disk; its slip is being printed."""
        return replace(self, step=Step.TICKET, ticket=ticket, report=None)

    def printed(self, report: PrintReport) -> "Visit":
        """The printer has said what became of the slip or list."""
        return replace(self, report=report)

    def copying(self) -> "Visit":
        """The same number is being printed once more."""
        return replace(self, report=None, copies=self.copies + 1)

    def takes(self, touch: t.Touch) -> bool:
        """Whether this touch means something now; a slip that is being printed is not left behind."""
        if isinstance(touch, COMFORT):
            return True
        if self.step is Step.TICKET and self.report is None:
            return False
        return isinstance(touch, TAKEN[self.step])

    @property
    def may_copy(self) -> bool:
        """Whether another slip may be tried: the last one failed, and not too often."""
        return self.report is not None and self.report.outcome == "failed" and self.copies < COPIES_MAX
