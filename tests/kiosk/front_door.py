"""A front door for tests: an office in memory, its kiosk on a pilot, and ears for what is said on it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from enum import Enum, auto
from itertools import count
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import pytest
from textual.dom import DOMNode
from textual.message import Message
from textual.pilot import Pilot
from textual.screen import Screen as TerminalScreen
from textual.widgets import Static

from kiosk.app import KioskApp
from kiosk.dialogue import DialogueStep, KioskDialogue
from kiosk.jobs import Jobs
from kiosk.kiosk import NO_EQUIPMENT, Kiosk
from kiosk.offline.standby import StandbyLink
from kiosk.offline.store import KioskStore
from kiosk.printing.printer import Printer
from kiosk.settings import Equipment, KioskSettings
from kiosk.widgets.countdown import Countdown
from kiosk.widgets.touch_button import TouchButton
from link.contract import Link, LinkLimits, Screen
from terminal.link_messages import LinkSpoke
from tests.link.fake_office import FakeOffice
from tests.patience import PATIENCE_SECONDS
from ticketing.plan import CounterPlan, Field, Name, OfficePlan, PriorityClass, Session

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
MONDAY = datetime(2026, 11, 23, 8, 15, tzinfo=HANOI)
NOON = datetime(2026, 11, 23, 11, 45, tzinfo=HANOI)
FIELDS = (
    Name("Hộ tịch", "Civil status"),
    Name("Chứng thực", "Certification"),
    Name("Đất đai", "Land"),
    Name("Xây dựng, kinh doanh", "Construction, business"),
    Name("Bảo trợ xã hội, người có công", "Social aid, people with merit"),
    Name("Giáo dục, văn hoá, lĩnh vực khác", "Education, culture, other fields"),
    Name("Cư trú (Công an)", "Residence (police)"),
    Name("Trả kết quả", "Results"),
    Name("Hướng dẫn, phản ánh kiến nghị", "Guidance, feedback"),
)
CODES = tuple(str(place) for place in range(1, len(FIELDS) + 1))
TALL, LOWEST, NARROWEST = (60, 100), (80, 24), (56, 40)  # columns and rows of a terminal
every_size = pytest.mark.parametrize(
    "sizes",
    [
        pytest.param((TALL, LOWEST, NARROWEST), id="extremes"),
        pytest.param(((200, 50), (120, 40), (106, 30), (60, 54)), id="between them", marks=pytest.mark.long),
    ],
)
"""For a test of what holds at every size."""

PLAN = OfficePlan(
    code="thu",
    names=(
        Name("UBND xã Mộc Châu", "People's Committee of Mộc Châu"),
        Name("Trung tâm Phục vụ hành chính công", "Public Administration Service Centre"),
    ),
    address="",
    time_zone="Asia/Ho_Chi_Minh",
    hours=((Session(time(7, 30), time(11, 30)), Session(time(13, 30), time(17))),) * 5 + ((), ()),
    fields=tuple(Field(code, name, code) for code, name in zip(CODES, FIELDS, strict=True)),
    counters=(CounterPlan(1, Name("Quầy 1"), "", CODES),),
    priority_classes=(
        PriorityClass("elderly", Name("Người cao tuổi", "Elderly people")),
        PriorityClass("disabled", Name("Người khuyết tật", "People with disabilities")),
        PriorityClass("pregnant", Name("Phụ nữ mang thai", "Pregnant women")),
        PriorityClass("merit", Name("Người có công", "People with merit")),
        PriorityClass("child", Name("Người đi cùng trẻ nhỏ", "People with small children")),
    ),
)

M = TypeVar("M", bound=Message)


@dataclass
class Ears:
    """Hears what the kiosk's parts say to each other, and can wait for it."""

    heard: list[Message] = field(default_factory=list, repr=False)
    _waiting: list[asyncio.Event] = field(default_factory=list, repr=False)

    def __call__(self, message: Message) -> None:
        if not type(message).__module__.startswith(("kiosk.", "terminal.")):
            return
        if message not in self.heard:  # a message is heard once by every widget that it bubbles through
            self.heard.append(message)
        for event in self._waiting:
            event.set()

    async def wait_for(
        self, kind: type[M], wanted: Callable[[M], bool] = lambda _: True, *, after: int = 0
    ) -> tuple[M, int]:
        """The first message of this kind beyond the first `after`, and its place; waits for it if need be."""
        event = asyncio.Event()
        self._waiting.append(event)
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                for place, message in enumerate(self.heard[after:], start=after + 1):
                    if isinstance(message, kind) and wanted(message):
                        return message, place
                event.clear()
                await event.wait()


def shown_in(node: DOMNode) -> Iterator[DOMNode]:
    """What is displayed below a node, from top to bottom."""
    for child in node.children:
        if child.display:
            yield child
            yield from shown_in(child)


@dataclass
class FrontDoor:
    """A kiosk that is being touched; the office's clock stands at `now` until a test moves it."""

    office: FakeOffice
    clock: list[datetime]
    app: KioskApp
    pilot: Pilot[None]
    ears: Ears
    _page: int = 0

    def is_at(self, step: DialogueStep) -> bool:
        """Whether the visit has come to this step just now."""
        return self.dialogue.step is step

    @property
    def tickets(self) -> list[str]:
        """The numbers that the office has given out."""
        return list(self.office.office.tickets)

    def count_down(self, seconds: int) -> None:
        """Lets so many steps of the page's countdown go by, however long each is."""
        countdown = self.app.query_one(Countdown)
        for _ in range(seconds):
            countdown._tick()

    @property
    def dialogue(self) -> KioskDialogue:
        return self.app.query_one(Kiosk).dialogue

    def text(self) -> str:
        """All texts that are on the screen."""
        return "\n".join(str(widget.content) for widget in shown_in(self.app) if isinstance(widget, Static))

    def buttons(self) -> list[TouchButton]:
        """The buttons that are shown."""
        return [widget for widget in shown_in(self.app) if isinstance(widget, TouchButton)]

    def field_button(self, key: str) -> TouchButton:
        return next(button for button in self.app.query(TouchButton) if button.key == key)

    async def turned_to(self, step: DialogueStep, *, printed: bool = False, copies: int = 0) -> KioskDialogue:
        """The visit on the next page of this step; with `printed` the printer has spoken.

        Every page is met once: the next call looks at later pages only.
        """

        def wanted(message: Kiosk.PageTurned) -> bool:
            dialogue = message.dialogue
            return (
                dialogue.step is step
                and dialogue.copies == copies
                and (dialogue.report is not None or not printed)
            )

        turned, self._page = await self.ears.wait_for(Kiosk.PageTurned, wanted, after=self._page)
        await self.pilot.pause()
        return turned.dialogue

    async def until(self, step: DialogueStep) -> None:
        """Waits until the visit has come to this step, be it for a moment."""
        if self.dialogue.step is not step:
            _, self._page = await self.ears.wait_for(
                Kiosk.PageTurned, lambda message: message.dialogue.step is step, after=self._page
            )
        await self.pilot.pause()

    async def at_sizes(self, sizes: Iterable[tuple[int, int]]) -> AsyncIterator[tuple[int, int]]:
        """Each of these sizes of the terminal, one after the other, once everything is laid out."""
        for size in sizes:
            await self.pilot.resize_terminal(*size)
            await self.pilot.pause()
            yield size

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def take_ordinary_number(self, key: str = "1") -> KioskDialogue:
        """Touches the field with this key, asks for an ordinary number, and lets it be printed."""
        await self.press(key)
        await self.press("0")
        return await self.turned_to(DialogueStep.TICKET, printed=True)

    async def reported(self, *, copy: bool = False) -> Jobs.Reported:
        """The report of the print as the office has got it."""
        told, _ = await self.ears.wait_for(Jobs.Reported, lambda message: message.command.copy is copy)
        return told


class Drawing(Enum):
    """How much of the kiosk's screen is there; each takes about twice the time of the one before."""

    NOTHING = auto()
    PLACES = auto()
    PIXELS = auto()


class PlacingScreen(TerminalScreen[None]):
    """Gives every widget its place and paints none."""

    def _compositor_refresh(self) -> None:
        self._dirty_widgets.clear()
        self._compositor._dirty_regions.clear()


class PlacingKiosk(KioskApp):
    """A kiosk on a screen that is not painted."""

    def get_default_screen(self) -> TerminalScreen[None]:
        return PlacingScreen(id="_default")


@dataclass(frozen=True)
class Setup:
    """What is special about an office and its kiosk in a test."""

    plan: OfficePlan = PLAN
    now: datetime = MONDAY
    size: tuple[int, int] = (80, 30)
    limits: LinkLimits | None = None
    settings: dict[str, Any] = field(default_factory=dict)
    locked: bool = True
    is_up: bool = True
    equipment: Equipment = NO_EQUIPMENT
    store: KioskStore | None = None
    drawing: Drawing = Drawing.PIXELS


@asynccontextmanager
async def front_door(printer: Printer, setup: Setup | None = None) -> AsyncIterator[FrontDoor]:
    """A kiosk that has started, and is connected where the line is up."""
    setup = setup or Setup()
    clock, ids, ears = [setup.now], count(1), Ears()
    office = FakeOffice(setup.plan, lambda: clock[0], lambda: "7K3MGQ2H")
    if not setup.is_up:
        office.cut()
    base = KioskSettings(lambda: f"press-{next(ids)}", settle_seconds=0.0)
    link: Link = office.link(Screen("kiosk"), setup.limits)
    if setup.store:
        link = StandbyLink(link, setup.store, clock=lambda: clock[0], new_track=lambda: f"visit-{next(ids)}")
    kind = KioskApp if setup.drawing is Drawing.PIXELS else PlacingKiosk
    app = kind(link, printer, replace(base, **setup.settings), setup.equipment, locked=setup.locked)
    with app.batch_update() if setup.drawing is Drawing.NOTHING else nullcontext():
        async with app.run_test(size=setup.size, message_hook=ears) as pilot:
            await ears.wait_for(LinkSpoke if setup.is_up else Kiosk.PageTurned)
            await pilot.pause()
            yield FrontDoor(office, clock, app, pilot, ears)


def placed_door(printer: Printer, setup: Setup | None = None) -> AbstractAsyncContextManager[FrontDoor]:
    """A kiosk for whoever touches with a finger or asks where something is: laid out and not painted."""
    return front_door(printer, replace(setup or Setup(), drawing=Drawing.PLACES))


def undrawn_door(printer: Printer, setup: Setup | None = None) -> AbstractAsyncContextManager[FrontDoor]:
    """A kiosk for whoever presses keys and reads texts: nothing is laid out or painted."""
    return front_door(printer, replace(setup or Setup(), drawing=Drawing.NOTHING))
