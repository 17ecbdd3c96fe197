"""A real server with an office in the test's hand, and what a board of it shows."""

import os
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any

from playwright.async_api import Page

from server.app import RunningServer, Settings, running_server
from server.clock import RandomSource, SystemRandomSource
from server.idempotency import Press
from server.tokens import WritingRole
from tests.server.fakes import ManualClock
from tests.ticketing.plans import PLAN
from ticketing.answers import Answer
from ticketing.commands import CallNext, Command, IssueTicket, OpenCounter
from ticketing.plan import CounterPlan, Field, Leader, Name, OfficePlan

POLLING = 50  # milliseconds: less work than at every frame, and a window behind another one has none
_ids = count(1)
_ports_taken: set[int] = set()
PORT_FIRST, PORTS = 11_000, 20_000  # none that browsers refuse or the system gives away itself
LONG_NAME = "Đăng ký, cấp Giấy chứng nhận quyền sử dụng đất, quyền sở hữu tài sản gắn với đất"
BOARD_PLAN = replace(
    PLAN,
    always_open=True,
    leaders=(Leader("Nguyễn Văn An", "0212 3866 111", weekday=0),),
    counters=(
        CounterPlan(1, Name("Quầy 1"), "", ("1", "2")),
        CounterPlan(2, Name("A"), "", ("1", "2")),
        CounterPlan(3, Name("Tiếp nhận <b>tổng hợp</b>"), "Công an xã", ("1", "2", "3")),
    ),
    fields=(
        Field("1", Name("<img src=x onerror=alert(1)>Hộ tịch", "Civil status"), "1"),
        Field("2", Name(LONG_NAME[:80]), "2"),
        Field("3", Name("Đất đai", "Land"), "K"),
    ),
)


def large_plan(counters: int) -> OfficePlan:
    """An office with one field and so many counters."""
    return replace(
        BOARD_PLAN,
        fields=(Field("1", Name("Hộ tịch"), "1"),),
        counters=tuple(CounterPlan(n, Name(f"Quầy {n}"), "", ("1",)) for n in range(1, counters + 1)),
    )


@dataclass
class Office:
    """A running server, its address and its clock."""

    server: RunningServer
    clock: ManualClock

    @property
    def address(self) -> str:
        """Where its pages are."""
        return self.server.address

    @property
    def random_source(self) -> RandomSource:
        """Chance, as the server has it."""
        return SystemRandomSource()

    def token(self, role: WritingRole) -> str:
        """A bare token of a screen."""
        return self.server.services.tokens.make(role, self.random_source)

    async def paired(self, query: str = "", name: str = "hall") -> str:
        """What stands behind the address of a board that may speak."""
        secret = await self.server.services.pairings.new_secret(name, "a test")
        return f"?{query}#paired={secret}"

    async def do(self, command: Command) -> Answer:
        """The answer to a command of nobody in particular."""
        return await self.server.services.desk.submit(Press(f"press-{next(_ids)}", command, "test"))

    async def issue(self, field: str) -> str:
        """Take a number; answers it."""
        answer: Any = await self.do(IssueTicket(field))
        return str(answer.number)

    async def issue_and_call(self, counter: int, field: str = "1") -> str:
        """Take a number and call it to a counter that is open, in place of one called before; answers it."""
        await self.do(IssueTicket(field))
        answer: Any = await self.do(CallNext(counter, missed=True))
        return str(answer.number)

    async def open_all(self) -> None:
        """Open every counter."""
        for counter in self.server.services.desk.office.plan.counters:
            await self.do(OpenCounter(counter.number, "Hoa"))


@contextmanager
def kept_port() -> Iterator[int]:
    """The port that the server of the test before had, or 0 while another one has it.

    At another address a page starts a process and compiles its scripts anew, which costs half as much again.
    """
    port = PORT_FIRST + os.getpid() % PORTS
    if port in _ports_taken or not is_free(port):
        yield 0
        return
    _ports_taken.add(port)
    try:
        yield port
    finally:
        _ports_taken.remove(port)


def is_free(port: int) -> bool:
    """Whether no other program has this port."""
    with socket.socket() as trying:
        trying.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trying.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


@asynccontextmanager
async def running_office(
    folder: Path, plan: OfficePlan = BOARD_PLAN, *, port: int | None = None, media: Path | None = None
) -> AsyncIterator[Office]:
    """A server of `plan` with its journal in `folder`, on Monday morning."""
    clock = ManualClock()
    with kept_port() if port is None else nullcontext(port) as chosen:
        async with running_server(Settings(plan, folder, port=chosen, media=media), clock) as server:
            yield Office(server, clock)


async def shows(page: Page, selector: str, text: str) -> None:
    """Wait until an element's text is `text`."""
    await page.wait_for_function(
        "([selector, text]) => (document.querySelector(selector) || {}).textContent === text",
        arg=[selector, text],
        polling=POLLING,
    )


async def has_class(page: Page, name: str) -> None:
    """Wait until the page has this class, as `old` for old data."""
    await page.wait_for_function("name => document.body.classList.contains(name)", arg=name, polling=POLLING)
