"""The board and the desk in engines of 2018 to 2021, as televisions have them: Chromium 69, 77 and 88."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio

from server.start_page import start_page
from server.voice.voice import ZoneVoice
from tests.patience import PATIENCE_SECONDS
from tests.server.voice.packs import write_pack
from tests.web.conftest import PICTURES
from tests.web.desks import CLERK, at_work
from tests.web.office import BOARD_PLAN, Office, running_office
from tests.web.old_engine import OldEngine, OldPage, old_engine
from ticketing.commands import PauseCounter, Recall
from ticketing.plan import VoicePlan
from ticketing.voice.turns import Turn

pytestmark = [
    pytest.mark.slow,
    pytest.mark.long,  # the engine takes its time, and finds what tests/web/test_source.py does not
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.timeout(180),  # the engine is brought once, some 34 MB
]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def engine(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[OldEngine]:
    """Chromium 69, started once."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    async with old_engine(tmp_path_factory.mktemp("engine")) as running:
        yield running


async def test_the_board_works_in_chromium_69(tmp_path: Path, engine: OldEngine) -> None:
    """First view, a new call, paused counters, letters and the layout are as in a new engine."""
    async with running_office(tmp_path / "data") as office, engine.page(1280, 720) as page:
        await office.open_all()
        number = await office.issue_and_call(1)
        await page.open(f"{office.address}/board?name=old")
        await page.until(f"document.getElementById('number') && number.textContent === '{number}'")
        assert "Chrome/69." in await page.value("navigator.userAgent")
        called = await office.issue_and_call(3, "3")
        await office.do(PauseCounter(2))
        await page.until("(document.querySelector('.beside-number b') || {}).textContent === 'K001'")
        await page.until("(document.querySelector('.is-paused .strip-name') || {}).textContent === 'Quầy A'")
        assert called == "K001"
        await page.value("document.fonts.ready.then(() => 0)")
        assert await page.value("document.fonts.check('800 20px \"Be Vietnam Pro\"', 'ộ')")
        places = await page.value(
            "['header', '#stage', '#side', '#band', '#waiting'].map(one => document.querySelector(one)"
            ".getBoundingClientRect()).map(place => [place.top, place.height])"
        )
        (_, head), (stage, stage_height), (side, _), (caption, caption_height), (waiting, _) = places
        assert stage == side == pytest.approx(head, abs=2)
        assert caption == pytest.approx(stage + stage_height, abs=2)
        assert waiting == pytest.approx(caption + caption_height, abs=2)
        assert all(height > 50 for _, height in places)
        await page.picture(PICTURES / "board-chromium-69-1280x720.png")
        (record,) = office.server.services.screens.all()
        assert (record.name, record.role) == ("old", "display")
        await is_so(page, lambda: record.version is not None, "what it has painted is reported")


@pytest.mark.parametrize("version", [77, 88])
async def test_the_board_works_in_later_televisions(tmp_path: Path, version: int) -> None:
    """A call stands large in its room and is reported, the desk asks for its token, and nothing fails."""
    async with (
        running_office(tmp_path / "data") as office,
        old_engine(tmp_path / "engine", version) as engine,
        engine.page(1280, 720) as page,
    ):
        await office.open_all()
        number = await office.issue_and_call(1)
        await page.open(f"{office.address}/board?name=old")
        await page.until(f"document.getElementById('number') && number.textContent === '{number}'")
        assert f"Chrome/{version}." in await page.value("navigator.userAgent")
        await page.value("document.fonts.ready.then(() => 0)")
        width, height = await page.value("(at => [at.width, at.height])(number.getBoundingClientRect())")
        assert height > 0.2 * 720
        assert width < 1280
        assert await page.value("document.documentElement.scrollHeight") <= 720
        (record,) = office.server.services.screens.all()
        await is_so(page, lambda: record.version is not None, "what it has painted is reported")
        assert record.trouble == ""
        await page.picture(PICTURES / f"board-chromium-{version}-1280x720.png")
        await page.open(f"{office.address}/desk")
        await page.until("document.querySelector('input') !== null")


async def test_the_other_layouts_and_the_sound_work_in_chromium_69(tmp_path: Path, engine: OldEngine) -> None:
    """A counter's sign, a zone and a further screen show their part; a recall is said to its end, once."""
    write_pack(tmp_path / "voice" / "vi")
    plan = replace(BOARD_PLAN, voice=VoicePlan(pack=str(tmp_path / "voice"), repeats=1))
    async with running_office(tmp_path / "data", plan) as office, engine.page(1280, 720) as page:
        await office.open_all()
        numbers = [await office.issue_and_call(1), await office.issue_and_call(3, "3")]
        for name, query, selector, shown in (
            ("sign", "?counter=3", "#sign-number", 1),
            ("fields", "?fields=1", "#number", 0),
            ("further", "?page=2", "#number", 0),
            ("table", "?layout=table", ".row-number b", 0),
        ):
            await page.open(f"{office.address}/board{query}")
            await page.until(
                f"(document.querySelector('{selector}') || {{}}).textContent === '{numbers[shown]}'"
            )
            await page.picture(PICTURES / f"board-chromium-69-{name}-1280x720.png")
        await page.open(f"{office.address}/board{await office.paired('name=voice')}")
        await page.until("(document.querySelector('.called b') || {}).textContent === 'K001'")
        screens = office.server.services.screens
        await is_so(page, lambda: any(one.sound == "live" for one in screens.all()), "the sound is on")
        await office.do(Recall(3))
        turns: list[Turn] = []

        def is_said() -> bool:
            turn = zone_of(office).current
            turns.extend([turn] if turn else [])
            return bool(turns) and turn is None

        await is_so(page, is_said, "the recall is said to its end")
    assert {
        (turn.is_aloud, part.said_times) for turn in turns for part in turn.parts if part.call.recall
    } == {(True, 1)}


async def is_so(page: OldPage, condition: Callable[[], bool], what: str) -> None:
    """Wait until the server knows something that the page does by itself."""
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not condition():
                await page.value("0")
    except TimeoutError:
        raise AssertionError(f"not within {PATIENCE_SECONDS:.0f} s: {what}") from None


def zone_of(office: Office) -> ZoneVoice:
    """What is said in the hall."""
    voice = office.server.services.voice
    assert voice is not None
    return voice.zone("hall")


async def test_the_start_page_goes_to_the_board_in_chromium_69(tmp_path: Path, engine: OldEngine) -> None:
    """A file of the television's own may ask the server, and leads on as soon as it answers."""
    file = tmp_path / "start.html"
    async with running_office(tmp_path / "data") as office, engine.page(1280, 720) as page:
        file.write_text(start_page(office.address, "name=first"), encoding="utf-8")
        await page.open(file.as_uri())
        screens = office.server.services.screens
        await is_so(page, lambda: any(one.name == "first" for one in screens.all()), "the board has come")


KEY = (
    "document.dispatchEvent(new KeyboardEvent('keydown', {{key: '{key}', code: '{code}', bubbles: true, "
    "cancelable: true}}))"
)


async def test_the_desk_works_in_chromium_69(tmp_path: Path, engine: OldEngine) -> None:
    """A clerk sits down, calls, serves and asks; the layout has its two columns."""
    async with running_office(tmp_path / "data") as office, engine.page(1024, 768) as page:
        token = await at_work(office, tmp_path / "data", CLERK)
        number = await office.issue("1")
        await office.issue("3")
        await page.open(f"{office.address}/desk")
        await page.until("document.getElementById('name')")
        kept = json.dumps({"token": token, "name": CLERK, "role": "clerk", "place": 3})
        await page.value(f"sessionStorage.setItem('motcua.desk', {json.dumps(kept)})")
        await page.open(f"{office.address}/desk")
        await page.until("document.querySelector('.in-place button')")
        await page.value("document.querySelector('.in-place button').click()")
        await page.until("document.querySelector('.number-card.is-empty')")
        await page.value(KEY.format(key=" ", code="Space"))
        await page.until(f"(document.querySelector('p.number') || {{}}).textContent === '{number}'")
        await page.value(KEY.format(key="t", code="KeyT"))
        await page.until("document.querySelector('.asking .choice')")
        assert await page.value("document.activeElement.getAttribute('role')") == "listbox"
        await page.picture(PICTURES / "desk-chromium-69-asks-1024x768.png")
        await page.value("document.querySelector('.asking-buttons button[type=button]').click()")
        await page.until("document.querySelector('.main-keys')")
        places = await page.value(
            "['.heading', '.own-column', '.waiting-list', '.sidebar'].map(one => document.querySelector(one)"
            ".getBoundingClientRect()).map(place => [place.left, place.width, place.height])"
        )
        assert all(width > 300 and height > 40 for _, width, height in places)
        assert places[2][0] > places[1][0] + places[1][1] - 4
        await page.picture(PICTURES / "desk-chromium-69-1024x768.png")
