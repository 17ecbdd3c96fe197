"""The sounds of announcements: joined once from the clips of the voice, the newest of them kept."""

import logging
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from server.voice.pack import PackFault, PackUnusable, VoicePack, load_pack, other_language
from server.voice.samples import Samples, chime, joined, seconds_of, silence, write_wav
from ticketing.plan import NumberReading, VoicePlan
from ticketing.voice.announcement import PHRASES, Announcement, announcement_clips
from voices import shipped_voice

SOUNDS_KEPT_MAX = 16
PAUSE_IN_NUMBER_SECONDS = 0.05
PAUSE_AT_PHRASE_SECONDS = 0.12
PAUSE_SECONDS = 0.45
# How long an announcement is shown where no voice can say it.
SHOWN_SECONDS = 5.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Sound:
    """A whole announcement as a wav file; `name` is that of the file without its ending."""

    name: str
    seconds: float
    wav: bytes


class Sounds:
    """Joins announcements in the languages and readings of an office."""

    def __init__(self, readings: Iterable[NumberReading], packs: Mapping[str, VoicePack]) -> None:
        self._packs = {reading: packs[reading.language] for reading in readings if reading.language in packs}
        self._kept: OrderedDict[str, Sound] = OrderedDict()
        self._chime = chime()
        self._pauses = tuple(map(silence, (PAUSE_IN_NUMBER_SECONDS, PAUSE_AT_PHRASE_SECONDS, PAUSE_SECONDS)))

    def of(self, said: Announcement, times: int) -> Sound | None:
        """The sound that says an announcement so many times; None where no voice is there."""
        spoken = {reading: self._clips(said, reading, pack) for reading, pack in self._packs.items()}
        if not any(spoken.values()):
            return None
        name = self._name(spoken, times)
        if name not in self._kept:
            samples = joined(self._parts(spoken, times))
            self._kept[name] = Sound(name, seconds_of(samples), write_wav(samples))
            while len(self._kept) > SOUNDS_KEPT_MAX:
                self._kept.popitem(last=False)
        self._kept.move_to_end(name)
        return self._kept[name]

    def seconds(self, said: Announcement, times: int) -> float:
        """How long an announcement takes that is said so many times."""
        sound = self.of(said, times)
        return sound.seconds if sound else SHOWN_SECONDS

    def find(self, name: str) -> bytes | None:
        """The wav file of this name, if it is one of the newest."""
        sound = self._kept.get(name)
        return sound.wav if sound else None

    def _clips(self, said: Announcement, reading: NumberReading, pack: VoicePack) -> tuple[str, ...]:
        """The clips that the pack has; digit by digit where it lacks a word of the whole number."""
        clips = announcement_clips(said, reading)
        if reading.mode == "number" and not all(clip in pack.clips for clip in clips):
            clips = announcement_clips(said, replace(reading, mode="digits"))
        return tuple(clip for clip in clips if clip in pack.clips)

    def _name(self, spoken: Mapping[NumberReading, tuple[str, ...]], times: int) -> str:
        parts = [f"{times}"]
        for reading, clips in spoken.items():
            parts += [reading.language, self._packs[reading].fingerprint, *clips]
        return sha256("/".join(parts).encode()).hexdigest()[:24]

    def _parts(self, spoken: Mapping[NumberReading, tuple[str, ...]], times: int) -> Iterator["Samples[int]"]:
        in_number, at_phrase, between = self._pauses
        yield self._chime
        for _ in range(times):
            for reading, clips in spoken.items():
                phrases, voice = PHRASES[reading.language], self._packs[reading].clips
                before = ""
                for clip in clips:
                    if before:
                        yield at_phrase if clip in phrases or before in phrases else in_number
                    yield voice[clip]
                    before = clip
                yield between


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
