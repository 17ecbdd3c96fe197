"""What every request passes before the application: who asks, its seat, and what each answer says besides."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.connections.answer_headers import guarded
from server.connections.callers import Caller, caller_of, is_within
from server.connections.origins import IS_FORWARDED
from server.connections.protocols import CONNECTION, Doors

CALLER = "caller"
ANSWER_BEGINS = ("http.response.start", "websocket.http.response.start")
TOKENS_LOOKED_AT_MAX = 32

log = logging.getLogger(__name__)

KnowsToken = Callable[[str], Awaitable[bool]]


class Entrance:
    """The layer around the whole application, so that no answer leaves without what all of them say."""

    def __init__(self, app: ASGIApp, doors: Doors, knows_token: KnowsToken) -> None:
        self._app = app
        self._doors = doors
        self._knows_token = knows_token
        self._looked_at = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        _introduce(scope, self._doors)
        answer = GuardedAnswer(scope["path"], send)
        connection = scope["state"].get(CONNECTION)
        if connection is None or scope["type"] == "websocket":
            await self._answer(scope, receive, answer)
            return
        if not await self._has_seat(scope, connection):
            language = Request(scope).headers.get("accept-language", "")
            refused = self._doors.refusals.plain("too-many-connections", language)
            response = Response(refused.body, refused.status, dict(refused.headers))
            await response(scope, receive, answer.send)
            return
        try:
            await self._answer(scope, receive, answer)
        finally:
            self._doors.seats.rest(connection, asyncio.get_running_loop().time())

    async def _answer(self, scope: Scope, receive: Receive, answer: "GuardedAnswer") -> None:
        try:
            await self._app(scope, receive, answer.send)
        except Exception as error:
            # A fault that was answered is in the log already; screens that go away are no fault.
            if scope["type"] == "websocket" or isinstance(error, OSError):
                raise
            if answer.status != 500:
                log.exception("A request failed after its answer had begun")

    async def _has_seat(self, scope: Scope, connection: Any) -> bool:
        """Whether the request may be answered; a token is looked at only where there is no other seat."""
        seats, loop = self._doors.seats, asyncio.get_running_loop()
        if seats.begin(connection, loop.time()):
            return True
        scheme, _, token = Request(scope).headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token or self._looked_at >= TOKENS_LOOKED_AT_MAX:
            return False
        self._looked_at += 1
        try:
            is_known = await self._knows_token(token.strip())
        finally:
            self._looked_at -= 1
        return is_known and seats.begin(connection, loop.time(), has_token=True)


class GuardedAnswer:
    """Sends an answer with the headers that all have, and knows its status once it has begun."""

    def __init__(self, path: str, send: Send) -> None:
        self.status = 0
        self._path = path
        self._send = send

    async def send(self, message: Message) -> None:
        """As ASGI's `send`."""
        if message["type"] in ANSWER_BEGINS:
            self.status = message["status"]
            headers = guarded(self._path, self.status, message.get("headers", ()))
            message = {**message, "headers": headers}
        await self._send(message)


def _introduce(scope: Scope, doors: Doors) -> None:
    """Put into the scope who asks, for whoever counts by address or lets somebody in by it."""
    peer, port = scope.get("client") or ("", 0)
    caller = caller_of(peer, scope["headers"], doors.trusted.proxies)
    state = scope.setdefault("state", {})
    state[CALLER], state[IS_FORWARDED] = caller, is_within(peer, doors.trusted.proxies)
    scope["client"] = (caller.address, port if caller.address == peer else 0)


def caller_in(connection: HTTPConnection) -> Caller:
    """Who asks; nobody certain where no entrance was passed."""
    found = connection.scope.get("state", {}).get(CALLER)
    return found if isinstance(found, Caller) else Caller("", is_certain=False)
