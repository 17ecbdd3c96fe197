"""A clerk's desk in a browser, as tests sit down at it and look at it."""

import json
from pathlib import Path
from typing import Any

from playwright.async_api import Page, TimeoutError  # noqa: A004 - Playwright calls it so

from server.clerks.clerk import ClerkRole
from server.clerks.clerk_file import ClerkFile
from server.clerks.register import ClerkRegister
from server.clock import SystemRandomSource
from tests.server.fakes import CHEAP_PINS
from tests.web.desk_views import desk_view, view_frame
from tests.web.frame_server import FrameServer
from tests.web.office import POLLING, Office
from ticketing.commands import IssueTicket, OpenCounter

CLERK = "Hoàng Thị Hoa"
COUNTER = 3
TOKEN = "t"
PIN = "246824"


async def sit_down(page: Page, address: str, place: int | str | None = COUNTER, **session: Any) -> None:
    """Open the desk as a tab has it in which somebody has signed in and chosen a place."""
    sitting = {"token": TOKEN, "name": CLERK, "role": "clerk", "place": place, **session}
    kept = json.dumps(json.dumps(sitting))
    async with await page.add_init_script(f"sessionStorage.setItem('motcua.desk', {kept})"):
        await page.goto(f"{address}/desk")


async def sit_down_to(page: Page, server: FrameServer, **values: Any) -> None:
    """Open the desk of a server whose frames the test writes, and which shows this view."""
    server.first = [view_frame(desk_view(**values))]
    await sit_down(page, server.address)
    await page.wait_for_selector(".floor .waiting-list")
    await server.joined()


async def said(page: Page, sentence: str) -> None:
    """Wait until the status line says this."""
    says = """sentence => {
      const line = document.getElementById('status-line');
      return line !== null && line.textContent.trim() === sentence;
    }"""
    try:
        await page.wait_for_function(says, arg=sentence, polling=POLLING)
    except TimeoutError:
        raise AssertionError(
            f"{await page.text_content('#status-line')!r} is said, not {sentence!r}"
        ) from None


async def at_desk(page: Page, number: str) -> None:
    """Wait until this number stands at the desk."""
    await page.wait_for_function(
        "number => (document.querySelector('p.number') || {}).textContent === number",
        arg=number,
        polling=POLLING,
    )


async def settled(page: Page) -> None:
    """Wait until every press is answered: until then the same key again is no press."""
    await page.wait_for_function("() => motcua.underWay() === 0", polling=POLLING)


async def focused(page: Page) -> str:
    """What has the keyboard: its tag and its id."""
    found: str = await page.evaluate("() => document.activeElement.tagName + '#' + document.activeElement.id")
    return found


async def empty(page: Page) -> None:
    """Wait until nobody is at the desk."""
    await page.wait_for_selector(".number-card.is-empty")


def answered(press: dict[str, Any], kind: str, answer: dict[str, Any]) -> dict[str, Any]:
    """The answer to a press."""
    return {"type": "answered", "id": press["id"], "kind": kind, "answer": answer}


def called(press: dict[str, Any], number: str, **values: Any) -> dict[str, Any]:
    """The answer that a number is called to the desk."""
    why = {"rule": "first-come", "is_priority": False, "waited_seconds": 61, "priority_called_since": 0,
           "ordinary_called_before": 0}  # fmt: skip
    call = {"number": number, "field": "1", "counter": COUNTER, "state": "called", "call": 9, "recall": 0}
    return answered(press, "call", {**call, "why": why, **values})


async def at_work(office: Office, folder: Path, name: str, role: ClerkRole = "clerk") -> str:
    """The token of a session of somebody who is now in the register of people."""
    await ClerkRegister(ClerkFile(folder), CHEAP_PINS).add(name, role, PIN, SystemRandomSource())
    return (await office.server.services.sessions.sign_in(name, PIN)).token


async def strike(page: Page, *keys: str) -> None:
    """Press keys one after the other; 'text is typed."""
    for key in keys:
        if key.startswith("'"):
            await page.keyboard.type(key[1:])
        else:
            await page.keyboard.press(key)


async def issue(office: Office, *fields: str) -> None:
    """Take a number of each field."""
    for field in fields:
        await office.do(IssueTicket(field))


async def opened(office: Office, page: Page, folder: Path, counter: int = 3, name: str = CLERK) -> None:
    """Sit down as a clerk who has just opened the counter."""
    token = await at_work(office, folder, name)
    await office.do(OpenCounter(counter, name))
    await sit_down(page, office.address, counter, token=token, name=name)
    await page.wait_for_selector(".link-state.is-live")
    await page.wait_for_selector(".waiting-list")
