"""What this kiosk has given out and printed of late, and the copies that counters wait for."""

from collections import deque
from dataclasses import dataclass
from datetime import date

from kiosk.printing.printer import PrintReport
from ticketing.answers import TicketAnswer
from ticketing.views import KioskView

TICKETS_KEPT = 10


@dataclass(frozen=True, slots=True)
class RecentTicket:
    """A ticket, and the moment in seconds at which this kiosk had it."""

    ticket: TicketAnswer
    at: float


class KioskHistory:
    """The last TICKETS_KEPT tickets, the newest first, and what the printer said last.

    `slips` are the last reports by the tickets' numbers, as far as they have one.
    """

    def __init__(self) -> None:
        self.report: PrintReport | None = None
        self.slips: dict[str, PrintReport] = {}
        self._given: deque[RecentTicket] = deque(maxlen=TICKETS_KEPT)

    def gave(self, ticket: TicketAnswer, at: float) -> None:
        """Keeps a ticket; one that is there already, since an answer came twice, is kept once."""
        if all(given.ticket != ticket for given in self._given):
            self._given.appendleft(RecentTicket(ticket, at))
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


class ReprintRequests:
    """Remembers which requests for copies this kiosk has taken up."""

    def __init__(self, kiosk: str) -> None:
        self._kiosk = kiosk
        self._day: date | None = None
        self._taken: set[int] = set()

    def new(self, view: KioskView) -> list[TicketAnswer]:
        """The tickets whose copies are to be printed now; a request is never given twice."""
        if view.day != self._day:
            self._day, self._taken = view.day, set()
        mine = [sign for sign in view.reprints if sign.kiosk == self._kiosk and sign.ask not in self._taken]
        self._taken.update(sign.ask for sign in mine)
        return [sign.ticket for sign in mine]
