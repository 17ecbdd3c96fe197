"""Who waits for a PIN to be looked at, and whose turn it is: fair by address, so a flood waits for itself."""

import asyncio
from collections import OrderedDict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Generic, TypeVar

from server.refusals import ServerRefusal

CHECKS_AT_ONCE_MAX = 2
STRANGERS_AT_ONCE_MAX = 1
SIGN_INS_WAITING_MAX = 16

Item = TypeVar("Item")
Lane = deque[Item]


class QueueFull(Exception):
    """Nobody who waits has taken more places than whoever came last would."""


class FairQueue(Generic[Item]):
    """A lane for each address, which have their turns round and round; CHECKS_AT_ONCE_MAX have one at once.

    Addresses from which nobody has signed in before have STRANGERS_AT_ONCE_MAX of those turns, one after one
    of staff where such wait, too, and SIGN_INS_WAITING_MAX places to wait in, as the others have. Where all
    are taken the newest of the longest lane gives way.
    """

    def __init__(self) -> None:
        self._lanes: dict[bool, OrderedDict[str, Lane[Item]]] = {True: OrderedDict(), False: OrderedDict()}
        self._under_way = {True: 0, False: 0}
        self._was_staffs = False

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

    def take(self) -> tuple[Item, bool] | None:
        """Whose turn begins now, and whether at an address of staff; None where nobody may begin."""
        if sum(self._under_way.values()) >= CHECKS_AT_ONCE_MAX:
            return None
        strangers = self._lanes[False] if self._under_way[False] < STRANGERS_AT_ONCE_MAX else None
        is_staffs = bool(self._lanes[True]) and not (self._was_staffs and strangers)
        if not is_staffs and not strangers:
            return None
        self._was_staffs = is_staffs
        self._under_way[is_staffs] += 1
        lanes = self._lanes[is_staffs]
        address, lane = lanes.popitem(last=False)
        item = lane.popleft()
        if lane:
            lanes[address] = lane
        return item, is_staffs

    def end(self, *, is_staffs: bool) -> None:
        """A turn is over."""
        self._under_way[is_staffs] -= 1


class CheckTurns:
    """Lets the tasks of an event loop go on in the order of a FairQueue."""

    def __init__(self) -> None:
        self._queue: FairQueue[asyncio.Future[None]] = FairQueue()

    @asynccontextmanager
    async def turn(self, address: str, *, is_staffs: bool) -> AsyncIterator[None]:
        """Wait for a turn, which lasts as long as the context. Raises ServerRefusal."""
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        try:
            outcast = self._queue.put(mine, address, is_staffs=is_staffs)
        except QueueFull:
            raise ServerRefusal("too-busy") from None
        if outcast and not outcast.done():
            outcast.set_exception(ServerRefusal("too-busy"))
        self._go_on()
        try:
            await mine
            yield
        finally:
            # One who is sent away before the turn came has none to end, and stays behind to be passed over.
            if mine.done() and not mine.cancelled() and mine.exception() is None:
                self._queue.end(is_staffs=is_staffs)
                self._go_on()

    def _go_on(self) -> None:
        """Give turns to those who still wait for one."""
        while taken := self._queue.take():
            mine, is_staffs = taken
            if mine.done():
                self._queue.end(is_staffs=is_staffs)
            else:
                mine.set_result(None)
