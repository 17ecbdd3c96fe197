"""Any history of commands, right and wrong ones, keeps what an office promises."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.rings import RING
from tests.ticketing.calendars import DESK
from tests.ticketing.history import History, changed_tickets, replayed
from tests.ticketing.offline_kiosks import OfflineKiosks
from tests.ticketing.plans import HANOI, PLAN, plan_calling, plan_ruling
from ticketing import commands as c
from ticketing import events as e
from ticketing.answers import answer_to
from ticketing.desk_views import counter_view, shared_lists, staff_view
from ticketing.office import Office
from ticketing.refusals import SENTENCES, Refusal
from ticketing.tickets import PrintState, Ticket, TicketState
from ticketing.views import board_view, kiosk_view
from ticketing.visits import visit_of
from ticketing.wire import codec
from ticketing.wire.messages import CommandFrame

S = TicketState
AT_COUNTER = (S.CALLED, S.SERVING)
ASIDE = (S.PARKED, S.NO_SHOW)
TICKETS_A_DAY = 12
STEPS_BETWEEN_VIEWS = 10  # writing and reading all of them takes longer than the step itself
UNDOABLE = (e.TicketCalled, e.TicketServed, e.TicketMissed, e.TicketParked)

plans = st.sampled_from(
    (
        PLAN,
        plan_calling("strict"),
        plan_calling("head_start"),
        plan_ruling(next_finishes=False, recalls_max=1),
        replace(DESK, rules=replace(DESK.rules, start_after_seconds=5, recalls_max=1)),
    )
)
counters = st.sampled_from((1, 2))
texts = st.sampled_from(("", "Nguyễn", "Nguye\u0302\u0303n"))
fields = st.sampled_from(("1", "2", "3"))
issues = st.builds(c.IssueTicket, fields, st.sampled_from((None, None, "elderly", "disabled")))
calls = st.builds(c.CallNext, counters)
undos = st.builds(c.Undo, counters)
outcomes = st.sampled_from(("", "accepted", "accepted", "returned", "guidance", "wonderful"))
codes = st.sampled_from(("", "H1", "h2", "H3", "H--3"))
procedures = st.sampled_from(("", "", "1.001193", "2.000815", "9.9"))
due_days = st.sampled_from((None, None, date(2026, 11, 27), date(2026, 11, 22)))
classes = st.sampled_from((None, "elderly", "disabled"))
desks = st.sampled_from((None, 1, 2))
finishes = st.builds(c.FinishService, counters, outcomes, codes, procedures, due_days)
keys = st.one_of(
    *(st.builds(key, counters) for key in (c.Recall, c.Recall, c.StartService, c.StartService, c.MarkNoShow)),
    finishes,
    st.builds(c.NextMatter, counters, fields, outcomes, codes, procedures, due_days, texts),
    st.builds(c.StartByRule, counters),
    st.builds(c.Recall, counters, at_desk=st.sampled_from(("", "1001", "1002"))),
    st.builds(c.Park, counters, texts),
    st.builds(c.Transfer, counters, field=fields, note=texts),
    st.builds(c.Transfer, counters, to_counter=counters, note=texts),
)


def about(numbers: st.SearchStrategy[str]) -> st.SearchStrategy[c.Command]:
    """What may be asked about a ticket by its number."""
    return st.one_of(
        st.builds(c.CallTicket, counters, numbers),
        st.builds(c.Resume, counters, numbers),
        st.builds(c.Transfer, counters, field=fields, number=numbers),
        st.builds(c.Transfer, counters, to_counter=counters, number=numbers),
        st.builds(c.CancelTicket, numbers, texts),
        st.builds(c.BringBack, numbers, desks),
        st.builds(c.ConfirmPriority, numbers, classes, desks),
        st.builds(
            c.ReportPrint, numbers, st.sampled_from(("printed", "sent", "failed")), texts, st.booleans()
        ),
    )


of_desks = st.one_of(
    st.builds(c.PostMessage, texts, desks),
    st.builds(c.CallLeader, counters, texts),
    st.builds(c.CallHelp, counters),
    st.builds(c.AnswerNotice, st.integers(1, 4), desks),
    st.builds(c.MarkReady, codes),
    st.builds(c.ReturnDossier, codes),
    st.builds(c.Reappoint, codes, st.sampled_from((date(2026, 11, 30), date(2026, 11, 29))), texts),
)
of_counters = st.one_of(
    st.builds(c.OpenCounter, counters, st.sampled_from(("Hoa", "Lan")), st.booleans()),
    st.builds(c.CloseCounter, counters),
    st.builds(c.PauseCounter, counters, texts),
    st.builds(c.ResumeCounter, counters),
    st.builds(c.AssignFields, counters, st.lists(fields, min_size=1, max_size=3).map(tuple)),
)
odd_counters = st.sampled_from((0, 1, 3, 99, -1))
odd_fields = st.sampled_from(("1", "9", "", "@1"))
odd_texts = st.sampled_from(("x" * 501, "a\nb", "\x1b[2J"))
odd_numbers = st.sampled_from(("1001", "9999", ""))
wrong = st.one_of(
    st.builds(c.IssueTicket, odd_fields, st.sampled_from((None, "king")), st.sampled_from(("", "a b"))),
    st.builds(c.AskReprint, st.integers(0, 4), odd_texts),
    st.builds(c.LeaseNumbers, odd_fields, odd_texts),
    st.builds(
        c.ReconcileTicket,
        *(odd_numbers, odd_fields, st.none(), st.sampled_from(("visit", ""))),
        st.just(datetime(2026, 11, 23, 7, 30, tzinfo=HANOI)),
        st.just("kiosk-a"),
    ),
    *(st.builds(key, odd_counters) for key in (c.CallNext, c.Recall, c.StartService, c.Undo, c.CloseCounter)),
    st.builds(c.FinishService, odd_counters, odd_texts),
    st.builds(c.Park, odd_counters, odd_texts),
    st.builds(c.CallTicket, odd_counters, odd_numbers),
    st.builds(c.Resume, odd_counters, odd_numbers),
    st.builds(c.Transfer, odd_counters, st.none() | odd_fields, st.none() | odd_counters),
    st.builds(c.OpenCounter, odd_counters, odd_texts | st.just(" ")),
    st.builds(c.PauseCounter, odd_counters, odd_texts),
    st.builds(c.AssignFields, odd_counters, st.lists(odd_fields, max_size=2).map(tuple)),
    st.builds(c.CancelTicket, odd_numbers, odd_texts),
    st.builds(c.ReportPrint, odd_numbers, st.just("failed"), odd_texts),
)


def as_it_was(ticket: Ticket) -> Ticket:
    """The ticket but for what is known of its paper and its priority, which no Undo forgets."""
    paper = replace(ticket, print_state=PrintState.ISSUED, print_reason="", printed_at=None)
    return replace(paper, priority=None, priority_confirmed=False)


class Days(OfflineKiosks):
    """The days of one office, with every command that anybody may send."""

    @initialize(plan=plans)
    def begin(self, plan: Any) -> None:
        self.history = History(plan)
        self.history.begin_day(datetime(2026, 11, 23, 7, 30, tzinfo=HANOI))
        self.history.open(1, 2)
        self.before_act: dict[int, tuple[Office, datetime]] = {}
        self.steps = 0
        self.begin_kiosks()

    @rule(seconds=st.sampled_from((1, 5, 10, 11, 59, 600, 3600)))
    def time_passes(self, seconds: int) -> None:
        self.history.wait(seconds=seconds)

    @precondition(lambda self: self.history.office.ticket_count >= TICKETS_A_DAY)
    @rule(hour=st.sampled_from((0, 7, 13)))
    def a_new_day_begins(self, hour: int) -> None:
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

    @rule(first=issues, second=issues)
    def citizens_come(self, first: c.IssueTicket, second: c.IssueTicket) -> None:
        if not any(counter.is_open for counter in self.history.office.counters.values()):
            self.history.open(1, 2)
        self.press(first)
        self.press(second)

    @precondition(lambda self: any(self.history.office.queues.values()))
    @rule(call=calls)
    def a_clerk_calls(self, call: c.CallNext) -> None:
        self.press(call)

    @precondition(lambda self: self.busy())
    @rule(key=keys)
    def a_clerk_presses_a_key(self, key: c.CounterCommand) -> None:
        busy = self.busy()
        self.press(key if key.counter in busy else replace(key, counter=busy[0]))

    @precondition(lambda self: self.history.office.tickets)
    @rule(data=st.data())
    def a_clerk_names_a_number(self, data: st.DataObject) -> None:
        office = self.history.office
        numbers = [ticket.number for ticket in office.with_state(*ASIDE) or office.with_state(*TicketState)]
        self.press(data.draw(about(st.sampled_from(numbers))))

    @precondition(lambda self: any(c.undoable for c in self.history.office.counters.values()))
    @rule(undo=undos)
    def a_clerk_takes_back(self, undo: c.Undo) -> None:
        self.press(undo)

    @rule(command=of_counters)
    def a_clerk_comes_or_goes(self, command: c.Command) -> None:
        self.press(command)

    @rule(command=of_desks)
    def somebody_sees_to_something_else(self, command: c.Command) -> None:
        self.press(command)

    @rule(command=wrong)
    def somebody_sends_nonsense(self, command: c.Command) -> None:
        self.press(command)

    def busy(self) -> list[int]:
        return [number for number, counter in self.history.office.counters.items() if counter.ticket]

    def press(self, command: c.Command) -> None:
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
                assert was in (S.WAITING, *ASIDE)
                assert was is S.WAITING or isinstance(command, c.CallTicket)
                assert event.call == before.call_count + 1
                assert event.why.waited_seconds >= 0
                assert event.why.priority_called_since >= 0

    def check_nobody_came_back_alone(self, before: Office, command: c.Command) -> None:
        by_hand = c.CallTicket | c.Resume | c.Transfer | c.CancelTicket | c.BringBack
        for number in changed_tickets(before, self.history.office):
            was = before.tickets.get(number)
            if was and was.state in ASIDE and self.history.ticket(number).state is not was.state:
                named = isinstance(command, by_hand) and command.number == number
                assert named or isinstance(command, c.Undo), (command, was)

    def check_undo(self, before: Office, command: c.Command, happened: tuple[e.Event, ...]) -> None:
        if not isinstance(command, c.CounterCommand):
            return
        if isinstance(command, c.Undo):
            self.check_undone(command.counter, happened)
        elif isinstance(happened[-1] if happened else None, UNDOABLE):
            self.before_act[command.counter] = before, self.history.now

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

    @invariant()
    def a_counter_and_its_ticket_name_each_other(self) -> None:
        office = self.history.office
        at_counters = [counter.ticket for counter in office.counters.values() if counter.ticket]
        assert len(at_counters) == len(set(at_counters))
        assert {ticket.number for ticket in office.with_state(*AT_COUNTER)} == set(at_counters)
        for counter in office.counters.values():
            if counter.ticket:
                assert office.tickets[counter.ticket].counter == counter.number
                assert counter.is_open

    @invariant()
    def the_lines_hold_whoever_waits_in_order(self) -> None:
        office = self.history.office
        lines: dict[tuple[str, str | None], list[str]] = {}
        for ticket in office.with_state(S.WAITING):
            lines.setdefault(ticket.queue, []).append(ticket.number)
        assert {line: list(standing) for line, standing in office.queues.items() if standing} == lines
        reserved = [ticket.reserved_for for ticket in office.with_state(S.WAITING)]
        assert all(office.counter(number).is_open for number in reserved if number is not None)

    @invariant()
    def no_duration_is_negative(self) -> None:
        for ticket in self.history.office.tickets.values():
            visit = visit_of(ticket, self.history.office.day)
            assert all(
                seconds is None or seconds >= 0
                for seconds in (visit.wait_seconds, visit.walk_seconds, visit.service_seconds)
            )

    @invariant()
    def every_view_can_be_written_and_read(self) -> None:
        self.steps += 1
        if self.steps % STEPS_BETWEEN_VIEWS == 0:
            self.check_views()

    def check_views(self) -> None:
        office = self.history.office
        board, kiosk = board_view(office), kiosk_view(office, self.history.now)
        assert codec.decode_view("display", codec.encode_value(board)) == board
        assert codec.decode_view("kiosk", codec.encode_value(kiosk)) == kiosk
        staff = staff_view(office, shared_lists(office))
        assert codec.decode_view("manager", codec.encode_value(staff)) == staff
        for number in office.counters:
            view = counter_view(office, number, shared_lists(office))
            assert codec.decode_view("counter", codec.encode_value(view)) == view

    def teardown(self) -> None:
        if not hasattr(self, "history"):
            return
        self.check_views()
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
    """Whatever is pressed, in whatever order, over several days: the promises of Days hold."""
    run_state_machine_as_test(  # type: ignore[no-untyped-call]  # hypothesis publishes no types for it
        Days, settings=settings(max_examples=RING.examples_of(0.6), stateful_step_count=80)
    )
