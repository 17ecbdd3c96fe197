"""What is asked for of late is told to kiosks, for their search."""

from datetime import timedelta
from pathlib import Path

import pytest

from server.asked_procedures import AskedProcedures
from server.idempotency import Press
from server.journal.records import records_at
from tests.server.serving import asked
from tests.ticketing.plans import MONDAY_MORNING, plan_with
from ticketing.commands import IssueTicket
from ticketing.plan import Procedure

BIRTH = Procedure("1.001193", "1", "Đăng ký khai sinh")
TODAY = MONDAY_MORNING.date()


async def test_numbers_are_counted_by_their_procedures(tmp_path: Path) -> None:
    """Those of the last days count, once a day; a number without a procedure counts for none."""
    async with asked(tmp_path, plan_with(procedures=(BIRTH,))) as office:
        desk = office.services.desk
        for place, procedure in enumerate((BIRTH.code, BIRTH.code, "")):
            await desk.submit(Press(f"p{place}", IssueTicket("1", procedure=procedure), "test"))
        counted = AskedProcedures(records_at(office.journal_path))
        assert await counted.counts(TODAY) == {BIRTH.code: 2}
        await desk.submit(Press("p3", IssueTicket("1", procedure=BIRTH.code), "test"))
        assert await counted.counts(TODAY) == {BIRTH.code: 2}
        assert await counted.counts(TODAY + timedelta(days=1)) == {BIRTH.code: 3}
        assert await counted.counts(TODAY + timedelta(days=400)) == {}


async def test_without_a_log_nothing_was_asked_for(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A log that is not there, or no log at all, says nothing; the log of the server tells of it."""
    assert await AskedProcedures().counts(TODAY) == {}
    assert await AskedProcedures(records_at(tmp_path / "none.sqlite")).counts(TODAY) == {}
    assert "cannot be counted" in caplog.text
