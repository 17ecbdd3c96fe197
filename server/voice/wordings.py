"""Which voice says a saying, in which words: one voice from beginning to end, and never half of another."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from server.voice.pack import VoicePack
from ticketing.plan import NumberReading
from ticketing.voice.announcement import Announcement, announcement_clips, joined_clips, plain_clips
from ticketing.voice.turns import Form


@dataclass(frozen=True, slots=True)
class ClipsOfCalls:
    """The clips of each call of a saying, all of one voice."""

    voice: VoicePack
    calls: tuple[tuple[str, ...], ...]


def worded_by(
    pack: VoicePack, calls: tuple[Announcement, ...], form: Form, reading: NumberReading
) -> ClipsOfCalls:
    """How calls are said in this form: by the pack in words that it has, or else by its stand-in.

    A voice that lacks a word of whole numbers reads digit by digit, one without the short words says where
    to come to in the long ones. Where nobody has all words, what is there is said.
    """
    voices = [voice for voice in (pack, pack.stand_in) if voice]
    for voice in voices:
        for said in _wordings(calls, form, reading):
            if all(clip in voice.clips for clips in said for clip in clips):
                return ClipsOfCalls(voice, said)
    voice, said = voices[-1], next(_wordings(calls, form, reading))
    return ClipsOfCalls(voice, tuple(tuple(clip for clip in clips if clip in voice.clips) for clips in said))


def _wordings(
    calls: tuple[Announcement, ...], form: Form, reading: NumberReading
) -> Iterator[tuple[tuple[str, ...], ...]]:
    """The ways to say these calls, the best first."""
    readings = (reading, replace(reading, mode="digits"))
    for way in readings:
        yield tuple(_clips(call, form, way) for call in calls)
    if form == "short":
        for way in readings:
            yield tuple(plain_clips(call, way) for call in calls)


def _clips(call: Announcement, form: Form, reading: NumberReading) -> tuple[str, ...]:
    """The clips of a call in this form; what follows from a last recall is said once."""
    if form == "short":
        return joined_clips(call, reading)
    return announcement_clips(replace(call, is_last=False) if form == "again" else call, reading)
