"""The desk at every size from a bar to a whole screen: nothing cut off or too pale, and judged by axe."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Page

from offices import load_office
from tests.rings import INNER_RING, RING_NAME
from tests.ticketing.plans import PLAN
from tests.web.conftest import picture, resize
from tests.web.desk_views import at, desk_view, notice, staff_view, ticket, view_frame
from tests.web.desks import sit_down, strike
from tests.web.frame_server import FrameServer, frame_server
from tests.web.office import BOARD_PLAN
from tests.web.seat import Seat
from ticketing.desk.keys import GROUPS

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]

SHIPPED = load_office("moc-chau")
OFFICE = replace(
    SHIPPED,
    priority_classes=PLAN.priority_classes,
    rules=replace(SHIPPED.rules, start_after_seconds=90),
)
BAR_HEIGHT = 200
SIZES = ((360, BAR_HEIGHT), (360, 640), (1024, 768), (1920, 1080))
JUDGED = SIZES[::2] if RING_NAME == INNER_RING else SIZES  # by axe, whose look takes ten times the measure's
MEASURE = Path(__file__).with_name("desk_measure.js").read_text(encoding="utf-8")
AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
# Contrast is left to the measure, which is faster and at least as strict; rules that can find nothing
# serious are not asked.
FAULTS = """async () => {
  const checks = axe._audit.data.checks;
  const impacts = rule => [rule.impact]
    .concat(rule.any.concat(rule.all, rule.none).map(check => checks[check.id || check].impact));
  const isMild = impact => impact === "minor" || impact === "moderate";
  const rules = { "color-contrast": { enabled: false } };
  axe._audit.rules.filter(rule => impacts(rule).every(isMild))
    .forEach(rule => { rules[rule.id] = { enabled: false }; });
  const found = await axe.run(document, { resultTypes: ["violations"], rules: rules, preload: false });
  return found.violations.filter(one => one.impact === "serious" || one.impact === "critical")
    .map(one => [one.id, one.nodes.map(node => node.html.slice(0, 120))]);
}"""
STARTED = ticket("1012", state="serving", called_at=at(4), started_at=at(3), counter=3, note="Sao y hai bản")
VIEWS: dict[str, dict[str, Any]] = {
    "called": {},
    "serving": {"ticket": STARTED, "undo_until": None},
    "long": {"ticket": ticket("K1012", state="called", called_at=at(71), recalls=2, priority="pregnant")},
    "nobody": {
        "ticket": None,
        "why": None,
        "waiting": [],
        "waiting_count": 0,
        "notices": [],
        "undo_until": None,
    },
    "paused": {
        "ticket": None,
        "why": None,
        "is_paused": True,
        "pause_reason": "họp giao ban",
        "undo_until": None,
    },
    "taken": {"clerk": "Lò Thị Mai", "taken_from": "Hoàng Thị Hoa"},
    "closed": {"is_open": False, "clerk": "", "ticket": None, "why": None},
}
ASKED = {
    "transfer": ("t",),
    "outcome": ("f", "1", "Enter", "'H42", "Enter"),
    "dossiers": ("d",),
    "messages": ("m",),
}


async def check(page: Page, name: str, *, is_bar: bool = False, has_keys: bool = True) -> None:
    """Assert that all is in its place and that axe, which is asked at some sizes, finds nothing serious."""
    await page.evaluate("() => document.fonts.ready")
    await picture(page, f"desk-{name}")
    found = await page.evaluate(MEASURE)
    assert found["texts"] > 0
    lacks = {key: found[key] for key in ("pale", "small", "wide", "cut") if found[key]}
    assert lacks == {}, name
    assert not found["scrollsSideways"], name
    if is_bar:
        assert not found["scrolls"], name
    if has_keys:
        assert found["above"] == len(GROUPS[0].keys), name
    size = page.viewport_size
    if size is not None and (size["width"], size["height"]) in JUDGED:
        assert await faults(page) == [], name


async def check_at_every_size(page: Page, name: str, *, has_keys: bool = True) -> None:
    """The same at every size; the smallest one is a bar, which does not scroll."""
    for width, height in SIZES:
        await resize(page, width, height)
        await check(page, f"{name}-{width}x{height}", is_bar=height == BAR_HEIGHT, has_keys=has_keys)


async def faults(page: Page) -> list[Any]:
    """What axe-core calls serious or critical on this page."""
    if not await page.evaluate("() => 'axe' in window"):
        await page.evaluate(AXE)
    found: list[Any] = await page.evaluate(FAULTS)
    return found


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def server() -> AsyncIterator[FrameServer]:
    """One server for all, of an office as large as they are."""
    async with frame_server(OFFICE) as server:
        yield server


@pytest.mark.parametrize(
    ("language", "sizes"),
    [
        ("vi", SIZES),
        ("en", SIZES[::2]),
        pytest.param("vi", SIZES[1::2], marks=pytest.mark.long),
        pytest.param("en", SIZES[1::2], marks=pytest.mark.long),
    ],
    ids=["vi", "en", "vi-at-other-sizes", "en-at-other-sizes"],
)
async def test_the_desk_at_every_size(
    language: str, sizes: tuple[tuple[int, int], ...], server: FrameServer, page: Page
) -> None:
    """In every state the main keys are in sight, nothing is cut, and every text can be read.

    A question stands where the keys were, and can be read and answered in the smallest bar.
    """
    async with await page.add_init_script(f"localStorage.setItem('motcua.language', '{language}')"):
        seat = Seat(page, server)
        await seat.sit_down()
    for width, height in sizes:
        await resize(page, width, height)
        at, is_bar = f"{language}-{width}x{height}", height == BAR_HEIGHT
        for name, values in VIEWS.items():
            await seat.show(**values)
            await check(page, f"{name}-{at}", is_bar=is_bar, has_keys=name not in ("taken", "closed"))
        await seat.show(**VIEWS["serving"])
        for name, keys in ASKED.items() if language == "vi" else ():
            await strike(page, *keys)
            await page.wait_for_selector(".asking")
            assert await page.locator("form[role='dialog']").count() == 0  # a form can't be a dialog
            await check(page, f"asks-{name}-{at}", is_bar=is_bar, has_keys=False)
            await strike(page, "Escape")
            await page.wait_for_selector(".asking", state="detached")


@pytest.mark.seeded  # the wider rings ask axe at every size
async def test_the_overview_and_the_entrance_at_every_size(server: FrameServer, page: Page) -> None:
    """The overview, the sign-in page and the choice of a place are whole and faultless too."""
    server.first = [view_frame(staff_view())]

    async def whole(name: str) -> None:
        for width, height in SIZES[1:]:
            await resize(page, width, height)
            await check(page, f"{name}-{width}x{height}", has_keys=False)

    await page.goto(f"{server.address}/desk")
    await page.wait_for_selector("#name")
    await whole("sign-in")
    await page.get_by_role("button", name="Dùng mã của quầy").click()
    await whole("token")
    await sit_down(page, server.address, "staff", role="manager")
    await page.wait_for_selector("[data-counter='3']")
    await whole("overview")
    await strike(page, "a", "1", "Enter")
    await whole("overview-fields")


@pytest.mark.seeded  # the wider rings ask axe at every size
async def test_odd_names_are_read_as_they_are_written(page: Page) -> None:
    """HTML in a field's name is text, and a name of 80 letters pushes nothing out of its place."""
    async with frame_server(BOARD_PLAN) as server:
        server.first = [view_frame(desk_view(**VIEWS["long"]))]
        await sit_down(page, server.address)
        await page.wait_for_selector(".of-field", state="attached")
        assert await page.text_content(".about .of-field") == BOARD_PLAN.fields[0].name.vi
        assert await page.locator("#desk img").count() == 0
        await check_at_every_size(page, "odd-names")


async def test_the_board_has_no_serious_fault_for_those_who_do_not_see_or_hear(page: Page) -> None:
    """axe-core finds nothing serious on the board either."""
    async with frame_server() as server:
        await page.goto(f"{server.address}/board")
        await page.wait_for_selector(".waiting")
        assert await faults(page) == []


# What a browser leaves of a usual screen; the first four at letters of twice the size.
FOLDS = ((640, 400), (683, 384), (683, 328), (640, 350), (1024, 600), (1280, 720), (1366, 657))
FOLD = """() => {
  const place = name => document.querySelector(name).getBoundingClientRect();
  const inSight = box => box.width > 1 && box.top >= 0
    && box.bottom <= innerHeight + 1 && box.right <= innerWidth + 1;
  const keys = Array.from(document.querySelectorAll(".keys .key")).map(key => key.getBoundingClientRect());
  const field = document.querySelector(".about .of-field");
  const words = Array.from(document.querySelectorAll(".waiting .of-field span"));
  return { number: inSight(place("#number")), field: inSight(field.getBoundingClientRect()),
    rows: Math.round(field.getBoundingClientRect().height / parseFloat(getComputedStyle(field).lineHeight)),
    keys: keys.filter(inSight).length,
    cut: words.filter(one => one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1)
      .map(one => one.textContent) };
}"""


async def test_number_field_and_every_key_are_above_the_fold(server: FrameServer, page: Page) -> None:
    """Also at 200 % zoom the number comes first, its field is read in a line or two, and no field is cut."""
    seat = Seat(page, server)
    await seat.sit_down()
    await seat.show(ticket=ticket("1012", state="called", field="1", called_at=at(1), counter=3, recalls=1))
    every, main = sum(len(group.keys) for group in GROUPS), len(GROUPS[0].keys)
    for language in ("vi", "en"):
        for width, height in FOLDS:
            at_size = (language, width, height)
            await resize(page, width, height)
            await picture(page, f"desk-fold-{language}")
            found = await page.evaluate(FOLD)
            assert (found["number"], found["field"], found["cut"]) == (True, True, []), at_size
            assert found["rows"] <= 2, at_size
            assert found["keys"] >= (every if height >= 384 else main), at_size
        await page.get_by_role("button", name="English" if language == "vi" else "Tiếng Việt").click()


WHOLE = """() => Array.from(document.querySelectorAll(".no-paper .chip-words")).map(words =>
  words.scrollWidth <= words.clientWidth && words.getBoundingClientRect().right
    <= words.closest("td").getBoundingClientRect().right)"""


async def test_a_slip_that_failed_is_readable_beside_a_priority(seat: Seat) -> None:
    """The words "in lỗi" stand whole in their row, whatever else is said of the number."""
    people = [
        ticket("5001", print_state="failed", priority="disabled", reserved_for=place) for place in (None, 3)
    ]
    await resize(seat.page, 1366, 768)
    await seat.show(waiting=people, waiting_count=2)
    assert await seat.page.evaluate(WHOLE) == [True, True]


MARKS = """() => Array.from(document.querySelectorAll("[data-mark]")).filter(one => {
  const box = one.getBoundingClientRect();
  return box.width > 1 && box.top >= 0 && box.bottom <= innerHeight && box.right <= innerWidth
    && one.contains(document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2));
}).map(one => one.dataset.mark + " " + one.querySelector("b").textContent)"""


WANTED_MARKS = ["help 2", "message 1", "trouble 3", "parked 1", "late 7"]
NOTHING_TO_MARK: dict[str, Any] = {
    **{name: [] for name in ("notices", "parked", "waiting", "paper_low", "printers", "screens")},
    "waiting_count": 0,
}


async def test_a_bar_tells_of_calls_messages_parked_and_late_ones(seat: Seat) -> None:
    """Each with how many, where the lists have no room; a click on those of notices opens them."""
    asked = [
        notice(4, "message", text="Họp lúc 10 giờ"),
        notice(5, "help", counter=1),
        notice(6, "help", counter=2),
    ]
    for width, height in ((360, BAR_HEIGHT), (400, 240), (640, 400)):
        await resize(seat.page, width, height)
        await seat.show(notices=asked)
        assert await seat.page.evaluate(MARKS) == WANTED_MARKS, (
            width,
            height,
        )
        assert await seat.page.inner_text(".bar-wait" if height == BAR_HEIGHT else ".waiting-badge b") != ""
        await seat.page.click("[data-mark='help']")
        await seat.page.wait_for_selector(".asking [data-notice='5']")
        await strike(seat.page, "Escape")
        await seat.show(**NOTHING_TO_MARK)
        assert await seat.page.evaluate(MARKS) == [], (width, height)
    await resize(seat.page, 1280, 720)
    assert await seat.page.evaluate(MARKS) == []


EDGES = """selector => { const of = getComputedStyle(document.querySelector(selector));
  return [of.borderTopWidth, of.borderTopStyle, of.outlineStyle, of.outlineWidth].join(" "); }"""


async def test_in_forced_colours_what_is_chosen_or_likely_or_dimmed_is_seen(seat: Seat) -> None:
    """By its edge and a tick, since a ground of our own is not there."""
    page = seat.page
    await page.emulate_media(forced_colors="active")
    try:
        for width, height in ((1366, 657), (360, BAR_HEIGHT)):
            await resize(page, width, height)
            await seat.show(**VIEWS["called"])
            usual, likely, dimmed = [
                await page.evaluate(EDGES, name)
                for name in (".key-finish", ".key.is-likely", ".key[aria-disabled='true']")
            ]
            assert len({usual, likely, dimmed}) == 3, (usual, likely, dimmed)
            assert "dashed" in dimmed
            for key in ("t", "y"):
                await strike(page, key)
                await page.wait_for_selector(".option")
                await strike(page, *(("'1012", "Enter", "1") if key == "y" else ("2",)))
                await page.wait_for_selector(".option.chosen .chosen-mark")
                await picture(page, f"desk-forced-{key}")
                chosen = await page.evaluate(EDGES, ".option.chosen")
                assert chosen != await page.evaluate(EDGES, ".option:not(.chosen)")
                await strike(page, "Escape")
                await page.wait_for_selector(".asking", state="detached")
    finally:
        await page.emulate_media(forced_colors="none")


def counters(count: int) -> list[dict[str, Any]]:
    """So many counters of an office: serving, paused, calling, free, closed."""
    states = [("open", "serving"), ("paused", None), ("open", "called"), ("open", None), ("closed", None)]
    return [
        {
            "number": n + 1, "state": states[n % 5][0], "clerk": "Hoàng Thị Hoa", "pause_reason": "họp",
            "ticket": f"{n + 1}007" if states[n % 5][1] else None, "ticket_state": states[n % 5][1],
            "fields": ["1", "2", "3", "4", "5", "6"], "since": at(12.6) if states[n % 5][1] else None,
        }
        for n in range(count)
    ]  # fmt: skip


TILES = """() => {
  const box = document.querySelector(".counters .scroll").getBoundingClientRect();
  const isWhole = one => one.getBoundingClientRect().bottom <= Math.min(box.bottom, innerHeight) + 1;
  const tiles = Array.from(document.querySelectorAll("[data-counter]"));
  const parts = Array.from(document.querySelectorAll(".tile-head, .tile-number, .tile-state, .today dd"));
  return { whole: tiles.filter(isWhole).length,
    cut: parts.filter(one => one.scrollWidth > one.clientWidth + 1 && one.clientWidth)
      .map(one => one.textContent),
    figures: document.querySelector(".today").innerText.split(/\\s+/).join(" "),
    fields: Array.from(document.querySelectorAll("[data-field-row]"))
      .filter(one => one.getBoundingClientRect().bottom <= innerHeight)
      .map(one => one.innerText.split(/\\s+/).join(" ")) };
}"""


async def test_the_overview_shows_every_counter_and_the_day_on_a_usual_screen(
    server: FrameServer, page: Page
) -> None:
    """Twelve counters with numbers and fields, today's figures, and the longest wait of every field."""
    counts = {"given": 91, "served": 57, "unstarted": 4, "missed": 3, "mean_wait_seconds": 550}
    today = {"counts": counts, "waiting": 20, "longest": {"1": {"number": "1002", "minutes": 27}}}
    fields = {str(n): n for n in range(1, 10)}
    view = staff_view(counters=counters(12), today=today, waiting_by_field=fields)
    server.first = [view_frame(view)]
    for language, served in (("vi", "Đã phục vụ 57"), ("en", "Served 57")):
        async with await page.add_init_script(f"localStorage.setItem('motcua.language', '{language}')"):
            await sit_down(page, server.address, "staff", role="manager")
        await page.wait_for_selector("[data-counter='12']")
        for width, height in ((1366, 657), (1280, 720), (1920, 1080)):
            await resize(page, width, height)
            await picture(page, f"overview-{language}")
            found = await page.evaluate(TILES)
            assert (found["whole"], found["cut"]) == (12, []), (language, width, height)
            assert served in found["figures"]
            assert "27" in found["figures"]
            assert len(found["fields"]) == len(fields)
            assert found["fields"][0].endswith("1002")


async def test_a_message_to_all_is_one_notice_with_who_has_read_it(server: FrameServer, page: Page) -> None:
    """However many counters it went to; taken back it is answered for all that have not."""
    told = {"text": "Họp lúc 10 giờ", "sent_to": [1, 2, 3, 4]}
    broadcast = [notice(n, "message", to_counter=n, **told) for n in (1, 3, 4)]
    alone = notice(9, "message", to_counter=2, text="Họp lúc 10 giờ", sent_to=[2])
    server.first = [view_frame(staff_view(notices=[*broadcast, alone]))]
    await sit_down(page, server.address, "staff", role="manager")
    await page.wait_for_selector("[data-notice='1']")
    assert await page.locator("[data-notice]").count() == 2
    said = await page.inner_text("[data-notice='1']")
    for part in ("gửi 4 quầy", "Họp lúc 10 giờ", "Chưa đọc: quầy 1, 3, 4", "Đã đọc: quầy 2"):
        assert part in said
    server.presses.clear()
    server.forget()
    await page.click("[data-notice='1'] button")
    answered = [(await server.hear("command"))["command"]["notice"] for _ in broadcast]
    assert answered == [1, 3, 4]
