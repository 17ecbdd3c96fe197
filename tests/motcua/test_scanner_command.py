"""motcua scanner check, as whoever sets a kiosk up runs it."""

import os
import pty
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from kiosk.input.scanner import scanner_of
from motcua.commands.scanner import SILENCE_SECONDS, Typed, check, one_scan, unseen_typing
from motcua.failures import Failure
from motcua.main import build_main
from wording import load

CARD = "001046000001||NGUYỄN VĂN MẪU|01011946|Nam|Thôn Mẫu, Xã Mẫu|01012022"


def scanner(text: str, step: float) -> Typed:
    """Types a text, `step` seconds a sign, and then nothing more."""
    signs: Iterator[tuple[float, str]] = iter([(place * step, sign) for place, sign in enumerate(text)])
    return lambda seconds: next(signs, (seconds, ""))


@pytest.mark.parametrize(("step", "setting"), [(0.002, "wedge:gap=40"), (0.06, "wedge:gap=80")])
def test_a_scan_tells_the_setting_and_nothing_of_the_card(
    step: float, setting: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The setting is the last line, can be written for the kiosk's environment, and is one that it takes."""
    path = tmp_path / "scanner.env"
    check(scanner(CARD + "\r", step), path, load("en"))
    said = capsys.readouterr().out
    assert f"{len(CARD)} characters, at most {round(1000 * step)} ms apart." in said
    assert said.splitlines()[-2] == setting
    assert path.read_text(encoding="utf-8") == f"MOTCUA_SCANNER={setting}\n"
    assert scanner_of(setting).gap_seconds > step
    assert not [part for part in CARD.split("|") if part and part in said]


def test_what_is_slow_or_no_card_is_said_so(capsys: pytest.CaptureFixture[str]) -> None:
    """A scanner slower than any gap is to be made quicker; a hand that types nothing is no scan."""
    check(scanner("https://example.test/x", 0.2), None, load("vi"))
    said = capsys.readouterr().out
    assert "Đây không phải thẻ căn cước" in said
    assert "chậm hơn 150 ms" in said
    assert said.splitlines()[-1] == "wedge:gap=150"
    for text in ("", "\r", "123\r"):
        with pytest.raises(Failure, match="No scan has come"):
            check(scanner(text, 0.0), None, load("en"))


def test_a_scan_without_an_enter_ends_with_a_silence() -> None:
    """An Enter before it is no scan's, and a scanner without end is cut."""
    waited: list[float] = []
    typed = scanner("\r\n" + CARD, 0.01)

    def typed_and_counted(seconds: float) -> tuple[float, str]:
        waited.append(seconds)
        return typed(seconds)

    assert "".join(sign for _, sign in one_scan(typed_and_counted)) == CARD
    assert waited[0] > waited[-1] == SILENCE_SECONDS
    assert len(one_scan(scanner("7" * 10_000, 0.0))) < 2_000


def test_a_terminal_shows_nothing_of_what_is_typed() -> None:
    """Each character comes as it is typed, without an Enter, and afterwards the terminal is as it was."""
    ours, theirs = pty.openpty()
    with unseen_typing(theirs) as typed:
        os.write(ours, b"0010")
        assert typed(60.0)[1] == "0010"
        os.set_blocking(ours, False)
        with pytest.raises(BlockingIOError):
            os.read(ours, 100)
    os.close(ours)
    os.close(theirs)


@pytest.mark.slow
def test_the_command_reads_what_is_typed_at_it() -> None:
    """A pipe will do where there is no terminal."""
    ours, theirs = os.pipe()
    os.write(theirs, (CARD + "\r").encode())
    with os.fdopen(ours) as keyboard:
        result = CliRunner().invoke(build_main(load("en")), ("scanner", "check"), input=keyboard)
    os.close(theirs)
    assert result.exit_code == 0, result.output
    assert result.output.splitlines()[-1] == "wedge:gap=40"
