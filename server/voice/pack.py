"""A voice pack: a folder of a language with manifest.toml and one wav for each clip."""

import tomllib
from array import array
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path
from statistics import median
from typing import Any, TypeVar
from unicodedata import normalize

from server.voice.samples import (
    WavUnreadable,
    faded,
    loudness_of,
    peak_of,
    read_wav,
    seconds_of,
)
from ticketing.plan import ReadingMode, Region
from ticketing.sentences import N_, Words, one_line
from ticketing.voice.announcement import clip_words
from ticketing.voice.reading import WORDS, is_for_digits, regions_of, words_of

T = TypeVar("T", bound=str)

MANIFEST = "manifest.toml"
MANIFEST_BYTES_MAX = 200_000
CLIP_BYTES_MAX = 2_000_000
CLIP_SECONDS_MIN = 0.05
LOUDNESS_MIN, LOUDNESS_MAX = -30.0, -9.0
LOUDNESS_APART_MAX = 6.0
PEAK_CUT = 0.999

REGIONS: tuple[Region, ...] = ("north", "south")
MODES: tuple[ReadingMode, ...] = ("digits", "number")

SENTENCES: dict[str, str] = {
    "manifest-missing": N_("there is no manifest.toml in the folder {folder}."),
    "manifest-unreadable": N_("manifest.toml can't be read: {problem}."),
    "key-missing": N_("manifest.toml lacks {key}, or has something else than a text there."),
    "language-unknown": N_('language = "{language}" is not known. Write one of: {known}.'),
    "language-other": N_('language = "{found}" stands in the folder of another one. Write "{language}".'),
    "regions-wrong": N_('regions is not understood. Write ["north"], ["south"] or both.'),
    "modes-wrong": N_('modes is not understood. Write ["digits"] or ["digits", "number"].'),
    "clip-unknown": N_('there is no clip called "{clip}". Did you mean {close}?'),
    "clip-wrong": N_(
        'the clip {clip} is not understood. Write it like this: {clip} = {{ file = "{clip}.wav" }}'
    ),
    "file-name": N_('the file "{file}" of the clip {clip} must lie in the folder itself.'),
    "words-differ": N_('the clip {clip} says "{said}"; it should say "{words}".'),
    "clip-missing": N_('the clip {clip} is missing: "{words}".'),
    "file-missing": N_("the file {file} of the clip {clip} is not there."),
    "file-unreadable": N_("the file {file} of the clip {clip} can't be read: {problem}."),
    "wrong-format": N_("{file} is not mono, 16 bits, 22050 samples a second: {problem}."),
    "too-short": N_("{file} holds no more than {seconds} s of sound."),
    "too-quiet": N_("{file} is too quiet: {loudness} dB. Record it at {low} to {high} dB."),
    "too-loud": N_("{file} is too loud: {loudness} dB. Record it at {low} to {high} dB."),
    "cut-off": N_("{file} is overdriven: its peaks are cut off."),
    "uneven": N_("{file} is at {loudness} dB, the others at {middle} dB: more than {apart} dB apart."),
}


@dataclass(frozen=True, slots=True)
class PackFault:
    """Something that is wrong with a pack, by its name in SENTENCES."""

    name: str
    values: Mapping[str, object] = field(default_factory=dict)

    def sentence(self, words: Words) -> str:
        """What is wrong, in the language of `words`."""
        return words(SENTENCES[self.name], **self.values)

    def __str__(self) -> str:
        return SENTENCES[self.name].format_map(self.values)


class PackUnusable(Exception):
    """A folder is no voice pack at all; `fault` says why."""

    def __init__(self, fault: PackFault) -> None:
        super().__init__(str(fault))
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Manifest:
    """What manifest.toml says; `clips` are files by the names of the clips."""

    name: str
    language: str
    regions: tuple[Region, ...]
    modes: tuple[ReadingMode, ...]
    licence: str
    clips: Mapping[str, str]

    def missing(self, needed: Collection[str] | None = None) -> list[PackFault]:
        """The clips that it lacks, each a fault: those `needed`, or else of all of its regions and modes."""
        wanted = clips_needed(self.language, self.regions, self.modes) if needed is None else needed
        return [
            PackFault("clip-missing", {"clip": clip, "words": words})
            for clip, words in clip_words(self.language).items()
            if clip in wanted and clip not in self.clips
        ]


@dataclass(frozen=True, slots=True)
class VoicePack:
    """A voice that is ready to speak: faded samples by the names of the clips.

    What it has no words for is said by the `stand_in` from beginning to end, never by both.
    """

    language: str
    clips: Mapping[str, "array[int]"]
    fingerprint: str = ""
    stand_in: "VoicePack | None" = None


def clips_needed(
    language: str, regions: tuple[Region, ...] = REGIONS, modes: tuple[ReadingMode, ...] = MODES
) -> dict[str, str]:
    """Every clip that a voice of these regions and modes has, with its words."""
    names = words_of(language)
    return {
        clip: words
        for clip, words in clip_words(language).items()
        if any(region in regions for region in regions_of(clip))
        and ("number" in modes or clip not in names or is_for_digits(clip))
    }


def check_pack(folder: Path, language: str = "", needed: Collection[str] | None = None) -> list[PackFault]:
    """All that is wrong with the pack in a folder, what is missing and what is too loud included.

    `language` is the one that it must be of, where the folder is for one language; `needed` are the clips
    that must be there, where not all of its regions and modes must.
    """
    try:
        manifest, faults = read_manifest(folder)
    except PackUnusable as unusable:
        return [unusable.fault]
    if language and manifest.language != language:
        faults.append(other_language(manifest.language, language))
    faults += manifest.missing(needed)
    loud: dict[str, float] = {}
    for clip, file in manifest.clips.items():
        samples = _samples(folder, clip, file)
        if isinstance(samples, PackFault):
            faults.append(samples)
        else:
            loud[file] = loudness_of(samples)
            faults += _heard(file, samples, loud[file])
    return faults + list(_uneven(loud))


def other_language(found: str, language: str) -> PackFault:
    """The fault of a pack that lies in the folder of another language."""
    return PackFault("language-other", {"found": found, "language": language})


def load_pack(folder: Path) -> tuple[VoicePack, list[PackFault]]:
    """The voice in a folder, and what of it can't be used. Raises PackUnusable."""
    manifest, faults = read_manifest(folder)
    clips: dict[str, array[int]] = {}
    digest = sha256()
    for clip, file in manifest.clips.items():
        samples = _samples(folder, clip, file)
        if isinstance(samples, PackFault):
            faults.append(samples)
        else:
            clips[clip] = faded(samples)
            digest.update(clip.encode() + clips[clip].tobytes())
    return VoicePack(manifest.language, clips, digest.hexdigest()), faults + manifest.missing()


def read_manifest(folder: Path) -> tuple[Manifest, list[PackFault]]:
    """What manifest.toml says, and the clips in it that are not understood. Raises PackUnusable."""
    values = _toml(folder)
    for key in ("name", "language", "licence"):
        if not isinstance(values.get(key), str) or not values[key].strip():
            raise PackUnusable(PackFault("key-missing", {"key": key}))
    language = values["language"]
    if language not in WORDS:
        known = {"language": one_line(language[:40]), "known": ", ".join(WORDS)}
        raise PackUnusable(PackFault("language-unknown", known))
    regions = _chosen(values, "regions", REGIONS)
    modes = _chosen(values, "modes", MODES)
    clips, faults = _clips(values, language)
    return Manifest(values["name"], language, regions, modes, values["licence"], clips), faults


def _chosen(values: Mapping[str, Any], key: str, known: tuple[T, ...]) -> tuple[T, ...]:
    """Some of the known words; all of them where the key is not there."""
    chosen = values.get(key, list(known))
    if not isinstance(chosen, list) or not chosen or any(word not in known for word in chosen):
        raise PackUnusable(PackFault(f"{key}-wrong"))
    return tuple(chosen)


def _clips(values: Mapping[str, Any], language: str) -> tuple[dict[str, str], list[PackFault]]:
    rows = values.get("clips")
    if not isinstance(rows, dict):
        raise PackUnusable(PackFault("key-missing", {"key": "[clips]"}))
    clips: dict[str, str] = {}
    faults: list[PackFault] = []
    for clip, row in rows.items():
        fault = _clip_fault(language, clip, row)
        if fault:
            faults.append(fault)
        if not fault or fault.name == "words-differ":
            clips[clip] = row["file"]
    return clips, faults


def _toml(folder: Path) -> dict[str, Any]:
    try:
        with (folder / MANIFEST).open("rb") as file:
            content = file.read(MANIFEST_BYTES_MAX + 1)
    except FileNotFoundError:
        raise PackUnusable(PackFault("manifest-missing", {"folder": folder})) from None
    except OSError as error:
        raise PackUnusable(PackFault("manifest-unreadable", {"problem": error.strerror or error})) from error
    if len(content) > MANIFEST_BYTES_MAX:
        problem = f"more than {MANIFEST_BYTES_MAX:,} bytes"
        raise PackUnusable(PackFault("manifest-unreadable", {"problem": problem}))
    try:
        return tomllib.loads(normalize("NFC", content.decode("utf-8-sig")))
    except (ValueError, RecursionError) as error:
        raise PackUnusable(PackFault("manifest-unreadable", {"problem": one_line(str(error))})) from error


def _clip_fault(language: str, clip: str, row: object) -> PackFault | None:
    words = clip_words(language)
    name = one_line(clip[:40])
    if clip not in words:
        close = get_close_matches(clip, words, n=1) or [next(iter(words))]
        return PackFault("clip-unknown", {"clip": name, "close": close[0]})
    if not isinstance(row, dict) or not isinstance(row.get("file"), str) or not row["file"]:
        return PackFault("clip-wrong", {"clip": name})
    if Path(row["file"]).name != row["file"] or "\0" in row["file"]:
        return PackFault("file-name", {"clip": name, "file": one_line(row["file"][:80])})
    said = row.get("words", words[clip])
    if not isinstance(said, str) or said.casefold() != words[clip].casefold():
        return PackFault(
            "words-differ", {"clip": name, "said": one_line(str(said)[:80]), "words": words[clip]}
        )
    return None


def _samples(folder: Path, clip: str, file: str) -> "array[int] | PackFault":
    try:
        with (folder / file).open("rb") as opened:
            content = opened.read(CLIP_BYTES_MAX + 1)
    except FileNotFoundError:
        return PackFault("file-missing", {"clip": clip, "file": file})
    except OSError as error:
        problem = error.strerror or str(error)
        return PackFault("file-unreadable", {"clip": clip, "file": file, "problem": problem})
    if len(content) > CLIP_BYTES_MAX:
        return PackFault("wrong-format", {"file": file, "problem": f"more than {CLIP_BYTES_MAX:,} bytes"})
    try:
        return read_wav(content)
    except WavUnreadable as unreadable:
        return PackFault("wrong-format", {"file": file, "problem": unreadable})


def _heard(file: str, samples: "array[int]", loudness: float) -> Iterator[PackFault]:
    if seconds_of(samples) < CLIP_SECONDS_MIN:
        yield PackFault("too-short", {"file": file, "seconds": CLIP_SECONDS_MIN})
        return
    values = {"file": file, "loudness": f"{loudness:.0f}", "low": LOUDNESS_MIN, "high": LOUDNESS_MAX}
    if loudness < LOUDNESS_MIN:
        yield PackFault("too-quiet", values)
    if loudness > LOUDNESS_MAX:
        yield PackFault("too-loud", values)
    if peak_of(samples) >= PEAK_CUT:
        yield PackFault("cut-off", {"file": file})


def _uneven(loud: Mapping[str, float]) -> Iterator[PackFault]:
    middle = median(loud.values()) if loud else 0.0
    for file, loudness in loud.items():
        within = LOUDNESS_MIN <= loudness <= LOUDNESS_MAX
        if within and abs(loudness - middle) > LOUDNESS_APART_MAX:
            values = {"file": file, "loudness": f"{loudness:.0f}", "middle": f"{middle:.0f}"}
            yield PackFault("uneven", {**values, "apart": LOUDNESS_APART_MAX})
