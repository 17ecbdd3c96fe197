"""What becomes of a press that waits for its answer: the terminal's rules, on the cases shared with web/."""

import asyncio
import json
from itertools import count
from pathlib import Path
from typing import Any, cast

import pytest

from counter.presses import KeyPress, KeySender
from counter.settings import CounterSettings
from link.contract import PATIENCE_SECONDS, CommandRefused, Link, LinkLimits
from link.presses import UnansweredPresses
from tests.link.virtual_time import in_virtual_time, passes
from ticketing.answers import Answer, DoneAnswer
from ticketing.commands import Command
from ticketing.desk.sayings import SLOW_SECONDS
from ticketing.wire.codec import command_from
from ticketing.wire.messages import Sentence
from wording import load

SHARED = json.loads(Path(__file__).with_name("presses.json").read_text(encoding="utf-8"))
REFUSED = CommandRefused("counter-closed", Sentence("", ""))


class Terminal:
    """A clerk's keys in a terminal, and the frames that go out."""

    def __init__(self) -> None:
        ids = count(1)
        settings = CounterSettings(new_request_id=lambda: str(next(ids)))
        self.sender = KeySender(cast("Link", self), settings, load("vi"))
        self.slow: list[str] = []
        self.unsettled = UnansweredPresses(LinkLimits())
        self.sent: list[dict[str, Any]] = []
        self.waiting: set[asyncio.Task[None]] = set()
        self.connection: asyncio.Task[None] | None = None

    async def do(self, step: dict[str, Any]) -> None:
        """What happens at one moment of a case."""
        if "press" in step:
            began = self.press(step["press"], command_from(step["command"]))
            assert began is step.get("begins", True)
        elif "connection" in step:
            self.connect() if step["connection"] else self.cut()
        elif "answered" in step:
            self.unsettled.settle(step["answered"], DoneAnswer())
        elif "refused" in step:
            self.unsettled.settle(step["refused"], REFUSED)
        await passes(0)

    def press(self, key: str, command: Command) -> bool:
        """A clerk presses a key."""
        press = self.sender.presses.begin(key, command)
        if press is None:
            return False
        waiting = asyncio.create_task(self.answer(key, press))
        self.waiting.add(waiting)
        waiting.add_done_callback(self.waiting.discard)
        return True

    async def answer(self, key: str, press: KeyPress) -> None:
        """Wait for what becomes of a press."""
        await self.sender.press(key, press, lambda: self.slow.append(key))

    async def send(self, command: Command, *, request_id: str, patience_seconds: float) -> Answer:
        """Send a command as a link does."""
        return await self.unsettled.answer(command, request_id, patience_seconds)

    def connect(self) -> None:
        """There is another connection."""
        self.unsettled.send_all_again()
        self.connection = asyncio.create_task(self.transmit())

    def cut(self) -> None:
        """The connection has ended."""
        if self.connection:
            self.connection.cancel()

    async def transmit(self) -> None:
        """Send what is due for as long as there is a connection."""
        while True:
            frame = json.loads(await self.unsettled.next_due())
            self.sent.append({"id": frame["id"], "command": frame["command"]})

    async def end(self) -> None:
        """Stop whatever still waits."""
        self.cut()
        for waiting in tuple(self.waiting):
            waiting.cancel()
        await asyncio.gather(*self.waiting, return_exceptions=True)


@pytest.mark.parametrize("case", SHARED["cases"], ids=lambda case: case["fact"])
def test_a_press_is_sent_as_its_case_says(case: dict[str, Any]) -> None:
    """At every moment of the case exactly the frames go out that stand there."""

    @in_virtual_time
    async def play() -> None:
        terminal = Terminal()
        terminal.connect()
        for step in case["steps"]:
            await passes(step["at"] - asyncio.get_running_loop().time())
            await terminal.do(step)
            sent = [{**one, "command": command_from(one["command"])} for one in terminal.sent]
            expected = [{**one, "command": command_from(one["command"])} for one in step["sends"]]
            assert sent == expected, step
            assert terminal.slow == step.get("slow", terminal.slow), step
            terminal.sent.clear()
        await terminal.end()

    play()


def test_the_limits_are_those_of_the_cases() -> None:
    """How long an answer may take, and how long a clerk waits for it."""
    assert SHARED["limits"] == {
        "answer_seconds_max": LinkLimits().answer_seconds_max,
        "patience_seconds": PATIENCE_SECONDS,
        "slow_seconds": SLOW_SECONDS,
    }
