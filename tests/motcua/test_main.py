"""The one command: its help, its languages, and how it ends when something is wrong."""

import subprocess
import urllib.request
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from motcua.main import COMMANDS, build_main
from tests.motcua.programs import ADDRESS, MOTCUA, environment, run
from tests.patience import PATIENCE_SECONDS
from wording import load

LIBRARIES = ("textual", "rich", "uvicorn", "fastapi", "starlette", "websockets", "PIL", "sqlite3", "msgspec")
# What the server's first answer to a screen or a page does not need.
NOT_FOR_THE_FIRST_ANSWER = {
    "PIL",
    "argon2",
    "escpos",
    "fastapi",
    "prometheus_client",
    "pydantic",
    "rich",
    "textual",
}


def said(*arguments: str, language: str = "en") -> str:
    """What motcua prints in this language."""
    result = CliRunner().invoke(build_main(load(language)), arguments)
    assert result.exit_code == 0, result.output
    return result.output


def test_help_names_every_command_with_what_it_does() -> None:
    """motcua --help lists every command, each with a whole sentence."""
    lines = said("--help").partition("Commands:")[2].strip().splitlines()
    assert [line.split()[0] for line in lines] == list(COMMANDS)
    assert all(line.endswith(".") and not line.endswith("...") for line in lines)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_shows_an_example(name: str) -> None:
    """motcua COMMAND --help says what the command does and how it is typed."""
    shown = said(name, "--help")
    assert "Example" in shown
    assert f"\n    motcua {name}" in shown


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_explained(name: str) -> None:
    """No option of any command is without a help text, in both languages."""
    for language in ("en", "vi"):
        main = build_main(load(language))
        command = main.get_command(click.Context(main), name)
        assert command is not None
        options = [option for option in command.params if isinstance(option, click.Option)]
        assert [option.name for option in options if not option.help] == []


def test_vietnamese_help_is_vietnamese() -> None:
    """The same help in the words of the other language."""
    assert "Chạy máy chủ của cơ quan." in said("server", "--help", language="vi")


@pytest.mark.slow
def test_the_environment_chooses_the_language(tmp_path: Path) -> None:
    """LANG=vi_VN makes everything Vietnamese, click's own words too; MOTCUA_LANGUAGE goes before it."""
    vietnamese = run(tmp_path, "--help", changes={"LANG": "vi_VN.UTF-8"})
    assert vietnamese.stdout.startswith("Cách dùng: motcua")
    wrong = run(tmp_path, "nothing", changes={"MOTCUA_LANGUAGE": "vi"})
    assert (wrong.returncode, "Lỗi: Không có lệnh 'nothing'." in wrong.stderr) == (2, True)
    english = run(tmp_path, "--help", changes={"LANG": "vi_VN.UTF-8", "MOTCUA_LANGUAGE": "en"})
    assert english.stdout.startswith("Usage: motcua")


def imported(profile: str) -> set[str]:
    """The modules in what Python tells with PYTHONPROFILEIMPORTTIME, and the packages that they are in."""
    modules = {line.rpartition("|")[2].strip() for line in profile.splitlines() if "import time:" in line}
    return modules | {module.partition(".")[0] for module in modules}


@pytest.mark.slow
def test_help_loads_no_room(tmp_path: Path) -> None:
    """motcua --help imports no library of screens, servers or printers, and so is there at once."""
    timed = run(tmp_path, "--help", changes={"PYTHONPROFILEIMPORTTIME": "1"})
    rooms = {"server", "kiosk", "counter", "display", "terminal", "link", "offices"}
    assert imported(timed.stderr) & {*LIBRARIES, *rooms} == set()


@pytest.mark.slow
def test_the_first_answer_waits_for_nothing_that_it_does_not_need(tmp_path: Path) -> None:
    """Until motcua server has answered once, nothing of the API, of screens and of PINs is imported."""
    with (
        (tmp_path / "imports").open("w") as profile,
        subprocess.Popen(
            (MOTCUA, "server", "--data", "data", "--port", "0"),
            cwd=tmp_path,
            env=environment(tmp_path, {"PYTHONPROFILEIMPORTTIME": "1"}),
            stdout=subprocess.PIPE,
            stderr=profile,
            text=True,
        ) as server,
    ):
        try:
            assert server.stdout is not None
            found = ADDRESS.search(server.stdout.readline())
            assert found
            with urllib.request.urlopen(f"{found[0]}/healthz", timeout=PATIENCE_SECONDS) as answer:  # noqa: S310 - our own address
                assert answer.status == 200
            so_far = (tmp_path / "imports").read_text()
        finally:
            server.kill()
    assert "uvicorn" in imported(so_far)
    assert imported(so_far) & NOT_FOR_THE_FIRST_ANSWER == set()


@pytest.mark.slow
def test_a_terminal_without_vietnamese_still_gets_the_answer(tmp_path: Path) -> None:
    """Letters that standard output can't show are escaped instead of ending the program."""
    plain = {"MOTCUA_LANGUAGE": "vi", "PYTHONIOENCODING": "ascii"}
    assert run(tmp_path, "--help", changes=plain).returncode == 0


@pytest.mark.slow  # the first of them loads a room
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("kiosk", "--printer", "virtual:slips"), "A token is needed; motcua token --role kiosk"),
        (("counter", "1"), "A token is needed; motcua token --role counter"),
        (("counter", "0", "--token", "x"), "0 is not in the range"),
        (("kiosk", "--token", "x", "--printer", "fax:1"), "is not understood"),
        (("kiosk", "--token", "x"), "Missing option '--printer'"),
        (
            ("kiosk", "--token", "x", "--printer", "virtual:a", "--printer", "virtual:b?paper=58mm-384"),
            "same",
        ),
        (("printer", "check", "fax:1"), "is not understood"),
        (("ticket-preview",), "Missing option '--out'"),
        (
            ("ticket-preview", "--out", "x.png", "--paper", "A4"),
            "Write one of: 80mm-576, 80mm-512, 58mm-384.",
        ),
        (("ticket-preview", "--out", "x.png", "--field", "99"), "Write one of: 1, 2, 3"),
        (("display", "--server", "ftp://office"), "http://HOST:PORT"),
        (("token", "--data", "x"), "Missing option '--role'"),
        (("visits", "--data", "x", "--day", "yesterday"), "'yesterday' does not match"),
        (("visits", "--data", "x", "--rebuild"), "--rebuild needs the office file"),
        (("explain", "--data", "x"), "Missing argument 'NUMBER'"),
        (("explain", "1012", "--data", "x", "--day", "23/11"), "'23/11' does not match"),
        (("day", "yesterday", "--data", "x"), "'yesterday' does not match"),
        (("demo", "--counter", "99"), "The office has the counters 1, 2, 3"),
        (("server",), "Missing option '--data'"),
    ],
)
def test_a_wrong_command_line_ends_with_code_2(arguments: tuple[str, ...], sentence: str) -> None:
    """What can't be meant is a mistake in usage, said in a sentence."""
    result = CliRunner().invoke(build_main(load("en")), arguments)
    assert (result.exit_code, sentence in " ".join(result.stderr.split())) == (2, True), result.stderr


@pytest.mark.slow  # the first of them loads a room
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("kiosk", "--token", "x", "--printer", "virtual:slips"), "fills a terminal"),
        (("counter", "1", "--token", "x"), "fills a terminal"),
        (("display",), "fills a terminal"),
        (("server", "--office", "nowhere", "--data", "x"), "nowhere: there is no such file."),
        (("demo", "--office", "nowhere"), "nowhere: there is no such file."),
        (("ticket-preview", "--office", "nowhere", "--out", "x"), "nowhere: there is no such file."),
        (("ticket-preview", "--out", "/dev/null/x.png"), "The picture can't be made"),
        (("printer", "check", "network:127.0.0.1:1"), "The printer is not reached"),
        (("visits", "--data", "x"), "There is no journal at x/journal.sqlite yet."),
        (("visits", "--data", "x", "--rebuild", "--office", "moc-chau"), "There is no journal at x"),
        (
            ("explain", "1012", "--data", "x", "--language", "en"),
            "There is no journal at x/journal.sqlite yet.",
        ),
        (
            ("day", "--data", "x", "--office", "nowhere", "--language", "en"),
            "nowhere: there is no such file.",
        ),
        (("token", "--role", "kiosk", "--data", "/dev/null/x"), "The token can't be kept"),
    ],
)
def test_what_can_not_be_done_is_said_in_one_sentence(
    arguments: tuple[str, ...], sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A failure is one line on standard error, ends with code 1 and leaves standard output empty."""
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(build_main(load("en")), arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("motcua: ")
    assert result.stderr.count("\n") == 1
    assert sentence in result.stderr
