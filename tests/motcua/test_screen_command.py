"""motcua screen and start-page pair screens through the data folder, beside a server that runs."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from motcua.commands.screen import forgotten, ordered
from motcua.main import build_main
from server.pairing_file import FILE_NAME, PairingFile, hash_of
from tests.server.engine import running_engine
from tests.server.test_screen_pairings import NotingBoard, pairings
from wording import load


def motcua(*words: str) -> Result:
    """What the command line answers."""
    return CliRunner().invoke(build_main(load("en")), words)


async def test_a_code_is_paired_by_the_server_that_runs(tmp_path: Path) -> None:
    """The command writes what is asked, the server answers in the file, and nothing of it stays there."""
    running, hall, file = pairings(tmp_path), NotingBoard("hall"), PairingFile(tmp_path)
    async with running_engine(tmp_path) as engine:
        looking = engine.tasks.create_task(running.run())
        with running.connected(hall):
            done = await ordered(file, running.code_for(hall))
            wrong = await ordered(file, "000000")
            assert done is not None
            assert wrong is not None
            assert (done.outcome, done.name, wrong.outcome) == ("paired", "hall", "unknown")
            assert running.paired_as(hall.secret) == "hall"
            assert await forgotten(file, "hall")
            assert not await forgotten(file, "hall")
        looking.cancel()
    assert await file.orders() == ()


def test_the_list_names_screens_and_a_stranger_s_name_is_refused(tmp_path: Path) -> None:
    """An empty folder says how to pair; a start page that was made with the folder is one of the paired."""
    assert "motcua screen pair does it" in motcua("screen", "list", "--data", str(tmp_path)).output
    assert not (tmp_path / FILE_NAME).exists()
    page = motcua("start-page", "--query", "name=hall&zone=a", "--data", str(tmp_path))
    assert page.exit_code == 0
    secret = re.search(r'data-paired="([^"]+)"', page.output)
    assert secret is not None
    listed = motcua("screen", "list", "--data", str(tmp_path)).output
    assert re.fullmatch(r"hall {2}20\d\d-\S+ {2}motcua start-page\n", listed)
    assert hash_of(secret[1]) in (tmp_path / FILE_NAME).read_bytes()
    refused = motcua("screen", "unpair", "door", "--data", str(tmp_path))
    assert (refused.exit_code, "No screen called door is paired" in refused.output) == (1, True)
    assert "hall is no longer paired" in motcua("screen", "unpair", "hall", "--data", str(tmp_path)).output
    assert motcua("start-page", "--data", str(tmp_path)).exit_code == 2


@pytest.mark.parametrize("arguments", [("list",), ("unpair", "hall"), ("pair", "482913")])
def test_a_file_that_is_none_is_told_in_a_sentence(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """And is left as it is."""
    (tmp_path / FILE_NAME).write_bytes(b"not a database, and longer than its head")
    done = motcua("screen", *arguments, "--data", str(tmp_path))
    assert (done.exit_code, "file of paired screens can't be used" in done.output) == (1, True)
    assert (tmp_path / FILE_NAME).read_bytes() == b"not a database, and longer than its head"


async def test_a_code_for_which_no_server_looks_is_taken_back(tmp_path: Path) -> None:
    """Whoever typed it is told so, and a server that is started later pairs nobody by it."""
    file = PairingFile(tmp_path)
    assert await ordered(file, "482913", seconds_max=0) is None
    assert await file.orders() == ()
