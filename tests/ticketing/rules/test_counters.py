"""What a clerk may do at a counter, and what is refused, key by key."""

import pytest

from tests.ticketing.history import History, opened
from tests.ticketing.plans import plan_ruling
from ticketing import commands as c
from ticketing import events as e
from ticketing.refusals import SENTENCES, STATE_WORDS, VALUE_LENGTH_MAX, Refusal
from ticketing.texts import CLERK_NAME_LENGTH_MAX, NOTICE_LENGTH_MAX, TEXT_LENGTH_MAX
from ticketing.tickets import TicketState
from wording import load


def serving(number_of_tickets: int = 1) -> History:
    """Counters 1 and 2 open, the first ticket of field 1 served at counter 1."""
    history = opened(counters=(1, 2))
    for _ in range(number_of_tickets):
        history.issue()
    history.do(c.CallNext(1), c.StartService(1))
    return history


def test_a_counter_is_opened_once_by_one_clerk() -> None:
    """The same clerk may sign in again, another one may not."""
    history = opened(counters=(1,))
    assert history.do(c.OpenCounter(1, "Hoa 1")) == ()
    assert history.refusal(c.OpenCounter(1, "Lan")) == "counter-taken"


def test_a_clerk_has_a_name() -> None:
    """Blanks are no name; a name is brought to NFC and put on one line, and has its limit."""
    history = History()
    assert history.refusal(c.OpenCounter(1, " \n")) == "clerk-missing"
    assert history.refusal(c.OpenCounter(1, "x" * (CLERK_NAME_LENGTH_MAX + 1))) == "text-too-long"
    history.do(c.OpenCounter(1, " Nguye\u0302\u0303n\n\x1b[31mHoa "))
    assert history.office.counters[1].clerk == "Nguy\u1ec5n  [31mHoa"


@pytest.mark.parametrize("number", [0, -1, 99, 10**30])
def test_an_unknown_counter_is_refused(number: int) -> None:
    """No command reaches a counter that the office does not have."""
    history = opened()
    assert history.refusal(c.OpenCounter(number, "Hoa")) == "unknown-counter"
    assert history.refusal(c.CallNext(number)) == "unknown-counter"
    assert history.refusal(c.Transfer(1, to_counter=number, number=history.issue())) == "unknown-counter"


def test_a_closed_counter_does_nothing() -> None:
    """Every key but opening and the assignment of fields needs an open counter."""
    history = opened(counters=(2,))
    number = history.issue()
    for command in (
        *(key(1) for key in (c.CallNext, c.Recall, c.StartService, c.MarkNoShow, c.CloseCounter, c.Undo)),
        *(c.FinishService(1), c.Park(1), c.PauseCounter(1), c.ResumeCounter(1)),
        *(c.CallTicket(1, number), c.Resume(1, number), c.Transfer(1, field="2", number=number)),
    ):
        assert history.refusal(command) == "counter-closed"


def test_a_paused_counter_calls_nobody_but_finishes_what_it_has() -> None:
    """During a pause the ticket at the counter is served to its end."""
    history = serving(2)
    history.do(c.PauseCounter(1, "họp"))
    assert history.office.counters[1].pause_reason == "họp"
    assert history.refusal(c.CallNext(1)) == "counter-paused"
    assert history.refusal(c.PauseCounter(1)) == "counter-paused"
    history.do(c.FinishService(1), c.ResumeCounter(1))
    assert history.refusal(c.ResumeCounter(1)) == "counter-not-paused"
    assert history.call_next(1).number == "1002"


def test_a_counter_with_a_ticket_is_not_closed() -> None:
    """A clerk finishes before leaving."""
    history = serving()
    assert history.refusal(c.CloseCounter(1)) == "counter-busy"
    history.do(c.FinishService(1), c.CloseCounter(1))
    assert not history.office.counters[1].is_open


def test_closing_a_counter_sends_its_reserved_tickets_back_to_their_fields() -> None:
    """Nobody waits for a counter that has closed; the places are those of the time of issue."""
    history = opened()
    first, second = history.issue(), history.issue()
    history.do(c.Transfer(1, to_counter=3, number=first, note="bản gốc"))
    assert history.office.queues["1", None] == (second,)
    history.do(c.CloseCounter(3))
    assert history.office.queues["1", None] == (first, second)
    assert history.ticket(first).note == "bản gốc"
    assert history.refusal(c.Transfer(1, to_counter=3, number=first)) == "counter-closed"


def test_pausing_a_counter_sends_its_reserved_tickets_back_to_their_fields() -> None:
    """Nobody waits for a counter that calls nobody, and none can be sent to it until it is resumed."""
    history = opened()
    first, second = history.issue(), history.issue()
    history.do(c.Transfer(1, to_counter=3, number=first, note="bản gốc"), c.PauseCounter(3, "họp"))
    assert history.office.queues["1", None] == (first, second)
    assert history.ticket(first).note == "bản gốc"
    assert history.refusal(c.Transfer(1, to_counter=3, number=first)) == "transfer-to-paused"
    history.do(c.ResumeCounter(3), c.Transfer(1, to_counter=3, number=first))
    assert history.office.queues["1", None] == (second,)


def test_every_field_stays_served_when_fields_are_assigned() -> None:
    """An assignment that leaves a field without a counter, or a counter without a field, is refused."""
    history = opened()
    history.do(c.AssignFields(3, ("2", "2", "1")))
    assert history.office.counters[3].fields == ("2", "1")
    assert history.refusal(c.AssignFields(2, ("1",))) == "field-unserved"
    assert history.refusal(c.AssignFields(2, ())) == "fields-missing"
    assert history.refusal(c.AssignFields(2, ("2", "9"))) == "unknown-field"


def test_next_finishes_the_ticket_at_the_counter() -> None:
    """One key finishes and calls; both stand in the journal."""
    history = serving(2)
    served, called = history.do(c.CallNext(1))
    assert isinstance(served, e.TicketServed)
    assert isinstance(called, e.TicketCalled)
    assert (served.number, called.number, called.chained) == ("1001", "1002", True)


def test_next_with_nobody_waiting_finishes_nothing() -> None:
    """When nobody is there to be called, the ticket at the counter stays."""
    history = serving()
    assert history.refusal(c.CallNext(1)) == "nobody-waiting"
    assert history.ticket("1001").state is TicketState.SERVING


def test_an_office_may_ask_for_finish_before_next() -> None:
    """With next_finishes switched off, next is refused while a ticket is at the counter."""
    history = opened(plan_ruling(next_finishes=False))
    first, second = history.issue(), history.issue()
    history.call_next(1)
    assert history.refusal(c.CallNext(1)) == "counter-busy"
    assert history.refusal(c.CallTicket(1, second)) == "counter-busy"
    history.do(c.FinishService(1))
    assert history.ticket(first).state is TicketState.SERVED
    assert history.call_next(1).number == second


def test_after_the_offices_number_of_recalls_a_ticket_is_a_no_show() -> None:
    """Two recalls are heard, the third press says that nobody came."""
    history = opened(plan_ruling(recalls_max=2))
    number = history.issue()
    history.call_next(1)
    recalls = [history.do(c.Recall(1))[-1] for _ in range(3)]
    assert [type(event) for event in recalls] == [e.TicketRecalled, e.TicketRecalled, e.TicketMissed]
    assert [call.recall for call in history.office.calls] == [2, 1, 0]
    assert [call.call for call in history.office.calls] == [3, 2, 1]
    assert (history.ticket(number).state, history.ticket(number).recalls) == (TicketState.NO_SHOW, 2)
    assert history.refusal(c.CallNext(1)) == "nobody-waiting"


def test_a_parked_ticket_comes_back_to_any_counter_by_a_clerks_hand() -> None:
    """Resume serves at once, at a counter that is free."""
    history = serving(2)
    history.do(c.Park(1, "photo"))
    assert history.ticket("1001").note == "photo"
    history.call_next(1)
    assert history.refusal(c.Resume(1, "1001")) == "counter-busy"
    history.do(c.Resume(2, "1001"))
    assert (history.ticket("1001").state, history.ticket("1001").counter) == (TicketState.SERVING, 2)
    assert history.refusal(c.Resume(1, "1001")) == "called-elsewhere"
    assert history.refusal(c.CallTicket(1, "1001")) == "called-elsewhere"
    assert history.refusal(c.Transfer(1, field="2", number="1001")) == "called-elsewhere"


def test_a_transfer_names_one_target_that_is_another_place() -> None:
    """Neither none nor two targets, nor the place where the ticket is."""
    history = serving(2)
    assert history.refusal(c.Transfer(1)) == "transfer-target"
    assert history.refusal(c.Transfer(1, field="2", to_counter=2)) == "transfer-target"
    assert history.refusal(c.Transfer(1, field="9")) == "unknown-field"
    assert history.refusal(c.Transfer(1, to_counter=1)) == "transfer-to-itself"
    assert history.refusal(c.Transfer(1, field="1", number="1002")) == "transfer-to-itself"
    history.do(c.Transfer(1, to_counter=2))
    assert history.refusal(c.Transfer(1, to_counter=2, number="1001")) == "transfer-to-itself"
    assert history.refusal(c.Transfer(1, field="2")) == "no-ticket-at-counter"
    history.do(c.Transfer(1, field="1", number="1001"))
    assert history.office.queues["1", None] == ("1001", "1002")


@pytest.mark.parametrize(
    "command",
    [
        c.NextMatter(1, "2", note="x" * (TEXT_LENGTH_MAX + 1)),
        c.CallLeader(1, "x" * (NOTICE_LENGTH_MAX + 1)),
        c.PostMessage("x" * (NOTICE_LENGTH_MAX + 1)),
        c.Park(1, "x" * (TEXT_LENGTH_MAX + 1)),
        c.PauseCounter(1, "x" * (TEXT_LENGTH_MAX + 1)),
        c.Transfer(1, field="2", note="x" * (TEXT_LENGTH_MAX + 1)),
        c.CancelTicket("1002", "x" * (TEXT_LENGTH_MAX + 1)),
        c.ReportPrint("1001", "failed", "x" * (TEXT_LENGTH_MAX + 1)),
    ],
)
def test_a_text_has_its_limit(command: c.Command) -> None:
    """Whatever a person writes into the office is at most TEXT_LENGTH_MAX characters long."""
    assert serving(2).refusal(command) == "text-too-long"


def test_a_refusal_says_back_no_more_than_a_line() -> None:
    """What was sent is quoted short, on one line and without control characters."""
    refusal = Refusal("unknown-field", field="\x1b[2J\n" + "a" * 60_000)
    assert len(str(refusal)) < VALUE_LENGTH_MAX + len(SENTENCES["unknown-field"])
    assert str(refusal).isprintable()
    assert len(str(Refusal("unknown-counter", counter=10**4_000))) < 200
    assert refusal.is_unknown


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_refusal_is_a_sentence_in_each_language(language: str) -> None:
    """State names are worded too, and unknown names fill no template."""
    words = load(language)
    for state in TicketState:
        sentence = Refusal("not-waiting", number="{x}", state=state.value).sentence(words)
        assert words(STATE_WORDS[state]) in sentence
        assert "{x}" in sentence
