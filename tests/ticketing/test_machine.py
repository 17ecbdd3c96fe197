"""Any history of commands, right and wrong ones, keeps what an office promises."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

import pytest

from tests.rings import RING
from tests.ticketing.calendars import DESK
from tests.ticketing.draws import Draw, any_of, made, one_of, some
from tests.ticketing.history import History, changed_tickets, replayed
from tests.ticketing.jumping_clock import JumpingClock
from tests.ticketing.nonsense import nonsense
from tests.ticketing.plans import HANOI, PLAN, plan_calling, plan_ruling
from tests.ticketing.promises import (
    AT_COUNTER,
    a_counter_and_its_ticket_name_each_other,
    no_duration_is_negative,
    the_lines_hold_whoever_waits_in_order,
    the_stays_of_a_visit_are_its_times,
)
from ticketing import clock_events
from ticketing import commands as c
from ticketing import events as e
from ticketing.answers import answer_to
from ticketing.apply import apply_all
from ticketing.desk_views import counter_view, shared_lists, staff_view
from ticketing.loss_events import LossAccepted, NumbersSkipped
from ticketing.office import Office
from ticketing.refusals import SENTENCES, Refusal
from ticketing.rules.expectation import STEP_MINUTES
from ticketing.tickets import PrintState, Ticket, TicketState
from ticketing.views import board_view, kiosk_view
from ticketing.wire import codec
from ticketing.wire.messages import CommandFrame

S = TicketState
ASIDE = (S.PARKED, S.NO_SHOW)
TICKETS_A_DAY = 40
STEPS = 250
STEPS_BETWEEN_VIEWS = 10  # writing and reading all of them takes longer than the step itself
BY_THE_WRITER_ALONE = {
    clock_events.TicketsMoved,
    clock_events.TicketRestored,
    LossAccepted,
    NumbersSkipped,
}  # tests/simulation and tests/server live through them
UNDOABLE = (
    *(e.TicketCalled, e.TicketServed, e.TicketMissed, e.TicketParked, e.TicketResumed, e.TicketCancelled),
    *(e.ServiceStarted, e.MatterFinished, e.TicketTransferred, e.TicketReturned, e.PriorityConfirmed),
)

PLANS = (
    PLAN,
    plan_calling("strict"),
    plan_calling("head_start"),
    plan_ruling(next_finishes=False, recalls_max=1),
    replace(DESK, rules=replace(DESK.rules, start_after_seconds=5, recalls_max=1, recall_gap_seconds=5)),
)
counters = one_of(1, 2)
texts = one_of("", "Nguyễn", "Nguye\u0302\u0303n")
fields = one_of("1", "2", "3")
issues = made(c.IssueTicket, fields, one_of(None, None, "elderly", "disabled"))
calls = made(c.CallNext, counters, one_of(False, False, True))
undos = made(c.Undo, counters)
outcomes = one_of("", "accepted", "accepted", "accepted", "returned", "guidance", "wonderful")
codes = one_of("", "H1", "H1", "h1", "H2", "H--2")
procedures = one_of("", "", "", "1.001193", "2.000815", "9.9")
due_days = one_of(None, date(2026, 11, 27), date(2026, 11, 27), date(2026, 11, 22))
classes = one_of(None, "elderly", "disabled")
desks = one_of(None, 1, 2)
finishes = made(c.FinishService, counters, outcomes, codes, procedures, due_days)
keys = any_of(
    *(made(key, counters) for key in (c.Recall, c.Recall, c.StartService, c.StartService, c.MarkNoShow)),
    finishes,
    finishes,
    made(c.NextMatter, counters, fields, outcomes, codes, procedures, due_days, texts),
    made(c.StartByRule, counters),
    made(c.Recall, counters, at_desk=one_of("", "1001", "1002")),
    made(c.Park, counters, texts),
    made(c.Transfer, counters, field=fields, note=texts),
    made(c.Transfer, counters, to_counter=counters, note=texts),
)


def about(numbers: Draw) -> Draw:
    """What may be asked about a ticket by its number."""
    return any_of(
        made(c.CallTicket, counters, numbers, one_of(False, True)),
        made(c.Resume, counters, numbers),
        made(c.Transfer, counters, field=fields, number=numbers),
        made(c.Transfer, counters, to_counter=counters, number=numbers),
        made(c.CancelTicket, numbers, texts, one_of(None, 1, 2)),
        made(c.BringBack, numbers, desks),
        made(c.Reopen, numbers, texts, desks),
        made(c.AskReprint, counters, numbers),
        made(c.ConfirmPriority, numbers, classes, desks),
        made(c.ReportPrint, numbers, one_of("printed", "sent", "failed"), texts, one_of(False, True)),
    )


of_desks = any_of(
    made(c.PostMessage, texts, desks),
    made(c.CallLeader, counters, texts),
    made(c.CallHelp, counters),
    made(c.AnswerNotice, one_of(1, 2, 3, 4), desks, one_of("", "right", "wrong")),
    made(c.MarkReady, codes),
    made(c.ReturnDossier, codes),
    made(c.Reappoint, codes, one_of(date(2026, 11, 30), date(2026, 11, 29)), texts),
    made(c.Reappoint, codes, one_of(date(2026, 12, 2)), one_of("máy hỏng")),
)
of_counters = any_of(
    made(c.OpenCounter, counters, one_of("Hoa", "Lan"), one_of(False, True)),
    made(c.CloseCounter, counters),
    made(c.PauseCounter, counters, texts),
    made(c.ResumeCounter, counters),
    made(c.ResumeCounter, counters),
    made(c.AssignFields, counters, some(fields, 1, 3)),
)


def is_act(command: c.Command, happened: tuple[e.Event, ...]) -> bool:
    """Whether a press can be taken back."""
    return not isinstance(command, c.StartByRule) and any(
        isinstance(each, UNDOABLE) for each in happened[-1:]
    )


def as_it_was(ticket: Ticket) -> Ticket:
    """The ticket but for what is known of its paper and its priority, which no Undo forgets."""
    paper = replace(ticket, print_state=PrintState.ISSUED, print_reason="", printed_at=None, copies=0)
    return replace(paper, priority=None, priority_confirmed=False)


class Days(JumpingClock):
    """The days of one office, with every command that anybody may send."""

    def __init__(self, seed: int) -> None:
        random_source = Random(seed)  # noqa: S311 - a history that can be had again, not a secret
        history = History(PLANS[seed % len(PLANS)])
        history.begin_day(datetime(2026, 11, 23, 7, 30, tzinfo=HANOI))
        history.open(1, 2)
        super().__init__(history, random_source)
        self.pressed: list[c.Command] = []
        self.looked_at = history.office

    def live(self) -> History:
        """Everything happens in any order; what is promised is looked at after each step."""
        for step in range(1, STEPS + 1):
            self.random_source.choice(self.acts())()
            self.check_promises()
            if step % STEPS_BETWEEN_VIEWS == 0:
                self.check_views()
        self.check_record()
        return self.history

    def acts(self) -> list[Callable[[], None]]:
        """What can happen now; what stands twice happens twice as often."""
        office = self.history.office
        acts = [
            *super().acts(),
            self.time_passes,
            *[self.citizens_come] * 2,
            self.a_clerk_comes_or_goes,
            *[self.somebody_sees_to_something_else] * 3,
            self.somebody_sends_nonsense,
        ]
        acts += [self.a_clerk_calls] * 2 * any(office.queues.values())
        acts += [self.a_clerk_presses_a_key] * 4 * bool(self.busy())
        acts += [self.a_clerk_names_a_number] * 2 * bool(office.tickets)
        acts += [self.a_clerk_takes_back] * any(counter.undoable for counter in office.counters.values())
        return acts + [self.a_new_day_begins] * (office.ticket_count >= TICKETS_A_DAY)

    def time_passes(self) -> None:
        self.history.wait(seconds=self.random_source.choice((1, 5, 10, 11, 59, 600, 3600)))

    def a_new_day_begins(self) -> None:
        hour = self.random_source.choice((0, 7, 13))
        self.history.end_day()
        open_states = {S.WAITING, S.PARKED, *AT_COUNTER}
        assert self.history.office.with_state(*open_states) == ()
        self.end_day_of_kiosks()
        day = self.history.office.day + timedelta(days=1)
        self.history.begin_day(datetime(day.year, day.month, day.day, hour, tzinfo=HANOI))
        assert self.history.office.tickets == {}
        assert not any(counter.is_open for counter in self.history.office.counters.values())
        self.history.open(1, 2)
        self.before_act.clear()

    def citizens_come(self) -> None:
        if not any(counter.is_open for counter in self.history.office.counters.values()):
            self.history.open(1, 2)
        self.press(issues(self.random_source))
        self.press(issues(self.random_source))

    def a_clerk_calls(self) -> None:
        self.press(calls(self.random_source))

    def a_clerk_presses_a_key(self) -> None:
        busy, key = self.busy(), keys(self.random_source)
        self.press(key if key.counter in busy else replace(key, counter=busy[0]))

    def a_clerk_names_a_number(self) -> None:
        office = self.history.office
        numbers = [ticket.number for ticket in office.with_state(*ASIDE) or office.with_state(*TicketState)]
        self.press(about(one_of(*numbers))(self.random_source))

    def a_clerk_takes_back(self) -> None:
        self.press(undos(self.random_source))

    def a_clerk_comes_or_goes(self) -> None:
        self.press(of_counters(self.random_source))

    def somebody_sees_to_something_else(self) -> None:
        self.press(of_desks(self.random_source))

    def somebody_sends_nonsense(self) -> None:
        self.press(nonsense(self.random_source))

    def busy(self) -> list[int]:
        return [number for number, counter in self.history.office.counters.items() if counter.ticket]

    def press(self, command: c.Command) -> None:
        self.pressed.append(command)
        before, count = self.history.office, len(self.history.events)
        happened = self.history.attempt(command)
        if isinstance(happened, Refusal):
            assert happened.name in SENTENCES
            assert str(happened)
            assert self.history.office is before
            assert len(self.history.events) == count
            return
        self.check_what_was_called(before, command, happened)
        self.check_nobody_came_back_alone(before, command)
        self.check_undo(before, command, happened)
        check_written_and_read(happened, command)

    def check_what_was_called(
        self, before: Office, command: c.Command, happened: tuple[e.Event, ...]
    ) -> None:
        for event in happened:
            if isinstance(event, e.TicketCalled):
                was = before.tickets[event.number].state
                assert was in (S.WAITING, *ASIDE) or isinstance(command, c.Reopen)
                assert was is S.WAITING or isinstance(command, c.CallTicket | c.Reopen)
                assert event.call == before.call_count + 1
                assert event.why.waited_seconds >= 0
                assert event.why.priority_called_since >= 0

    def check_nobody_came_back_alone(self, before: Office, command: c.Command) -> None:
        by_hand = c.CallTicket | c.Resume | c.Transfer | c.CancelTicket | c.BringBack | c.Reopen
        for number in changed_tickets(before, self.history.office):
            was = before.tickets.get(number)
            if was and was.state in ASIDE and self.history.ticket(number).state is not was.state:
                named = isinstance(command, by_hand) and command.number == number
                is_replaced = isinstance(command, c.ReconcileTicket) and command.track == was.track
                assert named or is_replaced or isinstance(command, c.Undo), (command, was)

    def check_undo(self, before: Office, command: c.Command, happened: tuple[e.Event, ...]) -> None:
        counter = getattr(command, "counter", None)
        if isinstance(command, c.Undo):
            self.check_undone(command.counter, happened)
        elif counter and is_act(command, happened):
            begun = (each for each in happened[:-1] if isinstance(each, e.ServiceStarted | e.TicketReopened))
            self.before_act[counter] = apply_all(before, tuple(begun)), self.history.now

    def check_undone(self, counter: int, happened: tuple[e.Event, ...]) -> None:
        undone, *returned = happened
        assert isinstance(undone, e.ActUndone)
        moved = {event.number for event in returned if isinstance(event, e.TicketTransferred)}
        taken_back = {event.dossier for event in returned if isinstance(event, e.DossierTakenBack)}
        before, at = self.before_act.pop(counter)
        for code in taken_back:
            assert self.history.office.dossiers.get(code) == before.dossiers.get(code)
        assert (self.history.now - at).total_seconds() <= before.plan.rules.undo_seconds_max
        for number in {*undone.numbers} - moved:
            assert as_it_was(self.history.ticket(number)) == as_it_was(before.tickets[number])
        is_as_before = replace(before.counters[counter], undoable=None)
        assert self.history.office.counters[counter] == is_as_before
        assert self.history.refusal(c.Undo(counter)) == "nothing-to-undo"

    def check_promises(self) -> None:
        """What is true of the office after every step."""
        before, office = self.looked_at, self.history.office
        a_counter_and_its_ticket_name_each_other(office)
        the_lines_hold_whoever_waits_in_order(office)
        no_duration_is_negative(office)
        the_stays_of_a_visit_are_its_times(before, office, self.history.now)
        self.a_visit_has_one_ticket_that_counts()
        self.looked_at = office

    def check_views(self) -> None:
        """Every view can be written and read."""
        office = self.history.office
        board, kiosk = board_view(office, self.history.now), kiosk_view(office, self.history.now)
        assert codec.decode_view("display", codec.encode_value(board)) == board
        assert codec.decode_view("kiosk", codec.encode_value(kiosk)) == kiosk
        staff = staff_view(office, shared_lists(office), self.history.now)
        assert codec.decode_view("manager", codec.encode_value(staff)) == staff
        counts = staff.today.counts
        assert counts.unstarted <= counts.served <= counts.given == office.ticket_count
        assert set(staff.today.longest) == {ticket.field for ticket in office.with_state(S.WAITING)}
        self.check_expected_waits(board.expected_minutes)
        for number in office.counters:
            view = counter_view(office, number, shared_lists(office))
            assert codec.decode_view("counter", codec.encode_value(view)) == view

    def check_expected_waits(self, expected: Mapping[str, int | None]) -> None:
        """Nobody who has to wait is told 0 minutes."""
        office = self.history.office
        for field, minutes in expected.items():
            callers = [o for o in office.counters.values() if o.is_calling and field in o.fields]
            is_free = any(counter.ticket is None for counter in callers)
            is_ahead = any(numbers for (queue, _), numbers in office.queues.items() if queue == field)
            if minutes is not None and (is_ahead or not is_free):
                assert minutes >= STEP_MINUTES
            assert callers or minutes is None

    def check_record(self) -> None:
        """The events alone, and those that were written and read, lead to the same office."""
        assert replayed(self.history) == self.history.office
        written = codec.decode_events(codec.encode_events(tuple(self.history.events)))
        assert written == tuple(self.history.events)
        self.history.events = list(written)
        assert replayed(self.history) == self.history.office
        issued = [
            (event.at.date(), event.number)
            for event in self.history.events
            if isinstance(event, e.TicketIssued)
        ]
        assert len(issued) == len(set(issued))


def check_written_and_read(happened: tuple[e.Event, ...], command: c.Command) -> None:
    """Events, their answer and the command come out of their bytes as they went in."""
    assert codec.decode_events(codec.encode_events(happened)) == happened
    answer = answer_to(happened)
    kind, raw = codec.encode_answer(answer)
    assert codec.decode_answer(kind, raw) == answer
    frame = CommandFrame("id", codec.command_body(command))
    read = codec.decode_from_screen(codec.encode(frame))
    assert isinstance(read, CommandFrame)
    assert type(codec.command_from(read.command)) is type(command)


@pytest.mark.slow
@pytest.mark.seeded
def test_any_history_keeps_what_an_office_promises() -> None:
    """Whatever is pressed, in whatever order, over several days: the promises of Days hold.

    Every kind of event happens on the way.
    """
    happened: set[type[e.Event]] = set()
    for seed in RING.histories:
        days = Days(seed)
        try:
            happened.update(type(event) for event in days.live().events)
        except BaseException:
            print(f"seed {seed}, press {len(days.pressed)}; the last ones:", *days.pressed[-20:], sep="\n  ")
            raise
    assert set(codec.EVENTS.values()) - happened == BY_THE_WRITER_ALONE
