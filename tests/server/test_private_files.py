"""What lies in a data folder is its owner's alone, whoever makes it and whatever an earlier version left."""

import logging
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from server.app import DATA_FILES, Settings, running_server
from server.clerks.clerk_file import ClerkFile
from server.clerks.register import ClerkRegister
from server.private_files import make_file, make_folder, narrow
from server.tokens import TokenRegister
from tests.server.fakes import CHEAP_PINS, CountedRandomSource
from tests.ticketing.plans import PLAN
from ticketing.screen_duty import USUAL_DUTY


def modes(folder: Path) -> set[int]:
    """The modes of all files in a folder."""
    return {path.stat().st_mode & 0o777 for path in folder.iterdir()}


async def test_all_that_a_server_makes_is_its_owners_alone(tmp_path: Path) -> None:
    """Journal, WAL and index, lock, tokens, people, screens: 0600 in a 0700 folder, whatever the umask."""
    data = tmp_path / "data"
    TokenRegister(data).make("kiosk", CountedRandomSource())
    await ClerkRegister(ClerkFile(data), CHEAP_PINS).add("Hoa", "clerk", "1234", CountedRandomSource())
    async with running_server(Settings(PLAN, data, port=0)) as server:
        await server.services.duties.keep("hall", USUAL_DUTY)
        names = {path.name for path in data.iterdir()}
        assert {f"journal.sqlite{part}" for part in ("", "-wal", "-shm")} < names
        assert {"server.lock", "tokens.sqlite", "clerks.sqlite", "screens.json"} < names
        assert modes(data) == {0o600}
    assert data.stat().st_mode & 0o777 == 0o700


async def test_what_an_earlier_version_left_open_is_narrowed_and_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A folder of 0755 with files of 0644 is closed at the next start; the log says which were open."""
    data = tmp_path / "data"
    async with running_server(Settings(PLAN, data, port=0)):
        pass
    data.chmod(0o755)
    for path in data.iterdir():
        path.chmod(0o644)
    with caplog.at_level(logging.WARNING):
        async with running_server(Settings(PLAN, data, port=0)):
            assert modes(data) == {0o600}
    assert data.stat().st_mode & 0o777 == 0o700
    assert f"Other users could read {data / 'journal.sqlite'} (mode 644)" in caplog.text


def test_a_folder_that_holds_more_than_ours_is_told_of_and_left(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Other things beside the data stay as they are; our files are closed all the same."""
    shared = tmp_path / "shared"
    shared.mkdir(mode=0o755)
    ours, theirs = shared / "journal.sqlite", shared / "letter.odt"
    for path in (ours, theirs):
        path.write_bytes(b"")
        path.chmod(0o644)
    narrow(shared, *DATA_FILES)
    assert [path.stat().st_mode & 0o777 for path in (shared, ours, theirs)] == [0o755, 0o600, 0o644]
    assert "letter.odt" in caplog.text


def test_a_file_that_is_made_private_keeps_what_it_holds(tmp_path: Path) -> None:
    """It is neither emptied nor opened, since closing it would take locks of SQLite away."""
    path = tmp_path / "tokens.sqlite"
    make_folder(tmp_path)
    with closing(sqlite3.connect(path, isolation_level=None)) as holder:
        holder.execute("CREATE TABLE held (it)")
        holder.execute("BEGIN EXCLUSIVE")
        path.chmod(0o644)
        make_file(path)
        with closing(sqlite3.connect(path, timeout=0)) as other, pytest.raises(sqlite3.OperationalError):
            other.execute("SELECT * FROM held")
    assert path.stat().st_mode & 0o777 == 0o600
