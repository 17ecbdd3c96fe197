"""Which page a dialogue is shown on, and what stands on it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from kiosk.dialogue import DialogueStep, KioskDialogue
from kiosk.field_texts import (
    ClosedNote,
    WordedField,
    card_line,
    closed_note,
    connecting_note,
    printer_line,
    same_day_line,
    worded_fields,
)
from kiosk.history import KioskHistory
from kiosk.input.id_card import CardSaid
from kiosk.offline.standby import LateTickets
from kiosk.printing.printer import PrinterRest
from kiosk.procedure_texts import SAME_DAY, missing_papers
from kiosk.screens.choose_field import ChooseFieldPage, StartContent
from kiosk.screens.lacking_papers import PapersContent, PapersPage
from kiosk.screens.message import SorryPage, WaitPage
from kiosk.screens.page import Page
from kiosk.screens.procedure import ProcedureContent, ProcedurePage
from kiosk.screens.questions import AskAnotherPage, AskLatePage, AskPriorityPage, PriorityContent
from kiosk.screens.search import CatalogueContent, SearchPage
from kiosk.screens.staff import PinPage, StaffContent, StaffPage
from kiosk.screens.ticket import TicketContent, TicketLines, TicketPage
from kiosk.settings import KioskSettings
from kiosk.slip_texts import Letterhead, late_sentence, public_address, track_address, where_sentence
from kiosk.widgets.countdown import Patience
from link.contract import LinkState
from terminal.half_blocks import HalfBlockPicture
from terminal.office_names import field_name
from ticketing.plan import PriorityClass, Procedure
from ticketing.procedures import Catalogue
from ticketing.search.finding import NO_PROCEDURES, ProcedureIndex
from ticketing.views import KioskView
from ticketing.wire.messages import OfficeCard
from wording import Wording


@dataclass(frozen=True, slots=True)
class Library:
    """The catalogue that the last welcome brought, ready for searching."""

    catalogue: Catalogue
    index: ProcedureIndex

    @classmethod
    def of(cls, catalogue: Catalogue, office: OfficeCard) -> "Library":
        """Field names can be searched for in both languages of the office."""
        return cls(catalogue, catalogue.index(_names(office)))

    def renewed(self, catalogue: Catalogue, office: OfficeCard) -> "Library":
        """The library of a further welcome, made anew only where the catalogue is another one."""
        is_same = catalogue == self.catalogue and _names(office) == self.index.field_names
        return self if is_same else self.of(catalogue, office)


def _names(office: OfficeCard) -> dict[str, str]:
    return {field.code: f"{field.name.vi} {field.name.en}" for field in office.fields}


EMPTY = Library(Catalogue(), NO_PROCEDURES)


@dataclass(frozen=True, slots=True)
class KioskState:
    """What the kiosk knows at a moment, and the words that it says it in.

    With `has_slip` the printer is a virtual one, and `slip` is the picture that it printed last. `is_changed`
    says that somebody has changed how the kiosk speaks or looks; `reads_cards` that a scanner is there.
    `late` tells of the tickets that were given out without the server. `printer` is how the printer is, as
    far as it is known.
    """

    office: OfficeCard | None
    view: KioskView | None
    link_state: LinkState
    now: datetime | None
    words: Wording
    settings: KioskSettings
    library: Library
    history: KioskHistory
    is_changed: bool = False
    reads_cards: bool = False
    has_slip: bool = False
    slip: HalfBlockPicture | None = None
    printer: PrinterRest | None = None
    late: Callable[[], LateTickets] = LateTickets

    def start_content(self, dialogue: KioskDialogue) -> StartContent:
        """What the first page says."""
        fields, closed = self.worded_fields()
        return StartContent(
            fields,
            closed,
            self.same_day(),
            self.card_line(dialogue),
            has_catalogue=bool(self.library.catalogue.procedures),
            printer=printer_line(self.printer, self.words),
        )

    def worded_fields(self) -> tuple[tuple[WordedField, ...], ClosedNote | None]:
        """Every field as its button says it, and why none is offered where that is so."""
        if self.office is None:
            return (), connecting_note(self.words)
        closed = None
        if self.view and self.now:
            closed = closed_note(self.view, self.office, self.now, self.words)
        return worded_fields(self.office, self.view, self.link_state, self.words), closed

    def worded_field(self, code: str) -> WordedField:
        """One field as its button says it; one that the office has no more cannot be pressed."""
        fields, _ = self.worded_fields()
        gone = WordedField(code, "", code, "", can_press=False)
        return next((field for field in fields if field.code == code), gone)

    def field_name(self, code: str) -> str:
        """The name of a field in the citizen's language."""
        return field_name(self.office, code, self.words.language)

    def same_day(self) -> str:
        """That same-day results come the next working day, where it is so late."""
        return same_day_line(self.office, self.now, self.words) if self.office else ""

    def card_line(self, dialogue: KioskDialogue) -> str:
        """What is said of identity cards; nothing where none would be read or would propose anything."""
        can_propose = any(group.age_min is not None for group in declared_classes(self.office))
        if not (self.reads_cards and can_propose) and dialogue.card is CardSaid.NOTHING:
            return ""
        return card_line(dialogue.card, self.words)

    @property
    def letterhead(self) -> Letterhead | None:
        """What slips are made of besides their tickets; None before the office is known."""
        if self.office is None:
            return None
        address, catalogue = self.settings.public_address, self.library.catalogue
        return Letterhead(self.office, address, self.view, catalogue)

    @property
    def has_code(self) -> bool:
        """Whether slips carry the code that the office wants on them; there is none without an address."""
        head = self.letterhead
        return head is None or not head.office.slip.code or bool(public_address(head))

    def ticket_lines(self, dialogue: KioskDialogue) -> TicketLines:
        """What the dialogue's ticket says of itself, as its slip does."""
        head, ticket = self.letterhead, dialogue.ticket
        if head is None or ticket is None:
            return TicketLines()
        return TicketLines(
            where=where_sentence(ticket.field, head, self.words),
            late=late_sentence(ticket, head.office, self.words),
            track=track_address(ticket, head) or "",
        )

    def note(self) -> str:
        """What has to be said wherever procedures are shown."""
        return self.library.catalogue.note.worded(self.words.language)

    @property
    def today(self) -> date | None:
        """The office's local date, once it is known."""
        if self.now is None or self.office is None:
            return None
        return self.now.astimezone(ZoneInfo(self.office.time_zone)).date()

    def procedure(self, dialogue: KioskDialogue) -> Procedure:
        """The procedure that is being read; a catalogue that changed meanwhile may have it no more."""
        code = dialogue.browsing.procedure
        return self.library.catalogue.procedure(code) or Procedure(code, "", code)

    def patience(self, seconds: int) -> Patience:
        """A countdown of so many seconds."""
        return Patience(seconds, self.settings.tick_seconds)


def declared_classes(office: OfficeCard | None) -> tuple[PriorityClass, ...]:
    """The priority classes that citizens declare themselves."""
    return tuple(group for group in office.priority_classes if group.at_kiosk) if office else ()


def idle_seconds(step: DialogueStep, settings: KioskSettings) -> int:
    """How long a page is left to somebody who touches nothing: letters are hunted for, texts are read."""
    is_read = step in (DialogueStep.SEARCH, DialogueStep.PROCEDURE, DialogueStep.PAPERS)
    return settings.reading_seconds if is_read else settings.idle_seconds


def page_of(dialogue: KioskDialogue, state: KioskState) -> Page:
    """The page for this step of the dialogue."""
    idle = state.patience(idle_seconds(dialogue.step, state.settings))
    match dialogue.step:
        case (
            DialogueStep.CHOOSE_FIELD
            | DialogueStep.ASK_PRIORITY
            | DialogueStep.ASK_ANOTHER
            | DialogueStep.ASK_LATE
        ):
            return _question_page(dialogue, state)
        case DialogueStep.SEARCH | DialogueStep.PROCEDURE | DialogueStep.PAPERS:
            return _catalogue_page(dialogue, state)
        case DialogueStep.ISSUING:
            return WaitPage(state.words)
        case DialogueStep.UNANSWERED:
            sentence = state.words(
                "The office has not answered yet. Please press “Try again” or see the guidance desk."
            )
            return SorryPage(sentence, state.words, idle, can_retry=True)
        case DialogueStep.REFUSED:
            said = dialogue.refusal.worded(state.words.language) if dialogue.refusal else ""
            return SorryPage(said, state.words, idle, can_retry=False)
        case DialogueStep.TICKET:
            return _ticket_page(dialogue, state)
        case DialogueStep.STAFF_PIN:
            return PinPage(state.words, idle)
        case DialogueStep.STAFF:
            history = state.history
            content = StaffContent(
                state.settings.printer_name, history, state.link_state, state.late(), state.has_code
            )
            return StaffPage(content, state.words, state.patience(state.settings.staff_seconds))


def _question_page(dialogue: KioskDialogue, state: KioskState) -> Page:
    idle = state.patience(idle_seconds(dialogue.step, state.settings))
    if dialogue.step is DialogueStep.CHOOSE_FIELD:
        is_changed = state.is_changed or dialogue != KioskDialogue()
        return ChooseFieldPage(state.start_content(dialogue), state.words, idle if is_changed else None)
    if dialogue.step is DialogueStep.ASK_ANOTHER:
        held = state.history.held(dialogue.field, float("-inf"))
        return AskAnotherPage(held.number if held else "", state.words, idle)
    if dialogue.step is DialogueStep.ASK_LATE:
        return AskLatePage(state.field_name(dialogue.field), state.words, idle)
    classes = declared_classes(state.office)
    content = PriorityContent(
        state.field_name(dialogue.field), classes, dialogue.proposed, state.card_line(dialogue)
    )
    return AskPriorityPage(content, state.words, idle)


def _catalogue_page(dialogue: KioskDialogue, state: KioskState) -> Page:
    words, library = state.words, state.library
    idle = state.patience(idle_seconds(dialogue.step, state.settings))
    if dialogue.step is DialogueStep.SEARCH:
        fields = (
            {field.code: field.name.worded(words.language) for field in state.office.fields}
            if state.office
            else {}
        )
        return SearchPage(
            CatalogueContent(library.catalogue, library.index, fields), dialogue.browsing, words, idle
        )
    procedure = state.procedure(dialogue)
    if dialogue.step is DialogueStep.PAPERS:
        papers = missing_papers(procedure, dialogue.browsing.ticked)
        return PapersPage(PapersContent(procedure.name, papers, state.note(), dialogue.report), words, idle)
    same_day = state.same_day() if procedure.time_limit == SAME_DAY else ""
    field = state.worded_field(procedure.field)
    return ProcedurePage(
        ProcedureContent(procedure, field, dialogue.browsing, state.note(), same_day), words, idle
    )


def _ticket_page(dialogue: KioskDialogue, state: KioskState) -> Page:
    has_failed = dialogue.has_doubt
    settings = state.settings
    patience = state.patience(settings.problem_seconds if has_failed else settings.ticket_seconds)
    has_slip = state.has_slip and not has_failed
    lines = state.ticket_lines(dialogue)
    content = TicketContent(dialogue, state.field_name(dialogue.field), has_slip, state.slip, lines)
    return TicketPage(content, state.words, patience)
