"""The desks that live the scenario: HTTP, motcua press, the terminal; each does an act as its users do."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any, Protocol

import httpx
from click.testing import CliRunner

from counter.app import CounterApp
from counter.settings import CounterSettings
from link.client import ServerLink
from link.contract import Screen
from motcua.main import build_main
from tests.counter.desks import Desk, KeyTimeByHand, sitting_at
from tests.desks.scenario import CLERK, COUNTER, Act
from tests.patience import PATIENCE_SECONDS
from tests.web.office import Office
from ticketing.desk_views import CounterView, counter_view, shared_lists
from ticketing.outcomes import Outcome
from ticketing.sentences import shown_day
from ticketing.wire.codec import View
from wording import load

OUTCOMES = [outcome.value for outcome in Outcome]


class Driver(Protocol):
    """A desk at work; `sentences` are those that its clerk has read, one for each act, if it has a screen."""

    sentences: list[str]

    async def do(self, act: Act) -> str:
        """Do it, and answer the sentence with which it was refused, or ""."""


Sitting = Callable[[Office, Path], AbstractAsyncContextManager[Driver]]


def shows_all(view: View | None, office: Office) -> bool:
    """Whether this is the view of the counter as it is, but for screens in trouble and who would be next."""
    known = office.server.services.desk.office
    wanted = counter_view(known, COUNTER, shared_lists(known))
    return isinstance(view, CounterView) and replace(view, screens=(), next_number="") == wanted


class HttpDriver:
    """Another system, over the HTTP interface."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self.http = http
        self.sentences: list[str] = []

    async def do(self, act: Act) -> str:
        """POST what the act is at its address."""
        address, body = _request(act)
        answer = await self.http.post(address, json={k: v for k, v in body.items() if v})
        return "" if answer.is_success else str(answer.json()["message"])


def _request(act: Act) -> tuple[str, dict[str, Any]]:
    due = act.due.isoformat() if act.due else ""
    matter = {"outcome": act.outcome, "dossier": act.dossier, "due": due}
    about = {"counter": COUNTER}
    elsewhere: dict[str, tuple[str, dict[str, Any]]] = {
        "back": (f"tickets/{act.number}/bring-back", about),
        "priority": (f"tickets/{act.number}/priority", {"priority": act.group, **about}),
        "cancel": (f"tickets/{act.number}/cancel", {"reason": act.text, **about}),
    }
    at_counter: dict[str, tuple[str, dict[str, Any]]] = {
        "open": ("open", {"clerk": CLERK}),
        "outcome": ("finish", matter),
        "matter": ("next-matter", {"field": act.field, "note": act.text, **matter}),
        "pick": ("call" if act.number != "1002" else "resume", {"number": act.number}),
        "transfer": ("transfer", {"field": act.field, "note": act.text}),
        "reprint": ("reprint", {"number": act.number}),
    }
    if act.verb in elsewhere:
        return elsewhere[act.verb]
    path, body = at_counter.get(act.verb, (act.verb, {"reason": act.text}))
    return f"counters/{COUNTER}/{path}", body


@asynccontextmanager
async def over_http(office: Office, _folder: Path) -> AsyncIterator[Driver]:
    """A client with a counter's token."""
    headers = {"Authorization": f"Bearer {office.token('counter')}", "Accept-Language": "vi"}
    address = f"{office.address}/api/v1/"
    async with httpx.AsyncClient(base_url=address, headers=headers, timeout=PATIENCE_SECONDS) as http:
        yield HttpDriver(http)


class CommandDriver:
    """A script that runs motcua press."""

    def __init__(self, address: str, token: str) -> None:
        patience = ("--wait", str(PATIENCE_SECONDS))
        self.options = ("--counter", str(COUNTER), "--server", address, "--token", token, *patience)
        self.main = build_main(load("vi"))
        self.sentences: list[str] = []

    async def do(self, act: Act) -> str:
        """Run one command to its end."""
        arguments = ("press", *_words(act), *self.options)
        done = await asyncio.to_thread(CliRunner().invoke, self.main, arguments)
        assert done.exit_code in (0, 1), done.output
        return done.stderr.removeprefix("motcua: ").strip()


def _words(act: Act) -> tuple[str, ...]:
    due = f"{act.due:%Y-%m-%d}" if act.due else ""
    told = {"outcome": act.outcome, "dossier": act.dossier, "due": due}
    matter = tuple(f"--{name}={value}" for name, value in told.items() if value)
    reason = (f"--reason={act.text}",) if act.text else ()
    worded: dict[str, tuple[str, ...]] = {
        "open": ("open", f"--clerk={CLERK}"),
        "outcome": ("finish", *matter),
        "matter": ("next-matter", act.field, *matter),
        "pick": ("call" if act.number != "1002" else "resume", act.number),
        "back": ("bring-back", act.number),
        "transfer": ("transfer", f"--field={act.field}", f"--note={act.text}"),
        "priority": ("priority", act.number, act.group),
        "cancel": ("cancel", act.number, *reason),
        "reprint": ("reprint", act.number),
    }
    return worded.get(act.verb, (act.verb, *reason))


@asynccontextmanager
async def by_command(office: Office, _folder: Path) -> AsyncIterator[Driver]:
    """motcua press with a counter's token."""
    yield CommandDriver(office.address, office.token("counter"))


def keys_of(act: Act, office: Office) -> tuple[str, ...]:
    """What is pressed for an act, in the terminal's names of keys; 'text is typed over what is proposed."""
    fields = [field.code for field in office.server.services.desk.office.plan.fields]
    classes = [group.code for group in office.server.services.desk.office.plan.priority_classes]
    caps = {"next": "space", "finish": "enter", "no-show": "delete", "resume": "c"}
    text, number = f"'{act.text}", f"'{act.number}"
    outcome = (str(OUTCOMES.index(act.outcome) + 1), "enter") if act.outcome else ()
    due = shown_day(act.due) if act.due else ""
    dossier = (f"'{act.dossier}", "enter", f"'{due}", "enter") if act.dossier else ()
    questions: dict[str, tuple[str, ...]] = {
        "recall": ("r",),
        "start": ("s",),
        "undo": ("u",),
        "help": ("h", "space"),
        "close": ("o", "space"),
        "open": (f"'{CLERK}", "enter"),
        "outcome": ("f", *outcome),
        "matter": ("n", str(fields.index(act.field) + 1 if act.field else 0), "enter", *outcome, *dossier),
        "park": ("p", text, "enter"),
        "pause": ("c", text, "enter"),
        "leader": ("l", text, "enter"),
        "back": ("b", "1", "enter"),
        "pick": ("g", number, "enter"),
        "transfer": ("t", str(fields.index(act.field) + 1 if act.field else 0), "enter", text, "enter"),
        "priority": ("y", number, "enter", str(classes.index(act.group) + 1 if act.group else 0), "enter"),
        "cancel": ("x", number, "enter", text, "enter"),
        "reprint": ("i", number, "enter"),
    }
    return questions.get(act.verb) or (caps[act.verb],)


class TerminalDriver:
    """A clerk at motcua counter."""

    def __init__(self, desk: Desk, office: Office) -> None:
        self.desk = desk
        self.office = office
        self.sentences: list[str] = []
        self.told = asyncio.Event()
        desk.widget.link.listen(lambda _event: self.told.set())

    async def do(self, act: Act) -> str:
        """Press the act's keys, and wait until the screen shows what came of it."""
        ended = len(self.desk.ended)
        for key in keys_of(act, self.office):
            if key.startswith("'"):
                await self.desk.press("ctrl+u")
                await self.desk.type(key[1:])
            else:
                await self.desk.press(key)
        await self.desk.terminal.have_ended(ended + 1)
        await self.catch_up()
        last = self.desk.ended[-1]
        self.sentences.append(last.sentence)
        while last.is_problem and self.desk.asked():
            await self.desk.press("escape")
        return last.sentence if last.is_problem else ""

    async def catch_up(self) -> None:
        """Wait until the screen shows what the server knows."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                self.told.clear()
                await self.desk.settle()
                if shows_all(self.desk.widget.view, self.office):
                    return
                await self.told.wait()


@asynccontextmanager
async def at_the_terminal(office: Office, _folder: Path) -> AsyncIterator[Driver]:
    """The desk in a terminal, over a real link."""
    ids = count(1)
    screen = Screen("counter", office.token("counter"), COUNTER)
    link = ServerLink(office.address, screen, new_id=lambda: f"link-{next(ids)}", jitter=lambda: 0.5)
    time = KeyTimeByHand()
    settings = CounterSettings(
        new_request_id=lambda: f"terminal-{next(ids)}",
        patience_seconds=PATIENCE_SECONDS,
        seconds=lambda: time.milliseconds() / 1_000,
        key_time=time,
    )
    app = CounterApp(link, COUNTER, load("vi"), settings=settings)
    async with sitting_at(app) as desk:
        driver = TerminalDriver(desk, office)
        await driver.catch_up()
        yield driver
