"""A running server looks its record through while it is quiet, and staff are told what is wrong with it."""

import asyncio
import sqlite3
from contextlib import closing, suppress
from dataclasses import replace
from itertools import count
from pathlib import Path

import httpx
import pytest

from server.app import build_app
from server.journal.record_check import RecordCheck
from server.journal.records import records_at
from server.quiet_check import CheckPace, QuietCheck
from server.staff_warnings import StaffWarnings
from tests.patience import PATIENCE_SECONDS
from tests.server.fakes import CountedRandomSource
from tests.server.serving import Asked
from tests.ticketing.plans import PLAN

AT_ONCE = CheckPace(0, 0, 0)
WRONG = "The wait log is not what the record says: 23/11/2026 (1001)."


def change(path: Path, statement: str) -> None:
    """Write into the journal's file behind the server's back."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)


async def until(check: QuietCheck, rounds: int) -> None:
    """Wait until so many rounds were made."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while check.rounds < rounds:  # noqa: ASYNC110 - the check itself is what is waited for
            await asyncio.sleep(0)


@pytest.mark.slow
async def test_staff_read_what_is_wrong_until_it_is_right(
    office: Asked, caplog: pytest.LogCaptureFixture
) -> None:
    """In both languages with the day and what to do; the log says it once, the rows stay as they are."""
    await office.post("/tickets", {"field": "1"})
    warnings, metrics = StaffWarnings(), office.services.desk.metrics
    check = QuietCheck(RecordCheck(office.journal_path, PLAN), metrics.results.total, warnings, AT_ONCE)
    running = asyncio.create_task(check.run())
    await until(check, 1)
    assert (warnings.shown(), check.trouble_count) == ((), 0)
    change(office.journal_path, "UPDATE visits SET recalls = 5")
    await until(check, check.rounds + 3)
    (told,) = warnings.shown()
    assert told.en.startswith(WRONG)
    assert told.vi.startswith("Sổ chờ không khớp với sổ ghi: 23/11/2026 (1001).")
    assert "motcua visits --rebuild" in told.vi
    assert caplog.text.count(WRONG) == 1
    change(office.journal_path, "UPDATE visits SET recalls = 0")
    await until(check, check.rounds + 2)
    assert warnings.shown() == ()
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running


async def test_nothing_is_looked_at_while_somebody_presses(office: Asked) -> None:
    """The check waits for a stretch in which no press was answered."""
    presses = count()
    check = QuietCheck(
        RecordCheck(office.journal_path, PLAN), lambda: next(presses), StaffWarnings(), AT_ONCE
    )
    running = asyncio.create_task(check.run())
    while next(presses) < 200:  # noqa: ASYNC110 - lets the check run a while
        await asyncio.sleep(0)
    assert check.rounds == 0
    running.cancel()


async def test_a_disk_that_refuses_is_asked_again(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A file that can't be opened ends no server, and is no word about what is in it."""
    path = tmp_path / "journal.sqlite"
    path.mkdir()
    warnings = StaffWarnings()
    check = QuietCheck(RecordCheck(path, PLAN), lambda: 0, warnings, AT_ONCE)
    running = asyncio.create_task(check.run())
    async with asyncio.timeout(PATIENCE_SECONDS):
        while caplog.text.count("The record can't be checked") < 2:  # noqa: ASYNC110 - the log has no event
            await asyncio.sleep(0)
    assert not running.done()
    assert warnings.shown() == ()
    running.cancel()


@pytest.mark.slow
async def test_rows_that_were_found_wrong_are_not_shown_as_truth(office: Asked) -> None:
    """Over HTTP the day is refused with the sentence; other days and presses go on."""
    await office.post("/tickets", {"field": "1"})
    record = RecordCheck(office.journal_path, PLAN)
    check = QuietCheck(record, lambda: 0, office.services.warnings)
    services = replace(office.services, check=check)
    app = build_app(services, records_at(office.journal_path), CountedRandomSource())
    headers = {**office.bearer("manager"), "Accept-Language": "en"}
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://office", headers=headers
    ) as http:
        assert (await http.get("/api/v1/visits?day=2026-11-23")).status_code == 200
        change(office.journal_path, "UPDATE visits SET wait_seconds = 9999")
        async for _ in record.round():
            pass
        for rows in ("visits", "stays"):
            refused = await http.get(f"/api/v1/{rows}?day=2026-11-23")
            assert (refused.status_code, refused.json()["error"]) == (503, "rows-wrong")
            assert "is not what the record says, so it is not shown" in refused.json()["message"]
        assert (await http.get("/api/v1/visits?day=2026-11-22")).json() == []
        assert "motcua_record_troubles 1.0" in (await http.get("/metrics")).text
        change(office.journal_path, "DELETE FROM visits")
        assert (await office.get("/visits?day=2026-11-23")).status_code == 503
