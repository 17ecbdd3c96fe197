"""Samples are read, trimmed, evened and joined without a click."""

import io
import itertools
import math
import wave
from array import array

import pytest

from server.voice.samples import (
    CHIME_TONE_SECONDS,
    PEAK_SHARE_MAX,
    SAMPLE_MAX,
    SAMPLES_PER_SECOND,
    WavUnreadable,
    chime,
    evened,
    faded,
    joined,
    loudness_of,
    peak_of,
    read_wav,
    scaled,
    seconds_of,
    silence,
    trimmed,
    write_wav,
)
from tests.server.voice.packs import tone


def a_wav(channels: int = 1, width: int = 2, rate: int = SAMPLES_PER_SECOND) -> bytes:
    written = io.BytesIO()
    with wave.open(written, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate)
        file.writeframes(bytes(channels * width * 100))
    return written.getvalue()


def steepest(samples: "array[int]") -> int:
    """The largest step between two neighbouring samples."""
    return max(abs(b - a) for a, b in itertools.pairwise(samples))


def test_a_wav_is_read_as_it_was_written() -> None:
    """Samples go through a file unchanged, and the file is one that others read."""
    samples = tone()
    written = write_wav(samples)
    assert read_wav(written) == samples
    with wave.open(io.BytesIO(written)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, SAMPLES_PER_SECOND)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (a_wav(channels=2), "2 channels, 16 bits, 22050"),
        (a_wav(width=1), "1 channels, 8 bits"),
        (a_wav(rate=44_100), "44100 samples"),
        (b"", "ends too early"),
        (b"RIFF", "early"),
        (b"ID3" + bytes(100), "RIFF"),
        (a_wav()[:20], "early"),
    ],
)
def test_anything_else_than_a_mono_wav_is_refused(content: bytes, said: str) -> None:
    """The refusal says what the file is."""
    with pytest.raises(WavUnreadable, match=said):
        read_wav(content)


def test_half_a_sample_at_the_end_is_refused() -> None:
    """A file that was cut off in the middle of a sample is not played."""
    with pytest.raises(WavUnreadable):
        read_wav(a_wav()[:-1])


def test_silence_at_both_ends_is_trimmed() -> None:
    """What is left is the sound with a margin, and nothing of it is lost."""
    padded = joined((silence(0.5), tone(0.3), silence(0.4)))
    assert 0.3 <= seconds_of(trimmed(padded)) <= 0.33
    assert len(trimmed(silence(0.2))) == 0


def test_sounds_are_evened_to_one_loudness() -> None:
    """Whatever a clip's level was, it is brought to the wanted one, but never beyond the peak."""
    for share in (0.01, 0.2, 0.99):
        assert loudness_of(evened(tone(share=share), -18.0)) == pytest.approx(-18.0, abs=0.2)
    assert peak_of(evened(tone(), 0.0)) == pytest.approx(PEAK_SHARE_MAX, abs=0.01)
    assert evened(silence(0.1), -18.0) == silence(0.1)


def test_loudness_leaves_pauses_out() -> None:
    """A clip with a pause in it is as loud as one without; silence is endlessly quiet."""
    with_pause = joined((tone(0.2), silence(0.4), tone(0.2)))
    assert loudness_of(with_pause) == pytest.approx(loudness_of(tone(0.2)), abs=0.5)
    assert loudness_of(silence(1)) == -math.inf
    assert loudness_of(array("h")) == -math.inf


def test_volume_scales_and_cuts_at_the_largest_sample() -> None:
    """Half the volume is half of every sample; nothing wraps around when it is too loud."""
    assert scaled(array("h", (1000, -1000)), 0.5) == array("h", (500, -500))
    assert scaled(array("h", (30_000, -30_000)), 2) == array("h", (SAMPLE_MAX, -SAMPLE_MAX))


def test_faded_parts_join_without_a_click() -> None:
    """At a joint no step is steeper than inside the sounds; without the fade there is one."""
    part = tone(hertz=313.0)
    inside = steepest(part)
    rough = joined((part, silence(0.05), part))
    smooth = joined((faded(part), silence(0.05), faded(part)))
    assert steepest(rough) > 3 * inside
    assert steepest(smooth) <= 1.1 * inside
    assert smooth[0] == smooth[-1] == 0


def test_a_fade_of_hardly_any_sound_is_no_error() -> None:
    """Sounds of no, one or three samples can be faded."""
    for count in (0, 1, 3):
        assert len(faded(array("h", [100] * count))) == count


def test_the_chime_has_two_tones_and_no_click() -> None:
    """A higher tone, then a lower one, counted by their crossings of zero; it begins and ends at zero."""
    bell = chime()
    half = len(bell) // 2
    crossings = [
        sum((a < 0) != (b < 0) for a, b in itertools.pairwise(part)) / (2 * CHIME_TONE_SECONDS)
        for part in (bell[:half], bell[half:])
    ]
    assert crossings == pytest.approx([659.26, 523.25], rel=0.03)
    assert seconds_of(bell) == pytest.approx(2 * CHIME_TONE_SECONDS, abs=0.001)
    assert bell[0] == bell[-1] == 0
    assert steepest(bell) < 0.12 * SAMPLE_MAX
