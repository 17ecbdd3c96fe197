"""A board is paired by the code on its glass, typed at the desk, and remembers it without its storage."""

from pathlib import Path

import pytest

from tests.web.conftest import OpenPage, picture, resize
from tests.web.office import POLLING, running_office
from tests.web.test_duties import IS_CLEAR, screens_page, until

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]

IS_PAINTED = "() => window.motcua && motcua.painted() !== null"
CODE = "() => (document.querySelector('#pairing-code b') || {}).textContent"


async def test_a_board_is_paired_at_the_desk_and_comes_back_by_itself(
    tmp_path: Path, open_page: OpenPage
) -> None:
    """Its code is typed, the board is named, a yes pairs it: the code gives way to the question about sound.

    Loaded again with an empty storage it is paired still, by its address, and by its storage without; no
    request names its secret. One key unpairs it, and it shows a code again.
    """
    async with running_office(tmp_path) as office:
        board = await open_page(1366, 768)
        asked: list[str] = []
        board.on("request", lambda request: asked.append(f"{request.url} {request.headers.get('referer')}"))
        await board.goto(f"{office.address}/board")
        await board.wait_for_function(
            "() => !document.getElementById('pairing-code').hidden", polling=POLLING
        )
        await resize(board, 1920, 1080)
        await picture(board, "board-unpaired")
        assert await board.evaluate(IS_CLEAR)
        assert await board.is_hidden("#sound-yes")
        code = (await board.evaluate(CODE)).replace("\u00a0", " ")
        desk = await screens_page(await open_page(1366, 768), office, tmp_path)
        await desk.fill("#pairing-code-typed", code)
        await desk.keyboard.press("Enter")
        await desk.wait_for_selector("[data-pair]")
        await picture(desk, "desk-pairing-found")
        await desk.click("[data-pair]")
        await desk.wait_for_selector("[data-unpair]")
        await picture(desk, "desk-paired")
        await board.wait_for_selector("#sound-yes", state="visible")
        address = board.url
        assert "#paired=" in address
        assert "name=tv-" in address
        await board.evaluate("() => localStorage.clear()")
        await board.reload()
        await board.wait_for_selector("#sound-yes", state="visible")
        await board.goto("about:blank")
        await board.goto(address.partition("#")[0])
        await board.wait_for_selector("#sound-yes", state="visible")
        await until(office, role="display", trust="paired")
        secret = address.partition("#paired=")[2]
        assert not [line for line in asked if secret in line]
        await desk.click("[data-unpair]")
        await board.wait_for_function(
            "() => !document.getElementById('pairing-code').hidden", polling=POLLING
        )


async def test_a_board_that_is_not_to_speak_shows_its_code_when_it_is_touched(
    tmp_path: Path, open_page: OpenPage
) -> None:
    """A counter's sign does not ask; a key shows the code, for a while, without a question."""
    async with running_office(tmp_path) as office:
        board = await open_page(1366, 768)
        await board.goto(f"{office.address}/board?name=sign&counter=1")
        await board.wait_for_function(IS_PAINTED, polling=POLLING)
        await until(office, name="sign", sound="none")
        assert await board.is_hidden("#upkeep")
        await board.keyboard.press("ArrowUp")
        await board.wait_for_function(
            "() => !document.getElementById('pairing-code').hidden", polling=POLLING
        )
        assert await board.is_hidden("#sound-no")
        await picture(board, "sign-shows-code")
