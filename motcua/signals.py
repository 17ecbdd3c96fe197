"""A program's end as it is told from outside: by Ctrl+C, by systemd, or by a terminal that closes."""

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager

ENDING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


@contextmanager
def told_to_end() -> Iterator[asyncio.Event]:
    """An event that is set when the program is told to end, which then does not die at once."""
    loop = asyncio.get_running_loop()
    told = asyncio.Event()
    for number in ENDING:
        loop.add_signal_handler(number, told.set)
    try:
        yield told
    finally:
        for number in ENDING:
            loop.remove_signal_handler(number)
