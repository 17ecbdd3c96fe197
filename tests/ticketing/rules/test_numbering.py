"""Numbers run through their field's range, then on with a digit more, and never come twice on a day."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rings import RING
from tests.ticketing.history import History
from tests.ticketing.plans import COUNTERS, MONDAY_MORNING, PLAN, plan_with
from ticketing import commands as c
from ticketing import events as e
from ticketing.apply import apply, apply_all
from ticketing.decide import decide
from ticketing.office import new_day
from ticketing.plan import Field, Name, OfficePlan
from ticketing.rules.issuing import first_overflow, is_overflow, next_serial, serial_text


def field(code: str, prefix: str, first: int = 1, last: int = 999) -> Field:
    return Field(code, Name(code), prefix, first, last)


def plan_of(*fields: Field) -> OfficePlan:
    """An office of these fields, all served by its first counter."""
    served = tuple(one.code for one in fields)
    return plan_with(fields=fields, counters=(type(COUNTERS[0])(1, Name("1"), "", served),))


@pytest.mark.parametrize(
    ("prefix", "serial", "number"),
    [("1", 1, "1001"), ("A", 25, "A025"), ("", 7, "007"), ("1", 999, "1999"), ("1", 1000, "11000")],
)
def test_a_number_is_the_prefix_and_three_digits_or_more(prefix: str, serial: int, number: str) -> None:
    """Short serials are filled with zeros."""
    assert serial_text(field("1", prefix), serial) == number


def test_each_field_counts_for_itself() -> None:
    """Fields have their own series of numbers."""
    history = History()
    assert [history.issue(code) for code in ("1", "2", "1", "3", "2")] == [
        "1001",
        "2001",
        "1002",
        "3001",
        "2002",
    ]


def test_a_new_day_begins_with_the_first_numbers() -> None:
    """The series begin again with the service day."""
    history = History()
    history.issue()
    history.end_day()
    history.begin_day(history.now.replace(day=24))
    assert history.issue() == "1001"


@pytest.mark.slow
def test_a_used_up_range_goes_on_with_four_digits_and_then_with_five() -> None:
    """After 999 comes 1000, after 9999 comes 10000, and no number is given out twice."""
    office, numbers = new_day(PLAN, MONDAY_MORNING.date()), []
    for _ in range(10_001):
        (issued,) = decide(office, c.IssueTicket("1"), MONDAY_MORNING)
        assert isinstance(issued, e.TicketIssued)
        office = apply(office, issued)
        numbers.append(issued.number)
    assert numbers[:2] == ["1001", "1002"]
    assert numbers[998:1000] == ["1999", "11000"]
    assert numbers[9998:] == ["19999", "110000", "110001"]
    assert len(set(numbers)) == len(numbers)


def test_ranges_of_one_prefix_share_what_lies_beyond_them() -> None:
    """Two fields that count 1 to 2 and 3 to 4 with the same letter go on by turns from 1000."""
    plan = plan_of(field("1", "A", 1, 2), field("2", "A", 3, 4))
    history = History(plan)
    numbers = [history.issue(code) for code in "1122" + "1221"]
    assert numbers == ["A001", "A002", "A003", "A004", "A1000", "A1001", "A1002", "A1003"]


def test_a_range_may_lie_beyond_three_digits() -> None:
    """A field whose range ends above 999 uses it up and goes on after its end."""
    history = History(plan_of(field("1", "A", 1998, 1999), field("2", "A", 1, 1)))
    assert [history.issue(code) for code in "111222"] == ["A1998", "A1999", "A2000", "A001", "A2001", "A2002"]


def test_a_number_that_another_prefix_has_made_is_passed_over() -> None:
    """With the prefixes 1 and 11, 11001 is given out once."""
    history = History(plan_of(field("1", "1", 999, 999), field("2", "11")))
    numbers = [history.issue(code) for code in "2111"]
    assert numbers == ["11001", "1999", "11000", "11002"]
    assert history.issue("2") == "11003"


def test_a_serial_beyond_the_range_is_an_overflow() -> None:
    """is_overflow() goes by the field's own range, and overflows begin with four digits."""
    short = field("1", "A", 1, 50)
    assert [is_overflow(short, serial) for serial in (50, 51, 1000)] == [False, True, True]
    assert first_overflow() == 1000
    assert next_serial(short, {"1": 50}, {}) == 1000


ranges = st.tuples(st.integers(1, 12), st.integers(0, 6)).map(lambda pair: (pair[0], pair[0] + pair[1]))
prefixes = st.sampled_from(("", "1", "11", "10", "100", "A", "A1"))


@given(
    fields=st.lists(st.tuples(prefixes, ranges), min_size=1, max_size=4),
    order=st.lists(st.integers(0, 3), max_size=60),
)
@settings(max_examples=RING.examples_of(0.6))
def test_no_number_comes_twice_whatever_prefixes_and_ranges_an_office_has(
    fields: list[tuple[str, tuple[int, int]]], order: list[int]
) -> None:
    """Even prefixes and ranges that overlap, which an office file may not hold, make no number twice."""
    plan = plan_of(*(field(str(at), prefix, *span) for at, (prefix, span) in enumerate(fields)))
    history = History(plan)
    numbers = [history.issue(str(at % len(fields))) for at in order]
    assert len(set(numbers)) == len(numbers)


@given(served=st.lists(st.sampled_from("123"), max_size=15))
@settings(max_examples=RING.examples_of(0.2))
def test_numbers_of_a_field_rise(served: list[str]) -> None:
    """Inside a field the numbers rise without a gap."""
    history = History()
    for code in served:
        history.issue(code)
    issued = [event for event in history.events if isinstance(event, e.TicketIssued)]
    for code in "123":
        serials = [event.serial for event in issued if event.field == code]
        assert serials == list(range(1, len(serials) + 1))
    assert [event.place for event in issued] == list(range(1, len(issued) + 1))


def test_a_quota_ends_the_numbers_of_its_field_for_the_day() -> None:
    """When the day's quota is given out its field refuses; a cancelled number is free again."""
    limited = Field("1", Name("1"), "1", daily_quota=2)
    history = History(plan_of(limited, field("2", "2")))
    history.do(c.CancelTicket(history.issue("1")))
    history.issue("1")
    history.issue("1")
    assert history.refusal(c.IssueTicket("1")) == "quota-reached"
    assert history.issue("2") == "2001"


def test_an_event_of_a_field_that_the_plan_has_lost_is_folded() -> None:
    """A day that began under another office file is replayed without an error."""
    history = History()
    history.open(3)
    history.issue("3")
    history.do(c.CallNext(3), c.Park(3), c.Undo(3), c.FinishService(3))
    lost = plan_of(field("1", "1"))
    office = apply_all(new_day(lost, history.now.date()), tuple(history.events))
    assert office.tickets == history.office.tickets
    assert office.counters[3].is_open
    (issued,) = decide(office, c.IssueTicket("1"), history.now)
    assert isinstance(issued, e.TicketIssued)
    assert issued.number == "1001"


def test_the_standard_plan_has_the_recommended_numbers() -> None:
    """One digit for the field and three digits."""
    assert {serial_text(one, one.first) for one in PLAN.fields} == {"1001", "2001", "3001"}
