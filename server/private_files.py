"""Files with names and hashes of people in them belong to one user alone, and so does their folder."""

import logging
import os
import stat
from pathlib import Path

FILE_MODE = 0o600
FOLDER_MODE = 0o700
OTHERS = 0o077

log = logging.getLogger(__name__)


def is_writable(folder: Path) -> bool:
    """Whether files can be made in this folder."""
    return os.access(folder, os.W_OK | os.X_OK, effective_ids=True)


def make_folder(folder: Path) -> None:
    """See that there is a folder, which nobody else can enter if it is made here. Raises OSError."""
    folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)


def make_file(path: Path) -> None:
    """See that there is a file, and that nobody else can read it. Raises OSError.

    A file that is there is not opened: closing it would take this process's SQLite locks on it away.
    """
    if path.exists():
        _take_from_others(path, FILE_MODE)
    else:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, FILE_MODE))


def put_in_place(new: Path, path: Path) -> None:
    """Let a file that is whole take its place, whenever the power goes. Raises OSError."""
    new.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def narrow(folder: Path, *ours: str) -> None:
    """Keep others out of the files in `folder` whose names begin with one of `ours`, and out of the folder.

    An earlier version let every user of the computer read them. A folder that holds anything else belongs to
    more than this program, and is told of instead.
    """
    found = [path for path in sorted(folder.iterdir()) if not path.is_symlink()]
    for path in found:
        if path.name.startswith(ours) and path.is_file():
            _take_from_others(path, FILE_MODE)
    if not folder.stat().st_mode & OTHERS:
        return
    strange = sorted(path.name for path in found if not path.name.startswith(ours))
    if strange:
        log.warning("Others may look into %s, which holds more than motcua's files: %s", folder, strange[0])
    else:
        _take_from_others(folder, FOLDER_MODE)


def _take_from_others(path: Path, mode: int) -> None:
    """Others may do nothing with it any more, where this user may say so."""
    before = stat.S_IMODE(path.stat().st_mode)
    if not before & OTHERS:
        return
    try:
        path.chmod(mode)
    except OSError as error:
        log.warning("Other users may read %s (mode %o): %s", path, before, error.strerror)
    else:
        log.warning("Other users could read %s (mode %o); it is its owner's alone now", path, before)
