"""Screens of three computers with one host name, and of one computer, have names of their own."""

from pathlib import Path

from motcua.screen_names import NAME_LENGTH_MAX, screen_name


def test_a_screen_keeps_its_name(tmp_path: Path) -> None:
    """The mark is made once; the terminal tells screens of one computer apart."""
    marks = iter(["8KQ2XYZ", "never"])
    first = screen_name("terminal", tmp_path / "state", lambda: next(marks), "tty1")
    assert first.startswith("terminal ")
    assert first.endswith("-8kq2 tty1")
    again = screen_name("terminal", tmp_path / "state", lambda: next(marks), "tty2")
    assert again == first.replace("tty1", "tty2")
    assert len(first) <= NAME_LENGTH_MAX


def test_computers_of_one_host_name_are_told_apart(tmp_path: Path) -> None:
    """Also one that can keep nothing has a name of its own, for as long as it runs."""
    one = screen_name("terminal", tmp_path / "one", lambda: "aaaa", "tty1")
    (tmp_path / "two").write_text("no folder")
    two = screen_name("terminal", tmp_path / "two", lambda: "bbbb", "tty1")
    assert one != two
    assert two.endswith("-bbbb tty1")
