"""One citizen's dialogue with the kiosk, from the touch to the slip: a value that each step replaces."""

from dataclasses import dataclass, replace
from enum import StrEnum

from kiosk import actions as a
from kiosk.input.id_card import CardSaid
from kiosk.printing.printer import PrintReport
from ticketing.answers import TicketAnswer
from ticketing.commands import IssueTicket
from ticketing.wire.messages import Sentence

COPIES_MAX = 3


class DialogueStep(StrEnum):
    """What the kiosk shows."""

    CHOOSE_FIELD = "choose-field"
    ASK_ANOTHER = "ask-another"
    ASK_PRIORITY = "ask-priority"
    ASK_LATE = "ask-late"
    SEARCH = "search"
    PROCEDURE = "procedure"
    PAPERS = "papers"
    ISSUING = "issuing"
    UNANSWERED = "unanswered"
    REFUSED = "refused"
    TICKET = "ticket"
    STAFF_PIN = "staff-pin"
    STAFF = "staff"


# A touch that the step does not list was meant for the page before it, and does nothing.
TAKEN: dict[DialogueStep, tuple[type[a.Action], ...]] = {
    DialogueStep.CHOOSE_FIELD: (a.ChooseField, a.FindProcedure, a.CallStaff),
    DialogueStep.ASK_ANOTHER: (a.TakeAnother, a.GoToStart),
    DialogueStep.ASK_PRIORITY: (a.ChoosePriority, a.GoToStart),
    DialogueStep.ASK_LATE: (a.TakeAnyway, a.GoToStart),
    DialogueStep.SEARCH: (a.ChooseField, a.ReadProcedure, a.GoBack, a.GoToStart),
    DialogueStep.PROCEDURE: (a.ChooseField, a.TickPaper, a.PrintPapers, a.GoBack, a.GoToStart),
    DialogueStep.PAPERS: (a.GoBack, a.GoToStart),
    DialogueStep.ISSUING: (),
    DialogueStep.UNANSWERED: (a.TryAgain, a.GoToStart),
    DialogueStep.REFUSED: (a.GoToStart,),
    DialogueStep.TICKET: (a.PrintAgain, a.GoToStart),
    DialogueStep.STAFF_PIN: (a.GoToStart,),
    DialogueStep.STAFF: (a.PrintCopy, a.LeaveKiosk, a.GoToStart),
}
BACK: dict[DialogueStep, DialogueStep] = {
    DialogueStep.PROCEDURE: DialogueStep.SEARCH,
    DialogueStep.PAPERS: DialogueStep.PROCEDURE,
}


@dataclass(frozen=True, slots=True)
class TicketRequest:
    """A number that is asked for; its id stays the same however often it is sent."""

    request_id: str
    command: IssueTicket


@dataclass(frozen=True, slots=True)
class Browsing:
    """How far somebody has come in the catalogue; `ticked` are the papers that are there."""

    query: str = ""
    field: str = ""
    procedure: str = ""
    ticked: frozenset[int] = frozenset()

    def ticking(self, place: int) -> "Browsing":
        """The paper at `place` is there, or is not after all."""
        return replace(self, ticked=self.ticked ^ {place})


@dataclass(frozen=True, slots=True)
class KioskDialogue:
    """How far the citizen at the kiosk has come; `report` is None while something is being printed.

    `proposed` is the priority class that a card's age gives, with what else the card `said`. `procedure` is
    the one from whose page the field was chosen, "" where it was another page.
    """

    step: DialogueStep = DialogueStep.CHOOSE_FIELD
    field: str = ""
    browsing: Browsing = Browsing()
    card: CardSaid = CardSaid.NOTHING
    proposed: str | None = None
    request: TicketRequest | None = None
    refusal: Sentence | None = None
    ticket: TicketAnswer | None = None
    report: PrintReport | None = None
    copies: int = 0
    procedure: str = ""

    def moved(self, move: a.Move) -> "KioskDialogue":
        """Another page, and nothing else."""
        match move:
            case a.FindProcedure():
                return replace(self, step=DialogueStep.SEARCH)
            case a.ReadProcedure(code):
                browsing = replace(self.browsing, procedure=code, ticked=frozenset())
                return replace(self, step=DialogueStep.PROCEDURE, browsing=browsing)
            case a.GoBack():
                return replace(self, step=BACK[self.step]) if self.step in BACK else KioskDialogue()
            case a.CallStaff():
                return KioskDialogue(DialogueStep.STAFF_PIN)

    def holding(self, field: str) -> "KioskDialogue":
        """A field is chosen of which this kiosk gave a number a moment ago."""
        return replace(self, step=DialogueStep.ASK_ANOTHER, field=field, procedure=self.chosen)

    def asked(self, field: str) -> "KioskDialogue":
        """A field is chosen; whether the citizen has priority is still open."""
        return KioskDialogue(
            DialogueStep.ASK_PRIORITY,
            field,
            card=self.card,
            proposed=self.proposed,
            procedure=self.chosen,
        )

    @property
    def chosen(self) -> str:
        """The code of the procedure that a number taken now is for, "" without one."""
        return self.browsing.procedure if self.step is DialogueStep.PROCEDURE else self.procedure

    def doubting(self, request: TicketRequest) -> "KioskDialogue":
        """The number can most likely not be served today; whether to send the request is still open."""
        return KioskDialogue(DialogueStep.ASK_LATE, request.command.field, request=request)

    def scanned(self, said: CardSaid, proposed: str | None = None) -> "KioskDialogue":
        """A card was read, or could not be."""
        return replace(self, card=said, proposed=proposed)

    def lacking(self) -> "KioskDialogue":
        """The papers that are still lacking are shown, and are being printed."""
        return replace(self, step=DialogueStep.PAPERS, report=None)

    def pressed(self, request: TicketRequest) -> "KioskDialogue":
        """A number was asked for."""
        return KioskDialogue(DialogueStep.ISSUING, request.command.field, request=request)

    def unanswered(self) -> "KioskDialogue":
        """No answer came; the request is kept, so that trying again cannot give two numbers."""
        return replace(self, step=DialogueStep.UNANSWERED)

    def refused(self, sentence: Sentence) -> "KioskDialogue":
        """The office said no, and why."""
        return replace(self, step=DialogueStep.REFUSED, refusal=sentence)

    def issued(self, ticket: TicketAnswer) -> "KioskDialogue":
        """The number is given out and on disk; its slip is being printed."""
        return replace(self, step=DialogueStep.TICKET, ticket=ticket, report=None)

    def printed(self, report: PrintReport) -> "KioskDialogue":
        """The printer has said what became of the slip or list."""
        return replace(self, report=report)

    def copying(self) -> "KioskDialogue":
        """The same number is being printed once more."""
        return replace(self, report=None, copies=self.copies + 1)

    def takes(self, action: a.Action) -> bool:
        """Whether this touch means something now; a slip that is being printed is not left behind."""
        if isinstance(action, a.Comfort):
            return True
        if self.only_waits:
            return False
        return isinstance(action, TAKEN[self.step])

    @property
    def types(self) -> bool:
        """Whether digits are text now and press no buttons."""
        return self.step in (DialogueStep.SEARCH, DialogueStep.STAFF_PIN)

    def without_typing(self) -> "KioskDialogue":
        """Nothing has been typed."""
        return replace(self, browsing=replace(self.browsing, query=""))

    @property
    def only_waits(self) -> bool:
        """Whether nothing can be done now but wait for an answer or a slip."""
        return self.step is DialogueStep.ISSUING or (self.step is DialogueStep.TICKET and self.report is None)

    @property
    def has_doubt(self) -> bool:
        """Whether there may be no slip of this ticket: it failed, or it is late."""
        return self.report is not None and self.report.outcome in ("failed", "unconfirmed")

    @property
    def may_copy(self) -> bool:
        """Whether another slip may be tried: it is in doubt whether there is one, and not too often."""
        return self.has_doubt and self.copies < COPIES_MAX
