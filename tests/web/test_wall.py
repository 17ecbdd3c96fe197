"""The wall in a real Chromium before frames of a test: one truth on stage, caption, table and sign."""

import random
from typing import Any

import pytest
from playwright.async_api import Page

from tests.web import walls
from tests.web.conftest import OpenPage, picture
from tests.web.frame_server import FrameServer, frame_server
from tests.web.office import shows
from ticketing.plan import OfficePlan

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]

SEED, TURNS_OF_A_RUSH = 1, 40
# Which number is outlined, what is captioned, and how large that number and the largest on the wall are.
WHAT_IS_LARGE = """() => {
  const numbers = Array.from(document.querySelectorAll(".number, .beside-number b, .called b, #missed b"));
  const sizes = numbers.filter(one => one.getClientRects().length)
    .map(one => parseFloat(getComputedStyle(one).fontSize));
  const outlined = document.querySelector(".turn.is-now .number");
  return [outlined && outlined.textContent, document.getElementById("caption-first").textContent,
    outlined && parseFloat(getComputedStyle(outlined).fontSize), Math.max.apply(null, sizes)];
}"""
AMBER = "rgb(255, 193, 7)"
# Every colour that something has which is seen; amber is that of what is old.
COLOURS = """() => Array.from(new Set(Array.from(document.body.querySelectorAll("*"))
  .filter(one => one.getClientRects().length)
  .flatMap(one => [getComputedStyle(one).color, getComputedStyle(one).backgroundColor])))"""


async def texts(page: Page, selector: str) -> list[str]:
    """The texts of all elements that match and are shown."""
    found: list[str] = await page.eval_on_selector_all(
        selector, "all => all.filter(one => one.getClientRects().length).map(one => one.textContent)"
    )
    return found


async def open_board(
    page: Page, server: FrameServer, query: str = "", *frames: dict[str, Any], plan: OfficePlan = walls.OFFICE
) -> None:
    """Show a board that is sent the busy hour and these frames, the last of which decides."""
    server.first = [walls.board_view(plan), *frames]
    await page.goto(f"{server.address}/board{query}")
    await page.wait_for_function("() => window.motcua && motcua.painted() !== null")
    await server.joined()


async def test_the_call_that_is_said_is_large_outlined_and_captioned(page: Page) -> None:
    """Others wait beside it; the next turn, one that is over, and one that is taken back follow at once."""
    async with frame_server(walls.OFFICE) as server:
        await open_board(page, server, "", walls.turn(None, *walls.RUSH))
        await shows(page, "#number", "1012")
        assert await texts(page, ".turn.is-now #number, .beside-number b") == ["1012", "2009", "7004", "8006"]
        assert await texts(page, "#caption-first") == ["Kính mời công dân có số thứ tự 1012 đến quầy số 3."]
        assert await texts(page, "#heading, #to-counter, #counter, .turn-field-name") == [
            "ĐANG MỜI CÔNG DÂN CÓ SỐ", "Hộ tịch", "ĐẾN QUẦY SỐ", "3"
        ]  # fmt: skip
        assert await page.eval_on_selector(".turn .tile", "one => getComputedStyle(one).backgroundColor") == (
            "rgb(0, 85, 128)"
        )
        await server.say(walls.turn(walls.RUSH[0], *walls.RUSH[1:]))
        await shows(page, "#number", "2009")
        assert await texts(page, ".beside-number b") == ["7004", "8006"]
        assert (await texts(page, "#caption-first"))[0].endswith("2009 đến quầy số 1.")
        await server.say(walls.turn(walls.turn_call(13, "2009", 1, 2), is_now=True))
        await shows(page, "#repeated", "Nhắc lại lần 2")
        await server.say(walls.turn(walls.RUSH[0], is_now=False))
        await page.wait_for_selector(".turn:not(.is-now)")
        assert await texts(page, "#number, #heading") == ["MỜI CÔNG DÂN CÓ SỐ", "2009"]
        await server.say({**walls.turn(is_now=False), "call": None})
        await page.wait_for_selector("#sentence:not([hidden])")
        assert await texts(page, "#number") == []


async def test_over_a_rush_the_call_that_is_said_is_the_large_one(page: Page) -> None:
    """After each of many turns by chance its number stands outlined, and none on the wall is larger."""
    chance = random.Random(SEED)  # noqa: S311 - the same rush in every run
    async with frame_server(walls.OFFICE) as server:
        await open_board(page, server, "", walls.turn())
        for at in range(TURNS_OF_A_RUSH):
            said, *waiting = (
                walls.turn_call(
                    100 + 5 * at + n,
                    f"{chance.randint(1, 9)}{chance.randint(1, 99):03}",
                    counter=chance.randint(1, 6),
                    recall=chance.choice((0, 0, 0, 1, 2)),
                )
                for n in range(chance.randint(1, 5))
            )
            now = [walls.call(one["call"], one["number"], one["counter"]) for one in (*waiting, said)]
            await server.say(walls.turn(said, *waiting), walls.board_view(walls.OFFICE, at + 2, calls=now))
            await page.wait_for_function("version => motcua.painted() === version", arg=at + 2)
            outlined, caption, number_size, largest = await page.evaluate(WHAT_IS_LARGE)
            assert outlined == said["number"], (SEED, at)
            assert f" {said['number']} " in caption, (SEED, at)
            assert number_size == largest, (SEED, at)


async def test_the_list_the_table_and_the_sign_show_a_call_at_once(next_page: OpenPage) -> None:
    """While another one is said; the table outlines the row of that one, and a sign its own number."""
    async with frame_server(walls.OFFICE) as server:
        stage, table, sign = await next_page(), await next_page(), await next_page()
        for page, query in ((stage, ""), (table, "?layout=table"), (sign, "?counter=5")):
            await open_board(page, server, query, walls.turn(None, *walls.RUSH))
        assert await texts(stage, ".called b") == ["8006", "7004", "2009", "2008", "1011", "3005", "8005"]
        await table.wait_for_selector(".table-row.is-now")
        assert await texts(table, ".table-row.is-now .row-sign, .table-row.is-now .row-number") == [
            "3",
            "1012",
        ]
        assert await texts(table, ".row-number") == ["2009", "2008", "1012", "7004", "8006"]
        assert await texts(table, ".table-row.is-paused .row-field") == ["Quầy tạm dừng"]
        assert await texts(table, "#columns span") == ["QUẦY", "SỐ", "LĨNH VỰC"]
        assert await texts(sign, "#sign-number, #sign-heading") == ["MỜI CÔNG DÂN CÓ SỐ", "7004"]
        assert await sign.locator("#sign-turn.is-now").count() == 0
        await server.say(walls.turn(walls.RUSH[1]))
        await sign.wait_for_selector("#sign-turn.is-now")
        assert (await texts(sign, "#caption-first"))[0].endswith("7004 đến quầy số 5.")


async def test_who_did_not_come_is_told_what_to_do(page: Page) -> None:
    """Their numbers stand in a box of their own, and no more among the called ones."""
    async with frame_server(walls.OFFICE) as server:
        called = [walls.call(2, "2004", 2), *walls.CALLS]
        await open_board(page, server, "", walls.board_view(walls.OFFICE, calls=called), walls.turn())
        await page.wait_for_selector("#missed:not([hidden])")
        assert await texts(page, "#missed b, #missed h3, #missed-ask") == [
            "Đã gọi, chưa đến", "2004", "3002", "1006", "Xin báo bàn hướng dẫn"
        ]  # fmt: skip
        assert "2004" not in await texts(page, ".called b")


async def test_the_strip_says_how_far_a_field_is_and_where_it_is_served(page: Page) -> None:
    """Waiting, wait, number reached and places; a used up field and one that opens later say so instead."""
    rows = [
        {"code": "1", "reached": "1012", "counters": [1, 2, 3, 6]},
        {"code": "2", "reached": "2009", "counters": [], "left": 0},
        {"code": "3", "counters": [], "is_open": False, "opens_at": "2026-11-23T13:30:00+07:00"},
    ]
    async with frame_server(walls.OFFICE) as server:
        view = walls.board_view(walls.OFFICE, fields=rows, waiting={"1": 4, "2": 0, "3": 2})
        await open_board(page, server, "?fields=1,2,3", view, walls.turn())
        told = [text.replace("\u00a0", " ") for text in await texts(page, ".strip-more")]
        assert told == ["tới 1012 · quầy 1–3, 6", "Hết số hôm nay", "mở lúc 13:30", "tạm dừng"]
        assert await texts(page, ".strip-count") == ["4 chờ15 phút", "0 chờ", "2 chờ15 phút", ""]


async def test_a_screen_over_two_zones_shows_one_turn_a_zone(page: Page) -> None:
    """Each with its zone's name and its own caption; with `?zone=` it lists that zone's calls alone."""
    plan = walls.two_zones()
    ground, upper = walls.turn(zone="ground"), walls.turn(walls.RUSH[1], zone="upper", is_now=False)
    async with frame_server(plan) as server:
        await open_board(page, server, "", ground, upper, plan=plan)
        await page.wait_for_function("() => document.querySelectorAll('.turn').length === 2")
        assert await texts(page, ".turn-zone, .number, .turn-caption") == [
            "Tầng 1", "1012", "Kính mời công dân có số thứ tự 1012 đến quầy số 3.",
            "Tầng 2", "7004", "Kính mời công dân có số thứ tự 7004 đến quầy số 5.",
        ]  # fmt: skip
        assert await page.locator(".turn.is-now").count() == 1
        await open_board(page, server, "?zone=upper", upper, plan=plan)
        await shows(page, "#number", "7004")
        assert await texts(page, ".called b") == ["8006", "8005", "5003", "4002"]
        assert len(await texts(page, ".waiting:not(.is-paused)")) == 6


async def test_a_closed_office_never_asks_to_take_a_number(page: Page) -> None:
    """At lunch the morning's last call is gone, and it says when it opens; a call takes the wall again."""
    async with frame_server(walls.OFFICE) as server:
        lunch = walls.board_view(walls.OFFICE, hall=walls.BREAK)
        await open_board(
            page, server, "", {**lunch, "now": walls.at_lunch().isoformat()}, walls.turn(is_now=False)
        )
        await page.wait_for_selector("body.is-shut")
        assert await texts(page, "#closed-why, #closed-time, #closed-day") == [
            "Đang nghỉ trưa", "13:30", "chiều nay, Thứ Hai 23/11"
        ]  # fmt: skip
        for hall in (walls.BREAK, walls.CLOSED, walls.HOLIDAY, walls.FULL):
            await server.say(walls.board_view(walls.OFFICE, 2, hall=hall, waiting={}))
            await page.wait_for_function("() => motcua.painted() === 2")
            said = await page.inner_text("body")
            assert "lấy số" not in said, hall
            assert "1012" not in said, hall
        await server.say(walls.turn(walls.RUSH[0]))
        await page.wait_for_selector("body:not(.is-shut)")
        assert await texts(page, "#number") == ["2009"]


async def test_at_night_the_wall_is_dark_and_moves(open_page: OpenPage) -> None:
    """Where the office has night hours; every three minutes it stands some dots further."""
    async with frame_server(walls.OFFICE) as server:
        page = await open_page()
        await page.clock.install()
        await open_board(
            page, server, "", walls.board_view(walls.OFFICE, hall=walls.NIGHT), walls.turn(is_now=False)
        )
        await page.wait_for_selector("body.is-night")
        assert (
            await page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(10, 21, 38)"
        )
        places = set()
        for _ in range(3):
            places.add(await page.evaluate("() => document.body.style.transform"))
            for _ in range(46):
                await page.clock.run_for(4_000)
                await server.say({"type": "heartbeat", "version": 1, "now": walls.moment(60)})
        assert len(places) == 3, places


async def test_only_what_is_old_is_amber_and_everything_old_is_grey(open_page: OpenPage) -> None:
    """A recall and a pause are not; old numbers have one grey, and no loudspeaker is promised."""
    async with frame_server(walls.OFFICE) as server:
        page = await open_page()
        await page.clock.install()
        recall = walls.turn(walls.turn_call(9, "1012", 3, 2), *walls.RUSH)
        await open_board(page, server, "", recall)
        await shows(page, "#number", "1012")
        assert AMBER not in await page.evaluate(COLOURS)
        await page.clock.run_for(5_500)
        await page.wait_for_selector("body.old")
        assert "loa" not in (await texts(page, "#caption-first"))[0].split()
        assert "bàn hướng dẫn" in (await texts(page, "#caption-first"))[0]
        assert await texts(page, "#heading") == ["SỐ GỌI LÚC 08:00"]
        found = set(await page.evaluate(COLOURS))
        assert AMBER in found
        assert not found & {"rgb(156, 0, 0)", "rgb(0, 85, 128)"}, found


async def test_an_english_board_has_no_vietnamese_word_of_its_own(page: Page) -> None:
    """Labels of counters, captions, headings and places are English."""
    async with frame_server(walls.OFFICE) as server:
        recall = walls.turn(walls.turn_call(9, "1012", 3, 2), *walls.RUSH)
        await open_board(page, server, "?language=en", recall)
        await shows(page, "#number", "1012")
        assert await texts(page, "#repeated, #heading, #to-counter, #counter-label, #caption-first") == [
            "Called again, second time", "NUMBER", "TO COUNTER", "General reception",
            "Number 1012, please come to counter 3.",
        ]  # fmt: skip
        said = (await page.inner_text("main#counter-sign, main")) + await page.inner_text("#band, #waiting")
        assert not set("ầếộịđơưạ") & set(said.lower().replace("nguyễn thị hồng phương", "")), said


async def test_no_slide_covers_a_call_that_is_said_or_waits(open_page: OpenPage, tmp_path: Any) -> None:
    """Pictures come 20 s after the last word, and go with the next one."""
    (tmp_path / "a.gif").write_bytes(
        bytes.fromhex("47494638396101000100800000000000ffffff2c00000000010001000002024401003b")
    )
    async with frame_server(walls.OFFICE, media=tmp_path) as server:
        page = await open_page()
        await page.clock.install()
        await open_board(page, server, "", walls.turn(None, walls.RUSH[0]))

        async def pass_seconds(seconds: int) -> None:
            for _ in range(0, seconds, 4):
                await page.clock.run_for(4_000)
                await server.say({"type": "heartbeat", "version": 1, "now": walls.moment(60)})

        await pass_seconds(60)
        assert await page.is_hidden("#slide")
        await server.say(walls.turn(is_now=False))
        await pass_seconds(12)
        assert await page.is_hidden("#slide")
        await pass_seconds(16)
        await page.wait_for_selector("#slide:not([hidden])")
        await server.say(walls.turn(walls.RUSH[0]))
        await page.wait_for_selector("#slide", state="hidden")
        assert await texts(page, "#number") == ["2009"]


async def test_in_forced_colours_icons_and_outlines_stay(open_page: OpenPage) -> None:
    """Nothing is told by its ground alone."""
    async with frame_server(walls.OFFICE) as server:
        page = await open_page(forced_colors="active")
        await open_board(page, server, "", walls.turn(None, *walls.RUSH))
        await shows(page, "#number", "1012")
        widths = await page.evaluate(
            """() => [".turn-card", ".turn .tile", ".turn-where"].map(one =>
            getComputedStyle(document.querySelector(one)).borderTopWidth)"""
        )
        assert all(width != "0px" for width in widths), widths
        await picture(page, "board-forced-colours")
