"""One service day of a soak: who comes, what clerks press, who looks on, what is refused and breaks off."""

import asyncio
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import httpx

from link.contract import Screen
from server.tokens import WritingRole
from tests.soak.running import HeldServer
from tests.soak.screens import Presses, SoakScreen, stranger
from ticketing import commands as c
from ticketing.answers import CallAnswer, TicketAnswer
from ticketing.plan import OfficePlan

PROCEDURE = "1.001193"
COUNTERS = (1, 2, 3, 4)
FIELDS = ("1", "2", "3", "4", "5", "6")
BOARDS = 3
PIN = "2468"
STRANGERS = ("", "not json", '{"type":"hello","protocol":1,"role":"display"}', '{"type":"dance"}')
MORNING, AFTERNOON = (time(7, 35), time(11, 25)), (time(13, 35), time(16, 25))


@dataclass
class Office:
    """What a soak has in its hand: the server, its tokens, a browser, chance, and the dossiers under way."""

    server: HeldServer
    plan: OfficePlan
    tokens: dict[WritingRole, str]
    http: httpx.AsyncClient
    chance: Random
    dossiers: list[str]


def clerk_at(counter: int) -> str:
    """The name of who sits there."""
    return f"Cán bộ {counter}"


def moments(plan: OfficePlan, day: date, visits: int) -> list[datetime]:
    """When people come: evenly, in both sessions."""
    found, half = [], visits // 2
    for session, count in ((MORNING, visits - half), (AFTERNOON, half)):
        begins, ends = (datetime.combine(day, hour, ZoneInfo(plan.time_zone)) for hour in session)
        found += [begins + (ends - begins) * at / count for at in range(count)]
    return found


class ServiceDay:
    """A day of so many visits at `office`."""

    def __init__(self, office: Office, day: date) -> None:
        self._office = office
        self._day = day
        self._chance = office.chance
        self._accepted: list[str] = []
        self.presses = Presses()
        self.looks: list[float] = []

    async def run(self, visits: int) -> None:
        """From the first sign-in until everybody has gone home."""
        came = moments(self._office.plan, self._day, visits)
        await self._office.server.set_clock(came[0] - timedelta(minutes=20))
        await self._begin()
        for at, moment in enumerate(came):
            await self._office.server.set_clock(moment)
            await self._visit(at)
            if at % 5 == 0:
                await self._trouble(at)
        await self._end(came[-1] + timedelta(minutes=30))

    async def _begin(self) -> None:
        """People sign in, one of them with a wrong PIN first; screens come on; counters open."""
        server, tokens = self._office.server, self._office.tokens
        sessions = {}
        for counter in COUNTERS:
            await self._sign_in(clerk_at(counter), "9999")
            sessions[counter] = await self._sign_in(clerk_at(counter), PIN)
        screens = [Screen("counter", sessions[n], n, clerk_at(n)) for n in COUNTERS]
        screens += [Screen("kiosk", tokens["kiosk"], name=f"Máy {n}") for n in (1, 2)]
        screens += [Screen("guidance", tokens["guidance"]), Screen("manager", tokens["manager"])]
        screens += [Screen("display", name=f"Bảng {n}") for n in range(BOARDS)]
        self._screens = [SoakScreen(server.address, screen, self._chance) for screen in screens]
        for screen in self._screens:
            await screen.come()
        self._desks = dict(zip(COUNTERS, self._screens, strict=False))
        self._kiosks = self._screens[len(COUNTERS) : len(COUNTERS) + 2]
        for counter in COUNTERS:
            await self._press(counter, c.OpenCounter(counter, clerk_at(counter), take_over=True))

    async def _sign_in(self, name: str, pin: str) -> str:
        reply = await self._office.http.post("/api/v1/session", json={"name": name, "pin": pin})
        return str(reply.json().get("token", ""))

    async def _press(self, counter: int, command: c.Command) -> object:
        return await self._desks[counter].press(command, self.presses)

    async def _visit(self, at: int) -> None:
        """A number, its slip, its page on a phone, and a clerk who does what this visit needs."""
        counter, field = self._chance.choice(COUNTERS), self._chance.choice(FIELDS)
        priority = self._chance.choice((None, None, None, self._office.plan.priority_classes[0].code))
        kiosk = self._kiosks[at % 2]
        issued = await kiosk.press(
            c.IssueTicket(field, priority, procedure=PROCEDURE if field == "1" else ""), self.presses
        )
        if isinstance(issued, TicketAnswer):
            await kiosk.press(
                c.ReportPrint(issued.number, "printed", kiosk=f"Máy {at % 2 + 1}"), self.presses
            )
            await self._look(f"/t/{issued.track}")
        self.looks.append(await self._look("/healthz"))
        if at % 20 == 19:
            return  # who is called by the next one, or is left when the day ends
        called = await self._press(counter, c.CallNext(counter))
        if isinstance(called, CallAnswer):
            await self._served(at, counter, called)
        if isinstance(issued, TicketAnswer):
            await self._look(f"/t/{issued.track}")

    async def _served(self, at: int, counter: int, called: CallAnswer) -> None:
        """The way of one number at a counter; every so many go another way."""
        if at % 10 == 3:
            await self._press(counter, c.MarkNoShow(counter))
            return
        await self._press(counter, c.StartService(counter))
        if at % 10 == 5:
            await self._press(counter, c.Park(counter, "bổ sung"))
            await self._press(counter, c.Resume(counter, called.number))
        if at % 10 == 7:
            await self._press(counter, c.Transfer(counter, to_counter=COUNTERS[counter % len(COUNTERS)]))
            return
        await self._press(counter, self._ending(counter))
        if at % 10 == 9:
            await self._press(counter, c.Undo(counter))
            await self._press(counter, c.FinishService(counter))

    def _ending(self, counter: int) -> c.FinishService:
        """Two in three bring a dossier, which is returned the day after."""
        if self._office.dossiers and self._chance.random() < 0.4:
            return c.FinishService(counter, "returned", self._office.dossiers.pop())
        if self._chance.random() < 0.5:
            code = f"H{self._day:%y%m%d}-{len(self._accepted):04d}"
            self._accepted.append(code)
            return c.FinishService(counter, "accepted", code, PROCEDURE)
        return c.FinishService(counter, "guidance")

    async def _trouble(self, at: int) -> None:
        """Presses that are refused, a screen that breaks off, somebody whom nobody knows, boards that ask."""
        counter = self._chance.choice(COUNTERS)
        for command in (
            c.Recall(counter),
            c.FinishService(counter),
            c.Undo(counter),
            c.CallTicket(counter, "9999"),
        ):
            await self._press(counter, command)
        await self._kiosks[0].press(c.IssueTicket("nowhere"), self.presses)
        again = {"field": "1", "request_id": f"{self._day} {at}"}
        token = {"Authorization": f"Bearer {self._office.tokens['manager']}"}
        for _ in range(2):
            await self._office.http.post("/api/v1/tickets", json=again, headers=token)
        await self._office.http.post("/api/v1/tickets", json={"field": "nowhere"}, headers=token)
        for path in ("/web/board.json?name=Hiên", "/t/NOBODYSTRACK", "/api/v1/board", "/metrics"):
            await self._look(path)
        screen = self._chance.choice(self._screens)
        await screen.leave()
        await screen.come()
        await stranger(self._office.server.address, self._chance.choice(STRANGERS))

    async def _look(self, path: str) -> float:
        """How many milliseconds somebody waits for a page."""
        loop = asyncio.get_running_loop()
        begun = loop.time()
        await self._office.http.get(path)
        return (loop.time() - begun) * 1000

    async def _end(self, moment: datetime) -> None:
        """The manager reads the day; counters close, and every screen is switched off."""
        await self._office.server.set_clock(moment)
        token = {"Authorization": f"Bearer {self._office.tokens['manager']}"}
        for path in ("visits", "stays"):
            await self._office.http.get(f"/api/v1/{path}?day={self._day}", headers=token)
        for counter in COUNTERS:
            await self._press(counter, c.CloseCounter(counter))
        for code in self._office.dossiers:
            await self._screens[-BOARDS - 1].press(c.ReturnDossier(code), self.presses)
        self._office.dossiers[:] = self._accepted
        for screen in self._screens:
            await screen.leave()
