"""The real link: keeps a connection to the server for ever and repeats presses until they are answered."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from link.channel import Channel, Connect, socket_url, websocket_channel
from link.contract import PATIENCE_SECONDS, LinkLimits, LinkState, Listener, Screen
from link.dialogue import Dialogue, ScreenRejected
from link.presses import UnansweredPresses
from link.status import LinkStatus
from ticketing.answers import Answer
from ticketing.commands import Command
from ticketing.wire.codec import View, WireError
from ticketing.wire.messages import ChannelClosed, OfficeCard, PaintedReport, Spoken

RETRY_DOUBLINGS_MAX = 16

log = logging.getLogger(__name__)


def retry_seconds(attempts: int, jitter: float, limits: LinkLimits) -> float:
    """How long to wait after so many vain attempts; it doubles up to the limit.

    `jitter` (0 to 1) takes away up to a half, so that an office's screens do not all come back at one moment.
    """
    whole = limits.retry_seconds_min * 2.0 ** min(attempts, RETRY_DOUBLINGS_MAX)
    return min(whole, limits.retry_seconds_max) * (1 - jitter / 2)


class ServerLink:
    """The link of one screen to the server at `address`, or over the channels that a Connect makes.

    `new_id` gives a request id that nobody has used before, `jitter` a number between 0 and 1 for every
    retry. Raises AddressMalformedError.
    """

    def __init__(
        self,
        address: str | Connect,
        screen: Screen,
        *,
        new_id: Callable[[], str],
        jitter: Callable[[], float],
        limits: LinkLimits | None = None,
    ) -> None:
        self._limits = limits or LinkLimits()
        if isinstance(address, str):
            address = websocket_channel(socket_url(address), self._limits.connect_seconds_max)
        self._connect = address
        self._screen = screen
        self._new_id = new_id
        self._jitter = jitter
        self._status = LinkStatus(self._limits.old_after_seconds)
        self._presses = UnansweredPresses(self._limits)
        self._attempts = 0
        self._trouble = ""

    @property
    def state(self) -> LinkState:
        """How much the view can be trusted."""
        return self._status.state

    @property
    def office(self) -> OfficeCard | None:
        """What the last welcome said of the office."""
        return self._status.office

    @property
    def view(self) -> View | None:
        """The last good view."""
        return self._status.view

    def now(self) -> datetime | None:
        """The office's local time, by what the server last said of it."""
        return self._status.now()

    def listen(self, listener: Listener) -> None:
        """Tell `listener` of every event from now on."""
        self._status.listen(listener)

    async def send(
        self, command: Command, *, request_id: str = "", patience_seconds: float = PATIENCE_SECONDS
    ) -> Answer:
        """The server's answer. Raises CommandRefused or Unanswered."""
        return await self._presses.answer(command, request_id or self._new_id(), patience_seconds)

    def report(self, frame: PaintedReport | Spoken) -> None:
        """Send a frame that has no answer as soon as there is a connection."""
        self._presses.report(frame)

    def has_seen(self, version: int) -> None:
        """This screen had been shown that version before it was started anew."""
        self._status.seen = version

    async def run(self) -> None:
        """Keep the connection for ever; ends only by cancellation."""
        try:
            while True:
                await self._try()
                seconds = retry_seconds(self._attempts, self._jitter(), self._limits)
                self._attempts += 1
                await asyncio.sleep(seconds)
        finally:
            self._status.stop()

    async def _try(self) -> None:
        """Connect once and talk for as long as the connection lasts."""
        try:
            channel = await self._new_channel()
        except ChannelClosed as failure:
            self._lost(str(failure))
            return
        try:
            await self._talk_over(channel)
        except (ChannelClosed, WireError) as end:
            self._lost(str(end))
        finally:
            await _closed(channel)

    async def _new_channel(self) -> Channel:
        try:
            async with asyncio.timeout(self._limits.connect_seconds_max):
                return await self._connect()
        except (OSError, TimeoutError) as error:
            raise ChannelClosed(f"no connection: {error}") from error

    async def _talk_over(self, channel: Channel) -> None:
        dialogue = Dialogue(channel, self._screen, self._limits)
        try:
            welcome = await dialogue.greet(self._status.seen)
        except ScreenRejected as rejection:
            self._rejected(rejection)
            return
        self._status.tell_time(welcome.now)
        self._status.welcomed(welcome.office, welcome.catalogue)
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            await dialogue.talk(self._status, self._presses)
        finally:
            if loop.time() - began >= self._limits.retry_seconds_max:  # else it would come back too often
                self._attempts, self._trouble = 0, ""

    def _lost(self, trouble: str) -> None:
        self._log(trouble)
        self._status.lost()

    def _rejected(self, rejection: ScreenRejected) -> None:
        self._log(str(rejection))
        self._attempts = RETRY_DOUBLINGS_MAX
        self._status.rejected(rejection.sentence)

    def _log(self, trouble: str) -> None:
        """Say what is wrong once, and not again with every retry of a long night."""
        level = logging.DEBUG if trouble == self._trouble else logging.WARNING
        log.log(level, "The link is down, will try again: %s", trouble)
        self._trouble = trouble


async def _closed(channel: Channel) -> None:
    """Close the channel to its end, also where the link is told to stop meanwhile."""
    closing = asyncio.ensure_future(channel.close())
    try:
        await asyncio.shield(closing)
    except asyncio.CancelledError:
        await closing
        raise
