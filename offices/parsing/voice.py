"""The voice in an office file: how calls are said, and the zones that hear them."""

from offices.parsing.days import read_sessions
from offices.parsing.mistakes import Mistake, shown
from offices.parsing.table import Table, refuse_twice
from ticketing.plan import (
    VOLUME_MAX,
    WHOLE_OFFICE,
    CounterPlan,
    Field,
    Name,
    ReadingMode,
    Region,
    VoicePlan,
    Zone,
)
from ticketing.voice.reading import WORDS

PACK_LENGTH_MAX = 300
REPEATS_MAX = 3
ZONES_MAX = 20
ZONE_NAME_LENGTH_MAX = 80
ZONE_COUNTER_MAX = 99

MODES: tuple[ReadingMode, ...] = ("digits", "number")
REGIONS: tuple[Region, ...] = ("north", "south")


def read_voice(voice: Table) -> VoicePlan:
    """The table [voice]; whether its pack can be used is for the server to find out."""
    usual = VoicePlan()
    languages = voice.codes("languages") if "languages" in voice else usual.languages
    for place, language in enumerate(languages):
        if language not in WORDS:
            path, known = (*voice.path, "languages", place), ", ".join(WORDS)
            raise Mistake(path, "unknown-choice", key="languages", value=shown(language), known=known)
    return VoicePlan(
        pack=voice.text("pack", PACK_LENGTH_MAX, usual.pack),
        mode=voice.choice("mode", MODES, usual.mode),
        region=voice.choice("region", REGIONS, usual.region),
        repeats=voice.whole("repeats", 1, REPEATS_MAX, usual.repeats),
        languages=languages,
    )


def read_zones(
    office: Table, fields: tuple[Field, ...], counters: tuple[CounterPlan, ...]
) -> tuple[Zone, ...]:
    """The rows [[zones]]; an office without any is one zone. Every call must be heard somewhere."""
    rows = office.rows("zones", ZONES_MAX)
    zones = tuple(_zone(row, fields, counters) for row in rows) or (WHOLE_OFFICE,)
    refuse_twice("code", [((*row.path, "code"), zone.code) for row, zone in zip(rows, zones, strict=False)])
    for counter in counters:
        if not all(any(zone.hears(field, counter.number) for zone in zones) for field in counter.fields):
            raise Mistake(("zones",), "unheard-counter", counter=counter.number)
    return zones


def _zone(row: Table, fields: tuple[Field, ...], counters: tuple[CounterPlan, ...]) -> Zone:
    code = row.code("code")
    heard = row.codes("fields") if "fields" in row else ()
    at = row.wholes("counters", 1, ZONE_COUNTER_MAX) if "counters" in row else ()
    codes, numbers = [field.code for field in fields], [counter.number for counter in counters]
    for place, field in enumerate(heard):
        if field not in codes:
            path, known = (*row.path, "fields", place), ", ".join(codes)
            raise Mistake(path, "field-of-zone", zone=code, field=shown(field), known=known)
    for place, number in enumerate(at):
        if number not in numbers:
            path, known = (*row.path, "counters", place), ", ".join(map(str, numbers))
            raise Mistake(path, "counter-of-zone", zone=code, counter=number, known=known)
    return Zone(
        code=code,
        name=Name(row.text("vi", ZONE_NAME_LENGTH_MAX), row.text("en", ZONE_NAME_LENGTH_MAX, "")),
        fields=heard,
        counters=at,
        volume=row.whole("volume", 0, VOLUME_MAX, VOLUME_MAX),
        quiet=read_sessions(row, "quiet"),
    )
