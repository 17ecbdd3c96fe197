"""The board's line to its server: cut and healed, silent, restarted, nonsense, and a long day's calls."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page

from tests.rings import INNER_RING, RING_NAME
from tests.web.conftest import OpenPage
from tests.web.frame_server import NOW, call, frame_server, view
from tests.web.office import has_class, running_office, shows

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]

IS_INNER_RING = RING_NAME == INNER_RING
BOARDS = 3 if IS_INNER_RING else 20
CALLS_OF_A_DAY = 2_500 if IS_INNER_RING else 10_000
CALLS_BEFORE = 1_000
CALLS_IN_A_VIEW = 8
HEAP_GROWTH_MAX = 1.2
ROW_ELEMENTS = 6  # the list is one row longer while the call on the stage has left it
CROOKED = {"calls": 7, "waiting": [], "counters": "x", "leader": 3}
HALF_BROKEN: Any = view(4, call(1), waiting={"1": "many"}, counters=[None, {"number": 1}], captions=[1])
HALF_BROKEN["view"]["calls"].insert(0, {"call": "x"})
BROKEN: list[Any] = [
    "not json", "7", "null", "[]", '{"type": 7}', {"type": "dance"}, {"type": "view"},
    {"type": "view", "version": "2", "view": {}}, {"type": "view", "version": 2, "now": "soon", "view": None},
    {"type": "view", "version": 3, "now": NOW, "view": CROOKED}, HALF_BROKEN,
    {"type": "heartbeat", "version": None, "now": 7},
    {"type": "welcome", "office": {"fields": 3, "names": {}}},
    {"type": "fault", "error": "x"},
]  # fmt: skip


async def test_a_cut_line_is_said_and_heals_by_itself(tmp_path: Path, open_page: OpenPage) -> None:
    """The last good view stays, is marked old after 5 s, and is right within 2 s of the server's return."""
    page = await open_page()
    await page.clock.install()
    async with running_office(tmp_path) as office:
        await office.open_all()
        number = await office.issue_and_call(1)
        await page.goto(f"{office.address}/board")
        await shows(page, "#number", number)
        port = int(office.address.rpartition(":")[2])
    await has_class(page, "old")
    await page.clock.run_for(6_000)
    assert await page.text_content("#caption-first") == (
        "Mất kết nối từ 08:00. Số trên màn hình có thể đã cũ. Xin hỏi bàn hướng dẫn."
    )
    assert await page.text_content("#number") == number
    async with running_office(tmp_path, port=port) as office:
        called = await office.issue_and_call(3)
        await page.clock.run_for(2_000)
        await shows(page, "#number", called)
        assert not await page.evaluate("() => document.body.classList.contains('old')")


async def test_a_silent_server_makes_the_view_old_and_is_left(open_page: OpenPage) -> None:
    """Nothing heard for 5 s marks the view as old; after 10 s the board connects anew."""
    async with frame_server() as server:
        page = await open_page()
        await page.clock.install()
        await page.goto(f"{server.address}/board")
        await shows(page, "#number", "1001")
        await server.joined()
        await page.clock.run_for(5_500)
        assert "Mất kết nối" in str(await page.text_content("#caption-first"))
        await page.clock.run_for(5_000)
        await server.joined()
        await page.wait_for_function("() => !document.body.classList.contains('old')")


async def test_a_lost_view_is_fetched_by_connecting_anew(page: Page) -> None:
    """A heartbeat of a newer view than the board has makes it connect again, which brings the newest."""
    async with frame_server() as server:
        await page.goto(f"{server.address}/board")
        await shows(page, "#number", "1001")
        server.first = [view(2, call(2), call(1))]
        await server.say({"type": "heartbeat", "version": 2, "now": NOW})
        await shows(page, "#number", "1002")


async def test_a_rejected_board_says_why_and_tries_again(page: Page) -> None:
    """The server's sentence stands on the screen until it lets the board in."""
    async with frame_server() as server:
        sentence = {"vi": "Có quá nhiều màn hình.", "en": "Too many screens."}
        good = server.first
        server.first = [{"type": "fault", "error": "too-many-screens", "closing": True, "message": sentence}]
        await page.goto(f"{server.address}/board")
        await shows(page, "#caption-first", "Có quá nhiều màn hình.")
        server.first = good
        await shows(page, "#number", "1001")


async def test_a_board_that_is_rejected_later_keeps_its_view_and_says_why(page: Page) -> None:
    """After a restart without its zone the server's reason stands there, and not that the line is cut."""
    async with frame_server() as server:
        await page.goto(f"{server.address}/board")
        await shows(page, "#number", "1001")
        await server.joined()
        sentence = {"vi": "Không có khu vực này.", "en": "There is no such zone."}
        server.first = [{"type": "fault", "error": "unknown-zone", "closing": True, "message": sentence}]
        await server.say({"type": "heartbeat", "version": 2, "now": NOW})
        await shows(page, "#caption-first", "Không có khu vực này.")
        assert await page.text_content("#number") == "1001"
        await has_class(page, "old")


async def test_a_zone_keeps_its_call_while_another_one_is_busy(page: Page) -> None:
    """Forty newer calls of other fields don't take the newest of this zone from its board; an undo does."""
    async with frame_server() as server:
        own = {**call(1), "field": "2"}
        server.first = [view(1, own)]
        await page.goto(f"{server.address}/board?fields=2")
        await shows(page, "#number", "1001")
        await server.joined()
        await server.say(view(2, *(call(n) for n in range(41, 1, -1))))
        await page.wait_for_function("() => motcua.painted() === 2")
        assert await page.text_content("#number") == "1001"
        assert await page.is_visible("#number")
        again = {**call(42), "field": "2"}
        await server.say(view(3, again, *(call(n) for n in range(41, 2, -1))))
        await shows(page, "#number", "1042")
        await server.say(view(4, *(call(n) for n in range(41, 2, -1))))
        await page.wait_for_selector("#number", state="hidden")


async def test_nonsense_never_blanks_the_board(open_page: OpenPage) -> None:
    """After unknown frames and broken values the call still stands, and the next good view is shown."""
    async with frame_server() as server:
        page = await open_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        await page.goto(f"{server.address}/board")
        await shows(page, "#number", "1001")
        await server.joined()
        for at, frame in enumerate(BROKEN):
            await server.say(frame if isinstance(frame, str) else json.dumps(frame))
            await server.say({"type": "heartbeat", "version": 1, "now": f"2026-11-23T09:{at:02}:00+07:00"})
            await shows(page, "#clock", f"09:{at:02}")
            assert await page.text_content("#number") == "1001", frame
            assert await page.is_visible("#number"), frame
        await server.say(view(9, call(2), call(1)))
        await shows(page, "#number", "1002")
        assert faults == []


@pytest.mark.seeded  # the wider rings open more boards
async def test_all_boards_come_back_after_a_restart(tmp_path: Path, open_page: OpenPage) -> None:
    """A server restarted under a hall's boards shows the newest call on each, without a hand on any."""
    context = (await open_page(320, 180)).context
    async with running_office(tmp_path) as office:
        await office.open_all()
        number = await office.issue_and_call(1)
        boards = await asyncio.gather(*(context.new_page() for _ in range(BOARDS)))
        await asyncio.gather(*(board.goto(f"{office.address}/board") for board in boards))
        await asyncio.gather(*(shows(board, "#number", number) for board in boards))
        port = int(office.address.rpartition(":")[2])
    async with running_office(tmp_path, port=port) as office:
        called = await office.issue_and_call(3)
        await asyncio.gather(*(shows(board, "#number", called) for board in boards))
        assert office.server.services.hub.screen_count == BOARDS


async def heap_bytes(page: Page) -> int:
    """What the page's scripts hold, after the rubbish is gone."""
    session = await page.context.new_cdp_session(page)
    await session.send("HeapProfiler.collectGarbage")
    usage = await session.send("Runtime.getHeapUsage")
    await session.detach()
    return int(usage["usedSize"])


@pytest.mark.seeded  # the wider rings call more
async def test_memory_is_flat_over_a_days_calls(open_page: OpenPage) -> None:
    """After a long day the page holds at most 1.2 times what it held after 1,000 calls, and no more rows."""
    async with frame_server() as server:
        page = await open_page(640, 360)
        await page.goto(f"{server.address}/board")
        await server.joined()

        async def call_until(first: int, last: int) -> tuple[int, int]:
            for number in range(first, last + 1):
                newest = [call(n) for n in range(number, max(0, number - CALLS_IN_A_VIEW), -1)]
                await server.say(view(number, *newest))
            await page.wait_for_function(
                f"() => (document.getElementById('number') || {{}}).textContent === '{1000 + last % 9000}'"
            )
            return await heap_bytes(page), int(
                await page.evaluate("() => document.querySelectorAll('*').length")
            )

        heap_before, elements_before = await call_until(2, CALLS_BEFORE)
        heap, elements = await call_until(CALLS_BEFORE + 1, CALLS_OF_A_DAY)
    assert heap <= HEAP_GROWTH_MAX * heap_before, (heap_before, heap)
    assert elements <= elements_before + ROW_ELEMENTS, (elements_before, elements)


async def test_a_board_proves_what_it_has_painted(open_page: OpenPage) -> None:
    """The first proof follows the first view, the next comes 10 s later; each names view and sound."""
    async with frame_server() as server:
        page = await open_page()
        await page.clock.install()
        await page.goto(f"{server.address}/board?name=ti-vi")
        assert (await server.hear("hello"))["name"] == "ti-vi"
        assert (await server.hear("proof"))["version"] == 1
        await server.say(view(5, call(1)))
        await page.clock.run_for(1_000)
        await server.say({"type": "heartbeat", "version": 5, "now": NOW})
        await page.clock.run_for(4_000)
        await server.say({"type": "heartbeat", "version": 5, "now": NOW})
        await page.clock.run_for(6_000)
        proof = await server.hear("proof")
        while proof["version"] == 1:
            proof = await server.hear("proof")
        assert proof["version"] == 5
        assert proof["sound"] in ("live", "refused", "none")


async def test_refused_sound_shows_one_button_and_staff_are_told(open_page: OpenPage) -> None:
    """The button stands there while the browser refuses sound; pressed, it turns it on and goes."""
    async with frame_server() as server:
        page = await open_page()
        await page.goto(f"{server.address}/board")
        # The proof comes first: whatever asks the page itself counts as a touch, and then it may sound.
        while (await server.hear("proof"))["sound"] != "refused":
            pass
        button = page.get_by_role("button", name="Bật âm thanh")
        await button.wait_for()
        await page.keyboard.press("Enter")
        await button.wait_for(state="hidden")
        while (await server.hear("proof"))["sound"] != "live":
            pass
