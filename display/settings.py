"""What an office may set about its waiting room's display, and where the display's time comes from."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

TICK_SECONDS = 0.25


@dataclass(frozen=True, slots=True)
class DisplaySettings:
    """`clock` answers the time of day, with its zone; the wall is looked over every `tick_seconds`.

    The wall shows one `zone`; without one that of its duty, if staff have set it, or else all.
    """

    clock: Callable[[], datetime]
    zone: str = ""
    tick_seconds: float = TICK_SECONDS
