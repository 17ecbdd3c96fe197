"""What stands on the kiosk's screen: the frame around every page, and the page itself."""

import asyncio
from dataclasses import dataclass
from functools import partial

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.message import Message
from textual.widget import Widget

from kiosk.manners import Manners
from kiosk.offline.late import late_tickets
from kiosk.pages import EMPTY, Scene, page_of
from kiosk.printing.printer import Printer
from kiosk.printing.virtual import VirtualPrinter
from kiosk.recent import Recent
from kiosk.screens.choose_field import ChooseFieldPage
from kiosk.settings import Equipment, KioskSettings
from kiosk.speaker import guidance_for
from kiosk.visit import CardSaid, Visit
from kiosk.widgets.banner import Banner
from kiosk.widgets.countdown import Countdown
from kiosk.widgets.half_blocks import Picture
from kiosk.widgets.masthead import Masthead
from kiosk.widgets.toolbar import Toolbar
from link.contract import Link, LinkEvent, ViewArrived
from ticketing.views import KioskView
from ticketing.wire.messages import Sentence

NARROW_COLUMNS = 70
STACKED_COLUMNS = 110
SNUG_ROWS = 46
LOW_ROWS = 30


@dataclass(frozen=True, slots=True)
class Furnishing:
    """What a kiosk is built of."""

    link: Link
    printer: Printer
    settings: KioskSettings
    equipment: Equipment


class KioskFrame(Widget):
    """Shows a visit; what a touch means, and what comes of it, is for KioskFace."""

    ALLOW_SELECT = False

    class LinkSpoke(Message):
        """Something came over the link; of several views in a row only the newest is looked at."""

        def __init__(self, event: LinkEvent) -> None:
            super().__init__()
            self.event = event

        def can_replace(self, message: Message) -> bool:
            newer, older = self.event, getattr(message, "event", None)
            return isinstance(newer, ViewArrived) and isinstance(older, ViewArrived)

    class Scanned(Message):
        """A card was read; what it says of a priority, and nothing of the card."""

        def __init__(self, said: CardSaid, proposed: str | None) -> None:
            super().__init__()
            self.said = said
            self.proposed = proposed

    class Left(Message):
        """The staff want the program to end."""

    class PageTurned(Message):
        """A fresh page shows how far this visit has come."""

        def __init__(self, visit: Visit) -> None:
            super().__init__()
            self.visit = visit

    def __init__(self, furnishing: Furnishing, id: str | None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self.visit = Visit()
        self.recent = Recent()
        self._link = furnishing.link
        self._printer = furnishing.printer
        self._settings = furnishing.settings
        self._equipment = furnishing.equipment
        self._manners = Manners(furnishing.settings)
        self._library = EMPTY
        self._state = furnishing.link.state
        self._rejection: Sentence | None = None
        self._slip: Picture | None = None
        self._turned_at = 0.0

    def compose(self) -> ComposeResult:
        yield Masthead(self._manners.languages)
        yield Banner()
        yield Container(id="stage")
        yield Toolbar(has_speaker=self._equipment.speaker is not None)

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width < NARROW_COLUMNS, "-narrow")
        self.set_class(event.size.width < STACKED_COLUMNS, "-stacked")
        self.set_class(event.size.height < SNUG_ROWS, "-snug")
        self.set_class(event.size.height < LOW_ROWS, "-low")
        self.set_class(event.size.height > event.size.width, "-portrait")
        self.set_class(2 * event.size.height > event.size.width, "-tall")

    def _notice_somebody(self) -> None:
        """Whoever touches anything is still there."""
        for countdown in self.query(Countdown):
            countdown.restart()

    def _explain(self) -> None:
        """Says aloud what the page is for, if there is a speaker and anything to be said."""
        clip = guidance_for(self.visit.step, is_closed=self._scene().field_signs()[1] is not None)
        if self._equipment.speaker and clip:
            self._equipment.speaker.play(clip, self._manners.words.language)

    async def _go_to(self, visit: Visit) -> None:
        self.visit = visit
        await self._turn_page()

    async def _turn_page(self) -> None:
        """Puts up a fresh page; whoever touches within a moment of it meant the page before."""
        stage = self.query_one("#stage")
        async with self.batch():
            await stage.remove_children()
            await stage.mount(page_of(self.visit, self._scene()))
        self._show_frame()
        self._turned_at = asyncio.get_running_loop().time()
        self.post_message(self.PageTurned(self.visit))

    def _look_again(self) -> None:
        """Brings up to date what the office and the clock say."""
        self._show_frame()
        for page in self.query(ChooseFieldPage):
            page.show(self._scene().start_sign(self.visit))

    def _show_frame(self) -> None:
        """Brings up to date what stands around the page."""
        words, office = self._manners.words, self._link.office
        self.set_class(self._manners.is_large, "-large")
        self.set_class(self._manners.has_contrast, "-contrast")
        self.query_one(Masthead).show(office.names if office else (), words.language)
        was_welcomed = office is not None
        self.query_one(Banner).show(self._state, words, was_welcomed=was_welcomed, why=self._rejection)
        self.query_one(Toolbar).show(words)

    def _scene(self) -> Scene:
        view = self._link.view
        return Scene(
            office=self._link.office,
            view=view if isinstance(view, KioskView) else None,
            state=self._state,
            now=self._link.now(),
            words=self._manners.words,
            settings=self._settings,
            library=self._library,
            recent=self.recent,
            is_changed=self._manners.is_changed,
            reads_cards=self._equipment.scanner is not None,
            has_slip=isinstance(self._printer, VirtualPrinter),
            slip=self._slip,
            late=partial(late_tickets, self._link),
        )
