"""Makes a voice pack with the program espeak-ng: words only, trimmed, and evened in loudness."""

import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from unicodedata import normalize

from server.voice.pack import MANIFEST, MODES, REGIONS, clips_needed
from server.voice.samples import LOUDNESS, WavUnreadable, evened, read_wav, trimmed, write_wav
from ticketing.plan import ReadingMode, Region

PROGRAM = "espeak-ng"
VOICES: Mapping[str, str] = {"vi": "vi", "en": "en-gb"}
WORDS_PER_MINUTE = 150
SECONDS_MAX = 10
LICENCE = (
    "Made with espeak-ng, which is licensed under the GPL, version 3 or later. "
    "The licence of a program does not cover the sound that it makes."
)


class MakingFailed(Exception):
    """The program that speaks is not there or has failed; the text says how."""


def make_pack(
    folder: Path,
    language: str,
    regions: tuple[Region, ...] = REGIONS,
    modes: tuple[ReadingMode, ...] = MODES,
    program: str = PROGRAM,
) -> int:
    """Writes a pack of `language` into the folder and answers how many clips it has.

    Raises MakingFailed, and OSError where the folder can't be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    needed = clips_needed(language, regions, modes)
    for clip, words in needed.items():
        (folder / f"{clip}.wav").write_bytes(spoken(words, language, program))
    rows = [
        f'name = "espeak-ng {VOICES[language]}"',
        f'language = "{language}"',
        f"regions = {_listed(regions)}",
        f"modes = {_listed(modes)}",
        f'licence = "{LICENCE}"',
        "",
        "[clips]",
        *(f'{clip} = {{ file = "{clip}.wav", words = "{words}" }}' for clip, words in needed.items()),
    ]
    (folder / MANIFEST).write_text("\n".join(rows) + "\n", encoding="utf-8")
    return len(needed)


def _listed(words: Iterable[str]) -> str:
    quoted = ", ".join(f'"{word}"' for word in words)
    return f"[{quoted}]"


def spoken(words: str, language: str, program: str) -> bytes:
    """The wav of a few words; digits are refused, because espeak-ng reads some of them wrongly."""
    if any(letter.isdecimal() for letter in words):
        raise MakingFailed(f"{words!r} holds a digit")
    asked = (
        program,
        "-v",
        VOICES[language],
        "-s",
        str(WORDS_PER_MINUTE),
        "--stdout",
        normalize("NFC", words),
    )
    try:
        done = subprocess.run(asked, check=True, capture_output=True, timeout=SECONDS_MAX)  # noqa: S603 - our words
    except (OSError, subprocess.SubprocessError) as error:
        raise MakingFailed(str(error)) from error
    try:
        sound = read_wav(done.stdout)
    except WavUnreadable as error:
        raise MakingFailed(f"{program} gave no sound for {words!r}: {error}") from error
    return write_wav(evened(trimmed(sound), LOUDNESS))
