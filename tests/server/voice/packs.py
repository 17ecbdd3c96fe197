"""Small voices of pure tones for tests."""

import math
from array import array
from functools import cache
from pathlib import Path

from server.voice.pack import MANIFEST, VoicePack, clips_needed
from server.voice.samples import SAMPLE_MAX, SAMPLES_PER_SECOND, faded, write_wav

CLIP_SECONDS = 0.2


@cache
def _turns(seconds: float, hertz: float) -> tuple[float, ...]:
    turn = 2 * math.pi * hertz / SAMPLES_PER_SECOND
    return tuple(math.cos(turn * at) for at in range(round(seconds * SAMPLES_PER_SECOND)))


def tone(seconds: float = CLIP_SECONDS, share: float = 0.2, hertz: float = 440.0) -> "array[int]":
    """A cosine, which begins and ends as loud as it is: the worst that can be joined."""
    largest = share * SAMPLE_MAX
    return array("h", [round(largest * height) for height in _turns(seconds, hertz)])


@cache
def voice_of_tones(language: str = "vi") -> VoicePack:
    """A voice whose every clip is a tone of its own pitch."""
    clips = {clip: faded(tone(hertz=200.0 + 7 * at)) for at, clip in enumerate(clips_needed(language))}
    return VoicePack(language, clips, "tones")


def write_pack(folder: Path, language: str = "vi") -> Path:
    """A whole voice of tones in a folder, which a check finds nothing wrong with."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = []
    content = write_wav(tone())
    for clip in clips_needed(language):
        (folder / f"{clip}.wav").write_bytes(content)
        rows.append(f'{clip} = {{ file = "{clip}.wav" }}')
    head = f'name = "tones"\nlanguage = "{language}"\nlicence = "none needed"\n\n[clips]\n'
    (folder / MANIFEST).write_text(head + "\n".join(rows) + "\n", encoding="utf-8")
    return folder
