"""Which calls belong to the zones that a wall shows, and what places are called on it."""

from terminal.office_names import counter_place
from ticketing.wire.messages import OfficeCard, ZoneCard
from wording import Wording


def shown_zones(office: OfficeCard, zone: str) -> tuple[ZoneCard, ...]:
    """The zones that a wall shows: the one that it names, or all; an unknown name shows all too."""
    return tuple(each for each in office.zones if each.code == zone) or office.zones


def hears(zones: tuple[ZoneCard, ...], field: str, counter: int) -> bool:
    """Whether a call is one of these zones'."""
    return any(
        not (zone.fields or zone.counters) or field in zone.fields or counter in zone.counters
        for zone in zones
    )


def place_name(office: OfficeCard, counter: int, words: Wording) -> str:
    """Where a counter is, at the beginning of a line: Quầy 3, Phòng 201."""
    return capital(counter_place(office, counter).named(words))


def capital(text: str) -> str:
    """A text as it begins a line."""
    return text[:1].upper() + text[1:]
