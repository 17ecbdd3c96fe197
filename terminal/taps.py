"""Where a finger touched a terminal: in cells, unless the terminal has said that it counts in pixels.

Textual takes every position for pixels after one report of the terminal's size in pixels, whether the
terminal counts in them or not; from then on no touch hits what it was meant for.
"""

import os
import re
from codecs import getincrementaldecoder
from collections.abc import Iterable
from selectors import EVENT_READ, SelectSelector

from textual import constants
from textual._xterm_parser import XTermParser
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

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


class TapDriver(LinuxDriver):
    """Wants positions in cells, and asks whether they are."""

    def run_input_thread(self) -> None:
        """Reads the terminal until the program ends."""
        parser, decode = TapParser(), getincrementaldecoder("utf-8")(errors="replace").decode
        with SelectSelector() as selector:
            selector.register(self.fileno, EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(INPUT_SECONDS):
                    if not (read := os.read(self.fileno, INPUT_BYTES)):
                        self.exit_event.wait()  # the terminal has gone
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


def tap_driver() -> type[Driver] | None:
    """The driver for an app's terminal; None leaves the choice to Textual, where another one is asked for."""
    return None if constants.DRIVER else TapDriver
