"""What is written on the slip of a ticket, and on the list of papers to bring."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from kiosk.printing.papers_list import PapersList
from kiosk.printing.slip import Slip
from terminal.office_names import field_name
from ticketing.answers import TicketAnswer
from ticketing.plan import Procedure
from ticketing.sentences import shown_day
from ticketing.wire.messages import OfficeCard
from wording import Wording

TRACK_PATH = "/t/"
NOON_HOUR = 12


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What all slips of a kiosk have in common.

    `public_address` is the kiosk's own setting; without it that of the office file counts, and without any
    slips carry no code.
    """

    office: OfficeCard
    public_address: str = ""


def ticket_slip(ticket: TicketAnswer, head: Letterhead, words: Wording, *, copy: bool = False) -> Slip:
    """The slip in the language of `words`; that the ticket has priority stands on it, but never why."""
    taken = ticket.issued_at.astimezone(ZoneInfo(head.office.time_zone))
    plan = head.office.slip
    track = track_address(ticket, head)
    return Slip(
        title=words("QUEUE SLIP"),
        number=ticket.number,
        field_name=field_name(head.office, ticket.field, words.language),
        office_lines=tuple(name.worded(words.language) for name in head.office.names),
        priority_mark=words("PRIORITY") if ticket.priority else "",
        copy_mark=words("COPY") if copy else "",
        ahead_line=_ahead_line(ticket, words) if plan.people_ahead else "",
        expected_line=_expected_line(ticket, words) if plan.expected_wait else "",
        time_line=words("Taken at: {time} on {date}", time=f"{taken:%H:%M}", date=shown_day(taken)),
        session_line=_session_line(taken, words) if plan.session else "",
        qr_text=track,
        qr_caption=words("Scan to follow the queue") if track else "",
        foot_lines=(words("Please keep this slip and wait for your number. Thank you!"),),
        missed_line=_missed_line(head.office, words) if plan.missed_call else "",
        extra_lines=tuple(line.worded(words.language) for line in plan.lines),
        logo=plan.logo,
        copies=1 if copy else plan.copies,
    )


def track_address(ticket: TicketAnswer, head: Letterhead) -> str | None:
    """Where a phone follows this ticket; None where the office wants no code or has no address for it."""
    address = head.public_address or head.office.slip.public_address
    return f"{address.rstrip('/')}{TRACK_PATH}{ticket.track}" if address and head.office.slip.code else None


def _ahead_line(ticket: TicketAnswer, words: Wording) -> str:
    if ticket.ahead is None:
        return words("People waiting ahead: not known, the connection is down")
    return words("People waiting ahead: {n}", n=ticket.ahead)


def _expected_line(ticket: TicketAnswer, words: Wording) -> str:
    if not ticket.expected_minutes:
        return ""
    return words("Expected wait: about {m} min", m=ticket.expected_minutes)


def _session_line(taken: datetime, words: Wording) -> str:
    return words("Session: morning") if taken.hour < NOON_HOUR else words("Session: afternoon")


def _missed_line(office: OfficeCard, words: Wording) -> str:
    if not office.recalls_max:
        return words("Called once only; if you miss the call, please tell the guidance desk")
    return words(
        "Called again {n} times at most; if you miss that, please tell the guidance desk",
        n=office.recalls_max,
    )


def papers_list(
    procedure: Procedure, papers: tuple[str, ...], head: tuple[OfficeCard, str], words: Wording
) -> PapersList:
    """The list in the language of `words`; `head` is the office, and what has to be said of its catalogue."""
    office, note = head
    return PapersList(
        title=words("PAPERS TO BRING"),
        procedure=procedure.name,
        papers=papers,
        office_lines=tuple(name.worded(words.language) for name in office.names),
        foot_lines=(words("This is not a queue number"), note),
    )
