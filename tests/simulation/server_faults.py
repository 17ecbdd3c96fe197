"""Faults of clock, record, memory and screens that the simulation must find."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from server import batch, desk, hub, idempotency, office_clock, running_day
from server.batch import Batch
from server.journal.chain import sealed
from server.journal.contract import (
    NO_ROWS,
    Entry,
    Head,
    JournalUnavailable,
    OutcomeUnknown,
    PositionTaken,
    Rows,
    Snapshot,
)
from tests.server.journal.memory import MemoryJournal, YieldingJournal
from tests.simulation import log_journal
from tests.simulation.planting import Patch, always
from ticketing import decide
from ticketing import events as e
from ticketing.clock_judgement import Judgement, judged
from ticketing.office import Office
from ticketing.refusals import Refusal


def the_clock_only_goes_forward(patch: Patch) -> None:
    """Whatever the computer's clock has said once is believed for good."""

    def now(clock: office_clock.OfficeClock) -> datetime:
        clock.follow(max(clock._clock.now(), clock._shown))
        return clock._shown

    patch.setattr(office_clock.OfficeClock, "now", now)


def every_jump_is_followed(patch: Patch) -> None:
    """Nobody doubts a clock that jumps to another day."""

    def followed(*asked: Any) -> Judgement:
        found = judged(*asked)
        return Judgement.FOLLOWED if found is Judgement.DOUBTED else found

    patch.setattr("server.running_day.judged", followed)


def a_day_ends_at_its_beginning(patch: Patch) -> None:
    """Whoever waits in the evening has lapsed at the midnight before."""
    close_day = decide.close_day

    def closed(office: Office, now: datetime) -> e.Events:
        return close_day(office, datetime.combine(office.day, time.min, now.tzinfo))

    patch.setattr(running_day, "close_day", closed)


def nobody_lapses(patch: Patch) -> None:
    """A day ends, and whoever waited goes on waiting on it."""
    patch.setattr(running_day, "close_day", always(()))


def refusals_keep_their_frames(patch: Patch) -> None:
    """What is remembered of a refused press is the exception that was raised."""
    patch.setattr(Refusal, "again", lambda refusal: refusal)


def answers_leave_before_the_commit(patch: Patch) -> None:
    """A press is answered while its entries are still on their way to the disk."""

    async def append(day: running_day.RunningDay, group: Batch) -> None:
        asyncio.ensure_future(day._journal.append(day.head, group.entries, group.rows))  # noqa: RUF006 - the fault
        day.office, day.head = group.office, group.head
        await asyncio.sleep(0)

    patch.setattr(running_day.RunningDay, "append", append)


def rows_come_later(patch: Patch) -> None:
    """What entries change of the wait log is written with the next ones."""
    append = log_journal.LogJournal.append
    late: dict[Any, Rows] = {}

    async def apart(journal: Any, after: Head, entries: Sequence[Entry], rows: Rows = NO_ROWS) -> None:
        await append(journal, after, entries, late.get(journal, NO_ROWS))
        late[journal] = rows

    patch.setattr(log_journal.LogJournal, "append", apart)


def a_refused_draft_stays(patch: Patch) -> None:
    """The office goes on as if the disk had taken what it refused."""
    append = running_day.RunningDay.append

    async def appended(day: running_day.RunningDay, group: Batch) -> None:
        try:
            await append(day, group)
        except JournalUnavailable:
            day.office = group.office
            raise

    patch.setattr(running_day.RunningDay, "append", appended)


def a_refusal_of_the_disk_is_overlooked(patch: Patch) -> None:
    """A press that the disk has refused is answered."""
    append = running_day.RunningDay.append

    async def appended(day: running_day.RunningDay, group: Batch) -> None:
        try:
            await append(day, group)
        except JournalUnavailable:
            day.office = group.office

    patch.setattr(running_day.RunningDay, "append", appended)


def an_unknown_outcome_is_taken_for_good(patch: Patch) -> None:
    """After a failed sync everybody is told that all is on disk."""
    append = running_day.RunningDay.append

    async def appended(day: running_day.RunningDay, group: Batch) -> None:
        try:
            await append(day, group)
        except OutcomeUnknown:
            day.unsettled = None
            day.office, day.head = group.office, group.head

    patch.setattr(running_day.RunningDay, "append", appended)


def an_unknown_outcome_is_taken_for_none(patch: Patch) -> None:
    """After a failed sync everybody is told that nothing has happened."""
    append = running_day.RunningDay.append

    async def appended(day: running_day.RunningDay, group: Batch) -> None:
        try:
            await append(day, group)
        except OutcomeUnknown as error:
            day.unsettled = None
            raise JournalUnavailable(str(error)) from error

    patch.setattr(running_day.RunningDay, "append", appended)


def no_fence_is_put(patch: Patch) -> None:
    """Whether a group is on record is read, without anything in the place where it may still come."""

    async def settle(day: running_day.RunningDay) -> bool:
        group, day.unsettled = day.unsettled, None
        found = await day._journal.read(day.head.position)
        is_there = bool(group and found and found[0].chain == group.entries[0].chain)
        if group and is_there:
            day.office, day.head = group.office, group.head
        return is_there

    patch.setattr(running_day.RunningDay, "settle", settle)


def a_restart_forgets_request_ids(patch: Patch) -> None:
    """A press of before the restart is a new one."""
    patch.setattr(desk.Desk, "_remember", always(None))


def every_frame_counts(patch: Patch) -> None:
    """A copy of a press is carried out as another one."""
    patch.setattr(idempotency.PressMemory, "first_result", always(None))


def midnight_forgets_request_ids(patch: Patch) -> None:
    """A press of before midnight is a new one."""

    def turn_day(memory: idempotency.PressMemory) -> None:
        memory._today.clear()

    patch.setattr(idempotency.PressMemory, "turn_day", turn_day)


def an_old_view_follows_a_new_one(patch: Patch) -> None:
    """A screen is sent the view before once more."""
    show = hub.Outbox.show

    def shown(outbox: Any, text: str) -> None:
        show(outbox, text)
        if before := shown_before.get(outbox):
            asyncio.get_running_loop().call_later(0.2, show, outbox, before)
        shown_before[outbox] = text

    shown_before: dict[Any, str] = {}
    patch.setattr(hub.Outbox, "show", shown)


def a_view_in_the_way_stays(patch: Patch) -> None:
    """A newer view does not take the place of one that was not sent yet."""
    show = hub.Outbox.show

    def shown(outbox: Any, text: str) -> None:
        if outbox._view is None:
            show(outbox, text)

    patch.setattr(hub.Outbox, "show", shown)


def views_are_of_the_state_before(patch: Patch) -> None:
    """Every screen is shown what was so before the last press."""
    publish = hub.Hub.publish
    before: dict[hub.Hub, Office] = {}

    def published(of: hub.Hub, office: Office, position: int) -> None:
        publish(of, before.get(of, office), position)
        before[of] = office

    patch.setattr(hub.Hub, "publish", published)


def dossiers_are_forgotten(patch: Patch) -> None:
    """A replay leaves out what is on record of dossiers."""
    replay = running_day.RunningDay._replay

    async def without(day: running_day.RunningDay, of: Any) -> None:
        await replay(day, of)
        day.office = replace(day.office, dossiers={})

    patch.setattr(running_day.RunningDay, "_replay", without)


def an_anchor_is_not_looked_at(patch: Patch) -> None:
    """A start does not ask whether there is less than was acknowledged."""
    patch.setattr(log_journal.LogJournal, "_check_anchor", always(None))


def the_older_slot_is_believed(patch: Patch) -> None:
    """Of the anchor's two slots the one that was written before counts."""
    patch.setattr(log_journal, "_newest", always((0, None)))


def entries_are_sealed_without_what_was_before(patch: Patch) -> None:
    """The chain of an entry does not go over the one before it."""
    patch.setattr(batch, "sealed", lambda entry, _: sealed(entry, b""))
    patch.setattr(log_journal, "follows", always(True))


async def _three_moments(journal: YieldingJournal, day: date) -> Snapshot:
    found = await MemoryJournal.snapshot(journal, day)
    await journal._turns.pass_by()
    return replace(found, head=await journal.head())


def a_snapshot_is_of_three_moments(patch: Patch) -> None:
    """A day's entries are read first, and then where the journal stands."""
    patch.setattr(YieldingJournal, "snapshot", _three_moments)


def a_taken_position_is_overlooked(patch: Patch) -> None:
    """What was decided before another server wrote is written behind it as it is."""
    append = running_day.RunningDay.append

    async def appended(day: running_day.RunningDay, group: Batch) -> None:
        try:
            await append(day, group)
        except PositionTaken:
            head = day.head = await day._journal.head()
            for at, entry in enumerate(group.entries):
                moved = sealed(replace(entry, position=head.position + 1), head.chain)
                group.entries[at], head = moved, moved.head
            group.head = head
            await append(day, group)

    patch.setattr(running_day.RunningDay, "append", appended)


def nobody_catches_up(patch: Patch) -> None:
    """What another server has written is not taken in."""

    async def catch_up(day: running_day.RunningDay) -> list[Entry]:
        day.head = await day._journal.head()
        return []

    patch.setattr(running_day.RunningDay, "catch_up", catch_up)
