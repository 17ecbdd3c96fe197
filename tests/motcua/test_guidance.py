"""The kiosk's guidance is said through a real player program, and nothing that fails stops the kiosk."""

import asyncio
import logging
import shutil
from pathlib import Path

import pytest

from kiosk.dialogue import DialogueStep
from kiosk.guidance import CLOSED, GUIDANCE, GUIDANCE_WORDS, guidance_for
from motcua.commands.kiosk_equipment import EquipmentOrder, equipment_of
from motcua.failures import Failure
from motcua.guidance import CLIP_BYTES_MAX, GuidanceSpeaker, seconds_of
from motcua.speaking import Player
from server.voice.pack import LOUDNESS_MAX, LOUDNESS_MIN
from server.voice.samples import loudness_of, read_wav
from tests.motcua.test_speaking import fake_player, heard
from tests.patience import PATIENCE_SECONDS
from voices import shipped_guidance
from wording import load

LANGUAGES = ("vi", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_has_its_clip_in_both_languages(language: str) -> None:
    """Its words have no digits, it can be heard, and it ends before the countdown does."""
    assert set(GUIDANCE_WORDS) == {*GUIDANCE.values(), CLOSED}
    for clip, words in GUIDANCE_WORDS.items():
        assert not any(letter.isdecimal() for letter in words[language])
        content = (shipped_guidance() / language / f"{clip}.wav").read_bytes()
        assert len(content) <= CLIP_BYTES_MAX
        assert 1 < seconds_of(content) < 10
        assert LOUDNESS_MIN < loudness_of(read_wav(content)) < LOUDNESS_MAX


def test_a_closed_office_is_not_explained_as_an_open_one() -> None:
    """Only the first page differs; the staff's pages are silent."""
    assert guidance_for(DialogueStep.CHOOSE_FIELD, is_closed=True) == CLOSED
    assert guidance_for(DialogueStep.SEARCH, is_closed=True) == GUIDANCE[DialogueStep.SEARCH]
    assert guidance_for(DialogueStep.STAFF, is_closed=False) is None


async def test_an_offices_own_clip_comes_before_the_shipped_one(tmp_path: Path) -> None:
    """What it has not recorded is said as shipped, and a language that nobody speaks in English."""
    own = tmp_path / "own"
    (own / "vi").mkdir(parents=True)
    shutil.copy(shipped_guidance() / "en" / "kiosk-papers.wav", own / "vi" / "kiosk-ticket.wav")
    speaker = GuidanceSpeaker(Player(str(fake_player(tmp_path))), [own, shipped_guidance()])
    for clip, language, said in (
        ("kiosk-ticket", "vi", own / "vi" / "kiosk-ticket.wav"),
        ("kiosk-search", "vi", shipped_guidance() / "vi" / "kiosk-search.wav"),
        ("kiosk-search", "fr", shipped_guidance() / "en" / "kiosk-search.wav"),
    ):
        speaker.play(clip, language)
        await speaker.ended()
        (content,) = heard(tmp_path)
        assert content == said.read_bytes()
        for path in tmp_path.glob("heard-*.wav"):
            path.unlink()


async def test_one_clip_is_said_at_a_time(tmp_path: Path) -> None:
    """Asked again, the speaker stops what it says and begins what is wanted now."""
    started = tmp_path / "started"
    program = fake_player(tmp_path, f'[ -e "{started}" ] && exit\n: >"{started}"\nexec sleep 60')
    speaker = GuidanceSpeaker(Player(str(program)), [shipped_guidance()])
    speaker.play("kiosk-search", "vi")
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not started.exists():  # noqa: ASYNC110 - the program tells nobody but the disk
            await asyncio.sleep(0)
        speaker.play("kiosk-ticket", "vi")
        await speaker.ended()
    assert (shipped_guidance() / "vi" / "kiosk-ticket.wav").read_bytes() in heard(tmp_path)


@pytest.mark.parametrize("wrong", ["no program", "no clip", "no sound in it"])
async def test_what_can_not_be_said_is_logged_and_nothing_else(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, wrong: str
) -> None:
    """The citizen at the screen sees nothing of it."""
    program = "/no/such/player" if wrong == "no program" else str(fake_player(tmp_path))
    (tmp_path / "vi").mkdir()
    (tmp_path / "vi" / "kiosk-ticket.wav").write_bytes(b"no sound")
    folder = tmp_path if wrong == "no sound in it" else shipped_guidance()
    speaker = GuidanceSpeaker(Player(program), [folder])
    with caplog.at_level(logging.WARNING):
        speaker.play("kiosk-tea" if wrong == "no clip" else "kiosk-ticket", "vi")
        await speaker.ended()
    assert "was not said" in caplog.text
    assert heard(tmp_path) == []


def test_a_kiosk_with_sound_needs_a_player(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever sets it up is told in one sentence what to install; with a player it speaks."""
    order = EquipmentOrder(sound=True)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Failure, match="alsa-utils"):
        equipment_of(order, load("en"))
    fake_player(tmp_path).rename(tmp_path / "aplay")
    assert isinstance(equipment_of(order, load("en")).speaker, GuidanceSpeaker)
    assert equipment_of(EquipmentOrder(), load("en")).speaker is None
