"""When a clerk who has nobody waiting is told that the first one has come, and how long it stands there."""

from typing import Literal

from ticketing.sentences import N_

ArrivalSetting = Literal["off", "seen", "heard"]
"""How a clerk wants to be told; what is heard is seen too."""

ARRIVAL_SETTINGS: dict[ArrivalSetting, str] = {
    "off": N_("Bell: off"),
    "seen": N_("Bell: seen"),
    "heard": N_("Bell: heard"),
}
ARRIVAL_DEFAULT: ArrivalSetting = "seen"
ARRIVED = N_("Somebody is waiting")
ARRIVAL_GAP_SECONDS = 10
"""How soon after one sound there is another at the earliest; what is seen comes each time."""


class Arrivals:
    """What one desk has seen of its queue; `stands` while the first one waits and the desk is free.

    A desk is free where it is open, this clerk's, not paused, and nobody is at it.
    """

    def __init__(self) -> None:
        self.stands = False
        self._waiting: int | None = None
        self._sounded_at: float | None = None

    def begin(self) -> None:
        """Another connection: who waits in its first view has not come just now."""
        self._waiting = None

    def look(self, *, is_free: bool, waiting: int, seconds: float) -> bool:
        """Take in a view at this moment of a clock that does not jump; whether it is to be heard."""
        has_come = is_free and self._waiting == 0 and waiting > 0
        self._waiting = waiting
        self.stands = is_free and waiting > 0 and (has_come or self.stands)
        is_soon = self._sounded_at is not None and seconds - self._sounded_at < ARRIVAL_GAP_SECONDS
        if not has_come or is_soon:
            return False
        self._sounded_at = seconds
        return True
