"""Takes connections from the listening socket at a pace of its own, on asyncio's loop and on uvloop alike.

The loops' own ways try again at once, and write a line for each try, where a process has no descriptor left.
"""

import asyncio
import errno
import logging
import os
import socket
from collections.abc import Callable
from contextlib import suppress

from server.connections.seats import most_open_files
from server.staff_warnings import StaffWarnings
from ticketing.sentences import N_, ToldError

ACCEPTED_AT_ONCE_MAX = 64
ACCEPT_AGAIN_SECONDS = 1.0
TROUBLE_OVER_SECONDS = 60.0
SPARE_FILES = 32  # descriptors that connections never get, so that the journal can always be written
SUBJECT = "connections"
NO_ROOM = N_(
    "The server takes no new connection just now ({problem}). Those that are connected go on. "
    "Please tell whoever looks after the server."
)

log = logging.getLogger(__name__)


class AcceptFailed(ToldError):
    """The system gives the server no further connection."""


class Acceptor:
    """The listening socket's side of a server, in the place of what `create_server` gives."""

    def __init__(
        self,
        listening: socket.socket,
        protocol: Callable[[], asyncio.Protocol],
        warnings: StaffWarnings,
        turn_away: Callable[[], bytes],
    ) -> None:
        """`turn_away` counts a connection for which there is no descriptor to spare, and gives its answer."""
        self._listening = listening
        self._turn_away = turn_away
        self._protocol = protocol
        self._warnings = warnings
        self._loop = asyncio.get_running_loop()
        self._joining: set[asyncio.Task[None]] = set()
        self._again: asyncio.TimerHandle | None = None
        self._failed_at: float | None = None

    def open(self) -> None:
        """Begin to take connections."""
        self._again = None
        self._listening.setblocking(False)
        self._loop.add_reader(self._listening, self._accept)

    def close(self) -> None:
        """Take no more."""
        self._loop.remove_reader(self._listening)
        if self._again:
            self._again.cancel()

    async def wait_closed(self) -> None:
        """Wait until those that were taken have a protocol."""
        await asyncio.gather(*self._joining)

    def look(self) -> None:
        """Settle a trouble that has been over for a while; to be called now and then."""
        if self._failed_at is not None and self._loop.time() - self._failed_at > TROUBLE_OVER_SECONDS:
            self._failed_at = None
            self._warnings.settle(SUBJECT)
            log.warning("Connections are taken again")

    def _accept(self) -> None:
        spare = most_open_files() - SPARE_FILES
        are_refused = False
        for _ in range(ACCEPTED_AT_ONCE_MAX):
            try:
                connection, _ = self._listening.accept()
            except (BlockingIOError, InterruptedError, ConnectionAbortedError):
                break
            except OSError as error:
                self._pause(error)
                return
            if connection.fileno() >= spare:  # the lowest free descriptor, so that hardly any is left
                are_refused = True
                self._refuse(connection)
            else:
                self._join(connection)
        if are_refused:
            self._pause(OSError(errno.EMFILE, os.strerror(errno.EMFILE)))

    def _refuse(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):
            connection.setblocking(False)
            connection.send(self._turn_away())

    def _join(self, connection: socket.socket) -> None:
        connection.setblocking(False)
        joining = self._loop.create_task(self._joined(connection))
        self._joining.add(joining)
        joining.add_done_callback(self._joining.discard)

    async def _joined(self, connection: socket.socket) -> None:
        try:
            await self._loop.connect_accepted_socket(self._protocol, connection)
        except OSError as error:  # it has gone already, or there is no descriptor for it
            connection.close()
            log.debug("A connection was lost as it came: %s", error)

    def _pause(self, error: OSError) -> None:
        """Let the loop alone for a moment; the log and staff are told of a trouble once."""
        if self._failed_at is None:
            log.error("No connection can be taken: %s. It is tried again each second", error)
            problem = error.strerror or type(error).__name__
            self._warnings.tell(SUBJECT, AcceptFailed(NO_ROOM, problem=problem))
        self._failed_at = self._loop.time()
        self._loop.remove_reader(self._listening)
        self._again = self._loop.call_later(ACCEPT_AGAIN_SECONDS, self.open)
