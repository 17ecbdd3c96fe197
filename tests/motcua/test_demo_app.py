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

from counter.desk import CounterDesk
from display.widgets.called import CalledNumbers
from display.widgets.caption import Caption
from kiosk.dialogue import DialogueStep
from kiosk.kiosk import Kiosk
from link.contract import LinkState
from motcua.demo.app import DemoApp
from motcua.demo.office import DemoOffice, demo_office
from motcua.demo.screens import SLIPS_NAME, DemoScreen, views_of
from offices import load_office
from server.clock import SystemClock
from tests.patience import PATIENCE_SECONDS
from wording import load

pytestmark = pytest.mark.slow

PLAN = replace(load_office("moc-chau"), always_open=True)


@dataclass
class Trial:
    """The demo in a pilot's hand."""

    pilot: Pilot[None]
    office: DemoOffice

    @property
    def kiosk(self) -> Kiosk:
        return self.pilot.app.query_one(Kiosk)

    @property
    def desk(self) -> CounterDesk:
        return self.pilot.app.query_one(CounterDesk)

    @property
    def here(self) -> str:
        """The key of the room that is marked as the one where keys are pressed."""
        return "".join(room.key for room in self.pilot.app.query(".-here").results())  # type: ignore[attr-defined] # rooms only

    async def until(self, condition: Callable[[], bool], key: str = "") -> None:
        """Waits for the condition; a key is pressed again and again, as by an impatient citizen."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not condition():
                await (self.pilot.press(key) if key else self.pilot.pause())


@asynccontextmanager
async def trial(tmp_path: Path, size: tuple[int, int] = (160, 45)) -> AsyncIterator[Trial]:
    """The demo at counter 3, once all rooms are connected and the clerk has signed in."""
    async with demo_office(PLAN, tmp_path, load("en")) as office:
        app = DemoApp(views_of(office, DemoScreen(3, load("vi")), SystemClock(UTC).now), load("en"))
        async with app.run_test(size=size) as pilot:
            trial = Trial(pilot, office)
            await trial.until(lambda: trial.desk.view is not None and trial.desk.view.is_open)
            await trial.until(lambda: trial.kiosk.model.link_state is LinkState.LIVE)
            yield trial


async def test_a_touch_a_slip_a_call_and_the_wall(tmp_path: Path) -> None:
    """A field's key gives a number and its picture; Space at the counter calls it; the wall says so."""
    async with trial(tmp_path) as demo:
        await demo.until(lambda: demo.kiosk.dialogue.step is not DialogueStep.CHOOSE_FIELD, "3")
        await demo.until(lambda: demo.kiosk.dialogue.ticket is not None, "0")
        await demo.until(lambda: demo.kiosk.model.slip is not None)
        (slip,) = (tmp_path / SLIPS_NAME).glob("*-3001.png")
        with Image.open(slip) as picture:
            assert picture.width == 576
        await demo.pilot.press("f2", "space")
        caption = demo.pilot.app.query_one(Caption)
        said = "Kính mời công dân có số thứ tự ba không không một đến quầy số ba."
        await demo.until(lambda: " ".join(str(caption.render()).split()) == said)


async def test_keys_and_mouse_lead_from_room_to_room(tmp_path: Path) -> None:
    """F1, F2, F3 and a click mark the room one is in, and give it the keys."""
    async with trial(tmp_path) as demo:
        app, pilot = demo.pilot.app, demo.pilot
        assert (demo.here, app.focused) == ("F1", demo.kiosk)
        await pilot.press("f2")
        assert (demo.here, app.focused) == ("F2", demo.desk)
        await pilot.press("f3")
        assert (demo.here, app.focused) == ("F3", None)
        await pilot.click(Kiosk)
        assert demo.here == "F1"
        await pilot.click("#room-f3")
        assert demo.here == "F3"


@pytest.mark.parametrize(
    ("size", "seen"), [((160, 45), {"f1", "f2", "f3"}), ((120, 40), {"f1", "f2", "f3"}), ((80, 24), {"f1"})]
)
async def test_a_terminal_shows_as_many_rooms_as_fit(
    size: tuple[int, int], seen: set[str], tmp_path: Path
) -> None:
    """Three rooms stand side by side or in two rows; in a small terminal there is one at a time."""
    async with trial(tmp_path, size) as demo:
        rooms = [room for room in demo.pilot.app.query("Room") if room.display]
        assert {str(room.id).removeprefix("room-") for room in rooms} == seen
        regions = [room.region for room in rooms]
        assert all(region.width >= 50 and region.height >= 12 for region in regions)
        if len(seen) == 1:
            await demo.pilot.press("f3")
            assert [room.id for room in demo.pilot.app.query("Room") if room.display] == ["room-f3"]


async def test_a_crowd_lives_in_the_demo(tmp_path: Path) -> None:
    """Simulated citizens wait for the counter that one sits at, and others call whom they may."""
    async with trial(tmp_path) as demo:
        living = asyncio.create_task(demo.office.crowd(1, 3, minutes_per_second=30).run())
        await demo.until(lambda: demo.desk.view is not None and demo.desk.view.waiting_count > 0)
        wall = demo.pilot.app.query_one(CalledNumbers)
        await demo.until(lambda: len(wall._called) > 1)
        living.cancel()
        await asyncio.wait([living])
        assert demo.desk.view is not None
        assert demo.desk.view.ticket is None
