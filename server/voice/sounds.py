"""The sounds of announcements: joined once from the clips of the voice, the newest of them kept."""

import logging
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from server.voice.pack import PackFault, PackUnusable, VoicePack, load_pack, other_language
from server.voice.samples import (
    CHIME_HERTZ,
    SAMPLES_PER_SECOND,
    Samples,
    chime,
    joined,
    seconds_of,
    silence,
    write_wav,
)
from ticketing.plan import NumberReading, VoicePlan
from ticketing.voice.announcement import PHRASES, Announcement, announcement_clips, joined_clips
from ticketing.voice.turns import SHOWN_SECONDS, Form, Timing
from voices import shipped_voice

SOUNDS_KEPT_MAX = 16
PAUSE_IN_NUMBER_SECONDS = 0.05
PAUSE_AT_PHRASE_SECONDS = 0.12
PAUSE_SECONDS = 0.45

_Clips = Mapping[NumberReading, tuple[str, ...]]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SpokenCalls:
    """What is said in one go: these calls in this form. `follows`: right after another announcement."""

    calls: tuple[Announcement, ...]
    form: Form = "whole"
    follows: bool = False


@dataclass(frozen=True, slots=True)
class Sound:
    """A saying as a wav file of this name.

    `starts` is when each of its calls has its turn, in seconds: in the midst of the pause before it.
    """

    name: str
    starts: tuple[float, ...]
    seconds: float
    wav: bytes


class Sounds:
    """Joins announcements in the languages and readings of an office."""

    def __init__(self, readings: Iterable[NumberReading], packs: Mapping[str, VoicePack]) -> None:
        self._packs = {reading: packs[reading.language] for reading in readings if reading.language in packs}
        self._kept: OrderedDict[str, Sound] = OrderedDict()
        self._chime, self._tone = chime(), chime(CHIME_HERTZ[:1])
        self._pauses = tuple(map(silence, (PAUSE_IN_NUMBER_SECONDS, PAUSE_AT_PHRASE_SECONDS, PAUSE_SECONDS)))

    @property
    def can_speak(self) -> bool:
        """Whether there is a voice at all."""
        return bool(self._packs)

    def of(self, spoken: SpokenCalls) -> Sound | None:
        """The sound of a saying; None where no voice is there."""
        calls = tuple(self._said(call, spoken.form) for call in spoken.calls)
        if not any(any(said.values()) for said in calls):
            return None
        name = self._name(calls, spoken)
        if name not in self._kept:
            self._kept[name] = self._joined(name, calls, spoken)
            while len(self._kept) > SOUNDS_KEPT_MAX:
                self._kept.popitem(last=False)
        self._kept.move_to_end(name)
        return self._kept[name]

    def timing(self, spoken: SpokenCalls) -> Timing:
        """How long a saying takes, and when each of its calls begins."""
        sound = self.of(spoken)
        return (
            Timing(sound.starts, sound.seconds)
            if sound
            else Timing((0.0,) * len(spoken.calls), SHOWN_SECONDS)
        )

    def find(self, name: str) -> bytes | None:
        """The wav file of this name, if it is one of the newest."""
        sound = self._kept.get(name)
        return sound.wav if sound else None

    def _said(self, call: Announcement, form: Form) -> _Clips:
        """The clips of a call by reading."""
        return {reading: self._clips(call, form, reading) for reading in self._packs}

    def _clips(self, call: Announcement, form: Form, reading: NumberReading) -> tuple[str, ...]:
        """The clips that the pack has; digit by digit where it lacks a word of the whole number."""
        pack, clips = self._packs[reading], clips_in_form(call, form, reading)
        if reading.mode == "number" and not all(clip in pack.clips for clip in clips):
            clips = clips_in_form(call, form, replace(reading, mode="digits"))
        return tuple(clip for clip in clips if clip in pack.clips)

    def _name(self, calls: Sequence[_Clips], spoken: SpokenCalls) -> str:
        parts = [str(spoken.follows)]
        for said in calls:
            for reading, clips in said.items():
                parts += [reading.language, self._packs[reading].fingerprint, *clips]
        return sha256("/".join(parts).encode()).hexdigest()[:24]

    def _joined(self, name: str, calls: Sequence[_Clips], spoken: SpokenCalls) -> Sound:
        pieces = list(self._lead(spoken))
        starts: list[float] = []
        for said in calls:
            begins = sum(map(len, pieces)) / SAMPLES_PER_SECOND
            starts.append(begins - PAUSE_SECONDS / 2 if starts else 0.0)
            pieces.extend(self._pieces(said))
        samples = joined(pieces)
        return Sound(name, tuple(starts), seconds_of(samples), write_wav(samples))

    def _lead(self, spoken: SpokenCalls) -> Iterator["Samples[int]"]:
        """The chime; one tone of it where something was said just before, and none before a repetition."""
        if spoken.form == "again":
            return
        yield self._tone if spoken.follows else self._chime

    def _pieces(self, said: _Clips) -> Iterator["Samples[int]"]:
        in_number, at_phrase, between = self._pauses
        for reading, clips in said.items():
            phrases, voice = PHRASES[reading.language], self._packs[reading].clips
            before = ""
            for clip in clips:
                if before:
                    yield at_phrase if clip in phrases or before in phrases else in_number
                yield voice[clip]
                before = clip
            yield between


def clips_in_form(call: Announcement, form: Form, reading: NumberReading) -> tuple[str, ...]:
    """The clips of a call in this form; what follows from a last recall is said once."""
    if form == "short":
        return joined_clips(call, reading)
    return announcement_clips(replace(call, is_last=False) if form == "again" else call, reading)


def load_voice(plan: VoicePlan) -> dict[str, VoicePack]:
    """The packs of an office by language. What its own lacks is taken from the shipped voice, and logged.

    An office's own folder has one folder for each language, as the shipped one has.
    """
    packs = {}
    for language in plan.languages:
        shipped = _loaded(shipped_voice() / language, language)
        own = _loaded(Path(plan.pack) / language, language) if plan.pack else None
        pack = own or shipped
        if own and shipped:
            pack = replace(own, clips={**shipped.clips, **own.clips})
        if pack:
            packs[language] = pack
    return packs


def _loaded(folder: Path, language: str) -> VoicePack | None:
    try:
        pack, faults = load_pack(folder)
        if pack.language != language:
            raise PackUnusable(other_language(pack.language, language))
    except PackUnusable as unusable:
        pack, faults = None, [unusable.fault]
    for fault in faults:
        _tell(folder, fault)
    return pack


def _tell(folder: Path, fault: PackFault) -> None:
    log.warning("The voice in %s: %s The shipped one is used instead.", folder, fault)
