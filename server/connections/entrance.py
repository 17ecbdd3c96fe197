"""What every request passes before the application: who asks, and what each answer says besides."""

import logging
from dataclasses import dataclass

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.connections.answer_headers import guarded
from server.connections.callers import Caller, Network, caller_of

CALLER = "caller"
ANSWER_BEGINS = ("http.response.start", "websocket.http.response.start")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Entrance:
    """The layer around the whole application, so that no answer leaves without what all of them say."""

    app: ASGIApp
    proxies: tuple[Network, ...] = ()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        _introduce(scope, self.proxies)
        answer = GuardedAnswer(scope["path"], send)
        try:
            await self.app(scope, receive, answer.send)
        except Exception as error:
            # A fault that was answered is in the log already; screens that go away are no fault.
            if scope["type"] == "websocket" or isinstance(error, OSError):
                raise
            if answer.status != 500:
                log.exception("A request failed after its answer had begun")


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


def _introduce(scope: Scope, proxies: tuple[Network, ...]) -> None:
    """Put into the scope who asks, for whoever counts by address or lets somebody in by it."""
    peer, port = scope.get("client") or ("", 0)
    caller = caller_of(peer, scope["headers"], proxies)
    scope.setdefault("state", {})[CALLER] = caller
    scope["client"] = (caller.address, port if caller.address == peer else 0)


def caller_in(connection: HTTPConnection) -> Caller:
    """Who asks; nobody certain where no entrance was passed."""
    found = connection.scope.get("state", {}).get(CALLER)
    return found if isinstance(found, Caller) else Caller("", is_certain=False)
