"""The loop that a server runs on: uvloop where it is installed, asyncio's own elsewhere."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

try:
    import uvloop
except ImportError:  # it does not install everywhere that Python does
    _new_loop: Callable[[], asyncio.AbstractEventLoop] = asyncio.new_event_loop
    LOOP_NAME = "asyncio"
else:
    _new_loop = uvloop.new_event_loop
    LOOP_NAME = "uvloop"

T = TypeVar("T")


def run(main: Coroutine[Any, Any, T]) -> T:
    """As asyncio.run does, on the loop of LOOP_NAME."""
    with asyncio.Runner(loop_factory=_new_loop) as runner:
        return runner.run(main)
