"""A request's body is read whole before anything else, up to a named limit and within a named time."""

import asyncio
from collections.abc import Awaitable, Callable

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.api.refusals import ApiRefusal
from ticketing.wire.messages import FRAME_BYTES_MAX

BODY_BYTES_MAX = FRAME_BYTES_MAX
BODY_SECONDS_MAX = 10

Refuse = Callable[[Request, ApiRefusal], ASGIApp]


class BodyLimit:
    """Lets requests with a short body that comes soon through to `app`, and answers others by `refuse`."""

    def __init__(self, app: ASGIApp, refuse: Refuse, seconds: float = BODY_SECONDS_MAX) -> None:
        self._app = app
        self._refuse = refuse
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            async with asyncio.timeout(self._seconds):
                body = await _read(scope, receive)
        except ClientDisconnect:
            return
        except TimeoutError:
            late = ApiRefusal("body-too-late", seconds=self._seconds)
            await self._refuse(Request(scope), late)(scope, receive, send)
            return
        except ApiRefusal as refusal:
            await self._refuse(Request(scope), refusal)(scope, receive, send)
            return
        await self._app(scope, _replayed(body, receive), send)


async def _read(scope: Scope, receive: Receive) -> bytes:
    """The whole body. Raises ApiRefusal if it is too long."""
    too_large = ApiRefusal("body-too-large", bytes_max=BODY_BYTES_MAX)
    announced = Headers(scope=scope).get("content-length", "0")
    if announced.isdecimal() and int(announced) > BODY_BYTES_MAX:
        raise too_large
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        body += message.get("body", b"")
        if len(body) > BODY_BYTES_MAX:
            raise too_large
        if not message.get("more_body"):
            return bytes(body)


def _replayed(body: bytes, receive: Receive) -> Callable[[], Awaitable[Message]]:
    """A `receive` that gives the body once, and then what comes after it."""
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return messages.pop() if messages else await receive()

    return replay
