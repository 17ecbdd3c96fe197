"""An office in memory with the desks of its counters, and the time as the tests set it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any

from textual.events import Paste
from textual.message import Message
from textual.pilot import Pilot

from counter.app import CounterApp
from counter.desk import CounterDesk
from counter.presses import Ended
from counter.settings import CounterSettings
from counter.status_line import StatusLine
from link.contract import LinkEvent, LinkLimits, LinkState, Screen, StateChanged
from tests.link.fake_office import FakeLink, FakeOffice
from tests.patience import PATIENCE_SECONDS
from tests.ticketing.plans import MONDAY_MORNING, PLAN
from ticketing.answers import TicketAnswer
from ticketing.commands import IssueTicket, OpenCounter
from ticketing.plan import CounterPlan, Field, Name, OfficePlan
from ticketing.tickets import Ticket
from ticketing.wire.messages import OLD_AFTER_SECONDS
from wording import load

CLERK = "Nguyễn Thị Hoa"
SETTLE_ROUNDS = 20

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


class Office:
    """A twin office, its time, and what tests ask of it."""

    def __init__(self, plan: OfficePlan = PLAN, old_after_seconds: float = OLD_AFTER_SECONDS) -> None:
        self.now = MONDAY_MORNING
        self.old_after_seconds = old_after_seconds
        self.twin = FakeOffice(plan, lambda: self.now)
        self._ids = count(1)

    def issue(self, field: str = "1", priority: str | None = None) -> str:
        """Give out a number."""
        answer = self.twin.do(IssueTicket(field, priority))
        assert isinstance(answer, TicketAnswer)
        return answer.number

    def issue_many(self, *fields: str) -> list[str]:
        """Give out a number for each of the fields."""
        return [self.issue(field) for field in fields]

    def pass_time(self, **units: float) -> None:
        """Let time pass, as timedelta names it."""
        self.now += timedelta(**units)

    def ticket(self, number: str) -> Ticket:
        return self.twin.office.tickets[number]

    def open(self, counter: int, clerk: str = CLERK) -> None:
        """Open a counter without its desk."""
        self.twin.do(OpenCounter(counter, clerk))

    def link(self, counter: int) -> FakeLink:
        limits = LinkLimits(old_after_seconds=self.old_after_seconds)
        return self.twin.link(Screen("counter", "token", counter), limits)

    def settings(
        self, patience_seconds: float = PATIENCE_SECONDS, *, is_bar: bool = False
    ) -> CounterSettings:
        """Settings under which nothing is left to chance or to the clock on the wall."""
        return CounterSettings(
            new_request_id=lambda: f"press-{next(self._ids)}",
            patience_seconds=patience_seconds,
            is_bar=is_bar,
        )

    def desk(self, counter: int = 3, clerk: str = CLERK, language: str = "vi") -> CounterDesk:
        """The desk of a counter; without a clerk it asks for the name."""
        return CounterDesk(self.link(counter), counter, load(language), clerk, self.settings())

    def app(self, counter: int = 3, clerk: str = CLERK, language: str = "vi", **settings: Any) -> CounterApp:
        """The terminal of a counter."""
        return CounterApp(self.link(counter), counter, load(language), clerk, self.settings(**settings))


class Desk:
    """A clerk in front of a running terminal: presses keys and reads the screen."""

    def __init__(self, pilot: Pilot[None], widget: CounterDesk) -> None:
        self.pilot = pilot
        self.widget = widget
        self.ended: list[Ended] = []

    def end(self, ended: Ended) -> None:
        """A press has come to its end; every widget that the message passes tells of it."""
        if not any(ended is before for before in self.ended):
            self.ended.append(ended)

    async def settle(self) -> None:
        """Let everything that is under way come to its end, but for presses that wait for the line."""
        for _ in range(SETTLE_ROUNDS):
            await self.pilot.pause()
            if not self.widget.sender.presses.keys_under_way:
                break

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, each after the answer to the one before."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def type(self, text: str) -> None:
        """Put text into the field that has the keys, as a terminal hands over what is pasted."""
        self.pilot.app.post_message(Paste(text))
        await self.settle()

    async def click(self, selector: str) -> None:
        await self.pilot.click(selector)
        await self.settle()

    def reads(self, part: str = "CounterDesk") -> str:
        """What stands on a part of the screen, with single blanks."""
        region = self.widget.region if part == "CounterDesk" else self.widget.query_one(part).region
        strips = self.pilot.app.screen._compositor.render_strips()
        lines = (strip.crop(region.x, region.right).text for strip in strips[region.y : region.bottom])
        return " ".join(" ".join(lines).split())

    def outcome(self) -> str:
        """The status line."""
        return str(self.widget.query_one(StatusLine).content)

    def asked(self) -> str:
        """The key whose question is open; "" is none."""
        return self.widget.asking.question.key if self.widget.asking else ""

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
        await self.pilot.pause()


@asynccontextmanager
async def sitting_at(app: CounterApp, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Desk]:
    """A clerk who sits at this terminal, once it shows what it has to show at the start."""
    desk: list[Desk] = []

    def hook(message: Message) -> None:
        if isinstance(message, CounterDesk.PressEnded) and desk:
            desk[0].end(message.ended)

    async with app.run_test(size=size, message_hook=hook) as pilot:
        desk.append(Desk(pilot, app.desk))
        await desk[0].settle()
        yield desk[0]


def at_work(plan: OfficePlan = PLAN) -> Office:
    """An office whose counter 3 is open for CLERK."""
    office = Office(plan)
    office.open(3)
    return office
