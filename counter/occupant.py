"""Whom this desk works for, and whether the counter is theirs just now."""

from enum import Enum, auto

from ticketing.desk_views import CounterView
from ticketing.sentences import one_line


class Seat(Enum):
    """Who sits at the counter, as this desk sees it."""

    EMPTY = auto()
    OURS = auto()
    TAKEN = auto()


class Occupant:
    """The clerk in front of this desk; without a name it is whoever the counter is open for first."""

    def __init__(self, clerk: str) -> None:
        self.clerk = one_line(clerk)
        self.was_here = False
        self._is_named = bool(self.clerk)

    def name(self, clerk: str) -> None:
        """The clerk has said who they are."""
        self.clerk, self._is_named = clerk, True

    def look(self, view: CounterView) -> Seat:
        """Whose the counter is in this view."""
        if not view.is_open:
            self.was_here = False
            if not self._is_named:
                self.clerk = ""
            return Seat.EMPTY
        self.clerk = self.clerk or view.clerk
        if view.clerk != self.clerk:
            return Seat.TAKEN
        self.was_here = True
        return Seat.OURS
