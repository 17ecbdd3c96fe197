"""Every screen, kiosk and counter proves that it lives, and staff read how long ago it did."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from server.screens import GONE_REMEMBERED_MAX, NAME_LENGTH_MAX, TROUBLE_LENGTH_MAX, Screens
from tests.server.engine import Engine, running_engine
from tests.server.serving import Asked, asked
from tests.ticketing.plans import PLAN
from ticketing.desk.printer_troubles import told_once
from ticketing.desk.sayings import screen_sentence
from ticketing.desk_views import ScreenProblem
from ticketing.printer_rows import PrinterRow
from ticketing.wire.messages import Hello, PaintedReport
from wording import load


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[Engine]:
    """A running engine room."""
    async with running_engine(tmp_path) as engine:
        yield engine


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Asked]:
    """A server that is asked over HTTP."""
    async with asked(tmp_path, PLAN) as office:
        yield office


def hello(name: str = "tv", role: str = "display", counter: int | None = None) -> Hello:
    """The hello of a screen."""
    return Hello(1, role, "", counter, name)  # type: ignore[arg-type] # a test names roles as texts


class Seconds:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


async def test_a_proof_over_the_wire_is_kept(engine: Engine) -> None:
    """A display's proof tells its version, its sound and its trouble; a counter appears by itself."""
    display = await engine.screen("display", name="hall")
    await engine.screen("counter", counter=1, name="desk")
    await display.say({"type": "proof", "version": 3, "sound": "refused", "trouble": "a.jpg can't be shown"})
    await display.say("nonsense")
    await display.hear("fault")
    seen = {record.role: record for record in engine.services.screens.all()}
    assert (seen["display"].version, seen["display"].sound) == (3, "refused")
    assert seen["display"].trouble == "a.jpg can't be shown"
    assert (seen["counter"].counter, seen["counter"].version, seen["counter"].is_connected) == (1, None, True)


async def test_a_screen_that_is_gone_stays_on_the_list(engine: Engine) -> None:
    """A closed line is a screen that is not connected; the same screen takes its place when it is back."""
    display = await engine.screen("display", name="hall")
    await display.channel.close()
    await engine.conversations[0]
    assert [record.is_connected for record in engine.services.screens.all()] == [False]
    await engine.screen("display", name="hall")
    assert [record.is_connected for record in engine.services.screens.all()] == [True]


def test_the_age_is_that_of_the_last_frame() -> None:
    """Any frame makes a screen young again, and ages grow while nothing is heard."""
    seconds = Seconds()
    screens = Screens(seconds)
    record = screens.welcome(hello())
    seconds.now += 12
    assert screens.age_seconds(record) == 12
    screens.hear(record)
    assert screens.age_seconds(record) == 0


def test_what_a_screen_says_of_itself_is_bounded() -> None:
    """Names and troubles are cut and stand on one line; of screens that are gone the newest are kept."""
    screens = Screens(Seconds())
    record = screens.welcome(hello("x" * 100))
    screens.take_report(record, PaintedReport(1, "live", "a\nb" * 100))
    assert len(record.name) == NAME_LENGTH_MAX
    assert len(record.trouble) <= TROUBLE_LENGTH_MAX
    assert "\n" not in record.trouble
    for number in range(GONE_REMEMBERED_MAX + 5):
        screens.leave(screens.welcome(hello(f"tv {number}")))
    gone = [other.name for other in screens.all() if not other.is_connected]
    assert len(gone) == GONE_REMEMBERED_MAX
    assert gone[0] == f"tv {GONE_REMEMBERED_MAX + 4}"


@pytest.mark.slow
async def test_staff_read_every_screen_with_its_age_and_its_lag(office: Asked) -> None:
    """GET /screens lists them for counters and managers; a kiosk's token is not enough, and none is less."""
    record = office.services.screens.welcome(hello("hall"))
    office.services.screens.welcome(hello("desk", "counter", 2))
    office.services.screens.take_report(record, PaintedReport(0, "live"))
    await office.post("/tickets", {"field": "1"})
    read = await office.get("/screens", "counter")
    assert read.status_code == 200
    first, second = read.json()["screens"]
    assert first == {
        "role": "display",
        "counter": None,
        "name": "hall",
        "connected": True,
        "age_seconds": 0,
        "version": 0,
        "lag": office.services.desk.position,
        "sound": "live",
        "trouble": "",
        "says": "",
        "duty": {"speaks": True, "slides": True, "zone": "", "layout": ""},
        "trust": "token",
        "paired_as": None,
        "address": "",
    }
    assert (second["role"], second["counter"], second["version"], second["lag"]) == ("counter", 2, None, None)
    assert read.json()["skipped_media"] == []
    refused = (await office.get("/screens", "kiosk")).json()
    assert refused["error"] == "not-allowed"
    assert refused["message"] == "Việc này không thuộc quyền của máy lấy số. Vui lòng nhờ người quản lý."
    assert (await office.get("/screens", None)).json()["error"] == "token-missing"


def test_a_printer_is_told_of_once() -> None:
    """A kiosk that says at rest what its failed slips have said already is no second line."""
    empty = ScreenProblem("kiosk", None, "M1", "printer-paper-out")
    others = (ScreenProblem("kiosk", None, "M2", "printer-off"), ScreenProblem("kiosk", None, "M1", "gone"))
    row = PrinterRow("M1", "paper-out", 1)
    assert told_once((empty, *others), (row,)) == others
    assert told_once((empty,), (replace(row, reason=""),)) == (empty,)
    assert screen_sentence(empty, load("vi")) == "Máy lấy số M1: hết giấy"
