"""The service day that is running: replayed from the journal, turned, and kept to the right time."""

import logging
from collections.abc import Callable, Sequence
from datetime import date, datetime

from server.batch import Batch, office_of
from server.clock import Clock
from server.day_changes import leave_day
from server.journal.chain import follows
from server.journal.contract import START, Entry, Journal, OutcomeUnknown, PositionTaken
from server.office_clock import OfficeClock
from ticketing.apply import apply_all
from ticketing.clock_events import ClockSet, TicketsMoved
from ticketing.clock_judgement import (
    ClockChange,
    Judgement,
    is_about,
    judged,
    judged_at_start,
    told_without_days_back,
)
from ticketing.decide import close_day, reopen_day
from ticketing.events import Events, ServiceDayOpened
from ticketing.office import Office, new_day
from ticketing.plan import OfficePlan
from ticketing.plan_check import Finding, fit_to_plan, plan_findings
from ticketing.rules.clock import clock_believed, clock_doubted, clock_set, numbers_to_move
from ticketing.rules.losses import Loss, loss_accepted
from ticketing.values import replace
from wording import load

log = logging.getLogger(__name__)

CLOCK_MOVES = (ClockSet, TicketsMoved)


class RunningDay:
    """The office on its service day, at a position of the journal, and the time that it goes by.

    `remember` is told of every entry that is replayed, `day_turned` when a day is over.
    """

    def __init__(
        self,
        plan: OfficePlan,
        journal: Journal,
        clock: Clock,
        *,
        remember: Callable[[Entry], None],
        day_turned: Callable[[], None],
    ) -> None:
        self._plan = plan
        self._journal = journal
        self._remember = remember
        self._day_turned = day_turned
        self._earlier: date | None = None
        self.clock = OfficeClock(clock)
        self.office = new_day(plan, self.clock.now().date())
        self.head = START
        self.unsettled: Batch | None = None
        self._to_pass_over: Loss | None = None

    async def begin(self, recent: Sequence[Entry], loss: Loss | None) -> tuple[Finding, ...]:
        """Go on with the newest day, and put right what of it has no place in the plan, as far as a rule can.

        Answers what that is. Raises what `append` and the journal raise.
        """
        if recent:
            await self.go_on(recent)
        if loss:
            await self.accept_loss(loss)
        findings = plan_findings(self.office)
        if events := fit_to_plan(self.office, self.clock.now(), load(self._plan.language)):
            await self.let_happen(events, self.clock.now(), "plan")
        return findings

    async def go_on(self, recent: Sequence[Entry]) -> None:
        """Begin with the day of the last entry, and with the clock as far as it is believed."""
        wall, day = self.clock.now(), recent[-1].day
        await self._replay(day)
        self._earlier = max((entry.day for entry in recent if entry.day < day), default=None)
        latest = next((e.at for e in reversed(recent) if e.day == day == e.at.date()), recent[-1].at)
        to = self.office if wall.date() == day else await self._office_on(wall.date())
        match judged_at_start(self.office, latest, wall, self._earlier, to.left):
            case Judgement.DOUBTED:
                self.clock.follow(latest)
                await self.keep_time()
            case Judgement.BELIEVED if wall.date() > day:
                await self._turn_day(wall)
            case Judgement.FOLLOWED | Judgement.BELIEVED if wall.date() != day:
                await self._follow(wall, told_without_days_back(self.office, latest, wall))
            case Judgement.FOLLOWED:
                await self._follow(wall, None)
        if self.office.day == wall.date():
            await self._heal(wall, {entry.day for entry in recent})

    async def _office_on(self, day: date) -> Office:
        return office_of(self._plan, day, await self._journal.read_day(day))

    def pass_over(self, loss: Loss) -> None:
        """Accept this loss, and those before it, when the time is next looked at."""
        if before := self._to_pass_over:
            loss = replace(
                loss,
                entries=before.entries + loss.entries,
                beyond=before.beyond + loss.beyond,
                leased_beyond=before.leased_beyond + loss.leased_beyond,
            )
        self._to_pass_over = loss

    async def accept_loss(self, loss: Loss) -> None:
        """Go on without entries that are lost; what they may have given out on other days, too.

        Raises what `append` raises.
        """
        now, others = self.clock.now(), sorted(loss.reached.keys() - {self.office.day})
        past = {day: await self._office_on(day) for day in others}
        batch = Batch(self.office, self.head, past)
        for day, office in past.items():
            beyond = loss.beyond if day > self.office.day else 0
            _, *skipped = loss_accepted(office, now, replace(loss, beyond=beyond))
            batch.happen(day, now, tuple(skipped), "loss")
        log.warning("The record goes on without %d entries that are lost", loss.entries)
        batch.happen(self.office.day, now, loss_accepted(self.office, now, loss), "loss")
        await self.append(batch)

    async def _heal(self, wall: datetime, days: set[date]) -> None:
        """Today is not over, and no day to come has begun, whatever a clock that was wrong has written."""
        if restored := reopen_day(self.office, wall):
            await self.let_happen(restored, wall)
        for day in sorted(day for day in days if day > wall.date()):
            entries = await self._journal.read_day(day)
            wrong, change = office_of(self._plan, day, entries), ClockChange(wall)
            if numbers_to_move(wrong, self.office, change):
                batch = Batch(self.office, self.head, {day: wrong})
                leave_day(batch, wrong, self.office, entries, change)
                await self.append(batch)

    async def keep_time(self) -> None:
        """Turn the day where it is over; follow the computer's clock where it jumps, or doubt it."""
        now = self.clock.now()
        if now.date() != self.office.day:
            await self._turn_day(now)
        if self._to_pass_over:
            await self.accept_loss(self._to_pass_over)
            self._to_pass_over = None
        reading, doubt = self.clock.reading(), self.office.doubt
        match judged(self.office, reading, self._earlier):
            case Judgement.BELIEVED if doubt:
                log.warning("The computer's clock is right again: %s", now)
                await self.let_happen(clock_believed(self.office, now), now)
            case Judgement.FOLLOWED:
                await self._follow(reading.wall, reading.steady)
            case Judgement.DOUBTED if doubt is None or not is_about(doubt, reading):
                log.warning("The computer's clock jumped to %s and is doubted; it is %s", reading.wall, now)
                await self.let_happen(clock_doubted(self.office, now, reading.wall), now)

    async def _follow(self, wall: datetime, was: datetime | None) -> None:
        """It is `wall` by the computer's clock, and no longer `was`, if anybody knows what it was."""
        log.warning("The computer's clock was set to %s; it was %s", wall, was or "unknown")
        if wall.date() == self.office.day:
            await self.let_happen(clock_set(self.office, wall, was), wall)
        else:
            left, day = self.office, wall.date()
            to = await self._office_on(day)
            batch = Batch(left, self.head, {day: to})
            leave_day(batch, left, to, await self._journal.read_day(left.day), ClockChange(wall, was))
            await self.append(batch)
            # What was pressed a minute ago may come again, whichever day that is now.
            await self._replay(day)
        self.clock.follow(wall)

    async def append(self, batch: Batch) -> None:
        """Write a batch, whose office is then the running one.

        Raises PositionTaken, JournalUnavailable, or OutcomeUnknown, after which only `settle` says more.
        """
        try:
            await self._journal.append(self.head, batch.entries, batch.rows)
        except OutcomeUnknown:
            self.unsettled = batch
            raise
        self.office, self.head = batch.office, batch.head

    async def settle(self) -> bool:
        """Whether the batch whose outcome was unknown is on record; if not, it can never be any more.

        A fence, which is an entry without events, is put where the batch was to stand: it takes the place, or
        finds it taken. Raises JournalUnavailable or OutcomeUnknown as long as nobody knows.
        """
        batch = self.unsettled
        if batch is None:
            return False
        fence = Batch(self.office, self.head, {}).fence(self.clock.now())
        is_there = False
        try:
            await self._journal.append(self.head, [fence])
            self.head = fence.head
        except PositionTaken:
            found = await self._journal.read(self.head.position)
            is_there = bool(found) and found[0].chain == batch.entries[0].chain
            if is_there:
                self.office, self.head = batch.office, batch.head
        self.unsettled = None
        return is_there

    async def catch_up(self) -> list[Entry]:
        """Take in what others have appended; answers their entries. Raises what reading raises."""
        foreign: list[Entry] = []
        while entries := await self._journal.read(self.head.position):
            foreign += entries
            for entry in entries:
                self._remember(entry)
            if not follows(entries, self.head) or any(map(self._moves_the_day, entries)):
                await self._go_to(next(filter(self._moves_the_day, reversed(entries)), entries[-1]).day)
                break
            for entry in entries:
                if entry.day == self.office.day:
                    self.office = apply_all(self.office, entry.events)
            self.head = entries[-1].head
        found = await self._journal.head()
        if found.position <= self.head.position and found != self.head:
            log.warning("The journal does not stand at entry %d any more", self.head.position)
            await self._replay(self.office.day)
        return foreign

    def _moves_the_day(self, entry: Entry) -> bool:
        """Whether another server has begun another day with this, or set the clock of this one."""
        is_turn = any(isinstance(event, ServiceDayOpened) for event in entry.events)
        return is_turn or any(isinstance(event, CLOCK_MOVES) for event in entry.events)

    async def _go_to(self, day: date) -> None:
        """Go on with the day that another server has gone to."""
        if day != self.office.day:
            self._day_turned()
            self._earlier = self.office.day
        await self._replay(day)

    async def _turn_day(self, now: datetime) -> None:
        """End the service day and begin the one of `now`, or go on with it if it had begun before."""
        await self.let_happen(close_day(self.office, now), now)
        self._day_turned()
        self._earlier = self.office.day
        await self._replay(now.date())
        opened = () if self.office.has_begun else (ServiceDayOpened(now, now.date()),)
        await self.let_happen(opened, now)

    async def let_happen(self, events: Events, now: datetime, made_by: str = "day") -> None:
        """Put on record what the day brings and nobody has pressed, if anything."""
        if not events:
            return
        batch = Batch(self.office, self.head, {})
        batch.happen(self.office.day, now, events, made_by)
        await self.append(batch)

    async def _replay(self, day: date) -> None:
        """Make the office that of the journal on this day."""
        found = await self._journal.snapshot(day)
        for entry in found.entries:
            self._remember(entry)
        office = office_of(self._plan, day, found.entries)
        self.office = replace(office, dossiers={dossier.code: dossier for dossier in found.dossiers})
        self.head = found.head
