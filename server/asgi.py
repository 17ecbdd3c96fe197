"""The websocket endpoint as a plain ASGI application: a channel around ASGI's two callables."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, MutableMapping
from contextlib import suppress
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from server.connections.origins import Origins
from server.services import Services
from server.sockets import Conversation
from ticketing.wire.codec import encode
from ticketing.wire.messages import ChannelClosed, Fault

AsgiMessage = MutableMapping[str, Any]
AsgiReceive = Callable[[], Awaitable[AsgiMessage]]
AsgiSend = Callable[[AsgiMessage], Awaitable[None]]
Endpoint = Callable[[Request], Coroutine[Any, Any, Response]]

CLOSED_NORMALLY = 1000
CLOSE_SECONDS_MAX = 2.0


class AsgiChannel:
    """One accepted websocket."""

    def __init__(self, receive: AsgiReceive, send: AsgiSend) -> None:
        self._receive = receive
        self._send = send
        self._is_open = True

    async def accept(self) -> None:
        """Finish the handshake. Raises ChannelClosed."""
        await self._receive()
        await self._put({"type": "websocket.accept"})

    async def send(self, text: str) -> None:
        """Send one text frame. Raises ChannelClosed."""
        await self._put({"type": "websocket.send", "text": text})

    async def receive(self) -> str | bytes:
        """The next text or binary frame. Raises ChannelClosed."""
        message = await self._receive()
        if message["type"] == "websocket.disconnect":
            self._is_open = False
            raise ChannelClosed
        text: str | None = message.get("text")
        return text if text is not None else bytes(message["bytes"])

    async def close(self) -> None:
        """End the connection, if it has not ended yet; says goodbye unless the other end reads nothing."""
        if self._is_open:
            self._is_open = False
            try:
                async with asyncio.timeout(CLOSE_SECONDS_MAX):
                    await self._send({"type": "websocket.close", "code": CLOSED_NORMALLY})
            except (OSError, RuntimeError):  # a TimeoutError is an OSError
                return  # the other end was quicker, or is stuck

    async def _put(self, message: AsgiMessage) -> None:
        if not self._is_open:
            raise ChannelClosed
        try:
            await self._send(message)
        except (OSError, RuntimeError) as error:
            self._is_open = False
            raise ChannelClosed from error


class SocketEndpoint:
    """The application behind `/ws`."""

    def __init__(self, services: Services, page_version: Callable[[], str], origins: Origins) -> None:
        self._services = services
        self._page_version = page_version
        self._origins = origins

    async def __call__(self, scope: AsgiMessage, receive: AsgiReceive, send: AsgiSend) -> None:
        channel = AsgiChannel(receive, send)
        try:
            await channel.accept()
        except ChannelClosed:
            return
        if refusal := self._origins.refusal_of(scope):
            with suppress(ChannelClosed):
                sentence = self._services.translator.sentence(refusal)
                await channel.send(encode(Fault(refusal.name, sentence, closing=True)))
            await channel.close()
            return
        is_page = any(name == b"origin" for name, _ in scope["headers"])
        address = (scope.get("client") or ("",))[0]
        await Conversation(self._services, channel, self._page_version if is_page else None, address).run()
