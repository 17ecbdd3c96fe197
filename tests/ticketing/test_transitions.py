"""The table is the law: every state meets every command, the illegal ones too."""

from dataclasses import MISSING, fields
from functools import cache

import pytest

from tests.ticketing.history import History, opened
from tests.ticketing.plans import MONDAY_MORNING
from ticketing import clock_events
from ticketing import commands as c
from ticketing import events as e
from ticketing.refusals import SENTENCES, Refusal
from ticketing.tickets import TRANSITIONS, TicketState, may
from ticketing.wire.codec import COMMANDS, EVENTS

NUMBER = "1001"
S = TicketState

WAYS: dict[TicketState, tuple[c.Command, ...]] = {
    S.WAITING: (),
    S.CALLED: (c.CallNext(1),),
    S.SERVING: (c.CallNext(1), c.StartService(1)),
    S.PARKED: (c.CallNext(1), c.StartService(1), c.Park(1)),
    S.NO_SHOW: (c.CallNext(1), c.MarkNoShow(1)),
    S.SERVED: (c.CallNext(1), c.StartService(1), c.FinishService(1)),
    S.CANCELLED: (c.CancelTicket(NUMBER),),
    S.LAPSED: (),
}
"""The commands that bring a waiting ticket into each state; a ticket lapses when the day ends."""

CALLS = (
    c.CallNext(1),
    c.CallTicket(1, NUMBER),
    c.Recall(1),
    c.StartService(1),
    c.FinishService(1),
    c.MarkNoShow(1),
    c.Park(1),
    c.Resume(1, NUMBER),
    c.Transfer(1, field="2", number=NUMBER),
    c.CancelTicket(NUMBER),
    c.Undo(1),
    c.ReportPrint(NUMBER, "printed"),
    c.NextMatter(1, "2"),
    c.BringBack(NUMBER),
    c.Reopen(NUMBER),
    c.ConfirmPriority(NUMBER, "elderly"),
)
EMPTY = "no-ticket-at-counter"
ELSEWHERE = "called-elsewhere"
NOBODY = "nobody-waiting"
NOTHING = "nothing-to-undo"
NOT_CALLED = "not-being-called"
NOT_AWAY = "not-returnable"
NOT_ENDED = "not-ended"
SETTLED = "priority-settled"

# By state and command: the state that it leads to, or the name of the refusal.
LAW: dict[TicketState, dict[type[c.Command], TicketState | str]] = {
    S.WAITING: {
        c.CallNext: S.CALLED,
        c.CallTicket: S.CALLED,
        c.Recall: EMPTY,
        c.StartService: EMPTY,
        c.FinishService: EMPTY,
        c.MarkNoShow: EMPTY,
        c.Park: EMPTY,
        c.Resume: "not-parked",
        c.Transfer: S.WAITING,
        c.CancelTicket: S.CANCELLED,
        c.Undo: NOTHING,
        c.ReportPrint: S.WAITING,
        c.NextMatter: EMPTY,
        c.BringBack: NOT_AWAY,
        c.Reopen: NOT_ENDED,
        c.ConfirmPriority: S.WAITING,
    },
    S.CALLED: {
        c.CallNext: NOBODY,
        c.CallTicket: ELSEWHERE,
        c.Recall: S.CALLED,
        c.StartService: S.SERVING,
        c.FinishService: S.SERVED,
        c.MarkNoShow: S.NO_SHOW,
        c.Park: S.PARKED,
        c.Resume: ELSEWHERE,
        c.Transfer: S.WAITING,
        c.CancelTicket: S.CANCELLED,
        c.Undo: S.WAITING,
        c.ReportPrint: S.CALLED,
        c.NextMatter: S.WAITING,
        c.BringBack: NOT_AWAY,
        c.Reopen: NOT_ENDED,
        c.ConfirmPriority: S.CALLED,
    },
    S.SERVING: {
        c.CallNext: NOBODY,
        c.CallTicket: ELSEWHERE,
        c.Recall: NOT_CALLED,
        c.StartService: NOT_CALLED,
        c.FinishService: S.SERVED,
        c.MarkNoShow: NOT_CALLED,
        c.Park: S.PARKED,
        c.Resume: ELSEWHERE,
        c.Transfer: S.WAITING,
        c.CancelTicket: "not-cancellable",
        c.Undo: S.CALLED,
        c.ReportPrint: S.SERVING,
        c.NextMatter: S.WAITING,
        c.BringBack: NOT_AWAY,
        c.Reopen: NOT_ENDED,
        c.ConfirmPriority: S.SERVING,
    },
    S.PARKED: {
        c.CallNext: NOBODY,
        c.CallTicket: S.CALLED,
        c.Recall: EMPTY,
        c.StartService: EMPTY,
        c.FinishService: EMPTY,
        c.MarkNoShow: EMPTY,
        c.Park: EMPTY,
        c.Resume: S.SERVING,
        c.Transfer: S.WAITING,
        c.CancelTicket: S.CANCELLED,
        c.Undo: S.SERVING,
        c.ReportPrint: S.PARKED,
        c.NextMatter: EMPTY,
        c.BringBack: S.WAITING,
        c.Reopen: NOT_ENDED,
        c.ConfirmPriority: S.PARKED,
    },
    S.NO_SHOW: {
        c.CallNext: NOBODY,
        c.CallTicket: S.CALLED,
        c.Recall: EMPTY,
        c.StartService: EMPTY,
        c.FinishService: EMPTY,
        c.MarkNoShow: EMPTY,
        c.Park: EMPTY,
        c.Resume: S.SERVING,
        c.Transfer: S.WAITING,
        c.CancelTicket: S.CANCELLED,
        c.Undo: S.CALLED,
        c.ReportPrint: S.NO_SHOW,
        c.NextMatter: EMPTY,
        c.BringBack: S.WAITING,
        c.Reopen: S.WAITING,
        c.ConfirmPriority: S.NO_SHOW,
    },
    S.SERVED: {
        c.CallNext: NOBODY,
        c.CallTicket: "not-waiting",
        c.Recall: EMPTY,
        c.StartService: EMPTY,
        c.FinishService: EMPTY,
        c.MarkNoShow: EMPTY,
        c.Park: EMPTY,
        c.Resume: "not-parked",
        c.Transfer: "not-transferable",
        c.CancelTicket: "not-cancellable",
        c.Undo: S.SERVING,
        c.ReportPrint: S.SERVED,
        c.NextMatter: EMPTY,
        c.BringBack: NOT_AWAY,
        c.Reopen: S.WAITING,
        c.ConfirmPriority: SETTLED,
    },
    S.CANCELLED: {
        c.CallNext: NOBODY,
        c.CallTicket: "not-waiting",
        c.Recall: EMPTY,
        c.StartService: EMPTY,
        c.FinishService: EMPTY,
        c.MarkNoShow: EMPTY,
        c.Park: EMPTY,
        c.Resume: "not-parked",
        c.Transfer: "not-transferable",
        c.CancelTicket: "not-cancellable",
        c.Undo: NOTHING,
        c.ReportPrint: S.CANCELLED,
        c.NextMatter: EMPTY,
        c.BringBack: NOT_AWAY,
        c.Reopen: S.WAITING,
        c.ConfirmPriority: SETTLED,
    },
    S.LAPSED: {
        c.CallNext: NOBODY,
        c.CallTicket: "not-waiting",
        c.Recall: EMPTY,
        c.StartService: EMPTY,
        c.FinishService: EMPTY,
        c.MarkNoShow: EMPTY,
        c.Park: EMPTY,
        c.Resume: "not-parked",
        c.Transfer: "not-transferable",
        c.CancelTicket: "not-cancellable",
        c.Undo: NOTHING,
        c.ReportPrint: S.LAPSED,
        c.NextMatter: EMPTY,
        c.BringBack: NOT_AWAY,
        c.Reopen: S.WAITING,
        c.ConfirmPriority: SETTLED,
    },
}


def needs_only_counter(kind: type[c.Command]) -> bool:
    """Whether it can be given without a further word."""
    return {field.name for field in fields(kind) if field.default is MISSING} == {"counter"}


EVERYWHERE = [
    command
    for counter in (1, 2, 3, 99)
    for command in (
        c.OpenCounter(counter, "Lan"),
        c.GiveNumber("1", counter=counter),
        c.AssignFields(counter, ("2",)),
        c.AssignFields(counter, ()),
        c.AssignFields(counter, ("9",)),
        c.CallTicket(counter, NUMBER),
        c.CallTicket(counter, "9999"),
        c.Resume(counter, NUMBER),
        c.Resume(counter, "9999"),
        c.Transfer(counter, field="1"),
        c.Transfer(counter, field="9", number=NUMBER),
        c.Transfer(counter, to_counter=2),
        c.Transfer(counter, to_counter=3, number=NUMBER),
        c.Transfer(counter, to_counter=99, number=NUMBER),
        c.Transfer(counter, field="1", to_counter=2, number=NUMBER),
        c.AskReprint(counter, "1001"),
        c.NextMatter(counter, "1"),
        c.NextMatter(counter, "2", "accepted", "H1-001", "", MONDAY_MORNING.date()),
        c.NextMatter(counter, "9"),
        c.FinishService(counter, "accepted", "H1-002"),
        c.FinishService(counter, "returned", "H1-002"),
        c.FinishService(counter, "wonderful"),
        c.OpenCounter(counter, "Lan", take_over=True),
        c.Recall(counter, at_desk="1999"),
        c.CallLeader(counter, "x"),
    )
] + [
    c.IssueTicket("1"),
    c.IssueTicket("9"),
    c.IssueTicket("1", "king"),
    c.LeaseNumbers("1", "kiosk"),
    c.LeaseNumbers("9", "kiosk"),
    c.ReconcileTicket("1999", "1", None, "track", MONDAY_MORNING, "kiosk"),
    c.ReconcileTicket(NUMBER, "1", None, "track", MONDAY_MORNING, "kiosk"),
    c.ReportPrint("9999", "failed"),
    c.ReportPrint(NUMBER, "failed"),
    c.CancelTicket("9999"),
    c.CancelTicket(NUMBER),
    c.BringBack("9999"),
    c.Reopen("9999"),
    c.Reopen(NUMBER, counter=1),
    c.BringBack(NUMBER, 2),
    c.ConfirmPriority("9999", None),
    c.ConfirmPriority(NUMBER, "king"),
    c.ConfirmPriority(NUMBER, None),
    c.PostMessage("x"),
    c.PostMessage("x", 3),
    c.PostMessage("", 99),
    c.AnswerNotice(1),
    c.MarkReady("H1-002"),
    c.ReturnDossier("H1-002"),
    c.Reappoint("H1-002", MONDAY_MORNING.date(), "x"),
]
# A command that needs only its counter is tried without a row of its own.
EVERYWHERE += [
    kind(counter)
    for counter in (1, 2, 3, 99)
    for kind in COMMANDS.values()
    if issubclass(kind, c.CounterCommand) and needs_only_counter(kind)
]


def with_ticket(state: TicketState) -> History:
    """An office with counters 1 and 2 open and its one ticket in `state`, built once: it is a value."""
    known, history = built_once(state), History()
    history.now, history.office, history.events = known.now, known.office, list(known.events)
    return history


def built(state: TicketState) -> History:
    """Such an office that no other test has."""
    history = opened(counters=(1, 2))
    assert history.issue() == NUMBER
    history.do(*WAYS[state])
    if state is S.LAPSED:
        history.end_day()
    assert history.ticket(NUMBER).state is state
    return history


built_once = cache(built)


@pytest.mark.parametrize("state", TicketState)
@pytest.mark.parametrize("command", CALLS, ids=lambda command: type(command).__name__)
def test_a_state_and_a_command_lead_to_one_state_or_one_refusal(
    state: TicketState, command: c.Command
) -> None:
    """What a clerk's key does to a ticket in each state stands in LAW."""
    assert with_ticket(state).outcome(command, NUMBER) == LAW[state][type(command)]


@pytest.mark.parametrize("state", TicketState)
def test_every_command_stays_within_the_table_or_changes_nothing(state: TicketState) -> None:
    """At its own, another, a closed and an unknown counter a command is legal or refused by a known name."""
    untouched = built(state).office
    for command in EVERYWHERE:
        history = with_ticket(state)
        before = history.office
        met = history.attempt(command)
        if isinstance(met, Refusal):
            assert met.name in SENTENCES
            assert str(met)
            assert history.office is before
            assert before == untouched


def test_every_command_meets_every_state() -> None:
    """No command is left out of the two tests above."""
    assert {type(command) for command in EVERYWHERE} == set(COMMANDS.values())
    assert set(WAYS) == set(LAW) == set(TicketState)


def test_the_table_names_every_event_of_a_ticket_and_no_other() -> None:
    """What has a ticket's number, but for its paper, priority and dossiers, is a transition."""
    of_tickets = {event for event in EVENTS.values() if "number" in event.__dataclass_fields__}
    in_table = {event for _, event in TRANSITIONS}
    beside = {
        e.PrintReported,
        e.ReprintAsked,
        e.PriorityConfirmed,
        e.DossierAccepted,
        e.DossierReturned,
    }
    assert in_table == of_tickets - beside | {e.ActUndone}


def test_every_state_is_reached_and_ended_states_stay() -> None:
    """The table leads to every state; out of ended ones leads what is undone, out of lapsed a wrong clock."""
    assert {state for states in TRANSITIONS.values() for state in states} == set(TicketState)
    for ended in (S.SERVED, S.CANCELLED):
        leads_out = {event for state, event in TRANSITIONS if state is ended}
        assert leads_out == {e.ActUndone, e.TicketReopened}
    lapsed = {event for state, event in TRANSITIONS if state is S.LAPSED}
    assert lapsed == {e.TicketReopened, clock_events.TicketRestored}


def test_may_reads_the_table() -> None:
    """may() says whether the table has a row."""
    assert may(S.WAITING, e.TicketCalled)
    assert not may(S.SERVED, e.TicketCalled)
