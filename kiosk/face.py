"""The whole kiosk as one widget, which the thin app and the demo mount alike."""

import asyncio
from dataclasses import replace

from textual import events, on

from kiosk import touches as t
from kiosk.errands import Errands, PrintJob
from kiosk.frame import Furnishing, KioskFrame
from kiosk.look import LOOK
from kiosk.offline.late import tickets_before_start
from kiosk.pages import Library, declared_classes
from kiosk.paper_jobs import papers_list
from kiosk.printing.printer import Printer
from kiosk.procedure_texts import missing_papers
from kiosk.recent import TICKETS_KEPT
from kiosk.reprints import Reprints
from kiosk.scanner import LineReader, read_serial
from kiosk.screens.page import Page
from kiosk.screens.procedure import ProcedurePage
from kiosk.screens.search import SearchPage
from kiosk.screens.staff import PinPage
from kiosk.senses import Senses, card_says
from kiosk.settings import Equipment, KioskSettings
from kiosk.ticket_paper import Letterhead, ticket_slip
from kiosk.visit import Press, Step, Visit
from kiosk.wedge import Heard, KeyMeant, Scan
from kiosk.widgets.countdown import Countdown
from kiosk.widgets.masthead import Masthead, OfficeNames
from kiosk.widgets.toolbar import Toolbar
from kiosk.widgets.touch_button import TouchButton
from link.contract import Link, LinkEvent, StateChanged, ViewArrived, Welcomed
from ticketing.answers import TicketAnswer
from ticketing.commands import IssueTicket
from ticketing.views import KioskView

NO_EQUIPMENT = Equipment()
OTHER_LANGUAGE_KEY = "*"


class KioskFace(KioskFrame, can_focus=True):
    """Turns touches into commands and views into pages; it runs its link and its printer in workers."""

    DEFAULT_CSS = LOOK

    def __init__(
        self,
        link: Link,
        printer: Printer,
        settings: KioskSettings,
        equipment: Equipment = NO_EQUIPMENT,
        *,
        id: str | None = None,  # noqa: A002 - the name that every widget of Textual gives it
    ) -> None:
        super().__init__(Furnishing(link, printer, settings, equipment), id)
        self._errands = Errands(link, printer, settings, self.post_message)
        self._reprints = Reprints(settings.kiosk_name)
        self._senses = Senses(equipment, self._hear, self.set_timer)

    async def on_mount(self) -> None:
        self._link.listen(self._pass_on)
        for ticket in reversed(tickets_before_start(self._link, TICKETS_KEPT)):
            self.recent.gave(ticket, float("-inf"))
        await self._turn_page()
        self.run_worker(self._link.run(), group="link")
        scanner = self._equipment.scanner
        if scanner and scanner.device:
            self.run_worker(read_serial(LineReader(scanner.device), self._take_card), group="scanner")
        self.set_interval(self._settings.look_again_seconds, self._look_again)

    def on_key(self, event: events.Key) -> None:
        """Keys are buttons, signs or a scanner's; docs/kiosk.md lists those of a keypad."""
        self._notice_somebody()
        if self._senses.press(event):
            event.stop()

    def on_mouse_down(self) -> None:
        """A finger came down, on a button or beside it."""
        self._notice_somebody()

    @on(OfficeNames.Touched)
    def notice_staff(self, event: OfficeNames.Touched) -> None:
        """The staff's gesture, made with a finger."""
        if self._senses.touch_name(event.at):
            self._call_staff()

    @on(TouchButton.Pressed)
    async def take_touch(self, event: TouchButton.Pressed) -> None:
        """Does what a touch means, unless it was meant for the page before."""
        event.stop()
        if asyncio.get_running_loop().time() - self._turned_at < self._settings.settle_seconds:
            event.button.disabled = False
        elif self.visit.takes(event.touch):
            await self._obey(event.touch)

    @on(Countdown.Ended)
    async def end_visit(self, event: Countdown.Ended) -> None:
        """The citizen has left or has seen enough; a countdown whose page is gone counts no more."""
        if event.countdown.is_attached:
            await self._make_way()

    @on(KioskFrame.LinkSpoke)
    async def hear_link(self, message: KioskFrame.LinkSpoke) -> None:
        """Brings the first page up to date; a visit that is under way is not disturbed."""
        match message.event:
            case StateChanged(state, sentence):
                self._state, self._rejection = state, sentence
            case Welcomed(office, catalogue):
                self._library = Library.of(catalogue, office)
                if self.visit.step is Step.CHOOSE_FIELD:
                    await self._turn_page()
            case ViewArrived(view=KioskView() as view):
                for ticket in self._reprints.new(view):
                    self._print_slip(ticket, copy=True)
        self._look_again()

    @on(SearchPage.Looked)
    def keep_reading(self, message: SearchPage.Looked) -> None:
        """What was typed is there again when the citizen comes back from a procedure."""
        self.visit = replace(self.visit, reading=message.reading)

    @on(PinPage.Entered)
    async def try_pin(self, message: PinPage.Entered) -> None:
        """Opens the staff's page, or says what is wrong."""
        lock = self._equipment.staff_lock
        if lock is None or self.visit.step is not Step.STAFF_PIN:
            return
        now = asyncio.get_running_loop().time()
        if lock.opens(message.pin, now):
            await self._go_to(Visit(Step.STAFF))
        else:
            self.query_one(PinPage).refuse(lock.locked_seconds(now))

    @on(KioskFrame.Scanned)
    async def show_proposal(self, message: KioskFrame.Scanned) -> None:
        """A card is looked at where a field or a group is chosen, and nowhere else."""
        if self.visit.step in (Step.CHOOSE_FIELD, Step.ASK_PRIORITY):
            await self._go_to(self.visit.scanned(message.said, message.proposed))

    @on(Errands.Issued)
    async def show_number(self, message: Errands.Issued) -> None:
        """The number is there at once; its slip comes when it comes."""
        self.recent.gave(message.ticket, asyncio.get_running_loop().time())
        if message.press == self.visit.press:
            self._slip = None
            await self._go_to(self.visit.issued(message.ticket))
            self._print_slip(message.ticket, copy=False)

    @on(Errands.Refused)
    async def show_refusal(self, message: Errands.Refused) -> None:
        """The office's own sentence is shown."""
        if message.press == self.visit.press:
            await self._go_to(self.visit.refused(message.sentence))

    @on(Errands.NotAnswered)
    async def offer_retry(self, message: Errands.NotAnswered) -> None:
        """The press is kept for another try."""
        if message.press == self.visit.press:
            await self._go_to(self.visit.unanswered())

    @on(Errands.Printed)
    async def show_print(self, message: Errands.Printed) -> None:
        """Says what became of the slip, if its citizen is still here, or the staff who asked for it."""
        self.recent.printed(message.number, message.report)
        if self.visit.ticket and self.visit.ticket.number == message.number:
            self._slip = message.picture
            await self._go_to(self.visit.printed(message.report))
        elif self.visit.step is Step.STAFF:
            await self._turn_page()

    @on(Errands.ListPrinted)
    async def show_list(self, message: Errands.ListPrinted) -> None:
        """Says what became of the list of papers."""
        self.recent.report = message.report
        if self.visit.step is Step.PAPERS:
            await self._go_to(self.visit.printed(message.report))

    def _pass_on(self, event: LinkEvent) -> None:
        self.post_message(self.LinkSpoke(event))

    def _hear(self, heard: Heard) -> None:
        match heard:
            case KeyMeant(key):
                self._press_key(key)
            case Scan(text):
                self._take_card(text)

    def _press_key(self, key: str) -> None:
        if self.query_one(Page).press_key(key):
            return
        if key == OTHER_LANGUAGE_KEY:
            self.query_one(Masthead).press_other()
        elif self._senses.leave_key(key):
            self._call_staff()
        else:
            self.query_one(Toolbar).press_key(key)

    def _take_card(self, payload: str) -> None:
        scene = self._scene()
        self.post_message(self.Scanned(*card_says(payload, scene.office, scene.today)))

    def _call_staff(self) -> None:
        if self._equipment.staff_lock and self.visit.takes(t.CallStaff()):
            self.run_worker(self._go_to(self.visit.moved(t.CallStaff())), group="staff")

    async def _obey(self, touch: t.Touch) -> None:
        match touch:
            case t.ChooseField(code) if self._held(code):
                await self._go_to(self.visit.holding(code))
            case t.ChooseField(code):
                await self._choose(code)
            case t.TakeAnother():
                await self._choose(self.visit.field)
            case t.ChoosePriority(code):
                await self._issue(IssueTicket(self.visit.field, code))
            case t.TryAgain() if self.visit.press:
                await self._send(self.visit.press)
            case t.GoToStart():
                await (self._make_way() if self.visit.ticket else self._go_to(Visit()))
            case t.FindProcedure() | t.ReadProcedure() | t.GoBack():
                await self._go_to(self.visit.moved(touch))
            case t.TickPaper(place):
                self.visit = replace(self.visit, reading=self.visit.reading.ticking(place))
                self.query_one(ProcedurePage).show_tick(place, self.visit.reading.ticked)
            case t.LeaveKiosk():
                self.post_message(self.Left())
            case t.Listen():
                self._explain()
            case _ if self._manners.change(touch):
                await self._turn_page()
            case _:
                await self._print_what(touch)

    async def _print_what(self, touch: t.Touch) -> None:
        match touch:
            case t.PrintAgain() if self.visit.may_copy and self.visit.ticket:
                await self._go_to(self.visit.copying())
                self._print_slip(self.visit.ticket, copy=True)
            case t.PrintCopy(number) if ticket := self.recent.ticket(number):
                self._print_slip(ticket, copy=True)
            case t.PrintPapers():
                await self._go_to(self.visit.lacking())
                self._print_papers()

    def _held(self, field: str) -> TicketAnswer | None:
        since = asyncio.get_running_loop().time() - self._settings.another_seconds
        return self.recent.held(field, since)

    async def _make_way(self) -> None:
        """The next citizen finds the kiosk as the office has set it."""
        self._manners.forget()
        await self._go_to(Visit())

    async def _choose(self, field: str) -> None:
        asks = declared_classes(self._link.office)
        await (self._go_to(self.visit.asked(field)) if asks else self._issue(IssueTicket(field)))

    async def _issue(self, command: IssueTicket) -> None:
        await self._send(Press(self._settings.new_request_id(), command))

    async def _send(self, press: Press) -> None:
        await self._go_to(self.visit.pressed(press))
        self.run_worker(self._errands.issue(press), group="issue")

    def _print_slip(self, ticket: TicketAnswer, *, copy: bool) -> None:
        office = self._link.office
        if office is None:
            return
        head = Letterhead(office, self._settings.public_address)
        slip = ticket_slip(ticket, head, self._manners.words, copy=copy)
        self.run_worker(self._errands.print(PrintJob(slip, ticket.number, copy)), group="print")

    def _print_papers(self) -> None:
        office, scene = self._link.office, self._scene()
        if office is None:
            return
        procedure = scene.procedure(self.visit)
        papers = missing_papers(procedure, self.visit.reading.ticked)
        listed = papers_list(procedure, papers, (office, scene.note()), scene.words)
        self.run_worker(self._errands.print_list(listed, procedure.code), group="print")
