"""A server's side of the dialogue over any channel, with a fake office behind it."""

import asyncio
from contextlib import suppress

from link.channel import Channel
from link.contract import CommandRefused, Screen
from tests.link.fake_office import FakeOffice
from tests.link.small_office import NOW
from ticketing.wire import codec
from ticketing.wire.messages import (
    PROTOCOL_VERSION,
    Answered,
    ChannelClosed,
    CommandFrame,
    Fault,
    FromServer,
    Heartbeat,
    Hello,
    Refused,
    ViewFrame,
    Welcome,
)


class FakeServer:
    """Serves a fake office, one channel a screen; `close_all` ends all channels."""

    def __init__(self, office: FakeOffice, heartbeat_seconds: float) -> None:
        self.office = office
        self.channels: set[Channel] = set()
        self.loses_next_answer = False
        self._heartbeat_seconds = heartbeat_seconds
        self._changed: dict[Channel, asyncio.Event] = {}
        office.watch(self._look)

    def _look(self) -> None:
        for changed in self._changed.values():
            changed.set()

    async def serve(self, channel: Channel) -> None:
        """The whole dialogue with one screen."""
        self.channels.add(channel)
        try:
            with suppress(ChannelClosed):
                await self._dialogue(channel)
        finally:
            self.channels.remove(channel)
            self._changed.pop(channel, None)

    async def close_all(self) -> None:
        """End every channel."""
        for channel in tuple(self.channels):
            await channel.close()

    async def _dialogue(self, channel: Channel) -> None:
        hello = codec.decode_from_screen(await channel.receive())
        assert isinstance(hello, Hello)
        screen = Screen(hello.role, hello.token, hello.counter, hello.name)
        if sentence := self.office.rejection_of(screen):
            await self._send(channel, Fault("token-wrong", sentence, closing=True))
            await channel.close()
            return
        beat = self._heartbeat_seconds
        await self._send(channel, Welcome(PROTOCOL_VERSION, NOW, beat, self.office.card()))
        changed = self._changed[channel] = asyncio.Event()
        changed.set()
        showing = asyncio.create_task(self._show(channel, screen, changed))
        try:
            while True:
                await self._take(channel, screen, codec.decode_from_screen(await channel.receive()))
        finally:
            showing.cancel()
            with suppress(asyncio.CancelledError, ChannelClosed):
                await showing

    async def _show(self, channel: Channel, screen: Screen, changed: asyncio.Event) -> None:
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._heartbeat_seconds):
                    await changed.wait()
            version = self.office.version
            if changed.is_set():
                view = codec.encode_value(self.office.view_of(screen))
                await self._send(channel, ViewFrame(version, NOW, view))
                changed.clear()
            else:
                await self._send(channel, Heartbeat(version, NOW))

    async def _take(self, channel: Channel, screen: Screen, frame: object) -> None:
        if not isinstance(frame, CommandFrame):
            return
        try:
            answer = self.office.do(codec.command_from(frame.command), request_id=frame.id, screen=screen)
            reply: FromServer = Answered(frame.id, *codec.encode_answer(answer))
        except CommandRefused as refused:
            reply = Refused(frame.id, refused.name, refused.message)
        if self.loses_next_answer:
            self.loses_next_answer = False
            await channel.close()
        await self._send(channel, reply)

    async def _send(self, channel: Channel, frame: FromServer) -> None:
        await channel.send(codec.encode(frame))
