"""What an office has decided about the screens of its waiting room."""

from dataclasses import dataclass, field
from datetime import time
from typing import Literal

BoardLayout = Literal["stage", "table", "raw", "sign", "overflow"]
FieldIcon = Literal["", "family", "seal", "map", "shop", "care", "book", "house", "tray", "guide"]

HEADER_COLOUR = "#0b3d91"
HILLS, NO_HORIZON = "hills", "none"


@dataclass(frozen=True, slots=True)
class NightHours:
    """From when until when screens are dimmed; it usually ends on the next day."""

    begins: time
    ends: time

    def holds(self, at: time) -> bool:
        """Whether this time of day is in the night, whose end is not."""
        if self.begins <= self.ends:
            return self.begins <= at < self.ends
        return at >= self.begins or at < self.ends


@dataclass(frozen=True, slots=True)
class BoardPicture:
    """A picture of the office's own that boards show, by the name that it has on the server."""

    name: str
    media_type: str
    content: bytes = field(repr=False)

    @property
    def address(self) -> str:
        """Where browsers find it."""
        return f"/web/pictures/{self.name}"


@dataclass(frozen=True, slots=True)
class BoardPlan:
    """How the office's boards look; `logo` and perhaps `horizon` are addresses of pictures on the server.

    Without a number of `rows` the plain table has as many as its screen has room for. `horizon` is what
    stands below on closed screens: `hills`, `none`, or a picture.
    """

    logo: str = ""
    header: str = HEADER_COLOUR
    layout: BoardLayout = "stage"
    rows: int | None = None
    night: NightHours | None = NightHours(time(20), time(6))
    horizon: str = HILLS


USUAL_BOARD = BoardPlan()
"""The boards of an office that says nothing of them."""
