"""Keys and the staff's gesture: what a hand meant is told from what a keyboard-wedge scanner types."""

import asyncio
from collections.abc import Callable

from textual import events

from kiosk.input.staff_lock import StaffGesture
from kiosk.input.wedge import DIGITS, ENTER, Heard, KeyMeant, Wedge

BACK_KEY = "-"
NAMED_KEYS = frozenset(
    {ENTER, "escape", "backspace", "delete", "up", "down", "pageup", "pagedown"},
)
LATECOMERS_SECONDS = 0.01  # a burst's next character may be queued behind the timer that would end the burst
LATE_SECONDS, LATE_TIMES_MAX = (
    0.05,
    10,
)  # a loop so late was busy, and what was typed meanwhile is still to come

Later = Callable[[float, Callable[[], None]], object]


class KeyInput:
    """Passes on what was meant; with a wedge every key is held until it is known to be no scan.

    `gap_seconds` is the wedge's, None where there is none; then nothing waits.
    """

    def __init__(self, gap_seconds: float | None, hear: Callable[[Heard], None], later: Later) -> None:
        self._wedge = None if gap_seconds is None else Wedge(gap_seconds)
        self._hear = hear
        self._later = later
        self._gesture = StaffGesture()

    def press(self, event: events.Key, *, types: bool = False) -> bool:
        """Takes in a key; whether it is one that the kiosk knows. With `types` digits are text just now."""
        key = event.character if event.is_printable and event.character else event.key
        if len(key) > 1 and key not in NAMED_KEYS:
            return False
        if self._wedge is None:
            self._hear(KeyMeant(key))
        else:
            self._pass_on(self._wedge.key(key, event.time, types=types))
        return True

    def may_be_taken_back(self, key: str) -> bool:
        """Whether a press of this key may yet turn out to be a scanner's."""
        return self._wedge is not None and key in DIGITS

    def touch_name(self, at: float) -> bool:
        """The office's name was touched; whether that completes the staff's gesture."""
        return self._gesture.touched(at)

    def leave_key(self, key: str) -> bool:
        """A key that no page wanted was pressed just now; whether that completes the staff's gesture."""
        return key == BACK_KEY and self._gesture.touched(asyncio.get_running_loop().time())

    def _await_quiet(self, seconds: float, times: int = 0) -> None:
        due = asyncio.get_running_loop().time() + seconds
        self._later(seconds, lambda: self._quiet(due, times))

    def _quiet(self, due: float, times: int) -> None:
        now = asyncio.get_running_loop().time()
        if times == 0 or (now - due > LATE_SECONDS and times < LATE_TIMES_MAX):
            self._await_quiet(LATECOMERS_SECONDS, times + 1)
        elif self._wedge and (heard := self._wedge.quiet(now)):
            self._pass_on(heard)  # of keys that came meanwhile a later call knows more

    def _pass_on(self, heard: list[Heard]) -> None:
        for each in heard:
            self._hear(each)
        if self._wedge and (seconds := self._wedge.quiet_seconds) is not None:
            self._await_quiet(seconds)
