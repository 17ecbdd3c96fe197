"""One connection's dialogue: hello, welcome, then views, answers and presses, until it ends."""

import asyncio
import logging

from link.channel import Channel
from link.contract import CommandRefused, LinkLimits, Screen
from link.presses import UnansweredPresses
from link.refusals import LinkRefusal, sentence_of
from link.status import LinkStatus
from ticketing.wire.codec import decode_answer, decode_from_server, decode_view, encode
from ticketing.wire.messages import (
    PROTOCOL_VERSION,
    REPORT_SECONDS,
    Answered,
    ChannelClosed,
    DutyFrame,
    Fault,
    FromServer,
    Heartbeat,
    Hello,
    PaintedReport,
    Refused,
    Sentence,
    SoundState,
    TurnFrame,
    ViewFrame,
    Welcome,
)

log = logging.getLogger(__name__)


class ScreenRejected(Exception):
    """The server ended the dialogue instead of a welcome; `sentence` says why."""

    def __init__(self, name: str, sentence: Sentence) -> None:
        super().__init__(f"the server rejects this screen: {name}")
        self.sentence = sentence


class Dialogue:
    """What a screen and the server say over one channel."""

    def __init__(self, channel: Channel, screen: Screen, limits: LinkLimits) -> None:
        self._channel = channel
        self._screen = screen
        self._limits = limits

    async def greet(self, seen: int = 0) -> Welcome:
        """Say hello, and up to which version this screen has been shown the office; wait for the welcome.

        Raises ScreenRejected, ChannelClosed (also if the server takes too long) and WireError.
        """
        screen = self._screen
        hello = Hello(
            PROTOCOL_VERSION,
            screen.role,
            screen.token,
            screen.counter,
            screen.name,
            screen.zone,
            screen.can_speak,
            seen=seen,
        )
        try:
            async with asyncio.timeout(self._limits.connect_seconds_max):
                await self._channel.send(encode(hello))
                welcome = await self._welcome()
        except TimeoutError:
            raise ChannelClosed("the server did not answer the hello") from None
        if welcome.protocol != PROTOCOL_VERSION:
            name = "protocol-unknown"
            raise ScreenRejected(name, sentence_of(LinkRefusal(name)))
        return welcome

    async def talk(self, status: LinkStatus, presses: UnansweredPresses) -> None:
        """Hear and speak until one of them fails. Raises ChannelClosed or WireError."""
        presses.send_all_again()
        # No TaskGroup: before Python 3.13 it forgets a cancellation that meets the end of the connection.
        talking = [
            asyncio.create_task(self._hear(status, presses)),
            asyncio.create_task(self._speak(presses)),
            asyncio.create_task(self._prove(status)),
        ]
        try:
            ended, _ = await asyncio.wait(talking, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in talking:
                task.cancel()
            await asyncio.gather(*talking, return_exceptions=True)
        for task in ended:
            await task

    async def _welcome(self) -> Welcome:
        while True:
            match decode_from_server(await self._channel.receive()):
                case Welcome() as welcome:
                    return welcome
                case Fault(error=name, message=sentence, closing=True):
                    raise ScreenRejected(name, sentence)

    async def _hear(self, status: LinkStatus, presses: UnansweredPresses) -> None:
        while True:
            try:
                async with asyncio.timeout(self._limits.silence_seconds_max):
                    text = await self._channel.receive()
            except TimeoutError:
                raise ChannelClosed("the server has fallen silent") from None
            self._take(decode_from_server(text), status, presses)
            status.heard()

    async def _speak(self, presses: UnansweredPresses) -> None:
        while True:
            text = await presses.next_due()
            try:
                async with asyncio.timeout(self._limits.silence_seconds_max):
                    await self._channel.send(text)
            except TimeoutError:
                raise ChannelClosed("the server takes nothing any more") from None

    async def _prove(self, status: LinkStatus) -> None:
        """Tell the server which view this screen was shown, so that staff see that it lives."""
        while True:
            await asyncio.sleep(REPORT_SECONDS)
            if status.version is not None:
                sound: SoundState = "live" if self._screen.can_speak else "none"
                await self._channel.send(encode(PaintedReport(status.version, sound, self._screen.trouble())))

    def _take(self, frame: FromServer | None, status: LinkStatus, presses: UnansweredPresses) -> None:
        """What one frame changes; frames of newer servers change nothing.

        Raises ChannelClosed when a heartbeat tells of a view that never came: a new connection brings it.
        """
        if isinstance(frame, ViewFrame | Heartbeat):
            status.tell_time(frame.now)
        match frame:
            case Heartbeat(version=version) if status.lacks(version):
                raise ChannelClosed("a view was lost on its way")
            case ViewFrame(version=version, view=raw):
                status.shown(version, decode_view(self._screen.role, raw))
            case Answered(id=request_id, kind=kind, answer=raw):
                presses.settle(request_id, decode_answer(kind, raw))
            case Refused(id=request_id, error=name, message=sentence):
                presses.settle(request_id, CommandRefused(name, sentence))
            case TurnFrame():
                status.turned(frame)
            case DutyFrame(zone=zone):
                status.told_duty(zone)
            case Fault(error=name, message=sentence):
                log.warning("The server found fault: %s: %s", name, sentence.en)
