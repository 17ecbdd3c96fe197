"""A server of boards and desks whose frames a test writes."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from server.media import MediaFolder
from server.web_files import web_routes
from tests.patience import PATIENCE_SECONDS
from tests.ticketing.plans import MONDAY_MORNING
from tests.web.office import BOARD_PLAN, kept_port
from ticketing.plan import OfficePlan
from ticketing.wire.codec import encode
from ticketing.wire.messages import HEARTBEAT_SECONDS, PROTOCOL_VERSION, Welcome, office_card

NOW = MONDAY_MORNING.isoformat()


def call(number: int, at_counter: int = 1) -> dict[str, Any]:
    """The call number `number` of a long day."""
    called_at = (MONDAY_MORNING + timedelta(seconds=number)).isoformat()
    ticket = f"{1000 + number % 9000}"
    return {
        "call": number,
        "number": ticket,
        "field": "1",
        "counter": at_counter,
        "called_at": called_at,
        "recall": 0,
    }


def view(version: int, *calls: dict[str, Any], **values: Any) -> dict[str, Any]:
    """A frame with a board's view."""
    shown = {"day": "2026-11-23", "calls": list(calls), "waiting": {"1": 4}, "counters": [], **values}
    return {"type": "view", "version": version, "now": NOW, "view": shown}


class FrameServer:
    """Welcomes boards and desks, and says to all of them what the test wants."""

    def __init__(self, plan: OfficePlan) -> None:
        self.address = ""
        self.heard: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.presses: list[dict[str, Any]] = []
        self._joined: asyncio.Queue[None] = asyncio.Queue()
        self.first: list[dict[str, Any] | str] = [view(1, call(1))]
        self.page = ""
        self.served = ""  # of which version the pages say they are, where that is another one
        self._card = office_card(plan)
        self._boards: list[WebSocket] = []

    async def talk(self, board: WebSocket) -> None:
        """One board's dialogue."""
        await board.accept()
        self.heard.put_nowait(await board.receive_json())
        welcome = Welcome(PROTOCOL_VERSION, MONDAY_MORNING, HEARTBEAT_SECONDS, self._card, page=self.page)
        await board.send_text(encode(welcome))
        self._boards.append(board)
        await self.say(*self.first)
        if '"fault"' in json.dumps(self.first):
            await board.close()
            self._boards.remove(board)
            return
        self._joined.put_nowait(None)
        try:
            while True:
                frame = await board.receive_json()
                self.heard.put_nowait(frame)
                if frame["type"] == "command":
                    self.presses.append(frame)
        except WebSocketDisconnect:
            if board in self._boards:
                self._boards.remove(board)

    async def say(self, *frames: dict[str, Any] | str) -> None:
        """Send frames, or any texts, to every board."""
        for frame in frames:
            text = frame if isinstance(frame, str) else json.dumps(frame)
            for board in self._boards:
                await board.send_text(text)

    async def cut(self) -> None:
        """End every connection, as a cable that is pulled out."""
        for board in tuple(self._boards):
            self._boards.remove(board)
            await board.close(1011)

    async def hear(self, kind: str) -> dict[str, Any]:
        """The next frame of this type that a board has sent."""
        passed: list[dict[str, Any]] = []
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                while (frame := await self.heard.get())["type"] != kind:
                    passed.append(frame)
        except TimeoutError:
            raise AssertionError(f"no {kind!r} came within {PATIENCE_SECONDS:.0f} s, but {passed}") from None
        return frame

    def forget(self) -> None:
        """Leave out what was heard so far."""
        for queue in (self.heard, self._joined):
            while not queue.empty():
                queue.get_nowait()

    async def joined(self) -> None:
        """Wait until one more board or desk has its first view."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await self._joined.get()
        except TimeoutError:
            raise AssertionError(f"nobody joined within {PATIENCE_SECONDS:.0f} s") from None


class QuietServer(uvicorn.Server):
    """uvicorn that leaves the signals alone and says when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()

    def install_signal_handlers(self) -> None:
        """Do nothing."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and say so."""
        await super().startup(sockets)
        self.ready.set()


@asynccontextmanager
async def frame_server(
    plan: OfficePlan = BOARD_PLAN, media: Path | None = None
) -> AsyncIterator[FrameServer]:
    """A server of frames on a free port with the house's own pages."""
    server = FrameServer(plan)
    app = Starlette(
        routes=[
            *web_routes(MediaFolder(media), lambda: server.served or server.page),
            WebSocketRoute("/ws", server.talk),
        ]
    )
    config = uvicorn.Config(
        app,
        lifespan="off",
        ws="websockets-sansio",
        access_log=False,
        log_config=None,
        timeout_graceful_shutdown=1,
    )
    with kept_port() as port, socket.create_server(("127.0.0.1", port)) as listening:
        server.address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        http = QuietServer(config)
        serving = asyncio.create_task(http.serve([listening]))
        await http.ready.wait()
        try:
            yield server
        finally:
            http.should_exit = True
            await serving
