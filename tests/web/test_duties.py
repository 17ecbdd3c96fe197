"""What each board is there for: set by a manager at the desk, told to the board at once."""

import asyncio
import json
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.async_api import Page
from websockets import Origin
from websockets.asyncio.client import connect

from tests.patience import PATIENCE_SECONDS
from tests.web.conftest import OpenPage, picture, resize
from tests.web.desks import at_work
from tests.web.office import BOARD_PLAN, POLLING, Office, running_office
from ticketing.plan import WHOLE_OFFICE
from ticketing.screen_duty import ScreenDuty
from ticketing.wire.messages import PROTOCOL_VERSION

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]


# As a browser says it of a window that is covered or minimised.
HIDE = """() => {
  Object.defineProperty(document, "hidden", { get: () => true, configurable: true });
  window.requestAnimationFrame = () => 0;
  document.dispatchEvent(new Event("visibilitychange"));
}"""


NOTE_WAKE_LOCK = """window.awake = [];
navigator.wakeLock.request = kind => { window.awake.push(kind); return Promise.resolve(); };"""
# The question lies on the glass, in the band, and beside its texts.
IS_CLEAR = """() => {
  const place = id => document.getElementById(id).getBoundingClientRect();
  const own = place("upkeep"), band = place("band");
  const isIn = own.right <= innerWidth && own.top >= band.top && own.bottom <= band.bottom;
  return isIn && ["ticker", "caption"].every(id => place(id).right <= own.left);
}"""


async def board(page: Page, office: Office, query: str) -> Page:
    """A board of this address that is live and paired."""
    await page.goto(f"{office.address}/board{await office.paired(query)}")
    await page.wait_for_function("() => window.motcua && motcua.painted() !== null", polling=POLLING)
    return page


async def screens_page(page: Page, office: Office, folder: Path) -> Page:
    """A manager's list of boards."""
    token = await at_work(office, folder, "Bình", "manager")
    await page.goto(f"{office.address}/desk#token={token}")
    await page.click("[data-place='staff']")
    await page.click("[data-open='screens']")
    await page.wait_for_selector("[data-screen]")
    return page


async def test_a_manager_sets_a_board_s_duty_at_the_desk(tmp_path: Path, next_page: OpenPage) -> None:
    """Each choice is kept at once; no key of the desk acts behind the list, and Escape leaves it."""
    async with running_office(tmp_path) as office:
        await board(await next_page(), office, "name=hall")
        desk = await screens_page(await next_page(), office, tmp_path)
        row = desk.locator("[data-screen='hall']")
        await row.locator("[name=speaks]").click()
        await row.locator("[name=layout]").select_option("table")
        await row.locator("[name=zone]").select_option("hall")
        wanted = ScreenDuty(speaks=False, slides=True, zone="hall", layout="table")
        async with asyncio.timeout(PATIENCE_SECONDS):
            while office.server.services.duties.of("hall").duty != wanted:
                await desk.evaluate("0")
        await picture(desk, "desk-screens")
        await desk.keyboard.press("k")
        await desk.keyboard.press("Escape")
        await desk.wait_for_selector("[data-open='screens']")
        assert await desk.query_selector(".asking, .screens") is None
        assert office.server.services.duties.of("hall").duty == wanted


async def until(office: Office, **wanted: object) -> None:
    """Wait until the server knows this of its screen; asking a page would be a touch to it."""
    screens = office.server.services.screens

    def is_known() -> bool:
        records = [each for each in screens.all() if each.is_connected]
        return any(all(getattr(each, name) == wanted[name] for name in wanted) for each in records)

    async with asyncio.timeout(PATIENCE_SECONDS):
        while not is_known():  # noqa: ASYNC110 - the product has no event for it, and needs none
            await asyncio.sleep(0)


async def is_asked(page: Page, *, asked: bool = True) -> None:
    """Wait until the page asks for its sound, or does not."""
    await page.wait_for_function(
        "asked => document.getElementById('upkeep').hidden !== asked", arg=asked, polling=POLLING
    )


async def test_a_board_asks_for_its_sound_only_where_it_is_to_speak(
    tmp_path: Path, open_page: OpenPage
) -> None:
    """The question stands beside all else; whoever says no is not asked again, until staff set the duty anew.

    A silent duty, an address with sound=off, a further screen and a counter's sign never ask, and staff are
    told of a missing sound only where it is wanted.
    """
    async with running_office(tmp_path) as office:
        duties, screens = office.server.services.duties, office.server.services.screens
        page = await board(await open_page(), office, "name=hall")
        await is_asked(page)
        await until(office, sound="refused")
        assert [each.trouble for each in screens.troubles()] == ["sound-refused"]
        await resize(page, 1280, 720)
        await picture(page, "board-asks-for-sound")
        assert await page.evaluate(IS_CLEAR)
        await resize(page, 1080, 1920)
        await picture(page, "board-asks-for-sound")
        assert await page.evaluate(IS_CLEAR)
        await page.click("#sound-no")
        await is_asked(page, asked=False)
        await until(office, sound="declined")
        assert screens.troubles() == ()
        await page.reload()
        await until(office, sound="declined")
        await is_asked(page, asked=False)
        await duties.keep("hall", ScreenDuty(speaks=False))
        await until(office, sound="none")
        await duties.keep("hall", ScreenDuty())
        await is_asked(page)
        for query in ("name=hall&sound=off", "name=hall&page=2", "name=hall&counter=1"):
            await board(page, office, query)
            await until(office, sound="none")
            await is_asked(page, asked=False)


async def test_a_board_s_address_goes_before_its_duty(tmp_path: Path, open_page: OpenPage) -> None:
    """A layout and a zone that the address names stay; what it does not name comes from the duty, at once."""
    async with running_office(tmp_path) as office:
        page = await board(await open_page(), office, "name=hall&layout=stage&slides=off")
        await office.server.services.duties.keep("hall", ScreenDuty(slides=True, zone="hall", layout="table"))
        await page.wait_for_function("() => motcua.asked().zone === 'hall'", polling=POLLING)
        assert await page.evaluate("() => motcua.asked()") == {
            "zone": "hall",
            "layout": "stage",
            "slides": False,
        }


async def test_pages_of_one_browser_have_names_of_their_own(tmp_path: Path, open_page: OpenPage) -> None:
    """Three boards of one profile are three screens for staff; each keeps its name when loaded again."""
    async with running_office(tmp_path) as office:
        first = await open_page()
        pages = [first, await first.context.new_page(), await first.context.new_page()]
        await asyncio.gather(*(board(page, office, "sound=off") for page in pages))
        names = sorted(record.name for record in office.server.services.screens.all())
        assert len(set(names)) == 3
        for page in pages:
            await board(page, office, "sound=off")
        assert sorted({record.name for record in office.server.services.screens.all()}) == names


async def test_a_page_that_nobody_sees_says_so(tmp_path: Path, open_page: OpenPage) -> None:
    """Staff read it beside the screen, although a hidden page paints nothing more.

    While it is seen it keeps the screen awake, where the browser lets it.
    """
    async with running_office(tmp_path) as office:
        page = await open_page()
        await page.add_init_script(NOTE_WAKE_LOCK)
        await board(page, office, "name=hall&sound=off")
        assert await page.evaluate("() => window.awake") == ["screen"]
        await page.evaluate(HIDE)
        await until(office, trouble="hidden")
        assert [each.trouble for each in office.server.services.screens.troubles()] == ["hidden"]


async def is_touch_wanted(office: Office) -> bool:
    """Whether a page that comes is told that a touch for its sound is wanted."""
    hello = {"type": "hello", "protocol": PROTOCOL_VERSION, "role": "display", "name": "hall", "page": ""}
    async with connect(f"ws{office.address.removeprefix('http')}/ws", origin=Origin(office.address)) as line:
        await line.send(json.dumps(hello))
        async for text in line:
            if (frame := json.loads(text))["type"] == "duty":
                return bool(frame["asks_touch"])
    raise AssertionError("no duty came")


async def test_no_touch_is_wanted_where_another_one_speaks_or_nothing_is_said(tmp_path: Path) -> None:
    """A living speaker of the zone is enough, and in a zone of volume 0 nobody is asked; else a board is."""
    quiet = replace(BOARD_PLAN, zones=(replace(WHOLE_OFFICE, volume=0),))
    async with running_office(tmp_path / "quiet", quiet) as office:
        assert not await is_touch_wanted(office)
    async with running_office(tmp_path / "hall") as office:
        assert await is_touch_wanted(office)
        speaker = {"type": "hello", "protocol": PROTOCOL_VERSION, "role": "display", "can_speak": True}
        speaker["token"] = office.token("display")
        async with connect(f"ws{office.address.removeprefix('http')}/ws") as line:
            await line.send(json.dumps(speaker))
            await line.recv()
            assert not await is_touch_wanted(office)


async def test_a_silent_screen_is_never_given_the_voice_and_a_zone_is_moved_at_once(tmp_path: Path) -> None:
    """Whatever a screen says of its sound, its duty decides where it speaks, and whether it does."""
    plan = replace(BOARD_PLAN, zones=(replace(WHOLE_OFFICE, code="a"), replace(WHOLE_OFFICE, code="b")))
    hello = {
        "type": "hello",
        "protocol": PROTOCOL_VERSION,
        "role": "display",
        "name": "hall",
        "can_speak": True,
    }
    async with running_office(tmp_path, plan) as office:
        services = office.server.services
        hello["token"] = office.token("display")
        assert services.voice is not None
        zones = [services.voice.zone(code) for code in "ab"]
        async with connect(f"ws{office.address.removeprefix('http')}/ws") as line:
            await line.send(json.dumps(hello))
            await line.recv()
            found = [[zone.has_speaker for zone in zones]]
            for duty in (ScreenDuty(zone="b"), ScreenDuty(speaks=False), ScreenDuty()):
                await services.duties.keep("hall", duty)
                await line.send('{"type": "proof", "version": 1, "sound": "live"}')
                await line.send("nonsense")  # what answers it has taken the proof
                while json.loads(await line.recv())["type"] != "fault":
                    pass
                found.append([zone.has_speaker for zone in zones])
    assert found == [[True, False], [False, True], [False, False], [True, False]]
