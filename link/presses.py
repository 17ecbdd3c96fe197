"""The presses that a screen has made and the server has not answered yet."""

import asyncio
from collections import deque
from dataclasses import dataclass

from link.contract import REPORTS_WAITING_MAX, CommandRefused, LinkLimits, Unanswered
from link.refusals import LinkRefusal, refused
from ticketing.answers import Answer
from ticketing.commands import Command
from ticketing.wire.codec import command_body, encode
from ticketing.wire.messages import FRAME_BYTES_MAX, CommandFrame, PaintedReport, Spoken

SendResult = Answer | CommandRefused

AT_ONCE = 0.0


@dataclass(slots=True, eq=False)
class _Press:
    """A press under way: `due` is the loop's time at which it is to be sent, `waiting` counts its callers."""

    request_id: str
    command: Command
    text: str
    result: asyncio.Future[SendResult]
    due: float = AT_ONCE
    waiting: int = 0


class UnansweredPresses:
    """Keeps every press until it is answered or nobody waits for it any more."""

    def __init__(self, limits: LinkLimits) -> None:
        self._limits = limits
        self._under_way: dict[str, _Press] = {}
        self._pressed = asyncio.Event()
        self._reports: deque[str] = deque(maxlen=REPORTS_WAITING_MAX)

    def report(self, frame: PaintedReport | Spoken) -> None:
        """Send a frame that has no answer, once; of those that wait for a connection the oldest are lost."""
        self._reports.append(encode(frame))
        self._pressed.set()

    async def answer(self, command: Command, request_id: str, patience_seconds: float) -> Answer:
        """The server's answer. Raises CommandRefused, or Unanswered, after which it is sent no more."""
        press = self._under_way.get(request_id) or self._begin(command, request_id)
        if press.command != command:
            raise refused(LinkRefusal("request-id-reused"))
        press.waiting += 1
        try:
            async with asyncio.timeout(patience_seconds):
                result = await asyncio.shield(press.result)
        except TimeoutError:
            raise Unanswered(f"no answer within {patience_seconds:g} s") from None
        finally:
            press.waiting -= 1
            if not press.waiting and self._under_way.get(request_id) is press:
                del self._under_way[request_id]
        if isinstance(result, CommandRefused):
            raise result
        return result

    def settle(self, request_id: str, result: SendResult) -> None:
        """The result has come; one that nobody waits for is passed over."""
        if press := self._under_way.pop(request_id, None):
            press.result.set_result(result)

    def send_all_again(self) -> None:
        """Whatever is unanswered is to be sent over the new connection, in the order of the presses."""
        for press in self._under_way.values():
            press.due = AT_ONCE

    async def next_due(self) -> str:
        """The text of the next frame to send; a press is due again when it is not answered in time."""
        loop = asyncio.get_running_loop()
        while True:
            if self._reports:
                return self._reports.popleft()
            first = min(self._under_way.values(), key=lambda press: press.due, default=None)
            if first and first.due <= loop.time():
                first.due = loop.time() + self._limits.answer_seconds_max
                return first.text
            self._pressed.clear()
            try:
                async with asyncio.timeout_at(first.due if first else None):
                    await self._pressed.wait()
            except TimeoutError:
                if first:  # a timer may fire a tick early; without this line the loop would spin until then
                    first.due = AT_ONCE

    def _begin(self, command: Command, request_id: str) -> _Press:
        if len(self._under_way) >= self._limits.unanswered_max:
            raise Unanswered(f"{len(self._under_way)} presses are unanswered; this one was not sent")
        text = encode(CommandFrame(request_id, command_body(command)))
        if len(text.encode()) > FRAME_BYTES_MAX:
            raise refused(LinkRefusal("frame-too-large", bytes_max=FRAME_BYTES_MAX))
        result: asyncio.Future[SendResult] = asyncio.get_running_loop().create_future()
        press = self._under_way[request_id] = _Press(request_id, command, text, result)
        self._pressed.set()
        return press
