"""A made-up clerk's command, added to a copy of the house as docs/architecture.md says."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
COPIED = (
    "counter", "docs", "fonts", "link", "motcua", "offices", "server", "terminal", "tests", "ticketing",
    "tools", "voices", "web", "wording",
    "CHANGELOG.md", "hatch_build.py", "pyproject.toml", "display", "kiosk",
)  # fmt: skip
FILES_MAX = 8
PO = """
msgid "{}"
msgstr "{}"
"""
# A file, a text in it, and what is written before that text.
ADDED: tuple[tuple[str, str, str], ...] = (
    (
        "ticketing/commands.py",
        "@dataclass(frozen=True, slots=True)\nclass AskReprint",
        "@dataclass(frozen=True, slots=True)\nclass SendBack(CounterCommand):\n"
        '    """Let the number at the counter wait again at its old place."""\n\n\n',
    ),
    (
        "ticketing/rules/transfers.py",
        "DECISIONS: Decisions = {",
        "def _send_back(office: Office, command: c.SendBack, now: datetime) -> Events:\n"
        "    counter = open_counter(office, command.counter)\n"
        "    ticket = ticket_at(office, counter)\n"
        '    return (e.TicketTransferred(now, ticket.number, ticket.field, None, counter.number, ""),)\n\n\n',
    ),
    ("ticketing/rules/transfers.py", "    c.BringBack: _bring_back,\n", "    c.SendBack: _send_back,\n"),
    (
        "ticketing/desk/verbs.py",
        "    Verb(\n        command=c.CallTicket,",
        '    Verb(\n        command=c.SendBack,\n        press="send-back",\n'
        '        does=N_("Let the number wait again at its old place."),\n'
        "        leads_to=TicketState.WAITING,\n"
        '        done=N_("Number {number} waits again."),\n        leaves_desk=True,\n    ),\n',
    ),
    (
        "ticketing/desk/keys.py",
        '            _letter("priority", "Y"',
        '            replace(_letter("send-back", "W", N_("Send back"), N_("Send")), verb="send-back"),\n',
    ),
    (
        "wording/locale/vi/LC_MESSAGES/motcua.po",
        '#, python-brace-format\nmsgid "\\"{value}\\" is not understood as a time limit.',
        "".join(
            PO.format(*texts).lstrip() + "\n"
            for texts in (
                ("Let the number wait again at its old place.", "Cho số trở lại hàng chờ."),
                ("Number {number} waits again.", "Số {number} trở lại hàng chờ."),
                ("Send back", "Cho chờ lại"),
                ("Send", "Chờ lại"),
            )
        ),
    ),
    ("docs/protocol.md", "| `park` | `counter`", "| `send-back` | `counter` | counter | done |\n"),
    ("tests/ticketing/test_transitions.py", "        c.Park(counter),\n", "        c.SendBack(counter),\n"),
    ("CHANGELOG.md", "- The main job: ", "- Key W lets a number wait again.\n"),
)
HELD = (
    "tests/ticketing/desk/test_verbs.py",
    "tests/ticketing/test_transitions.py::test_every_command_meets_every_state",
    "tests/test_docs_protocol.py",
    "tests/test_wording.py",
)
"""What fails where a command is added in one place and not in another."""
TRIED = """
import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
from click.testing import CliRunner

from motcua.main import build_main
from tests.web.office import running_office
from ticketing.commands import CallNext, OpenCounter
from wording import load


async def main(folder: Path) -> None:
    async with running_office(folder) as office:
        state = lambda: office.server.services.desk.office.tickets["1001"].state.value
        await office.issue("1")
        await office.do(OpenCounter(3, "Hoa"))
        await office.do(CallNext(3))
        token = office.token("counter")
        headers = {"Authorization": f"Bearer {token}"}
        async with httpx.AsyncClient(base_url=office.address, headers=headers) as http:
            done = await http.post("/api/v1/counters/3/send-back", json={"at_desk": "1001"})
            assert done.json() == {"number": "1001", "state": "waiting"}, done.text
            assert state() == "waiting"
            model = (await http.get("/web/desk.json")).json()["vi"]
        (key,) = [k for group in model["groups"] for k in group["keys"] if k["name"] == "send-back"]
        assert (key["sentence"], key["verb"]) == ("Cho chờ lại", "send-back")
        assert model["verbs"]["send-back"]["done"] == "Số {number} trở lại hàng chờ."
        await office.do(CallNext(3))
        pressed = ("press", "send-back", "--counter", "3", "--server", office.address, "--token", token)
        done = await asyncio.to_thread(CliRunner().invoke, build_main(load("vi")), pressed)
        assert (done.stdout, done.exit_code) == ("1001\\n", 0), done.output
        assert state() == "waiting"


with TemporaryDirectory() as folder:
    asyncio.run(main(Path(folder)))
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the house in which the command has been added."""
    copy = tmp_path_factory.mktemp("house")
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, copy / name)
    for name, before, added in ADDED:
        path = copy / name
        text = path.read_text(encoding="utf-8")
        assert text.count(before) == 1, (name, before)
        path.write_text(text.replace(before, added + before), encoding="utf-8")
    run(copy, "-m", "tools.catalogues", "--compile")
    return copy


def run(house: Path, *command: str) -> None:
    """Run Python in the copy, whose modules go before those of this checkout."""
    environment = {**os.environ, "PYTHONPATH": str(house), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        (sys.executable, *command), cwd=house, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_new_command_touches_eight_files() -> None:
    """The files that are changed are those that docs/architecture.md names, tests and docs included."""
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    section = page.partition("## Adding a clerk's command\n")[2].partition("\n## ")[0]
    listed = re.findall(r"^\| `([^`]+)`", section, re.MULTILINE)
    assert listed == list(dict.fromkeys(name for name, _, _ in ADDED))
    assert len(listed) <= FILES_MAX


@pytest.mark.slow
def test_a_new_command_is_pressed_at_every_desk(house: Path) -> None:
    """It is decided, pressed over HTTP and by motcua press, and its key stands in the desk's model."""
    run(house, "-c", TRIED)


@pytest.mark.slow
def test_a_new_command_lacks_nothing_that_tests_hold(house: Path) -> None:
    """The tests that compare tables with commands find nothing left out."""
    run(house, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "0", *HELD)
