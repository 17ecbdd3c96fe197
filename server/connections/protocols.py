"""uvicorn's two protocols with a seat for each connection, and with answers and a log as we want them."""

import asyncio
import logging
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Protocol

import h11
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState
from websockets.datastructures import Headers
from websockets.frames import CloseCode
from websockets.http11 import Request, Response
from websockets.server import ServerProtocol

from server.connections.answer_headers import PlainAnswer
from server.connections.callers import NOBODY_TRUSTED, Trusted, counted_as, is_within, plain_address
from server.connections.seats import RequestSeats

CONNECTION = "connection"
DOORS = "doors"
NAMES_BY_STATUS = {405: "method-not-allowed", 403: "unknown-address", 500: "server-fault"}

log = logging.getLogger(__name__)


class PlainRefusals(Protocol):
    """How the API says no."""

    def plain(self, name: str, accept_language: str = "") -> PlainAnswer:
        """The refusal of this name, in the language that this header prefers."""


@dataclass(frozen=True, slots=True)
class Doors:
    """What every connection needs: the seats, whose addresses stand for many, and how one says no."""

    seats: RequestSeats
    refusals: PlainRefusals
    trusted: Trusted = NOBODY_TRUSTED

    def counted_as(self, address: str) -> str:
        """How limits by address count a connection from there; those of a trusted proxy are not counted."""
        address = plain_address(address)
        return "" if is_within(address, self.trusted.proxies) else counted_as(address)


class SeatedHttp(H11Protocol):
    """One connection over which requests come."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, {**app_state, CONNECTION: self}, _loop)
        self.doors: Doors = app_state[DOORS]
        self.counted_as = ""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's
        """Take a seat."""
        super().connection_made(transport)
        self.counted_as = self.doors.counted_as(self.client[0]) if self.client else ""
        self.doors.seats.arrive(self, self.loop.time())

    def connection_lost(self, exc: Exception | None) -> None:
        """Give the seat back."""
        super().connection_lost(exc)
        self.doors.seats.leave(self)

    def data_received(self, data: bytes) -> None:
        """Take what has come; whatever nobody has foreseen ends this connection and no other."""
        try:
            super().data_received(data)
        except Exception as error:  # noqa: BLE001 - a stranger's bytes: the log gets the kind of it
            log.warning("A connection sent what can't be taken: %s", type(error).__name__)
            self.doors.seats.turned_away["malformed"] += 1
            self.cut()

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        """Go on as a socket, whose screens have seats of their own."""
        self.doors.seats.leave(self)
        super().handle_websocket_upgrade(event)

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - uvicorn's words, which are not the API's
        """Say in the API's shape that this is no request, unless an answer is under way."""
        self.doors.seats.turned_away["malformed"] += 1
        if self.conn.our_state not in (h11.IDLE, h11.SEND_RESPONSE):
            self.transport.close()
            return
        self.transport.write(self.doors.refusals.plain("malformed-request").in_bytes())
        self.transport.close()

    def cut(self) -> None:
        """End it at once, whatever is still to be sent."""
        self.transport.abort()


class Handshake(ServerProtocol):
    """websockets' part of the protocol, which says no in the API's shape."""

    refusals: PlainRefusals
    language = ""

    def accept(self, request: Request) -> Response:
        """As websockets does; remembers in which language to say no."""
        self.language = request.headers.get("Accept-Language", "")
        return super().accept(request)

    def reject(self, status: Any, text: str) -> Response:
        """The API's refusal in the place of a line of text."""
        name = NAMES_BY_STATUS.get(int(status), "malformed-request")
        answer = self.refusals.plain(name, self.language)
        response = super().reject(status, text)
        del (
            response.headers["Content-Type"],
            response.headers["Content-Length"],
            response.headers["Connection"],
        )
        response.headers.update(Headers([*answer.headers, ("Connection", "close")]))
        response.body = answer.body
        return response


class SeatedSocket(WebSocketsSansIOProtocol):
    """One websocket."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self.doors: Doors = app_state[DOORS]
        self.conn = Handshake(max_size=config.ws_max_size, logger=self.logger)
        self.conn.refusals = self.doors.refusals

    def data_received(self, data: bytes) -> None:
        """Take what has come; whatever nobody has foreseen ends this connection and no other."""
        try:
            super().data_received(data)
        except Exception as error:  # noqa: BLE001 - a stranger's bytes: the log gets the kind of it
            log.warning("A websocket sent what can't be taken: %s", type(error).__name__)
            self.doors.seats.turned_away["malformed"] += 1
            self.transport.abort()
            return
        if not self.handshake_initiated:  # it came whole, and websockets would wait for ever
            self.doors.seats.turned_away["malformed"] += 1
            said = b"".join(self.conn.data_to_send())
            self.transport.write(said or self.conn.reject(HTTPStatus.BAD_REQUEST, "").serialize())
            self.transport.close()

    def send_receive_event_to_app(self) -> None:
        """Hand a message on, unless it is a text that is none: that ends the connection, without a line."""
        if self.curr_msg_data_type == "text" and not self.close_sent:
            try:
                b"".join(self.frames).decode()
            except UnicodeDecodeError:
                self.frames = []
                self.conn.send_close(CloseCode.INVALID_DATA)
                self.handle_parser_exception()
                return
        super().send_receive_event_to_app()

    def handle_parser_exception(self) -> None:
        """What came is no websocket's frame: say why, and end it."""
        self.doors.seats.turned_away["malformed"] += 1
        super().handle_parser_exception()
