"""espeak-ng makes a whole voice out of words; without it the command says so."""

import stat
from pathlib import Path

import pytest

from server.voice.making import MakingFailed, make_pack
from server.voice.pack import MANIFEST, check_pack, load_pack
from server.voice.samples import LOUDNESS, loudness_of, read_wav, seconds_of
from ticketing.voice.announcement import clip_words


@pytest.mark.slow
def test_espeak_makes_a_whole_voice(tmp_path: Path) -> None:
    """Every clip is there, trimmed and evened, and the check finds nothing wrong."""
    assert make_pack(tmp_path, "vi", ("north",), ("digits",)) == len(list(tmp_path.glob("*.wav")))
    assert check_pack(tmp_path) == []
    five = read_wav((tmp_path / "digit-5.wav").read_bytes())
    assert 0.15 < seconds_of(five) < 0.5
    assert loudness_of(five) == pytest.approx(LOUDNESS, abs=3)
    assert "GPL" in (tmp_path / MANIFEST).read_text(encoding="utf-8")


def test_no_clip_holds_a_digit_or_a_decomposed_letter(tmp_path: Path) -> None:
    """The program is asked for words in NFC only; a twin of it writes down what it was asked for."""
    program, asked = tmp_path / "twin", tmp_path / "asked"
    program.write_text(f'#!/bin/sh\nfor word; do :; done\necho "$word" >>{asked}\nexit 1\n', encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    with pytest.raises(MakingFailed):
        make_pack(tmp_path / "voice", "vi", program=str(program))
    assert asked.read_text(encoding="utf-8") == "kính mời công dân có số thứ tự\n"
    for language in ("vi", "en"):
        assert not any(letter.isdecimal() for words in clip_words(language).values() for letter in words)


@pytest.mark.parametrize("program", ["/no/such/program", "/bin/true", "/bin/false"])
def test_a_program_that_can_not_speak_is_told(tmp_path: Path, program: str) -> None:
    """A program that is not there, fails or is silent makes no voice."""
    with pytest.raises(MakingFailed):
        make_pack(tmp_path, "vi", program=program)


def test_the_shipped_voice_can_be_loaded_in_a_moment() -> None:
    """Running needs no espeak: the clips are there."""
    from voices import shipped_voice  # noqa: PLC0415 - only this test needs it

    voice, faults = load_pack(shipped_voice() / "vi")
    assert faults == []
    assert len(voice.clips) == 69
