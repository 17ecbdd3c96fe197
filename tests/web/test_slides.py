"""The office's slideshow on the board: it waits for quiet, gives way to calls, and skips what is broken."""

import base64
import shutil
from pathlib import Path

import pytest
from PIL import Image
from playwright.async_api import Page

from tests.web.conftest import OpenPage, picture
from tests.web.frame_server import NOW, FrameServer, call, frame_server, view
from tests.web.office import running_office, shows

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]

STEP_SECONDS = 4  # shorter than a silence that makes the view old
# A film of a second that the browser makes itself, in base64.
RECORD_VIDEO = """() => new Promise(done => {
  const canvas = document.createElement("canvas"), pen = canvas.getContext("2d"), parts = [];
  canvas.width = 320; canvas.height = 180;
  const painting = setInterval(() => {
    pen.fillStyle = `hsl(${performance.now() / 5 % 360}, 80%, 40%)`; pen.fillRect(0, 0, 320, 180);
  }, 30);
  const recorder = new MediaRecorder(canvas.captureStream(30), { mimeType: "video/webm" });
  recorder.ondataavailable = part => parts.push(part.data);
  recorder.onstop = () => {
    clearInterval(painting);
    const reader = new FileReader();
    reader.onload = () => done(reader.result.split(",")[1]);
    reader.readAsDataURL(new Blob(parts));
  };
  recorder.start();
  setTimeout(() => recorder.stop(), 1000);
})"""
BROKEN_PNG = b"\x89PNG\r\n\x1a\n and nothing more"


@pytest.fixture
def media(tmp_path: Path) -> Path:
    """A folder with two pictures, one that is broken behind its first bytes, and a ticker."""
    folder = tmp_path / "media"
    folder.mkdir()
    Image.new("RGB", (1600, 900), "#1f7a4d").save(folder / "a green.png")
    (folder / "b broken.png").write_bytes(BROKEN_PNG)
    Image.new("RGB", (900, 1600), "#7a4d1f").save(folder / "c brown.png")
    (folder / "ticker.txt").write_text("Xin giữ trật tự\n", encoding="utf-8")
    return folder


async def slide(page: Page, name: str) -> None:
    """Wait until this picture is on the stage."""
    await page.wait_for_function(
        """name => !document.getElementById("slide").hidden
        && decodeURIComponent(document.getElementById("picture").src).endsWith("/" + name)""",
        arg=name,
    )


async def pass_time(page: Page, server: FrameServer, seconds: int) -> None:
    """Let the page's time go on under a server that is heard all along."""
    for _ in range(0, seconds, STEP_SECONDS):
        await page.clock.run_for(STEP_SECONDS * 1_000)
        await server.say({"type": "heartbeat", "version": 1, "now": NOW})


async def test_pictures_come_in_quiet_and_go_with_a_call(media: Path, open_page: OpenPage) -> None:
    """After 20 s of quiet pictures take turns; the broken one is skipped and told; a call takes over."""
    async with frame_server(media=media) as server:
        page = await open_page()
        await page.clock.install()
        await page.goto(f"{server.address}/board")
        await shows(page, "#number", "1001")
        await shows(page, "#ticker-text", "Xin giữ trật tự")
        await server.joined()
        await pass_time(page, server, 16)
        assert await page.is_hidden("#slide")
        await pass_time(page, server, 8)
        await slide(page, "a green.png")
        assert await page.text_content(".called b") == "1001"
        await pass_time(page, server, 8)
        await page.wait_for_function("() => motcua.trouble() !== ''")
        assert await page.evaluate("() => motcua.trouble()") == "b broken.png can't be shown"
        await slide(page, "c brown.png")
        await page.wait_for_function("() => document.getElementById('picture').complete")
        await picture(page, "board-slide")
        await server.say(view(2, call(2), call(1)))
        await shows(page, "#number", "1002")
        await page.wait_for_selector("#slide", state="hidden")


async def test_a_video_is_played_and_a_call_stops_it(tmp_path: Path, open_page: OpenPage) -> None:
    """A video runs without its own sound, the next file follows its end, and a broken one is skipped."""
    folder = tmp_path / "media"
    folder.mkdir()
    recorder = await open_page()
    recorded = base64.b64decode(await recorder.evaluate(RECORD_VIDEO))
    (folder / "a film.webm").write_bytes(recorded)
    (folder / "b broken.webm").write_bytes(recorded[:64])
    async with frame_server(media=folder) as server:
        page = await open_page()
        await page.clock.install()
        await page.goto(f"{server.address}/board")
        await shows(page, "#number", "1001")
        await server.joined()
        await pass_time(page, server, 24)
        await page.wait_for_function("() => document.getElementById('video').currentTime > 0.1")
        assert await page.evaluate("() => document.getElementById('video').muted")
        assert await page.is_visible("#video")
        assert await page.is_hidden("#picture")
        await picture(page, "board-video")
        await page.wait_for_function("() => document.getElementById('video').ended")
        await page.clock.run_for(1_000)
        await page.wait_for_function("() => motcua.trouble() === 'b broken.webm can\\'t be shown'")
        await server.say(view(2, call(2), call(1)))
        await shows(page, "#number", "1002")
        await page.wait_for_selector("#slide", state="hidden")
        assert not await page.evaluate("() => document.getElementById('video').hasAttribute('src')")


async def test_a_folder_that_vanishes_leaves_the_board(tmp_path: Path, media: Path, page: Page) -> None:
    """When the folder is deleted under the server, the board goes on and has no slides."""
    async with running_office(tmp_path / "data", media=media) as office:
        await office.open_all()
        shutil.rmtree(media)
        await page.goto(f"{office.address}/board")
        number = await office.issue_and_call(1)
        await shows(page, "#number", number)
