"""Running one room's face in this terminal, over a link to a server."""

import asyncio
import io
import logging
import sys
from pathlib import Path
from typing import Any

from rich.console import Console
from textual.app import App

from motcua.failures import Failure
from motcua.logs import log_to_file, own_log
from motcua.signals import told_to_end
from ticketing.sentences import in_words
from wording import Wording

log = logging.getLogger(__name__)


def is_terminal() -> bool:
    """Whether somebody sits here: Textual reads standard input and draws on standard error."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))


def need_terminal(words: Wording) -> None:
    """Raises Failure where there is no terminal to draw on."""
    if not is_terminal():
        raise Failure(words("This command fills a terminal, and there is none here."))


def open_log(log_path: Path | None, room: str, words: Wording) -> Path:
    """The file in which the room's program logs from now on. Raises Failure."""
    path = log_path or own_log(room)
    try:
        log_to_file(path)
    except OSError as error:
        says = words(
            "The log can't be written: {problem}. Name another file with --log.", problem=in_words(error)
        )
        raise Failure(says) from error
    return path


async def show(app: App[Any], told: asyncio.Event, path: Path, words: Wording) -> None:
    """Run `app` until it is left or `told` to end. Raises Failure if it broke; the log at `path` says why."""
    app.error_console = Console(file=io.StringIO())  # a traceback there would show tokens among local values
    obeying = asyncio.create_task(_exit_when(told, app))
    await app.run_async()
    obeying.cancel()
    if app.return_code:
        cause = app._exception  # noqa: SLF001 - Textual keeps it nowhere else
        log.error("The screen broke", exc_info=cause)
        says = words("The screen had to close. The cause stands in {log}.", log=path)
        raise Failure(says)


async def _exit_when(told: asyncio.Event, app: App[Any]) -> None:
    await told.wait()
    app.exit()


def run_screen(app: App[Any], path: Path, words: Wording) -> None:
    """Runs `app` by itself. Raises Failure if it broke."""

    async def run() -> None:
        with told_to_end() as told:
            await show(app, told, path, words)

    asyncio.run(run())
