"""What is written on the slip of a ticket, and on the list of papers to bring."""

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from kiosk.printing.lettering import NO_BREAK
from kiosk.printing.papers_list import PapersList
from kiosk.printing.slip import Slip
from terminal.office_names import field_name
from ticketing.answers import TicketAnswer
from ticketing.places import named_together
from ticketing.plan import Procedure, SlipPlan, place_at
from ticketing.procedures import EMPTY_CATALOGUE, Catalogue
from ticketing.sentences import shown_day
from ticketing.views import KioskView
from ticketing.wire.messages import OfficeCard
from wording import Wording

TRACK_PATH = "/t/"
NOON_HOUR = 12


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What all slips of a kiosk have in common, and what the office last told of itself.

    `public_address` is the kiosk's own setting; without it that of the office file counts, and without any
    slips carry no code.
    """

    office: OfficeCard
    public_address: str = ""
    view: KioskView | None = None
    catalogue: Catalogue = EMPTY_CATALOGUE


def ticket_slip(ticket: TicketAnswer, head: Letterhead, words: Wording, *, copy: bool = False) -> Slip:
    """The slip in the language of `words`; that the ticket has priority stands on it, but never why."""
    taken = ticket.issued_at.astimezone(ZoneInfo(head.office.time_zone))
    plan = head.office.slip
    track = track_address(ticket, head)
    slip = Slip(
        number=ticket.number,
        field_name=field_name(head.office, ticket.field, words.language),
        office_lines=tuple(name.worded(words.language) for name in head.office.names),
        priority_mark=words("PRIORITY") if ticket.priority else "",
        copy_mark=words("COPY") if copy else "",
        where_line=where_sentence(ticket.field, head, words),
        late_line=late_sentence(ticket, head.office, words),
        wait_line=_wait_line(ticket, plan, words),
        time_line=_time_line(taken, plan, words),
        qr_text=track,
        qr_caption=words("Scan to follow the queue") if track else "",
        missed_line=_missed_line(head.office, words) if plan.missed_call else "",
        help_line=_help_line(head, words),
        extra_lines=tuple(line.worded(words.language) for line in plan.lines),
        logo=plan.logo,
        copies=1 if copy else plan.copies,
    )
    return _with_procedure(slip, ticket, head, words)


def track_address(ticket: TicketAnswer, head: Letterhead) -> str | None:
    """Where a phone follows this ticket; None where the office wants no code or has no address for it."""
    address = public_address(head)
    return f"{address.rstrip('/')}{TRACK_PATH}{ticket.track}" if address and head.office.slip.code else None


def public_address(head: Letterhead) -> str:
    """Where citizens' phones reach the server, as far as anybody has said so."""
    return head.public_address or head.office.slip.public_address


def where_sentence(field: str, head: Letterhead, words: Wording) -> str:
    """Where citizens of this field are served: as the office says, or at the counters that serve it now."""
    card = next((each for each in head.office.fields if each.code == field), None)
    place = card.where.worded(words.language) if card else ""
    if not place:
        counters = _counters_of(field, head)
        place = named_together((place_at(head.office.counters, each) for each in counters), words)
    return words("Served at: {place}", place=place[:1].upper() + place[1:]) if place else ""


def late_sentence(ticket: TicketAnswer, office: OfficeCard, words: Wording) -> str:
    """How a number is called that a kiosk gave out without its server, and that is far from all others."""
    if not ticket.is_late:
        return ""
    taken = ticket.issued_at.astimezone(ZoneInfo(office.time_zone))
    return words(
        "Given out while offline: called by the time it was taken, {time}, not by its number",
        time=f"{taken:%H:%M}",
    )


def _counters_of(field: str, head: Letterhead) -> tuple[int, ...]:
    """Those that serve the field now; those that the office file names, where that is not known."""
    rows = head.view.fields if head.view else ()
    now = next((row.counters for row in rows if row.code == field), ())
    return now or tuple(counter.number for counter in head.office.counters if field in counter.fields)


def _wait_line(ticket: TicketAnswer, plan: SlipPlan, words: Wording) -> str:
    parts = []
    if plan.people_ahead and ticket.ahead is not None:
        parts.append(
            words("Ahead of you: {n}", n=ticket.ahead) if ticket.ahead else words("Nobody ahead of you")
        )
    if plan.expected_wait and ticket.expected_minutes:
        minutes = ticket.expected_minutes
        is_alone = not parts
        parts.append(
            words("Expected wait: about {m} min", m=minutes)
            if is_alone
            else words("about {m} min", m=minutes)
        )
    return " · ".join(parts)


def _time_line(taken: datetime, plan: SlipPlan, words: Wording) -> str:
    """When the number was taken and for how long it holds, in one line."""
    is_morning = taken.hour < NOON_HOUR
    if plan.valid_for == "session":
        holds = words("this morning only") if is_morning else words("this afternoon only")
    elif plan.valid_for == "day":
        holds = words("today only")
    elif plan.session:
        holds = words("morning") if is_morning else words("afternoon")
    else:
        holds = ""
    moment = words("{time} on {date}", time=f"{taken:%H:%M}", date=shown_day(taken))
    return " · ".join(filter(None, (moment, holds)))


def _missed_line(office: OfficeCard, words: Wording) -> str:
    if not office.recalls_max:
        return words("Called once only; if you miss it, please tell the guidance desk")
    return words(
        "Called again {n} times; if you miss that, please tell the guidance desk", n=office.recalls_max
    )


def _help_line(head: Letterhead, words: Wording) -> str:
    phone = head.office.slip.phone or (head.view.phone if head.view else "")
    return words("Help: {phone}", phone=phone.replace(" ", NO_BREAK)) if phone else ""


def _with_procedure(slip: Slip, ticket: TicketAnswer, head: Letterhead, words: Wording) -> Slip:
    """The slip with what was chosen and what to have ready for it."""
    procedure = head.catalogue.procedure(ticket.procedure) if ticket.procedure else None
    if procedure is None:
        return slip
    more = (
        words("See the rest on your phone") if slip.qr_text else words("Ask the guidance desk for the rest")
    )
    return replace(
        slip,
        procedure=procedure.name,
        papers_title=words("Please have ready"),
        papers=procedure.papers,
        papers_more=more,
        papers_note=head.catalogue.note.worded(words.language),
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
