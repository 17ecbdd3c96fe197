"""The wait log read beside the server, and rebuilt from the journal."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from server.journal.contract import JournalRefused, JournalUnavailable, RecordsMissing
from server.journal.reading import reading
from server.journal.rebuilding import rebuild
from server.journal.records import records_at
from server.lock import DataInUse, hold_lock
from tests.server.serving import Asked, asked
from tests.ticketing.plans import PLAN
from ticketing.visits import Visit

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


async def live_two_days(office: Asked) -> None:
    """A Monday with served, missed, parked, moved, cancelled and lapsed tickets, and a Tuesday with one."""
    for field in ("1", "1", "1", "2", "2", "3"):
        await office.post("/tickets", {"field": field})
        office.clock.forward(seconds=40)
    await office.post("/tickets/1001/print", {"outcome": "printed"})
    await office.post("/counters/3/open", {"clerk": "Hoa"})
    for key in (
        "next",
        "start",
        "finish",
        "next",
        "recall",
        "no-show",
        "next",
        "start",
        "park",
        "next",
        "undo",
    ):
        done = await office.post(f"/counters/3/{key}")
        assert done.status_code == 200, done.text
        office.clock.forward(seconds=7)
    await office.post("/counters/3/next")
    await office.post("/counters/3/transfer", {"field": "1"})
    await office.post("/tickets/2002/cancel")
    office.clock.forward(days=1)
    await office.post("/tickets", {"field": "1", "priority": "elderly"})


async def rows(path: Path) -> list[Visit]:
    return [visit for day in (MONDAY, TUESDAY) for visit in await records_at(path).visits_of(day)]


def change(path: Path, statement: str) -> None:
    """Write into the journal's file behind the server's back."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)


@pytest.mark.slow
async def test_the_log_is_read_while_the_server_writes(office: Asked) -> None:
    """Rows stand in the order of issue, with their states, as soon as their presses are answered."""
    await live_two_days(office)
    visits = await records_at(office.journal_path).visits_of(MONDAY)
    assert [visit.number for visit in visits] == ["1001", "1002", "1003", "2001", "2002", "3001"]
    assert {visit.state for visit in visits} == {"served", "no-show", "lapsed", "cancelled"}
    (tuesday,) = await records_at(office.journal_path).visits_of(TUESDAY)
    assert tuesday.priority == "elderly"


async def test_a_press_is_answered_while_a_year_is_being_read(office: Asked) -> None:
    """A report that has begun to read holds nobody up, and goes on with what there was when it began."""
    for _ in range(3):
        await office.post("/tickets", {"field": "1"})
    question = "SELECT number FROM visits WHERE day BETWEEN '2026' AND '2027'"
    async with reading(office.journal_path) as connection, connection.execute(question) as year:
        assert await year.fetchone() == ("1001",)
        issued = await office.post("/tickets", {"field": "1"})
        assert (issued.status_code, issued.json()["number"]) == (201, "1004")
        assert [number for (number,) in await year.fetchall()] == ["1002", "1003"]


@pytest.mark.slow
async def test_a_rebuilt_log_is_the_log_that_was_written(tmp_path: Path) -> None:
    """After the rows are gone or wrong, a rebuild from the journal gives every row as it was."""
    async with asked(tmp_path, PLAN) as office:
        await live_two_days(office)
        path = office.journal_path
    written, stays = await rows(path), await records_at(path).stays_of(MONDAY)
    change(path, "DELETE FROM visits WHERE day = '2026-11-24'")
    change(path, "UPDATE visits SET wait_seconds = 9999")
    change(path, "DELETE FROM stays WHERE number > '1001'")
    assert await rebuild(path, PLAN) == len(written) == 7
    assert await rows(path) == written
    assert await records_at(path).stays_of(MONDAY) == stays
    assert [(stay.number, stay.stay, stay.ending) for stay in stays] == [
        ("1001", 1, "served"),
        ("1002", 1, "missed"),
        ("1003", 1, "lapsed"),
        ("2001", 1, "transferred"),
        ("2001", 2, "lapsed"),
        ("2002", 1, "cancelled"),
        ("3001", 1, "lapsed"),
    ]


@pytest.mark.slow
async def test_a_broken_chain_leaves_the_log_as_it_was(tmp_path: Path) -> None:
    """A journal with a changed or a missing entry is refused, and no row of the log is touched."""
    async with asked(tmp_path, PLAN) as office:
        await live_two_days(office)
        path = office.journal_path
    written = await rows(path)
    for statement in (
        "UPDATE journal SET made_by = 'somebody' WHERE position = 4",
        "DELETE FROM journal WHERE position = 4",
    ):
        change(path, statement)
        with pytest.raises(JournalRefused, match="was changed or is damaged"):
            await rebuild(path, PLAN)
        assert await rows(path) == written


async def test_a_running_server_is_not_rebuilt_under(tmp_path: Path) -> None:
    """While somebody holds the data folder, a rebuild is refused with a sentence."""
    path = tmp_path / "journal.sqlite"
    path.touch()
    with hold_lock(tmp_path), pytest.raises(DataInUse, match="is in use"):
        await rebuild(path, PLAN)


async def test_where_no_server_ever_ran_there_is_no_log(tmp_path: Path) -> None:
    """Reading and rebuilding say so in a sentence, and make no file."""
    path = tmp_path / "journal.sqlite"
    with pytest.raises(RecordsMissing, match="Start the server once"):
        await records_at(path).visits_of(MONDAY)
    with pytest.raises(RecordsMissing):
        await rebuild(path, PLAN)
    assert list(tmp_path.iterdir()) == []


async def test_a_file_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    """A text, an empty file and another program's database are named as what they are."""
    path = tmp_path / "journal.sqlite"
    for content in (b"", b"not a database" * 100):
        path.write_bytes(content)
        with pytest.raises(JournalRefused, match="is not a motcua journal"):
            await records_at(path).visits_of(MONDAY)
    path.unlink()
    change(path, "CREATE TABLE visits (day TEXT)")
    with pytest.raises(JournalRefused, match="is not a motcua journal"):
        await records_at(path).visits_of(MONDAY)


async def test_a_log_that_cannot_be_opened_is_unavailable(tmp_path: Path) -> None:
    """Where the disk refuses, reading raises JournalUnavailable."""
    path = tmp_path / "journal.sqlite"
    path.mkdir()
    with pytest.raises(JournalUnavailable):
        await records_at(path).visits_of(MONDAY)
