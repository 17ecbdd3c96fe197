"""motcua voice tells what to record, and what is wrong with what was recorded."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from motcua.main import build_main
from server.voice.pack import clips_needed
from tests.offices.office_texts import SMALL, changed
from tests.server.voice.packs import write_pack
from voices import shipped_voice
from wording import load

CALLS_AT_A_RUSH = 12


def motcua(*arguments: str, language: str = "en") -> tuple[int, str]:
    """The exit code and everything that was said."""
    done = CliRunner().invoke(build_main(load(language)), ["voice", *arguments])
    return done.exit_code, done.output


def test_the_list_names_every_clip_with_its_words() -> None:
    """One line for each file, and what to say into it."""
    code, said = motcua("record-list", "--region", "south")
    assert code == 0
    lines = dict(line.split(maxsplit=1) for line in said.splitlines())
    for clip, words in clips_needed("vi", ("south",)).items():
        assert lines[f"{clip}.wav"] == words
    assert "odd-north.wav" not in lines


def test_the_list_for_an_office_has_its_words_only(tmp_path: Path) -> None:
    """An office of one room is spared tens, letters, counters and whole numbers."""
    room = tmp_path / "room.toml"
    room.write_text(changed("Quầy chung", "Phòng 201"), encoding="utf-8")
    code, said = motcua("record-list", "--office", str(room))
    assert code == 0
    named = {line.split()[0] for line in said.splitlines()}
    assert {"to-room.wav", "short-room.wav", "digit-9.wav", "last-call.wav"} <= named
    assert not {"to-counter.wav", "ten.wav", "letter-a.wav", "hundred.wav"} & named
    assert len(clips_needed("vi")) > 3 * len(named)


def test_the_shipped_voices_are_whole() -> None:
    """What is shipped stands its own check, in both languages."""
    code, said = motcua("check", str(shipped_voice()))
    assert (code, said.splitlines()[-1]) == (0, "The voice is whole.")
    joined = [float(part.split()[-1]) for part in said.split(" joined at a rush")[:-1]]
    assert joined[0] >= CALLS_AT_A_RUSH  # Vietnamese, the usual language
    assert len(joined) == 2


def test_a_check_names_each_fault_and_fails(tmp_path: Path) -> None:
    """A missing recording is named with its words; the exit code tells a script."""
    folder = write_pack(tmp_path / "vi")
    (folder / "digit-5.wav").unlink()
    for path in (tmp_path, folder):
        code, said = motcua("check", str(path))
        assert code == 1
        assert f"{folder}: the file digit-5.wav of the clip digit-5 is not there" in said
        assert "Not whole yet: 1 to put right." in said
    assert "chỗ cần sửa" in motcua("check", str(folder), language="vi")[1]


def test_a_check_for_an_office_asks_for_its_words_only(tmp_path: Path) -> None:
    """A voice without "đến phòng" does for counters and windows; one room needs it, and it is named."""
    write_pack(tmp_path / "vi")
    manifest = tmp_path / "vi" / "manifest.toml"
    kept = [row for row in manifest.read_text("utf-8").splitlines() if "-room" not in row]
    manifest.write_text("\n".join(kept), encoding="utf-8")
    counters, room = tmp_path / "counters.toml", tmp_path / "room.toml"
    counters.write_text(SMALL, encoding="utf-8")
    room.write_text(changed("Quầy chung", "Phòng 201"), encoding="utf-8")
    assert motcua("check", str(tmp_path))[0] == 1
    code, said = motcua("check", str(tmp_path), "--office", str(counters))
    assert (code, said.splitlines()[-1]) == (0, "The voice has every word of this office.")
    code, said = motcua("check", str(tmp_path), "--office", str(room))
    assert code == 1
    assert 'the clip to-room is missing: "đến phòng".' in said
    assert 'the clip short-room is missing: "phòng".' in said
    assert "Not whole yet: 2 to put right." in said


def test_a_check_finds_a_voice_in_the_folder_of_another_language(tmp_path: Path) -> None:
    """An English voice below vi is told, because calls would not be said with it."""
    write_pack(tmp_path / "vi", "en")
    code, said = motcua("check", str(tmp_path))
    assert code == 1
    assert 'language = "en" stands in the folder of another one. Write "vi".' in said


@pytest.mark.slow
def test_a_voice_is_made_and_is_whole(tmp_path: Path) -> None:
    """make and check agree."""
    code, said = motcua("make", str(tmp_path), "--digits-only", "--region", "north")
    assert (code, said) == (0, f"64 clips in {tmp_path / 'vi'}.\n")
    assert motcua("check", str(tmp_path))[0] == 0


def test_a_folder_that_can_not_be_written_is_told(tmp_path: Path) -> None:
    """One sentence, no traceback."""
    (tmp_path / "file").touch()
    code, said = motcua("make", str(tmp_path / "file" / "below"))
    assert code == 1
    assert "The voice can't be made" in said
