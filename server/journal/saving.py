"""What a running server still holds of a journal that was deleted is saved in a new file."""

import asyncio
import logging
from itertools import count
from pathlib import Path

from server.journal.anchor_check import saved_name
from server.journal.contract import JournalUnavailable
from server.journal.file_watch import FileKeeper
from server.journal.sqlite import SqliteJournal
from server.private_files import make_file, make_folder
from ticketing.sentences import in_words

LOOK_SECONDS = 1.0

log = logging.getLogger(__name__)


async def save_if_deleted(
    path: Path, journal: SqliteJournal, watch: FileKeeper, seconds: float = LOOK_SECONDS
) -> None:
    """Wait until the file at `path` is deleted under the journal, and save what is on record.

    A file without a name lives as long as somebody has it open, which is until the server stops.
    """
    is_troubled = False
    while watch.saved is None:
        await asyncio.sleep(seconds)
        if not watch.is_deleted:
            continue
        copy = _free_name(path)
        try:
            make_folder(path.parent)
            make_file(copy)
            await journal.save_to(copy)
        except (JournalUnavailable, OSError) as error:
            copy.unlink(missing_ok=True)
            if not is_troubled:
                log.warning("The record that was deleted can't be saved in %s: %s", copy, in_words(error))
            is_troubled = True
        else:
            watch.saved = copy
            log.error("All that was on record is saved in %s", copy)


def _free_name(path: Path) -> Path:
    names = (path.with_name(saved_name(path, number)) for number in count(1))
    return next(name for name in names if not name.exists())
