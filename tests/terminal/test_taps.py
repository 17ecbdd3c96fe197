"""Taps hit what they are meant for, whatever the terminal reports of its size."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios

import pytest
from textual import events
from textual.app import App

from counter.app import CounterApp
from display.app import DisplayApp
from kiosk.app import KioskApp
from motcua.demo.app import DemoApp
from terminal.taps import ASK_PIXELS, CELLS, TapParser, tap_driver
from tests.patience import PATIENCE_SECONDS

REPORT = "\x1b[48;40;120;800;1200t"
"""40 rows of 120 cells, each 10 pixels wide and 20 high."""
TAP = "\x1b[<0;31;11M\x1b[<0;31;11m"
"""Down and up at the 31st cell of the 11th row."""

PROGRAM = """
from textual.app import App
from kiosk.actions import GoBack
from kiosk.widgets.touch_button import TouchButton
from terminal.taps import tap_driver

class OneButton(App):
    CSS = "TouchButton { offset: 25 8; width: 20; height: 5; } .key { width: 3; }"

    def compose(self):
        yield TouchButton(GoBack(), "Hộ tịch", key="1")

    def on_touch_button_pressed(self):
        self.exit("was pressed")

print(OneButton(driver_class=tap_driver()).run())
"""

BUSY = """
from textual.app import App
from textual.widgets import Static
from terminal.taps import tap_driver

class Busy(App):
    def compose(self):
        yield Static("much to say")

    def on_mount(self):
        self.set_interval(0.01, self.talk)

    def talk(self):
        for at in range(100):
            self._driver.write(str(at))

Busy(driver_class=tap_driver()).run()
"""


def places(parser: TapParser, data: str) -> list[tuple[int, int]]:
    """Where fingers came down, by what a terminal sends."""
    return [(each.x, each.y) for each in parser.feed(data) if isinstance(each, events.MouseDown)]


def test_positions_are_cells_until_the_terminal_says_that_they_are_pixels() -> None:
    """A report of the size changes nothing; the answer about mode 1016 does, also where it comes in parts."""
    parser = TapParser()
    assert places(parser, TAP) == [(30, 10)]
    assert places(parser, REPORT + TAP) == [(30, 10)]
    assert places(parser, "\x1b[?1016;") == []
    assert places(parser, "1$y") == []
    assert places(parser, "\x1b[<0;301;201M") == [(30, 10)]
    assert places(parser, "\x1b[?1016;2$y" + REPORT) == []
    assert places(parser, TAP) == [(30, 10)]


@pytest.mark.parametrize("app", [KioskApp, CounterApp, DisplayApp, DemoApp])
def test_every_program_in_a_terminal_reads_taps_so(app: type[App[None]]) -> None:
    """Each gives its app the driver that knows cells from pixels."""
    assert "tap_driver" in app.__init__.__code__.co_names
    assert tap_driver() is not None


@pytest.mark.slow
def test_a_button_is_pressed_after_a_report_of_the_size() -> None:
    """In a terminal of its own: the report, a tap in cells, and the button is pressed.

    The terminal is told to count in cells, and asked whether it does.
    """
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    running = subprocess.Popen([sys.executable, "-c", PROGRAM], stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    try:
        shown = read_until(ours, "Hộ tịch")
        os.write(ours, REPORT.encode())
        os.write(ours, TAP.encode())
        shown += read_until(ours, "was pressed")
        assert running.wait(PATIENCE_SECONDS) == 0
    finally:
        running.kill()
        running.wait()
        os.close(ours)
    assert shown.index(CELLS) < shown.index("\x1b[?1006h") < shown.index(ASK_PIXELS)


def test_a_program_whose_terminal_goes_away_ends() -> None:
    """It hangs up while much is still to be written: nothing waits for a terminal that takes nothing."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    running = subprocess.Popen([sys.executable, "-c", BUSY], stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    try:
        read_until(ours, "much to say")
        os.close(ours)
        assert running.wait(PATIENCE_SECONDS) == 0
    finally:
        running.kill()
        running.wait()


def read_until(terminal: int, wanted: str) -> str:
    """What a program has written until this stands in it."""
    seen = b""
    while wanted.encode() not in seen:
        assert select.select([terminal], [], [], PATIENCE_SECONDS)[0], seen[-500:]
        seen += os.read(terminal, 65536)
    return seen.decode(errors="replace")
