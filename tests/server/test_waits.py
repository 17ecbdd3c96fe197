"""One wait wherever it is told: the answer to a call, the desk's view, both logs, the day's report."""

from datetime import datetime
from pathlib import Path

from server.journal.rebuilding import rebuild
from server.journal.records import records_at
from server.reports.day_record import DayRecord
from server.reports.story.figures import figures_of
from tests.server.serving import asked
from tests.ticketing.plans import HANOI, office_hours
from ticketing.desk.times import waited_seconds
from ticketing.desk_views import counter_view, shared_lists
from ticketing.plan import CallingPolicy

STRICT = office_hours(policy=CallingPolicy("strict", wait_minutes_max=60))


def at(clock: str) -> datetime:
    """A moment of the Monday."""
    return datetime.fromisoformat(f"2026-11-23T{clock}").replace(tzinfo=HANOI)


async def test_lunch_is_in_no_wait_that_anybody_is_told(tmp_path: Path) -> None:
    """Strict, four ordinary at 11:20, elderly at 11:25 and 13:31: 1005 first after 6 min, 1001 after 11.

    The answers' reasons, the desk's view, both logs and the day's figures have the same numbers.
    """
    async with asked(tmp_path, STRICT, now=at("11:20")) as office:
        await office.post("/counters/1/open", {"clerk": "Hoa"})
        for _ in range(4):
            await office.post("/tickets", {"field": "1"})
        office.clock.forward(minutes=5)
        await office.post("/tickets", {"field": "1", "priority": "elderly"})
        office.clock.forward(hours=2, minutes=6)
        await office.post("/tickets", {"field": "1", "priority": "elderly"})
        desk = office.services.desk.office
        view = counter_view(desk, 1, shared_lists(desk))
        shown = [waited_seconds(row, view.open_stretches, office.clock.now()) for row in view.waiting]
        assert shown == [660, 660, 660, 660, 360, 0]
        told = []
        for _ in range(3):
            called = (await office.post("/counters/1/next", {"missed": True})).json()
            told.append((called["number"], called["why"]))
            office.clock.forward(seconds=5)
        assert told == [
            ("1005", "priority goes first; waited 6 min"),
            ("1006", "priority goes first; waited under 1 min"),
            ("1001", "ordinary, first of those waiting; waited 11 min; 2 priority called since"),
        ]
    log, day = records_at(office.journal_path), at("08:00").date()
    for made in ("written", "rebuilt"):
        visits = {visit.number: visit.wait_seconds for visit in await log.visits_of(day)}
        stays = {stay.number: stay.wait_seconds for stay in await log.stays_of(day)}
        assert [visits[number] for number, _ in told] == [360, 5, 670], made
        assert [stays[number] for number, _ in told] == [360, 5, 670], made
        assert await rebuild(office.journal_path, STRICT) == 6
    figures = figures_of(await DayRecord(records_at(office.journal_path), STRICT).steps_on(day))
    assert max(waits.longest for waits in figures.waits) == 670
    assert [wait.number for wait in figures.long_waits if wait.called_at] == []
