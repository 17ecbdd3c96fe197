"""Every layout and state at every size: readable from afar, nothing too small, too pale or cut."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page

from tests.web import walls
from tests.web.conftest import picture, resize
from tests.web.frame_server import frame_server
from ticketing.plan import Name, OfficePlan

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]

SIZES = ((1920, 1080), (1080, 1920), (1366, 768), (1280, 720), (3840, 2160))
USUAL_SIZES = SIZES[:2]
NUMBER_SHARE_MIN = 0.2  # of the height
NUMBER_WIDTH_MIN = 0.9  # of an upright screen's width
BESIDE_SHARE_MIN = 0.08
SHELL_SHARE_MAX = 1 / 3
LETTER_SHARE_MIN = 0.022  # of the height, or upright of the width
CONTRAST_MIN = 7.0
MEASURE = Path(__file__).with_name("measure.js").read_text(encoding="utf-8")


def with_long_names() -> OfficePlan:
    """An office whose names take whatever room there is."""
    names = (Name("Ủy ban nhân dân phường Mộc Châu, tỉnh Sơn La"), Name(walls.LONG))
    fields = tuple(
        replace(field, name=Name(walls.LONG, walls.LONG), short=Name("")) if field.code in "13" else field
        for field in walls.OFFICE.fields
    )
    return replace(walls.OFFICE, names=names, fields=fields)


FIVE_DIGITS = walls.turn(
    walls.turn_call(9, "51510", 3), walls.turn_call(10, "32109", 1), walls.turn_call(11, "70004", 5)
)
RUSH = walls.turn(None, *walls.RUSH)
RECALL = walls.turn(walls.turn_call(9, "1012", 3, 2), *walls.RUSH)
QUIET = walls.turn(is_now=False)
THIRD = walls.turn(walls.turn_call(15, "9003", 6), zone="yard")
TWO = (walls.turn(zone="ground"), walls.turn(walls.RUSH[1], zone="upper", is_now=False))

# Its office, its address, what the view has besides, and its turns.
STATES: dict[str, tuple[OfficePlan, str, dict[str, Any], tuple[dict[str, Any], ...]]] = {
    "rush": (walls.OFFICE, "", {}, (RUSH,)),
    "alone": (walls.OFFICE, "", {"missed": []}, (walls.turn(),)),
    "english": (walls.OFFICE, "?language=en", {}, (RECALL,)),
    "long": (with_long_names(), "", {}, (FIVE_DIGITS,)),
    "zones": (walls.two_zones(), "", {}, TWO),
    "zones-3": (walls.three_zones(), "", {}, (*TWO, THIRD)),
    "table": (walls.OFFICE, "?layout=table", {}, (RUSH,)),
    "table-4": (walls.OFFICE, "?layout=table&rows=4", {}, (RUSH,)),
    "table-12": (walls.office_of(9, 14), "?layout=table&rows=12", {}, (RUSH,)),
    "sign": (walls.OFFICE, "?counter=3", {}, (walls.turn(),)),
    "overflow": (walls.OFFICE, "?page=2", {}, (RUSH,)),
    "raw": (walls.OFFICE, "?layout=raw", {}, (RECALL,)),
    "lunch": (walls.OFFICE, "", {"hall": walls.BREAK}, (QUIET,)),
    "holiday": (walls.OFFICE, "", {"hall": walls.HOLIDAY}, (QUIET,)),
    "full": (walls.OFFICE, "?language=en", {"hall": walls.FULL, "waiting": {}}, (QUIET,)),
    "night": (walls.OFFICE, "", {"hall": walls.NIGHT}, (QUIET,)),
    "empty": (walls.OFFICE, "", {"calls": [], "missed": []}, ()),
    **{
        f"fields-{count}": (walls.office_of(count), "", {"counters": []}, (walls.turn(),))
        for count in (1, 5, 9, 12, 23)
    },
}
INNER = ("rush", "english", "long", "zones", "table", "sign", "lunch", "fields-12")
CALLED = {"rush", "alone", "english", "long", "raw"}


async def measured(page: Page, size: tuple[int, int]) -> Any:
    """What the page is like at this size, its letters there."""
    await resize(page, *size)
    await page.evaluate("() => document.fonts.ready")
    await resize(page, *size)
    return await page.evaluate(MEASURE)


def assert_readable(found: Any, size: tuple[int, int]) -> None:
    """Letters, contrast and that nothing is cut hold in every state."""
    is_upright = size[1] > size[0]
    smallest = LETTER_SHARE_MIN * (size[0] / size[1] if is_upright else 1)
    assert [text for text in found["texts"] if text["size"] < smallest] == [], size
    assert [text for text in found["texts"] if text["contrast"] < CONTRAST_MIN] == [], size
    assert (found["cropped"], found["broken"], found["scrolls"], found["trouble"]) == ([], [], False, ""), (
        size
    )
    assert found["shell"] <= SHELL_SHARE_MAX, size
    assert all(number["isInside"] for number in (*found["large"], *found["beside"])), size
    assert all(number["height"] >= BESIDE_SHARE_MIN - 0.002 for number in found["beside"]), size
    assert all(number["height"] >= BESIDE_SHARE_MIN for number in found["large"]), size
    assert not found["cells"] or found["filled"] > 0.99, size


@pytest.mark.parametrize("name", INNER)
async def test_every_layout_can_be_read_from_afar(page: Page, name: str) -> None:
    """The number is a fifth of the height or nine tenths of an upright width, those beside are 8 %."""
    await look_at(page, name, USUAL_SIZES)


@pytest.mark.long
@pytest.mark.parametrize("name", STATES)
async def test_every_state_can_be_read_at_five_sizes(page: Page, name: str) -> None:
    """From 1280x720 to 3840x2160, with 1 to 23 fields, names of 80 letters and numbers of five digits."""
    await look_at(page, name, SIZES)


async def look_at(page: Page, name: str, sizes: tuple[tuple[int, int], ...]) -> None:
    """Measure a state at these sizes, and keep its pictures."""
    plan, query, values, turns = STATES[name]
    async with frame_server(plan) as server:
        now = walls.at_lunch().isoformat() if name == "lunch" else walls.moment(2_820)
        server.first = [{**walls.board_view(plan, **values), "now": now}, *turns]
        await page.goto(f"{server.address}/board{query}")
        await page.wait_for_function("() => window.motcua && motcua.painted() !== null")
        for size in sizes:
            found = await measured(page, size)
            await picture(page, f"board-{name}")
            assert_readable(found, size)
            if name in CALLED:
                share = found["large"][0]["width" if size[1] > size[0] else "height"]
                assert share >= (NUMBER_WIDTH_MIN if size[1] > size[0] else NUMBER_SHARE_MIN), size


async def test_old_data_keep_their_contrast(page: Page) -> None:
    """A board whose line is cut is grey and still has a contrast of 7:1, and nothing is cut off."""
    async with frame_server(walls.OFFICE) as server:
        server.first = [walls.board_view(walls.OFFICE), RECALL]
        await page.goto(f"{server.address}/board")
        await page.wait_for_selector(".turn.is-now")
        await page.evaluate("() => document.fonts.ready")
    await page.wait_for_selector("body.old")
    for size in USUAL_SIZES:
        found = await measured(page, size)
        await picture(page, "board-old")
        assert_readable(found, size)
