"""Sound as samples: mono, 16 bits, 22,050 a second; read, written, trimmed, evened and joined."""

import io
import math
import sys
import wave
from array import array
from collections.abc import Iterable
from functools import lru_cache

SAMPLES_PER_SECOND = 22_050
SAMPLE_MAX = 32_767
FADE_SECONDS = 0.004
TRIM_SHARE_OF_PEAK = 0.02
TRIM_MARGIN_SECONDS = 0.008
FRAME_SECONDS = 0.02
SPOKEN_SHARE_OF_LOUDEST = 0.1
PEAK_SHARE_MAX = 0.9
# Two tones of a door bell, a third apart: E5, then C5.
CHIME_HERTZ = (659.26, 523.25)
CHIME_TONE_SECONDS = 0.45
CHIMES_KEPT_MAX = 2
NEXT_TONE_SECONDS = 0.25  # of the one tone right after another announcement
CHIME_FADES_BY = 2.5  # as a power of e, from the beginning of a tone to its end
# Of speech and chime alike: a quieter chime wakes nobody, a louder one hurts.
LOUDNESS = -18.0

Samples = array  # of "h": one number a sample


class WavUnreadable(Exception):
    """This is no mono 16-bit wav of 22,050 samples a second; the text says what it is instead."""


def read_wav(content: bytes) -> "Samples[int]":
    """The samples of a wav file. Raises WavUnreadable."""
    try:
        with wave.open(io.BytesIO(content)) as file:
            form = (file.getnchannels(), 8 * file.getsampwidth(), file.getframerate())
            if form != (1, 16, SAMPLES_PER_SECOND):
                raise WavUnreadable("{} channels, {} bits, {} samples a second".format(*form))
            return _in_own_order(array("h", file.readframes(file.getnframes())))
    except (wave.Error, EOFError, ValueError) as error:
        raise WavUnreadable(str(error) or "the file ends too early") from error


def write_wav(samples: "Samples[int]") -> bytes:
    """A wav file of these samples."""
    written = io.BytesIO()
    with wave.open(written, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLES_PER_SECOND)
        file.writeframes(_in_own_order(samples[:]).tobytes())
    return written.getvalue()


def _in_own_order(samples: "Samples[int]") -> "Samples[int]":
    """Wav files are little-endian, whatever the computer is."""
    if sys.byteorder == "big":
        samples.byteswap()
    return samples


def seconds_of(samples: "Samples[int]") -> float:
    return len(samples) / SAMPLES_PER_SECOND


def silence(seconds: float) -> "Samples[int]":
    return array("h", bytes(2 * round(seconds * SAMPLES_PER_SECOND)))


def peak_of(samples: "Samples[int]") -> float:
    """The largest sample as a share of the largest possible one."""
    return max(max(samples, default=0), -min(samples, default=0)) / SAMPLE_MAX


def loudness_of(samples: "Samples[int]") -> float:
    """The mean level of what is spoken, in decibels below full scale; the pauses are not counted."""
    length = round(FRAME_SECONDS * SAMPLES_PER_SECOND)
    powers = [
        sum(sample * sample for sample in samples[at : at + length]) / length
        for at in range(0, max(1, len(samples) - length + 1), length)
    ]
    loudest = max(powers, default=0.0)
    spoken = [power for power in powers if power >= loudest * SPOKEN_SHARE_OF_LOUDEST**2]
    mean = sum(spoken) / len(spoken) if spoken else 0.0
    return 10 * math.log10(mean / SAMPLE_MAX**2) if mean else -math.inf


def trimmed(samples: "Samples[int]") -> "Samples[int]":
    """Without the silence at both ends."""
    least = peak_of(samples) * SAMPLE_MAX * TRIM_SHARE_OF_PEAK
    places = range(len(samples))
    first = next((at for at in places if abs(samples[at]) > least), None)
    if first is None:
        return samples[:0]
    last = next(at for at in reversed(places) if abs(samples[at]) > least)
    margin = round(TRIM_MARGIN_SECONDS * SAMPLES_PER_SECOND)
    return samples[max(0, first - margin) : last + margin]


def scaled(samples: "Samples[int]", factor: float) -> "Samples[int]":
    """Louder or quieter; samples beyond the largest possible one are cut."""
    if factor * peak_of(samples) <= 1:
        return array("h", [round(factor * sample) for sample in samples])
    return array("h", [max(-SAMPLE_MAX, min(SAMPLE_MAX, round(factor * sample))) for sample in samples])


def evened(samples: "Samples[int]", loudness: float) -> "Samples[int]":
    """At this loudness (decibels below full scale), or as near to it as PEAK_SHARE_MAX allows."""
    peak = peak_of(samples)
    if not peak:
        return samples[:]
    factor = 10 ** ((loudness - loudness_of(samples)) / 20)
    return scaled(samples, min(factor, PEAK_SHARE_MAX / peak))


def faded(samples: "Samples[int]") -> "Samples[int]":
    """Begins and ends at zero, so that nothing clicks wherever it is joined."""
    softened = samples[:]
    length = min(round(FADE_SECONDS * SAMPLES_PER_SECOND), len(samples) // 2)
    for at in range(length):
        softened[at] = softened[at] * at // length
        softened[-1 - at] = softened[-1 - at] * at // length
    return softened


def joined(parts: Iterable["Samples[int]"]) -> "Samples[int]":
    """One after the other; parts that are faded meet at zero."""
    whole = array("h")
    for part in parts:
        whole.extend(part)
    return whole


@lru_cache(maxsize=CHIMES_KEPT_MAX)
def chime(
    tones_hertz: tuple[float, ...] = CHIME_HERTZ, tone_seconds: float = CHIME_TONE_SECONDS
) -> "Samples[int]":
    """The tones before an announcement, as loud as speech: made once, with the server's start."""
    count = round(tone_seconds * SAMPLES_PER_SECOND)
    tones = []
    for hertz in tones_hertz:
        turn = 2 * math.pi * hertz / SAMPLES_PER_SECOND
        tone = (math.sin(turn * at) + 0.25 * math.sin(2 * turn * at) for at in range(count))
        swell = (SAMPLE_MAX / 2 * math.exp(-CHIME_FADES_BY * at / count) for at in range(count))
        tones.append(faded(array("h", (round(a * b) for a, b in zip(tone, swell, strict=True)))))
    return evened(joined(tones), LOUDNESS)


def next_tone() -> "Samples[int]":
    """The one short tone that tells, right after another announcement, that a further number comes."""
    return chime(CHIME_HERTZ[:1], NEXT_TONE_SECONDS)
