"""Where a command writes its log: the server to standard error, programs that fill the screen to a file."""

import logging
import os
from logging.handlers import RotatingFileHandler
from pathlib import Path

from motcua.log_limit import LogLimit

LOG_BYTES_MAX = 1_000_000
OLD_LOGS_KEPT = 3
FORM = "%(asctime)s %(levelname)s %(name)s: %(message)s"
CHATTY = ("asyncio", "uvicorn.error", "websockets.client", "websockets.server", "PIL")


def log_to_stderr(*, verbose: bool, level: int = logging.INFO) -> None:
    """Log to standard error from `level` on, and with `verbose` everything."""
    logging.basicConfig(level=logging.DEBUG if verbose else level, format=FORM, force=True)
    for handler in logging.getLogger().handlers:
        handler.addFilter(LogLimit())
    _quieten()


def log_to_file(path: Path) -> None:
    """Log to a file that never grows beyond LOG_BYTES_MAX, older ones beside it. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(path, maxBytes=LOG_BYTES_MAX, backupCount=OLD_LOGS_KEPT, encoding="utf-8")
    logging.basicConfig(level=logging.INFO, format=FORM, handlers=[handler], force=True)
    _quieten()


def log_nowhere() -> None:
    """Keep the log of a short command to itself; its sentence says what went wrong."""
    logging.basicConfig(handlers=[logging.NullHandler()], force=True)


def own_log(room: str) -> Path:
    """The file in which a room's program logs unless it is told another: below the user's state folder."""
    state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(state) / "motcua" / f"{room}.log"


def _quieten() -> None:
    """Libraries that tell of every frame and connection speak up only when something is wrong."""
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
