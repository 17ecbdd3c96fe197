"""A real server on a free port in a thread of its own, for clients that know no asyncio."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path

from server.app import Settings, running_server
from server.services import Services
from tests.patience import PATIENCE_SECONDS
from tests.server.fakes import ManualClock
from tests.ticketing.plans import PLAN

Tokens = dict[str, str]
Prepare = Callable[[Services, Path], Awaitable[Tokens]]


async def _serve(
    folder: Path, prepare: Prepare, started: "Future[tuple[str, Tokens, asyncio.Event]]"
) -> None:
    """Run a server until the event is set; tell its address, what was prepared and the event."""
    stop = asyncio.Event()
    async with running_server(Settings(PLAN, folder, port=0), ManualClock()) as server:
        started.set_result((server.address, await prepare(server.services, folder), stop))
        await stop.wait()


@contextmanager
def serving(folder: Path, prepare: Prepare) -> Iterator[tuple[str, Tokens]]:
    """Its address, and the tokens that `prepare` has made for whom."""
    started: Future[tuple[str, Tokens, asyncio.Event]] = Future()
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_until_complete, args=(_serve(folder, prepare, started),))
    thread.start()
    address, tokens, stop = started.result(timeout=PATIENCE_SECONDS)
    yield address, tokens
    loop.call_soon_threadsafe(stop.set)
    thread.join()
    loop.close()
