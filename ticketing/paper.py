"""What is known about paper: what became of a ticket's slip, and which kiosks are short of it."""

from ticketing.events import PrintReported, ReprintAsked
from ticketing.office import Office, ReprintWish
from ticketing.tickets import PrintState, Ticket
from ticketing.values import replace

KIOSKS_LOW_MAX = 20
REPRINTS_WAITING_MAX = 20


def with_print(ticket: Ticket, report: PrintReported) -> Ticket:
    """The ticket after a report; a copy that failed takes nothing away from a slip that was printed."""
    has_failed = report.outcome == "failed"
    if report.copy and has_failed and ticket.print_state is PrintState.PRINTED:
        return ticket
    return replace(
        ticket,
        print_state=PrintState(report.outcome),
        print_reason=report.reason,
        printed_at=ticket.printed_at or (None if has_failed else report.at),
        copies=ticket.copies + (report.copy and not has_failed),
        kiosk=report.kiosk,
    )


def with_wish(office: Office, asked: ReprintAsked) -> Office:
    """The office in which a counter waits for a copy; the oldest of too many wishes are given up."""
    wish = ReprintWish(asked.ask, asked.number, office.tickets[asked.number].kiosk)
    wishes = (*office.reprints, wish)[-REPRINTS_WAITING_MAX:]
    return replace(office, reprints=wishes, reprint_count=asked.ask)


def wishes_after(wishes: tuple[ReprintWish, ...], report: PrintReported) -> tuple[ReprintWish, ...]:
    """The wishes that are left when a copy was tried, whether it was printed or not."""
    return tuple(wish for wish in wishes if not (report.copy and wish.number == report.number))


def keeping_print(before: Ticket, now: Ticket) -> Ticket:
    """The ticket as it was, but for its paper: what was printed since stays printed."""
    return replace(
        before,
        print_state=now.print_state,
        print_reason=now.print_reason,
        printed_at=now.printed_at,
        copies=now.copies,
        kiosk=now.kiosk,
    )


def paper_low_after(kiosks: tuple[str, ...], report: PrintReported) -> tuple[str, ...]:
    """The kiosks that are short of paper, newest first; only a printed slip shows that one is not."""
    others = tuple(name for name in kiosks if name != report.kiosk)
    if report.paper_low:
        return (report.kiosk, *others)[:KIOSKS_LOW_MAX]
    return others if report.outcome == "printed" else kiosks
