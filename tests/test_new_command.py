"""Two made-up commands of a clerk, added to a copy of the house as docs/architecture.md says."""

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
    "CHANGELOG.md", "README.md", ".gitignore", "hatch_build.py", "pyproject.toml", "display", "kiosk",
)  # fmt: skip
FILES_MAX = 8
EVENT_FILES_MAX = 9
"""What a command with an event of its own touches besides the diagram, which a tool draws."""
GENERATE = """
from runpy import run_module

for generator in ("catalogues", "diagram", "wire_types"):
    run_module(f"tools.{generator}", run_name="__main__")
"""
WRITTEN_NOW = shutil.ignore_patterns("*.pyc.*", "*pytest*.pyc")
"""What others who run these tests may be writing; compiled modules are copied, so as not to be made again."""
PO = """
msgid "{}"
msgstr "{}"
"""
Added = tuple[tuple[str, str, str], ...]
"""A file, a text in it, and what is written before that text."""


def translated(*texts: tuple[str, str]) -> str:
    """Sentences with their translations, as a catalogue has them."""
    return "".join(PO.format(*pair).lstrip() + "\n" for pair in texts)


PO_FILE = "wording/locale/vi/LC_MESSAGES/motcua.po"
BEFORE_PO = '#, python-brace-format\nmsgid "\\"{value}\\" is not understood as a time limit.'
SEND_BACK: Added = (
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
        PO_FILE,
        BEFORE_PO,
        translated(
            ("Let the number wait again at its old place.", "Cho số trở lại hàng chờ."),
            ("Number {number} waits again.", "Số {number} trở lại hàng chờ."),
            ("Send back", "Cho chờ lại"),
            ("Send", "Chờ lại"),
        ),
    ),
    ("docs/protocol.md", "| `park` | `counter`", "| `send-back` | `counter` | counter | done |\n"),
    ("CHANGELOG.md", "- The main job: ", "- Key W lets a number wait again.\n"),
)
STEP_OUT: Added = (
    (
        "ticketing/commands.py",
        "@dataclass(frozen=True, slots=True)\nclass AskReprint",
        "@dataclass(frozen=True, slots=True)\nclass StepOut(CounterCommand):\n"
        '    """Let the citizen step out and wait again."""\n\n\n',
    ),
    (
        "ticketing/events.py",
        "@dataclass(frozen=True, slots=True)\nclass TicketResumed(Event):",
        "@dataclass(frozen=True, slots=True)\nclass TicketSteppedOut(Event):\n"
        '    """The citizen has left the counter and waits again."""\n\n'
        "    number: str\n    counter: int\n\n\n",
    ),
    (
        "ticketing/tickets.py",
        "    (S.CALLED, events.TicketTransferred): (S.WAITING,),\n",
        "    (S.CALLED, events.TicketSteppedOut): (S.WAITING,),\n"
        "    (S.SERVING, events.TicketSteppedOut): (S.WAITING,),\n",
    ),
    (
        "ticketing/rules/transfers.py",
        "DECISIONS: Decisions = {",
        "def _step_out(office: Office, command: c.StepOut, now: datetime) -> Events:\n"
        "    counter = open_counter(office, command.counter)\n"
        "    return (e.TicketSteppedOut(now, ticket_at(office, counter).number, counter.number),)\n\n\n"
        "def _stepped_out(office: Office, event: e.TicketSteppedOut) -> Office:\n"
        "    field = office.tickets[event.number].field\n"
        "    moved = e.TicketTransferred(event.at, event.number, field, None, event.counter, "
        '"")\n'
        "    return _transferred(office, moved)\n\n\n",
    ),
    ("ticketing/rules/transfers.py", "    c.BringBack: _bring_back,\n", "    c.StepOut: _step_out,\n"),
    (
        "ticketing/rules/transfers.py",
        "    e.TicketResumed: _resumed,\n",
        "    e.TicketSteppedOut: _stepped_out,\n",
    ),
    (
        "ticketing/desk/verbs.py",
        "    Verb(\n        command=c.CallTicket,",
        '    Verb(\n        command=c.StepOut,\n        press="step-out",\n'
        '        does=N_("Let the citizen step out and wait again."),\n'
        "        leads_to=TicketState.WAITING,\n"
        '        done=N_("Number {number} has stepped out."),\n'
        "        event=e.TicketSteppedOut,\n        leaves_desk=True,\n    ),\n",
    ),
    (
        "ticketing/desk/keys.py",
        '            _letter("cancel", "X"',
        '            replace(_letter("step-out", "V", N_("Step out"), N_("Out")), verb="step-out"),\n',
    ),
    (
        PO_FILE,
        BEFORE_PO,
        translated(
            ("Let the citizen step out and wait again.", "Cho công dân ra ngoài rồi chờ lại."),
            ("Number {number} has stepped out.", "Số {number} tạm ra ngoài."),
            ("Step out", "Tạm ra ngoài"),
            ("Out", "Ra ngoài"),
        ),
    ),
    ("docs/protocol.md", "| `park` | `counter`", "| `step-out` | `counter` | counter | done |\n"),
    ("docs/protocol.md", "`ticket-resumed`", "`ticket-stepped-out` "),
    ("CHANGELOG.md", "- The main job: ", "- Key V lets a citizen step out.\n"),
)
DIAGRAM_FILE = "docs/architecture.md"
HELD = (
    "tests/ticketing/desk/test_verbs.py",
    "tests/ticketing/test_transitions.py",
    "tests/ticketing/wire/test_codec.py",
    "tests/server/reports/story/test_telling.py",
    "tests/server/test_desk_model.py",
    "tests/test_docs_diagram.py",
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
from server.reports.story.telling import tell
from tests.server.reports.story.days import VIETNAMESE, steps
from tests.ticketing.history import opened
from tests.web.office import running_office
from ticketing.commands import CallNext, OpenCounter, StepOut
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
        for verb in ("send-back", "step-out"):
            await office.do(CallNext(3))
            pressed = ("press", verb, "--counter", "3", "--server", office.address, "--token", token)
            done = await asyncio.to_thread(CliRunner().invoke, build_main(load("vi")), pressed)
            assert (done.stdout, done.exit_code) == ("1001\\n", 0), done.output
            assert state() == "waiting"
    history = opened(counters=(3,))
    history.issue("1")
    history.do(CallNext(3), StepOut(3))
    (stepped_out,) = list(steps(history))[-1].happenings
    assert tell(stepped_out, VIETNAMESE) == "Quầy 3 (Hoa 3): Số 1001 tạm ra ngoài."


with TemporaryDirectory() as folder:
    asyncio.run(main(Path(folder)))
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the house in which both commands have been added, and whatever is made is made again."""
    copy = tmp_path_factory.mktemp("house")
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=WRITTEN_NOW)
        else:
            shutil.copy(ROOT / name, copy / name)
    git(copy, "init", "--quiet")
    git(copy, "add", "--all")
    for name, before, added in (*SEND_BACK, *STEP_OUT):
        path = copy / name
        text = path.read_text(encoding="utf-8")
        assert text.count(before) == 1, (name, before)
        path.write_text(text.replace(before, added + before), encoding="utf-8")
    run(copy, "-c", GENERATE)
    return copy


def git(house: Path, *command: str) -> str:
    """What git says of the copy."""
    return subprocess.run(("git", *command), cwd=house, check=True, capture_output=True, text=True).stdout


def run(house: Path, *command: str) -> None:
    """Run Python in the copy, whose modules go before those of this checkout."""
    environment = {**os.environ, "PYTHONPATH": str(house)}
    done = subprocess.run(
        (sys.executable, *command), cwd=house, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def files_of(added: Added) -> set[str]:
    """The files that are changed by hand."""
    return {name for name, _, _ in added}


def test_a_new_command_touches_eight_files_at_most() -> None:
    """The files that are changed are those that docs/architecture.md names, tests and docs included."""
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    section = page.partition("## Adding a clerk's command\n")[2].partition("\n## ")[0]
    listed = re.findall(r"^\| `([^`]+)`", section, re.MULTILINE)
    assert set(listed[: len(files_of(SEND_BACK))]) == files_of(SEND_BACK)
    assert len(files_of(SEND_BACK)) <= FILES_MAX
    assert set(listed) == files_of(STEP_OUT) | {DIAGRAM_FILE}
    assert len(files_of(STEP_OUT)) <= EVENT_FILES_MAX


@pytest.mark.slow
def test_a_new_command_is_pressed_at_every_desk_and_touches_no_other_file(house: Path) -> None:
    """It is decided, pressed over HTTP and by motcua press, and told; its key is in the desk's model.

    After everything that is made has been made again, no further file of the repository has changed.
    """
    run(house, "-c", TRIED)
    changed = git(house, "diff", "--name-only") + git(house, "ls-files", "--others", "--exclude-standard")
    assert set(changed.split()) == files_of(SEND_BACK) | files_of(STEP_OUT) | {DIAGRAM_FILE}


@pytest.mark.long
def test_a_new_command_lacks_nothing_that_tests_hold(house: Path) -> None:
    """The tests that compare tables with commands find nothing left out."""
    run(house, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "0", *HELD)
