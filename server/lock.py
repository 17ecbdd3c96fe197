"""One data folder belongs to one running server, or to one rebuild of its wait log."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FILE_NAME = "server.lock"


class DataInUse(Exception):  # noqa: N818 - an answer to whoever starts a second program
    """Another process works in the data folder."""


@contextmanager
def hold_lock(folder: Path) -> Iterator[None]:
    """Keep every other process out of `folder` as long as the context lasts, or until this process dies.

    Raises DataInUse with a sentence for a person, and OSError where the folder can't be written.
    """
    with (folder / FILE_NAME).open("a+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise DataInUse(_in_use(folder, file.read().strip())) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def _in_use(folder: Path, holder: str) -> str:
    process = f" (process {holder})" if holder else ""
    return f"{folder} is in use by a running motcua server{process}. Stop it first, or name another folder."
