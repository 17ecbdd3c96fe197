"""motcua server as a program: its start, its end, and what keeps it from starting."""

import asyncio
import json
import signal
import sqlite3
import urllib.error
import urllib.request
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from offices import load_office
from server.app import Settings, running_server
from server.idempotency import Press
from tests.motcua.programs import Serving, run_here, serving
from tests.patience import PATIENCE_SECONDS
from ticketing.answers import TicketAnswer
from ticketing.commands import IssueTicket

pytestmark = pytest.mark.slow


def ask(server: Serving, token: str, path: str, body: object = None) -> tuple[int, dict[str, object]]:
    """The status and the answer of the server's interface for other systems."""
    data = None if body is None else json.dumps(body).encode()
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    request = urllib.request.Request(f"{server.address}/api/v1{path}", data, headers)  # noqa: S310 - our own address
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as answer:  # noqa: S310 - the same
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, json.load(refusal)


def token(home: Path, role: str) -> str:
    made = run_here(home, "token", "--role", role, "--data", "data")
    assert (made.returncode, made.stderr) == (0, "")
    return made.stdout.removesuffix("\n")


def test_a_server_serves_until_it_is_told_to_end(tmp_path: Path) -> None:
    """It prints address, office and folder; tokens work whenever they are made; SIGTERM ends it with 0."""
    early = token(tmp_path, "kiosk")
    arguments = ("server", "--data", "data", "--port", "0", "--hours", "always")
    with serving(tmp_path, *arguments) as server:
        assert server.said.startswith("motcua: ")
        assert "Mộc Châu" in server.said
        late = token(tmp_path, "manager")
        assert ask(server, early, "/tickets", {"field": "1", "request_id": "a"})[0] == 201
        assert ask(server, late, "/tickets", {"field": "1", "request_id": "b"})[1]["number"] == "1002"
        assert ask(server, "guessed", "/tickets", {"field": "1", "request_id": "c"})[0] == 401
        code, log = server.stop()
    assert (code, "Traceback" in log) == (0, False)
    with serving(tmp_path, *arguments[:4], server.port) as again:
        assert ask(again, late, "/tickets/1002")[1]["number"] == "1002"
        assert again.stop(signal.SIGINT)[0] == 0
    shown = run_here(tmp_path, "visits", "--data", "data", "--office", "moc-chau")
    assert [line.split()[0] for line in shown.stdout.splitlines()[2:4]] == ["1001", "1002"]


def test_what_is_taken_is_not_shared(tmp_path: Path) -> None:
    """A second server on the same folder or port ends with code 1 and one sentence, and the first goes on."""
    with serving(tmp_path, "server", "--data", "data", "--port", "0") as server:
        same_data = run_here(tmp_path, "server", "--data", "data", "--port", "0")
        assert same_data.returncode == 1
        assert "data is in use by a running motcua server" in same_data.stderr
        rebuild = run_here(tmp_path, "visits", "--rebuild", "--office", "moc-chau", "--data", "data")
        assert (rebuild.returncode, "is in use" in rebuild.stderr) == (1, True)
        same_port = run_here(tmp_path, "server", "--data", "other", "--port", server.port)
        taken = f"motcua: Port {server.port} is taken. Name another one, or 0 for a free one.\n"
        assert (same_port.returncode, same_port.stdout, same_port.stderr) == (1, "", taken)
        assert server.stop()[0] == 0


def test_a_file_that_is_not_ours_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    """One sentence says what to do; with --verbose the log has the cause."""
    journal = tmp_path / "data" / "journal.sqlite"
    journal.parent.mkdir()
    journal.write_text("accounts of 2019", encoding="utf-8")
    refused = run_here(tmp_path, "server", "--data", "data", "--port", "0")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith("motcua: data/journal.sqlite is not a motcua journal.")
    assert "Traceback" not in refused.stderr
    told = run_here(tmp_path, "server", "--data", "data", "--port", "0", "--verbose").stderr
    assert "Traceback" in told
    assert journal.read_text(encoding="utf-8") == "accounts of 2019"


def test_a_start_that_finds_less_says_how_to_go_on(tmp_path: Path) -> None:
    """In one sentence; --accept-loss goes on this once, says so, and the story of the day tells it."""
    arguments = ("server", "--data", "data", "--port", "0", "--hours", "always")
    manager = token(tmp_path, "manager")
    with serving(tmp_path, *arguments) as server:
        for request in "ab":
            assert ask(server, manager, "/tickets", {"field": "1", "request_id": request})[0] == 201
        server.stop(signal.SIGKILL)
    for lost in ("journal.sqlite-wal", "journal.sqlite-shm"):
        (tmp_path / "data" / lost).unlink()
    refused = run_here(tmp_path, *arguments)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "2 of them are missing, and with them 2 numbers of" in refused.stderr
    assert "--accept-loss" in refused.stderr
    with serving(tmp_path, *arguments, "--accept-loss") as server:
        answer = ask(server, manager, "/tickets", {"field": "1", "request_id": "c"})[1]
        assert answer["number"] == "1003"
        code, log = server.stop()
        assert code == 0
        assert "The record goes on without 2 entries" in log
    with serving(tmp_path, *arguments, "--accept-loss") as again:
        assert "Nothing of the record is missing" in again.stop()[1]
    story = run_here(tmp_path, "day", str(answer["day"]), "--replay", "--data", "data", "--language", "en")
    assert "2 entries of its journal that are lost" in story.stdout


def test_a_mistake_in_the_office_file_is_named_with_its_line(tmp_path: Path) -> None:
    """The sentence begins with file and line."""
    (tmp_path / "bad.toml").write_text('code = "bad"\nnames 3\n', encoding="utf-8")
    refused = run_here(tmp_path, "server", "--office", "bad.toml", "--data", "data", "--port", "0")
    assert (refused.returncode, refused.stdout, refused.stderr.count("\n")) == (1, "", 1)
    assert refused.stderr.startswith("motcua: bad.toml:2: ")


async def one_ticket(data: Path) -> TicketAnswer:
    """What a server of the shipped office gives to whoever comes first."""
    plan = replace(load_office("moc-chau"), always_open=True)
    async with running_server(Settings(plan, data, port=0)) as server:
        given = await server.services.desk.submit(Press("a", IssueTicket("3"), "test"))
    assert isinstance(given, TicketAnswer)
    return given


def test_visits_are_a_sheet_or_a_table(tmp_path: Path) -> None:
    """A day's visits come as CSV with a byte order mark or as a table, and can be written anew."""
    ticket = asyncio.run(one_ticket(tmp_path / "data"))
    day = ("visits", "--data", "data", "--day", ticket.day.isoformat())
    sheet = run_here(tmp_path, *day, "--format", "csv").stdout
    assert sheet.startswith("\ufeffday,number,field,")
    assert f"{ticket.day},3001,3," in sheet
    stays = run_here(tmp_path, *day, "--stays", "--format", "csv").stdout
    assert stays.startswith("\ufeffday,number,stay,")
    with closing(sqlite3.connect(tmp_path / "data" / "journal.sqlite")) as earlier, earlier:
        earlier.execute("UPDATE visits SET called_at = issued_at")
    assert "not in the log yet" in run_here(tmp_path, *day, "--stays").stderr
    assert "3001" in run_here(tmp_path, *day).stdout
    assert "3001" not in run_here(tmp_path, "visits", "--data", "data", "--day", "2020-01-01").stdout
    rebuilt = run_here(tmp_path, "visits", "--rebuild", "--office", "moc-chau", "--data", "data")
    assert (rebuilt.returncode, rebuilt.stdout) == (0, "The wait log holds 1 visit.\n")
    assert run_here(tmp_path, *day, "--format", "csv").stdout == sheet


def test_a_proxy_is_named_by_its_address(tmp_path: Path) -> None:
    """What is no address is refused with a sentence that says how to write one."""
    refused = run_here(tmp_path, "server", "--data", "data", "--trusted-proxy", "the proxy")
    assert (refused.returncode, "192.168.1.0/24" in refused.stderr) == (2, True)
