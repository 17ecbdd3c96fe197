"""A digit that may yet turn out to be a scanner's: what it leads to waits until that is known."""

from collections.abc import Callable

from kiosk.dialogue import KioskDialogue


class Trial:
    """Remembers where the citizen was before the digit, and holds back what cannot be undone."""

    def __init__(self, later: Callable[[float, Callable[[], None]], object]) -> None:
        self._later = later
        self._before: KioskDialogue | None = None
        self._waiting: list[Callable[[], None]] = []
        self._counted = 0

    def begin(self, before: KioskDialogue, seconds: float) -> None:
        """A digit is pressed that may be taken back for so many seconds."""
        self._end_now()
        self._before = before
        self._counted += 1
        trial = self._counted
        self._later(seconds, lambda: self._end(trial))

    def carry_out(self, act: Callable[[], None]) -> None:
        """Does this at once, or when the trial has ended well."""
        if self._before is None:
            act()
        else:
            self._waiting.append(act)

    def take_back(self) -> KioskDialogue | None:
        """Drops what waits; where the citizen was before the digit, None where no digit is on trial."""
        before, self._before = self._before, None
        self._waiting.clear()
        return before

    def _end(self, trial: int) -> None:
        if trial == self._counted:
            self._end_now()

    def _end_now(self) -> None:
        self._before = None
        waiting, self._waiting = self._waiting, []
        for act in waiting:
            act()
