"""Days that were left for another one since the clock was wrong, and that come again."""

from collections.abc import AsyncIterator
from datetime import date, timedelta

import pytest

from server.idempotency import Press
from tests.server.desk_at_work import DeskAtWork, desk_at_work
from tests.server.journal.memory import MemoryJournal
from tests.server.test_clock_jumps import (
    ANOTHER_YEAR,
    MONDAY,
    PLAN,
    TUESDAY,
    at,
    journal_of,
    look,
    moment,
    number,
    states,
    ticket,
)
from ticketing import commands as c
from ticketing import events as e


@pytest.fixture
async def work() -> AsyncIterator[DeskAtWork]:
    """An office with two sessions a day, on Monday at nine."""
    async with desk_at_work(PLAN, MemoryJournal()) as work:
        await at(work, MONDAY, "09:00")
        yield work


async def agrees_after_a_start(work: DeskAtWork) -> None:
    """A start finds the office as it was."""
    before = work.desk.office
    await work.start()
    assert work.desk.office == before


async def test_a_start_with_the_clock_right_again_goes_back_to_the_day_that_was_left(
    work: DeskAtWork,
) -> None:
    """What Tuesday's numbers led to on Monday, by a clock a day behind, is Tuesday's; none is given again."""
    await at(work, TUESDAY, "09:00")
    given = [await number(work), await number(work)]
    await at(work, MONDAY, "09:05")
    assert work.desk.office.day == MONDAY
    given.append(await number(work))
    await work.do(c.OpenCounter(1, "Hoa"), c.CallNext(1))
    await at(work, TUESDAY, "09:10")
    assert (work.desk.office.day, work.desk.office.doubt) == (TUESDAY, None)
    assert states(work) == ["1001 called", "1002 waiting", "1003 waiting"]
    given.append(await number(work))
    assert given == ["1001", "1002", "1003", "1004"]
    assert {day for day, _ in journal_of(work).visits} == {TUESDAY}
    await agrees_after_a_start(work)


async def test_a_day_that_was_left_before_its_first_number_is_gone_back_to(work: DeskAtWork) -> None:
    """A clock a day behind was followed, since nobody had a number; at a start it is right again."""
    await at(work, TUESDAY, "09:00")
    await work.do(c.OpenCounter(1, "Hoa"))
    work.clock.jump(days=-1)
    given = [await number(work), await number(work)]
    await work.do(c.CallNext(1))
    assert work.desk.office.day == MONDAY
    await at(work, TUESDAY, "09:05")
    given.append(await number(work))
    assert (given, work.desk.office.day) == (["1001", "1002", "1003"], TUESDAY)
    assert states(work) == ["1001 called", "1002 waiting", "1003 waiting"]
    assert {day for day, _ in journal_of(work).visits} == {TUESDAY}
    await agrees_after_a_start(work)


async def test_a_day_after_one_to_which_the_clock_was_set_back_begins(work: DeskAtWork) -> None:
    """Tuesday was left before its first number, and rightly: in the morning after, Monday has ended."""
    await at(work, TUESDAY, "09:00")
    await work.do(c.OpenCounter(1, "Hoa"))
    work.clock.jump(days=-1)
    assert await number(work) == "1001"
    await at(work, MONDAY, "16:40")
    assert await number(work) == "1002"
    await at(work, TUESDAY, "09:05")
    assert (await number(work), work.desk.office.doubt) == ("1001", None)


async def test_a_clock_that_goes_behind_at_work_and_is_right_at_a_start_goes_back(work: DeskAtWork) -> None:
    """It took back how it was set last, so that it was followed; the start knows better."""
    await at(work, TUESDAY, "09:00")
    work.clock.moment -= timedelta(days=1)
    await work.do(c.OpenCounter(1, "Hoa"))
    work.clock.moment += timedelta(days=1)
    given = [await number(work)]
    work.clock.moment -= timedelta(days=1)
    given.append(await number(work))
    assert work.desk.office.day == MONDAY
    await at(work, TUESDAY, "09:01")
    given.append(await number(work))
    assert (given, work.desk.office.day) == (["1001", "1002", "1003"], TUESDAY)


async def test_a_day_that_was_left_by_a_clock_some_minutes_ahead_is_gone_back_to(work: DeskAtWork) -> None:
    """Three minutes ahead, a day behind at a start, and then right: staff say so, and all are Tuesday's."""
    await at(work, TUESDAY, "09:00")
    given = [await number(work)]
    work.clock.jump(minutes=3)
    given.append(await number(work))
    await at(work, MONDAY, "09:01")
    given.append(await number(work))
    work.clock.jump(days=1)
    given.append(await number(work))
    for notice in work.desk.office.notices:
        if notice.kind == "clock-doubt":
            await work.do(c.AnswerNotice(notice.notice, clock="right"))
    given.append(await number(work))
    assert (given, work.desk.office.day) == (["1001", "1002", "1003", "1004", "1005"], TUESDAY)
    assert states(work) == [f"{each} waiting" for each in given]


async def test_a_day_that_was_left_some_minutes_ahead_is_come_back_to(work: DeskAtWork) -> None:
    """The clock was ahead by minutes when it went behind by a day, and is right now."""
    await at(work, TUESDAY, "09:03")
    given = [await number(work)]
    await at(work, MONDAY, "09:00")
    given.append(await number(work))
    await at(work, TUESDAY, "09:01")
    assert [*given, await number(work)] == ["1001", "1002", "1003"]
    await agrees_after_a_start(work)


async def test_a_day_that_was_left_hours_ago_is_asked_about(work: DeskAtWork) -> None:
    """Numbers go on, and once staff have said that the clock is right all are that day's."""
    await at(work, TUESDAY, "09:00")
    given = [await number(work), await number(work)]
    await at(work, MONDAY, "09:05")
    await at(work, TUESDAY, "14:00")
    given.append(await number(work))
    (notice,) = (notice for notice in work.desk.office.notices if notice.kind == "clock-doubt")
    await work.do(c.AnswerNotice(notice.notice, clock="right"))
    given.append(await number(work))
    assert (given, work.desk.office.day) == (["1001", "1002", "1003", "1004"], TUESDAY)


async def test_the_day_after_one_on_which_the_clock_was_ahead_begins(work: DeskAtWork) -> None:
    """It was left for the day before and is new when it comes: its numbers begin with the first."""
    await at(work, TUESDAY, "09:00")
    assert await number(work) == "1001"
    await at(work, MONDAY, "09:02")
    assert await number(work) == "1002"
    await at(work, MONDAY, "16:40")
    assert await number(work) == "1003"
    await at(work, TUESDAY, "09:20")
    assert (await number(work), work.desk.office.doubt) == ("1001", None)


async def test_a_day_that_is_come_back_to_and_left_again_has_each_number_once(work: DeskAtWork) -> None:
    """What was moved away before is not told again with what came back."""
    await at(work, TUESDAY, "09:00")
    await work.do(c.OpenCounter(1, "Hoa"), c.IssueTicket("1"))
    for _ in range(2):
        work.clock.jump(days=-1)
        await look(work)
        work.clock.forward(seconds=301)
        await number(work)
        work.clock.jump(days=1)
        await number(work)
    assert work.desk.office.day == TUESDAY
    work.clock.jump(days=-1)
    assert (await ticket(work)).number == "1006"
    told = [event for entry in journal_of(work).entries[-3:] for event in entry.events]
    moved = [event.number for event in told if isinstance(event, e.TicketIssued)]
    assert moved == ["1001", "1002", "1003", "1004", "1005", "1006"]
    await agrees_after_a_start(work)


async def test_a_press_is_known_however_often_the_clock_is_set_back(work: DeskAtWork) -> None:
    """A kiosk that had no answer gets the number that it was given by another day."""
    await at(work, TUESDAY + timedelta(days=1), "09:00")
    press = Press("kiosk-1", c.IssueTicket("1"), "kiosk")
    first = await work.desk.submit(press)
    for _ in range(2):
        work.clock.jump(days=-1)
        await look(work)
        work.clock.forward(seconds=301)
        await number(work)
    assert work.desk.office.day == MONDAY
    assert (first, await work.desk.submit(press)) == (first, first)


async def test_who_is_at_a_counter_when_a_doubt_arises_is_there_on_the_new_day(work: DeskAtWork) -> None:
    """The clerk, whose counter has called a number of the new day, has not opened it again."""
    await work.do(c.OpenCounter(1, "Hoa"), c.IssueTicket("1"), c.CallNext(1))
    await at(work, MONDAY + ANOTHER_YEAR, "09:00")
    await work.do(c.MarkNoShow(1), c.IssueTicket("1"), c.CallNext(1))
    assert states(work) == ["1001 no-show", "1002 called"]
    (notice,) = (notice for notice in work.desk.office.notices if notice.kind == "clock-doubt")
    await work.do(c.AnswerNotice(notice.notice, clock="right"))
    assert await number(work) == "1003"
    counter = work.desk.office.counter(1)
    assert (counter.is_open, counter.clerk, counter.ticket) == (True, "Hoa", "1002")
    await agrees_after_a_start(work)


async def test_a_call_that_ended_another_and_was_taken_back_is_so_on_the_new_day(work: DeskAtWork) -> None:
    """The number that was called waits again, though the one before it stays on the day that is left."""
    await work.do(c.OpenCounter(1, "Hoa"), c.IssueTicket("1"), c.CallNext(1))
    await at(work, MONDAY + ANOTHER_YEAR, "09:00")
    await work.do(c.IssueTicket("1"), c.CallNext(1, missed=True), c.Undo(1))
    assert states(work) == ["1001 called", "1002 waiting"]
    (notice,) = (notice for notice in work.desk.office.notices if notice.kind == "clock-doubt")
    await work.do(c.AnswerNotice(notice.notice, clock="right"))
    assert await number(work) == "1003"
    assert states(work) == ["1002 waiting", "1003 waiting"]
    assert work.desk.office.counter(1).ticket is None
    await agrees_after_a_start(work)


async def test_lines_keep_their_order_where_a_day_moves_that_a_start_had_set_back(work: DeskAtWork) -> None:
    """What was before the clock was set by nobody knows how much comes first on the other day, too."""
    await at(work, TUESDAY, "09:00")
    await number(work)
    await at(work, TUESDAY, "07:40")
    await number(work)
    await at(work, MONDAY, "09:10")
    await number(work)
    await at(work, TUESDAY, "09:20")
    assert await number(work) == "1004"
    assert list(work.desk.office.queues.values()) == [("1001", "1002", "1003", "1004")]
    await agrees_after_a_start(work)


async def test_a_day_that_was_left_before_anybody_had_a_number_is_come_back_to(work: DeskAtWork) -> None:
    """Whoever got a number meanwhile has it, and the counter that was open is."""
    await at(work, TUESDAY, "09:00")
    await work.do(c.OpenCounter(1, "Hoa"))
    await at(work, MONDAY, "09:10")
    assert [await number(work), await number(work)] == ["1001", "1002"]
    await at(work, TUESDAY, "09:15")
    assert await number(work) == "1003"
    assert states(work) == ["1001 waiting", "1002 waiting", "1003 waiting"]
    assert work.desk.office.counter(1).is_open
    await agrees_after_a_start(work)


async def test_a_day_that_was_left_before_anything_happened_is_come_back_to() -> None:
    """The clock went back while nobody had pressed anything; the first number is given once."""
    async with desk_at_work(PLAN, MemoryJournal()) as fresh:
        await at(fresh, TUESDAY, "09:00")
        fresh.clock.jump(days=-1)
        assert await number(fresh) == "1001"
        assert fresh.desk.office.day == MONDAY
        await at(fresh, TUESDAY, "09:05")
        assert [await number(fresh), *states(fresh)] == ["1002", "1001 waiting", "1002 waiting"]
        await agrees_after_a_start(fresh)


@pytest.mark.parametrize("is_started", [True, False])
async def test_numbers_of_a_day_before_this_program_are_of_the_first_that_can_be_right(
    *, is_started: bool
) -> None:
    """A computer with a dead battery began in 2020: nobody is asked, and nobody lapses."""
    async with desk_at_work(PLAN, MemoryJournal()) as fresh:
        await at(fresh, date(2020, 1, 1), "09:00")
        await fresh.do(c.OpenCounter(1, "Hoa"))
        assert [await number(fresh), await number(fresh)] == ["1001", "1002"]
        fresh.clock.moment = moment(MONDAY, "09:10")
        if is_started:
            await fresh.start()
        assert await number(fresh) == "1003"
        assert (fresh.desk.office.day, fresh.desk.office.doubt) == (MONDAY, None)
        assert states(fresh) == ["1001 waiting", "1002 waiting", "1003 waiting"]
        await agrees_after_a_start(fresh)
