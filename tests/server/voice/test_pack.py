"""A voice pack is used only as far as it is right, and what is wrong with it is said clip by clip."""

from pathlib import Path

import pytest

from server.voice.pack import MANIFEST, SENTENCES, PackUnusable, check_pack, clips_needed, load_pack
from server.voice.samples import silence, write_wav
from tests.server.voice.packs import tone, write_pack
from wording import languages, load


def told(folder: Path) -> list[str]:
    return [str(fault) for fault in check_pack(folder)]


def changed(folder: Path, old: str, new: str) -> Path:
    """The pack with a part of its manifest replaced."""
    path = folder / MANIFEST
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return write_pack(tmp_path / "voice")


def test_a_whole_pack_has_no_fault(pack: Path) -> None:
    """Every clip is there, in the right format, and as loud as the others."""
    assert told(pack) == []
    voice, faults = load_pack(pack)
    assert faults == []
    assert set(voice.clips) == set(clips_needed("vi"))
    assert all(clip[0] == clip[-1] == 0 for clip in voice.clips.values())


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('digit-5 = { file = "digit-5.wav" }\n', "", 'the clip digit-5 is missing: "năm".'),
        ("digit-5 =", "digit-S =", 'there is no clip called "digit-S". Did you mean digit-'),
        ('"digit-5.wav"', '"digit-55.wav"', "the file digit-55.wav of the clip digit-5 is not there"),
        ('"digit-5.wav"', '"../digit-5.wav"', "must lie in the folder itself"),
        ('"digit-5.wav"', '"/etc/passwd"', "must lie in the folder itself"),
        ('{ file = "digit-5.wav" }', '"digit-5.wav"', 'digit-5 = { file = "digit-5.wav" }'),
        ('"digit-5.wav" }', '"digit-5.wav", words = "lăm" }', 'says "lăm"; it should say "năm"'),
        ('name = "tones"\n', "", "manifest.toml lacks name"),
        ('licence = "none needed"', "licence = 3", "manifest.toml lacks licence"),
        ('language = "vi"', 'language = "tay"', "Write one of: vi, en"),
        ('language = "vi"', 'language = "vi"\nregions = ["west"]', "regions is not understood"),
        ('language = "vi"', 'language = "vi"\nmodes = []', "modes is not understood"),
        ("[clips]", "[clip]", "manifest.toml lacks [clips]"),
        ("[clips]", "[clips", "manifest.toml can't be read"),
    ],
)
def test_a_wrong_manifest_is_told(pack: Path, old: str, new: str, said: str) -> None:
    """Each mistake is named with what stands there and what should."""
    assert any(said in line for line in told(changed(pack, old, new))), told(pack)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is not mono, 16 bits, 22050"),
        (b"no sound at all", "is not mono, 16 bits, 22050"),
        (write_wav(tone(0.01)), "holds no more than 0.05 s"),
        (write_wav(tone(share=0.01)), "is too quiet: -43 dB"),
        (write_wav(tone(share=0.9)), "is too loud: -4 dB"),
        (write_wav(tone(share=1.0)), "overdriven"),
        (write_wav(tone(share=0.07)), "more than 6.0 dB apart"),
        (write_wav(silence(0.3)), "is too quiet: -inf dB"),
        (bytes(2_000_001), "more than 2,000,000 bytes"),
    ],
)
def test_a_wrong_sound_is_told(pack: Path, content: bytes, said: str) -> None:
    """Format, length and loudness of every clip are measured."""
    (pack / "digit-5.wav").write_bytes(content)
    assert any("digit-5.wav" in line and said in line for line in told(pack)), told(pack)


def test_a_file_that_cannot_be_read_is_not_called_missing(pack: Path) -> None:
    """The system's own words say why, since a folder or a failing disk is mended in another way."""
    (pack / "digit-5.wav").unlink()
    (pack / "digit-5.wav").mkdir()
    (fault,) = [fault for fault in check_pack(pack) if "file" in fault.values]
    assert fault.name == "file-unreadable"
    assert str(fault) == "the file digit-5.wav of the clip digit-5 can't be read: Is a directory."


def test_a_folder_without_a_manifest_is_no_pack(tmp_path: Path) -> None:
    """It can't be loaded, and the check says what is lacking."""
    assert told(tmp_path) == [f"there is no manifest.toml in the folder {tmp_path}."]
    with pytest.raises(PackUnusable, match=r"manifest\.toml"):
        load_pack(tmp_path)


@pytest.mark.parametrize("content", [b"\xff\xfe", b"x" * 300_000, b"[" * 5_000, b"a = 1\na = 2"])
def test_a_manifest_of_any_bytes_is_refused_with_a_sentence(tmp_path: Path, content: bytes) -> None:
    """Nothing but PackUnusable comes out of a broken manifest."""
    (tmp_path / MANIFEST).write_bytes(content)
    with pytest.raises(PackUnusable, match="can't be read"):
        load_pack(tmp_path)


def test_a_pack_with_faults_is_loaded_without_them(pack: Path) -> None:
    """The clips that are right can be used; each of the others is a fault."""
    (pack / "digit-5.wav").write_bytes(b"")
    changed(pack, "digit-6 =", "digit-x =")
    voice, faults = load_pack(pack)
    assert set(clips_needed("vi")) - set(voice.clips) == {"digit-5", "digit-6"}
    assert [fault.name for fault in faults] == ["clip-unknown", "wrong-format", "clip-missing"]


def test_a_region_needs_only_its_own_words() -> None:
    """A northern voice records no lẻ, a southern one no linh; one that reads digits no hundreds."""
    north, south = clips_needed("vi", ("north",)), clips_needed("vi", ("south",))
    assert set(north) ^ set(south) == {"odd-north", "odd-south", "thousand-north", "thousand-south"}
    digits = clips_needed("vi", modes=("digits",))
    assert set(clips_needed("vi")) - set(digits) >= {"hundred", "thousand-south", "odd-north"}
    assert {"digit-0", "letter-a", "invite", "last-call"} <= set(digits)
    assert {"ten", "tens", "unit-5"} <= set(digits)  # of signs and counts, which are numbers everywhere
    assert 60 <= len(clips_needed("vi")) <= 70


def test_every_fault_has_a_sentence_in_every_language(pack: Path) -> None:
    """Sentences take their values in Vietnamese and English."""
    (pack / "digit-5.wav").write_bytes(b"")
    changed(pack, "digit-6 =", "digit-x =")
    for fault in check_pack(pack):
        assert fault.name in SENTENCES
        assert all(fault.sentence(load(language)) for language in languages())
