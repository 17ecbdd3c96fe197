"""motcua visits on a wait log that is not what the record says: a sentence, never a lie."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from offices import load_office
from server.app import JOURNAL_NAME
from server.journal.sqlite import SqliteJournal
from tests.motcua.programs import run_here
from tests.server.desk_at_work import desk_at_work
from ticketing import commands as c

SHOWN = ("visits", "--data", "data", "--day", "2026-11-23")
REBUILT = ("visits", "--data", "data", "--rebuild", "--office", "moc-chau")


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    """The journal of three numbers of a Monday."""
    (tmp_path / "data").mkdir()
    asyncio.run(live(tmp_path / "data" / JOURNAL_NAME))
    return tmp_path / "data" / JOURNAL_NAME


async def live(path: Path) -> None:
    plan = load_office("moc-chau")
    async with desk_at_work(plan, await SqliteJournal.open(path, plan.code)) as work:
        await work.do(*[c.IssueTicket(plan.fields[0].code) for _ in range(3)])


def change(path: Path, statement: str) -> None:
    """Write into the file behind everybody's back."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)


@pytest.mark.slow
@pytest.mark.parametrize("format_", ["table", "csv"])
def test_rows_that_are_wrong_are_shown_with_a_word_and_an_error(
    format_: str, journal: Path, tmp_path: Path
) -> None:
    """What is there is printed; standard error names the numbers and the way out, which leads out."""
    assert run_here(tmp_path, *SHOWN, "--format", format_).returncode == 0
    change(journal, "UPDATE visits SET recalls = 9 WHERE number LIKE '%2'")
    shown = run_here(tmp_path, *SHOWN, "--format", format_)
    assert (shown.returncode, shown.stdout.count("Traceback")) == (1, 0)
    assert "The wait log is not what the record says: 23/11/2026 (" in shown.stderr
    assert "motcua visits --rebuild" in shown.stderr
    assert len(shown.stdout.splitlines()) >= 4
    rebuilt = run_here(tmp_path, *REBUILT)
    assert (rebuilt.returncode, rebuilt.stdout) == (0, "The wait log holds 3 visits.\n")
    assert run_here(tmp_path, *SHOWN, "--format", format_).returncode == 0


@pytest.mark.slow
def test_an_emptied_day_is_no_empty_day(journal: Path, tmp_path: Path) -> None:
    """Nothing is printed but the sentence; a day on which nothing was is still an empty table."""
    change(journal, "DELETE FROM visits")
    shown = run_here(tmp_path, *SHOWN)
    assert (shown.returncode, shown.stdout) == (1, "")
    assert "The wait log has no numbers of 23/11/2026, and the record has." in shown.stderr
    assert run_here(tmp_path, "visits", "--data", "data", "--day", "2026-11-22").returncode == 0


@pytest.mark.slow
def test_a_damaged_page_is_told_in_a_sentence(journal: Path, tmp_path: Path) -> None:
    """By the command that reads and by the one that rebuilds, which leaves the file as it is."""
    with closing(sqlite3.connect(journal)) as reader:
        query = "SELECT rootpage FROM sqlite_master WHERE name = 'visits'"
        (page,) = reader.execute(query).fetchone()
        (size,) = reader.execute("PRAGMA page_size").fetchone()
    whole = bytearray(journal.read_bytes())
    whole[(page - 1) * size : page * size] = b"\xff" * size
    journal.write_bytes(whole)
    for arguments in (SHOWN, REBUILT):
        told = run_here(tmp_path, *arguments)
        assert (told.returncode, told.stdout) == (1, "")
        assert "damaged" in told.stderr
        assert "Traceback" not in told.stderr
    assert journal.read_bytes() == whole
