"""What is known about paper: what became of a ticket's slip, its copies, and which kiosks are short of it."""

from datetime import datetime

from ticketing import commands as c
from ticketing import events as e
from ticketing.events import Events, PrintReported, ReprintAsked
from ticketing.office import Office, PrinterTrouble, ReprintRequest, with_ticket
from ticketing.refusals import Refusal
from ticketing.rules.checks import known_ticket, open_counter
from ticketing.rules.tables import Decisions, Folds
from ticketing.sentences import N_, Words
from ticketing.texts import KIOSK_NAME_LENGTH_MAX, checked_text
from ticketing.tickets import PrintState, Ticket, TicketState
from ticketing.values import replace

KIOSKS_LOW_MAX = 20
REPRINTS_WAITING_MAX = 20
FAILED_SLIPS_KEPT_MAX = 100
CAME_OUT = ("printed", "sent")
PAPER_OUT = "paper-out"
INTERRUPTED = "interrupted"
"""Why a slip is not confirmed whose kiosk was stopped meanwhile; staff are told as if it had failed."""

PRINT_REASONS: dict[str, str] = {
    "off": N_("the printer is off or out of reach"),
    "no-answer": N_("the printer gives no answer"),
    "paper-out": N_("the printer is out of paper"),
    "cover-open": N_("the printer's cover is open"),
    "not-escpos": N_("what answers there is no slip printer"),
    "slow": N_("the printer is slow, the slip may come out later"),
    "interrupted": N_("the kiosk was stopped while it printed"),
    "other": N_("the printer reports an error"),
}


def worded_reason(reason: str, words: Words) -> str:
    """The reason in the language of `words`; one that a newer kiosk has is shown as it came."""
    return words(PRINT_REASONS[reason]) if reason in PRINT_REASONS else reason


def _report_print(office: Office, command: c.ReportPrint, now: datetime) -> Events:
    ticket = known_ticket(office, command.number)
    printed_at = command.printed_at.astimezone(now.tzinfo) if command.printed_at else None
    return (
        e.PrintReported(
            at=now,
            number=command.number,
            outcome=command.outcome,
            reason=checked_text(command.reason),
            copy=command.copy,
            paper_low=command.paper_low,
            kiosk=checked_text(command.kiosk, KIOSK_NAME_LENGTH_MAX),
            printed_at=printed_at if printed_at and ticket.issued_at <= printed_at <= now else None,
        ),
    )


def _ask_reprint(office: Office, command: c.AskReprint, now: datetime) -> Events:
    counter = open_counter(office, command.counter)
    ticket = known_ticket(office, command.number)
    if ticket.state in (TicketState.SERVED, TicketState.CANCELLED, TicketState.LAPSED):
        raise Refusal("not-reprintable", number=ticket.number, state=ticket.state.value)
    return (e.ReprintAsked(now, ticket.number, counter.number, office.reprint_count + 1),)


def slip_asked(office: Office, number: str, counter: int | None, now: datetime) -> e.ReprintAsked:
    """The slip of a number that a desk has just given out, by the kiosk that has printed last."""
    printed = (ticket for ticket in office.tickets.values() if ticket.printed_at is not None)
    last = max(printed, key=lambda ticket: ticket.place, default=None)
    return e.ReprintAsked(now, number, counter, office.reprint_count + 1, last.kiosk if last else "")


def _print_reported(office: Office, event: e.PrintReported) -> Office:
    reprints = _requests_after(office.reprints, event)
    office = replace(
        office,
        paper_low=_short_after(office.paper_low, event, event.paper_low and event.reason != PAPER_OUT),
        paper_out=_short_after(office.paper_out, event, event.reason == PAPER_OUT),
        printers=_printers_after(office.printers, event),
        reprints=reprints,
    )
    return with_ticket(office, _with_print(office.tickets[event.number], event))


def _with_print(ticket: Ticket, report: PrintReported) -> Ticket:
    """The ticket after a report; a copy that did not come out takes nothing from a slip that was printed."""
    came_out = report.outcome in CAME_OUT
    if report.copy and not came_out and ticket.print_state is PrintState.PRINTED:
        return ticket
    return replace(
        ticket,
        print_state=PrintState(report.outcome),
        print_reason=report.reason,
        printed_at=ticket.printed_at or ((report.printed_at or report.at) if came_out else None),
        copies=ticket.copies + (report.copy and came_out),
        kiosk=report.kiosk,
    )


def _reprint_asked(office: Office, asked: ReprintAsked) -> Office:
    """The office in which a counter waits for a copy; the oldest of too many requests are given up."""
    kiosk = asked.kiosk or office.tickets[asked.number].kiosk
    request = ReprintRequest(asked.ask, asked.number, kiosk)
    requests = (*office.reprints, request)[-REPRINTS_WAITING_MAX:]
    return replace(office, reprints=requests, reprint_count=asked.ask)


def _requests_after(
    requests: tuple[ReprintRequest, ...], report: PrintReported
) -> tuple[ReprintRequest, ...]:
    """The requests that are left when a copy was tried, whether it was printed or not."""
    return tuple(request for request in requests if not (report.copy and request.number == report.number))


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


def _short_after(kiosks: tuple[str, ...], report: PrintReported, is_short: bool) -> tuple[str, ...]:
    """The kiosks that are short of paper, newest first; only a slip that came out shows that one is not."""
    others = tuple(name for name in kiosks if name != report.kiosk)
    if is_short:
        return (report.kiosk, *others)[:KIOSKS_LOW_MAX]
    is_over = report.outcome in CAME_OUT or report.reason == PAPER_OUT
    return others if is_over else kiosks


def _printers_after(
    printers: tuple[PrinterTrouble, ...], report: PrintReported
) -> tuple[PrinterTrouble, ...]:
    """The kiosks whose last slips have failed, newest first; a slip that comes out ends the trouble."""
    if report.outcome not in (*CAME_OUT, "failed"):
        return printers
    others = tuple(printer for printer in printers if printer.kiosk != report.kiosk)
    if report.outcome != "failed":
        return others
    known = next((printer for printer in printers if printer.kiosk == report.kiosk), None)
    numbers = tuple(number for number in known.numbers if number != report.number) if known else ()
    since = known.since if known else report.printed_at or report.at
    failed = (report.number, *numbers)[:FAILED_SLIPS_KEPT_MAX]
    trouble = PrinterTrouble(report.kiosk, since, report.reason, failed)
    return (trouble, *others)[:KIOSKS_LOW_MAX]


DECISIONS: Decisions = {c.ReportPrint: _report_print, c.AskReprint: _ask_reprint}
FOLDS: Folds = {e.PrintReported: _print_reported, e.ReprintAsked: _reprint_asked}
