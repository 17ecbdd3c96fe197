"""What carries a link's frames: a channel of texts, and the one over websockets."""

from collections.abc import Awaitable, Callable
from typing import Protocol
from urllib.parse import SplitResult, urlsplit, urlunsplit

from websockets.asyncio.client import connect
from websockets.asyncio.connection import Connection
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidURI

from link.contract import CONNECT_SECONDS_MAX
from ticketing.wire.messages import ChannelClosed

SOCKET_PATH = "/ws"
SERVER_FRAME_BYTES_MAX = 1_048_576
CLOSE_SECONDS_MAX = 0.5

_SCHEMES = {"http": "ws", "https": "wss", "ws": "ws", "wss": "wss"}


class AddressMalformedError(ValueError):
    """A server's address can't be understood; the text says how one looks."""


class Channel(Protocol):
    """Carries texts both ways, in order, until it is closed."""

    async def send(self, text: str) -> None:
        """Give a text on its way. Raises ChannelClosed."""

    async def receive(self) -> str:
        """The next text. Raises ChannelClosed."""

    async def close(self) -> None:
        """End the channel; the other side's `receive` raises ChannelClosed."""


Connect = Callable[[], Awaitable[Channel]]
"""Makes a new channel to the server. Raises ChannelClosed."""


def socket_url(address: str) -> str:
    """The URL of the websocket at a server's address, which may be given as http://, ws:// or HOST:PORT.

    Raises AddressMalformedError.
    """
    parts = _url_parts(address if "://" in address else f"ws://{address}")
    if parts is None:
        raise AddressMalformedError(f"{address!r} is no server's address; write it as http://HOST:PORT")
    path = parts.path.rstrip("/")
    path = path if path.endswith(SOCKET_PATH) else path + SOCKET_PATH
    return urlunsplit((_SCHEMES[parts.scheme], parts.netloc, path, "", ""))


def _url_parts(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
        is_good = parts.scheme in _SCHEMES and parts.hostname and parts.port != 0
    except ValueError:
        return None
    return parts if is_good else None


def websocket_channel(url: str, connect_seconds_max: float = CONNECT_SECONDS_MAX) -> Connect:
    """What connects to the websocket at `url`, in at most `connect_seconds_max`."""

    async def connect_once() -> Channel:
        try:
            connection = await connect(
                url,
                open_timeout=connect_seconds_max,
                close_timeout=CLOSE_SECONDS_MAX,
                max_size=SERVER_FRAME_BYTES_MAX,
                ping_interval=None,  # the server's heartbeats show sooner that it lives
                compression=None,  # frames are small and stay in the house
                proxy=None,  # a proxy for the internet does not know the office's server
            )
        except (OSError, InvalidHandshake, InvalidURI) as error:
            raise ChannelClosed(f"no connection to {url}: {error}") from error
        return WebsocketChannel(connection)

    return connect_once


class WebsocketChannel:
    """A channel over one websocket."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def send(self, text: str) -> None:
        try:
            await self._connection.send(text)
        except ConnectionClosed as closed:
            raise ChannelClosed(str(closed)) from closed

    async def receive(self) -> str:
        try:
            return await self._connection.recv(decode=True)
        except ConnectionClosed as closed:
            raise ChannelClosed(str(closed)) from closed
        except UnicodeDecodeError as error:
            raise ChannelClosed("the server sent something that is no text") from error

    async def close(self) -> None:
        await self._connection.close()
