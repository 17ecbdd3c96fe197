"""Which page a visit is shown on, and what stands on it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from kiosk.field_signs import (
    Notice,
    WordedField,
    closed_notice,
    connecting_notice,
    same_day_line,
    worded_fields,
)
from kiosk.offline.late import LateTickets
from kiosk.procedure_texts import SAME_DAY, missing_papers
from kiosk.recent import Recent
from kiosk.screens.ask_another import AskAnotherPage
from kiosk.screens.ask_priority import AskPriorityPage, PrioritySign
from kiosk.screens.card_line import card_line
from kiosk.screens.choose_field import ChooseFieldPage, StartSign
from kiosk.screens.message import SorryPage, WaitPage
from kiosk.screens.page import Page
from kiosk.screens.papers import PapersPage, PapersSign
from kiosk.screens.procedure import ProcedurePage, ProcedureSign
from kiosk.screens.search import CatalogueSign, SearchPage
from kiosk.screens.staff import PinPage, StaffPage, StaffSign
from kiosk.screens.ticket import TicketPage, TicketSign
from kiosk.settings import KioskSettings
from kiosk.ticket_paper import Letterhead, field_name, track_address
from kiosk.visit import CardSaid, Step, Visit
from kiosk.widgets.banner import in_language
from kiosk.widgets.countdown import Patience
from kiosk.widgets.half_blocks import Picture
from link.contract import LinkState
from ticketing.plan import PriorityClass, Procedure
from ticketing.procedures import Catalogue, ProcedureIndex
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
        names = {field.code: f"{field.name.vi} {field.name.en}" for field in office.fields}
        return cls(catalogue, ProcedureIndex(catalogue.procedures, lambda code: names.get(code, "")))


EMPTY = Library(Catalogue(), ProcedureIndex(()))


@dataclass(frozen=True, slots=True)
class Scene:
    """What the kiosk knows at a moment, and the words that it says it in.

    With `has_slip` the printer is a virtual one, and `slip` is the picture that it printed last. `is_changed`
    says that somebody has changed how the kiosk speaks or looks; `reads_cards` that a scanner is there.
    `late` tells of the tickets that were given out without the server.
    """

    office: OfficeCard | None
    view: KioskView | None
    state: LinkState
    now: datetime | None
    words: Wording
    settings: KioskSettings
    library: Library
    recent: Recent
    is_changed: bool = False
    reads_cards: bool = False
    has_slip: bool = False
    slip: Picture | None = None
    late: Callable[[], LateTickets] = LateTickets

    def start_sign(self, visit: Visit) -> StartSign:
        """What the first page says."""
        fields, notice = self.field_signs()
        return StartSign(
            fields,
            notice,
            self.same_day(),
            self.card_line(visit),
            has_catalogue=bool(self.library.catalogue.procedures),
        )

    def field_signs(self) -> tuple[tuple[WordedField, ...], Notice | None]:
        """Every field as its button says it, and why none is offered where that is so."""
        if self.office is None:
            return (), connecting_notice(self.words)
        notice = closed_notice(self.view, self.office, self.words) if self.view else None
        return worded_fields(self.office, self.view, self.state, self.words), notice

    def field_sign(self, code: str) -> WordedField:
        """One field as its button says it; one that the office has no more cannot be pressed."""
        fields, _ = self.field_signs()
        gone = WordedField(code, "", code, "", can_press=False)
        return next((field for field in fields if field.code == code), gone)

    def field_name(self, code: str) -> str:
        """The name of a field in the citizen's language."""
        return field_name(self.office, code, self.words.language) if self.office else code

    def same_day(self) -> str:
        """That same-day results come the next working day, where it is so late."""
        return same_day_line(self.office, self.now, self.words) if self.office else ""

    def card_line(self, visit: Visit) -> str:
        """What is said of identity cards; nothing where none would be read or would propose anything."""
        can_propose = any(group.age_min is not None for group in declared_classes(self.office))
        if not (self.reads_cards and can_propose) and visit.card is CardSaid.NOTHING:
            return ""
        return card_line(visit.card, self.words)

    def track(self, visit: Visit) -> str:
        """Where a phone follows the visit's ticket; empty where slips have no code either."""
        if self.office is None or visit.ticket is None:
            return ""
        return track_address(visit.ticket, Letterhead(self.office, self.settings.public_address)) or ""

    def note(self) -> str:
        """What has to be said wherever procedures are shown."""
        return self.library.catalogue.note.worded(self.words.language)

    @property
    def today(self) -> date | None:
        """The office's local date, once it is known."""
        if self.now is None or self.office is None:
            return None
        return self.now.astimezone(ZoneInfo(self.office.time_zone)).date()

    def procedure(self, visit: Visit) -> Procedure:
        """The procedure that is being read; a catalogue that changed meanwhile may have it no more."""
        code = visit.reading.procedure
        return self.library.catalogue.procedure(code) or Procedure(code, "", code)

    def patience(self, seconds: int) -> Patience:
        """A countdown of so many seconds."""
        return Patience(seconds, self.settings.tick_seconds)


def declared_classes(office: OfficeCard | None) -> tuple[PriorityClass, ...]:
    """The priority classes that citizens declare themselves."""
    return tuple(group for group in office.priority_classes if group.at_kiosk) if office else ()


def page_of(visit: Visit, scene: Scene) -> Page:
    """The page for this step of the visit."""
    idle = scene.patience(scene.settings.idle_seconds)
    match visit.step:
        case Step.CHOOSE_FIELD | Step.ASK_PRIORITY | Step.ASK_ANOTHER:
            return _question_page(visit, scene)
        case Step.SEARCH | Step.PROCEDURE | Step.PAPERS:
            return _catalogue_page(visit, scene)
        case Step.ISSUING:
            return WaitPage(scene.words)
        case Step.UNANSWERED:
            sentence = scene.words(
                "The office has not answered yet. Please press “Try again” or see the guidance desk."
            )
            return SorryPage(sentence, scene.words, idle, can_retry=True)
        case Step.REFUSED:
            said = in_language(visit.refusal, scene.words.language) if visit.refusal else ""
            return SorryPage(said, scene.words, idle, can_retry=False)
        case Step.TICKET:
            return _ticket_page(visit, scene)
        case Step.STAFF_PIN:
            return PinPage(scene.words, idle)
        case Step.STAFF:
            recent = scene.recent
            sign = StaffSign(scene.settings.printer_name, recent, scene.state, scene.late())
            return StaffPage(sign, scene.words, scene.patience(scene.settings.staff_seconds))


def _question_page(visit: Visit, scene: Scene) -> Page:
    idle = scene.patience(scene.settings.idle_seconds)
    if visit.step is Step.CHOOSE_FIELD:
        is_changed = scene.is_changed or visit != Visit()
        return ChooseFieldPage(scene.start_sign(visit), scene.words, idle if is_changed else None)
    if visit.step is Step.ASK_ANOTHER:
        held = scene.recent.held(visit.field, float("-inf"))
        return AskAnotherPage(held.number if held else "", scene.words, idle)
    classes = declared_classes(scene.office)
    sign = PrioritySign(scene.field_name(visit.field), classes, visit.proposed, scene.card_line(visit))
    return AskPriorityPage(sign, scene.words, idle)


def _catalogue_page(visit: Visit, scene: Scene) -> Page:
    words, library, idle = scene.words, scene.library, scene.patience(scene.settings.idle_seconds)
    if visit.step is Step.SEARCH:
        fields = (
            {field.code: field.name.worded(words.language) for field in scene.office.fields}
            if scene.office
            else {}
        )
        return SearchPage(CatalogueSign(library.catalogue, library.index, fields), visit.reading, words, idle)
    procedure = scene.procedure(visit)
    if visit.step is Step.PAPERS:
        papers = missing_papers(procedure, visit.reading.ticked)
        return PapersPage(PapersSign(procedure.name, papers, scene.note(), visit.report), words, idle)
    same_day = scene.same_day() if procedure.time_limit == SAME_DAY else ""
    field = scene.field_sign(procedure.field)
    return ProcedurePage(ProcedureSign(procedure, field, visit.reading, scene.note(), same_day), words, idle)


def _ticket_page(visit: Visit, scene: Scene) -> Page:
    has_failed = visit.report is not None and visit.report.outcome == "failed"
    settings = scene.settings
    patience = scene.patience(settings.trouble_seconds if has_failed else settings.ticket_seconds)
    has_slip = scene.has_slip and not has_failed
    sign = TicketSign(visit, scene.field_name(visit.field), has_slip, scene.slip, scene.track(visit))
    return TicketPage(sign, scene.words, patience)
