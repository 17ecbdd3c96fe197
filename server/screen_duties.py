"""The duties of screens, by their names: set by a manager, kept in the data folder, told at once."""

import asyncio
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize

import msgspec

from server.private_files import make_file, put_in_place
from server.refusals import ServerRefusal
from ticketing.screen_duty import USUAL_DUTY, ScreenDuty

FILE_NAME = "screens.json"
DUTIES_MAX = 500

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SetDuty:
    """A duty, and how often one was set for this screen, by which it knows of each time."""

    duty: ScreenDuty = USUAL_DUTY
    times: int = 0


def _key(name: str) -> str:
    """However a name is spelt out in code points, it is one name."""
    return normalize("NFC", name)


_file = msgspec.json.Decoder(dict[str, SetDuty])


class ScreenDuties:
    """All duties that were set. A file that can't be read is left as it is, and no duty is set then."""

    def __init__(self, folder: Path | None = None) -> None:
        self._path = folder / FILE_NAME if folder else None
        self._is_unreadable = False
        self._set = self._read()
        self._told: dict[str, dict[Callable[[SetDuty], None], None]] = {}
        self._writing = asyncio.Lock()

    def of(self, name: str) -> SetDuty:
        """The duty of the screen of this name."""
        return self._set.get(_key(name), SetDuty())

    @contextmanager
    def watching(self, name: str, tell: Callable[[SetDuty], None]) -> Iterator[None]:
        """Let a screen of this name be told whenever its duty is set."""
        name = _key(name)
        told = self._told.setdefault(name, {})
        told[tell] = None
        try:
            yield
        finally:
            told.pop(tell)
            if not told:
                self._told.pop(name, None)

    async def keep(self, name: str, duty: ScreenDuty) -> None:
        """Set a screen's duty; of more than DUTIES_MAX the one set longest ago is forgotten.

        Raises ServerRefusal, and nothing is changed, where the disk refuses.
        """
        name = _key(name)
        async with self._writing:
            changed = dict(self._set)
            kept = SetDuty(duty, changed.pop(name, SetDuty()).times + 1)
            changed[name] = kept
            while len(changed) > DUTIES_MAX:
                changed.pop(next(iter(changed)))
            try:
                await asyncio.to_thread(self._write, changed)
            except OSError as error:
                log.warning("%s: %s", self._path, error)
                raise ServerRefusal("duties-unavailable") from error
            self._set = changed
        for tell in tuple(self._told.get(name, ())):
            tell(kept)

    def _read(self) -> dict[str, SetDuty]:
        try:
            return _file.decode(self._path.read_bytes()) if self._path else {}
        except FileNotFoundError:
            return {}
        except (OSError, msgspec.DecodeError) as error:
            log.warning("%s: %s", self._path, error)
            self._is_unreadable = True
            return {}

    def _write(self, duties: dict[str, SetDuty]) -> None:
        """Put a whole new file in the place of the one before. Raises OSError."""
        if self._is_unreadable:
            raise OSError("it can't be read, and is left as it is")
        if self._path is None:
            return
        fresh = self._path.with_suffix(".new")
        make_file(fresh)
        with fresh.open("wb") as file:
            file.write(msgspec.json.format(msgspec.json.encode(duties)))
            file.flush()
            os.fsync(file.fileno())
        put_in_place(fresh, self._path)
