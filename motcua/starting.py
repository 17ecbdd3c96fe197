"""Starting a server, each failure with its sentence."""

import errno
import resource
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress

from motcua.failures import Failure, failing_as
from server.app import RunningServer, Settings, running_server
from server.journal.contract import JournalRefused, JournalUnavailable
from server.lock import DataInUse
from ticketing.sentences import N_
from wording import Wording

OPEN_FILES_MAX = 65_536


class PortTaken(Failure):
    """Another program listens at the address."""


@asynccontextmanager
async def started_server(settings: Settings, words: Wording) -> AsyncIterator[RunningServer]:
    """A running server, as server.app gives it. Raises Failure where it can't start."""
    sentences: dict[type[Exception], str] = {
        DataInUse: "{problem}.",
        JournalRefused: "{problem}.",
        JournalUnavailable: N_(
            "The record can't be kept: {problem}. Check the disk and who may write there."
        ),
        OSError: N_("The server can't start: {problem}."),
    }
    allow_open_files()
    async with AsyncExitStack() as stack:
        with failing_as(sentences, words):
            try:
                server = await stack.enter_async_context(running_server(settings))
            except OSError as error:
                if error.errno != errno.EADDRINUSE:
                    raise
                taken = words(
                    "Port {port} is taken. Name another one, or 0 for a free one.", port=settings.port
                )
                raise PortTaken(taken) from error
        yield server


def allow_open_files() -> None:
    """Let this process have as many files and connections open as the system permits it.

    A login shell and systemd give 1,024, which the screens alone would use up.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = OPEN_FILES_MAX if hard == resource.RLIM_INFINITY else min(OPEN_FILES_MAX, hard)
    if soft == resource.RLIM_INFINITY or soft >= most:
        return
    with suppress(ValueError, OSError):  # the system may permit less than it says; the totals follow what is
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
