"""Makes the README's picture: the demo on a Monday morning, with real rooms over a real server."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from textual.pilot import Pilot

from display.widgets.call_stage import CallStage
from display.widgets.stage_content import StageCalls
from kiosk.dialogue import DialogueStep
from kiosk.kiosk import Kiosk
from link.contract import Link
from motcua.demo.app import DemoApp
from motcua.demo.citizens import PlannedVisit, arrivals
from motcua.demo.crowd import CLERKS, press
from motcua.demo.office import DemoOffice
from motcua.demo.views import DemoScreen, views_of
from offices import load_office
from server.app import Settings, running_server
from ticketing import commands as c
from ticketing.answers import CallAnswer
from ticketing.voice.turns import Pace
from tools.terminal_picture import draw_screen
from wording import load

PICTURE = Path(__file__).parent.parent / "docs" / "demo.png"
PLAN = replace(load_office("moc-chau"), always_open=True)
OPENED = datetime(2026, 11, 23, 7, 30, tzinfo=ZoneInfo(PLAN.time_zone))
SHOWN_MINUTES = 71
SEED = 12
SIZE = (160, 45)
OWN_COUNTER = 1
OWN_FIELD = "2"
OWN_EVERY_MINUTES = 9
PACE = Pace(seconds=4.0, seconds_min=0.1)  # a morning of calls has its turns within seconds
WAIT_SECONDS_MAX = 30


@dataclass
class Clock:
    """A clock that stands still until the morning moves it."""

    moment: datetime = OPENED

    def now(self) -> datetime:
        """The moment that was set last."""
        return self.moment

    def ticks(self) -> float:
        """The seconds that have gone by."""
        return self.moment.timestamp()


@dataclass
class Morning:
    """Lives the morning minute by minute up to the moment of the picture."""

    kiosk: Link
    clerk: Link
    clock: Clock

    async def live(self, visits: list[PlannedVisit]) -> None:
        """Let citizens come and clerks serve them; the demo's own counter is slower than the others."""
        free_at = {counter.number: 0.0 for counter in PLAN.counters}
        for number in free_at:
            await press(self.clerk, c.OpenCounter(number, CLERKS[number - 1]))
        coming = list(visits)
        random_source = Random(SEED)  # noqa: S311 - the same picture every time, not a secret
        for minute in range(SHOWN_MINUTES):
            self.clock.moment = OPENED + timedelta(minutes=minute)
            while coming and coming[0].at_minutes <= minute:
                visit = coming.pop(0)
                await press(self.kiosk, c.IssueTicket(visit.field, visit.priority))
            for number, free in free_at.items():
                if free <= minute and await self._serve(number):
                    own = number == OWN_COUNTER
                    free_at[number] = minute + (OWN_EVERY_MINUTES if own else random_source.uniform(3, 8))

    async def _serve(self, counter: int) -> bool:
        """Finish whoever is there and serve the next; False if nobody waits."""
        await press(self.clerk, c.FinishService(counter))
        if not isinstance(await press(self.clerk, c.CallNext(counter)), CallAnswer):
            return False
        await press(self.clerk, c.StartService(counter))
        return True


@asynccontextmanager
async def morning_office() -> AsyncIterator[tuple[DemoOffice, Clock]]:
    """An office in which the morning was lived."""
    clock = Clock()
    with TemporaryDirectory() as folder:
        async with running_server(Settings(PLAN, Path(folder), port=0, pace=PACE), clock) as server:
            office = DemoOffice(PLAN, server.address, Path(folder))
            kiosk, clerk = office.link("kiosk"), office.link("manager")
            running = [asyncio.create_task(link.run()) for link in (kiosk, clerk)]
            await Morning(kiosk, clerk, clock).live(arrivals(PLAN, SEED))
            for task in running:
                task.cancel()
            yield office, clock


async def until(pilot: Pilot[None], condition: Callable[[], bool], key: str = "") -> None:
    """Wait for the condition, pressing a key again and again."""
    async with asyncio.timeout(WAIT_SECONDS_MAX):
        while not condition():
            await (pilot.press(key) if key else pilot.pause(0.05))


def shows(stage: CallStage, counter: int) -> bool:
    """Whether a call to this counter has its turn, and no other waits."""
    content = stage.content
    if not isinstance(content, StageCalls) or not content.calls[0].is_now:
        return False
    return content.calls[0].sign == str(counter) and not content.calls[0].beside


async def make(path: Path) -> None:
    """Take a number at the kiosk, call the next one at the counter, and draw what is shown."""
    async with morning_office() as (office, clock):
        app = DemoApp(views_of(office, DemoScreen(OWN_COUNTER, load("vi")), clock.now), load("en"))
        async with app.run_test(size=SIZE) as pilot:
            kiosk, stage, desk = app.query_one(Kiosk), app.query_one(CallStage), app.rooms[1].view
            await until(pilot, lambda: getattr(desk, "view", None) is not None)
            await until(pilot, lambda: kiosk.dialogue.step is DialogueStep.ASK_PRIORITY, OWN_FIELD)
            await until(pilot, lambda: kiosk.dialogue.ticket is not None, "0")
            await until(pilot, lambda: kiosk.dialogue.report is not None)
            clock.moment += timedelta(seconds=20)
            await pilot.press("f2", "space")
            await until(pilot, lambda: shows(stage, OWN_COUNTER))
            await pilot.press("f1")
            draw_screen(app).save(path)


if __name__ == "__main__":
    asyncio.run(make(Path(sys.argv[1]) if sys.argv[1:] else PICTURE))
