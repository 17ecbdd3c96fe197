"""Every layout at every size: readable from afar, nothing too small, too pale or outside its place."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Page

from tests.web.conftest import picture, resize
from tests.web.office import BOARD_PLAN, LONG_NAME, Office, has_class, running_office, shows
from ticketing.commands import CallNext, FinishService, IssueTicket, PauseCounter, Recall, StartService
from ticketing.plan import CounterPlan, Field, Name
from ticketing.rules.expectation import SERVICE_TIMES_NEEDED

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]

SIZES = ((1920, 1080), (1280, 720), (1080, 1920), (3840, 2160))
LAYOUTS = {
    "all": "",
    "english": "?language=en",
    "counter": "?counter=3",
    "counter-served": "?counter=6",
    "counter-paused": "?counter=4",
    "zone": "?fields=1,2",
    "overflow": "?page=2",
}
OTHER_LAYOUTS = tuple(name for name in LAYOUTS if name != "all")
NUMBER_SHARE_MIN = 0.2  # of the height, upright of the width
LETTER_SHARE_MIN = 0.022
CONTRAST_MIN = 7.0
# How far the button for the sound reaches out of the ticker's row, in dots.
BUTTON_REACHES_OVER = """() => {
  const button = document.getElementById("sound");
  const [row, place] = [document.getElementById("ticker"), button].map(one => one.getBoundingClientRect());
  return button.hidden ? 0 : row.top - place.top;
}"""
MEASURE = Path(__file__).with_name("measure.js").read_text(encoding="utf-8")


def crowded_plan() -> Any:
    """Long names, many fields, four digits behind a letter: whatever takes room."""
    names = [LONG_NAME[:80], "Hộ tịch", "Chứng thực", "Đất đai", "Xây dựng, kinh doanh", "Bảo trợ xã hội"]
    fields = tuple(Field(str(n), Name(name), "AKMNPQ"[n], 999, 999) for n, name in enumerate(names, 1 - 1))
    counters = tuple(
        CounterPlan(n, Name(LONG_NAME[:80] if n == 3 else f"Quầy {n}"), "", tuple(map(str, range(6))))
        for n in range(1, 25)
    )
    names_of_office = (Name("Ủy ban nhân dân phường Mộc Châu, tỉnh Sơn La"), Name(LONG_NAME[:80]))
    return replace(BOARD_PLAN, names=names_of_office, fields=fields, counters=counters)


async def fill(office: Office) -> None:
    """Serve some, then call a number to every counter, the last one again, and pause half of the counters."""
    await office.open_all()
    for n in range(72):
        await office.do(IssueTicket(str(n % 6)))
    for _ in range(SERVICE_TIMES_NEEDED):
        await office.do(CallNext(6))
        office.clock.forward(minutes=25)
        await office.do(FinishService(6))
    counters = [counter.number for counter in office.server.services.desk.office.plan.counters]
    for number in (*(number for number in counters if number != 3), 3):
        await office.do(CallNext(number))
    await office.do(StartService(6))
    for paused in (4, *range(13, 24)):
        await office.do(PauseCounter(paused))
    await office.do(Recall(3))


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def office(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Office]:
    """A crowded office with a ticker."""
    media = tmp_path_factory.mktemp("media")
    (media / "ticker.txt").write_text("Xin giữ trật tự chung\nMang theo thẻ căn cước\n", encoding="utf-8")
    async with running_office(tmp_path_factory.mktemp("data"), crowded_plan(), media=media) as running:
        await fill(running)
        yield running


@pytest.mark.parametrize(
    ("name", "sizes"),
    [
        ("all", SIZES),
        *((name, SIZES[1:3]) for name in OTHER_LAYOUTS),
        *(pytest.param(name, SIZES[::3], marks=pytest.mark.long) for name in OTHER_LAYOUTS),
    ],
    ids=["all", *OTHER_LAYOUTS, *(f"{name}-at-other-sizes" for name in OTHER_LAYOUTS)],
)
async def test_every_layout_can_be_read_from_afar(
    office: Office, page: Page, name: str, sizes: tuple[tuple[int, int], ...]
) -> None:
    """At every size the number is a fifth of the height, letters 2.2 % of it, and contrast 7:1."""
    await page.goto(f"{office.address}/board{LAYOUTS[name]}")
    await page.wait_for_function("() => window.motcua && motcua.painted() !== null")
    await page.wait_for_selector("body:not(.no-ticker)")
    await page.evaluate("() => document.fonts.ready")
    for width, height in sizes:
        await resize(page, width, height)
        await picture(page, f"board-{name}")
        found = await page.evaluate(MEASURE)
        where = f"{width}x{height}"
        assert found["number"] >= NUMBER_SHARE_MIN * min(width, height), where
        assert found["cropped"] == [], where
        assert found["wide"] <= found["room"], where
        assert found["inside"], where
        assert found["isWhole"], (where, found["rows"])
        assert (found["scrolls"], found["wider"], found["cut"]) == (False, 0, 0), where
        small = [text for text in found["texts"] if text["size"] < LETTER_SHARE_MIN * height]
        assert small == [], where
        pale = [text for text in found["texts"] if text["contrast"] < CONTRAST_MIN]
        assert pale == [], where


async def test_old_data_keep_their_contrast(tmp_path: Path, page: Page) -> None:
    """A board whose line is cut is paler and still has a contrast of 7:1, and nothing is cut off."""
    async with running_office(tmp_path) as office:
        await office.open_all()
        number = await office.issue_and_call(1)
        await page.goto(f"{office.address}/board")
        await shows(page, "#number", number)
        await page.evaluate("() => document.fonts.ready")
    await page.wait_for_selector("body.old")
    for size in ((1280, 720), (1080, 1920)):
        await resize(page, *size)
        await picture(page, "board-old")
        found = await page.evaluate(MEASURE)
        assert [text for text in found["texts"] if text["contrast"] < CONTRAST_MIN] == [], size
        assert found["cropped"] == [], size


async def test_a_call_that_is_lit_can_be_read(tmp_path: Path, page: Page) -> None:
    """While a call is lit, here without motion, letters have a contrast of 7:1; the button covers none."""
    await page.emulate_media(reduced_motion="reduce")
    async with running_office(tmp_path) as office:
        await office.open_all()
        for name, query in (("all", ""), ("counter-1", "?counter=1"), ("page-2", "?page=2")):
            await page.goto(f"{office.address}/board{query}")
            await page.wait_for_function("() => window.motcua && motcua.painted() !== null")
            await office.issue_and_call(1)
            await has_class(page, "lit")
            await page.evaluate("() => document.fonts.ready")
            await picture(page, f"board-lit-{name}")
            found = await page.evaluate(MEASURE)
            assert [text for text in found["texts"] if text["contrast"] < CONTRAST_MIN] == [], name
            assert found["cropped"] == [], name
            assert await page.evaluate(BUTTON_REACHES_OVER) <= 1, name
    await page.emulate_media(reduced_motion="no-preference")
