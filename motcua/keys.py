"""Single keys of the terminal that somebody sits at."""

import os
import sys
import termios
import tty
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def single_keys() -> Iterator[Callable[[], bytes]]:
    """What waits for one key and answers its byte, empty at the end of input; keys are not shown meanwhile.

    The terminal stays so between two keys, so that one that is pressed early is not lost.
    """
    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    tty.setcbreak(terminal, termios.TCSANOW)
    try:
        yield lambda: os.read(terminal, 1)
    finally:
        termios.tcsetattr(terminal, termios.TCSANOW, before)
