"""Numbers on lease, and the tickets that a kiosk gave out while it was offline."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from tests.ticketing.history import History, opened, replayed
from tests.ticketing.plans import (
    AFTERNOON,
    FIELDS,
    HANOI,
    MONDAY_MORNING,
    MORNING,
    office_hours,
    plan_ruling,
    plan_with,
)
from ticketing import commands as c
from ticketing import events as e
from ticketing.answers import LeaseAnswer, TicketAnswer, answer_to
from ticketing.decide import decide
from ticketing.office import Office
from ticketing.plan import Field, Session
from ticketing.refusals import SENTENCES, Refusal
from ticketing.rules.clock import clock_set
from ticketing.rules.issuing import ahead_of_waiting, lease_serials
from ticketing.rules.leases import LEASE_NUMBERS, REFUSED_FOR_GOOD, late_day, wants_more
from ticketing.tickets import TicketState
from ticketing.visits import visit_of

KIOSK = "kiosk-a"


def leased(history: History, field: str = "1", kiosk: str = KIOSK) -> tuple[str, ...]:
    """The numbers that a kiosk is given."""
    (event,) = history.do(c.LeaseNumbers(field, kiosk))
    assert isinstance(event, e.NumbersLeased)
    return event.numbers


def late(number: str, taken_at: datetime = MONDAY_MORNING, **values: object) -> c.ReconcileTicket:
    """A ticket of field 1 that a kiosk gave out at `taken_at`."""
    ticket = c.ReconcileTicket(number, "1", None, f"track-of-{number}", taken_at, KIOSK)
    return replace(ticket, **values)  # type: ignore[arg-type]  # any of the command's values


def test_numbers_are_leased_from_the_top_of_the_range() -> None:
    """A block is the highest free numbers; two kiosks and two fields never share one."""
    history = opened()
    first, other, second_field = leased(history), leased(history, kiosk="kiosk-b"), leased(history, "2")
    assert first == tuple(f"1{serial}" for serial in range(980, 1000))
    assert other == tuple(f"1{serial}" for serial in range(960, 980))
    assert second_field == tuple(f"2{serial}" for serial in range(980, 1000))
    assert history.issue() == "1001"


def test_an_unused_block_is_given_again() -> None:
    """A kiosk that asks again, because the answer was lost or it was started anew, wastes no number."""
    history = opened()
    first = leased(history)
    assert leased(history) == first
    history.do(*(late(number) for number in first[: LEASE_NUMBERS // 2]))
    assert leased(history) == first[LEASE_NUMBERS // 2 :]
    history.do(late(first[LEASE_NUMBERS // 2]))
    assert leased(history) == tuple(f"1{serial}" for serial in range(960, 980))
    assert replayed(history) == history.office


def test_a_kiosk_wants_more_below_half_a_block() -> None:
    """Half a block is enough, one number less is not."""
    assert wants_more(LEASE_NUMBERS // 2 - 1)
    assert not wants_more(LEASE_NUMBERS // 2)


def test_the_answer_says_until_when_the_numbers_hold() -> None:
    """The day's sessions come with the numbers; an office that is always open has one from midnight on."""
    history = opened(office_hours())
    answer = answer_to(history.do(c.LeaseNumbers("1", KIOSK)))
    assert isinstance(answer, LeaseAnswer)
    assert (answer.day, answer.hours) == (MONDAY_MORNING.date(), (MORNING, AFTERNOON))
    always = answer_to(opened().do(c.LeaseNumbers("1", KIOSK)))
    assert isinstance(always, LeaseAnswer)
    assert always.hours == (Session(time.min, time.max),)


def test_what_can_not_be_leased_is_refused_by_name() -> None:
    """No such field, no plain name of a kiosk, no session today, no number left under the quota."""
    history = opened()
    assert history.refusal(c.LeaseNumbers("9", KIOSK)) == "unknown-field"
    assert history.refusal(c.LeaseNumbers("1", "")) == "kiosk-malformed"
    assert history.refusal(c.LeaseNumbers("1", "a b")) == "kiosk-malformed"
    sunday = History(office_hours(), MONDAY_MORNING - timedelta(days=1))
    assert sunday.refusal(c.LeaseNumbers("1", KIOSK)) == "nothing-to-lease"
    full = opened(plan_with(fields=(replace(FIELDS[0], daily_quota=1), *FIELDS[1:])))
    assert len(leased(full)) == 1
    full.issue()
    assert full.refusal(c.LeaseNumbers("1", "kiosk-b")) == "nothing-to-lease"


def test_ordinary_numbers_pass_over_leased_ones() -> None:
    """A field whose range runs out goes on with four digits, and leaves alone what a kiosk holds."""
    history = opened(plan_with(fields=(replace(FIELDS[0], first=1, last=30), *FIELDS[1:])))
    held = leased(history)
    given = [history.issue() for _ in range(30)]
    assert given[:15] == [f"1{serial:03d}" for serial in range(1, 16)]
    assert given[15] == "11000"
    assert not {*given} & {*held}


def test_a_small_range_lends_its_upper_half_and_then_four_digits() -> None:
    """Blocks beyond the range come from the top of the four digits and pass over what is taken."""
    field = Field("1", FIELDS[0].name, "1", 1, 30)
    assert lease_serials(field, 20) == (*range(16, 31), *range(9995, 10000))
    assert lease_serials(field, 2, {"1030", "1028"}) == (27, 29)


def test_a_late_ticket_stands_where_its_paper_says() -> None:
    """First come, first served holds between online and offline tickets, by the moment of issue."""
    history = opened()
    numbers = leased(history)
    history.wait(minutes=1)
    before = history.issue()
    history.wait(minutes=2)
    after = history.issue()
    history.wait(minutes=5)
    (issued,) = history.do(late(numbers[0], MONDAY_MORNING + timedelta(minutes=2)))
    assert history.office.queues["1", None] == (before, numbers[0], after)
    assert [history.call_next(1).number for _ in range(3)] == [before, numbers[0], after]
    ticket = history.ticket(numbers[0])
    assert ticket.issued_at == MONDAY_MORNING + timedelta(minutes=2)
    assert ticket.wait_seconds == 6 * 60
    assert issued.at == history.now
    answer = answer_to((issued,))
    assert isinstance(answer, TicketAnswer)
    assert (answer.ahead, answer.issued_at) == (None, ticket.issued_at)


def test_late_tickets_are_counted_in_front_of_later_ones() -> None:
    """How many are ahead of a ticket follows the moments of issue."""
    history = opened()
    numbers = leased(history)
    history.wait(minutes=1)
    online = history.issue()
    history.do(late(numbers[0]))
    assert ahead_of_waiting(history.office, history.ticket(online)) == 1
    assert ahead_of_waiting(history.office, history.ticket(numbers[0])) == 0


def test_late_tickets_move_no_serial_and_count_for_the_quota() -> None:
    """The next ordinary number is as if there were none, but the quota has one less."""
    history = opened(plan_with(fields=(replace(FIELDS[0], daily_quota=2), *FIELDS[1:])))
    numbers = leased(history)
    history.do(late(numbers[0]))
    assert history.issue() == "1001"
    assert history.refusal(c.IssueTicket("1")) == "quota-reached"
    history.do(late(numbers[1]))
    assert history.office.issued["1"] == 3


def test_a_ticket_that_is_on_record_already_changes_nothing() -> None:
    """Sent again after a restart, under another request id, it is neither refused nor recorded twice."""
    history = opened()
    ticket = late(leased(history)[0])
    history.do(ticket)
    assert history.do(ticket) == ()
    assert len(history.office.tickets) == 1


def test_the_server_s_ticket_gives_way_to_the_one_on_the_paper() -> None:
    """A press that the server carried out unheard ends in one live ticket: the citizen's."""
    history = opened(counters=(1,))
    numbers = leased(history)
    history.do(c.IssueTicket("1", None, "visit"))
    cancelled, issued = history.do(late(numbers[0], track="visit"))
    assert cancelled == e.TicketCancelled(history.now, "1001", f"→ {numbers[0]}")
    assert isinstance(issued, e.TicketIssued)
    assert history.office.queues["1", None] == (numbers[0],)
    tracked = history.office.tracked("visit")
    assert tracked is not None
    assert tracked.number == numbers[0]


def test_a_called_ticket_gives_way_and_a_served_one_stays() -> None:
    """At a counter that calls it the number vanishes; somebody who is being served is left alone."""
    for keys, state in (((), TicketState.CANCELLED), ((c.StartService(1),), TicketState.SERVING)):
        history = opened(counters=(1,))
        numbers = leased(history)
        history.do(c.IssueTicket("1", None, "visit"), c.CallNext(1), *keys)
        history.do(late(numbers[0], track="visit"))
        assert history.ticket("1001").state is state
        assert history.ticket(numbers[0]).state is TicketState.WAITING


def test_a_press_that_comes_after_its_late_ticket_gives_no_second_one() -> None:
    """A copy of the press that was long under way is refused by name."""
    history = opened()
    numbers = leased(history)
    history.do(late(numbers[0], track="visit"))
    assert history.refusal(c.IssueTicket("1", None, "visit")) == "given-offline"
    assert history.refusal(c.IssueTicket("1", None, "no link")) == "track-malformed"


def test_what_can_not_be_put_on_record_is_refused_by_name() -> None:
    """Somebody else's number, one that was never leased, another field: each has its name."""
    history = opened()
    numbers = leased(history)
    history.do(late(numbers[0]))
    refusals = {
        late("1500"): "number-not-leased",
        late(numbers[1], kiosk="kiosk-b"): "number-not-leased",
        late(numbers[1], field="2"): "number-not-leased",
        late(numbers[0], track="other"): "number-taken",
        late(numbers[1], field="9"): "unknown-field",
        late(numbers[1], priority="king"): "unknown-priority",
        late(numbers[1], track=""): "track-malformed",
        late(numbers[1], track="x" * 65): "track-malformed",
        late(numbers[1], MONDAY_MORNING.replace(tzinfo=None)): "moment-malformed",
    }
    assert {command: history.refusal(command) for command in refusals} == refusals
    assert {*refusals.values()} <= REFUSED_FOR_GOOD <= SENTENCES.keys()


@pytest.mark.parametrize(("minutes", "kept"), [(-30, 0), (90, 60)])
def test_a_moment_that_can_not_be_is_brought_to_one_that_can(minutes: int, kept: int) -> None:
    """A kiosk whose clock is wrong gets no turn from before its lease, and none to come."""
    history = opened()
    numbers = leased(history)
    history.wait(minutes=60)
    history.do(late(numbers[0], MONDAY_MORNING + timedelta(minutes=minutes)))
    assert history.ticket(numbers[0]).issued_at == MONDAY_MORNING + timedelta(minutes=kept)


def test_a_ticket_of_an_earlier_day_is_recorded_there_and_has_lapsed() -> None:
    """It is decided on the office of its own day, and stands in no line of today."""
    history = opened()
    numbers = leased(history)
    history.end_day()
    yesterday = history.office
    tuesday = datetime(2026, 11, 24, 7, 30, tzinfo=HANOI)
    ticket = late(numbers[0], MONDAY_MORNING + timedelta(hours=1))
    assert late_day(ticket, tuesday) == MONDAY_MORNING.date()
    history.now = tuesday
    history.do(ticket)
    assert history.office.day == yesterday.day
    visit = visit_of(history.ticket(numbers[0]), yesterday.day)
    assert (visit.state, visit.issued_at) == ("lapsed", MONDAY_MORNING + timedelta(hours=1))
    assert not any(history.office.queues.values())
    assert history.do(ticket) == ()


def test_leases_end_with_their_day() -> None:
    """A new day knows of no lease, and none is given for a day to come."""
    history = opened()
    numbers = leased(history)
    tuesday = datetime(2026, 11, 24, 7, 30, tzinfo=HANOI)
    history.begin_day(tuesday)
    assert history.office.leased == {}
    assert history.refusal(late(numbers[0], tuesday)) == "number-not-leased"
    with pytest.raises(Refusal, match=str(date(2026, 11, 24))):
        decide(history.office, c.LeaseNumbers("1", KIOSK), tuesday + timedelta(days=1))


def test_other_commands_have_no_day_of_their_own() -> None:
    """Only a late ticket belongs to the day on its paper."""
    assert late_day(c.IssueTicket("1"), MONDAY_MORNING) is None
    utc = late("1999", datetime.fromisoformat("2026-11-22T18:00:00+00:00"))
    assert late_day(utc, MONDAY_MORNING) == MONDAY_MORNING.date()


def test_the_office_is_a_value() -> None:
    """A lease leaves the office before it as it was."""
    history = opened()
    before: Office = history.office
    leased(history)
    assert before.leased == {}


@pytest.mark.parametrize("ahead", [timedelta(hours=7), timedelta(days=1)])
def test_a_late_ticket_of_a_clock_that_was_ahead_stands_where_it_was_taken(ahead: timedelta) -> None:
    """The kiosk had its time from the office, whose clock was set right since: the line goes by that."""
    history = History(now=MONDAY_MORNING)
    numbers = leased(history)
    taken_at = history.now + ahead + timedelta(minutes=5)
    history.wait(minutes=10)
    ordinary = history.issue()
    history.happen(*clock_set(history.office, history.now, history.now + ahead, moves_the_day=False))
    history.do(late(numbers[0], taken_at))
    assert history.ticket(numbers[0]).issued_at == MONDAY_MORNING + timedelta(minutes=5)
    assert [*history.office.queues.values()] == [(numbers[0], ordinary)]


def test_a_late_ticket_of_a_day_to_come_is_todays() -> None:
    """A wrong clock's day is nobody's; the number is on record as if it was taken now."""
    history = opened()
    numbers = leased(history)
    history.do(late(numbers[1], MONDAY_MORNING + timedelta(days=1)))
    assert history.ticket(numbers[1]).issued_at == history.now


def visited(history: History) -> str:
    """The number that the server gave a visit whose kiosk has not had the answer."""
    (issued,) = history.do(c.IssueTicket("1", None, "visit"))
    assert isinstance(issued, e.TicketIssued)
    return issued.number


@pytest.mark.parametrize("leave", [c.Park(1), c.MarkNoShow(1), c.Transfer(1, field="1")])
def test_what_a_clerk_had_begun_gives_way_to_the_paper_once_it_leaves(leave: c.Command) -> None:
    """From then on the visit has one number that lives, the one that its citizen holds."""
    history = opened(plan_ruling(start_after_seconds=1))
    number = leased(history)[0]
    twin = visited(history)
    history.do(c.CallNext(1))
    history.wait(seconds=1)
    history.do(c.StartByRule(1))
    history.do(late(number, track="visit"))
    assert history.ticket(twin).state is TicketState.SERVING
    history.do(leave)
    assert (history.ticket(twin).state, history.ticket(twin).note) == (TicketState.CANCELLED, f"→ {number}")
    assert history.ticket(number).state is TicketState.WAITING


def test_the_paper_goes_where_its_twin_was_sent() -> None:
    """Who was sent on to another field waits there, under the number on the paper."""
    history = opened()
    number = leased(history)[0]
    visited(history)
    history.do(c.CallNext(1), c.StartService(1), late(number, track="visit"), c.Transfer(1, field="2"))
    assert history.office.queues["2", None] == (number,)
    assert history.office.queues.get(("1", None), ()) == ()
