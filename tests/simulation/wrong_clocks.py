"""Days of an office whose computer's clock is wrong now and then, beside the time that it really is."""

from collections import Counter as Tally
from datetime import datetime, timedelta
from random import Random

from tests.server.desk_at_work import DeskAtWork
from tests.server.fakes import ManualClock
from tests.server.journal.memory import MemoryJournal
from tests.simulation.faulty_clock import JUMPS
from tests.ticketing.plans import MONDAY_MORNING, PLAN
from ticketing import commands as c
from ticketing.answers import CallAnswer, TicketAnswer
from ticketing.clock_judgement import PROVEN_SECONDS
from ticketing.refusals import Refusal
from ticketing.tickets import Ticket, TicketState

ACTS = 160
COUNTERS = (1, 2, 3)
AT_COUNTER = (TicketState.CALLED, TicketState.SERVING)
LOOKS_LIKE_A_MORNING = (timedelta(days=1), timedelta(days=2))
"""A start at which the clock is ahead by so much is that of the next day for all that the office can know."""
BECAUSE_OF_THE_DAY = "service-day-over"


class WrongClocks:
    """One day: what people do, with the clock set wrong and right at any moment, between any two presses.

    `seed` decides everything. What is promised is looked at when the clock has been right for a while.
    """

    def __init__(self, seed: int) -> None:
        self.random_source = Random(seed)  # noqa: S311 - a day that can be had again
        self.work = DeskAtWork(PLAN, MemoryJournal())
        self.off = timedelta()
        self.issued: list[str] = []
        self.waiting_since: dict[str, datetime] = {}
        self.waited: dict[str, timedelta] = {}
        self.jumps: Tally[str] = Tally()
        self.refused: Tally[str] = Tally()

    @property
    def clock(self) -> ManualClock:
        """The computer's clock."""
        return self.work.clock

    def now(self) -> datetime:
        """The time that it really is."""
        return MONDAY_MORNING + timedelta(seconds=self.clock.gone_by)

    async def live(self) -> None:
        """Everything happens in any order."""
        await self.work.start()
        for counter in COUNTERS:
            await self.press(c.OpenCounter(counter, f"Hoa {counter}"))
        for _ in range(ACTS):
            await self.random_source.choice(
                (self.issue, self.issue, self.call, self.call, self.serve, self.time_passes, self.jump)
            )()
        await self.set_right()
        self.check()
        assert not self.refused[BECAUSE_OF_THE_DAY]
        before = self.work.desk.office
        await self.work.start()
        assert self.work.desk.office == before
        await self.work.end()

    async def press(self, command: c.Command) -> object:
        """What a command is answered, be it a refusal; none is refused because of the day."""
        try:
            return await self.work.press(command)
        except Refusal as refusal:
            self.refused[refusal.name] += 1
            return refusal

    async def issue(self) -> None:
        """A citizen takes a number, which is given at any time."""
        answer = await self.press(c.IssueTicket(self.random_source.choice("123")))
        assert isinstance(answer, TicketAnswer)
        self.issued.append(answer.number)
        self.waiting_since[answer.number] = self.now()

    async def call(self) -> None:
        """A counter finishes what it has and calls whoever is next."""
        counter = self.random_source.choice(COUNTERS)
        await self.press(c.FinishService(counter))
        answer = await self.press(c.CallNext(counter))
        if isinstance(answer, CallAnswer) and answer.number in self.waiting_since:
            self.waited[answer.number] = self.now() - self.waiting_since[answer.number]
        if isinstance(answer, CallAnswer):
            await self.press(c.StartService(counter))

    async def serve(self) -> None:
        """Something that happens at a counter besides."""
        counter = self.random_source.choice(COUNTERS)
        command = self.random_source.choice((c.FinishService, c.Park, c.Recall, c.MarkNoShow, c.CallHelp))
        await self.press(command(counter))

    async def time_passes(self) -> None:
        """Some seconds or minutes, with a heartbeat or without one."""
        self.clock.forward(seconds=self.random_source.choice((1, 4, 30, 240)))
        if self.random_source.random() < 0.5:
            self.work.desk.wake()
            await self.press(c.ReportPrint("0", "sent"))

    async def jump(self) -> None:
        """The clock is set wrong, or right again; the server may be started anew."""
        if self.off:
            await self.set_right()
        else:
            self.off = self.random_source.choice(JUMPS)
            self.clock.moment += self.off
            self.jumps[str(self.off)] += 1
        if self.off not in LOOKS_LIKE_A_MORNING and self.random_source.random() < 0.3:
            await self.start_anew()

    async def start_anew(self) -> None:
        """The server is started by whatever the clock says; how long it was off it can't know then."""
        if self.off or abs(self.work.desk.clock.now() - self.now()) > timedelta(seconds=2):
            self.waiting_since.clear()
        await self.work.start()

    async def set_right(self) -> None:
        """The clock is right, and stays so until nothing is in doubt, which staff may have to say."""
        self.clock.moment -= self.off
        self.off = timedelta()
        for _ in range(2):
            self.work.desk.wake()
            await self.press(c.ReportPrint("0", "sent"))
            self.clock.forward(seconds=PROVEN_SECONDS + 1)
        if doubt := self.work.desk.office.doubt:
            await self.press(c.AnswerNotice(doubt.notice, clock="right", role="manager"))
        self.work.desk.wake()
        await self.press(c.ReportPrint("0", "sent"))

    def check(self) -> None:
        """The right day and time, every number once and nobody lapsed, lines in order, true waits."""
        office = self.work.desk.office
        assert (office.day, office.doubt) == (MONDAY_MORNING.date(), None)
        assert abs(self.work.desk.clock.now() - self.now()) <= timedelta(seconds=2)
        assert len(self.issued) == len(set(self.issued))
        assert set(office.tickets) == set(self.issued)
        assert not office.with_state(TicketState.LAPSED)
        for numbers in office.queues.values():
            assert list(numbers) == sorted(numbers, key=self.issued.index)
        for number, waited in self.waited.items():
            self.check_wait(office.tickets[number], waited)

    def check_wait(self, ticket: Ticket, waited: timedelta) -> None:
        """What was waited until the first call is what really went by."""
        seconds = ticket.first_wait_seconds
        assert seconds is not None
        assert abs(seconds - waited.total_seconds()) <= 1, (ticket, waited)
