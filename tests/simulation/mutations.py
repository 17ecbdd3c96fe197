"""Faults planted in the product, one at a time: each is to be found within a named number of seeds."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

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
from ticketing import apply, decide, open_time
from ticketing import commands as c
from ticketing import events as e
from ticketing.clock_judgement import Judgement, judged
from ticketing.office import Counter, Office
from ticketing.refusals import Refusal
from ticketing.rules import calling, leases
from ticketing.tickets import TicketState

Patch = pytest.MonkeyPatch


@dataclass(frozen=True)
class Mutation:
    """A fault by name, how it is planted, and within how many seeds it is to be found."""

    name: str
    plant: Callable[[Patch], None]
    within: int


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
    patch.setattr(running_day, "close_day", _always(()))


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
    patch.setattr(desk.Desk, "_remember", _always(None))


def every_frame_counts(patch: Patch) -> None:
    """A copy of a press is carried out as another one."""
    patch.setattr(idempotency.PressMemory, "first_result", _always(None))


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


def _always(value: object) -> Callable[..., Any]:
    return lambda *_: value


def _fold(patch: Patch, kind: type[e.Event], changed: Callable[[Office, Office, Any], Office]) -> None:
    """Let the office after an event of this kind be another one."""
    right = apply._FOLDS[kind]

    def fold(office: Office, event: Any) -> Office:
        return changed(office, right(office, event), event)

    patch.setitem(apply._FOLDS, kind, fold)


def who_is_called_stays_in_line(patch: Patch) -> None:
    """A number that is called can be called again by the next counter."""
    _fold(patch, e.TicketCalled, lambda before, after, _: replace(after, queues=before.queues))


def a_transfer_loses_its_ticket(patch: Patch) -> None:
    """Who is sent to another field stands in no line."""

    def lost(before: Office, after: Office, event: e.TicketTransferred) -> Office:
        lines = {k: tuple(n for n in line if n != event.number) for k, line in after.queues.items()}
        return replace(after, queues=lines)

    _fold(patch, e.TicketTransferred, lost)


def a_late_ticket_stands_last(patch: Patch) -> None:
    """The moment on a kiosk's paper does not count."""

    def last(before: Office, after: Office, event: e.TicketIssued) -> Office:
        if event.taken_at is None:
            return after
        lines = {
            key: (*(n for n in line if n != event.number), *(n for n in line if n == event.number))
            for key, line in after.queues.items()
        }
        return replace(after, queues=lines)

    _fold(patch, e.TicketIssued, last)


def a_counter_takes_back_anothers_act(patch: Patch) -> None:
    """Undo finds whatever was done last at the counter beside."""
    undo = decide.DECISIONS[c.Undo]

    def of_another(office: Office, command: c.Undo, now: datetime) -> e.Events:
        other = command.counter % 3 + 1
        return undo(office, c.Undo(other if office.counter(other).undoable else command.counter), now)

    patch.setitem(decide.DECISIONS, c.Undo, of_another)


def a_lease_goes_to_two_kiosks(patch: Patch) -> None:
    """Numbers that are set aside for one kiosk are given to another one, too."""
    patch.setattr(leases, "_unused", lambda office, field, _: _held_of(office, field))


def _held_of(office: Office, field: str) -> tuple[str, ...]:
    held = office.leased.items()
    return tuple(n for n, lease in held if lease.field == field and n not in office.tickets)


def leased_numbers_are_given_at_the_server(patch: Patch) -> None:
    """A number on a kiosk's paper is taken off the record by the next paper."""
    patch.setattr(leases, "_set_aside", lambda office, _: office)
    patch.setitem(apply._FOLDS, e.NumbersLeased, lambda office, _: office)


def a_late_ticket_comes_on_record_twice(patch: Patch) -> None:
    """A paper that is told of again is another ticket."""
    reconcile = decide.DECISIONS[c.ReconcileTicket]

    def anew(office: Office, command: c.ReconcileTicket, now: datetime) -> e.Events:
        known = office.tickets.get(command.number)
        if known is None:
            return reconcile(office, command, now)
        place = office.ticket_count + 1
        return (e.TicketIssued(now, known.number, known.field, None, place, 0, None, known.track),)

    patch.setitem(decide.DECISIONS, c.ReconcileTicket, anew)


def what_a_visit_had_stays_in_line(patch: Patch) -> None:
    """The number that a citizen never saw waits beside the one on the paper."""
    patch.setattr(leases, "_replaced", _always(()))


def lunch_is_waited_through(patch: Patch) -> None:
    """Waits go by the clock, also while the office is closed."""
    open_stretches = open_time.open_stretches

    def through(office: Office, zone: Any) -> Any:
        day = datetime.combine(office.day, time.min, zone)
        whole_day = open_time.OpenStretch(day, day + timedelta(days=1), day + timedelta(days=1))
        return (whole_day,) if open_stretches(office, zone) else ()

    patch.setattr(open_time, "open_stretches", through)


def the_last_is_first(patch: Patch) -> None:
    """Of those alike, whoever came last is called."""
    next_ticket = calling.next_ticket

    def youngest(office: Office, counter: Counter, now: datetime) -> Any:
        choice = next_ticket(office, counter, now)
        if choice is None:
            return None
        like = choice.ticket.queue, choice.ticket.priority
        waiting = office.with_state(TicketState.WAITING)
        return replace(choice, ticket=[t for t in waiting if (t.queue, t.priority) == like][-1])

    patch.setattr(calling, "next_ticket", youngest)


def priority_is_not_counted(patch: Patch) -> None:
    """No priority number ever waits for its share."""
    next_ticket = calling.next_ticket

    def always(office: Office, counter: Counter, now: datetime) -> Any:
        policy = replace(office.plan.policy, kind="strict")
        return next_ticket(replace(office, plan=replace(office.plan, policy=policy)), counter, now)

    patch.setattr(calling, "next_ticket", always)


def numbers_begin_again(patch: Patch) -> None:
    """What a field has given out so far is forgotten at a priority number."""

    def forgotten(before: Office, after: Office, event: e.TicketIssued) -> Office:
        return replace(after, serials=before.serials, tickets=before.tickets) if event.priority else after

    _fold(patch, e.TicketIssued, forgotten)


def dossiers_are_forgotten(patch: Patch) -> None:
    """A replay leaves out what is on record of dossiers."""
    replay = running_day.RunningDay._replay

    async def without(day: running_day.RunningDay, of: Any) -> None:
        await replay(day, of)
        day.office = replace(day.office, dossiers={})

    patch.setattr(running_day.RunningDay, "_replay", without)


def an_anchor_is_not_looked_at(patch: Patch) -> None:
    """A start does not ask whether there is less than was acknowledged."""
    patch.setattr(log_journal.LogJournal, "_check_anchor", _always(None))


def the_older_slot_is_believed(patch: Patch) -> None:
    """Of the anchor's two slots the one that was written before counts."""
    patch.setattr(log_journal, "_newest", _always((0, None)))


def entries_are_sealed_without_what_was_before(patch: Patch) -> None:
    """The chain of an entry does not go over the one before it."""
    patch.setattr(batch, "sealed", lambda entry, _: sealed(entry, b""))
    patch.setattr(running_day, "sealed", lambda entry, _: sealed(entry, b""))
    patch.setattr(log_journal, "follows", _always(True))


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


DESK_DAYS = (
    Mutation("the clock only goes forward", the_clock_only_goes_forward, 50),
    Mutation("every jump is followed", every_jump_is_followed, 80),
    Mutation("a day ends at its beginning", a_day_ends_at_its_beginning, 50),
    Mutation("nobody lapses", nobody_lapses, 50),
    Mutation("refusals keep their frames", refusals_keep_their_frames, 15),
    Mutation("answers leave before the commit", answers_leave_before_the_commit, 15),
    Mutation("rows come later", rows_come_later, 15),
    Mutation("a refused draft stays", a_refused_draft_stays, 15),
    Mutation("a refusal of the disk is overlooked", a_refusal_of_the_disk_is_overlooked, 15),
    Mutation("an unknown outcome is taken for good", an_unknown_outcome_is_taken_for_good, 15),
    Mutation("an unknown outcome is taken for none", an_unknown_outcome_is_taken_for_none, 15),
    Mutation("no fence is put", no_fence_is_put, 80),
    Mutation("a restart forgets request ids", a_restart_forgets_request_ids, 15),
    Mutation("every frame counts", every_frame_counts, 15),
    Mutation("midnight forgets request ids", midnight_forgets_request_ids, 50),
    Mutation("an old view follows a new one", an_old_view_follows_a_new_one, 15),
    Mutation("a view in the way stays", a_view_in_the_way_stays, 15),
    Mutation("views are of the state before", views_are_of_the_state_before, 15),
    Mutation("who is called stays in line", who_is_called_stays_in_line, 15),
    Mutation("a transfer loses its ticket", a_transfer_loses_its_ticket, 15),
    Mutation("a late ticket stands last", a_late_ticket_stands_last, 50),
    Mutation("a counter takes back another's act", a_counter_takes_back_anothers_act, 15),
    Mutation("a lease goes to two kiosks", a_lease_goes_to_two_kiosks, 50),
    Mutation("leased numbers are not set aside", leased_numbers_are_given_at_the_server, 50),
    Mutation("a late ticket comes on record twice", a_late_ticket_comes_on_record_twice, 50),
    Mutation("what a visit had stays in line", what_a_visit_had_stays_in_line, 50),
    Mutation("lunch is waited through", lunch_is_waited_through, 80),
    Mutation("the last is first", the_last_is_first, 15),
    Mutation("priority is not counted", priority_is_not_counted, 15),
    Mutation("numbers begin again", numbers_begin_again, 15),
    Mutation("dossiers are forgotten", dossiers_are_forgotten, 15),
    Mutation("an anchor is not looked at", an_anchor_is_not_looked_at, 50),
    Mutation("the older slot is believed", the_older_slot_is_believed, 50),
    Mutation("entries are sealed alone", entries_are_sealed_without_what_was_before, 15),
)
"""Faults that days of one desk find."""

TWO_DESKS = (
    Mutation("a snapshot is of three moments", a_snapshot_is_of_three_moments, 15),
    Mutation("a taken position is overlooked", a_taken_position_is_overlooked, 3),
    Mutation("nobody catches up", nobody_catches_up, 3),
)
"""Faults that two desks on one journal find."""
