"""Who waits for a PIN to be looked at, and whose turn it is: fair by address, so a flood waits for itself."""

import asyncio
from collections import OrderedDict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Generic, TypeVar

from server.refusals import ServerRefusal

CHECKS_AT_ONCE_MAX = 2
SIGN_INS_WAITING_MAX = 16

Item = TypeVar("Item")
Lane = deque[Item]


class QueueFull(Exception):
    """Nobody who waits has taken more places than whoever came last would."""


class FairQueue(Generic[Item]):
    """A lane for each address, which have their turns round and round.

    Addresses from which staff have signed in before have every other turn, and SIGN_INS_WAITING_MAX places of
    their own beside those of strangers. Where all are taken the newest of the longest lane gives way.
    """

    def __init__(self) -> None:
        self._lanes: dict[bool, OrderedDict[str, Lane[Item]]] = {True: OrderedDict(), False: OrderedDict()}
        self._is_staffs_turn = True

    def put(self, item: Item, address: str, *, is_staffs: bool) -> Item | None:
        """Let `item` wait; answers whoever gives way to it. Raises QueueFull."""
        lanes, outcast = self._lanes[is_staffs], None
        if sum(map(len, lanes.values())) >= SIGN_INS_WAITING_MAX:
            longest = max(lanes, key=lambda each: len(lanes[each]))
            if len(lanes[longest]) <= len(lanes.get(address, ())) + 1:
                raise QueueFull
            outcast = lanes[longest].pop()
        lanes.setdefault(address, deque()).append(item)
        return outcast

    def take(self) -> Item | None:
        """Whose turn it is; they wait no more. None where nobody waits."""
        first, second = self._lanes[self._is_staffs_turn], self._lanes[not self._is_staffs_turn]
        self._is_staffs_turn = not self._is_staffs_turn
        if not (lanes := first or second):
            return None
        address, lane = lanes.popitem(last=False)
        item = lane.popleft()
        if lane:
            lanes[address] = lane
        return item


class CheckTurns:
    """Lets CHECKS_AT_ONCE_MAX go on at once, and the others in the order of a FairQueue."""

    def __init__(self) -> None:
        self._free = CHECKS_AT_ONCE_MAX
        self._waiting: FairQueue[asyncio.Future[None]] = FairQueue()

    @asynccontextmanager
    async def turn(self, address: str, *, is_staffs: bool) -> AsyncIterator[None]:
        """Wait for a turn, which lasts as long as the context. Raises ServerRefusal."""
        if self._free:
            self._free -= 1
        else:
            await self._wait(address, is_staffs=is_staffs)
        try:
            yield
        finally:
            self._pass_on()

    async def _wait(self, address: str, *, is_staffs: bool) -> None:
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        try:
            outcast = self._waiting.put(mine, address, is_staffs=is_staffs)
        except QueueFull:
            raise ServerRefusal("too-busy") from None
        if outcast and not outcast.done():
            outcast.set_exception(ServerRefusal("too-busy"))
        try:
            await mine
        except asyncio.CancelledError:
            if mine.done() and not mine.cancelled() and mine.exception() is None:
                self._pass_on()  # the turn came while its owner was sent away
            raise

    def _pass_on(self) -> None:
        """Give the turn to the next one who still waits for it."""
        while mine := self._waiting.take():
            if not mine.done():
                mine.set_result(None)
                return
        self._free += 1
