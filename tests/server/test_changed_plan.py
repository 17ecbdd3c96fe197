"""A start under another office file lays it beside the running day, on record and before everybody's eyes."""

from pathlib import Path

from server.reports.story.tongue import Tongue
from server.reports.story_pages import state_words
from tests.server.desk_at_work import desk_at_work
from tests.server.engine import running_engine
from tests.server.journal.memory import MemoryJournal
from tests.server.serving import asked
from tests.ticketing.plans import PLAN
from tests.ticketing.test_plan_check import LARGER, SMALLER
from ticketing import commands as c
from wording import load


async def test_what_a_rule_puts_right_is_on_record_as_the_office_files_doing() -> None:
    """A new field gets its counter back from an assignment of the morning, once, over further starts too."""
    async with desk_at_work(PLAN, MemoryJournal()) as work:
        await work.do(c.OpenCounter(2, "Lan"), c.AssignFields(2, ("2", "1")))
        await work.start(LARGER)
        assert [finding.name for finding in work.desk.findings] == ["field-unreached"]
        assert work.desk.office.counter(2).fields == ("2", "3", "4")
        position, office = work.desk.position, work.desk.office
        await work.start()
        assert (work.desk.findings, work.desk.position, work.desk.office) == ((), position, office)
        assert [entry.made_by for entry in await work.journal.read(0)][-1] == "plan"


async def test_a_counter_that_is_gone_is_closed_once_it_is_empty() -> None:
    """Its ticket is finished, the time of Undo runs out, and the rule closes it, on record."""
    async with desk_at_work(PLAN, MemoryJournal()) as work:
        await work.do(c.OpenCounter(3, "Hoa"), c.IssueTicket("3"), c.CallNext(3))
        await work.start(SMALLER)
        await work.do(c.StartService(3), c.FinishService(3))
        work.clock.forward(seconds=PLAN.rules.undo_seconds_max + 1)
        work.desk.wake()
        await work.do(c.OpenCounter(1, "Lan"))
        assert not work.desk.office.counter(3).is_open


async def test_the_clerk_of_a_counter_that_is_gone_comes_back_to_it(tmp_path: Path) -> None:
    """The desk is shown what is there and why, and finishes it; every other desk is warned too."""
    journal = MemoryJournal()
    async with desk_at_work(PLAN, journal) as work:
        await work.do(c.OpenCounter(3, "Hoa"), c.IssueTicket("3"), c.IssueTicket("3"), c.CallNext(3))
    async with running_engine(tmp_path, SMALLER, journal) as engine:
        display = await engine.screen("display")
        other = await engine.screen("counter", counter=1)
        manager = await engine.screen("manager")
        hoa = await engine.screen("counter", counter=3)
        await hoa.press("h1", "start-service", counter=3)
        for screen in (other, manager, hoa):
            view = (await screen.hear("view"))["view"]
            assert "Quầy 3" in view["warnings"][0]["vi"]
            assert "number 3001 is still there" in view["warnings"][0]["en"]
            assert "3002" in view["warnings"][1]["vi"]
        assert (await hoa.press("h2", "call-next", counter=3))["error"] == "counter-gone"
        assert (await hoa.press("h3", "finish-service", counter=3))["type"] == "answered"
        view = (await display.hear("view"))["view"]
        while len(view["counters"]) == 3:
            view = (await display.hear("view"))["view"]
        assert view["waiting"]["3"] == 1


async def test_reports_and_figures_count_the_people_of_a_field_that_is_gone(tmp_path: Path) -> None:
    """The day step by step and the metrics have them under the field's code, as long as they wait."""
    english, journal = Tongue(load("en"), "en"), MemoryJournal()
    for name in ("before", "after"):
        (tmp_path / name).mkdir()
    async with asked(tmp_path / "before", PLAN, journal) as office:
        for _ in range(2):
            await office.post("/tickets", {"field": "3"})
        assert state_words(office.services.desk.office, english) == ["Waiting: 2 (Land 2)"]
    async with asked(tmp_path / "after", SMALLER, journal) as office:
        assert state_words(office.services.desk.office, english) == ["Waiting: 2 (3 2)"]
        shown = (await office.http.get("/metrics")).text
        assert 'motcua_waiting{field="3"} 2.0' in shown
        assert 'motcua_waiting{field="1"} 0.0' in shown
