"""How connections are taken where the system has no room for them: at a pace, and told once."""

import asyncio
import errno
import socket
from collections.abc import Iterator

import pytest

from server.connections.acceptor import (
    ACCEPT_AGAIN_SECONDS,
    ACCEPTED_AT_ONCE_MAX,
    TROUBLE_OVER_SECONDS,
    Acceptor,
)
from server.staff_warnings import StaffWarnings
from tests.link.virtual_time import in_virtual_time, passes


class FullSystem:
    """A listening socket whose system has no descriptor left until it is told otherwise."""

    def __init__(self, error: int) -> None:
        self.error = error
        self.tries = 0
        self._listening = socket.create_server(("127.0.0.1", 0))

    def accept(self) -> tuple[socket.socket, object]:
        """Refuse, or do it."""
        self.tries += 1
        if self.error:
            raise OSError(self.error, "no room")
        return self._listening.accept()

    def setblocking(self, flag: bool) -> None:
        """As a socket does."""
        self._listening.setblocking(flag)

    def fileno(self) -> int:
        """Of a socket at which somebody may knock."""
        return self._listening.fileno()

    def knock(self) -> socket.socket:
        """Somebody who waits."""
        return socket.create_connection(self._listening.getsockname())

    def close(self) -> None:
        """Nobody listens any more."""
        self._listening.close()


@pytest.fixture(params=[errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM, errno.EPERM])
def system(request: pytest.FixtureRequest) -> Iterator[FullSystem]:
    """A system that refuses in one of the ways."""
    full = FullSystem(request.param)
    yield full
    full.close()


@in_virtual_time
async def test_a_full_system_is_asked_once_a_second_and_told_once(
    system: FullSystem, caplog: pytest.LogCaptureFixture
) -> None:
    """However many wait, accept is tried at its pace; log and staff hear of it once, and when it is over."""
    warnings, loop = StaffWarnings(), asyncio.get_running_loop()
    acceptor = Acceptor(system, asyncio.Protocol, warnings, bytes)  # type: ignore[arg-type]  # what it uses of one
    begun = loop.time()
    with system.knock(), system.knock():
        acceptor.open()
        await passes(10.5 * ACCEPT_AGAIN_SECONDS)
        assert 8 <= system.tries <= 11
        assert "takes no new connection" in warnings.shown()[0].en
        assert caplog.text.count("No connection can be taken") == 1
        system.error = 0
        while warnings.shown():
            assert loop.time() - begun < 2 * TROUBLE_OVER_SECONDS
            acceptor.look()
            await passes(ACCEPT_AGAIN_SECONDS)
    assert caplog.text.count("Connections are taken again") == 1
    acceptor.close()


async def test_more_connections_than_are_taken_at_once_are_all_taken() -> None:
    """Those that wait beyond ACCEPTED_AT_ONCE_MAX are taken in the next round of the loop."""
    made: list[asyncio.Protocol] = []
    count, are_all = 2 * ACCEPTED_AT_ONCE_MAX + 1, asyncio.Event()

    def protocol() -> asyncio.Protocol:
        made.append(asyncio.Protocol())
        if len(made) == count:
            are_all.set()
        return made[-1]

    with socket.create_server(("127.0.0.1", 0), backlog=3 * ACCEPTED_AT_ONCE_MAX) as listening:
        waiting = [
            socket.create_connection(listening.getsockname()) for _ in range(2 * ACCEPTED_AT_ONCE_MAX + 1)
        ]
        acceptor = Acceptor(listening, protocol, StaffWarnings(), bytes)
        acceptor.open()
        await are_all.wait()
        acceptor.close()
        await acceptor.wait_closed()
        for each in waiting:
            each.close()
