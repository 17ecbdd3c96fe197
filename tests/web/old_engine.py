"""Old Chromiums without a window, spoken to over their debugging sockets; newer drivers know them no more."""

import asyncio
import base64
import json
import subprocess
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

from tests.patience import PATIENCE_SECONDS

ROOT = Path(__file__).parents[2]
INSTALL = ROOT / "tools" / "old-chromium" / "install"
FRAME_BYTES_MAX = 50_000_000
STARTS_MAX = 3
START_SECONDS_MAX = 20.0
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--single-process",
    "--no-zygote",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--remote-debugging-port=0",
)


@dataclass
class OldPage:
    """One page of the old engine."""

    line: ClientConnection
    ids: "count[int]"

    async def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """What a command of the debugging protocol answers; what is told meanwhile is passed over."""
        asked = next(self.ids)
        await self.line.send(json.dumps({"id": asked, "method": method, "params": parameters}))
        answer = await self._heard(lambda frame: frame.get("id") == asked, f"{method} {parameters}")
        assert "error" not in answer, answer
        result: dict[str, Any] = answer["result"]
        return result

    async def open(self, address: str) -> None:
        """Go to a page, and wait until it is loaded."""
        await self.ask("Page.enable")
        await self.ask("Page.navigate", url=address)
        await self._heard(lambda frame: frame.get("method") == "Page.loadEventFired", f"{address} is loaded")

    async def _heard(self, is_wanted: Callable[[dict[str, Any]], bool], what: str) -> dict[str, Any]:
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                while not is_wanted(frame := json.loads(await self.line.recv())):
                    pass
        except TimeoutError:
            raise AssertionError(f"not within {PATIENCE_SECONDS:.0f} s: {what}") from None
        return dict(frame)

    async def value(self, script: str) -> Any:
        """What a script of the page answers, once its promise is kept."""
        found = await self.ask("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    async def until(self, condition: str) -> None:
        """Wait until a condition of the page is true."""
        look = f"const look = () => ({condition}) ? done() : setTimeout(look, 20); look();"
        await self.value(f"new Promise(done => {{ {look} }})")

    async def picture(self, path: Path) -> None:
        """Keep a picture of the page."""
        shot = await self.ask("Page.captureScreenshot")
        path.write_bytes(base64.b64decode(shot["data"]))


@dataclass
class OldEngine:
    """An old Chromium that runs, and the address of its debugging socket."""

    address: str

    @asynccontextmanager
    async def page(self, width: int, height: int) -> AsyncIterator[OldPage]:
        """An empty page of a size; at the end it is empty again, and stays."""
        async with _talking(self.address) as opener:
            target = await opener.ask("Target.createTarget", url="about:blank", width=width, height=height)
        address = f"{self.address.partition('/devtools')[0]}/devtools/page/{target['targetId']}"
        async with _talking(address) as page:
            yield page
            await page.open("about:blank")


@asynccontextmanager
async def _talking(address: str) -> AsyncIterator[OldPage]:
    async with connect(address, max_size=FRAME_BYTES_MAX, ping_interval=None) as line:
        yield OldPage(line, count(1))


@asynccontextmanager
async def old_engine(folder: Path, version: int = 69) -> AsyncIterator[OldEngine]:
    """Chromium 69, 77 or 88 with its own data in a folder; it is installed at its first use."""
    installing = await asyncio.create_subprocess_exec(str(INSTALL), str(version), stdout=subprocess.PIPE)
    program, _ = await installing.communicate()
    assert installing.returncode == 0
    for attempt in range(STARTS_MAX):
        async with _started(program.decode().strip(), folder / str(attempt)) as engine:
            if attempt + 1 == STARTS_MAX or await _answers(engine):
                yield engine
                return


@asynccontextmanager
async def _started(program: str, folder: Path) -> AsyncIterator[OldEngine]:
    """The program with its own data, killed at the end."""
    folder.mkdir(parents=True)
    running = await asyncio.create_subprocess_exec(
        program, *ARGUMENTS, f"--user-data-dir={folder}",
        stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, cwd=folder,
    )  # fmt: skip
    try:
        assert running.stderr is not None
        while b"DevTools listening on " not in (line := await running.stderr.readline()):
            assert line, f"{program} did not start"
        yield OldEngine(line.decode().split()[-1])
    finally:
        running.kill()
        await running.communicate()


async def _answers(engine: OldEngine) -> bool:
    """Whether an empty page of it answers; an engine that hangs at its start never will."""
    try:
        async with asyncio.timeout(START_SECONDS_MAX), engine.page(640, 480) as page:
            await page.ask("Page.enable")
    except TimeoutError:
        return False
    return True
