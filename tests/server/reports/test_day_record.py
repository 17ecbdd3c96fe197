"""A day read back from a real journal, beside the server that writes it."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from server.journal.contract import JournalRefused, JournalUnavailable, RecordsMissing
from server.journal.records import records_at
from server.reports.day_record import DayRecord
from tests.server.serving import Asked, asked
from tests.ticketing.plans import PLAN, plan_with

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


async def live_two_days(office: Asked) -> None:
    """A Monday on which a call chains a no-show, and a Tuesday that begins with one ticket."""
    for _ in range(2):
        await office.post("/tickets", {"field": "1"})
    await office.post("/counters/1/open", {"clerk": "Hoa"})
    for _ in range(2):
        office.clock.forward(minutes=1)
        missed = {"missed": True} if office.services.desk.office.counter(1).ticket else {}
        assert (await office.post("/counters/1/next", missed)).status_code == 200
    office.clock.forward(days=1)
    await office.post("/tickets", {"field": "2"})


def change(path: Path, statement: str) -> None:
    """Write into the journal's file behind the server's back."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)


@pytest.mark.slow
async def test_a_day_is_read_while_the_server_writes(office: Asked) -> None:
    """Each entry is a step with whoever made it; the last one leads to the office as the server has it."""
    await live_two_days(office)
    record = DayRecord(records_at(office.journal_path), PLAN)
    monday, tuesday = await record.steps_on(MONDAY), await record.steps_on(TUESDAY)
    assert [len(step.happenings) for step in monday] == [1, 1, 1, 1, 2, 1]
    assert {step.made_by for step in monday} == {"api manager", "day"}
    assert tuesday[-1].after == office.services.desk.office
    assert await record.steps_on(date(2026, 11, 22)) == []


@pytest.mark.slow
async def test_the_last_day_of_a_number_is_known(office: Asked) -> None:
    """Numbers begin anew every day, so that whoever asks may have the wrong one."""
    await live_two_days(office)
    record = DayRecord(records_at(office.journal_path), PLAN)
    days = [await record.last_day_with(number) for number in ("1001", "2001", "3001")]
    assert days == [MONDAY, TUESDAY, None]


@pytest.mark.slow
async def test_a_day_with_a_changed_entry_is_refused(tmp_path: Path) -> None:
    """The chain of hashes is checked for every entry of the day, and other days can still be read."""
    async with asked(tmp_path, PLAN) as office:
        await live_two_days(office)
        path = office.journal_path
    change(path, "UPDATE journal SET made_by = 'somebody' WHERE position = 2")
    with pytest.raises(JournalRefused, match="entry 2 was changed or is damaged"):
        await DayRecord(records_at(path), PLAN).steps_on(MONDAY)
    assert len(await DayRecord(records_at(path), PLAN).steps_on(TUESDAY)) == 2


@pytest.mark.slow
async def test_the_journal_of_another_office_is_refused(tmp_path: Path) -> None:
    """With the wrong office file names and fields would be told that were not there."""
    async with asked(tmp_path, PLAN) as office:
        path = office.journal_path
    with pytest.raises(JournalRefused, match="is the journal of the office thu, not of khac"):
        await DayRecord(records_at(path), plan_with(code="khac")).steps_on(MONDAY)


async def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    """No journal, another program's file, and a disk that refuses are told apart."""
    path = tmp_path / "journal.sqlite"
    record = DayRecord(records_at(path), PLAN)
    for asking in (record.steps_on(MONDAY), record.last_day_with("1001")):
        with pytest.raises(RecordsMissing, match="Start the server once"):
            await asking
    path.write_bytes(b"not a database" * 100)
    with pytest.raises(JournalRefused, match="is not a motcua journal"):
        await record.steps_on(MONDAY)
    path.unlink()
    path.mkdir()
    with pytest.raises(JournalUnavailable):
        await record.steps_on(MONDAY)
