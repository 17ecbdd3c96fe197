"""Announcements are joined once, in every language and mode, and served to every screen."""

import itertools
import math
from array import array
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from server.app import build_app
from server.journal.records import records_at
from server.refusals import Translator
from server.voice.pack import VoicePack
from server.voice.samples import (
    SAMPLE_MAX,
    SAMPLES_PER_SECOND,
    chime,
    loudness_of,
    next_tone,
    read_wav,
    seconds_of,
)
from server.voice.sounds import (
    AFTER_CHIME_SECONDS,
    LEAD_IN_SECONDS,
    PAUSE_AT_PHRASE_SECONDS,
    PAUSES_SECONDS,
    SOUNDS_KEPT_MAX,
    Sounds,
    SpokenCalls,
    load_voice,
)
from server.voice.voice import Voice
from server.voice.wordings import worded_by
from tests.server.fakes import CountedRandomSource
from tests.server.serving import asked
from tests.server.voice.packs import CLIP_SECONDS, voice_of_tones, write_pack
from tests.ticketing.plans import PLAN
from ticketing.plan import NumberReading, VoicePlan
from ticketing.voice.announcement import Announcement
from ticketing.voice.turns import Form
from voices import shipped_voice

CALL = Announcement("1001", "3")
ONE = SpokenCalls((CALL,))
LEAD_SECONDS = LEAD_IN_SECONDS + seconds_of(chime()) + AFTER_CHIME_SECONDS


def sounds(*readings: NumberReading, **packs: VoicePack) -> Sounds:
    return Sounds(readings or (NumberReading(),), packs or {"vi": voice_of_tones()})


def test_an_announcement_is_joined_once() -> None:
    """The same call said as often is the same sound; the newest SOUNDS_KEPT_MAX are kept."""
    joining = sounds()
    first = joining.of(ONE)
    assert first is not None
    assert joining.of(SpokenCalls((Announcement("1001", "3"),))) is first
    assert joining.find(first.name) == first.wav
    for number in range(SOUNDS_KEPT_MAX):
        joining.of(SpokenCalls((Announcement(str(number), "3"),)))
    assert joining.find(first.name) is None
    again = joining.of(ONE)
    assert again is not None
    assert (again.name, again.wav) == (first.name, first.wav)


def test_said_again_it_has_no_chime() -> None:
    """A repetition is the phrase alone, and what follows from a last recall is said once."""
    joining = sounds()
    once, again = joining.timing(ONE), joining.timing(SpokenCalls((CALL,), "again", follows=True))
    assert once.seconds - again.seconds == pytest.approx(LEAD_SECONDS, abs=0.01)
    assert again.seconds > 7 * CLIP_SECONDS
    last = Announcement("1001", "3", recall=3, is_last=True)
    less = (
        joining.timing(SpokenCalls((last,))).seconds
        - joining.timing(SpokenCalls((last,), "again", follows=True)).seconds
    )
    assert less == pytest.approx(LEAD_SECONDS + CLIP_SECONDS + PAUSE_AT_PHRASE_SECONDS, abs=0.01)


def test_calls_of_one_go_have_one_chime_and_begin_where_it_says() -> None:
    """Each has its turn in the pause before it; right after another announcement one tone is enough."""
    joining = sounds()
    calls = (CALL, Announcement("2001", "1"), Announcement("3001", "12"))
    joined = joining.of(SpokenCalls(calls, "short"))
    assert joined is not None
    assert joined.starts[0] == 0
    alone = [joining.timing(SpokenCalls((call,), "short")).seconds - LEAD_SECONDS for call in calls]
    second = LEAD_SECONDS + alone[0] - PAUSES_SECONDS["short"] / 2
    assert joined.starts == pytest.approx((0, second, second + alone[1]), abs=0.01)
    assert joined.seconds == pytest.approx(LEAD_SECONDS + sum(alone), abs=0.01)
    following = joining.timing(SpokenCalls(calls, "short", follows=True))
    less = LEAD_IN_SECONDS + seconds_of(chime()) - seconds_of(next_tone())
    assert joined.seconds - following.seconds == pytest.approx(less, abs=0.01)


@pytest.mark.slow
def test_no_joint_of_the_shipped_voice_clicks() -> None:
    """In a whole announcement no step between two samples is steeper than the steepest inside a clip."""
    plan = VoicePlan(languages=("vi", "en"))
    packs = load_voice(plan)
    inside = max(
        abs(b - a)
        for pack in packs.values()
        for clip in pack.clips.values()
        for a, b in itertools.pairwise(clip)
    )
    sound = Sounds(plan.readings, packs).of(
        SpokenCalls((Announcement("A0159", "12", recall=3, is_last=True),))
    )
    assert sound is not None
    samples = read_wav(sound.wav)
    assert max(abs(b - a) for a, b in itertools.pairwise(samples)) <= inside
    assert samples[0] == samples[-1] == 0
    assert sound.seconds == len(samples) / SAMPLES_PER_SECOND
    for pack in packs.values():
        assert all(clip[0] == clip[-1] == 0 for clip in pack.clips.values())


def test_where_a_word_of_the_whole_number_lacks_it_is_read_digit_by_digit() -> None:
    """A voice that was recorded for digits only says every number, even if the office wants whole ones."""
    digits_only = VoicePack(
        "vi", {c: s for c, s in voice_of_tones().clips.items() if c != "odd-north"}, "some"
    )
    whole, spelled = NumberReading(mode="number"), NumberReading(mode="digits")
    seconds = sounds(whole, vi=digits_only).timing(ONE).seconds
    assert seconds == sounds(spelled, vi=digits_only).timing(ONE).seconds
    assert seconds < sounds(whole).timing(ONE).seconds


def test_two_languages_follow_each_other() -> None:
    """Each repetition is said in every language; a language without a pack is left out."""
    both = (NumberReading("vi"), NumberReading("en"))
    one = sounds().timing(ONE).seconds
    assert sounds(*both, vi=voice_of_tones(), en=voice_of_tones("en")).timing(ONE).seconds > 1.5 * one
    assert sounds(*both).timing(ONE).seconds == one
    bilingual = sounds(*both, vi=voice_of_tones(), en=voice_of_tones("en"))
    short = SpokenCalls((CALL,), "short")
    assert bilingual.timing(short) == sounds().timing(short)  # at a rush the first language alone
    assert Sounds(both, {}).of(ONE) is None


def test_a_clip_that_lacks_is_left_out() -> None:
    """A pack without a letter says the rest; a sign that nobody can read is no error."""
    lacking = VoicePack("vi", {c: s for c, s in voice_of_tones().clips.items() if c != "letter-a"}, "some")
    assert sounds(vi=lacking).of(SpokenCalls((Announcement("A1Ω", "3"),))) is not None


def test_chime_and_words_are_alike_loud_and_apart() -> None:
    """Silence that a television may swallow, the chime, 0.4 s, then words within 1.5 dB of the chime."""
    sound = Sounds((NumberReading(),), load_voice(VoicePlan())).of(ONE)
    assert sound is not None
    samples = read_wav(sound.wav)
    lead, bell, first = (
        round(seconds * SAMPLES_PER_SECOND)
        for seconds in (LEAD_IN_SECONDS, LEAD_SECONDS - AFTER_CHIME_SECONDS, LEAD_SECONDS)
    )
    assert (LEAD_IN_SECONDS, AFTER_CHIME_SECONDS) == (0.3, 0.4)
    assert not any(samples[:lead])
    assert not any(samples[bell:first])
    loud = [level(samples[lead:bell]), loudness_of(samples[lead:bell]), loudness_of(samples[first:])]
    assert loud == pytest.approx([-18] * 3, abs=1.5)


def level(samples: "array[int]") -> float:
    """The plain mean level of a stretch, pauses and all, in decibels below full scale."""
    power = sum(sample * sample for sample in samples) / len(samples)
    return 10 * math.log10(power / SAMPLE_MAX**2)


def own_voice(lacks: frozenset[str]) -> VoicePack:
    """A voice of an office that lacks these clips, with another one as its stand-in."""
    stand_in = replace(voice_of_tones(), fingerprint="shipped")
    clips = {clip: sound for clip, sound in stand_in.clips.items() if clip not in lacks}
    return VoicePack("vi", clips, "own", stand_in)


@pytest.mark.parametrize(
    ("lacks", "calls", "form", "voice", "clips"),
    [
        ("", "3", "whole", "own", "invite digit-1 to-counter digit-3"),
        ("digit-5", "3", "whole", "own", "invite digit-1 to-counter digit-3"),
        ("digit-5", "5", "whole", "shipped", "invite digit-1 to-counter digit-5"),
        ("digit-3", "3 5", "short", "shipped", "short-number digit-1 short-counter digit-3"),
        ("short-number", "3", "short", "own", "digit-1 to-counter digit-3"),
        ("short-number to-counter", "3", "short", "shipped", "short-number digit-1 short-counter digit-3"),
    ],
)
def test_a_saying_is_never_said_in_two_voices(
    lacks: str, calls: str, form: Form, voice: str, clips: str
) -> None:
    """What the own voice lacks it says in other words, or the stand-in says all of it, every call."""
    pack = own_voice(frozenset(lacks.split()))
    said = tuple(Announcement("1", sign) for sign in calls.split())
    wording = worded_by(pack, said, form, NumberReading())
    assert wording.voice.fingerprint == voice
    assert " ".join(wording.calls[0]) == clips


def test_an_offices_own_voice_has_the_shipped_one_as_its_stand_in(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The log names a missing recording; what needs it is said by the shipped voice as a whole."""
    folder = write_pack(tmp_path / "vi")
    (folder / "digit-5.wav").unlink()
    packs = load_voice(VoicePlan(pack=str(tmp_path)))
    own, shipped = packs["vi"], load_voice(VoicePlan())["vi"]
    assert own.stand_in == shipped
    assert "digit-5" not in own.clips
    assert "digit-5.wav" in caplog.text
    both = (Sounds((NumberReading(),), packs), Sounds((NumberReading(),), {"vi": shipped}))
    for sign, is_alike in (("5", True), ("3", False)):
        own_sound, shipped_sound = (each.of(SpokenCalls((Announcement("1001", sign),))) for each in both)
        assert own_sound is not None
        assert shipped_sound is not None
        assert (own_sound.wav == shipped_sound.wav) is is_alike


def test_a_folder_that_is_no_voice_gives_the_shipped_one(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A wrong path in the office file silences nobody; the log says what is wrong."""
    voice = load_voice(VoicePlan(pack=str(tmp_path / "nowhere"), languages=("vi", "en")))
    assert set(voice) == {"vi", "en"}
    assert "nowhere" in caplog.text
    assert shipped_voice().is_dir()


def test_a_pack_of_another_language_is_not_taken_for_this_one(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A manifest that was copied from the English folder does not make Vietnamese calls English."""
    write_pack(tmp_path / "vi", "en")
    voice = load_voice(VoicePlan(pack=str(tmp_path)))["vi"]
    assert voice.clips == load_voice(VoicePlan())["vi"].clips
    assert 'language = "en" stands in the folder of another one. Write "vi".' in caplog.text


async def test_a_sound_is_served_without_a_token(tmp_path: Path) -> None:
    """GET /api/v1/sounds/NAME.wav gives the wav; a name that is not kept any more is 404."""
    async with asked(tmp_path, PLAN) as server:
        voice = Voice(PLAN, sounds(), Translator(), server.clock.now)
        services = replace(server.services, voice=voice)
        app = build_app(services, records_at(server.journal_path), CountedRandomSource())
        sound = voice.sounds.of(ONE)
        assert sound is not None
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://office") as http:
            answer = await http.get(f"/api/v1/sounds/{sound.name}.wav")
            assert (answer.status_code, answer.headers["content-type"]) == (200, "audio/wav")
            assert answer.content == sound.wav
            for name in ("unknown.wav", "x", "..%2f..%2fetc%2fpasswd.wav"):
                assert (await http.get(f"/api/v1/sounds/{name}")).status_code == 404
