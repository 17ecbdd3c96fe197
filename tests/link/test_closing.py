"""The end of a link while its connection is being closed."""

import asyncio

import pytest

from link.client import ServerLink
from tests.link.small_office import COUNTER
from ticketing.wire.messages import ChannelClosed


class SlowToClose:
    """A connection whose other end is gone, and which takes its time to close."""

    def __init__(self) -> None:
        self.closes = asyncio.Event()
        self.may_close = asyncio.Event()
        self.is_closed = False

    async def send(self, text: str) -> None:
        """Nobody hears it."""

    async def receive(self) -> str:
        raise ChannelClosed("gone")

    async def close(self) -> None:
        self.closes.set()
        await self.may_close.wait()
        self.is_closed = True


async def test_a_link_that_is_told_to_stop_closes_its_connection_first() -> None:
    """Also where it was closing it just then, so that nothing is left open behind a short command."""
    channel = SlowToClose()

    async def connect() -> SlowToClose:
        return channel

    link = ServerLink(connect, COUNTER, new_id=lambda: "id", jitter=lambda: 0.0)
    running = asyncio.create_task(link.run())
    await channel.closes.wait()
    running.cancel()
    channel.may_close.set()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert channel.is_closed
