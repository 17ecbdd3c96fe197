"""The sounds of announcements: joined once from the clips of the voice, the newest of them kept."""

import logging
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from server.voice.pack import PackFault, PackUnusable, VoicePack, load_pack, other_language
from server.voice.samples import (
    SAMPLES_PER_SECOND,
    Samples,
    chime,
    joined,
    next_tone,
    seconds_of,
    silence,
    write_wav,
)
from server.voice.wordings import ClipsOfCalls, worded_by
from ticketing.plan import NumberReading, VoicePlan
from ticketing.voice.announcement import PHRASES, Announcement
from ticketing.voice.turns import SHOWN_SECONDS, Form, Timing
from voices import shipped_voice

SOUNDS_KEPT_MAX = 16
PAUSE_IN_NUMBER_SECONDS = 0.05
PAUSE_AT_PHRASE_SECONDS = 0.12
# After each call, by the form in which it is said.
PAUSES_SECONDS: Mapping[Form, float] = {"whole": 0.45, "again": 0.45, "short": 0.3}
# Televisions swallow the first moments of a sound; after the chime people turn their heads.
LEAD_IN_SECONDS = 0.3
AFTER_CHIME_SECONDS = 0.4

_ClipsByReading = Mapping[NumberReading, ClipsOfCalls]

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
        self._chime, self._tone = chime(), next_tone()
        self._lead_in, self._after_chime = silence(LEAD_IN_SECONDS), silence(AFTER_CHIME_SECONDS)
        self._in_number, self._at_phrase = silence(PAUSE_IN_NUMBER_SECONDS), silence(PAUSE_AT_PHRASE_SECONDS)
        self._pauses = {form: silence(seconds) for form, seconds in PAUSES_SECONDS.items()}

    @property
    def can_speak(self) -> bool:
        """Whether there is a voice at all."""
        return bool(self._packs)

    def of(self, spoken: SpokenCalls) -> Sound | None:
        """The sound of a saying; None where no voice is there. In short it is said in one language only."""
        languages = tuple(self._packs.items())[: 1 if spoken.form == "short" else None]
        wordings = {
            reading: worded_by(pack, spoken.calls, spoken.form, reading) for reading, pack in languages
        }
        if not any(any(wording.calls) for wording in wordings.values()):
            return None
        name = _name(wordings, spoken)
        if name not in self._kept:
            self._kept[name] = self._joined(name, wordings, spoken)
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

    def _joined(self, name: str, wordings: _ClipsByReading, spoken: SpokenCalls) -> Sound:
        pieces = list(self._lead(spoken))
        starts: list[float] = []
        for at in range(len(spoken.calls)):
            begins = sum(map(len, pieces)) / SAMPLES_PER_SECOND
            starts.append(begins - PAUSES_SECONDS[spoken.form] / 2 if starts else 0.0)
            for reading, wording in wordings.items():
                pieces.extend(self._pieces(wording.voice, wording.calls[at], PHRASES[reading.language]))
                pieces.append(self._pauses[spoken.form])
        samples = joined(pieces)
        return Sound(name, tuple(starts), seconds_of(samples), write_wav(samples))

    def _lead(self, spoken: SpokenCalls) -> Iterator["Samples[int]"]:
        """The chime; one tone of it where something was said just before, and none before a repetition."""
        if spoken.form == "again":
            return
        if not spoken.follows:
            yield self._lead_in
        yield self._tone if spoken.follows else self._chime
        yield self._after_chime

    def _pieces(
        self, voice: VoicePack, clips: tuple[str, ...], phrases: Mapping[str, str]
    ) -> Iterator["Samples[int]"]:
        in_number, at_phrase = self._in_number, self._at_phrase
        before = ""
        for clip in clips:
            if before:
                yield at_phrase if clip in phrases or before in phrases else in_number
            yield voice.clips[clip]
            before = clip


def _name(wordings: _ClipsByReading, spoken: SpokenCalls) -> str:
    parts = [spoken.form, str(spoken.follows)]
    for reading, wording in wordings.items():
        parts += [reading.language, wording.voice.fingerprint, *map("-".join, wording.calls)]
    return sha256("/".join(parts).encode()).hexdigest()[:24]


def load_voice(plan: VoicePlan) -> dict[str, VoicePack]:
    """The packs of an office by language, each with the shipped voice as its stand-in; faults are logged.

    An office's own folder has one folder for each language, as the shipped one has.
    """
    packs = {}
    for language in plan.languages:
        shipped = _loaded(shipped_voice() / language, language)
        own = _loaded(Path(plan.pack) / language, language) if plan.pack else None
        if pack := replace(own, stand_in=shipped) if own else shipped:
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
    log.warning("The voice in %s: %s The shipped one says what needs it.", folder, fault)
