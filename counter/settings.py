"""What an office may set about a clerk's desk, and where its request ids come from."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from counter.keyboard import KeyTime, LoopTime
from link.contract import PATIENCE_SECONDS
from ticketing.desk.arrivals import ARRIVAL_DEFAULT, ArrivalSetting
from ticketing.desk.keys import KEY_MODE_DEFAULT, KeyMode

REQUEST_ID_BITS = 64
TICK_SECONDS = 1.0


def random_request_ids(random_source: Random) -> Callable[[], str]:
    """What answers another request id at every call."""
    return lambda: f"{random_source.getrandbits(REQUEST_ID_BITS):016x}"


def _fresh_request_ids() -> Callable[[], str]:
    return random_request_ids(Random())  # noqa: S311 - ids must be unlike each other, nobody guesses them


@dataclass(frozen=True, slots=True)
class CounterSettings:
    """How this desk behaves.

    `new_request_id` answers another text at every call; without it they are random. `is_bar` keeps to
    two lines in a terminal of any height. `seconds` is a clock that never goes back,
    the running loop's unless another one is given. `arrival` is how the clerk is told of the first who comes.
    `keys` are those that the clerk works with, `key_time` is the time that keys are held back by.
    """

    new_request_id: Callable[[], str] | None = None
    tick_seconds: float = TICK_SECONDS
    patience_seconds: float = PATIENCE_SECONDS
    is_bar: bool = False
    seconds: Callable[[], float] | None = None
    arrival: ArrivalSetting = ARRIVAL_DEFAULT
    keys: KeyMode = KEY_MODE_DEFAULT
    key_time: KeyTime = field(default_factory=LoopTime)

    def request_ids(self) -> Callable[[], str]:
        """What answers request ids."""
        return self.new_request_id or _fresh_request_ids()

    def seconds_now(self) -> float:
        """The moment on a clock that never goes back."""
        return self.seconds() if self.seconds else asyncio.get_running_loop().time()
