"""The service day that is running: replayed from the journal, turned, and kept to the right time."""

import logging
from collections.abc import Callable, Sequence
from datetime import date, datetime

from server.batch import Batch
from server.clock import Clock
from server.day_changes import leave_day
from server.journal.contract import Entry, Journal
from server.office_clock import OfficeClock
from ticketing.apply import apply_all
from ticketing.clock_judgement import ClockChange, Judgement, is_about, judged, judged_at_start
from ticketing.decide import close_day, reopen_day
from ticketing.events import Events, ServiceDayOpened
from ticketing.office import Office, new_day
from ticketing.plan import OfficePlan
from ticketing.rules.clock import clock_believed, clock_doubted, clock_set, numbers_to_move
from ticketing.values import replace

log = logging.getLogger(__name__)


class RunningDay:
    """The office on its service day, at a position of the journal, and the time that it goes by.

    `remember` is told of every entry that is replayed, `day_turned` whenever another day runs.
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
        self.position = 0

    async def go_on(self, recent: Sequence[Entry]) -> None:
        """Begin with the day of the last entry, and with the clock as far as it is believed."""
        wall, day = self.clock.now(), recent[-1].day
        await self._replay(day)
        self._earlier = max((entry.day for entry in recent if entry.day < day), default=None)
        latest = next((e.at for e in reversed(recent) if e.day == day == e.at.date()), recent[-1].at)
        match judged_at_start(self.office, latest, wall, self._earlier):
            case Judgement.DOUBTED:
                self.clock.follow(latest)
                await self.keep_time()
            case Judgement.FOLLOWED:
                await self._follow(wall, None)
            case Judgement.BELIEVED if wall.date() != day:
                await self._turn_day(wall)
        if self.office.day == wall.date():
            await self._heal(wall, {entry.day for entry in recent})

    async def _heal(self, wall: datetime, days: set[date]) -> None:
        """Today is not over, and no day to come has begun, whatever a clock that was wrong has written."""
        if restored := reopen_day(self.office, wall):
            await self.let_happen(restored, wall)
        for day in sorted(day for day in days if day > wall.date()):
            entries = await self._journal.read_day(day)
            wrong, change = office_of(self._plan, day, entries), ClockChange(wall)
            if numbers_to_move(wrong, self.office, change):
                batch = Batch(self.office, self.position, {day: wrong})
                leave_day(batch, wrong, self.office, entries, change)
                await self.append(batch)

    async def keep_time(self) -> None:
        """Turn the day where it is over; follow the computer's clock where it jumps, or doubt it."""
        now = self.clock.now()
        if now.date() != self.office.day:
            await self._turn_day(now)
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
            to = office_of(self._plan, day, await self._journal.read_day(day))
            batch = Batch(left, self.position, {day: to})
            leave_day(batch, left, to, await self._journal.read_day(left.day), ClockChange(wall, was))
            await self.append(batch)
            self._day_turned()
            await self._replay(day)
        self.clock.follow(wall)

    async def append(self, batch: Batch) -> None:
        """Write a batch, whose office is then the running one. Raises PositionTaken or JournalUnavailable."""
        await self._journal.append(self.position, batch.entries, batch.rows)
        self.office, self.position = batch.office, batch.position

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
        batch = Batch(self.office, self.position, {})
        batch.add(Entry(self.position + 1, self.office.day, now, "", "", made_by, events))
        await self.append(batch)

    async def recover(self) -> None:
        """After a fault: the office is the journal's again."""
        if await self._journal.position() != self.position:
            await self._replay(self.office.day)

    async def _replay(self, day: date) -> None:
        """Make the office that of the journal on this day."""
        entries = await self._journal.read_day(day)
        for entry in entries:
            self._remember(entry)
        office = office_of(self._plan, day, entries)
        dossiers = await self._journal.dossiers(day)
        self.position = await self._journal.position()
        self.office = replace(office, dossiers={dossier.code: dossier for dossier in dossiers})


def office_of(plan: OfficePlan, day: date, entries: Sequence[Entry]) -> Office:
    """The office of a service day as these entries have left it."""
    office = new_day(plan, day)
    for entry in entries:
        office = apply_all(office, entry.events)
    return office
