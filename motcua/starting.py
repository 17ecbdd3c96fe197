"""Finding an office and starting its server, each failure with its sentence."""

import errno
import resource
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING

from motcua.failures import Failure, failing_as
from ticketing.sentences import N_
from wording import Wording

if TYPE_CHECKING:
    from server.app import RunningServer, Settings
    from ticketing.plan import OfficePlan


OWN_FILES_MAX = 500


class PortTaken(Failure):
    """Another program listens at the address."""


def load_plan(office: str, words: Wording) -> "OfficePlan":
    """The plan of an office file or a shipped office. Raises Failure, which names file and line."""
    from offices import load_office  # noqa: PLC0415 - motcua --help needs no office
    from offices.parsing import OfficeFileError  # noqa: PLC0415 - the same

    try:
        return load_office(office)
    except OfficeFileError as error:
        raise Failure(f"{error.where}: {error.sentence(words)}") from error


@asynccontextmanager
async def started_server(settings: "Settings", words: Wording) -> AsyncIterator["RunningServer"]:
    """A running server, as server.app gives it. Raises Failure where it can't start."""
    from server.app import CONNECTIONS_MAX, running_server  # noqa: PLC0415 - motcua --help needs no server
    from server.journal.contract import JournalRefused, JournalUnavailable  # noqa: PLC0415 - the same
    from server.lock import DataInUse  # noqa: PLC0415 - the same

    sentences: dict[type[Exception], str] = {
        DataInUse: "{problem}.",
        JournalRefused: "{problem}.",
        JournalUnavailable: N_(
            "The record can't be kept: {problem}. Check the disk and who may write there."
        ),
        OSError: N_("The server can't start: {problem}."),
    }
    allow_open_files(CONNECTIONS_MAX + OWN_FILES_MAX)
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


def allow_open_files(wanted: int) -> None:
    """Let this process have so many files and connections open, as far as the system permits it.

    A login shell and systemd give 1,024, which the screens alone would use up.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
