"""The board in a real Chromium before a real server: what is called is seen, whatever the names are."""

from pathlib import Path

import pytest
from playwright.async_api import Page

from tests.web.conftest import OpenPage
from tests.web.office import large_plan, running_office, shows
from ticketing.commands import CallNext, IssueTicket, PauseCounter, StartService

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]

FIRST_VIEW_SECONDS_MAX = 1.0  # of the page's own processor time, of which it takes a tenth


async def texts(page: Page, selector: str) -> list[str]:
    """The texts of all elements that match."""
    found: list[str] = await page.eval_on_selector_all(selector, "all => all.map(one => one.textContent)")
    return found


async def test_the_first_call_stands_large_and_the_next_beside_it(tmp_path: Path, page: Page) -> None:
    """Number, place, called numbers, waiting, paused place, leader, caption and the office's clock."""
    async with running_office(tmp_path) as office:
        await office.open_all()
        await page.goto(f"{office.address}/board")
        await page.wait_for_selector(".waiting")
        await office.issue_and_call(1)
        await shows(page, "#number", "1001")
        assert await texts(page, "#heading, #to-counter, #counter") == [
            "ĐANG MỜI CÔNG DÂN CÓ SỐ", "ĐẾN QUẦY SỐ", "1"
        ]  # fmt: skip
        assert await office.issue_and_call(3, "3") == "K001"
        await office.do(IssueTicket("2"))
        await office.do(PauseCounter(2))
        await shows(page, ".called b", "K001")
        await shows(page, ".beside-number b", "K001")
        await shows(page, ".is-paused .strip-name", "Quầy A")
        assert await texts(page, ".beside-place") == ["Quầy số 3"]
        assert await page.text_content("#number") == "1001"
        assert await texts(page, ".called > b, .called > span") == ["K001", "Quầy 3"]
        assert await texts(page, "#leader-name, #leader-phone") == [
            "Lãnh đạo trực hôm nay: Nguyễn Văn An", "ĐT 0212 3866 111"
        ]  # fmt: skip
        assert await texts(page, "#clock, #date") == ["08:00", "Thứ Hai, 23/11/2026"]
        assert not await page.evaluate("() => document.body.classList.contains('old')")
        assert "Kính mời công dân có số thứ tự 1001" in (await texts(page, "#caption-first"))[0]
        assert (await texts(page, ".strip-count"))[1].startswith("1 chờ")
        assert (await texts(page, ".strip-more"))[0] == "tới\u00a01001 · quầy\u00a01,\u00a03"


async def test_names_are_shown_as_text_and_odd_counters_have_their_signs(tmp_path: Path, page: Page) -> None:
    """HTML in a name is read as it is written; a counter called A is called A, whatever its number."""
    async with running_office(tmp_path) as office:
        await office.open_all()
        await page.goto(f"{office.address}/board")
        await page.wait_for_selector(".waiting")
        await office.issue_and_call(2)
        await shows(page, "#counter", "A")
        assert await texts(page, "#to-counter") == ["ĐẾN QUẦY"]
        assert (await texts(page, ".strip-name"))[0].startswith("<img src=x")
        await page.goto(f"{office.address}/board?counter=3")
        await shows(page, "#sign-label", "Tiếp nhận <b>tổng hợp</b>")
        assert await page.locator("#waiting img, #sign-place b").count() == 0


async def test_forty_calls_in_the_same_second_stand_in_the_list_at_once(tmp_path: Path, page: Page) -> None:
    """The first is large, three wait beside it, and the list begins with the newest."""
    counters = 40
    async with running_office(tmp_path, large_plan(counters)) as office:
        await office.open_all()
        for _ in range(counters):
            await office.do(IssueTicket("1"))
        await page.goto(f"{office.address}/board")
        await page.wait_for_selector(".waiting")
        for counter in range(1, counters + 1):
            await office.do(CallNext(counter))
        await shows(page, ".called b", f"{1000 + counters}")
        await page.wait_for_function(
            "version => motcua.painted() === version", arg=office.server.services.desk.position
        )
        assert await texts(page, "#number, .beside-number b") == ["1001", "1002", "1003", "1004"]


async def test_zones_and_counter_signs_show_their_part(tmp_path: Path, next_page: OpenPage) -> None:
    """Some fields show their calls only; a counter's sign shows its number, being called, then served."""
    async with running_office(tmp_path) as office:
        await office.open_all()
        part, sign, nobody = await next_page(), await next_page(), await next_page()
        await part.goto(f"{office.address}/board?fields=3")
        await sign.goto(f"{office.address}/board?counter=3")
        await nobody.goto(f"{office.address}/board?counter=77")
        await office.issue_and_call(1)
        await office.issue_and_call(3, "3")
        await shows(part, ".beside-number b", "K001")
        await shows(part, ".called b", "K001")
        assert await texts(part, ".called b") == ["K001"]
        assert len(await texts(part, ".strip-name")) == 1
        await shows(sign, "#sign-number", "K001")
        await office.do(StartService(3))
        await shows(sign, "#sign-heading", "ĐANG PHỤC VỤ")
        await shows(nobody, "#sign-sentence", "Cơ quan không có quầy số 77.")


async def test_no_request_leaves_the_server_and_the_first_view_costs_less_than_a_second(
    tmp_path: Path, open_page: OpenPage
) -> None:
    """Page, letters, scripts and socket are all of one server, and so is the policy."""
    async with running_office(tmp_path) as office:
        await office.open_all()
        await office.issue_and_call(1)
        page = await open_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("websocket", lambda socket: asked.append(socket.url.replace("ws://", "http://")))
        spent = await page.context.new_cdp_session(page)
        await spent.send("Performance.enable", {"timeDomain": "threadTicks"})
        answer = await page.goto(f"{office.address}/board")
        assert answer is not None
        assert "default-src 'self'" in answer.headers["content-security-policy"]
        await shows(page, "#number", "1001")
        found = await spent.send("Performance.getMetrics")
        metrics = {each["name"]: each["value"] for each in found["metrics"]}
        assert 0 < metrics["TaskDuration"] < FIRST_VIEW_SECONDS_MAX
        await page.evaluate("() => document.fonts.ready")
        assert await page.evaluate("() => document.fonts.check('800 20px \"Be Vietnam Pro\"', 'ộ')")
        assert all(address.startswith(f"{office.address}/") for address in asked), asked
        assert any(address.endswith(".woff2") for address in asked)


async def test_whoever_wants_no_motion_gets_none(tmp_path: Path, open_page: OpenPage) -> None:
    """With prefers-reduced-motion the ticker stands, and a call comes without fading."""
    media = tmp_path / "media"
    media.mkdir()
    (media / "ticker.txt").write_text("Xin giữ trật tự\nXin cảm ơn\n", encoding="utf-8")
    async with running_office(tmp_path / "data", media=media) as office:
        await office.open_all()
        page = await open_page(reduced_motion="reduce")
        await page.goto(f"{office.address}/board")
        await page.wait_for_selector("#ticker-text.stands")
        await office.issue_and_call(1)
        await page.wait_for_selector(".turn.is-now")
        names = await page.evaluate(
            "() => Array.from(document.querySelectorAll('*'), one => getComputedStyle(one).animationName)"
        )
        assert set(names) == {"none"}
