"""What the kiosk knows, and what a touch means to it; it draws nothing and waits for nothing."""

from dataclasses import dataclass, replace
from functools import partial

from textual.message import Message

from kiosk import actions as a
from kiosk.dialogue import DialogueStep, KioskDialogue, TicketRequest
from kiosk.guidance import guidance_for
from kiosk.history import TICKETS_KEPT, KioskHistory, ReprintRequests
from kiosk.input.id_card import CardSaid, card_says
from kiosk.jobs import Jobs, PrintJob
from kiosk.offline.standby import late_tickets, tickets_before_start
from kiosk.page_choice import EMPTY, KioskState, declared_classes
from kiosk.page_frame import FrameContent
from kiosk.preferences import Preferences
from kiosk.printing.papers_list import PapersList
from kiosk.printing.printer import PrintReport
from kiosk.printing.slip import Slip
from kiosk.printing.watch import WatchedPrinter
from kiosk.procedure_texts import missing_papers
from kiosk.settings import Equipment, KioskSettings
from kiosk.slip_texts import papers_list, ticket_slip
from link.contract import Link, LinkEvent, LinkState, StateChanged, ViewArrived, Welcomed
from terminal.half_blocks import HalfBlockPicture
from ticketing.answers import TicketAnswer
from ticketing.commands import IssueTicket
from ticketing.views import KioskView
from ticketing.wire.messages import Sentence


@dataclass(frozen=True, slots=True)
class SendRequest:
    """A number is to be asked for."""

    request: TicketRequest


@dataclass(frozen=True, slots=True)
class PrintTicket:
    """The slip of this ticket is to be printed; a copy is one after the first."""

    ticket: TicketAnswer
    copy: bool


@dataclass(frozen=True, slots=True)
class PrintMissingPapers:
    """The list of the papers that are lacking is to be printed."""


@dataclass(frozen=True, slots=True)
class SayGuidance:
    """This clip is to be said in this language."""

    clip: str
    language: str


@dataclass(frozen=True, slots=True)
class EndProgram:
    """The staff are leaving the kiosk."""


Effect = SendRequest | PrintTicket | PrintMissingPapers | SayGuidance | EndProgram
"""What takes time or leaves the screen, for whoever runs the kiosk."""


class KioskModel:
    """Follows one citizen after the other; moments are seconds of a clock that never goes back.

    The slips of a virtual `printer` are shown on the screen.
    """

    def __init__(
        self,
        link: Link,
        settings: KioskSettings,
        equipment: Equipment,
        printer: WatchedPrinter | None = None,
    ) -> None:
        self.dialogue = KioskDialogue()
        self.history = KioskHistory()
        self.preferences = Preferences(settings)
        self.slip: HalfBlockPicture | None = None
        self._link = link
        self.link_state = link.state
        self._rejection: Sentence | None = None
        self._library = EMPTY
        self._settings = settings
        self._equipment = equipment
        self._printer = printer
        self._reprint_requests = ReprintRequests(settings.kiosk_name)
        for ticket in reversed(tickets_before_start(link, TICKETS_KEPT)):
            self.history.gave(ticket, float("-inf"))

    def obey(self, action: a.Action, at: float) -> Effect | None:
        """Follows a touch that the dialogue takes, at a moment; what is to be done beside."""
        match action:
            case a.ChooseField(code) if self._held(code, at):
                self.dialogue = self.dialogue.holding(code)
            case a.ChooseField(code):
                return self._choose(code)
            case a.TakeAnother():
                return self._choose(self.dialogue.field)
            case a.ChoosePriority(code):
                return self._issue(self.dialogue.field, code)
            case a.TryAgain() | a.TakeAnyway() if self.dialogue.request:
                return self._send(self.dialogue.request)
            case a.GoToStart():
                self._go_to_start()
            case a.FindProcedure() | a.ReadProcedure() | a.GoBack() | a.CallStaff():
                self.dialogue = self.dialogue.moved(action)
            case a.TickPaper(place):
                browsing = self.dialogue.browsing.ticking(place)
                self.dialogue = replace(self.dialogue, browsing=browsing)
            case a.LeaveKiosk():
                return EndProgram()
            case a.Listen():
                return self._guidance()
            case _ if not self.preferences.change(action):
                return self._print(action)
        return None

    def make_way(self) -> None:
        """The next citizen finds the kiosk as the office has set it."""
        self.preferences.forget()
        self.dialogue = KioskDialogue()

    def hear(self, event: LinkEvent) -> list[PrintTicket]:
        """Takes in what the link says; the copies that counters wait for and that are to be printed."""
        match event:
            case StateChanged(state, sentence):
                self.link_state, self._rejection = state, sentence
            case Welcomed(office, catalogue):
                self._library = self._library.renewed(catalogue, office)
            case ViewArrived(view=KioskView() as view):
                return [PrintTicket(ticket, copy=True) for ticket in self._reprint_requests.new(view)]
        return []

    def opens_staff_page(self, pin: str, at: float) -> bool:
        """Whether this PIN opens the staff's page, at a moment; it counts as an attempt."""
        lock = self._equipment.staff_lock
        if lock is None or self.dialogue.step is not DialogueStep.STAFF_PIN or not lock.opens(pin, at):
            return False
        self.dialogue = KioskDialogue(DialogueStep.STAFF)
        return True

    def locked_seconds(self, at: float) -> float:
        """For how many seconds more no PIN is looked at."""
        return self._equipment.staff_lock.locked_seconds(at) if self._equipment.staff_lock else 0.0

    @property
    def may_call_staff(self) -> bool:
        """Whether the staff's gesture means something now."""
        return self._equipment.staff_lock is not None and self.dialogue.takes(a.CallStaff())

    def read_card(self, payload: str) -> tuple[CardSaid, str | None]:
        """What a card's age proposes; of the payload nothing is kept."""
        state = self.state()
        return card_says(payload, state.office, state.today)

    def scanned(self, said: CardSaid, proposed: str | None) -> bool:
        """Takes in what a card said, where a field or a group is chosen; elsewhere it means nothing."""
        if self.dialogue.step not in (DialogueStep.CHOOSE_FIELD, DialogueStep.ASK_PRIORITY):
            return False
        self.dialogue = self.dialogue.scanned(said, proposed)
        return True

    def issued(self, request: TicketRequest, ticket: TicketAnswer, at: float) -> PrintTicket | None:
        """The office gave a number; its slip is to be printed where its citizen is still here."""
        self.history.gave(ticket, at)
        if request != self.dialogue.request:
            return None
        self.slip = None
        self.dialogue = self.dialogue.issued(ticket)
        return PrintTicket(ticket, copy=False)

    def printed(self, number: str, report: PrintReport, picture: HalfBlockPicture) -> bool:
        """Takes in what became of a slip; whether what is on the screen changes by it."""
        self.history.printed(number, report)
        if self.dialogue.ticket and self.dialogue.ticket.number == number:
            self.slip = picture
            self.dialogue = self.dialogue.printed(report)
            return True
        return self.dialogue.step is DialogueStep.STAFF

    def hear_printer(self, message: Message) -> bool:
        """Takes in what came of the printer; whether what is on the screen changes by it."""
        match message:
            case Jobs.Printed(number=number, report=report, picture=picture):
                return self.printed(number, report, picture)
            case Jobs.ListPrinted(report=report):
                return self.list_printed(report)
            case Jobs.PrintingAgain(number=number) if self.awaits_slip(number):
                self.dialogue = self.dialogue.copying()
                return True
        return False

    def awaits_slip(self, number: str) -> bool:
        """Whether the page of this number stands, and says that its slip failed."""
        dialogue = self.dialogue
        return dialogue.ticket is not None and dialogue.ticket.number == number and dialogue.has_doubt

    def list_printed(self, report: PrintReport) -> bool:
        """Takes in what became of a list of papers; whether what is on the screen changes by it."""
        self.history.report = report
        if self.dialogue.step is not DialogueStep.PAPERS:
            return False
        self.dialogue = self.dialogue.printed(report)
        return True

    def slip_of(self, ticket: TicketAnswer, *, copy: bool) -> Slip | None:
        """What is written on a ticket's slip, in the citizen's language; None before the office is known."""
        head = self.state().letterhead
        if head is None:
            return None
        return ticket_slip(ticket, head, self.preferences.words, copy=copy)

    def print_job(self, ticket: TicketAnswer, *, copy: bool) -> PrintJob | None:
        """A ticket's slip to print, and a copy of it in case it fails; None as above."""
        slip = self.slip_of(ticket, copy=copy)
        again = None if copy else self.slip_of(ticket, copy=True)
        return PrintJob(slip, ticket.number, copy, again) if slip else None

    def missing_list(self) -> tuple[PapersList, str] | None:
        """What is written on the list of lacking papers, and the procedure's code; None as above."""
        office, state = self._link.office, self.state()
        if office is None:
            return None
        procedure = state.procedure(self.dialogue)
        papers = missing_papers(procedure, self.dialogue.browsing.ticked)
        return papers_list(procedure, papers, (office, state.note()), state.words), procedure.code

    def frame_content(self) -> FrameContent:
        """What stands around the page now."""
        return FrameContent(self._link.office, self.link_state, self._rejection)

    def state(self) -> KioskState:
        """What a page is made of now."""
        view = self._link.view
        return KioskState(
            office=self._link.office,
            view=view if isinstance(view, KioskView) else None,
            link_state=self.link_state,
            now=self._link.now(),
            words=self.preferences.words,
            settings=self._settings,
            library=self._library,
            history=self.history,
            is_changed=self.preferences.is_changed,
            reads_cards=self._equipment.scanner is not None,
            has_slip=self._printer is not None and self._printer.shows_slips,
            printer=self._printer.rest if self._printer else None,
            slip=self.slip,
            late=partial(late_tickets, self._link),
        )

    def _held(self, field: str, at: float) -> TicketAnswer | None:
        return self.history.held(field, at - self._settings.another_seconds)

    def _choose(self, field: str) -> Effect | None:
        if not declared_classes(self._link.office):
            return self._issue(field)
        self.dialogue = self.dialogue.asked(field)
        return None

    def _issue(self, field: str, priority: str | None = None) -> Effect | None:
        """Asks for a number, but first whether it is wanted where it can most likely not be served today."""
        command = IssueTicket(field, priority, procedure=self.dialogue.chosen)
        request = TicketRequest(self._settings.new_request_id(), command)
        if not self._is_unlikely(command):
            return self._send(request)
        self.dialogue = self.dialogue.doubting(request)
        return None

    def _is_unlikely(self, command: IssueTicket) -> bool:
        view = self._link.view
        if self.link_state is not LinkState.LIVE or not isinstance(view, KioskView):
            return False
        row = next((row for row in view.fields if row.code == command.field), None)
        if row is None:
            return False
        return row.unlikely_with_priority if command.priority else row.unlikely_today

    def _send(self, request: TicketRequest) -> Effect:
        self.dialogue = self.dialogue.pressed(request)
        return SendRequest(request)

    def _go_to_start(self) -> None:
        if self.dialogue.ticket:
            self.make_way()
        else:
            self.dialogue = KioskDialogue()

    def _guidance(self) -> SayGuidance | None:
        """What the page is for, if there is anything to be said."""
        state = self.state()
        clip = guidance_for(self.dialogue.step, is_closed=state.worded_fields()[1] is not None)
        return SayGuidance(clip, state.words.language) if clip else None

    def _print(self, action: a.Action) -> Effect | None:
        match action:
            case a.PrintAgain() if self.dialogue.may_copy and (ticket := self.dialogue.ticket):
                self.dialogue = self.dialogue.copying()
                return PrintTicket(ticket, copy=True)
            case a.PrintCopy(number) if ticket := self.history.ticket(number):
                return PrintTicket(ticket, copy=True)
            case a.PrintPapers():
                self.dialogue = self.dialogue.lacking()
                return PrintMissingPapers()
        return None
