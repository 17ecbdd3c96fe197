"""Some minutes of one desk on a faulty computer, dense with trouble: the cheapest kind of seed."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from server.idempotency import Press
from server.journal.contract import JournalRefused
from tests.link.virtual_time import passes
from tests.simulation.acts import drawn_press
from tests.simulation.computer import BEAT_SECONDS, SCREENS
from tests.simulation.disk import LYING
from tests.simulation.faulty_clock import JUMPS
from tests.simulation.process import SimulationLoop
from tests.simulation.random_texts import SeededRandomSource
from tests.simulation.watched_day import WatchedDay
from tests.simulation.weather import AFTER_LUNCH, AT_LUNCH
from ticketing import commands as c
from ticketing.answers import Answer
from ticketing.clock_judgement import AWAY_DAYS_MAX, PROVEN_SECONDS
from ticketing.refusals import Refusal

ACTS = 45
PRESSES_AT_ONCE_MAX = 4
CALLS_TO_TROUBLE_MAX = 8
LOOKS_AT_CLOCK = 0.4
SETTLE_SECONDS = 10.0
QUIET_SECONDS = 2 * max(seconds for _, seconds in SCREENS) + 0.5  # a frame that is being read, and the next
ROUNDS_TO_QUIET_MAX = 10
COPIES_OF_LAST = 20
LUNCH_SECONDS_MAX = 720

Act = Callable[[], Awaitable[None]]


class DeskDay(WatchedDay):
    """What happens to one office, its desk and the computer below it."""

    async def live(self) -> None:
        """Everything happens in any order; what is promised is looked at after each step."""
        try:
            await self.computer.start()
            for _ in range(ACTS):
                await self.random_source.choice(self.acts())()
                self.look()
            await self.settle()
        except JournalRefused:
            assert self.weather.disk == LYING, "a disk that tells the truth was taken for a damaged one"
            self.told["damage that was found"] += 1
        finally:
            await self.computer.end()

    def acts(self) -> list[Act]:
        """What can happen now; what stands twice happens twice as often."""
        weather = self.weather
        acts: list[Act] = [*[self.people_press] * 8, self.time_passes, self.time_passes]
        acts += [self.somebody_presses_again] * 2 * bool(self.ledger.open)
        acts += [self.a_copy_comes] * 2 * (weather.copies and bool(self.ledger.acknowledged))
        acts += [self.a_kiosk_has_given_a_number] * bool(self.ledger.leases)
        acts += [self.trouble_with_the_disk] * 3 * bool(weather.disk)
        acts += [self.death_is_near] * 2 * weather.kills + [self.power_is_cut] * weather.power_cuts
        acts += [self.clock_goes_wrong] * 2 * weather.clock
        acts += [self.everybody_has_lunch] * (weather.plan is AT_LUNCH)
        return acts + [self.another_office_file] * (len(weather.plans) > 1)

    async def people_press(self) -> None:
        """Some people press at the same time."""
        presses = self.random_source.randint(1, PRESSES_AT_ONCE_MAX)
        commands = [drawn_press(self.office, self.random_source) for _ in range(presses)]
        await self.press(*map(self.ledger.new, commands))

    async def somebody_presses_again(self) -> None:
        """Who had no answer presses again under the same id."""
        await self.press(*list(self.ledger.open)[:2])

    async def a_copy_comes(self) -> None:
        """A frame comes once more than it was sent, and late."""
        on_record = {entry.request_id for entry in self.computer.journal.entries}
        known = [request_id for request_id in self.ledger.acknowledged if request_id in on_record]
        if known:
            await self.press(self.random_source.choice(known[-COPIES_OF_LAST:]))

    async def a_kiosk_has_given_a_number(self) -> None:
        """A kiosk without its server gives out a number of its lease, and tells of it sooner or later."""
        if self.papers and self.random_source.random() < 0.6:
            paper = self.random_source.choice(self.papers[:2])
            if self.random_source.random() < 0.7:  # else the kiosk will tell of it once more
                self.papers.remove(paper)
            await self.press(self.ledger.new(paper))
            return
        kiosk, lease = self.random_source.choice(self.ledger.leases)
        given = {told.number for told in self.commands() if isinstance(told, c.ReconcileTicket)}
        free = [number for number in lease.numbers if number not in given]
        if free and lease.day == self.clock.truth().date() and self.clock.is_right:
            now, track = self.computer.desk.clock.now(), SeededRandomSource(self.random_source).track()
            self.papers.append(c.ReconcileTicket(free[0], lease.field, None, track, now, kiosk))
            if self.random_source.random() < 0.4:
                self.submit_into_the_dark(c.IssueTicket(lease.field, None, track))

    def submit_into_the_dark(self, command: c.Command) -> None:
        """A press whose answer nobody hears and that nobody sends again."""
        self.told["unheard"] += 1
        press = Press(f"unheard-{self.told['unheard']}", command, "quầy")
        self.computer.desk.submit(press).add_done_callback(_overlook)

    async def time_passes(self) -> None:
        """Seconds or minutes."""
        await passes(self.random_source.choice((0.3, 2.0, 8.0, 45.0, 100.0)))
        await self.revive()

    async def everybody_has_lunch(self) -> None:
        """All counters stop at noon, and go on after it; whoever has a number waits meanwhile."""
        opens = datetime.combine(self.office.day, AFTER_LUNCH.opens, self.clock.truth().tzinfo)
        away = (opens - self.clock.truth()).total_seconds() + 5
        if not 0 < away < LUNCH_SECONDS_MAX:
            return
        calling = [counter.number for counter in self.office.counters.values() if counter.is_calling]
        await self.press(*(self.ledger.new(c.PauseCounter(number)) for number in calling))
        await passes(away)
        await self.revive()
        await self.press(*(self.ledger.new(c.ResumeCounter(number)) for number in calling))
        self.told["lunches"] += 1

    async def trouble_with_the_disk(self) -> None:
        """One of its next calls goes wrong."""
        trouble = self.random_source.choice(self.weather.disk)
        self.computer.disk.trouble_in(self.random_source.randint(1, CALLS_TO_TROUBLE_MAX), trouble)

    async def death_is_near(self) -> None:
        """The server is killed some steps from now; what it has written is there."""
        self.computer.die_soon()

    async def power_is_cut(self) -> None:
        """The computer is off, perhaps while people press, with whatever was not synced."""
        if self.random_source.random() < 0.5:
            for command in [drawn_press(self.office, self.random_source) for _ in range(2)]:
                press = Press(self.ledger.new(command), command, "quầy")
                self.computer.desk.submit(press).add_done_callback(_overlook)
            for _ in range(self.random_source.randint(1, 12)):
                await asyncio.sleep(0)
        self.computer.process.end()
        self.computer.disk.power_cut()
        await self.revive()

    async def clock_goes_wrong(self) -> None:
        """The computer's clock is set, runs slow or stands still; or it is right again."""
        if not self.clock.is_right:
            self.clock.set_right()
        elif self.random_source.random() < 0.7:
            self.clock.jump(self.random_source.choice(JUMPS))
        else:
            self.clock.run_at(self.random_source.choice((0.0, 0.5, 1.5)))
        self.told["clock faults"] += 1

    async def another_office_file(self) -> None:
        """The server is started anew under another file: fields and counters come and go."""
        self.computer.process.end()
        self.computer.plan = self.random_source.choice(self.weather.plans)
        self.told["office files"] += 1
        await self.revive()

    async def revive(self) -> None:
        """A server that has died is started again, sometimes by somebody who looks at the clock."""
        if self.computer.process.is_dead:
            await self.computer.end()
            self.told["deaths"] += 1
            if not self.may_start_by_a_wrong_clock() or self.random_source.random() < LOOKS_AT_CLOCK:
                self.clock.set_right()
            self.told["starts by a wrong clock"] += not self.clock.is_right
            await self.computer.start()
            self.check_start()

    def may_start_by_a_wrong_clock(self) -> bool:
        """Not if that looks like a morning to come, or the office has taken another day for today."""
        today = self.clock.truth().date()
        days_ahead = (self.clock.now().date() - today).days
        return self.weather.clock and self.office.day == today and not 0 < days_ahead <= AWAY_DAYS_MAX

    async def press(self, *request_ids: str) -> None:
        """Press, all at once, and take the answers in; of a server that dies there are none."""
        known = self.ledger.acknowledged
        presses = {i: self.ledger.open[i] if i in self.ledger.open else known[i][0] for i in request_ids}
        answers = {i: self.computer.desk.submit(Press(i, presses[i], "quầy")) for i in request_ids}
        await self.computer.until_dead_or(*answers.values())
        for request_id, answer in answers.items():
            self.take_in(request_id, presses[request_id], answer)
        await self.revive()

    def take_in(self, request_id: str, command: c.Command, answer: asyncio.Future[Answer]) -> None:
        """What became of a press; whatever a dead server would have said nobody hears."""
        if self.computer.process.is_dead or not answer.done() or answer.cancelled():
            answer.cancel()
            answer.add_done_callback(_overlook)
            self.told["unanswered"] += 1
        elif isinstance(refusal := answer.exception(), Refusal):
            self.ledger.turned_down(request_id, refusal)
            self.told[refusal.name] += 1
        else:
            self.ledger.answered(request_id, command, answer.result())
            self.told["answers"] += 1

    def commands(self) -> list[c.Command]:
        """Everything that was pressed and that papers tell of."""
        told = [command for command, _ in self.ledger.acknowledged.values()]
        return [*told, *self.ledger.open.values(), *self.papers]

    async def settle(self) -> None:
        """Nothing goes wrong any more: everybody has an answer, and everything is right."""
        self.weather = self.computer.weather = self.weather.fair
        self.computer.disk.heal()
        self.computer.process.spare()
        await self.revive()
        if self.weather.clock:
            await self.clock_is_right()
        while self.papers:
            self.ledger.new(self.papers.pop())
        while self.ledger.open:
            await self.press(*list(self.ledger.open))
        await passes(SETTLE_SECONDS)
        await self.quiet_comes()
        self.check()

    async def quiet_comes(self) -> None:
        """Who looks has seen what a rule did last, and a beat has told of what time alone has changed."""
        for _ in range(ROUNDS_TO_QUIET_MAX):
            entries = len(self.computer.journal.entries)
            await passes(QUIET_SECONDS)
            now, plan = self.clock.truth(), self.computer.plan
            before = now - timedelta(seconds=BEAT_SECONDS + QUIET_SECONDS)
            is_same = (now.date(), plan.session_at(now)) == (before.date(), plan.session_at(before))
            if is_same and len(self.computer.journal.entries) == entries:
                return

    async def clock_is_right(self) -> None:
        """It stays so, and staff confirm it where the office does not know what to believe."""
        self.clock.set_right()
        await passes(2 * PROVEN_SECONDS + 10)
        if doubt := self.office.doubt:
            await self.press(self.ledger.new(c.AnswerNotice(doubt.notice, clock="right", role="manager")))
            await passes(BEAT_SECONDS + 1)


def _overlook(done: asyncio.Future[Answer]) -> None:
    """Nobody hears what a dead server would have said."""
    if not done.cancelled():
        done.exception()


def live_a_desk_day(seed: int) -> DeskDay:
    """Live through a seed; raises AssertionError where a promise is broken."""
    day = DeskDay(seed)
    with asyncio.Runner(loop_factory=SimulationLoop) as runner:
        runner.run(day.live())
    return day
