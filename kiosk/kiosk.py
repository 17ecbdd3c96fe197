"""The whole kiosk as one widget, which the thin app and the demo mount alike."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from textual import events, on
from textual.app import ComposeResult
from textual.message import Message
from textual.widget import Widget

from kiosk import actions as a
from kiosk.dialogue import DialogueStep, KioskDialogue
from kiosk.input.id_card import CardSaid
from kiosk.input.keys import KeyInput
from kiosk.input.scanner import LineReader, read_serial
from kiosk.input.wedge import Doubt, Heard, KeyMeant, Scan
from kiosk.jobs import Jobs
from kiosk.model import (
    Effect,
    EndProgram,
    KioskModel,
    PrintMissingPapers,
    PrintTicket,
    SayGuidance,
    SendRequest,
)
from kiosk.page_choice import page_of
from kiosk.page_frame import OfficeNames, PageFrame
from kiosk.printing.printer import Printer
from kiosk.printing.watch import watched
from kiosk.screens.choose_field import ChooseFieldPage
from kiosk.screens.procedure import ProcedurePage
from kiosk.screens.search import SearchPage
from kiosk.screens.staff import PinPage
from kiosk.settings import Equipment, KioskSettings
from kiosk.trial import Trial
from kiosk.widgets.countdown import Countdown
from kiosk.widgets.touch_button import TouchButton
from link.contract import Link, LinkEvent, Welcomed
from terminal.link_messages import LinkSpoke

STYLES = Path(__file__).with_name("kiosk.tcss")
"""What an app that mounts a Kiosk has among its CSS_PATH."""

NO_EQUIPMENT = Equipment()


class Kiosk(Widget, can_focus=True):
    """Turns touches into commands and views into pages; it runs its link and its printer in workers."""

    ALLOW_SELECT = False

    class Scanned(Message):
        """A card was read; what it says of a priority, and nothing of the card."""

        def __init__(self, said: CardSaid, proposed: str | None) -> None:
            super().__init__()
            self.said = said
            self.proposed = proposed

    class Left(Message):
        """The staff want the program to end."""

    class PageTurned(Message):
        """A fresh page shows how far this dialogue has come."""

        def __init__(self, dialogue: KioskDialogue) -> None:
            super().__init__()
            self.dialogue = dialogue

    def __init__(
        self,
        link: Link,
        printer: Printer,
        settings: KioskSettings,
        equipment: Equipment = NO_EQUIPMENT,
        *,
        id: str | None = None,  # noqa: A002 - the name that every widget of Textual gives it
    ) -> None:
        super().__init__(id=id)
        printer = watched(printer)
        self.model = KioskModel(link, settings, equipment, printer)
        self._link = link
        self._settings = settings
        self._seconds: Callable[[], float] = settings.seconds or (lambda: asyncio.get_running_loop().time())
        self._equipment = equipment
        self._frame = PageFrame(self.model.preferences, has_speaker=equipment.speaker is not None)
        self._turned_at = 0.0
        self._jobs = Jobs(link, printer, settings, self.post_message)
        self._keys = KeyInput(equipment.wedge_gap_seconds, self._hear, self.set_timer)
        self._trial = Trial(self.set_timer)

    @property
    def dialogue(self) -> KioskDialogue:
        """How far the citizen at the kiosk has come."""
        return self.model.dialogue

    def compose(self) -> ComposeResult:
        yield self._frame

    async def on_mount(self) -> None:
        self._link.listen(self._pass_on)
        await self._turn_page()
        self.run_worker(self._link.run(), group="link")
        self.run_worker(self._jobs.watch_printer(), group="printer")
        scanner = self._equipment.scanner
        if scanner and scanner.device:
            self.run_worker(read_serial(LineReader(scanner.device), self._take_card), group="scanner")
        # In turn with the messages, so that it never meets a page that is being taken down.
        self.set_interval(
            self._settings.look_again_seconds, lambda: self.call_next(self._look_again), name="look again"
        )

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Nothing looks other with the focus, so no page is styled again for it."""

    def on_key(self, event: events.Key) -> None:
        """Keys are buttons, characters or a scanner's; docs/kiosk.md lists those of a keypad."""
        self._frame.restart_countdowns()
        if self._keys.press(event, types=self.dialogue.types):
            event.stop()

    def on_mouse_down(self) -> None:
        """A finger came down, on a button or beside it."""
        self._frame.restart_countdowns()

    @on(OfficeNames.Touched)
    def notice_staff(self, event: OfficeNames.Touched) -> None:
        """The staff's gesture, made with a finger."""
        if self._keys.touch_name(event.at):
            self._call_staff()

    @on(TouchButton.Pressed)
    async def take_touch(self, event: TouchButton.Pressed) -> None:
        """Does what a touch means, unless it was meant for the page before."""
        event.stop()
        if self._seconds() - self._turned_at < self._settings.settle_seconds:
            event.button.disabled = False
            event.button.show_felt()
        elif event.button.is_attached and self.dialogue.takes(event.action):
            await self._obey(event.action)

    @on(Countdown.Ended)
    async def end_dialogue(self, event: Countdown.Ended) -> None:
        """The citizen has left or has seen enough; a countdown whose page is gone counts no more."""
        if event.countdown.is_attached:
            self.model.make_way()
            await self._turn_page()

    @on(LinkSpoke)
    async def hear_link(self, message: LinkSpoke) -> None:
        """Brings the first page up to date; a dialogue that is under way is not disturbed."""
        copies = self.model.hear(message.event)
        if isinstance(message.event, Welcomed) and self.dialogue.step is DialogueStep.CHOOSE_FIELD:
            await self._turn_page()
        for copy in copies:
            self._carry_out(copy)
        self._look_again()

    @on(SearchPage.Looked)
    def keep_browsing(self, message: SearchPage.Looked) -> None:
        """What was typed is there again when the citizen comes back from a procedure."""
        self.model.dialogue = replace(self.dialogue, browsing=message.browsing)

    @on(PinPage.Entered)
    async def try_pin(self, message: PinPage.Entered) -> None:
        """Opens the staff's page, or says what is wrong."""
        now = self._seconds()
        if self.model.opens_staff_page(message.pin, now):
            await self._turn_page()
        else:
            for page in self.query(PinPage):
                page.refuse(self.model.locked_seconds(now))

    @on(Scanned)
    async def show_proposal(self, message: Scanned) -> None:
        """A card is looked at where a field or a group is chosen, and nowhere else."""
        if self.model.scanned(message.said, message.proposed):
            await self._turn_page()

    @on(Jobs.Issued)
    async def show_number(self, message: Jobs.Issued) -> None:
        """The number is there at once; its slip comes when it comes."""
        effect = self.model.issued(message.request, message.ticket, self._seconds())
        if effect:
            await self._turn_page()
            self._carry_out(effect)

    @on(Jobs.Refused)
    async def show_refusal(self, message: Jobs.Refused) -> None:
        """The office's own sentence is shown."""
        if message.request == self.dialogue.request:
            await self._go_to(self.dialogue.refused(message.sentence))

    @on(Jobs.NotAnswered)
    async def offer_retry(self, message: Jobs.NotAnswered) -> None:
        """The request is kept for another attempt."""
        if message.request == self.dialogue.request:
            await self._go_to(self.dialogue.unanswered())

    @on(Jobs.Printed)
    @on(Jobs.ListPrinted)
    @on(Jobs.PrintingAgain)
    @on(Jobs.PrinterLooked)
    async def show_print(self, message: Message) -> None:
        """Says what came of the printer, if its citizen is still here, or the staff who asked for it."""
        if self.model.hear_printer(message):
            await self._turn_page()
        self._look_again()

    def _pass_on(self, event: LinkEvent) -> None:
        self.post_message(LinkSpoke(event))

    def _hear(self, heard: Heard) -> None:
        match heard:
            case KeyMeant(key):
                self._press_key(key)
            case Scan(text):
                self._take_card(text)
            case Doubt():
                self.call_next(self._take_back)

    async def _take_back(self) -> None:
        """Asks again what a digit had answered that may have been no hand's."""
        self.model.dialogue = self._trial.take_back() or self.dialogue.without_typing()
        await self._turn_page()
        sentence = self.model.preferences.words("Several keys came at once. Please press one again")
        self._frame.remark(sentence, self._settings.remark_seconds)

    def _press_key(self, key: str) -> None:
        if self._keys.may_be_taken_back(key) and not self.dialogue.types:
            self._trial.begin(self.dialogue, self._settings.doubt_seconds)
        if self._frame.press_key(key):
            return
        if self._keys.leave_key(key):
            self._call_staff()
        elif not self._frame.press_tool(key):
            words = self.model.preferences.words
            said = words("This key does nothing here")
            if self.dialogue.only_waits:
                said = words("Your key was felt. Please wait a moment")
            self._frame.remark(said, self._settings.remark_seconds)

    def _take_card(self, payload: str) -> None:
        self.post_message(self.Scanned(*self.model.read_card(payload)))

    def _call_staff(self) -> None:
        if self.model.may_call_staff:
            self.call_next(self._obey, a.CallStaff())

    async def _obey(self, action: a.Action) -> None:
        effect = self.model.obey(action, self._seconds())
        match action:
            case a.TickPaper(place):
                if isinstance(page := self._frame.page, ProcedurePage):
                    page.show_tick(place, self.dialogue.browsing.ticked)
            case a.Listen() | a.LeaveKiosk() | a.PrintCopy():
                pass
            case _:
                await self._turn_page()
        if effect:
            self._trial.carry_out(lambda: self._carry_out(effect))

    def _carry_out(self, effect: Effect) -> None:
        match effect:
            case SendRequest(request):
                self.run_worker(self._jobs.issue(request), group="issue")
            case PrintTicket(ticket, copy):
                if job := self.model.print_job(ticket, copy=copy):
                    is_wanted = partial(self.model.awaits_slip, ticket.number)
                    self.run_worker(self._jobs.print(job, is_wanted), group="print")
            case PrintMissingPapers():
                if listed := self.model.missing_list():
                    self.run_worker(self._jobs.print_list(*listed), group="print")
            case SayGuidance(clip, language):
                if self._equipment.speaker:
                    self._equipment.speaker.play(clip, language)
            case EndProgram():
                self.post_message(self.Left())

    async def _go_to(self, dialogue: KioskDialogue) -> None:
        self.model.dialogue = dialogue
        await self._turn_page()

    async def _turn_page(self) -> None:
        """Puts up a fresh page; whoever touches within a moment of it meant the page before."""
        self.app.capture_mouse(None)  # what a finger is on now is taken away from under it
        page = page_of(self.dialogue, self.model.state())
        await self._frame.turn_to(page, self.model.frame_content())
        self._turned_at = self._seconds()
        self.post_message(self.PageTurned(self.dialogue))

    def _look_again(self) -> None:
        """Brings up to date what the office and the clock say."""
        self._frame.show(self.model.frame_content())
        for page in self.query(ChooseFieldPage):
            page.show(self.model.state().start_content(self.dialogue))
