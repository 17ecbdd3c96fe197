"""What the first page says: of the office and each field, of late hours, and of identity cards."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from kiosk.input.id_card import CardSaid
from kiosk.printing.printer import PrinterRest
from link.contract import LinkState
from ticketing.opening_texts import opens_again, week_hours, why_closed
from ticketing.places import PLACE_WORDS
from ticketing.rules.paper import PAPER_OUT
from ticketing.sentences import WEEKDAYS
from ticketing.taking_numbers import HallState
from ticketing.views import FieldRow, KioskView
from ticketing.wire.messages import FieldCard, OfficeCard
from wording import Wording

ANSWERING = (LinkState.LIVE, LinkState.OFFLINE)
"""The states in which a press gets a number: from the server, or from the kiosk's lease."""


@dataclass(frozen=True, slots=True)
class WordedField:
    """A field as a button says it; `key` presses it on a keypad.

    `short` is its name where room is scarce, `short_line` its line.
    """

    code: str
    key: str
    name: str
    line: str
    can_press: bool
    short: str = ""
    short_line: str = ""


@dataclass(frozen=True, slots=True)
class ClosedNote:
    """Why there is no field to choose now, what to do, and perhaps the hours of the week."""

    title: str
    advice: str
    hours: tuple[str, ...] = ()


def closed_note(view: KioskView, office: OfficeCard, now: datetime, words: Wording) -> ClosedNote | None:
    """Why no number can be taken at `now` and when one can again; None while some can, or a field says so."""
    if view.is_open and view.hall.state != "full":
        return None
    hall = view.hall
    if hall.state == "open":  # told by a server that does not say more
        hall = HallState("holiday" if view.holiday else "closed", view.holiday, view.opens_at)
    local = now.astimezone(ZoneInfo(office.time_zone))
    return ClosedNote(
        why_closed(hall, local, words, words.language),
        opens_again(hall, local, words),
        tuple(f"{days}: {times}" for days, times in week_hours(office.hours, words)),
    )


def same_day_line(office: OfficeCard, now: datetime | None, words: Wording) -> str:
    """That results of the same day come the next working day by now; empty before that hour."""
    until = office.same_day_until
    if until is None or now is None or now.astimezone(ZoneInfo(office.time_zone)).time() < until:
        return ""
    return words("Received after {time}: same-day results come the next working day", time=f"{until:%H:%M}")


def connecting_note(words: Wording) -> ClosedNote:
    """What is said before the office has been heard for the first time."""
    return ClosedNote(
        words("This machine is not ready yet"), words("Please wait a moment or see the guidance desk")
    )


def worded_fields(
    office: OfficeCard, view: KioskView | None, state: LinkState, words: Wording
) -> tuple[WordedField, ...]:
    """Every field of the office; none can be pressed while nobody would answer, or only to say no."""
    rows = {row.code: row for row in view.fields} if view else {}
    keys = field_keys(office.fields)
    lines = {row.code: _closed_line(row, view.day, office, words) for row in view.fields} if view else {}
    is_open = view is not None and view.is_open and state in ANSWERING
    return tuple(
        WordedField(
            code=field.code,
            key=keys[field.code],
            name=field.name.worded(words.language),
            line=lines.get(field.code) or _line(rows.get(field.code), office, words, state),
            can_press=is_open and field.code in rows and _has_number(rows[field.code]),
            short=field.short.vi if words.language == "vi" else field.short.en,
            short_line=_short_line(rows.get(field.code), words, state),
        )
        for field in office.fields
    )


def _has_number(row: FieldRow) -> bool:
    return row.is_open and row.left != 0


def _closed_line(row: FieldRow, today: date, office: OfficeCard, words: Wording) -> str:
    """When a field opens that is closed by hours of its own; empty for any other."""
    if row.is_open:
        return ""
    if row.opens_at is None:
        return words("No numbers at this hour. Please see the guidance desk")
    opens = row.opens_at.astimezone(ZoneInfo(office.time_zone))
    time, weekday, day = f"{opens:%H:%M}", words(WEEKDAYS[opens.weekday()]), f"{opens:%d/%m}"
    hours = ", ".join(str(session) for session in row.hours)
    if not hours:
        return words("Closed today. Opens at {time} on {weekday}, {day}", time=time, weekday=weekday, day=day)
    if opens.date() == today:
        return words("Only {hours}. Opens today at {time}", hours=hours, time=time)
    values = {"hours": hours, "time": time, "weekday": weekday, "day": day}
    return words("Only {hours}. Opens at {time} on {weekday}, {day}", **values)


def field_keys(fields: tuple[FieldCard, ...]) -> dict[str, str]:
    """The key of each field: its code where all are one digit, else its place, up to the ninth."""
    codes = [field.code for field in fields]
    if all(len(code) == 1 and code in "123456789" for code in codes):
        return {code: code for code in codes}
    return {code: str(place) if place <= 9 else "" for place, code in enumerate(codes, start=1)}


def _line(row: FieldRow | None, office: OfficeCard, words: Wording, state: LinkState) -> str:
    if row is None:
        return ""
    if state is LinkState.OFFLINE:
        return words("No numbers here now. Please see the guidance desk") if row.left == 0 else ""
    if row.left == 0:
        return words("No numbers left today. Please come back on the next working day")
    line = words("Nobody waits yet")
    if row.waiting:
        line = words.count("Waiting: {n} person", "Waiting: {n} people", row.waiting)
    if state is LinkState.OLD:
        return words("{line} (old figure)", line=line)
    if row.counters_open == 0:
        return words("{waiting} · no {place} open yet", waiting=line, place=_place_word(row, office, words))
    if not row.expected_minutes:
        return line
    return words("{waiting} · about {minutes} min", waiting=line, minutes=row.expected_minutes)


def _place_word(row: FieldRow, office: OfficeCard, words: Wording) -> str:
    """What the places of a field are called, if all are called alike."""
    kinds = {counter.place for counter in office.counters if row.code in counter.fields}
    return words(PLACE_WORDS[kinds.pop() if len(kinds) == 1 else "counter"])


def _short_line(row: FieldRow | None, words: Wording, state: LinkState) -> str:
    """What is said of a field in the fewest words, for buttons that are too narrow for more."""
    if row is None or state is LinkState.OFFLINE:
        return ""
    if not row.is_open:
        return words("closed now")
    if row.left == 0:
        return words("no numbers left")
    if not row.waiting:
        return words("Nobody waits yet")
    people = words.count("{n} person", "{n} people", row.waiting)
    if state is LinkState.OLD or not row.expected_minutes or row.counters_open == 0:
        return people
    return words("{people} · {minutes} min", people=people, minutes=row.expected_minutes)


def card_line(said: CardSaid, words: Wording) -> str:
    """One sentence, and for the invitation the promise that goes with it."""
    match said:
        case CardSaid.UNREADABLE:
            return words("The code could not be read. Please try again or go on without it")
        case CardSaid.NO_PRIORITY:
            return words("The card's age gives no priority. You may still choose a group")
        case CardSaid.PRIORITY:
            return words("The card's age gives priority; the group is marked for you")
    invitation = words("You may scan the code of your identity card (not needed)")
    promise = words("It is used for priority only and is not kept")
    return f"{invitation}. {promise}"


def printer_line(rest: PrinterRest | None, words: Wording) -> str:
    """That no slip comes out now, and that there are numbers all the same; empty while all is well."""
    if rest is None or not rest.reason:
        return ""
    if rest.reason == PAPER_OUT:
        return words("No paper. You still get a number: please photograph the screen or remember the number")
    return words(
        "The printer does not print now. "
        "You still get a number: please photograph the screen or remember the number"
    )
