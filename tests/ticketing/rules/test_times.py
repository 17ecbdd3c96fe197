"""From a ticket's times come its wait, walk and service seconds, and from its state what screens show."""

from datetime import timedelta

from tests.ticketing.history import History, opened
from tests.ticketing.plans import MONDAY_MORNING, PLAN, office_hours, plan_with
from ticketing import commands as c
from ticketing.answers import CallAnswer, DoneAnswer, TicketAnswer, answer_to
from ticketing.desk_views import ASIDE_SHOWN_MAX, WAITING_SHOWN_MAX, counter_view, shared_lists
from ticketing.office import CALLS_SHOWN_MAX, new_day
from ticketing.plan import Field, Name
from ticketing.tickets import Ticket, TicketBook, TicketState
from ticketing.views import board_view, kiosk_view
from ticketing.visits import visit_of


def seconds(history: History, number: str) -> tuple[int | None, int | None, int | None]:
    """The wait, walk and service seconds of a ticket."""
    visit = visit_of(history.ticket(number), history.office.day)
    return visit.wait_seconds, visit.walk_seconds, visit.service_seconds


def served(history: History) -> str:
    """A ticket that waited 5 minutes, walked for 40 seconds and was served for 10 minutes."""
    number = history.issue()
    history.wait(minutes=5)
    history.do(c.CallNext(1))
    history.wait(seconds=40)
    history.do(c.StartService(1))
    history.wait(minutes=10)
    history.do(c.FinishService(1, "accepted"))
    return number


def test_a_visit_has_every_moment_and_duration() -> None:
    """Issue to call is the wait, call to start the walk, start to finish the service."""
    history = opened()
    number = served(history)
    visit = visit_of(history.ticket(number), history.office.day)
    assert (visit.wait_seconds, visit.walk_seconds, visit.service_seconds) == (300, 40, 600)
    assert (visit.issued_at, visit.called_at) == (MONDAY_MORNING, MONDAY_MORNING + timedelta(minutes=5))
    assert visit.finished_at == history.now
    assert (visit.counter, visit.clerk, visit.outcome, visit.state) == (1, "Hoa 1", "accepted", "served")


def test_a_walk_is_counted_from_the_last_call() -> None:
    """Whoever comes after a recall walked since that recall."""
    history = opened()
    number = history.issue()
    history.do(c.CallNext(1))
    history.wait(minutes=2)
    history.do(c.Recall(1))
    history.wait(seconds=15)
    history.do(c.StartService(1))
    assert seconds(history, number) == (0, 15, None)
    assert history.ticket(number).called_at == MONDAY_MORNING


def test_waits_and_services_of_one_visit_add_up() -> None:
    """A transferred ticket is served twice; the visit has its first wait, and time aside is its own."""
    history = opened()
    number = served_until_transfer(history)
    history.wait(minutes=7)
    history.do(c.CallNext(2), c.StartService(2))
    history.wait(minutes=2)
    history.do(c.Park(2))
    history.wait(minutes=30)
    history.do(c.Resume(2, number))
    history.wait(minutes=1)
    history.do(c.FinishService(2))
    assert seconds(history, number) == (5 * 60, 0, 6 * 60)
    assert history.ticket(number).wait_seconds == 12 * 60
    assert visit_of(history.ticket(number), history.office.day).park_seconds == 30 * 60


def served_until_transfer(history: History) -> str:
    """A ticket that waited 5 minutes, was served for 3 and is transferred to field 2."""
    number = history.issue()
    history.wait(minutes=5)
    history.do(c.CallNext(1), c.StartService(1))
    history.wait(minutes=3)
    history.do(c.Transfer(1, field="2", note="tiếp"))
    return number


def test_a_clock_that_goes_back_makes_no_negative_duration() -> None:
    """Durations are at least zero, whatever the clock does inside the day."""
    history = opened()
    number = history.issue()
    history.wait(minutes=-5)
    history.do(c.CallNext(1))
    history.wait(minutes=-5)
    history.do(c.StartService(1))
    history.wait(minutes=-5)
    history.do(c.FinishService(1))
    assert seconds(history, number) == (0, 0, 0)


def test_answers_are_read_off_the_events() -> None:
    """The last event of a command says what is answered."""
    history = opened()
    issued = answer_to(history.do(c.IssueTicket("1", "elderly")))
    assert issued == TicketAnswer("1001", "1", "elderly", 0, history.now, history.office.day, "track-1")
    called = answer_to(history.do(c.CallNext(1)))
    assert isinstance(called, CallAnswer)
    assert (called.number, called.counter, called.state, called.call) == ("1001", 1, TicketState.CALLED, 1)
    assert called.why == history.office.counters[1].why
    recalled = answer_to(history.do(c.Recall(1)))
    assert isinstance(recalled, CallAnswer)
    assert (recalled.call, recalled.recall) == (2, 1)
    missed = answer_to(history.do(c.MarkNoShow(1)))
    assert missed == CallAnswer("1001", "1", 1, TicketState.NO_SHOW, None, 1)
    assert answer_to(history.do(c.CancelTicket("1001"))) == DoneAnswer("1001")
    assert answer_to(history.do(c.CloseCounter(1))) == DoneAnswer()
    assert answer_to(()) == DoneAnswer()


def test_the_board_shows_the_newest_calls_first_and_no_person() -> None:
    """A limited list of calls, how many wait by field, and what each counter does."""
    history = opened()
    for _ in range(CALLS_SHOWN_MAX + 5):
        history.issue()
        history.call_next(1)
    waiting = history.issue("2")
    history.do(c.PauseCounter(2), c.CloseCounter(3))
    board = board_view(history.office, history.now)
    assert [call.call for call in board.calls] == list(range(CALLS_SHOWN_MAX + 5, 5, -1))
    assert board.waiting == {"1": 0, "2": 1, "3": 0}
    assert [sign.state for sign in board.counters] == ["open", "paused", "closed"]
    assert board.counters[0].ticket == board.calls[0].number
    assert "track" not in repr(board)
    assert waiting not in repr(board.calls)


def test_the_kiosk_is_shown_what_can_be_had() -> None:
    """Quota left, open counters and waiting people by field; never less than nothing left."""
    limited = Field("1", Name("1"), "1", daily_quota=2)
    history = opened(plan_with(fields=(limited, *PLAN.fields[1:])), (2, 3))
    history.issue("1")
    signs = {sign.code: sign for sign in kiosk_view(history.office, history.now).fields}
    assert (signs["1"].waiting, signs["1"].left, signs["1"].counters_open) == (1, 1, 1)
    assert (signs["2"].left, signs["2"].counters_open) == (None, 2)


def test_the_kiosk_is_shown_when_the_office_opens() -> None:
    """Outside sessions the view names the next opening and, on a holiday, its name."""
    day = MONDAY_MORNING.date()
    plan = office_hours(holidays={day: Name("Nghỉ")})
    view = kiosk_view(new_day(plan, day), MONDAY_MORNING)
    assert (view.is_open, view.holiday, view.is_morning) == (False, Name("Nghỉ"), True)
    assert view.opens_at == MONDAY_MORNING.replace(day=24, hour=7, minute=30)
    view = kiosk_view(new_day(office_hours(), day), MONDAY_MORNING)
    assert (view.is_open, view.opens_at) == (True, None)


def test_a_clerk_sees_who_waits_and_whom_only_a_hand_brings_back() -> None:
    """The counter's own ticket, its lines in order, tickets aside, and until when Undo works."""
    history = opened()
    numbers = [history.issue() for _ in range(WAITING_SHOWN_MAX + 5)]
    history.do(c.CallNext(1), c.Park(1), c.CallNext(1), c.MarkNoShow(1))
    history.do(c.ReportPrint(numbers[4], "failed", "paper"))
    history.do(c.CallNext(1), c.FinishService(1), c.CallNext(1))
    view = counter_view(history.office, 1, shared_lists(history.office))
    assert view.ticket is not None
    assert (view.ticket.number, view.why) == (numbers[3], history.office.counters[1].why)
    assert [sign.number for sign in view.waiting] == numbers[4 : 4 + WAITING_SHOWN_MAX]
    assert view.waiting_count == WAITING_SHOWN_MAX + 1
    assert [sign.number for sign in (*view.parked, *view.missed, *view.unprinted)] == [
        numbers[0],
        numbers[1],
        numbers[4],
    ]
    assert (view.served_count, view.undo_until) == (1, history.now + timedelta(seconds=10))


def test_tickets_aside_have_a_limit() -> None:
    """A clerk sees the newest ASIDE_SHOWN_MAX no-shows."""
    history = opened()
    numbers = [history.issue() for _ in range(ASIDE_SHOWN_MAX + 2)]
    for _ in numbers:
        history.do(c.CallNext(1), c.MarkNoShow(1))
    assert [sign.number for sign in shared_lists(history.office).missed] == numbers[2:]


def test_a_ticket_is_found_by_its_track_alone() -> None:
    """The citizen's token leads to the ticket, another text to nothing."""
    history = History()
    number = history.issue()
    found = history.office.tracked("track-1")
    assert found is not None
    assert found.number == number
    assert history.office.tracked("") is None


def test_a_book_of_tickets_is_a_mapping_that_leaves_the_one_before_as_it_was() -> None:
    """with_ticket() answers a new book; both compare by their tickets."""
    first, second = (
        Ticket(number, "1", place, TicketState.WAITING, MONDAY_MORNING, "t")
        for place, number in enumerate(("1001", "1101"))
    )
    empty = TicketBook()
    one = empty.with_ticket(first)
    both = one.with_ticket(second)
    assert (len(empty), len(one), len(both)) == (0, 1, 2)
    assert dict(both) == {"1001": first, "1101": second}
    assert both == TicketBook().with_ticket(second).with_ticket(first)
    assert "1001" not in empty
    assert both.get("9999") is None
