"""motcua demo as a program, in a terminal and without one."""

import signal
import urllib.request
from pathlib import Path

import pytest

from tests.motcua.programs import serving, terminal
from tests.patience import PATIENCE_SECONDS

pytestmark = pytest.mark.slow

LEAVES_ALTERNATE_SCREEN = b"\x1b[?1049l"
CTRL_C, CTRL_Q = "\x03", "\x11"


def test_the_demo_leaves_nothing_behind(tmp_path: Path) -> None:
    """Rooms are shown, and Ctrl+C ends it: code 0, terminal restored, no file, no process."""
    with terminal(tmp_path, "demo", "--citizens", "--minutes-per-second", "10") as demo:
        demo.wait_for("Kính chào quý công dân")
        demo.wait_for("Đang mở")
        assert list((tmp_path / "tmp").iterdir()) != []
        demo.press(CTRL_C)
        assert demo.wait_for_end() == 0
        assert LEAVES_ALTERNATE_SCREEN in demo.raw
        assert "Traceback" not in demo.shown
    assert list((tmp_path / "tmp").iterdir()) == []
    assert [path.name for path in tmp_path.iterdir()] == ["tmp"]


def test_a_demo_that_is_told_to_end_leaves_nothing_behind(tmp_path: Path) -> None:
    """SIGTERM ends it as Ctrl+C does."""
    with terminal(tmp_path, "demo", size=(24, 80)) as demo:
        demo.wait_for("Kính chào quý công dân")
        demo.process.send_signal(signal.SIGTERM)
        assert demo.wait_for_end() == 0
        assert LEAVES_ALTERNATE_SCREEN in demo.raw
    assert list((tmp_path / "tmp").iterdir()) == []


def test_without_a_terminal_the_demo_is_a_server(tmp_path: Path) -> None:
    """It says its address, answers there, keeps its data in var, and ends with code 0 when told to."""
    with serving(tmp_path, "demo", "--citizens") as demo:
        with urllib.request.urlopen(f"{demo.address}/healthz", timeout=PATIENCE_SECONDS) as answer:  # noqa: S310 - our own address
            assert answer.status == 200
        code, log = demo.stop()
    assert (code, "Traceback" in log) == (0, False)
    assert (tmp_path / "var" / "moc-chau" / "journal.sqlite").exists()
    assert list((tmp_path / "tmp").iterdir()) == []


def test_a_screen_that_can_not_reach_its_server_waits_and_can_be_left(tmp_path: Path) -> None:
    """The display starts before its server does, and logs to a file rather than onto the screen."""
    log = tmp_path / "display.log"
    with terminal(tmp_path, "display", "--server", "http://127.0.0.1:9", "--log", str(log)) as display:
        display.wait_for("Đang kết nối")
        display.press(CTRL_Q)
        assert display.wait_for_end() == 0
    assert "The link is down" in log.read_text(encoding="utf-8")
