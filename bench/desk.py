"""A clerk's key on its way: plus until the desk in Chromium has the called number, and has painted it."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Page

from bench.board import FIRST_NUMBER, chromium
from bench.clients import connected
from bench.comparison import Comparison, compared, in_turns, whole_frames
from bench.our_server import token
from bench.programs import Program, running
from bench.scale import Scale
from bench.screens import CALL_SECONDS_MIN, COUNTER, FIELD, SHOWN_SECONDS_MAX
from bench.tickets import kiosk
from ticketing.desk.guard import GUARD_TIMES

CALLS_BEFORE = 5
KEY_SECONDS_MIN = GUARD_TIMES.guard_milliseconds / 1_000 + 0.01
"""A key that comes sooner after another one is taken for typing; the baseline has no guard."""
KEY = "NumpadAdd"
AFTER_GUARD = f"key after its guard of {GUARD_TIMES.guard_milliseconds} ms"
"""A key of the keypad acts at once, where one of the main block acts after the guard: its figures are counted
from the end of that."""
KEEP_PRESS = (
    "() => document.addEventListener('keydown', event => { window.pressedAt = event.timeStamp; }, true)"
)
# Resolves with the milliseconds from the key until the page has the number, and until it was painted.
SHOWN = """number => new Promise(done => {
  const has = () => (document.getElementById("number") || {}).textContent === number;
  const seen = new MutationObserver(() => {
    if (!has()) { return; }
    seen.disconnect();
    const shown = performance.now() - pressedAt;
    requestAnimationFrame(() => {
      const after = new MessageChannel();
      after.port1.onmessage = () => done([shown, performance.now() - pressedAt]);
      after.port2.postMessage(0);
    });
  });
  seen.observe(document.body, { childList: true, characterData: true, subtree: true });
})"""

Delays = tuple[float, float]
"""Milliseconds until the page has the number, and until it is painted."""


async def measure_desk(scale: Scale, folder: Path) -> list[Comparison]:
    """The figures of one desk."""
    rounds = await _pressed(scale, folder)
    here = [[(ours[0], bare[0]) for ours, bare in pairs] for pairs in rounds]
    painted = [[(whole_frames(ours[1]), whole_frames(bare[1])) for ours, bare in pairs] for pairs in rounds]
    name = f"{AFTER_GUARD} -> the desk has the called number"
    return [
        Comparison(f"{name}, p50", "ms", [compared(pairs, 50) for pairs in here]),
        Comparison(f"{name}, p99", "ms", [compared(pairs, 99) for pairs in here]),
        Comparison(
            f"{AFTER_GUARD} -> the number is painted on the desk, p99",
            "frames",
            [compared(pairs, 99) for pairs in painted],
        ),
    ]


async def _pressed(scale: Scale, folder: Path) -> list[list[tuple[Delays, Delays]]]:
    room = folder / "desk"
    room.mkdir(mode=0o700)
    async with AsyncExitStack() as stack:
        ours = stack.enter_context(running("bench.our_server", room))
        baseline = stack.enter_context(running("bench.desk_baseline", room))
        browser = await stack.enter_async_context(chromium())
        desk = await stack.enter_async_context(_our_desk(ours, room, await browser.new_page()))
        bare = await _bare_desk(baseline, await browser.new_page())
        for _ in range(CALLS_BEFORE):
            await desk.press()
            await bare.press()
        rounds = []
        for _ in range(scale.page_rounds):
            await _fill_waiting_room(ours, room, scale.desk_calls)
            rounds.append(await in_turns(desk.press, bare.press, scale.desk_calls))
        return rounds


async def _fill_waiting_room(server: Program, folder: Path, people: int) -> None:
    async with kiosk(server, folder) as client:
        for _ in range(people):
            await client.command("issue-ticket", field=FIELD)


@dataclass(slots=True)
class DeskKeys:
    """A page whose plus calls the next number; `begin` serves the one before, whom no call leaves behind."""

    page: Page
    begin: Callable[[], Awaitable[object]] | None = None
    seconds_between: float = CALL_SECONDS_MIN
    calls: int = 0

    async def press(self) -> Delays:
        """How long the key took; its page is in front, as a clerk's is."""
        if self.calls and self.begin:
            await self.begin()
        await asyncio.sleep(self.seconds_between)
        number, self.calls = str(FIRST_NUMBER + self.calls), self.calls + 1
        await self.page.bring_to_front()
        async with asyncio.timeout(SHOWN_SECONDS_MAX), asyncio.TaskGroup() as tasks:
            seen = tasks.create_task(self.page.evaluate(SHOWN, number))
            await self.page.evaluate("() => 0")  # whoever waits for the number is there before the key
            await self.page.keyboard.press(KEY)
        shown, painted = seen.result()
        return shown, painted


@asynccontextmanager
async def _our_desk(server: Program, folder: Path, page: Page) -> AsyncIterator[DeskKeys]:
    secret = token(folder)
    hello = {"role": "counter", "counter": COUNTER, "token": secret}
    async with connected(server.address, "/ws", hello) as counter:
        await counter.command("open-counter", counter=COUNTER, clerk="Hoa")
        await _fill_waiting_room(server, folder, CALLS_BEFORE)
        await _open(page, server, secret)
        yield DeskKeys(page, lambda: counter.command("start-service", counter=COUNTER), KEY_SECONDS_MIN)


async def _open(page: Page, server: Program, secret: str) -> None:
    """Open the desk of the counter, which is empty."""
    session = {"token": secret, "name": "", "role": None, "place": COUNTER}
    await page.add_init_script(f"sessionStorage.setItem('motcua.desk', {json.dumps(json.dumps(session))})")
    await page.goto(f"http://{server.address}/desk")
    await page.wait_for_selector(".number-card.is-empty")
    await page.evaluate(KEEP_PRESS)


async def _bare_desk(server: Program, page: Page) -> DeskKeys:
    await page.goto(f"http://{server.address}/")
    await page.wait_for_function("() => socket.readyState === 1")
    await page.evaluate(KEEP_PRESS)
    return DeskKeys(page)
