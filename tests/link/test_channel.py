"""Addresses of servers, and the channel over a real websocket."""

import pytest
from websockets.asyncio.server import ServerConnection, serve

from link.channel import (
    SERVER_FRAME_BYTES_MAX,
    AddressMalformedError,
    Channel,
    socket_url,
    websocket_channel,
)
from link.client import ServerLink
from tests.link.small_office import DISPLAY
from ticketing.wire.messages import ChannelClosed

ADDRESSES = [
    ("http://192.168.1.10:8700", "ws://192.168.1.10:8700/ws"),
    ("http://motcua.lan/", "ws://motcua.lan/ws"),
    ("https://motcua.example", "wss://motcua.example/ws"),
    ("ws://127.0.0.1:8700/ws", "ws://127.0.0.1:8700/ws"),
    ("wss://motcua.example/quay", "wss://motcua.example/quay/ws"),
    ("127.0.0.1:8700", "ws://127.0.0.1:8700/ws"),
    ("http://[::1]:8700", "ws://[::1]:8700/ws"),
]


@pytest.mark.parametrize(("address", "url"), ADDRESSES)
def test_an_address_leads_to_its_websocket(address: str, url: str) -> None:
    """Every way in which an office may write its server's address is understood."""
    assert socket_url(address) == url


@pytest.mark.parametrize(
    "address", ["", "http://", "ftp://host", "http://host:port", "http://host:70000", "h:0"]
)
def test_a_wrong_address_is_refused_with_a_hint(address: str) -> None:
    """The error says how an address is written, before anything is connected."""
    with pytest.raises(AddressMalformedError, match="http://HOST:PORT"):
        ServerLink(address, DISPLAY, new_id=lambda: "press", jitter=lambda: 0.0)


async def connected(connection_does: str) -> Channel:
    """A channel to a server that does one thing and hangs up."""

    async def handle(connection: ServerConnection) -> None:
        match connection_does:
            case "echo":
                await connection.send(await connection.recv())
            case "bytes":
                await connection.send(b"\xff")
            case "abort":
                connection.transport.abort()
            case "flood":
                await connection.send("x" * (SERVER_FRAME_BYTES_MAX + 1))

    server = await serve(handle, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    channel = await websocket_channel(f"ws://127.0.0.1:{port}/ws")()
    server.close(close_connections=False)
    return channel


async def test_texts_go_both_ways() -> None:
    """What is sent comes back whole, Vietnamese letters included, until the server hangs up."""
    channel = await connected("echo")
    await channel.send("Đặng Thị Ngữ")
    assert await channel.receive() == "Đặng Thị Ngữ"
    with pytest.raises(ChannelClosed):
        await channel.receive()
    with pytest.raises(ChannelClosed):
        await channel.send("too late")
    await channel.close()


@pytest.mark.parametrize("fault", ["bytes", "abort", "flood"])
async def test_whatever_is_no_text_ends_the_channel(fault: str) -> None:
    """Bytes that are no text, a broken connection and an endless frame just end the channel."""
    channel = await connected(fault)
    with pytest.raises(ChannelClosed):
        await channel.receive()
    await channel.close()


async def test_where_nobody_listens_there_is_no_channel() -> None:
    """A refused connection is told with its cause."""
    server = await serve(lambda _: None, "127.0.0.1", 0)  # type: ignore[arg-type, return-value]  # never called
    port = server.sockets[0].getsockname()[1]
    server.close()
    await server.wait_closed()
    with pytest.raises(ChannelClosed, match=f"no connection to ws://127.0.0.1:{port}/ws"):
        await websocket_channel(f"ws://127.0.0.1:{port}/ws")()
