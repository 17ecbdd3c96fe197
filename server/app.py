"""Builds, starts and stops the server: the one place where its parts meet."""

import asyncio
import gc
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.routing import Mount, Route, WebSocketRoute, request_response
from starlette.types import ASGIApp

from server.access import access_of
from server.api.refusals import RefusalWriter
from server.asgi import SocketEndpoint
from server.asked_procedures import AskedProcedures
from server.captions import Captions
from server.clerks.clerk_file import ClerkFile
from server.clerks.sessions import Sessions
from server.clock import Clock, RandomSource, SystemClock, SystemRandomSource
from server.connections.callers import NOBODY_TRUSTED, Trusted
from server.connections.entrance import Entrance
from server.connections.http_server import HttpServer
from server.connections.origins import OriginCheck, Origins
from server.connections.protocols import Doors
from server.connections.seats import Seats, most_open_files
from server.desk import Desk
from server.hub import Hub
from server.journal.contract import Records
from server.journal.opening import OpenedJournal, opened_journal
from server.journal.rebuilding import recount
from server.journal.record_check import RecordCheck
from server.journal.records import records_at
from server.late_app import LateApp
from server.lock import hold_lock
from server.losses import LossWatch, watch_of
from server.media import MediaFolder
from server.night_upkeep import NightUpkeep
from server.pages import health_route, page_routes
from server.polled_board import polled_board_route
from server.private_files import make_folder, narrow
from server.quiet_check import QuietCheck
from server.refusals import ServerRefusal, Translator
from server.screen_duties import ScreenDuties
from server.screen_pairings import ScreenPairings
from server.screens import Screens
from server.services import Services
from server.start_page import start_route
from server.tokens import TokenRegister
from server.voice.sounds import Sounds, load_voice
from server.voice.voice import Voice
from server.web_files import page_version, web_routes
from ticketing.plan import OfficePlan, place_at
from ticketing.rules.losses import Loss
from ticketing.voice.turns import USUAL_PACE, Pace

JOURNAL_NAME = "journal.sqlite"
DATA_FILES = ("journal", "tokens.", "clerks.", "screens.", "pairings.", "server.")
BACKLOG_MAX = 512
UNREAD_MILLISECONDS_MAX = 20_000
COLLECT_AFTER_MADE = 20_000


@dataclass(frozen=True, slots=True)
class Settings:
    """Where a server lives: its office, its data folder and its address; port 0 means a free one.

    `media` is the office's folder of pictures, videos and the ticker's text, if it has one; `trusted` says
    who is believed by address. With `accepts_loss` it goes on without entries that are missing from the
    journal.
    """

    plan: OfficePlan
    data: Path
    host: str = "127.0.0.1"
    port: int = 8700
    media: Path | None = None
    pace: Pace = USUAL_PACE
    trusted: Trusted = NOBODY_TRUSTED
    accepts_loss: bool = False


@dataclass(frozen=True, slots=True)
class RunningServer:
    """A server that takes commands; it goes on without a `loss` that was accepted."""

    address: str
    services: Services
    loss: Loss | None = None


@asynccontextmanager
async def running_server(
    settings: Settings, clock: Clock | None = None, random_source: RandomSource | None = None
) -> AsyncIterator[RunningServer]:
    """A server that runs as long as the context.

    Raises DataInUse, JournalRefused or JournalUnavailable when the data folder can't be used, and OSError
    when the address is taken. A part that dies takes the server and the context's body with it.
    """
    clock = clock or SystemClock(ZoneInfo(settings.plan.time_zone))
    random_source = random_source or SystemRandomSource()
    make_folder(settings.data)
    path = settings.data / JOURNAL_NAME
    with hold_lock(settings.data) as lock, _listening(settings) as listening:
        opening = opened_journal(path, settings.plan, lock, accepts_loss=settings.accepts_loss)
        async with opening as opened:
            narrow(settings.data, *DATA_FILES)
            desk = Desk(settings.plan, opened.journal, clock, random_source)
            losses = await _started(desk, opened)
            translator = Translator(partial(place_at, settings.plan.counters))
            screens = Screens()
            warnings = desk.warnings
            captions = Captions(translator, warnings)
            hub = Hub(desk.clock, desk.office, desk.position, captions, screens.troubles)
            desk.listen(hub.publish)
            voice = build_voice(settings.plan, translator, desk.clock, settings.pace)
            for publish in (voice.publish, NightUpkeep(desk.office.day).publish):
                desk.listen(publish)
            voice.publish(desk.office, desk.position)
            sessions = build_sessions(settings, desk.clock, random_source)
            services = Services(
                desk,
                hub,
                TokenRegister(settings.data),
                translator,
                desk.clock.now,
                sessions,
                screens=screens,
                voice=voice,
                duties=ScreenDuties(settings.data),
                asked=AskedProcedures(records_at(path)),
                warnings=warnings,
                check=QuietCheck(RecordCheck(path, settings.plan), desk.metrics.results.total, warnings),
                watch=opened.watch,
                losses=losses,
                pairings=ScreenPairings(settings.data, random_source, desk.clock.now, warnings),
                seats=Seats(most_open_files()),
            )
            http = build_http(settings, services, random_source)
            async with _kept_running(services, http, listening, opened):
                yield RunningServer(_address(listening), services, opened.loss)


async def _started(desk: Desk, opened: OpenedJournal) -> LossWatch:
    """Start the desk, which accepts what of the journal is lost before anything else."""
    with collector_at_rest():
        await desk.start(opened.loss)
    await recount(opened.engine, desk.office.plan, desk.office.day)
    return await watch_of(opened, desk)


def build_http(settings: Settings, services: Services, random_source: RandomSource) -> HttpServer:
    """The server's one port, and the application behind it."""
    records, media = records_at(settings.data / JOURNAL_NAME), MediaFolder(settings.media)
    app = build_app(services, records, random_source, media, settings.trusted)
    return HttpServer(app, app.doors, services.warnings)


def build_sessions(settings: Settings, clock: Clock, random_source: RandomSource) -> Sessions:
    """The sessions of the people in the data folder's register."""
    return Sessions(ClerkFile(settings.data), clock, random_source, ZoneInfo(settings.plan.time_zone))


def build_voice(plan: OfficePlan, translator: Translator, clock: Clock, pace: Pace = USUAL_PACE) -> Voice:
    """The voice of an office, with its own pack or the shipped one."""
    return Voice(plan, Sounds(plan.voice.readings, load_voice(plan.voice)), translator, clock.now, pace)


class OfficeApp(Starlette):
    """The application with its entrance, which Starlette's own answers to faults pass as well."""

    def __init__(self, services: Services, trusted: Trusted, origins: Origins, **parts: Any) -> None:
        super().__init__(**parts)
        self._origins = origins
        self.doors = Doors(services.seats.requests, RefusalWriter(services.translator), trusted)
        self._services = services

    def build_middleware_stack(self) -> ASGIApp:
        """All layers, the entrance outermost."""
        refuse = RefusalWriter(self._services.translator).response
        inner = OriginCheck(super().build_middleware_stack(), self._origins, refuse)
        return Entrance(inner, self.doors, partial(knows_token, self._services))


async def knows_token(services: Services, token: str) -> bool:
    """Whether a token gives anything here."""
    try:
        await access_of(token, services.tokens, services.sessions)
    except ServerRefusal:
        return False
    return True


def build_app(
    services: Services,
    records: Records,
    random_source: RandomSource,
    media: MediaFolder | None = None,
    trusted: Trusted = NOBODY_TRUSTED,
) -> OfficeApp:
    """The application on the server's one port: `/ws`, `/api/v1`, the pages and the board."""
    media = media or MediaFolder(None)

    def api() -> ASGIApp:
        from server.api.application import build_api  # noqa: PLC0415 - fastapi and pydantic take half of a start

        return build_api(services, records, random_source, media)

    def metrics() -> ASGIApp:
        from server.metrics import (  # noqa: PLC0415 - prometheus_client brings a web server
            for_watchers,
            metrics_endpoint,
        )

        return request_response(for_watchers(metrics_endpoint(services), services, trusted.metrics))

    refusals = RefusalWriter(services.translator)
    not_served: Any = refusals.not_served  # Starlette's type asks for one of every error
    plan = services.desk.office.plan
    origins = Origins((*plan.origins, plan.slip.public_address))
    return OfficeApp(
        services,
        trusted,
        origins,
        routes=[
            Route("/healthz", health_route(services)),
            Route("/metrics", LateApp(metrics), methods=["GET"]),
            Mount("/api/v1", LateApp(api)),
            polled_board_route(services, page_version),
            *web_routes(media, pictures=services.desk.office.plan.pictures),
            start_route(),
            *page_routes(services),
            WebSocketRoute("/ws", SocketEndpoint(services, page_version, origins)),
        ],
        exception_handlers={HTTPException: not_served, Exception: refusals.fault},
    )


@asynccontextmanager
async def _kept_running(
    services: Services, http: HttpServer, listening: socket.socket, opened: OpenedJournal
) -> AsyncIterator[None]:
    async with asyncio.TaskGroup() as tasks:
        desk = tasks.create_task(services.desk.run(), name="desk")
        beat = tasks.create_task(services.hub.beat(services.at_heartbeat), name="heartbeat")
        await services.pairings.look()
        pairing = tasks.create_task(services.pairings.run(), name="pairings")
        kept = tasks.create_task(opened.run(), name="journal")
        serving = tasks.create_task(http.serve([listening]), name="http")
        sessions = tasks.create_task(services.sessions.keep_file(), name="sessions")
        looking = tasks.create_task(services.look_at_files(), name="files")
        check = tasks.create_task(services.check.run() if services.check else asyncio.sleep(0), name="check")
        await http.ready.wait()
        try:
            yield
        finally:
            http.should_exit = True
            await asyncio.wait([serving])
            services.hub.close()
            sessions.cancel()
            await asyncio.wait([sessions])
            await services.sessions.close()
            if services.voice:
                services.voice.close()
            for task in (desk, beat, pairing, kept, looking, check):
                task.cancel()


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """No garbage is looked for while a day is replayed, since all that is made there stays.

    Afterwards it is looked for less often than by default: a ticket makes a hundred values that stay and
    hardly any that refer to each other, so that looking took a tenth of its time.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.freeze()
        gc.set_threshold(COLLECT_AFTER_MADE)


@contextmanager
def _listening(settings: Settings) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.create_server(
        (settings.host, settings.port), family=family, backlog=BACKLOG_MAX
    ) as listening:
        # Connections inherit it; without it a frame waits up to 40 ms until the one before is confirmed.
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        # A screen that reads nothing, or has lost its power, would else keep its connection for many minutes.
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNREAD_MILLISECONDS_MAX)
        yield listening


def _address(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
