"""A day goes on under another plan: what has no place in it is named, put right or reached by people."""

from dataclasses import replace

import pytest

from tests.ticketing.history import History, opened
from tests.ticketing.plans import CLASSES, COUNTERS, FIELDS, PLAN, plan_with
from ticketing import commands as c
from ticketing import events as e
from ticketing.apply import apply_all
from ticketing.desk_views import counter_view, shared_lists, staff_view
from ticketing.office import new_day
from ticketing.plan import CounterPlan, Field, Name, OfficePlan, Zone
from ticketing.plan_check import SENTENCES, due_closings, fit_to_plan, lasting_findings, plan_findings
from ticketing.tickets import TicketState
from ticketing.views import board_view
from wording import load

SMALLER = plan_with(fields=FIELDS[:2], counters=(COUNTERS[0], replace(COUNTERS[1], fields=("2",))))
"""PLAN without field 3 and counter 3."""

NEW_FIELD = Field("4", Name("Cư trú", "Residence"), "4")
LARGER = plan_with(
    fields=(*FIELDS, NEW_FIELD),
    counters=(COUNTERS[0], replace(COUNTERS[1], fields=("2", "3", "4")), COUNTERS[2]),
)
"""PLAN with a field more, at counter 2."""


def restarted(before: History, plan: OfficePlan, *, fits: bool = True) -> History:
    """The same day after a start under another plan."""
    history = History(plan, before.now)
    history.office = apply_all(new_day(plan, before.office.day), tuple(before.events))
    history.events = list(before.events)
    if fits:
        history.happen(*fit_to_plan(history.office, history.now, load("vi")))
    return history


def found(history: History) -> list[str]:
    """What is found, by name."""
    return [finding.name for finding in plan_findings(history.office)]


def test_a_plan_that_fits_is_left_alone() -> None:
    """Without a change nothing is found and nothing happens, assignments by hand included."""
    history = opened()
    history.issue("3")
    history.call_next(3)
    history.do(c.AssignFields(2, ("2",)))
    again = restarted(history, PLAN)
    assert (found(again), again.events) == ([], history.events)


def test_people_of_a_field_that_is_gone_are_named_and_reached() -> None:
    """They stand in every counter's list and in the overview; next takes them after a counter's own."""
    history = opened(PLAN, (1, 2))
    history.do(c.AssignFields(1, ("1",)))
    for field in ("3", "3", "1"):
        history.issue(field)
    again = restarted(history, SMALLER)
    assert found(again) == ["field-gone"]
    (finding,) = plan_findings(again.office)
    assert dict(finding.values) == {"field": "3", "numbers": "3001, 3002"}
    shared = shared_lists(again.office)
    assert [row.number for row in counter_view(again.office, 1, shared).waiting] == ["3001", "3002", "1001"]
    assert staff_view(again.office, shared, again.now).waiting_by_field == {"1": 1, "2": 0, "3": 2}
    assert board_view(again.office, again.now).waiting["3"] == 2
    assert [again.call_next(1).number for _ in range(2)] == ["1001", "3001"]
    again.do(c.FinishService(1), c.Transfer(2, field="2", number="3002"))
    assert again.call_next(2).number == "3002"
    assert found(again) == []


def test_a_ticket_of_a_lost_field_that_waits_beyond_the_limit_goes_first() -> None:
    """So that a counter that is never without people reaches it too."""
    history = opened(PLAN, (1, 3))
    history.issue("3")
    history.wait(minutes=PLAN.policy.wait_minutes_max - 1)
    history.issue("1")
    again = restarted(history, SMALLER)
    again.wait(minutes=1)
    assert again.call_next(1).number == "3001"


def test_a_ticket_of_a_lost_field_can_be_picked_parked_resumed_and_sent_to_one_counter() -> None:
    """Every way of a ticket stays open to it but new numbers of its field."""
    history = opened(PLAN, (1, 2))
    history.issue("3")
    again = restarted(history, SMALLER)
    again.do(c.Transfer(1, to_counter=2, number="3001"), c.CallTicket(2, "3001"), c.StartService(2))
    again.do(c.Park(2, "giấy tờ"), c.Resume(1, "3001"), c.FinishService(1))
    assert again.ticket("3001").state is TicketState.SERVED
    assert again.refusal(c.IssueTicket("3")) == "unknown-field"


def test_a_late_ticket_of_a_lost_field_comes_on_record() -> None:
    """A kiosk that was offline gave it out in good faith; its citizen waits like the others."""
    history = opened(PLAN)
    (leased,) = history.do(c.LeaseNumbers("3", "K1"))
    assert isinstance(leased, e.NumbersLeased)
    again = restarted(history, SMALLER)
    late = c.ReconcileTicket(leased.numbers[0], "3", None, "late", again.now, "K1")
    again.do(late)
    assert again.ticket(leased.numbers[0]).state is TicketState.WAITING
    assert again.refusal(replace(late, number="3500", track="other")) == "unknown-field"


def test_a_counter_that_is_gone_finishes_what_it_has_and_is_closed() -> None:
    """It is shown while somebody is there; its clerk finishes, and the rule closes it after Undo's time."""
    history = opened(PLAN)
    history.issue("3")
    history.call_next(3)
    history.do(c.StartService(3), c.CallHelp(3))
    again = restarted(history, SMALLER)
    assert found(again) == ["counter-gone", "field-gone"]
    assert [row.number for row in board_view(again.office, again.now).counters] == [1, 2, 3]
    assert again.office.counter(3).fields == ()
    again.do(c.OpenCounter(3, "Lan", take_over=True), c.AnswerNotice(1))
    for command in (c.CallNext(3), c.PauseCounter(3, ""), c.AssignFields(3, ("1",))):
        assert again.refusal(command) == "counter-gone"
    again.do(c.FinishService(3))
    assert [row.number for row in board_view(again.office, again.now).counters] == [1, 2]
    again.do(c.Undo(3))
    again.do(c.FinishService(3))
    assert due_closings(again.office, again.now) == ()
    again.wait(seconds=PLAN.rules.undo_seconds_max + 1)
    again.do(*due_closings(again.office, again.now))
    assert not again.office.counter(3).is_open
    assert again.refusal(c.OpenCounter(3, "Lan")) == "counter-gone"
    assert (found(again), again.office.notices) == ([], ())
    assert not counter_view(again.office, 7, shared_lists(again.office)).is_open


def test_a_counter_that_is_gone_and_empty_is_closed_at_the_start() -> None:
    """Whoever waits for it alone waits for the field again."""
    history = opened(PLAN)
    history.issue("1")
    history.do(c.Transfer(1, to_counter=3, number="1001"))
    before = restarted(history, SMALLER, fits=False)
    assert found(before) == ["counter-gone-open", "reserved-gone"]
    assert before.refusal(c.Transfer(1, to_counter=3, number="1001")) == "counter-gone"
    again = restarted(history, SMALLER)
    assert (found(again), again.ticket("1001").reserved_for) == ([], None)
    assert not again.office.counter(3).is_open
    assert again.call_next(1).number == "1001"


def test_an_assignment_that_leaves_a_new_field_without_a_counter_falls() -> None:
    """Counter 2 was given fields 2 and 1 in the morning; field 4 is its alone, so it serves the plan's."""
    history = opened(PLAN)
    history.do(c.AssignFields(2, ("2", "1")))
    before = restarted(history, LARGER, fits=False)
    (finding,) = plan_findings(before.office)
    said = finding.sentence(load("en"), "en")
    assert said.startswith("Field 4 (Residence) has no open counter, for counter 2 was given other fields")
    assert said.endswith("serves the fields of the office file again: 2, 3, 4.")
    again = restarted(history, LARGER)
    assert again.office.counter(2).fields == ("2", "3", "4")
    (notice,) = again.office.notices
    assert (notice.to_counter, notice.text) == (2, finding.sentence(load("vi"), "vi"))
    again.issue("4")
    assert again.call_next(2).number == "4001"
    assert found(again) == []


def test_a_field_whose_only_other_counter_is_closed_gets_its_counter_back() -> None:
    """While some counter is open, an open one is asked for; in the morning a closed one is enough."""
    plan = replace(LARGER, counters=(*LARGER.counters, CounterPlan(4, Name("Quầy 4"), "", ("4",))))
    history = opened(PLAN)
    history.do(c.AssignFields(2, ("2", "3")))
    assert found(restarted(history, plan, fits=False)) == ["field-unreached"]
    history.do(*(c.CloseCounter(number) for number in (1, 2, 3)))
    assert found(restarted(history, plan, fits=False)) == []


def test_an_assignment_that_names_a_lost_field_goes_on_without_it() -> None:
    """What is left of it stays; where nothing is left the counter serves the plan's fields."""
    history = opened(PLAN)
    history.do(c.AssignFields(2, ("2", "3")), c.AssignFields(1, ("3",)))
    again = restarted(history, SMALLER, fits=False)
    assert found(again)[:2] == ["assignment-gone", "assignment-gone"]
    again = restarted(history, SMALLER)
    assert [again.office.counter(number).fields for number in (1, 2)] == [("1",), ("2",)]


def test_every_field_has_a_counter_though_one_assignment_falls_after_another() -> None:
    """A counter that falls back may leave a field which it had been given, and so the next one falls too."""
    counters = (
        CounterPlan(1, Name("A"), "", ("1",)),
        CounterPlan(2, Name("B"), "", ("2",)),
        CounterPlan(3, Name("C"), "", ("3",)),
    )
    history = opened(plan_with(counters=counters))
    history.do(c.AssignFields(3, ("3", "1", "2")), c.AssignFields(1, ("3",)), c.AssignFields(2, ("1",)))
    history.do(c.AssignFields(3, ("2",)))
    more = (replace(counters[0], fields=("1", "4")), *counters[1:])
    again = restarted(history, plan_with(fields=LARGER.fields, counters=more))
    served = {code for counter in again.office.counters.values() for code in counter.fields}
    assert served == {"1", "2", "3", "4"}


def test_a_lost_priority_class_is_named_and_its_people_stay_priority() -> None:
    """The sentence names the class and the numbers."""
    history = opened()
    history.issue("1")
    history.issue("1", "elderly")
    again = restarted(history, plan_with(priority_classes=CLASSES[1:]))
    (finding,) = lasting_findings(again.office)
    assert (finding.name, dict(finding.values)["numbers"]) == ("priority-gone", "1002")
    assert again.call_next(1).why.is_priority is False
    history.do(c.CancelTicket("1002"))
    assert found(restarted(history, plan_with(priority_classes=CLASSES[1:]))) == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_findings_are_sentences_that_say_what_to_do(language: str) -> None:
    """Each has the values that its sentence asks for, in both languages."""
    history = opened()
    history.do(c.AssignFields(1, ("3",)), c.AssignFields(2, ("2", "1")))
    for field, priority in (("3", "elderly"), ("3", None), ("1", None)):
        history.issue(field, priority)
    history.call_next(3)
    history.do(c.Transfer(2, to_counter=3, number="1001"))
    plan = replace(LARGER, fields=(*FIELDS[:2], NEW_FIELD), counters=LARGER.counters[:2], priority_classes=())
    plan = replace(plan, counters=(plan.counters[0], replace(plan.counters[1], fields=("2", "4"))))
    sentences = [
        finding.sentence(load(language), language)
        for finding in plan_findings(restarted(history, plan, fits=False).office)
    ]
    assert all("{" not in sentence and len(sentence) > 40 for sentence in sentences)
    names = set(found(restarted(history, plan, fits=False)))
    assert names == set(SENTENCES) - {"counter-gone-open"}


def test_a_call_for_a_lost_field_is_heard_where_the_other_calls_of_its_counter_are() -> None:
    """No zone can name the field any more, and still nobody is called in silence."""
    hall, yard = Zone("hall", Name("Sảnh"), ("1",)), Zone("yard", Name("Sân"), ("2",))
    plan = replace(SMALLER, zones=(hall, yard))
    heard = {
        (field, counter): [zone.code for zone in plan.zones if plan.is_heard_in(zone, field, counter)]
        for field, counter in (("1", 1), ("3", 1), ("3", 2), ("2", 1), ("3", 9))
    }
    assert list(heard.values()) == [["hall"], ["hall"], ["yard"], ["yard"], ["hall", "yard"]]
