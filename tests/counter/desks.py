"""An office in memory with the desks of its counters, and the time as the tests set it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import count
from typing import Any

from textual.app import App
from textual.events import Paste
from textual.message import Message

from counter.app import CounterApp
from counter.desk import CounterDesk
from counter.presses import Ended
from counter.settings import CounterSettings
from counter.status_line import StatusLine
from link.contract import LinkEvent, LinkLimits, LinkState, Screen, StateChanged
from terminal.changing_text import ChangingText
from tests.link.fake_office import FakeLink, FakeOffice
from tests.patience import PATIENCE_SECONDS
from tests.terminal.running_terminal import RunningTerminal
from tests.ticketing.plans import MONDAY_MORNING, PLAN
from ticketing.answers import TicketAnswer
from ticketing.commands import IssueTicket, OpenCounter
from ticketing.desk.guard import GUARD_TIMES
from ticketing.plan import CounterPlan, Field, Name, OfficePlan
from ticketing.tickets import Ticket
from ticketing.wire.messages import OLD_AFTER_SECONDS
from wording import load

CLERK = "Nguyễn Thị Hoa"

MEANT_MILLISECONDS = 2_000
"""After so long without a key the next one is no typing."""

MANY_FIELDS: OfficePlan = replace(
    PLAN,
    fields=tuple(
        Field(code, Name(vi, en), code)
        for code, vi, en in (
            ("1", "Hộ tịch", "Civil status"),
            ("2", "Chứng thực", "Certification"),
            ("3", "Đất đai", "Land"),
            ("4", "Xây dựng, kinh doanh", "Construction, business"),
            ("5", "Bảo trợ xã hội, người có công", "Social protection, people with merit"),
            ("6", "Giáo dục, văn hoá, lĩnh vực khác", "Education, culture, other fields"),
            ("7", "Cư trú (Công an)", "Residence (police)"),
            ("8", "Trả kết quả", "Results"),
            ("9", "Hướng dẫn, phản ánh kiến nghị", "Guidance, feedback"),
        )
    ),
    counters=tuple(
        CounterPlan(number, Name(f"Quầy {number}"), "", fields)
        for number, fields in (
            (1, ("1", "2", "5")),
            (2, ("3", "4")),
            (3, ("1", "2", "3", "4", "5", "6")),
            (4, ("7",)),
            (5, ("8", "9")),
        )
    ),
)
"""Nine fields and five counters, as large as a commune's office."""


@dataclass
class HeldKey:
    """A key that waits for its time."""

    act: Callable[[], None]
    is_cancelled: bool = False

    def cancel(self) -> None:
        self.is_cancelled = True


class KeyTimeByHand:
    """The time that keys are held back by, which passes when a test says so."""

    def __init__(self) -> None:
        self._now = 0.0
        self._later: list[tuple[float, HeldKey]] = []

    @property
    def is_holding(self) -> bool:
        """Whether a key waits for its time."""
        return any(not key.is_cancelled for _, key in self._later)

    def milliseconds(self) -> float:
        return self._now

    def after(self, milliseconds: float, act: Callable[[], None]) -> HeldKey:
        key = HeldKey(act)
        self._later.append((self._now + milliseconds, key))
        return key

    def pass_time(self, milliseconds: float) -> None:
        """Let so many milliseconds pass."""
        self._now += milliseconds
        due = [key for at, key in self._later if at <= self._now and not key.is_cancelled]
        self._later = [(at, key) for at, key in self._later if at > self._now]
        for key in due:
            key.act()


class Office:
    """An office in memory, its time, and what tests ask of it."""

    def __init__(self, plan: OfficePlan = PLAN, old_after_seconds: float = OLD_AFTER_SECONDS) -> None:
        self.now = MONDAY_MORNING
        self.old_after_seconds = old_after_seconds
        self.fake = FakeOffice(plan, lambda: self.now)
        self._ids = count(1)

    def issue(self, field: str = "1", priority: str | None = None) -> str:
        """Give out a number."""
        answer = self.fake.do(IssueTicket(field, priority))
        assert isinstance(answer, TicketAnswer)
        return answer.number

    def issue_many(self, *fields: str) -> list[str]:
        """Give out a number for each of the fields."""
        return [self.issue(field) for field in fields]

    def pass_time(self, **units: float) -> None:
        """Let time pass, as timedelta names it."""
        self.now += timedelta(**units)

    def seconds(self) -> float:
        """The moment on a clock that goes with this time."""
        return (self.now - MONDAY_MORNING).total_seconds()

    def ticket(self, number: str) -> Ticket:
        return self.fake.office.tickets[number]

    def open(self, counter: int, clerk: str = CLERK) -> None:
        """Open a counter without its desk."""
        self.fake.do(OpenCounter(counter, clerk))

    def link(self, counter: int) -> FakeLink:
        limits = LinkLimits(old_after_seconds=self.old_after_seconds)
        return self.fake.link(Screen("counter", "token", counter), limits)

    def settings(self, patience_seconds: float = PATIENCE_SECONDS, **values: Any) -> CounterSettings:
        """Settings under which nothing is left to chance or to the clock on the wall."""
        return CounterSettings(
            new_request_id=lambda: f"press-{next(self._ids)}",
            patience_seconds=patience_seconds,
            seconds=self.seconds,
            key_time=KeyTimeByHand(),
            **values,
        )

    def desk(self, counter: int = 3, clerk: str = CLERK, language: str = "vi") -> CounterDesk:
        """The desk of a counter; without a clerk it asks for the name."""
        return CounterDesk(self.link(counter), counter, load(language), clerk, self.settings())

    def app(self, counter: int = 3, clerk: str = CLERK, language: str = "vi", **settings: Any) -> CounterApp:
        """The terminal of a counter."""
        return CounterApp(self.link(counter), counter, load(language), clerk, self.settings(**settings))


class CounterTerminal(RunningTerminal):
    """A running terminal of which is known how presses have ended."""

    def __init__(self, app: App[None]) -> None:
        super().__init__(app)
        self.ended: list[Ended] = []
        self._one_ended = asyncio.Event()

    def hear(self, message: Message) -> None:
        super().hear(message)
        if isinstance(message, CounterDesk.PressEnded):
            ended = message.ended  # every widget that the message passes tells of it
            if not any(ended is before for before in self.ended):
                self.ended.append(ended)
                self._one_ended.set()

    async def have_ended(self, presses: int) -> None:
        """Wait until so many presses have come to their end, and the screen has taken it in."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while len(self.ended) < presses:
                self._one_ended.clear()
                await self._one_ended.wait()
        await self.settle()


class Desk:
    """A clerk in front of a running terminal: presses keys and reads the screen."""

    def __init__(self, terminal: CounterTerminal, widget: CounterDesk) -> None:
        self.terminal = terminal
        self.widget = widget
        self.settle = terminal.settle
        self.strike = terminal.strike
        self.resize = terminal.resize
        self.lines = terminal.rows

    @property
    def ended(self) -> list[Ended]:
        """How the terminal's presses have ended."""
        return self.terminal.ended

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, each so long after the one before that it is meant."""
        time = self.widget.settings.key_time
        assert isinstance(time, KeyTimeByHand)
        for key in keys:
            time.pass_time(MEANT_MILLISECONDS)
            await self.terminal.press(key)
            if time.is_holding:
                time.pass_time(GUARD_TIMES.guard_milliseconds)
                await self.settle()

    async def type(self, text: str) -> None:
        """Put text into the field that has the keys, as a terminal hands over what is pasted."""
        self.terminal.app.post_message(Paste(text))
        await self.settle()

    async def click(self, selector: str) -> None:
        await self.terminal.look()
        await self.terminal.pilot.click(selector)
        await self.settle()

    async def reads(self, part: str = "CounterDesk") -> str:
        """What stands on a part of the screen, with single blanks."""
        strips = await self.terminal.look()
        region = self.widget.region if part == "CounterDesk" else self.widget.query_one(part).region
        lines = (strip.crop(region.x, region.right).text for strip in strips[region.y : region.bottom])
        return " ".join(" ".join(lines).split())

    def outcome(self) -> str:
        """The status line."""
        return self.widget.query_one(StatusLine).told.plain

    def mistake(self) -> str:
        """What the open question says is wrong."""
        return self.widget.query_one("QuestionPanel > .mistake", ChangingText).told.plain

    def asked(self) -> str:
        """The key whose question is open; "" is none."""
        return self.widget.questions.key

    async def hear(self, state: LinkState) -> None:
        """Wait until the link is in this state and the screen has taken it in."""
        reached = asyncio.Event()

        def listen(event: LinkEvent) -> None:
            if isinstance(event, StateChanged) and event.state is state:
                reached.set()

        self.widget.link.listen(listen)
        if self.widget.link.state is not state:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await reached.wait()
        await self.settle()


@asynccontextmanager
async def sitting_at(app: CounterApp, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Desk]:
    """A clerk who sits at this terminal, once it shows what it has to show at the start."""
    async with CounterTerminal(app).running(size) as terminal:
        yield Desk(terminal, app.desk)


def at_work(plan: OfficePlan = PLAN) -> Office:
    """An office whose counter 3 is open for CLERK."""
    office = Office(plan)
    office.open(3)
    return office
