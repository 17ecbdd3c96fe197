"""One data folder belongs to one running server, or to one rebuild of its wait log."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from server.private_files import make_file
from ticketing.sentences import N_, ToldError

FILE_NAME = "server.lock"
IN_USE = N_(
    "{folder} is in use by a running motcua server (process {process}). Stop it first, or name another "
    "folder."
)


class DataInUse(ToldError):
    """Another process works in the data folder."""


@contextmanager
def hold_lock(folder: Path) -> Iterator[None]:
    """Keep every other process out of `folder` as long as the context lasts, or until this process dies.

    Raises DataInUse with a sentence for a person, and OSError where the folder can't be written.
    """
    make_file(folder / FILE_NAME)
    with (folder / FILE_NAME).open("a+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise DataInUse(IN_USE, folder=folder, process=file.read().strip() or "?") from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
