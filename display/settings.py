"""What an office may set about its waiting room's display, and where the display's time comes from."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from display.showing import Pace

TICK_SECONDS = 0.25


@dataclass(frozen=True, slots=True)
class DisplaySettings:
    """`clock` answers the time of day, with its zone; `seconds` counts on and never goes back.

    Without `seconds` the running loop counts. The wall is looked over every `tick_seconds`.
    """

    clock: Callable[[], datetime]
    seconds: Callable[[], float] | None = None
    pace: Pace = field(default_factory=Pace)
    tick_seconds: float = TICK_SECONDS
