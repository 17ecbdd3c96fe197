"""A channel in memory whose network can drop, delay, duplicate and reorder texts, or be cut."""

import asyncio
from collections import deque
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count
from random import Random

from ticketing.wire.messages import ChannelClosed


@dataclass(frozen=True, slots=True)
class Faults:
    """How a network in memory misbehaves; chances are between 0 and 1, for each text.

    A text takes up to `delay_seconds_max` of the running loop's time. Texts arrive in their order but for
    those that `reorder` lets overtake others. `random_source` decides all, so a seed gives the same again.
    """

    random_source: Random | None = None
    drop: float = 0.0
    duplicate: float = 0.0
    reorder: float = 0.0
    delay_seconds_max: float = 0.0

    def happens(self, chance: float) -> bool:
        """Whether a fault of this chance happens now."""
        return self.random_source is not None and chance > 0 and self.random_source.random() < chance

    def delay_seconds(self) -> float:
        """How long the next text takes."""
        return (
            self.random_source.uniform(0, self.delay_seconds_max)
            if self.random_source
            else self.delay_seconds_max
        )


class _Way:
    """One direction of a line: what is put in at one end is taken out at the other."""

    def __init__(self, faults: Faults) -> None:
        self.is_ended = False
        self._faults = faults
        self._arriving: list[tuple[float, int, str | None]] = []
        self._arrived: deque[str] = deque()
        self._woken = asyncio.Event()
        self._serials = count()
        self._last_due = 0.0

    def put(self, text: str | None, *, in_order: bool = True) -> None:
        """Let `text`, or with None the end, arrive after the network's delay."""
        loop = asyncio.get_running_loop()
        due = loop.time() + self._faults.delay_seconds()
        if in_order:
            due = self._last_due = max(due, self._last_due)
        heappush(self._arriving, (due, next(self._serials), text))
        loop.call_at(due, self._arrive)

    async def take(self) -> str:
        """The next text that arrives. Raises ChannelClosed when none will."""
        while not self._arrived:
            if self.is_ended:
                raise ChannelClosed("the channel is closed")
            self._woken.clear()
            await self._woken.wait()
        return self._arrived.popleft()

    def end(self) -> None:
        """Let nothing arrive any more, not even what is on its way."""
        self.is_ended = True
        self._arriving.clear()
        self._arrived.clear()
        self._woken.set()

    def _arrive(self) -> None:
        if not self._arriving or self.is_ended:
            return
        _, _, text = heappop(self._arriving)
        if text is None:
            self.is_ended = True
        else:
            self._arrived.append(text)
        self._woken.set()


class MemoryChannel:
    """One end of a pair made by memory_channel_pair."""

    def __init__(self, outward: _Way, inward: _Way, faults: Faults) -> None:
        self._outward = outward
        self._inward = inward
        self._faults = faults

    async def send(self, text: str) -> None:
        """Give a text on its way. Raises ChannelClosed."""
        if self._inward.is_ended:
            raise ChannelClosed("the channel is closed")
        if self._faults.happens(self._faults.drop):
            return
        for _ in range(2 if self._faults.happens(self._faults.duplicate) else 1):
            self._outward.put(text, in_order=not self._faults.happens(self._faults.reorder))

    async def receive(self) -> str:
        """The next text. Raises ChannelClosed."""
        return await self._inward.take()

    async def close(self) -> None:
        """End the channel; what has been sent in order before still arrives."""
        if not self._inward.is_ended:
            self._inward.end()
            self._outward.put(None)

    def cut(self) -> None:
        """Break the line for both ends at once; what was on its way is lost."""
        self._inward.end()
        self._outward.end()


def memory_channel_pair(faults: Faults | None = None) -> tuple[MemoryChannel, MemoryChannel]:
    """Two ends of one line; without `faults` a line that is quick and loses nothing."""
    faults = faults or Faults()
    there, back = _Way(faults), _Way(faults)
    return MemoryChannel(there, back, faults), MemoryChannel(back, there, faults)
