"""A data folder that can't be written shows what is on record, and every press is refused with a sentence."""

import asyncio
import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
import pytest

from offices import load_office
from server.app import RunningServer, Settings, running_server
from server.clerks.clerk_file import ClerkFile
from server.clerks.register import ClerkRegister
from server.clock import SystemClock
from server.idempotency import Press
from tests.motcua.programs import run_here
from tests.patience import PATIENCE_SECONDS
from tests.server.closed_folders import nothing_written_in
from tests.server.fakes import CHEAP_PINS, CountedRandomSource, refused
from ticketing import commands as c

PLAN = replace(load_office("moc-chau"), always_open=True)
RAW = re.compile(r"\[?Errno|Traceback")


async def press(server: RunningServer, request_id: str, command: c.Command) -> None:
    """Press and wait for the answer."""
    await server.services.desk.submit(Press(request_id, command, "kiosk"))


async def a_morning(data: Path, crashed: Path) -> None:
    """A number waits, a manager has a token and Hoa a PIN; `crashed` is the folder while all is open."""
    random_source = CountedRandomSource()
    async with running_server(Settings(PLAN, data, port=0)) as server:
        server.services.tokens.make("manager", random_source)
        await ClerkRegister(ClerkFile(data), CHEAP_PINS).add("Hoa", "clerk", "1234", random_source)
        await press(server, "1", c.IssueTicket("1"))
        shutil.copytree(data, crashed)


@pytest.fixture(params=["stopped", "killed", "killed, without the index"])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """A home whose folder `data` can't be written, after its server was stopped or killed."""
    data, crashed = tmp_path / "data", tmp_path / "crashed"
    asyncio.run(a_morning(data, crashed))
    if request.param != "stopped":
        shutil.rmtree(data)
        crashed.rename(data)
    if "index" in request.param:
        for file in data.glob("*-shm"):
            file.unlink()
    with ExitStack() as closed:
        closed.enter_context(nothing_written_in(data))
        yield tmp_path


async def shown_by(data: Path) -> None:
    """The server of a folder that can't be written."""
    async with (
        running_server(Settings(PLAN, data, port=0)) as server,
        httpx.AsyncClient(base_url=server.address, timeout=PATIENCE_SECONDS) as http,
    ):
        (ticket,) = server.services.desk.office.tickets.values()
        pages = ("/", "/board", "/desk", "/api/v1/board", f"/t/{ticket.track}")
        assert [(await http.get(page)).status_code for page in pages] == [200] * 5
        assert (await http.get("/healthz")).status_code == 503
        with refused("journal-unavailable"):
            await press(server, "2", c.IssueTicket("1"))
        assert await server.services.tokens.role_of("secret-1") == "manager"
        assert await server.services.sessions.session_of("nobody's") is None
        server.services.at_heartbeat()
        assert "can't be written" in server.services.warnings.shown()[0].en


@pytest.mark.slow
def test_a_folder_that_cannot_be_written_is_shown_and_read(home: Path) -> None:
    """Board, desk and pages are there, presses are refused; whoever only reads is told what is on record."""
    asyncio.run(shown_by(home / "data"))
    office = ("--office", "moc-chau", "--data", "data")
    for command, says in (
        (("visits", "--data", "data"), "1001"),
        (("visits", "--stays", "--data", "data"), ""),
        (("day", *office), "1001"),
        (("explain", "1001", *office), "1001"),
        (("clerk", "list", "--data", "data"), "Hoa"),
        (("procedures", "--find", "khai sinh", *office), "khai sinh"),
        (("office", "check", "moc-chau", "--data", "data"), "in order"),
    ):
        told = run_here(home, *command)
        assert (told.returncode, told.stderr) == (0, ""), command
        assert says in told.stdout


class Tomorrow(SystemClock):
    """The computer's clock on the next day."""

    def now(self) -> datetime:
        """The moment, a day later."""
        return super().now() + timedelta(days=1)


@pytest.mark.slow
@pytest.mark.parametrize("home", ["stopped"], indirect=True)
def test_a_day_that_cannot_be_ended_goes_on_being_shown(home: Path) -> None:
    """The day before stays on the screens, since its end can't be put on record; the server is there."""

    async def shown() -> None:
        clock = Tomorrow(ZoneInfo(PLAN.time_zone))
        async with running_server(Settings(PLAN, home / "data", port=0), clock) as server:
            assert server.services.desk.office.day < clock.now().date()
            assert "1001" in server.services.desk.office.tickets
            with refused("journal-unavailable"):
                await press(server, "2", c.IssueTicket("1"))

    asyncio.run(shown())


@pytest.mark.slow
@pytest.mark.parametrize("home", ["stopped"], indirect=True)
def test_what_would_write_there_is_refused_with_a_sentence(home: Path) -> None:
    """No command tells a person the system's numbers for what it refuses."""
    office = ("--office", "moc-chau", "--data", "data")
    for command, typed in (
        (("token", "--role", "kiosk", "--data", "data"), None),
        (("clerk", "add", "Lan", "--role", "clerk", "--pin-stdin", "--data", "data"), "1234\n"),
        (("visits", "--rebuild", *office), None),
        (("server", "--office", "moc-chau", "--data", "data/new"), None),
    ):
        told = run_here(home, *command, typed=typed)
        assert (told.returncode, told.stdout) == (1, ""), command
        assert told.stderr.startswith("motcua: ")
        assert not RAW.search(told.stderr), told.stderr
