"""A line for each kiosk whose printer needs a hand, as staff read them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from ticketing.office import Office
from ticketing.rules.paper import INTERRUPTED, PAPER_OUT
from ticketing.tickets import PrintState, Ticket

NUMBERS_SHOWN_MAX = 12

# Python 3.11 takes a tenth of a microsecond to find a member of an enumeration, for each ticket of a day.
FAILED = PrintState.FAILED


@dataclass(frozen=True, slots=True)
class PrinterRow:
    """A kiosk's printer that needs a hand, or whose citizens do.

    With a `reason` it is in trouble: `failed` slips since then, or none yet. Without one it prints again, and
    so many who wait still have no slip. `numbers` are some of those who wait, the newest first.
    """

    kiosk: str
    reason: str
    failed: int = 0
    since: datetime | None = None
    numbers: tuple[str, ...] = ()


def lacks_slip(ticket: Ticket) -> bool:
    """Whether staff have to see to the slip of whoever waits."""
    return ticket.print_state is FAILED or ticket.print_reason == INTERRUPTED


def printer_rows(office: Office, unprinted: Iterable[Ticket]) -> tuple[PrinterRow, ...]:
    """Those that are in trouble, the newest first, then those whose slips are still lacking."""
    lacking: dict[str, list[Ticket]] = {}
    for ticket in sorted(unprinted, key=lambda ticket: ticket.turn, reverse=True):
        lacking.setdefault(ticket.kiosk, []).append(ticket)
    in_trouble = {printer.kiosk for printer in office.printers}
    broken = [
        PrinterRow(
            printer.kiosk,
            printer.reason,
            len(printer.numbers),
            printer.since,
            _numbers(lacking.get(printer.kiosk, ())),
        )
        for printer in office.printers
    ]
    empty = [PrinterRow(kiosk, PAPER_OUT) for kiosk in office.paper_out if kiosk not in in_trouble]
    mended = [
        PrinterRow(kiosk, "", len(tickets), tickets[-1].issued_at, _numbers(tickets))
        for kiosk, tickets in lacking.items()
        if kiosk not in in_trouble
    ]
    return (*broken, *empty, *mended)


def _numbers(tickets: Iterable[Ticket]) -> tuple[str, ...]:
    return tuple(ticket.number for ticket in tickets)[:NUMBERS_SHOWN_MAX]
