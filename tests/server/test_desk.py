"""The single writer: order, groups, request ids, the turn of the day, and a disk that refuses."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import pytest

from server.desk import Desk
from server.idempotency import PRESSES_WAITING_MAX, RULE, Press, PressMemory, PressQueue
from server.journal.chain import sealed
from server.journal.contract import Entry
from server.journal.sqlite import SqliteJournal
from tests.server.fakes import CountedRandomSource, ManualClock, refused
from tests.server.journal.memory import MemoryJournal
from tests.ticketing.plans import PLAN, plan_with
from ticketing import commands as c
from ticketing import events as e
from ticketing.answers import Answer, CallAnswer, TicketAnswer
from ticketing.decide import DECISIONS
from ticketing.events import TicketIssued
from ticketing.office import Office
from ticketing.refusals import Refusal
from ticketing.rules.tables import Decision
from ticketing.tickets import TicketState


@dataclass
class Bench:
    """A desk at work, with everything about it in the test's hand."""

    desk: Desk
    journal: MemoryJournal
    clock: ManualClock
    published: list[tuple[Office, int]]

    async def do(self, command: c.Command, request_id: str = "") -> Answer:
        """Press, with a request id of its own unless one is given."""
        request_id = request_id or f"r{len(self.journal.entries)}-{id(command)}"
        return await self.desk.submit(Press(request_id, command, "test"))


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    """A desk on a journal in memory, on Monday morning."""
    journal, clock = MemoryJournal(), ManualClock()
    desk = Desk(PLAN, journal, clock, CountedRandomSource())
    await desk.start()
    published: list[tuple[Office, int]] = []
    desk.listen(lambda office, position: published.append((office, position)))
    running = asyncio.create_task(desk.run())
    yield Bench(desk, journal, clock, published)
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running


async def restarted(bench: Bench) -> Desk:
    """Another desk on the same journal, as after a crash."""
    desk = Desk(PLAN, bench.journal, bench.clock, CountedRandomSource())
    await desk.start()
    return desk


async def test_an_answer_comes_after_the_entry_is_kept(bench: Bench) -> None:
    """When the answer is there, so is the journal's entry, with its request id."""
    answer = await bench.do(c.IssueTicket("1"), "press-1")
    assert isinstance(answer, TicketAnswer)
    assert answer.number == "1001"
    assert [entry.request_id for entry in bench.journal.entries] == ["press-1"]


async def test_presses_that_wait_together_share_one_append(bench: Bench) -> None:
    """A group is decided press by press and published once."""
    presses = [bench.desk.submit(Press(f"p{n}", c.IssueTicket("1"), "test")) for n in range(5)]
    numbers = [answer.number for answer in await asyncio.gather(*presses) if isinstance(answer, TicketAnswer)]
    assert numbers == ["1001", "1002", "1003", "1004", "1005"]
    assert [position for _, position in bench.published] == [5]


async def test_a_press_sent_again_gets_its_first_answer(bench: Bench) -> None:
    """The same request id gives the same answer and no second ticket."""
    first = await bench.do(c.IssueTicket("1"), "same")
    assert await bench.do(c.IssueTicket("1"), "same") == first
    assert len(bench.journal.entries) == 1


async def test_a_press_sent_twice_in_one_group_is_carried_out_once(bench: Bench) -> None:
    """Two copies that arrive together are one press."""
    presses = [bench.desk.submit(Press("same", c.IssueTicket("1"), "test")) for _ in range(2)]
    first, second = await asyncio.gather(*presses)
    assert first == second
    assert len(bench.journal.entries) == 1


async def test_a_press_sent_again_after_a_restart_gets_its_first_answer(bench: Bench) -> None:
    """The journal remembers what was answered, so that a crash between answer and screen does no harm."""
    first = await bench.do(c.IssueTicket("1"), "same")
    bench.desk = await restarted(bench)
    running = asyncio.create_task(bench.desk.run())
    assert await bench.do(c.IssueTicket("1"), "same") == first
    running.cancel()


def test_a_press_without_a_procedure_is_the_one_of_before() -> None:
    """One sent by an earlier version and again to this one is one press; with a procedure it is another."""
    assert Press("same", c.IssueTicket("1"), "kiosk").fingerprint() == "0ec5ce7d00d6108a"
    chosen = c.IssueTicket("1", procedure="1.001193")
    assert Press("same", chosen, "kiosk").fingerprint() != "0ec5ce7d00d6108a"


async def test_a_refused_press_sent_again_is_refused_again(bench: Bench) -> None:
    """A refusal is a first answer too, even if the command could be carried out by now."""
    await bench.do(c.OpenCounter(1, "Hoa"))
    with refused("nobody-waiting"):
        await bench.do(c.CallNext(1), "same")
    await bench.do(c.IssueTicket("1"))
    with refused("nobody-waiting"):
        await bench.do(c.CallNext(1), "same")


async def test_a_request_id_used_for_another_command_is_refused(bench: Bench) -> None:
    """An id stands for one press; another command under it changes nothing."""
    await bench.do(c.IssueTicket("1"), "same")
    with refused("request-id-reused"):
        await bench.do(c.IssueTicket("2"), "same")
    assert len(bench.journal.entries) == 1


async def test_two_counters_never_call_the_same_ticket(bench: Bench) -> None:
    """Two clerks who press in the same moment get two citizens."""
    for command in (c.OpenCounter(1, "Hoa"), c.OpenCounter(3, "Lan"), *[c.IssueTicket("1")] * 2):
        await bench.do(command)
    calls = [bench.desk.submit(Press(f"call-{n}", c.CallNext(n), "test")) for n in (1, 3)]
    first, second = await asyncio.gather(*calls)
    assert isinstance(first, CallAnswer)
    assert isinstance(second, CallAnswer)
    assert {first.number, second.number} == {"1001", "1002"}


async def test_a_disk_that_refuses_acknowledges_nothing_and_changes_nothing(bench: Bench) -> None:
    """The whole group is refused, the office is the journal's, and work goes on when the disk does."""
    await bench.do(c.IssueTicket("1"))
    before = bench.desk.office
    bench.journal.refuses = True
    presses = [bench.desk.submit(Press(f"p{n}", c.IssueTicket("1"), "test")) for n in range(3)]
    refused = await asyncio.gather(*presses, return_exceptions=True)
    assert [getattr(refusal, "name", None) for refusal in refused] == ["journal-unavailable"] * 3
    assert bench.desk.office is before
    bench.journal.refuses = False
    answer = await bench.do(c.IssueTicket("1"), "p9")
    assert isinstance(answer, TicketAnswer)
    assert answer.number == "1002"


async def test_a_press_that_was_told_of_a_refusal_is_never_carried_out(bench: Bench) -> None:
    """A copy of it that arrives when the disk works again changes nothing."""
    bench.journal.refuses = True
    with refused("journal-unavailable"):
        await bench.do(c.IssueTicket("1"), "same")
    bench.journal.refuses = False
    with refused("journal-unavailable"):
        await bench.do(c.IssueTicket("1"), "same")
    assert bench.journal.entries == []


async def test_a_press_of_yesterday_sent_again_after_a_restart_gets_its_first_answer(bench: Bench) -> None:
    """A press just before midnight is not carried out again on the new day."""
    first = await bench.do(c.IssueTicket("1"), "same")
    bench.clock.forward(days=1)
    bench.desk = await restarted(bench)
    running = asyncio.create_task(bench.desk.run())
    assert await bench.do(c.IssueTicket("1"), "same") == first
    running.cancel()


async def test_what_somebody_else_wrote_is_taken_in_and_the_press_decided_anew(bench: Bench) -> None:
    """A taken position refuses nobody: the office becomes what the journal says, and staff are told of it."""
    await bench.do(c.IssueTicket("1"), "first")
    last = bench.journal.entries[-1]
    assert isinstance(last.events[0], TicketIssued)
    foreign = replace(last.events[0], number="1002", serial=2, place=2)
    entry = Entry(2, last.day, last.at, "other", "f", "other", (foreign,))
    bench.journal.entries.append(sealed(entry, last.chain))
    answer = await bench.do(c.IssueTicket("1"))
    assert isinstance(answer, TicketAnswer)
    assert (answer.number, bench.desk.is_healthy) == ("1003", True)
    assert ["entry 2" in told.en for told in bench.desk.warnings.shown()] == [True]


async def test_the_day_turns_with_numbers_from_the_start_and_nothing_deleted(bench: Bench) -> None:
    """Who still waits lapses, on record, and the new day's first number is the field's first."""
    await bench.do(c.IssueTicket("1"))
    bench.clock.forward(days=1)
    answer = await bench.do(c.IssueTicket("1"))
    assert isinstance(answer, TicketAnswer)
    assert (answer.number, answer.day) == ("1001", bench.clock.now().date())
    states = {day: visit.state for (day, _), visit in bench.journal.visits.items()}
    assert list(states.values()) == [TicketState.LAPSED, TicketState.WAITING]


async def test_the_day_turns_with_nobody_pressing(bench: Bench) -> None:
    """A look at the clock is enough for the screens to show the new day."""
    await bench.do(c.IssueTicket("1"))
    bench.clock.forward(days=1)
    turned = asyncio.Event()
    bench.desk.listen(lambda _office, _position: turned.set())
    bench.desk.wake()
    await turned.wait()
    assert bench.desk.office.day == bench.clock.now().date()
    assert bench.desk.office.ticket_count == 0


async def test_tickets_of_a_day_that_ended_with_the_server_off_lapse_at_the_next_start(bench: Bench) -> None:
    """A computer that is switched off in the evening leaves no ticket waiting on record for ever."""
    await bench.do(c.OpenCounter(1, "Hoa"))
    await bench.do(c.IssueTicket("1"))
    bench.clock.forward(days=3)
    again = await restarted(bench)
    assert [visit.state for visit in bench.journal.visits.values()] == [TicketState.LAPSED]
    assert (again.office.day, again.office.ticket_count) == (bench.clock.now().date(), 0)
    assert not again.office.counter(1).is_open
    before = len(bench.journal.entries)
    await restarted(bench)
    assert len(bench.journal.entries) == before


async def test_a_clock_set_back_to_an_earlier_day_goes_on_with_its_numbers(bench: Bench) -> None:
    """A day that had begun is never begun again: its numbers go on."""
    await bench.do(c.IssueTicket("1"))
    bench.clock.forward(days=1)
    await bench.do(c.IssueTicket("1"))
    bench.clock.jump(days=-1)
    answer = await bench.do(c.IssueTicket("1"))
    assert isinstance(answer, TicketAnswer)
    assert answer.number == "1002"


async def test_a_clock_set_back_within_the_day_makes_no_wait_negative(bench: Bench) -> None:
    """Time in the journal never runs backwards within a day."""
    await bench.do(c.OpenCounter(1, "Hoa"))
    await bench.do(c.IssueTicket("1"))
    bench.clock.jump(hours=-1)
    await bench.do(c.CallNext(1))
    assert bench.desk.office.tickets["1001"].wait_seconds == 0


async def test_a_replayed_office_equals_the_one_that_ran(bench: Bench) -> None:
    """A restart gives the office back as it was."""
    for command in (
        c.OpenCounter(1, "Hoa"),
        c.IssueTicket("1"),
        c.IssueTicket("1", "elderly"),
        c.CallNext(1),
    ):
        await bench.do(command)
        bench.clock.forward(minutes=1)
    again = await restarted(bench)
    assert again.office == bench.desk.office
    assert again.position == bench.desk.position


def breaks_the_table(office: Office, command: c.CallHelp, now: datetime) -> e.Events:
    """A ticket that only waits is served."""
    return (e.TicketServed(now, "1001", command.counter, ""),)


def can_not_be_applied(office: Office, command: c.CallHelp, now: datetime) -> e.Events:
    """A counter opens, and then something happens that nobody knows of."""
    return e.CounterOpened(now, command.counter, "Hoa"), e.Event(now)


def raises(office: Office, command: c.CallHelp, now: datetime) -> e.Events:
    """It looks for what is not there."""
    return (e.CounterOpened(now, office.counters[99].number, "Hoa"),)


def can_not_be_put_on_record(office: Office, command: c.CallHelp, now: datetime) -> e.Events:
    """A dossier is accepted from a citizen whose number nobody has."""
    return (e.DossierAccepted(now, "H52-1", "", "1", "9999", command.counter, None),)


@pytest.mark.parametrize("rule", [breaks_the_table, can_not_be_applied, can_not_be_put_on_record, raises])
async def test_an_error_of_one_rule_is_that_press_alone(
    rule: Decision, caplog: pytest.LogCaptureFixture
) -> None:
    """The press is refused by name, also when it comes again, and the others of its group are carried out."""
    journal, clock = MemoryJournal(), ManualClock()
    desk = Desk(PLAN, journal, clock, CountedRandomSource(), {**DECISIONS, c.CallHelp: rule})
    await desk.start()
    running = asyncio.create_task(desk.run())
    group = c.IssueTicket("1"), c.CallHelp(1), c.IssueTicket("1")
    presses = [desk.submit(Press(f"p{n}", command, "test")) for n, command in enumerate(group)]
    first, wrong, last = await asyncio.gather(*presses, return_exceptions=True)
    assert isinstance(wrong, Refusal)
    assert [wrong.name, *(getattr(answer, "number", "") for answer in (first, last))] == [
        "server-fault",
        "1001",
        "1002",
    ]
    with refused("server-fault"):
        await desk.submit(Press("p1", c.CallHelp(1), "test"))
    assert isinstance(await desk.submit(Press("p3", c.IssueTicket("1"), "test")), TicketAnswer)
    assert [entry.request_id for entry in journal.entries] == ["p0", "p2", "p3"]
    assert not desk.office.counters[1].is_open
    assert (desk.is_healthy, running.done(), desk.metrics.results["server-fault"]) == (True, False, 1)
    assert [record.exc_info is not None for record in caplog.records] == [True]
    again = Desk(PLAN, journal, clock, CountedRandomSource())
    await again.start()
    assert (again.office, again.position) == (desk.office, 3)
    running.cancel()


@pytest.mark.slow
async def test_more_presses_than_may_wait_are_refused(bench: Bench) -> None:
    """The press after PRESSES_WAITING_MAX is told that too much is asked at once."""
    presses = [
        bench.desk.submit(Press(f"p{n}", c.IssueTicket("1"), "test")) for n in range(PRESSES_WAITING_MAX + 1)
    ]
    with refused("too-busy"):
        await presses[-1]
    for press in presses:
        press.cancel()


async def test_a_rule_that_came_when_too_much_was_asked_comes_again() -> None:
    """What the office's rules press is not remembered as refused, since they ask again under the same id."""
    queue = PressQueue(PressMemory())
    for number in range(PRESSES_WAITING_MAX):
        queue.submit(Press(f"p{number}", c.IssueTicket("1"), "test"))
    start = Press("start", c.StartByRule(1), RULE)
    with refused("too-busy"):
        await queue.submit(start)
    queue.take()
    assert not queue.submit(start).done()
    queue.close()


async def test_a_fault_of_the_follower_ends_the_desk() -> None:
    """Nobody goes on with a part that is dead: whoever runs the server is told."""
    journal = BlindJournal()
    desk = Desk(PLAN, journal, ManualClock(), CountedRandomSource())
    await desk.start()
    with pytest.raises(LookupError, match="a fault of the program"):
        await desk.run()


class BlindJournal(MemoryJournal):
    """One whose look at others has a fault of the program."""

    async def changed_elsewhere(self) -> None:
        raise LookupError("a fault of the program")


async def test_the_office_on_a_file_is_the_same_after_a_restart(tmp_path: Path) -> None:
    """The embedded engine keeps every event that the office is made of."""
    clock = ManualClock()
    journal = await SqliteJournal.open(tmp_path / "journal.sqlite", "thu")
    desk = Desk(plan_with(), journal, clock, CountedRandomSource())
    await desk.start()
    running = asyncio.create_task(desk.run())
    for n, command in enumerate(
        [c.OpenCounter(1, "Hoa"), c.IssueTicket("1"), c.CallNext(1), c.Park(1, "chờ")]
    ):
        await desk.submit(Press(f"p{n}", command, "test"))
    running.cancel()
    again = Desk(plan_with(), journal, clock, CountedRandomSource())
    await again.start()
    assert again.office == desk.office
    await journal.close()
