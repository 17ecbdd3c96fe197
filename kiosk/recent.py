"""What this kiosk has given out and printed of late, for whoever stands at it next and for the staff."""

from collections import deque
from dataclasses import dataclass

from kiosk.printing.printer import PrintReport
from ticketing.answers import TicketAnswer

TICKETS_KEPT = 10


@dataclass(frozen=True, slots=True)
class Given:
    """A ticket, and the moment in seconds at which this kiosk had it."""

    ticket: TicketAnswer
    at: float


class Recent:
    """The last TICKETS_KEPT tickets, the newest first, and what the printer said last.

    `slips` are the last reports by the tickets' numbers, as far as they have one.
    """

    def __init__(self) -> None:
        self.report: PrintReport | None = None
        self.slips: dict[str, PrintReport] = {}
        self._given: deque[Given] = deque(maxlen=TICKETS_KEPT)

    def gave(self, ticket: TicketAnswer, at: float) -> None:
        """Keeps a ticket; one that is there already, since an answer came twice, is kept once."""
        if all(given.ticket != ticket for given in self._given):
            self._given.appendleft(Given(ticket, at))
            self.slips.pop(ticket.number, None)
            kept = {each.number for each in self.tickets}
            self.slips = {number: report for number, report in self.slips.items() if number in kept}

    def printed(self, number: str, report: PrintReport) -> None:
        """Keeps what became of a slip or a copy of it."""
        self.report = report
        if self.ticket(number):
            self.slips[number] = report

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
