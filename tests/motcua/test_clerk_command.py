"""motcua clerk as a program, before a server runs and beside it, and signing in at a counter's terminal."""

import asyncio
import signal
import sqlite3
import subprocess
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest

from server.clerks.clerk import ClerkRole
from server.clerks.clerk_file import ClerkFile
from server.clerks.pins import hash_pin
from server.clerks.register import ClerkRegister
from server.clock import SystemRandomSource
from tests.motcua.programs import Serving, Terminal, run_here, serving, terminal
from tests.motcua.test_server_command import ask
from tests.patience import PATIENCE_SECONDS
from tests.server.fakes import CHEAP_PINS

pytestmark = pytest.mark.slow

SERVER = ("server", "--data", "data", "--port", "0", "--hours", "always", "--verbose")
PIN, WRONG = "246802", "975310"


def clerk(home: Path, *arguments: str, typed: str | None = None) -> subprocess.CompletedProcess[str]:
    return run_here(home, "clerk", *arguments, "--data", "data", typed=typed)


def add(home: Path, name: str, role: str) -> None:
    added = clerk(home, "add", name, "--role", role, "--pin-stdin", typed=f"{PIN}\n")
    assert (added.returncode, added.stderr) == (0, "")


def employ(home: Path, name: str, role: ClerkRole) -> None:
    """Put a person into the register as `add` does, at the cost of a test."""
    register = ClerkRegister(ClerkFile(home / "data"), CHEAP_PINS)
    asyncio.run(register.add(name, role, PIN, SystemRandomSource()))


def made_by(home: Path) -> list[str]:
    with closing(sqlite3.connect(home / "data" / "journal.sqlite")) as connection:
        rows = connection.execute("SELECT made_by FROM journal WHERE request_id <> '' ORDER BY position")
        return [row[0] for row in rows]


def sign_in(server: Serving, name: str, pin: str) -> tuple[int, dict[str, object]]:
    return ask(server, "", "/session", {"name": name, "pin": pin})


def sign_out(server: Serving, token: str) -> int:
    headers = {"Authorization": f"Bearer {token}"}
    request = urllib.request.Request(f"{server.address}/api/v1/session", headers=headers, method="DELETE")  # noqa: S310 - our own address
    with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as answer:  # noqa: S310 - the same
        return int(answer.status)


def test_people_are_put_in_listed_and_kept_out(tmp_path: Path) -> None:
    """The list shows names, roles and who can't sign in, and nothing of a PIN."""
    assert clerk(tmp_path, "list").stdout == ""
    add(tmp_path, "Nguyễn Thị Hoa", "clerk")
    add(tmp_path, "Lan", "manager")
    assert clerk(tmp_path, "disable", "LAN").stdout == "Lan can't sign in any more.\n"
    listed = clerk(tmp_path, "list")
    assert listed.stdout == "Lan             manager  disabled\nNguyễn Thị Hoa  clerk\n"
    assert clerk(tmp_path, "enable", "Lan").returncode == 0
    assert "disabled" not in clerk(tmp_path, "list").stdout
    file = tmp_path / "data" / "clerks.sqlite"
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("arguments", "typed", "sentence"),
    [
        (("add", "hoa", "--role", "clerk", "--pin-stdin"), PIN, "Hoa is in the book already."),
        (("add", "Mai", "--role", "clerk", "--pin-stdin"), "123", "A PIN has 4 to 12 digits."),
        (("add", "Mai", "--role", "clerk", "--pin-stdin"), "", "A PIN has 4 to 12 digits."),
        (("add", "Mai", "--role", "manager", "--pin-stdin"), "13579", "A manager's PIN has 6 to 12 digits."),
        (("add", "Mai,", "--role", "clerk", "--pin-stdin"), PIN, "A name has letters"),
        (("pin", "Mai", "--pin-stdin"), PIN, "Nobody is called Mai here. motcua clerk list shows"),
        (("pin", "Hoa", "--pin-stdin"), "12345678901234", "A PIN has 4 to 12 digits."),
        (("disable", "Mai"), "", "Nobody is called Mai here."),
        (("enable", "Mai"), "", "Nobody is called Mai here."),
    ],
)
def test_what_can_not_be_done_is_one_sentence(
    tmp_path: Path, arguments: tuple[str, ...], typed: str, sentence: str
) -> None:
    """Exit code 1, one line on standard error, the register unchanged."""
    employ(tmp_path, "Hoa", "clerk")
    refused = clerk(tmp_path, *arguments, typed=typed)
    assert (refused.returncode, refused.stdout, refused.stderr.count("\n")) == (1, "", 1)
    assert sentence in refused.stderr
    assert not typed or typed not in refused.stderr
    assert clerk(tmp_path, "list").stdout == "Hoa  clerk\n"


def test_a_wrong_command_line_ends_with_code_2(tmp_path: Path) -> None:
    """A role that does not exist and a PIN that nobody can be asked for are mistakes in usage."""
    role = clerk(tmp_path, "add", "Hoa", "--role", "boss", "--pin-stdin", typed=PIN)
    assert (role.returncode, "'clerk', 'guidance', 'manager'" in role.stderr) == (2, True)
    nobody_there = clerk(tmp_path, "add", "Hoa", "--role", "clerk")
    assert (nobody_there.returncode, "--pin-stdin" in nobody_there.stderr) == (2, True)
    both = run_here(tmp_path, "counter", "1", "--sign-in", "Hoa", "--clerk", "Lan")
    assert (both.returncode, "not both" in both.stderr) == (2, True)


def test_a_folder_that_can_not_be_written_is_said(tmp_path: Path) -> None:
    """The sentence names the file and what to check."""
    refused = run_here(
        tmp_path, "clerk", "add", "Hoa", "--role", "clerk", "--pin-stdin", "--data", "/dev/null/x", typed=PIN
    )
    assert (refused.returncode, refused.stdout, refused.stderr.count("\n")) == (1, "", 1)
    assert "The book of people can't be used: /dev/null/x/clerks.sqlite" in refused.stderr


def type_pin(desk: Terminal, question: str, pin: str) -> None:
    desk.wait_for(question)
    desk.press(f"{pin}\r")


def test_a_pin_is_asked_twice_and_not_shown(tmp_path: Path) -> None:
    """Two that differ change nothing; two alike make the person, and neither is on the screen."""
    add_hoa = ("clerk", "add", "Hoa", "--role", "clerk", "--data", "data")
    with terminal(tmp_path, *add_hoa) as asking:
        type_pin(asking, "New PIN:", PIN)
        type_pin(asking, "The same again:", WRONG)
        asking.wait_for("The two PINs are not the same.")
        assert asking.wait_for_end() == 1
    assert clerk(tmp_path, "list").stdout == ""
    with terminal(tmp_path, *add_hoa) as asking:
        type_pin(asking, "New PIN:", PIN)
        type_pin(asking, "The same again:", PIN)
        asking.wait_for("Hoa can sign in from now on, as clerk.")
        assert asking.wait_for_end() == 0
        assert PIN not in asking.shown


def test_the_register_and_a_running_server_agree(tmp_path: Path) -> None:
    """Whoever is added, given a new PIN or disabled is so at once; a new PIN ends a lock."""
    with serving(tmp_path, *SERVER) as server:
        employ(tmp_path, "Hoa", "clerk")
        status, told = sign_in(server, "Hoa", PIN)
        token = str(told["token"])
        assert (status, told["role"]) == (201, "clerk")
        assert ask(server, token, "/counters/1/open", {"clerk": "Hoa"})[0] == 200
        assert server.stop(signal.SIGKILL)[0] == -signal.SIGKILL
    with serving(tmp_path, *SERVER) as server:
        assert ask(server, token, "/counters/1/pause", {})[0] == 200
        wrong = [sign_in(server, "Hoa", WRONG)[0] for _ in range(6)]
        assert wrong == [401] * 5 + [429]
        assert clerk(tmp_path, "pin", "Hoa", "--pin-stdin", typed="8642").stdout == "Hoa has a new PIN.\n"
        assert ask(server, token, "/counters/1/resume", {})[1]["error"] == "session-over"
        status, told = sign_in(server, "Hoa", "8642")
        assert (status, sign_out(server, str(told["token"]))) == (201, 204)
        other = str(sign_in(server, "Hoa", "8642")[1]["token"])
        assert clerk(tmp_path, "disable", "Hoa").returncode == 0
        assert ask(server, other, "/counters/1/resume", {})[1]["error"] == "session-over"
        code, log = server.stop()
    assert (code, "Traceback" in log) == (0, False)
    assert [secret for secret in (PIN, WRONG, "8642", token, other, "$argon2") if secret in log] == []
    assert made_by(tmp_path) == ["clerk Hoa, counter 1"] * 2


def test_a_clerk_signs_in_at_the_terminal(tmp_path: Path) -> None:
    """motcua counter 3 --sign-in opens the counter as that person, and leaving the desk signs out."""
    employ(tmp_path, "Nguyễn Thị Hoa", "clerk")
    with serving(tmp_path, *SERVER) as server:
        desk_of = ("counter", "3", "--server", server.address, "--language", "en", "--log", "desk.log")
        with terminal(tmp_path, *desk_of, "--sign-in", "nguyễn thị hoa") as desk:
            type_pin(desk, "PIN of nguyễn thị hoa:", PIN)
            desk.wait_for("Nguyễn Thị Hoa")
            desk.press("\x03")
            assert desk.wait_for_end() == 0
            assert PIN not in desk.shown
        with terminal(tmp_path, *desk_of, "--sign-in", "Nguyễn Thị Hoa") as desk:
            type_pin(desk, "PIN of", WRONG)
            desk.wait_for("motcua: The name or the PIN is not right.")
            assert desk.wait_for_end() == 1
            assert "Traceback" not in desk.shown
        code, log = server.stop()
    assert (code, PIN in log, WRONG in log) == (0, False, False)
    assert made_by(tmp_path) == ["clerk Nguyễn Thị Hoa, counter 3"]
    with closing(sqlite3.connect(tmp_path / "data" / "clerks.sqlite")) as connection:
        assert connection.execute("SELECT is_over FROM sessions").fetchall() == [(1,)]
    written = (tmp_path / "desk.log").read_text(encoding="utf-8")
    assert PIN not in written


def test_a_manager_with_a_short_pin_is_asked_for_a_longer_one(tmp_path: Path) -> None:
    """Its PIN signs in; the desk opens once a longer one was typed twice, and ends with a short one."""
    employ(tmp_path, "Lan", "manager")
    with closing(sqlite3.connect(tmp_path / "data" / "clerks.sqlite")) as connection, connection:
        pin_hash = hash_pin("1357", SystemRandomSource(), CHEAP_PINS)
        connection.execute("UPDATE clerks SET pin_hash = ?", (pin_hash,))
    with serving(tmp_path, *SERVER) as server:
        desk_of = ("counter", "3", "--server", server.address, "--language", "en", "--log", "desk.log")
        for typed, says in (("12345", "motcua: A manager's PIN has 6 to 12 digits."), (PIN, "Lan")):
            with terminal(tmp_path, *desk_of, "--sign-in", "lan") as desk:
                type_pin(desk, "PIN of lan:", "1357")
                type_pin(desk, "New PIN:", typed)
                type_pin(desk, "The same again:", typed)
                desk.wait_for(says)
                assert "This PIN is too short for a manager." in desk.shown
                desk.press("\x03")
                desk.wait_for_end()
        assert sign_in(server, "Lan", PIN)[0] == 201
        assert sign_in(server, "Lan", "1357")[0] == 401


def test_a_server_that_is_not_there_is_said(tmp_path: Path) -> None:
    """One sentence and code 1, and so where nothing that answers signs people in."""
    with terminal(tmp_path, "counter", "3", "--server", "http://127.0.0.1:1", "--sign-in", "Hoa") as desk:
        type_pin(desk, "PIN of Hoa:", PIN)
        desk.wait_for("motcua: The server at http://127.0.0.1:1 is not reached: Connection refused.")
        assert (desk.wait_for_end(), "Traceback" in desk.shown) == (1, False)
    with serving(tmp_path, *SERVER) as server:
        elsewhere = f"{server.address}/elsewhere"
        with terminal(tmp_path, "counter", "3", "--server", elsewhere, "--sign-in", "Hoa") as desk:
            type_pin(desk, "PIN of Hoa:", PIN)
            desk.wait_for(f"motcua: What answers at {elsewhere} is no server of motcua")
            assert (desk.wait_for_end(), "Traceback" in desk.shown) == (1, False)
