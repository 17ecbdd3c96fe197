"""A counter takes its last call or finish back within the office's seconds, and nothing else."""

from dataclasses import replace

import pytest

from tests.ticketing.history import History, opened, replayed
from tests.ticketing.plans import plan_calling, plan_ruling
from ticketing import commands as c
from ticketing import events as e
from ticketing.acts import Act
from ticketing.answers import DoneAnswer, answer_to
from ticketing.desk_views import counter_view, shared_lists
from ticketing.tickets import PrintState, TicketState


def test_an_undone_call_never_was() -> None:
    """The ticket waits where it waited, the call is shown no more, and the turns are as before."""
    history = opened(plan_calling("strict"))
    history.issue("1", "elderly")
    before = history.office
    history.call_next(1)
    history.wait(seconds=10)
    history.do(c.Undo(1))
    assert history.office.tickets == before.tickets
    assert history.office.queues == before.queues
    assert history.office.counters == before.counters
    assert history.office.calls == ()
    assert history.office.priority_called == {"1": 0}
    assert history.call_next(1).call == 2


def test_after_ten_seconds_it_is_too_late() -> None:
    """At ten seconds an act can be taken back, after that it can't."""
    history = opened()
    history.issue()
    history.call_next(1)
    history.wait(seconds=10.1)
    assert history.refusal(c.Undo(1)) == "undo-too-late"


def test_an_office_sets_its_own_seconds() -> None:
    """undo_seconds_max of the office's rules holds."""
    history = opened(plan_ruling(undo_seconds_max=60))
    number = history.issue()
    history.call_next(1)
    history.wait(seconds=60)
    assert history.outcome(c.Undo(1), number) is TicketState.WAITING


def test_an_act_is_taken_back_once() -> None:
    """After Undo there is nothing more to undo."""
    history = opened()
    history.issue()
    history.do(c.CallNext(1), c.FinishService(1), c.Undo(1))
    assert history.refusal(c.Undo(1)) == "nothing-to-undo"


def test_next_that_finished_and_called_is_taken_back_whole() -> None:
    """Both tickets stand where they stood before the one key."""
    history = opened()
    first, second = history.issue(), history.issue()
    history.do(c.CallNext(1), c.StartService(1))
    history.wait(minutes=5)
    before = history.office
    history.do(c.CallNext(1), c.Undo(1))
    assert history.office.tickets == before.tickets
    assert history.office.counters[1] == replace(before.counters[1], undoable=None)
    assert history.office.queues["1", None] == (second,)
    history.wait(minutes=5)
    history.do(c.FinishService(1))
    assert history.ticket(first).service_seconds == 600


@pytest.mark.parametrize("key", [c.FinishService(1), c.MarkNoShow(1), c.Park(1)])
def test_an_end_at_the_counter_is_taken_back(key: c.Command) -> None:
    """The ticket is called at the counter again, with its reason."""
    history = opened()
    number = history.issue()
    history.call_next(1)
    before = history.office
    history.do(key, c.Undo(1))
    assert history.office.tickets == before.tickets
    assert history.office.counters[1].ticket == number
    assert history.office.counters[1].why == before.counters[1].why
    assert history.office.calls == before.calls


def test_a_call_with_its_recalls_is_taken_back() -> None:
    """A recall does not end the time to undo, and goes with its call."""
    history = opened()
    number = history.issue()
    history.do(c.CallNext(1), c.Recall(1), c.Undo(1))
    assert history.office.calls == ()
    assert (history.ticket(number).state, history.ticket(number).recalls) == (TicketState.WAITING, 0)


def test_an_earlier_call_of_the_same_ticket_stays_called() -> None:
    """Only the call that is undone leaves the list of called numbers."""
    history = opened()
    number = history.issue()
    history.do(c.CallNext(1), c.Park(1))
    history.wait(minutes=20)
    history.do(c.CallTicket(1, number))
    assert history.outcome(c.Undo(1), number) is TicketState.PARKED
    assert [call.call for call in history.office.calls] == [1]


def test_paper_that_was_printed_stays_printed() -> None:
    """What a kiosk reports after the act is not taken back with it."""
    history = opened()
    number = history.issue()
    history.do(c.CallNext(1), c.ReportPrint(number, "printed"), c.Undo(1))
    ticket = history.ticket(number)
    assert (ticket.state, ticket.print_state) == (TicketState.WAITING, PrintState.PRINTED)
    assert ticket.printed_at == history.now


@pytest.mark.parametrize(
    "between",
    [
        (c.PauseCounter(1),),
        (c.AssignFields(1, ("2",)),),
        (c.CancelTicket("1001"),),
    ],
)
def test_what_is_no_act_about_a_number_ends_the_time_to_undo(between: tuple[c.Command, ...]) -> None:
    """What came after the call stands, so the call can't be taken back."""
    history = opened()
    history.issue()
    history.do(c.CallNext(1), *between)
    assert history.refusal(c.Undo(1)) == "nothing-to-undo"


ACTS: tuple[tuple[Act, tuple[c.Command, ...], c.Command], ...] = (
    ("start", (c.CallNext(1),), c.StartService(1)),
    ("transfer", (c.CallNext(1), c.StartService(1)), c.Transfer(1, field="2", note="sao y")),
    ("transfer", (), c.Transfer(1, to_counter=3, number="1001")),
    ("next-matter", (c.CallNext(1), c.StartService(1)), c.NextMatter(1, "1", "guidance")),
    ("next-matter", (c.CallNext(1),), c.NextMatter(1, "2", "accepted", "H1")),
    ("cancel", (), c.CancelTicket("1001", "nhầm", 1)),
    ("cancel", (c.CallNext(1),), c.CancelTicket("1001", counter=1)),
    ("cancel", (c.CallNext(1), c.Park(1)), c.CancelTicket("1001", counter=1)),
    ("priority", (), c.ConfirmPriority("1001", "elderly", 1)),
    ("priority", (c.CallNext(1),), c.ConfirmPriority("1001", "elderly", 1)),
    ("bring-back", (c.CallNext(1), c.MarkNoShow(1)), c.BringBack("1001", 1)),
    ("resume", (c.CallNext(1), c.Park(1)), c.Resume(1, "1001")),
    ("finish", (c.CallNext(1), c.StartService(1)), c.FinishService(1, "guidance")),
)


@pytest.mark.parametrize(("act", "earlier", "key"), ACTS)
def test_each_act_is_named_and_taken_back(act: Act, earlier: tuple[c.Command, ...], key: c.Command) -> None:
    """The desk says what would be undone, and afterwards all is as it was before that act alone."""
    history = opened()
    history.issue()
    history.issue()
    history.do(*earlier)
    history.wait(seconds=30)
    before = history.office
    history.do(key)
    view = counter_view(history.office, 1, shared_lists(history.office))
    assert (view.undo_act, view.undo_number) == (act, "1001")
    history.wait(seconds=9)
    answer = answer_to(history.do(c.Undo(1)))
    assert answer == DoneAnswer("1001", undone=act)
    after = history.office
    assert after.tickets == before.tickets
    assert {line: q for line, q in after.queues.items() if q} == {
        line: q for line, q in before.queues.items() if q
    }
    assert after.counters[1] == replace(before.counters[1], undoable=None)
    assert (after.dossiers, after.calls) == (before.dossiers, before.calls)
    assert replayed(history) == after


def test_a_cancel_is_undone_and_not_the_finish_before_it() -> None:
    """Finish 2004, cancel 2005, undo: 2005 waits again and 2004 stays finished."""
    history = opened()
    finished, cancelled = history.issue(), history.issue()
    history.do(c.CallNext(1), c.FinishService(1), c.CancelTicket(cancelled, counter=1), c.Undo(1))
    assert history.ticket(finished).state is TicketState.SERVED
    assert history.office.queues["1", None] == (cancelled,)
    assert history.refusal(c.Undo(1)) == "nothing-to-undo"


def test_what_somebody_else_has_done_with_the_number_since_stands() -> None:
    """A transferred number that its new counter has called, or that was cancelled, is not taken back."""
    history = opened()
    number = history.issue()
    history.do(c.Transfer(1, field="2", number=number), c.CallNext(2))
    assert history.refusal(c.Undo(1)) == "not-at-counter"
    history.do(c.CancelTicket(number))
    assert history.refusal(c.Undo(1)) == "changed-since"


def test_an_undo_of_an_older_journal_takes_back_what_it_took_back_then() -> None:
    """Then a confirmed priority was no act, and the call before it was undone, without a word of it."""
    history = opened()
    number = history.issue()
    history.do(c.CallNext(1), c.ConfirmPriority(number, "elderly", 1))
    history.happen(e.ActUndone(history.now, 1, (number,)))
    assert history.ticket(number).state is TicketState.WAITING
    assert history.ticket(number).priority == "elderly"


@pytest.mark.parametrize("key", [c.Resume(2, "1001"), c.CallTicket(2, "1001")])
def test_a_ticket_that_another_counter_has_taken_is_not_taken_back(key: c.Command) -> None:
    """A no-show that another counter serves or calls by now stays there."""
    history = opened()
    number = history.issue()
    history.do(c.CallNext(1), c.MarkNoShow(1), key)
    assert history.refusal(c.Undo(1)) == "not-at-counter"
    assert history.ticket(number).counter == 2


@pytest.mark.parametrize("leave", [c.CloseCounter(3), c.PauseCounter(3)])
def test_a_ticket_reserved_for_a_counter_that_calls_nobody_goes_back_to_its_field(leave: c.Command) -> None:
    """Undoing a call brings nobody into a line that no counter calls from."""
    history = opened()
    number = history.issue()
    history.do(c.Transfer(1, to_counter=3, number=number), c.CallTicket(1, number), leave)
    undone = history.do(c.Undo(1))
    assert [type(event) for event in undone] == [e.ActUndone, e.TicketTransferred]
    assert history.office.queues["1", None] == (number,)
    assert history.ticket(number).reserved_for is None


def test_a_ticket_reserved_for_an_open_counter_is_reserved_again() -> None:
    """Undoing a call by hand brings the ticket back into the counter's own line."""
    history = opened()
    number = history.issue()
    history.do(c.Transfer(1, to_counter=3, number=number), c.CallTicket(1, number), c.Undo(1))
    assert history.office.queues["@3", None] == (number,)


def test_counters_undo_each_their_own_act() -> None:
    """One counter's Undo leaves the other's call alone."""
    history = opened()
    first, second = history.issue(), history.issue()
    history.do(c.CallNext(1), c.CallNext(3), c.Undo(1))
    assert history.ticket(first).state is TicketState.WAITING
    assert history.ticket(second).state is TicketState.CALLED
    assert [call.counter for call in history.office.calls] == [3]


def test_an_unknown_act_leaves_the_office_as_it_is() -> None:
    """An ActUndone that finds nothing to undo changes nothing."""
    history = History()
    before = history.office
    history.happen(e.ActUndone(history.now, 1, ()))
    assert history.office == before
