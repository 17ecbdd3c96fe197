"""What an office asks of a voice: the words that it has to have, and how many calls a minute it can say."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from server.voice.pack import VoicePack
from server.voice.sounds import Sounds, SpokenCalls
from ticketing.plan import CounterPlan, Field, Name, NumberReading, OfficePlan, VoicePlan, place_at
from ticketing.rules.issuing import serial_text
from ticketing.voice.announcement import Announcement, announcement_clips, joined_clips
from ticketing.voice.reading import number_clips
from ticketing.voice.turns import JOINED_MAX, Form

# What an office is taken to have where none is named.
USUAL_FIELDS = (Field("1", Name("1"), "1"),)
USUAL_COUNTERS = tuple(CounterPlan(number, Name(""), "", ("1",)) for number in range(1, 7))
# Numbers of a morning, few of the day and many, by which the length of a call is measured.
MEASURED_SERIALS = (7, 38, 105, 219)


@dataclass(frozen=True, slots=True)
class CallsAMinute:
    """How many calls a minute a voice can say: each once, each `repeats` times, and joined at a rush."""

    alone: float
    repeated: float
    joined: float


def clips_of_office(plan: OfficePlan, reading: NumberReading) -> frozenset[str]:
    """Every clip that a call of this office may need in this reading, for all its numbers and counters."""
    numbers = {
        clip
        for field in plan.fields
        for serial in range(field.first, field.last + 1)
        for clip in number_clips(serial_text(field, serial), reading)
    }
    said = {
        clip
        for call in _calls_of(plan)
        for clip in (*announcement_clips(call, reading), *joined_clips(call, reading))
    }
    return frozenset(numbers | said)


def _calls_of(plan: OfficePlan) -> Iterator[Announcement]:
    """One call to each counter, and each recall of it."""
    for counter, recall in product(plan.counters, range(plan.rules.recalls_max + 1)):
        place = place_at(plan.counters, counter.number)
        is_last = 0 < plan.rules.recalls_max <= recall
        yield Announcement("", place.sign, recall, is_last, place.kind)


def calls_a_minute(
    packs: Mapping[str, VoicePack], voice: VoicePlan, plan: OfficePlan | None = None
) -> CallsAMinute:
    """What these voices can say for an office, or for a usual one of six counters."""
    sounds = Sounds(voice.readings, packs)
    fields = plan.fields if plan else USUAL_FIELDS
    counters = plan.counters if plan else USUAL_COUNTERS
    places = [place_at(counters, counter.number) for counter in counters]
    calls = tuple(
        Announcement(
            number=serial_text(fields[at % len(fields)], serial),
            sign=places[at % len(places)].sign,
            place=places[at % len(places)].kind,
        )
        for at, serial in enumerate(MEASURED_SERIALS)
    )

    def seconds(form: Form) -> float:
        return sum(sounds.timing(SpokenCalls((call,), form)).seconds for call in calls) / len(calls)

    once, again = seconds("whole"), seconds("again")
    joined = sounds.timing(SpokenCalls(calls[:JOINED_MAX], "short", follows=True)).seconds / JOINED_MAX
    return CallsAMinute(60 / once, 60 / (once + again * (voice.repeats - 1)), 60 / joined)
