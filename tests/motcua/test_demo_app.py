"""The demo's main path, over real websockets to a real server: a touch, a slip, a call, the wall."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC
from pathlib import Path

import pytest
from PIL import Image
from textual.pilot import Pilot
from textual.screen import Screen

from counter.desk import CounterDesk
from display.widgets.called import CalledNumbers
from display.widgets.caption import Caption
from kiosk.dialogue import DialogueStep
from kiosk.kiosk import Kiosk
from link.contract import LinkState
from motcua.demo.app import DemoApp, Room
from motcua.demo.office import DemoOffice, demo_office
from motcua.demo.views import SLIPS_NAME, DemoScreen, views_of
from offices import load_office
from server.clock import SystemClock
from tests.kiosk.front_door import PlacingScreen
from tests.patience import PATIENCE_SECONDS
from wording import load

pytestmark = pytest.mark.slow

PLAN = replace(load_office("moc-chau"), always_open=True)
SMALL = (80, 24)


class PlacingDemo(DemoApp):
    """A demo on a screen that is not painted; one that is runs in test_demo_command.py."""

    def get_default_screen(self) -> Screen[None]:
        return PlacingScreen(id="_default")


@dataclass
class Trial:
    """The demo in a pilot's hand; `heard` is set by every message in it."""

    pilot: Pilot[None]
    office: DemoOffice
    heard: asyncio.Event

    @property
    def kiosk(self) -> Kiosk:
        return self.pilot.app.query_one(Kiosk)

    @property
    def desk(self) -> CounterDesk:
        return self.pilot.app.query_one(CounterDesk)

    @property
    def rooms(self) -> list[Room]:
        """The rooms that are shown."""
        return [room for room in self.pilot.app.query(Room) if room.display]

    @property
    def here(self) -> str:
        """The key of the room that is marked as the one where keys are pressed."""
        return "".join(room.key for room in self.pilot.app.query(".-here").results(Room))

    async def until(self, condition: Callable[[], bool], key: str = "") -> None:
        """Waits for the condition; a key is pressed again and again, as by an impatient citizen."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not condition():
                self.heard.clear()
                if key:
                    await self.pilot.press(key)
                await self.heard.wait()
        await self.pilot.pause()


@asynccontextmanager
async def trial(tmp_path: Path) -> AsyncIterator[Trial]:
    """The demo at counter 3, in a small terminal, once all rooms are connected and the clerk is there."""
    heard = asyncio.Event()
    async with demo_office(PLAN, tmp_path, load("en")) as office:
        app = PlacingDemo(views_of(office, DemoScreen(3, load("vi")), SystemClock(UTC).now), load("en"))
        async with app.run_test(size=SMALL, message_hook=lambda _: heard.set()) as pilot:
            trial = Trial(pilot, office, heard)
            await trial.until(lambda: trial.desk.view is not None and trial.desk.view.is_open)
            await trial.until(lambda: trial.kiosk.model.link_state is LinkState.LIVE)
            yield trial


async def test_an_office_is_tried_out_in_one_terminal(tmp_path: Path) -> None:
    """From a touch to the wall, among a crowd, from room to room, and out again.

    A field's key gives a number and its picture; Space at the counter calls it; the wall says so. In a small
    terminal there is one room at a time; three stand in two rows or side by side. F1, F2, F3 and a click mark
    the room one is in, and give it the keys. Ctrl+Q leaves.
    """
    async with trial(tmp_path) as demo:
        assert [room.key for room in demo.rooms] == ["F1"]
        assert all(room.region.width >= 50 and room.region.height >= 12 for room in demo.rooms)
        await take_a_number_and_call_it(demo, tmp_path / SLIPS_NAME)
        assert [room.key for room in demo.rooms] == ["F3"]
        await live_among_a_crowd(demo)
        for size in ((120, 40), (160, 45)):
            await demo.pilot.resize_terminal(*size)
            await demo.pilot.pause()
            assert [room.key for room in demo.rooms] == ["F1", "F2", "F3"]
            assert all(room.region.width >= 50 and room.region.height >= 12 for room in demo.rooms), size
        await walk_through_the_rooms(demo)
        await demo.pilot.press("ctrl+q")
        assert demo.pilot.app._exit


async def walk_through_the_rooms(demo: Trial) -> None:
    """By keys and by the mouse."""
    app, pilot = demo.pilot.app, demo.pilot
    await pilot.press("f1")
    assert (demo.here, app.focused) == ("F1", demo.kiosk)
    await pilot.press("f2")
    assert (demo.here, app.focused) == ("F2", demo.desk)
    await pilot.press("f3")
    assert (demo.here, app.focused) == ("F3", None)
    await pilot.click(Kiosk)
    assert demo.here == "F1"
    await pilot.click("#room-f3")
    assert demo.here == "F3"


async def take_a_number_and_call_it(demo: Trial, slips: Path) -> None:
    """The first number of field 3, at counter 3; ends in the waiting room."""
    await demo.until(lambda: demo.kiosk.dialogue.step is not DialogueStep.CHOOSE_FIELD, "3")
    await demo.until(lambda: demo.kiosk.dialogue.ticket is not None, "0")
    await demo.until(lambda: demo.kiosk.model.slip is not None)
    (slip,) = slips.glob("*-3001.png")
    with Image.open(slip) as picture:
        assert picture.width == 576
    await demo.pilot.press("f2", "space", "f3")
    caption = demo.pilot.app.query_one(Caption)
    said = "Kính mời công dân có số thứ tự 3001 đến quầy số 3."
    await demo.until(lambda: " ".join(str(caption.render()).split()).startswith(said))


async def live_among_a_crowd(demo: Trial) -> None:
    """Simulated citizens wait for the counter that one sits at, and others call whom they may."""
    wall = demo.pilot.app.query_one(CalledNumbers)
    called = len(wall._called)
    living = asyncio.create_task(demo.office.crowd(1, 3, minutes_per_second=30).run())
    await demo.until(lambda: demo.desk.view is not None and demo.desk.view.waiting_count > 0)
    await demo.until(lambda: len(wall._called) > called + 1)
    living.cancel()
    await asyncio.wait([living])
    assert demo.desk.view is not None
    assert demo.desk.view.ticket is not None
    assert demo.desk.view.ticket.number == "3001"
