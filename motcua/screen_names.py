"""What staff know a screen in a terminal by: the name that it is given, or one that no other has."""

import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

from motcua.logs import own_log
from server.clock import SystemRandomSource

NAME_LENGTH_MAX = 40
MARK_LENGTH = 4
MARK_FILE = "screen-name"


def screen_name(
    kind: str,
    folder: Path | None = None,
    new_mark: Callable[[], str] | None = None,
    terminal: str | None = None,
) -> str:
    """A name of this computer and this terminal, the same after every start: "terminal vm-8kq2 tty1".

    Computers of one host name are told apart by a mark that each has made up and keeps in `folder`, which is
    that of the logs; where it can't be kept, another one is made at each start.
    """
    place = _terminal() if terminal is None else terminal
    mark = _kept_mark(folder or own_log(kind).parent, new_mark or SystemRandomSource().track)
    return f"{kind} {socket.gethostname()}-{mark} {place}".strip()[:NAME_LENGTH_MAX]


def _kept_mark(folder: Path, new_mark: Callable[[], str]) -> str:
    path = folder / MARK_FILE
    try:
        if kept := path.read_text(encoding="ascii").strip()[:MARK_LENGTH]:
            return kept
    except (OSError, UnicodeError):
        pass  # a first start, or a file that somebody has spoilt
    mark = new_mark()[:MARK_LENGTH].lower()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(mark, encoding="ascii")
    except OSError:
        pass  # a computer without a disk to write on
    return mark


def _terminal() -> str:
    """The terminal's name, by which several screens of one computer are told apart; empty without one."""
    try:
        return os.ttyname(sys.stdout.fileno()).removeprefix("/dev/")
    except (OSError, ValueError):
        return ""
