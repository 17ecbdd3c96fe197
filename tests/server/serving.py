"""A whole server on a real journal, asked without a socket: the application as uvicorn would run it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx
from starlette.applications import Starlette

from server.app import JOURNAL_NAME, build_app
from server.clerks.clerk_file import ClerkFile
from server.clerks.sessions import Sessions
from server.desk import Desk
from server.hub import Hub
from server.journal.contract import Journal
from server.journal.records import records_at
from server.journal.sqlite import SqliteJournal
from server.refusals import Translator
from server.screens import Screens
from server.services import ANSWER_SECONDS_MAX, Services
from server.tokens import WRITING_ROLES, TokenRegister, WritingRole
from tests.server.fakes import CHEAP_PINS, CountedRandomSource, ManualClock
from tests.ticketing.plans import MONDAY_MORNING
from ticketing.plan import OfficePlan, place_at


@dataclass
class Asked:
    """A server in the test's hand: its clock, its parts, a client, and a token of each role."""

    app: Starlette
    services: Services
    clock: ManualClock
    http: httpx.AsyncClient
    tokens: dict[WritingRole, str]
    journal_path: Path

    def bearer(self, role: WritingRole | None) -> dict[str, str]:
        """The headers that a caller of this role sends."""
        return {"Authorization": f"Bearer {self.tokens[role]}"} if role else {}

    async def post(
        self, path: str, body: object = None, role: WritingRole | None = "manager", language: str = "en"
    ) -> httpx.Response:
        """POST below /api/v1, with a JSON body unless it is None."""
        headers = {"Accept-Language": language, **self.bearer(role)}
        sent: dict[str, Any] = {} if body is None else {"json": body}
        return await self.http.post(f"/api/v1{path}", headers=headers, **sent)

    async def get(self, path: str, role: WritingRole | None = "manager") -> httpx.Response:
        """GET below /api/v1."""
        return await self.http.get(f"/api/v1{path}", headers=self.bearer(role))


@asynccontextmanager
async def asked(
    folder: Path,
    plan: OfficePlan,
    journal: Journal | None = None,
    now: datetime = MONDAY_MORNING,
    answer_seconds: float = ANSWER_SECONDS_MAX,
) -> AsyncIterator[Asked]:
    """A server of `plan` with its data in `folder`, on Monday morning; its journal is a file unless given."""
    clock, random_source, path = ManualClock(now), CountedRandomSource(), folder / JOURNAL_NAME
    kept = journal or await SqliteJournal.open(path, plan.code)
    desk = Desk(plan, kept, clock, random_source)
    await desk.start()
    hub = Hub(clock, desk.office, desk.position)
    desk.listen(hub.publish)
    token_register = TokenRegister(folder)
    sessions = Sessions(ClerkFile(folder), clock, random_source, ZoneInfo(plan.time_zone), CHEAP_PINS)
    screens = Screens(lambda: clock.now().timestamp())
    services = Services(
        desk,
        hub,
        token_register,
        Translator(partial(place_at, plan.counters)),
        clock.now,
        sessions,
        screens=screens,
        answer_seconds_max=answer_seconds,
    )
    app = build_app(services, records_at(path), random_source)
    working = asyncio.create_task(desk.run())
    transport = httpx.ASGITransport(app)
    try:
        async with httpx.AsyncClient(transport=transport, base_url="http://office") as http:
            tokens = {role: token_register.make(role, random_source) for role in WRITING_ROLES}
            yield Asked(app, services, clock, http, tokens, path)
    finally:
        working.cancel()
        with suppress(asyncio.CancelledError):
            await working
        hub.close()
        await sessions.close()
        await kept.close()
