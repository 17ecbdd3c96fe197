"""Keys and the staff's gesture: what a hand meant is told from what a keyboard-wedge scanner types."""

import asyncio
from collections.abc import Callable

from textual import events

from kiosk.input.staff_lock import StaffGesture
from kiosk.input.wedge import ENTER, Heard, Wedge

BACK_KEY = "-"
NAMED_KEYS = frozenset(
    {ENTER, "escape", "backspace", "delete", "up", "down", "pageup", "pagedown"},
)
LATECOMERS_SECONDS = 0.01  # a burst's next character may be queued behind the timer that would end the burst

Later = Callable[[float, Callable[[], None]], object]


class KeyInput:
    """Passes on what was meant; with a wedge every key is held until it is known to be no scan.

    `gap_seconds` is the wedge's, None where there is none.
    """

    def __init__(self, gap_seconds: float | None, hear: Callable[[Heard], None], later: Later) -> None:
        self._wedge = Wedge(-1.0 if gap_seconds is None else gap_seconds)
        self._hear = hear
        self._later = later
        self._gesture = StaffGesture()

    def press(self, event: events.Key) -> bool:
        """Takes in a key; whether it is one that the kiosk knows."""
        key = event.character if event.is_printable and event.character else event.key
        if len(key) > 1 and key not in NAMED_KEYS:
            return False
        self._pass_on(self._wedge.key(key, event.time))
        if self._wedge.gap_seconds < 0:
            self._pass_on(self._wedge.quiet(event.time))
        elif self._wedge.holds:
            self._later(self._wedge.gap_seconds, self._await_latecomers)
        return True

    def touch_name(self, at: float) -> bool:
        """The office's name was touched; whether that completes the staff's gesture."""
        return self._gesture.touched(at)

    def leave_key(self, key: str) -> bool:
        """A key that no page wanted was pressed just now; whether that completes the staff's gesture."""
        return key == BACK_KEY and self._gesture.touched(asyncio.get_running_loop().time())

    def _await_latecomers(self) -> None:
        self._later(LATECOMERS_SECONDS, self._quiet)

    def _quiet(self) -> None:
        self._pass_on(self._wedge.quiet(asyncio.get_running_loop().time()))

    def _pass_on(self, heard: list[Heard]) -> None:
        for each in heard:
            self._hear(each)
