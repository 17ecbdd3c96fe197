"""What a screen of the waiting room is there for."""

from dataclasses import dataclass
from typing import Literal

DutyLayout = Literal["", "stage", "table", "overflow", "raw"]
"""How a board is laid out; "" leaves it to the office file. Only an address asks for a counter's sign."""


@dataclass(frozen=True, slots=True)
class ScreenDuty:
    """What staff have set for a screen; unless they have, it says calls where it can and shows everything.

    `zone` is the one it hangs in, "" for the office's first. A screen's own address may name another zone
    or layout and take a duty away, but gives none.
    """

    speaks: bool = True
    slides: bool = True
    zone: str = ""
    layout: DutyLayout = ""


USUAL_DUTY = ScreenDuty()
"""The duty of a screen for which nobody has set one."""
