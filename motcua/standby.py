"""Putting a kiosk's link on standby: with a store of its own it goes on without its server."""

import os
from collections.abc import Callable
from datetime import UTC
from pathlib import Path
from typing import Any

import click

from kiosk.offline.standby import StandbyLink
from kiosk.offline.store import FILE_NAME, KioskStore, StoreRefused
from link.contract import Link
from motcua.failures import Failure
from server.clock import SystemClock, SystemRandomSource
from server.private_files import make_file, make_folder, narrow
from ticketing.sentences import in_words
from wording import Wording

STORE_FILES = "kiosk."


def store_option(words: Wording) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """--store, the folder of what a kiosk has to remember by itself."""
    return click.option(
        "--store",
        metavar="DIR",
        type=click.Path(path_type=Path, file_okay=False),
        help=words(
            "Where this kiosk keeps the numbers that it gives out without its server, instead of a folder in "
            "your state folder. Every kiosk needs one of its own, on a disk that outlives a power cut."
        ),
    )


def standby_link(inner: Link, folder: Path | None, words: Wording) -> StandbyLink:
    """The link that goes on without its server, with the store in `folder`. Raises Failure."""
    folder = folder or _own_store()
    try:
        make_folder(folder)
        make_file(folder / FILE_NAME)
        narrow(folder, STORE_FILES)
        store = KioskStore.open(folder / FILE_NAME, SystemRandomSource().request_id)
    except (OSError, StoreRefused) as error:
        says = words(
            "The kiosk's store can't be used: {problem}. Another kiosk may have it; name a folder of its own "
            "with --store.",
            problem=in_words(error),
        )
        raise Failure(says) from error
    return StandbyLink(inner, store, clock=SystemClock(UTC).now, new_track=SystemRandomSource().track)


def _own_store() -> Path:
    """A folder below the user's state folder."""
    state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(state) / "motcua" / "kiosk"
