"""Which screens desks are told of: those that show nothing right, and no others."""

import asyncio
import json

import pytest

from server.hub import Audience, Hub, Outbox
from server.screens import (
    GONE_TOLD_SECONDS,
    PASSING_SECONDS,
    SILENT_SECONDS,
    TROUBLES_SHOWN_MAX,
    ScreenRecord,
    Screens,
)
from tests.server.fakes import ManualClock
from tests.server.test_screens import Seconds, hello
from tests.ticketing.plans import MONDAY_MORNING, PLAN
from ticketing.desk_views import ScreenProblem
from ticketing.office import new_day
from ticketing.wire.messages import PaintedReport, Role


def troubles(screens: Screens) -> list[tuple[str, str]]:
    """Which screen has what."""
    return [(each.name, each.trouble) for each in screens.troubles()]


def leave_after(seconds: Seconds, stay: float, screens: Screens, records: list[ScreenRecord]) -> None:
    """The screens are heard of for the last time after their stay, and go."""
    seconds.now += stay
    for record in records:
        screens.hear(record)
        screens.leave(record)


def test_a_screen_that_is_gone_is_told_for_half_a_day() -> None:
    """Displays and kiosks are missed; a clerk or a manager who left is not."""
    seconds = Seconds()
    screens = Screens(seconds)
    came = [screens.welcome(hello(role, role)) for role in ("display", "kiosk", "manager")]
    desk = screens.welcome(hello("desk", "counter", 1))
    leave_after(seconds, PASSING_SECONDS, screens, [*came, desk])
    assert troubles(screens) == [("kiosk", "gone"), ("display", "gone")]
    seconds.now += GONE_TOLD_SECONDS + 1
    assert troubles(screens) == []


def test_whoever_opens_the_board_for_a_look_is_not_missed() -> None:
    """A screen that was there for less than PASSING_SECONDS is no trouble when it is gone."""
    seconds = Seconds()
    screens = Screens(seconds)
    leave_after(seconds, PASSING_SECONDS - 1, screens, [screens.welcome(hello("phone"))])
    assert troubles(screens) == []


def test_a_screen_that_painted_once_and_says_nothing_more_is_silent() -> None:
    """One that never sends proofs, such as a kiosk, is not."""
    seconds = Seconds()
    screens = Screens(seconds)
    hall = screens.welcome(hello("hall"))
    screens.welcome(hello("door", "kiosk"))
    screens.take_report(hall, PaintedReport(version=3))
    seconds.now += SILENT_SECONDS
    assert troubles(screens) == []
    seconds.now += 1
    assert troubles(screens) == [("hall", "silent")]
    screens.hear(hall)
    assert troubles(screens) == []


def test_a_screen_says_itself_what_it_lacks() -> None:
    """Its own sentence comes before a loudspeaker that was refused."""
    screens = Screens(Seconds())
    hall = screens.welcome(hello("hall"))
    screens.take_report(hall, PaintedReport(version=3, sound="refused"))
    assert troubles(screens) == [("hall", "sound-refused")]
    screens.take_report(hall, PaintedReport(version=3, sound="refused", trouble="a.jpg can't be shown"))
    assert troubles(screens) == [("hall", "a.jpg can't be shown")]


def test_a_screen_of_another_version_is_told_as_long_as_it_asks_to_be_let_in() -> None:
    """Whatever it is, somebody has to look after it; once it is let in or gives up it is no longer told."""
    seconds = Seconds()
    screens = Screens(seconds)
    screens.turn_away(hello("hall"))
    screens.turn_away(hello("desk", "counter", 1))
    assert troubles(screens) == [("desk", "outdated"), ("hall", "outdated")]
    screens.welcome(hello("hall"))
    assert troubles(screens) == [("desk", "outdated")]
    seconds.now += SILENT_SECONDS + 1
    assert troubles(screens) == []


def test_so_many_troubles_are_told() -> None:
    """A power cut in the waiting room does not fill the desk."""
    seconds = Seconds()
    screens = Screens(seconds)
    hall = [screens.welcome(hello(f"tv-{n}")) for n in range(TROUBLES_SHOWN_MAX + 5)]
    leave_after(seconds, PASSING_SECONDS, screens, hall)
    assert len(troubles(screens)) == TROUBLES_SHOWN_MAX


@pytest.mark.parametrize("role", ["counter", "guidance", "manager"])
async def test_every_desk_is_told(role: Role) -> None:
    """The view of a counter and that of the staff hold what the watcher of screens says at that moment."""
    trouble = ScreenProblem("display", None, "hall", "silent")
    hub = Hub(ManualClock(), new_day(PLAN, MONDAY_MORNING.date()), 0, troubles=lambda: (trouble,))
    outbox = Outbox(Audience(role, 1 if role == "counter" else None))
    hub.join(outbox)
    sent: asyncio.Queue[str] = asyncio.Queue()
    pump = asyncio.create_task(outbox.pump(sent.put))
    view = json.loads(await sent.get())["view"]
    assert view["screens"] == [{"role": "display", "counter": None, "name": "hall", "trouble": "silent"}]
    pump.cancel()
    hub.close()


def test_a_board_that_has_to_ask_is_told_with_the_reason() -> None:
    """A proxy that passes no WebSocket on is named as long as the board asks; once it is let in it is not."""
    seconds = Seconds()
    screens = Screens(seconds)
    screens.poll(hello("hall"))
    assert troubles(screens) == [("hall", "no-websocket")]
    seconds.now += SILENT_SECONDS + 1
    assert troubles(screens) == []
    screens.poll(hello("hall"))
    screens.welcome(hello("hall"))
    assert troubles(screens) == []
