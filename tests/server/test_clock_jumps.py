"""What an office does when its computer's clock is wrong, and when it is set right."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from server.journal.contract import Entry
from tests.server.desk_at_work import DeskAtWork, desk_at_work
from tests.server.fakes import refused
from tests.server.journal.memory import MemoryJournal
from tests.ticketing.plans import MONDAY_MORNING, office_hours
from ticketing import clock_events
from ticketing import commands as c
from ticketing import events as e
from ticketing.answers import TicketAnswer
from ticketing.apply import apply_all
from ticketing.decide import close_day, decide
from ticketing.office import Office, new_day
from ticketing.tickets import TicketState

PLAN = office_hours()
MONDAY = MONDAY_MORNING.date()
TUESDAY = MONDAY + timedelta(days=1)
FRIDAY = MONDAY + timedelta(days=4)
ANOTHER_YEAR = timedelta(days=365)


@pytest.fixture
async def work() -> AsyncIterator[DeskAtWork]:
    """An office with two sessions a day, on Monday at nine."""
    async with desk_at_work(PLAN, MemoryJournal()) as work:
        await at(work, MONDAY, "09:00")
        yield work


def journal_of(work: DeskAtWork) -> MemoryJournal:
    """What is on record."""
    assert isinstance(work.journal, MemoryJournal)
    return work.journal


def moment(day: date, clock: str) -> datetime:
    """A local time of the office."""
    return datetime.combine(day, time.fromisoformat(clock), MONDAY_MORNING.tzinfo)


async def at(work: DeskAtWork, day: date, clock: str) -> None:
    """Start the server anew at this moment, after a time in which it was off."""
    work.clock.moment = moment(day, clock)
    await work.start()


async def number(work: DeskAtWork) -> str:
    """The number that a citizen gets now."""
    return (await ticket(work)).number


async def ticket(work: DeskAtWork) -> TicketAnswer:
    """What a citizen is told now."""
    answer = await work.do(c.IssueTicket("1"))
    assert isinstance(answer, TicketAnswer)
    return answer


async def look(work: DeskAtWork) -> None:
    """A heartbeat passes: the writer looks at the clock, with nobody pressing anything."""
    work.desk.wake()
    await work.do(c.ReportPrint("1001", "printed"))


def states(work: DeskAtWork) -> list[str]:
    """The numbers of the running day with their states."""
    return [f"{t.number} {t.state}" for t in work.desk.office.tickets.values()]


def told(work: DeskAtWork) -> list[str]:
    """What every desk reads of the clock."""
    notices = work.desk.office.notices
    return [notice.text for notice in notices if notice.kind in ("clock", "clock-doubt")]


@pytest.mark.parametrize("jump", [timedelta(days=1), ANOTHER_YEAR, timedelta(days=-1), -ANOTHER_YEAR])
async def test_a_clock_that_is_wrong_for_four_seconds_changes_nothing(
    work: DeskAtWork, jump: timedelta
) -> None:
    """All presses are decided on the right day, numbers go on, nobody's number lapses, a restart agrees."""
    given = [await number(work) for _ in range(3)]
    work.clock.moment += jump
    work.desk.wake()
    work.clock.forward(seconds=4)
    work.desk.wake()
    work.clock.moment -= jump
    for _ in range(3):
        work.clock.forward(seconds=5)
        given.append(await number(work))
    assert given == ["1001", "1002", "1003", "1004", "1005", "1006"]
    await work.start()
    assert {entry.day for entry in journal_of(work).entries} == {MONDAY}
    assert work.desk.office.day == MONDAY
    assert {each.state for each in work.desk.office.tickets.values()} == {TicketState.WAITING}
    assert work.desk.office.doubt is None


async def test_numbers_are_given_while_the_day_is_in_doubt(work: DeskAtWork) -> None:
    """They belong to the day of the last entry, and every desk reads what the clock says."""
    await number(work)
    work.clock.jump(days=1)
    given = await ticket(work)
    assert (given.number, given.day, given.issued_at) == ("1002", MONDAY, moment(MONDAY, "09:00"))
    assert told(work) == [f"09:00 {MONDAY:%d/%m/%Y} → 09:00 {TUESDAY:%d/%m/%Y}"]
    assert [notice.concerns(2) for notice in work.desk.office.notices] == [True]
    work.clock.forward(hours=9)
    assert await number(work) == "1003"


async def test_a_doubt_that_has_passed_is_told_of(work: DeskAtWork) -> None:
    """Staff who were away read for how long the clock was wrong."""
    await number(work)
    work.clock.jump(days=1)
    await look(work)
    work.clock.forward(minutes=2)
    work.clock.jump(days=-1)
    await look(work)
    day = f"{MONDAY:%d/%m/%Y}"
    assert told(work) == [f"09:00 {day} → 09:00 {TUESDAY:%d/%m/%Y} → 09:02 {day}"]


async def test_a_computer_that_starts_at_evening_and_is_set_to_morning_is_open(work: DeskAtWork) -> None:
    """Hardware clocks in local time are hours ahead at a boot, until the network says what time it is."""
    await at(work, MONDAY, "18:45")
    await work.do(c.OpenCounter(1, "Hoa"))
    work.clock.moment = moment(MONDAY, "07:45")
    given = await ticket(work)
    assert (given.number, given.issued_at) == ("1001", moment(MONDAY, "07:45"))
    await work.start()
    assert (await ticket(work)).issued_at == moment(MONDAY, "07:45")


async def test_a_wrong_afternoon_that_is_set_right_is_a_morning_again(work: DeskAtWork) -> None:
    """Numbers bear the right time, and at noon the office is closed."""
    await at(work, MONDAY, "14:20")
    first = await ticket(work)
    work.clock.moment = moment(MONDAY, "07:45")
    second = await ticket(work)
    assert (first.issued_at, second.issued_at) == (moment(MONDAY, "14:20"), moment(MONDAY, "07:45"))
    assert work.desk.office.tickets["1001"].issued_at == moment(MONDAY, "07:45")
    assert list(work.desk.office.queues.values()) == [("1001", "1002")]
    work.clock.forward(hours=4, minutes=15)
    with refused("office-closed"):
        await number(work)


async def test_durations_are_counted_by_the_time_gone_by(work: DeskAtWork) -> None:
    """Twenty minutes' wait and ten minutes' service stay so where the clock goes back an hour."""
    await at(work, MONDAY, "10:00")
    await work.do(c.OpenCounter(1, "Hoa"), c.IssueTicket("1"))
    work.clock.jump(hours=-1)
    work.clock.forward(minutes=20)
    await work.do(c.CallNext(1), c.StartService(1))
    work.clock.forward(minutes=10)
    await work.do(c.FinishService(1))
    visit = journal_of(work).visits[MONDAY, "1001"]
    assert (visit.wait_seconds, visit.service_seconds) == (1200, 600)
    assert (visit.issued_at, visit.called_at) == (moment(MONDAY, "09:00"), moment(MONDAY, "09:20"))
    work.clock.forward(seconds=11)
    with refused("undo-too-late"):
        await work.do(c.Undo(1))


async def test_a_finish_of_five_minutes_ago_stays_after_the_clock_went_back(work: DeskAtWork) -> None:
    """Undo ends after its ten seconds, whatever the clock says."""
    await work.do(c.OpenCounter(1, "Hoa"), c.IssueTicket("1"), c.CallNext(1), c.StartService(1))
    await work.do(c.FinishService(1))
    work.clock.forward(minutes=5)
    work.clock.jump(minutes=-5)
    with refused("undo-too-late"):
        await work.do(c.Undo(1))


async def test_a_wait_over_a_restart_with_the_clock_set_back_is_unknown(work: DeskAtWork) -> None:
    """Nobody knows how long the computer was off: the wait is empty with a mark, the service is known."""
    await at(work, MONDAY, "10:00")
    await work.do(c.OpenCounter(1, "Hoa"), c.IssueTicket("1"))
    await at(work, MONDAY, "09:00")
    second = await number(work)
    work.clock.forward(minutes=20)
    await work.do(c.CallNext(1), c.StartService(1))
    work.clock.forward(minutes=10)
    await work.do(c.FinishService(1))
    visit = journal_of(work).visits[MONDAY, "1001"]
    assert (visit.wait_seconds, visit.service_seconds, second) == (None, 600, "1002")
    assert work.desk.office.tickets["1001"].clock_set
    assert not work.desk.office.tickets["1002"].clock_set


async def test_who_came_first_stays_first_over_a_jump(work: DeskAtWork) -> None:
    """Lines go by the order on record, before, between and after two jumps."""
    await number(work)
    work.clock.jump(minutes=50)
    await number(work)
    work.clock.jump(hours=-1)
    await number(work)
    assert list(work.desk.office.queues.values()) == [("1001", "1002", "1003")]
    await at(work, MONDAY, "08:30")
    await number(work)
    assert list(work.desk.office.queues.values()) == [("1001", "1002", "1003", "1004")]


async def test_staff_can_say_that_the_clock_is_right(work: DeskAtWork) -> None:
    """The day turns; numbers given in doubt are the new day's, with their moments, and wait on."""
    await work.do(c.IssueTicket("1"))
    work.clock.jump(days=1)
    await work.do(c.OpenCounter(1, "Hoa"), c.IssueTicket("1"), c.IssueTicket("2"), c.CallTicket(1, "1002"))
    (notice,) = work.desk.office.notices
    with refused("clock-not-judged"):
        await work.do(c.AnswerNotice(notice.notice))
    await work.do(c.AnswerNotice(notice.notice, clock="right"))
    work.clock.forward(seconds=5)
    given = await ticket(work)
    assert (given.number, given.day) == ("1003", TUESDAY)
    assert sorted(states(work)) == ["1002 called", "1003 waiting", "2001 waiting"]
    assert work.desk.office.counter(1).is_open
    assert work.desk.office.tickets["1002"].issued_at == moment(TUESDAY, "09:00")
    rows = {(day, n): visit.state for (day, n), visit in journal_of(work).visits.items()}
    assert rows == {
        (MONDAY, "1001"): "lapsed",
        (TUESDAY, "1002"): "called",
        (TUESDAY, "1003"): "waiting",
        (TUESDAY, "2001"): "waiting",
    }
    before = work.desk.office
    await work.start()
    assert work.desk.office == before


async def test_staff_can_say_that_the_clock_is_wrong(work: DeskAtWork) -> None:
    """The notice is gone, and the office goes on with its day until the clock is set right."""
    await number(work)
    work.clock.jump(days=1)
    await look(work)
    (notice,) = work.desk.office.notices
    await work.do(c.AnswerNotice(notice.notice, clock="wrong"))
    work.clock.forward(hours=1)
    assert (await ticket(work)).issued_at == moment(MONDAY, "10:00")
    assert told(work) == []


async def test_numbers_of_a_day_that_proves_wrong_belong_to_the_right_day() -> None:
    """A first start with a wrong date: once it is set right all numbers are that day's, and go on."""
    async with desk_at_work(replace(PLAN, always_open=True), MemoryJournal()) as fresh:
        await at(fresh, MONDAY + ANOTHER_YEAR, "09:00")
        assert [await number(fresh), await number(fresh)] == ["1001", "1002"]
        fresh.clock.moment = moment(MONDAY, "09:01")
        await look(fresh)
        fresh.clock.forward(seconds=301)
        given = await ticket(fresh)
        assert (given.number, given.day) == ("1003", MONDAY)
        assert {(key[0], key[1]) for key in journal_of(fresh).visits} == {
            (MONDAY, n) for n in ("1001", "1002", "1003")
        }
        before = fresh.desk.office
        await fresh.start()
        assert fresh.desk.office == before


@pytest.mark.parametrize(
    ("last", "now"),
    [
        (moment(MONDAY, "16:50"), moment(TUESDAY, "07:10")),
        (moment(FRIDAY, "11:00"), moment(FRIDAY + timedelta(days=3), "07:10")),
        (moment(FRIDAY, "11:00"), moment(FRIDAY + timedelta(days=1), "10:00")),
    ],
)
async def test_a_start_after_a_night_or_a_weekend_is_no_doubt(
    work: DeskAtWork, last: datetime, now: datetime
) -> None:
    """The next opening by the office's calendar begins a new day with its first number."""
    await at(work, last.date(), f"{last:%H:%M}")
    await number(work)
    await at(work, now.date(), f"{now:%H:%M}")
    assert (work.desk.office.day, work.desk.office.doubt) == (now.date(), None)
    assert (told(work), work.desk.office.clock_set_by) == ([], None)
    assert journal_of(work).visits[last.date(), "1001"].state == "lapsed"


async def test_a_start_after_tet_is_no_doubt() -> None:
    """Holidays of the office's calendar are no days on which it should have been open."""
    days = [MONDAY + timedelta(days=n) for n in range(1, 7)]
    plan = replace(PLAN, holidays=dict.fromkeys(days, PLAN.fields[0].name))
    async with desk_at_work(plan, MemoryJournal()) as festive:
        await at(festive, MONDAY, "09:00")
        await number(festive)
        await at(festive, MONDAY + timedelta(days=7), "07:30")
        assert festive.desk.office.doubt is None
        assert await number(festive) == "1001"


async def test_a_start_far_from_the_last_day_asks_and_gives_numbers(work: DeskAtWork) -> None:
    """A mistyped year ends nobody's day: numbers go on, and every desk is asked."""
    await number(work)
    await at(work, MONDAY + ANOTHER_YEAR, "09:10")
    assert await number(work) == "1002"
    assert [notice.kind for notice in work.desk.office.notices] == ["clock-doubt"]
    await at(work, MONDAY, "09:15")
    assert await number(work) == "1003"
    assert work.desk.office.doubt is None


async def test_a_start_with_a_dead_battery_goes_on(work: DeskAtWork) -> None:
    """A clock of years ago moves no number to that day, however long it stays so."""
    await number(work)
    await at(work, date(2020, 1, 1), "00:00")
    await number(work)
    work.clock.forward(hours=1)
    assert (await ticket(work)).day == MONDAY
    work.clock.moment = moment(MONDAY, "10:05")
    assert [await number(work), work.desk.office.doubt] == ["1004", None]


async def test_a_day_that_ended_by_a_wrong_clock_goes_on(work: DeskAtWork) -> None:
    """A restart a day ahead looks like a morning; with the clock right again nobody has lost a number."""
    await work.do(c.OpenCounter(1, "Hoa"), c.IssueTicket("1"), c.IssueTicket("1"), c.CallNext(1))
    await at(work, TUESDAY, "09:00")
    assert journal_of(work).visits[MONDAY, "1001"].state == "lapsed"
    work.clock.moment = moment(MONDAY, "09:05")
    assert await number(work) == "1003"
    assert states(work) == ["1001 waiting", "1002 waiting", "1003 waiting"]
    await work.do(c.OpenCounter(1, "Hoa"), c.CallNext(1))
    assert states(work)[0] == "1001 called"


async def test_a_journal_with_a_wrong_moment_heals_when_it_is_opened(work: DeskAtWork) -> None:
    """As earlier versions wrote it: today's numbers lapsed tomorrow, and given again there."""
    await work.do(c.IssueTicket("1"), c.IssueTicket("1"))
    await at(work, TUESDAY, "09:00")
    await work.do(c.IssueTicket("1"), c.IssueTicket("1"), c.IssueTicket("1"))
    await at(work, MONDAY, "09:05")
    assert [await number(work), work.desk.office.day] == ["1004", MONDAY]
    assert states(work) == ["1001 waiting", "1002 waiting", "1003 waiting", "1004 waiting"]
    await work.start()
    assert await number(work) == "1005"


def record(work: DeskAtWork, office: Office, at: datetime, *events: e.Event) -> Office:
    """Put events on record of an office's day as earlier versions did, and answer the office after them."""
    entries = journal_of(work).entries
    entries.append(Entry(len(entries) + 1, office.day, at, "", "", "day", events))
    return apply_all(office, events)


async def test_a_day_that_earlier_versions_turned_with_each_look_at_the_clock_heals(work: DeskAtWork) -> None:
    """Nobody's number stays lapsed, tomorrow's numbers are today's, and a second start changes nothing."""
    await work.do(c.OpenCounter(1, "Hoa"), *[c.IssueTicket("1")] * 3, c.CallNext(1))
    await work.end()
    ahead, right = moment(TUESDAY, "09:00"), moment(MONDAY, "09:00")
    today = record(work, work.desk.office, ahead, *close_day(work.desk.office, ahead))
    wrong = record(work, new_day(PLAN, TUESDAY), ahead, e.ServiceDayOpened(ahead, TUESDAY))
    for _ in range(4):
        wrong = record(work, wrong, ahead, *decide(wrong, c.IssueTicket("1"), ahead, "track"))
    record(work, wrong, right, *close_day(wrong, right))
    record(work, today, right, e.PrintReported(right, "1001", "printed", "", copy=False))
    await at(work, MONDAY, "09:05")
    assert states(work) == ["1001 waiting", "1002 waiting", "1003 waiting", "1004 waiting"]
    await work.do(c.OpenCounter(1, "Hoa"), c.CallNext(1), c.StartService(1))
    before, count = work.desk.office, work.desk.position
    await work.start()
    assert (work.desk.office, work.desk.position) == (before, count)
    assert await number(work) == "1005"


async def test_a_jump_ahead_by_hours_is_doubted_and_then_believed(work: DeskAtWork) -> None:
    """Within the day it ends nothing: it is followed once it has stood, unless it closes the office."""
    await number(work)
    work.clock.jump(hours=5)
    assert (await ticket(work)).issued_at == moment(MONDAY, "09:00")
    work.clock.forward(minutes=5, seconds=1)
    given = await ticket(work)
    assert given.issued_at == moment(MONDAY, "14:05").replace(second=1)
    assert work.desk.office.tickets["1001"].issued_at == moment(MONDAY, "14:00")
    work.clock.jump(hours=4)
    await look(work)
    work.clock.forward(minutes=10)
    assert (await ticket(work)).issued_at == moment(MONDAY, "14:15").replace(second=1)


async def test_the_chain_of_the_days_is_on_record(work: DeskAtWork) -> None:
    """Each jump is an event: doubted, believed, set."""
    await number(work)
    work.clock.jump(days=1)
    await look(work)
    work.clock.jump(days=-1)
    await look(work)
    work.clock.jump(minutes=-3)
    await look(work)
    kinds = [type(event) for entry in journal_of(work).entries for event in entry.events]
    jumps = (clock_events.ClockDoubted, clock_events.ClockBelieved, clock_events.ClockSet)
    assert [kind for kind in kinds if kind in jumps] == list(jumps)
