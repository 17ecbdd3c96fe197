"""What this kiosk has given out and printed of late, for whoever stands at it next and for the staff."""

from collections import deque
from dataclasses import dataclass

from kiosk.printing.printers import PrintReport
from ticketing.answers import TicketAnswer

TICKETS_KEPT = 10


@dataclass(frozen=True, slots=True)
class Given:
    """A ticket, and the moment in seconds at which this kiosk had it."""

    ticket: TicketAnswer
    at: float


class Recent:
    """The last TICKETS_KEPT tickets, the newest first, and what the printer said last."""

    def __init__(self) -> None:
        self.report: PrintReport | None = None
        self._given: deque[Given] = deque(maxlen=TICKETS_KEPT)

    def gave(self, ticket: TicketAnswer, at: float) -> None:
        """Keeps a ticket; one that is there already, since an answer came twice, is kept once."""
        if all(given.ticket != ticket for given in self._given):
            self._given.appendleft(Given(ticket, at))

    @property
    def tickets(self) -> tuple[TicketAnswer, ...]:
        """The newest first."""
        return tuple(given.ticket for given in self._given)

    def ticket(self, number: str) -> TicketAnswer | None:
        """The newest ticket of this number, if it is kept."""
        return next((ticket for ticket in self.tickets if ticket.number == number), None)

    def held(self, field: str, since: float) -> TicketAnswer | None:
        """The newest ticket of a field, if it was given at the moment `since` or later."""
        newest = next((given for given in self._given if given.ticket.field == field), None)
        return newest.ticket if newest and newest.at >= since else None
