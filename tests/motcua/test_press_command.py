"""motcua press: one key of a desk from a script, over a real server."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from motcua.main import build_main
from tests.motcua.programs import run_here
from tests.patience import PATIENCE_SECONDS
from tests.web.office import Office, running_office
from ticketing.commands import CallNext, OpenCounter
from ticketing.desk.verbs import VERBS
from ticketing.tickets import TicketState
from wording import load

pytestmark = pytest.mark.slow  # every one of these starts a server


@dataclass
class Button:
    """A button at counter 3 that runs motcua press."""

    office: Office
    token: str

    async def press(self, *words: str, language: str = "en", token: str = "") -> Result:
        options = ("--counter", "3", "--server", self.office.address, "--token", token or self.token)
        arguments = ("press", *words, *options, "--language", language)
        return await asyncio.to_thread(CliRunner().invoke, build_main(load(language)), arguments)


@asynccontextmanager
async def a_button(folder: Path) -> AsyncIterator[Button]:
    """An office whose counter 3 is open and for which two citizens wait."""
    async with running_office(folder) as office:
        await office.issue("1")
        await office.issue("1")
        await office.do(OpenCounter(3, "Hoa"))
        yield Button(office, office.token("counter"))


async def test_a_call_is_printed_with_its_reason(tmp_path: Path) -> None:
    """The number on the first line, why this one on the second, nothing on standard error."""
    async with a_button(tmp_path) as button:
        done = await button.press("next")
        assert done.stdout == "1001\nordinary, first of those waiting; waited under 1 min\n"
        assert (done.stderr, done.exit_code) == ("", 0)
        done = await button.press("recall", language="vi")
        assert done.stdout.splitlines()[0] == "1001"


async def test_an_act_is_printed_with_its_number(tmp_path: Path) -> None:
    """A due date stands below it; what is about no number says that it is done."""
    async with a_button(tmp_path) as button:
        await button.press("next")
        matter = ("--outcome", "accepted", "--dossier", "H52-1", "--due", "2026-12-04")
        done = await button.press("finish", *matter, language="vi")
        assert done.stdout == "1001\nNgày hẹn trả kết quả: 04/12/2026.\n"
        assert (await button.press("pause")).stdout == "Done.\n"


async def test_a_called_number_is_missed_by_word_and_undo_says_what_it_took_back(tmp_path: Path) -> None:
    """Without --missed the office refuses, and the script ends with 1."""
    async with a_button(tmp_path) as button:
        await button.press("next")
        refused = await button.press("next")
        assert (refused.exit_code, refused.stdout) == (1, "")
        assert "has not been started" in refused.stderr
        assert (await button.press("next", "--missed")).stdout.startswith("1002\n")
        assert (await button.press("undo", language="vi")).stdout == "Đã hoàn tác: gọi số 1002.\n"
        await button.press("finish")
        assert (await button.press("reopen", "1001", "--reason", "x")).stdout.startswith("1001\n")


async def test_programs_read_json(tmp_path: Path) -> None:
    """Values by their names; a refusal has the name that the protocol gives it."""
    async with a_button(tmp_path) as button:
        called = json.loads((await button.press("next", "--format", "json")).stdout)
        assert (called["number"], called["counter"], called["state"], called["call"]) == (
            "1001",
            3,
            "called",
            1,
        )
        assert called["reason"].startswith("ordinary")
        refused = await button.press("call", "1001", "--format", "json")
        assert json.loads(refused.stdout)["error"] == "called-elsewhere"
        assert refused.exit_code == 1


async def test_a_refusal_ends_with_one_and_its_sentence(tmp_path: Path) -> None:
    """Nothing on standard output; the sentence in the language of whoever runs it."""
    async with a_button(tmp_path) as button:
        done = await button.press("start", language="vi")
        assert (done.stdout, done.exit_code) == ("", 1)
        assert done.stderr == "motcua: Hiện quầy số 3 không có số nào.\n"


async def test_the_same_request_id_is_the_same_press(tmp_path: Path) -> None:
    """A script that runs again after a lost answer calls nobody twice."""
    async with a_button(tmp_path) as button:
        first = await button.press("next", "--request-id", "button-1")
        again = await button.press("next", "--request-id", "button-1")
        assert first.stdout == again.stdout
        assert button.office.server.services.desk.office.tickets["1002"].state is TicketState.WAITING


async def test_a_press_may_say_what_is_at_the_desk(tmp_path: Path) -> None:
    """Where another number is there, it is refused and nothing is done."""
    async with a_button(tmp_path) as button:
        await button.office.do(CallNext(3))
        done = await button.press("finish", "--at-desk", "")
        assert (done.exit_code, done.stdout) == (1, "")
        assert "1001" in done.stderr
        assert (await button.press("finish", "--at-desk", "1001")).exit_code == 0


async def test_a_wrong_token_is_said_at_once(tmp_path: Path) -> None:
    """The server's sentence, without waiting for the patience to end."""
    async with a_button(tmp_path) as button:
        async with asyncio.timeout(PATIENCE_SECONDS):
            done = await button.press("next", "--wait", "600", token="wrong")
        assert done.exit_code == 1
        assert done.stderr.startswith("motcua: ")
        assert "token" in done.stderr


def test_a_server_out_of_reach_is_a_sentence(tmp_path: Path) -> None:
    """Exit code 1, and that nothing was done."""
    where = ("--server", "http://127.0.0.1:9", "--token", "t", "--wait", "0.3", "--language", "en")
    done = run_here(tmp_path, "press", "next", "--counter", "3", *where)
    assert done.returncode == 1
    assert done.stderr == "motcua: The server at http://127.0.0.1:9 can't be reached. Nothing was done.\n"


@pytest.mark.parametrize("verb", [verb.press for verb in VERBS if verb.press])
@pytest.mark.parametrize("language", ["en", "vi"])
def test_every_verb_explains_itself(verb: str, language: str) -> None:
    """Each has a sentence, an example, and a help text for every option."""
    main = build_main(load(language))
    shown = CliRunner().invoke(main, ("press", verb, "--help"))
    assert shown.exit_code == 0
    assert f"motcua press {verb} " in shown.output
    press = main.commands["press"]
    assert isinstance(press, click.Group)
    options = [one for one in press.commands[verb].params if isinstance(one, click.Option)]
    assert [option.name for option in options if not option.help] == []
