"""Reads from the code of an identity card no more than an age, and what priority it may give."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from ticketing.plan import PriorityClass
from ticketing.wire.messages import OfficeCard

PAYLOAD_LENGTH_MAX = 1_000
PARTS_MIN = 7
NUMBER_PLACE, BIRTH_PLACE = 0, 3
NUMBER_DIGITS = 12
AGE_MAX = 130


class CardSaid(StrEnum):
    """What came of reading an identity card; the card itself is kept nowhere."""

    NOTHING = ""
    UNREADABLE = "unreadable"
    NO_PRIORITY = "no-priority"
    PRIORITY = "priority"


class CardUnreadable(Exception):
    """What was scanned is no card with an age; not a letter of it is repeated here."""


def card_says(payload: str, office: OfficeCard | None, today: date | None) -> tuple[CardSaid, str | None]:
    """What a card's age proposes; of the payload nothing leaves this function."""
    if office is None or today is None:
        return CardSaid.UNREADABLE, None
    try:
        group = proposed_class(age_on(payload, today), office.priority_classes)
    except CardUnreadable:
        return CardSaid.UNREADABLE, None
    return (CardSaid.PRIORITY, group.code) if group else (CardSaid.NO_PRIORITY, None)


def age_on(payload: str, today: date) -> int:
    """The age in full years that the card's holder has on `today` for certain.

    The payload is the text of the code: parts between bars, the number first, the day of birth fourth. Where
    only the year of birth is known, by that part or by the number, the birthday is taken as still to come.
    Raises CardUnreadable.
    """
    if len(payload) > PAYLOAD_LENGTH_MAX:
        raise CardUnreadable
    parts = [part.strip() for part in payload.split("|")]
    number = parts[NUMBER_PLACE]
    if len(parts) < PARTS_MIN or len(number) != NUMBER_DIGITS or not _is_digits(number):
        raise CardUnreadable
    born = _day(parts[BIRTH_PLACE]) or _last_day(parts[BIRTH_PLACE]) or _last_day(_year_in(number))
    if born is None:
        raise CardUnreadable
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    if not 0 <= age <= AGE_MAX:
        raise CardUnreadable
    return age


def proposed_class(age: int, classes: Iterable[PriorityClass]) -> PriorityClass | None:
    """The class of the highest age that this one reaches, of those that citizens may declare."""
    reached = [
        (group.age_min, -place, group)
        for place, group in enumerate(classes)
        if group.at_kiosk and group.age_min is not None and age >= group.age_min
    ]
    return max(reached, key=lambda entry: entry[:2])[2] if reached else None


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _day(text: str) -> date | None:
    """The day in ddMMyyyy, if there is such a day."""
    if len(text) != 8 or not _is_digits(text):
        return None
    try:
        return date(int(text[4:]), int(text[2:4]), int(text[:2]))
    except ValueError:
        return None


def _last_day(text: str) -> date | None:
    """The last day of the year that is all a text such as 1940 or 00001940 tells."""
    year = text[-4:] if len(text) in (4, 8) and _is_digits(text) else ""
    return date(int(year), 12, 31) if year and int(year) else None


def _year_in(number: str) -> str:
    """The year of birth in a card's number: a digit for century and sex, and two for the year."""
    return str(1900 + 100 * (int(number[3]) // 2) + int(number[4:6]))
