"""Copies that counters wait for: which of them this kiosk is to print, each once."""

from datetime import date

from ticketing.answers import TicketAnswer
from ticketing.views import KioskView


class Reprints:
    """Remembers which wishes of the day this kiosk has taken up."""

    def __init__(self, kiosk: str) -> None:
        self._kiosk = kiosk
        self._day: date | None = None
        self._taken: set[int] = set()

    def new(self, view: KioskView) -> list[TicketAnswer]:
        """The tickets whose copies are to be printed now; a wish is never given twice."""
        if view.day != self._day:
            self._day, self._taken = view.day, set()
        mine = [sign for sign in view.reprints if sign.kiosk == self._kiosk and sign.ask not in self._taken]
        self._taken.update(sign.ask for sign in mine)
        return [sign.ticket for sign in mine]
