"""A call on its way to the screen: press "next" until Chromium has painted it, and 500 boards at once."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter

from playwright.async_api import Browser, Page, async_playwright

from bench.clients import BenchClient, command_frame, connected
from bench.comparison import Comparison, compared, in_turns, whole_frames
from bench.our_server import token
from bench.programs import Program, running
from bench.scale import Scale
from bench.screens import CALL_SECONDS_MIN, COUNTER, FIELD, SHOWN_SECONDS_MAX, measure_screens
from bench.tickets import kiosk

FIRST_NUMBER = 1001
CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# Resolves once a frame with the new text was painted: after the change, the next frame but one has begun.
PAINTED = """text => new Promise(done => {
  const number = document.querySelector("#sign-number, #number");
  const painted = () => requestAnimationFrame(() => requestAnimationFrame(done));
  if (number.textContent === text) { painted(); return; }
  const seen = new MutationObserver(() => {
    if (number.textContent === text) { seen.disconnect(); painted(); }
  });
  seen.observe(number, { childList: true, characterData: true, subtree: true });
})"""


async def measure_board(scale: Scale, folder: Path) -> list[Comparison]:
    """The figures of one board in Chromium, and of 500 boards on one server."""
    rounds = await _painted(scale, folder)
    delay, memory = await measure_screens(
        replace(scale, screens=scale.boards, screen_rounds=1, calls_before=2, calls=scale.board_calls), folder
    )
    return [
        Comparison(
            'press "next" -> painted in Chromium, p50', "frames", [compared(pairs, 50) for pairs in rounds]
        ),
        Comparison(
            'press "next" -> painted in Chromium, p99', "frames", [compared(pairs, 99) for pairs in rounds]
        ),
        replace(delay, name='press "next" -> last of 500 boards has it, p99'),
        replace(memory, name="resident memory with 500 boards"),
    ]


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """The system's Chromium without a window."""
    program = shutil.which("chromium", path=os.defpath)
    assert program, "this measurement needs Chromium: sh tools/system-packages"
    # Chromium keeps a socket in its temporary folder, whose path may not be long.
    environment = {name: value for name, value in os.environ.items() if name != "TMPDIR"}
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=program, args=CHROMIUM_ARGUMENTS, env={**environment}
        )
        yield browser
        await browser.close()


async def _painted(scale: Scale, folder: Path) -> list[list[tuple[int, int]]]:
    room = folder / "painted"
    room.mkdir(mode=0o700)
    async with AsyncExitStack() as stack:
        ours = stack.enter_context(running("bench.our_server", room))
        baseline = stack.enter_context(running("bench.board_baseline", room))
        browser = await stack.enter_async_context(chromium())
        ours_painted = await stack.enter_async_context(_our_page(ours, room, await browser.new_page(), scale))
        bare = await stack.enter_async_context(_bare_page(baseline, await browser.new_page()))
        return [
            await in_turns(ours_painted.call, bare.send, scale.board_calls) for _ in range(scale.page_rounds)
        ]


@dataclass(slots=True)
class PaintedPage:
    """A page, and the socket that makes a number appear on it."""

    page: Page
    client: BenchClient
    calls: int = 0

    async def call(self) -> int:
        """Whole frames from the press of "next" until the board has painted the number."""
        if self.calls:
            await self.client.command("start-service", counter=COUNTER)
        await asyncio.sleep(2 * CALL_SECONDS_MIN)  # the view of the start, and the time until the next one
        press_id = self.client.next_id()
        return await self._seen(command_frame(press_id, "call-next", counter=COUNTER), press_id)

    async def send(self) -> int:
        """The same at the baseline, whose page prints the frame."""
        await asyncio.sleep(CALL_SECONDS_MIN)
        number = str(FIRST_NUMBER + self.calls)
        return await self._seen(number, number)

    async def _seen(self, frame: str, press_id: str) -> int:
        number, self.calls = str(FIRST_NUMBER + self.calls), self.calls + 1
        begun = perf_counter()
        async with asyncio.timeout(SHOWN_SECONDS_MAX), asyncio.TaskGroup() as tasks:
            tasks.create_task(self.client.press(frame, press_id))
            await self.page.evaluate(PAINTED, number)
            seconds = perf_counter() - begun
        return whole_frames(1_000 * seconds)


@asynccontextmanager
async def _our_page(server: Program, folder: Path, page: Page, scale: Scale) -> AsyncIterator[PaintedPage]:
    """The sign of one counter: it shows a call at once, where the wall lets each stand for seconds."""
    hello = {"role": "counter", "counter": COUNTER, "token": token(folder)}
    async with kiosk(server, folder) as client, connected(server.address, "/ws", hello) as counter:
        await counter.command("open-counter", counter=COUNTER, clerk="Hoa")
        for _ in range(scale.page_rounds * scale.board_calls):
            await client.command("issue-ticket", field=FIELD)
        await page.goto(f"http://{server.address}/board?counter={COUNTER}")
        await page.wait_for_function("() => window.motcua && motcua.painted() !== null")
        yield PaintedPage(page, counter)


@asynccontextmanager
async def _bare_page(server: Program, page: Page) -> AsyncIterator[PaintedPage]:
    await page.goto(f"http://{server.address}/")
    await page.wait_for_function("() => socket.readyState === 1")
    async with connected(server.address, "/press") as client:
        yield PaintedPage(page, client)
