"""Whoever is refused leaves every file of the folder as it was, byte for byte, with a WAL lying there."""

import asyncio
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import pytest

from server.app import Settings, running_server
from server.journal.contract import START, JournalRefused
from server.journal.file_checks import damage_in
from server.journal.rebuilding import rebuild
from server.journal.schema import FORMAT_VERSION
from server.journal.sqlite import SqliteJournal
from tests.server.journal.test_contract import entries, entry, head
from tests.ticketing.plans import PLAN

ENTRIES = 300
PAGE = 4096


@pytest.fixture(scope="module")
def crashed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a journal whose server was killed: most entries in the file, the last ones in its WAL."""
    live, folder = tmp_path_factory.mktemp("live"), tmp_path_factory.mktemp("crashed")
    asyncio.run(_filled(live, folder))
    return folder


async def _filled(live: Path, folder: Path) -> None:
    path = live / "journal.sqlite"
    journal = await SqliteJournal.open(path, PLAN.code)
    await journal.append(START, entries(1, ENTRIES - 1))
    await journal.close()
    journal = await SqliteJournal.open(path, PLAN.code)
    await journal.append(head(ENTRIES - 1), [entry(ENTRIES)])
    for file in live.iterdir():
        shutil.copy(file, folder)
    await journal.close()


@pytest.fixture
def path(crashed: Path, tmp_path: Path) -> Path:
    """A copy of it for one test."""
    shutil.copytree(crashed, tmp_path, dirs_exist_ok=True)
    assert (tmp_path / "journal.sqlite-wal").stat().st_size > PAGE
    return tmp_path / "journal.sqlite"


def hashes(folder: Path) -> dict[str, str]:
    """What each file holds."""
    return {file.name: sha256(file.read_bytes()).hexdigest() for file in folder.rglob("*") if file.is_file()}


def by_hand(path: Path, *statements: str) -> None:
    """Change the file with another program that is then killed: the change is in the WAL."""
    kept = path.with_name("kept")
    kept.mkdir()
    with closing(sqlite3.connect(path, isolation_level=None)) as hand:
        hand.execute("PRAGMA journal_mode=WAL")
        for statement in statements:
            hand.execute(statement)
        for file in path.parent.glob("journal.sqlite*"):
            shutil.copy(file, kept)
    for file in kept.iterdir():
        shutil.copy(file, path.parent)
    shutil.rmtree(kept)
    assert path.with_name("journal.sqlite-wal").stat().st_size > 0


def cut(path: Path) -> None:
    """The first half of the file."""
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)


def noisy(path: Path) -> None:
    """Pages of noise in the middle of the file."""
    with path.open("r+b") as file:
        file.seek(5 * PAGE)
        file.write(b"\xa5" * 4 * PAGE)


def gone(path: Path) -> None:
    """The WAL alone is there."""
    path.unlink()


REFUSALS: dict[str, tuple[Callable[[Path], object], str]] = {
    "no database": (lambda path: path.write_text("Sổ theo dõi hồ sơ năm 2026\n"), "is not a motcua journal"),
    "another program's": (lambda path: by_hand(path, "PRAGMA application_id=7"), "is not a motcua journal"),
    "newer": (lambda path: by_hand(path, f"PRAGMA user_version={FORMAT_VERSION + 1}"), "newer motcua"),
    "no format": (lambda path: by_hand(path, "PRAGMA user_version=0"), "is damaged .format 0"),
    "another office's": (lambda path: by_hand(path, "UPDATE office SET code = 'khac'"), "the office khac"),
    "cut": (cut, "is damaged"),
    "noise": (noisy, "is damaged"),
    "left behind": (gone, "journal that is not there"),
    "trigger": (
        lambda path: by_hand(
            path, "CREATE TRIGGER thief AFTER INSERT ON journal BEGIN DELETE FROM visits; END"
        ),
        "no motcua has made: trigger thief. ",
    ),
    "table and view": (
        lambda path: by_hand(path, "CREATE TABLE notes (text)", "CREATE VIEW seen AS SELECT 1"),
        "table notes, view seen",
    ),
    "changed table": (
        lambda path: by_hand(path, "ALTER TABLE visits ADD COLUMN note TEXT"),
        "changed or taken out by another program: table visits",
    ),
    "lost index": (lambda path: by_hand(path, "DROP INDEX journal_by_day"), "index journal_by_day"),
}


@pytest.mark.parametrize("case", REFUSALS)
async def test_a_refused_file_and_all_beside_it_are_as_they_were(path: Path, case: str) -> None:
    """Every refusal at the start names what is wrong and changes no byte, of the file or of its WAL."""
    spoil, says = REFUSALS[case]
    spoil(path)
    before = hashes(path.parent)
    with pytest.raises(JournalRefused, match=says):
        await SqliteJournal.open(path, PLAN.code)
    assert hashes(path.parent) == before


@pytest.mark.parametrize("ending", ["", "-shm"])
async def test_a_start_that_finds_a_damaged_entry_changes_nothing(path: Path, ending: str) -> None:
    """The entry is found when the day is replayed, with the file open; also where the WAL had no index."""
    by_hand(path, "UPDATE journal SET made_by = 'somebody' WHERE position = 299")
    if ending:
        path.with_name(path.name + ending).unlink()
    before = hashes(path.parent)
    with pytest.raises(JournalRefused, match="entry 299"):
        async with running_server(Settings(PLAN, path.parent, port=0)):
            pass
    path.with_name("server.lock").unlink()
    assert hashes(path.parent) == before


async def test_a_rebuild_that_is_refused_changes_nothing(path: Path) -> None:
    """It finds the damaged entry when it is half done; rows, entries and WAL are as they were."""
    by_hand(path, "UPDATE journal SET made_by = 'somebody' WHERE position = 299")
    before = hashes(path.parent)
    with pytest.raises(JournalRefused, match="entry 299"):
        await rebuild(path, PLAN)
    path.with_name("server.lock").unlink()
    assert hashes(path.parent) == before


class BrokenClock:
    """A part of the server that fails once the journal is open."""

    def now(self) -> datetime:
        """The moment, of which nothing is known."""
        raise OSError("no clock")

    def ticks(self) -> float:
        """The seconds that have gone by, of which nothing is known either."""
        return 0


async def test_a_start_that_fails_for_another_reason_changes_nothing(path: Path) -> None:
    """Whatever it is that fails after the file was opened: the WAL is not folded in."""
    before = hashes(path.parent)
    with pytest.raises(OSError, match="no clock"):
        async with running_server(Settings(PLAN, path.parent, port=0), BrokenClock()):
            pass
    path.with_name("server.lock").unlink()
    assert hashes(path.parent) == before


async def test_a_start_that_is_not_refused_finds_every_entry(path: Path) -> None:
    """The look beside leaves nothing behind, and the file with its WAL is opened as always."""
    journal = await SqliteJournal.open(path, PLAN.code)
    assert await journal.head() == head(ENTRIES)
    await journal.close()
    assert [file.name for file in path.parent.iterdir()] == [path.name]


async def test_a_large_file_in_use_can_be_checked_beside(path: Path) -> None:
    """Whoever has time for it is told what SQLite finds, table by table; a sound file has nothing to tell."""
    assert await damage_in(path) == ""
    noisy(path)
    assert await damage_in(path)
