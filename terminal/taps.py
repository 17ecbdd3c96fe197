"""A terminal as it is touched, and as it goes away: in cells, unless it has said that it counts in pixels.

Textual takes every position for pixels after one report of the terminal's size in pixels, whether the
terminal counts in them or not; from then on no touch hits what it was meant for.
"""

import logging
import os
import re
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterable
from selectors import EVENT_READ, SelectSelector
from typing import IO, Any

from textual import constants
from textual._xterm_parser import XTermParser
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

log = logging.getLogger(__name__)

CELLS, ASK_PIXELS = "\x1b[?1016l", "\x1b[?1016$p"
INPUT_BYTES, INPUT_SECONDS = 4096, 0.1
ANSWER_LENGTH = len("\x1b[?1016;1$y")
_PIXELS_ANSWER = re.compile(r"\x1b\[\?1016;([0-4])\$y")
_ON = ("1", "3")  # of the answers that there are: set, and set for good


class TapParser(XTermParser):
    """Reads positions as pixels only while the terminal's last answer was that mode 1016 is on."""

    def __init__(self) -> None:
        self._counts_pixels = False
        self._tail = ""
        super().__init__()

    @property
    def mouse_pixels(self) -> bool:
        """Whether positions are pixels."""
        return self._counts_pixels

    @mouse_pixels.setter
    def mouse_pixels(self, _guess: bool) -> None:
        """Passes over what Textual makes of a report of the size, which tells nothing of positions."""

    def feed(self, data: str) -> Iterable[Message]:
        """What the terminal has sent, as messages."""
        seen = self._tail + data
        for answer in _PIXELS_ANSWER.finditer(seen):
            self._counts_pixels = answer[1] in _ON
        self._tail = seen[1 - ANSWER_LENGTH :]
        return super().feed(data)


class LastingFile:
    """A terminal to write to, which may go away: what is written then is dropped, and `gone` is told."""

    def __init__(self, file: IO[str], gone: Callable[[], None]) -> None:
        self._file = file
        self._gone = gone

    def write(self, text: str) -> None:
        """Write a text, unless the terminal has gone."""
        try:
            self._file.write(text)
        except (OSError, ValueError):
            self._gone()

    def flush(self) -> None:
        """Send what was written, unless the terminal has gone."""
        try:
            self._file.flush()
        except (OSError, ValueError):
            self._gone()

    def fileno(self) -> int:
        """The number of the file itself."""
        return self._file.fileno()


class TapDriver(LinuxDriver):
    """Wants positions in cells, and asks whether they are; ends the program when its terminal goes away.

    Textual's writer dies with the first byte that a terminal no longer takes, after which the program hangs.
    """

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self._has_gone = False
        self._file: Any = LastingFile(self._file, self._go)

    def _go(self) -> None:
        if not self._has_gone:
            self._has_gone = True
            log.info("The terminal has gone.")
            self._app.call_later(self._app.exit)

    def run_input_thread(self) -> None:
        """Reads the terminal until the program ends, or the terminal does."""
        parser, decode = TapParser(), getincrementaldecoder("utf-8")(errors="replace").decode
        with SelectSelector() as selector:
            selector.register(self.fileno, EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(INPUT_SECONDS):
                    if not (read := _read(self.fileno)):
                        self._go()
                        self.exit_event.wait()
                    for message in parser.feed(text) if (text := decode(read)) else ():
                        self.process_message(message)
                for message in parser.tick():
                    self.process_message(message)

    def _enable_mouse_support(self) -> None:
        if self._mouse:
            self.write(CELLS)
        super()._enable_mouse_support()
        if self._mouse and self.input_tty:
            self.write(ASK_PIXELS)
            self.flush()

    def _enable_mouse_pixels(self) -> None:
        """Leaves them in cells, in which everything on the screen has its place."""


def _read(terminal: int) -> bytes:
    """What the terminal has sent; nothing where it has gone."""
    try:
        return os.read(terminal, INPUT_BYTES)
    except OSError:
        return b""


def tap_driver() -> type[Driver] | None:
    """The driver for an app's terminal; None leaves the choice to Textual, where another one is asked for."""
    return None if constants.DRIVER else TapDriver
