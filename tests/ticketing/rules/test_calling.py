"""Who is next, and why: one example for each rule of each policy."""

from dataclasses import replace

import pytest

from tests.ticketing.history import History, opened
from tests.ticketing.plans import PLAN, plan_calling
from ticketing import commands as c
from ticketing.events import Reason, Rule
from ticketing.rules.calling import REASON_SENTENCES, explain
from ticketing.rules.issuing import ahead_of
from wording import load


def called(history: History, counter: int, times: int) -> list[str]:
    """The numbers that a counter calls one after the other."""
    return [history.call_next(counter).number for _ in range(times)]


def rules(history: History, counter: int, times: int) -> list[Rule]:
    """The rules by which a counter calls one ticket after the other."""
    return [history.call_next(counter).why.rule for _ in range(times)]


def waiting(history: History, *tickets: str | None) -> list[str]:
    """The numbers of tickets issued for field 1 with these priorities, a minute apart."""
    numbers = []
    for priority in tickets:
        numbers.append(history.issue("1", priority))
        history.wait(minutes=1)
    return numbers


def test_first_come_is_first_served() -> None:
    """Without priority tickets the order of issue is the order of calls."""
    history = opened()
    numbers = waiting(history, None, None, None)
    assert called(history, 1, 3) == numbers
    assert history.refusal(c.CallNext(1)) == "nobody-waiting"


def test_a_counter_calls_the_earliest_of_all_its_fields() -> None:
    """A counter of several fields calls by time of issue, whatever the field."""
    history = opened()
    numbers = [history.issue(field) for field in ("3", "1", "2", "3")]
    assert called(history, 3, 4) == numbers


def test_a_counter_calls_nobody_of_another_field() -> None:
    """Whoever waits for a field is not called by a counter that does not serve it."""
    history = opened()
    history.issue("1")
    assert history.refusal(c.CallNext(2)) == "nobody-waiting"


def test_fields_assigned_during_the_day_are_called_from() -> None:
    """After AssignFields the counter calls from its new fields alone."""
    history = opened()
    first, land = history.issue("1"), history.issue("3")
    history.do(c.AssignFields(1, ("3",)))
    assert called(history, 1, 1) == [land]
    assert history.refusal(c.CallNext(1)) == "nobody-waiting"
    assert called(history, 3, 1) == [first]


def test_strict_calls_priority_first() -> None:
    """With the policy strict an ordinary ticket is called when no priority ticket waits."""
    history = opened(plan_calling("strict"))
    ordinary, first, second = waiting(history, None, "elderly", "elderly")
    assert called(history, 1, 3) == [first, second, ordinary]


def test_strict_lets_nobody_wait_for_ever() -> None:
    """After wait_minutes_max an ordinary ticket goes before any priority ticket."""
    history = opened(plan_calling("strict", wait_minutes_max=30))
    (ordinary,) = waiting(history, None)
    for _ in range(28):
        waiting(history, "elderly")
        assert history.call_next(1).why.rule is Rule.STRICT
    waiting(history, "elderly")
    last = history.call_next(1)
    assert (last.number, last.why.rule, last.why.waited_seconds) == (ordinary, Rule.WAITED_LONG, 30 * 60)
    assert last.why.priority_called_since == 28


def test_the_smaller_rank_goes_first_among_priority_tickets() -> None:
    """A class of rank 1 goes before one of rank 2; classes of one rank go by time of issue."""
    history = opened(plan_calling("strict"))
    elderly, pregnant, later, disabled = waiting(history, "elderly", "pregnant", "elderly", "disabled")
    assert called(history, 1, 4) == [disabled, elderly, pregnant, later]


def test_ratio_calls_a_priority_ticket_after_every_n_ordinary_ones() -> None:
    """With the ratio 2 two ordinary tickets are called before each priority ticket while both wait."""
    history = opened(plan_calling("ratio", ordinary_per_priority=2))
    waiting(history, *[None] * 5, *["elderly"] * 3)
    o, p = Rule.RATIO_ORDINARY, Rule.RATIO_PRIORITY
    assert rules(history, 1, 8) == [o, o, p, o, o, p, o, Rule.ONLY_PRIORITY]


def test_ratio_is_kept_by_each_counter_for_itself() -> None:
    """What another counter has called does not bring a priority ticket's turn nearer."""
    history = opened(plan_calling("ratio", ordinary_per_priority=2))
    waiting(history, *[None] * 4, "elderly")
    assert rules(history, 1, 2) == [Rule.RATIO_ORDINARY] * 2
    assert rules(history, 3, 1) == [Rule.RATIO_ORDINARY]
    assert rules(history, 1, 1) == [Rule.RATIO_PRIORITY]


def test_ordinary_calls_while_no_priority_waited_count_for_the_ratio() -> None:
    """A priority ticket that comes after a row of ordinary calls is next at once."""
    history = opened(plan_calling("ratio", ordinary_per_priority=2))
    waiting(history, *[None] * 4)
    assert rules(history, 1, 3) == [Rule.FIRST_COME] * 3
    waiting(history, "elderly")
    assert rules(history, 1, 1) == [Rule.RATIO_PRIORITY]


def test_a_ticket_picked_by_hand_does_not_count_for_the_ratio() -> None:
    """The clerk's own choice moves no turn."""
    history = opened(plan_calling("ratio", ordinary_per_priority=1))
    first, second, third, *_ = waiting(history, None, None, None, None, "elderly")
    history.do(c.CallTicket(1, third))
    assert history.call_next(1).number == first
    history.do(c.FinishService(1), c.CallTicket(1, second))
    assert history.call_next(1).why.rule is Rule.RATIO_PRIORITY


@pytest.mark.parametrize(
    ("earlier_minutes", "rule"),
    [(14, Rule.HEAD_START), (15, Rule.HEAD_START), (16, Rule.NO_HEAD_START)],
)
def test_head_start_counts_a_priority_ticket_as_issued_earlier(earlier_minutes: int, rule: Rule) -> None:
    """A priority ticket goes first unless the ordinary one is here more than the head start longer."""
    history = opened(plan_calling("head_start", head_start_minutes=15))
    history.issue("1")
    history.wait(minutes=earlier_minutes)
    history.issue("1", "elderly")
    assert history.call_next(1).why.rule is rule


def test_a_ticket_reserved_for_a_counter_is_called_there_alone() -> None:
    """Whoever was transferred to counter 2 is called by counter 2, in the order of issue."""
    history = opened()
    first, _second = waiting(history, None, None)
    history.call_next(1)
    history.do(c.Transfer(1, to_counter=2))
    younger = history.issue("2")
    assert history.office.queues["@2", None] == (first,)
    assert called(history, 2, 2) == [first, younger]


def test_a_transferred_ticket_keeps_its_place() -> None:
    """In its new field a ticket goes before whoever was issued later."""
    history = opened()
    first = history.issue("1")
    history.wait(minutes=5)
    later = history.issue("2")
    history.do(c.Transfer(1, field="2", number=first))
    assert called(history, 2, 2) == [first, later]
    assert history.ticket(first).wait_seconds == 5 * 60


def test_a_reason_counts_the_priority_calls_of_the_field_since_the_issue() -> None:
    """Only calls of the ticket's field after its issue are counted, whichever counter made them."""
    history = opened(plan_calling("strict"))
    waiting(history, "elderly")
    history.call_next(1)
    waiting(history, None, "elderly", "elderly")
    history.issue("2", "elderly")
    history.call_next(2)
    history.call_next(1)
    history.call_next(3)
    assert history.call_next(1).why.priority_called_since == 2


def test_an_undone_call_is_not_counted() -> None:
    """A priority call that was taken back is not in anybody's reason, and no count falls below zero."""
    history = opened(plan_calling("strict"))
    history.issue("1", "elderly")
    history.call_next(1)
    after = history.issue("1")
    history.do(c.Undo(1))
    why = history.do(c.CallTicket(3, after))[-1].why  # type: ignore[attr-defined]  # the last event is a call
    assert why.priority_called_since == 0


ORDINARY = Reason(Rule.WAITED_LONG, False, 34 * 60 + 59, 3, ordinary_called_before=1, policy_minutes=30)
PRIORITY = Reason(Rule.RATIO_PRIORITY, True, 60, 2, ordinary_called_before=3, ordinary_per_priority=3)


def test_a_reason_is_explained_in_english() -> None:
    """The sentence names the rule, the wait and, for an ordinary ticket, who went before."""
    words = load("en")
    assert explain(ORDINARY, words) == (
        "waited beyond the limit of 30 min, so it goes first; waited 34 min; 3 priority called since"
    )
    assert explain(PRIORITY, words) == (
        "priority, by the ratio of 3 ordinary to 1 priority; called: 3 ordinary; waited 1 min"
    )


def test_the_reason_by_ratio_names_the_ratio_and_the_count() -> None:
    """For the first number of a day, for the ordinary ones after it and for the priority one at its turn."""
    history, words = opened(counters=(1,)), load("vi")
    waiting(history, None, None, None, None, "elderly")
    told = [explain(history.call_next(1).why, words) for _ in range(4)]
    ratio = "theo tỷ lệ 3 số thường : 1 số ưu tiên"
    assert told == [
        f"số thường, lượt đầu {ratio}; đã chờ 5 phút",
        f"số thường, {ratio}; đã gọi 1 số thường; đã chờ 4 phút",
        f"số thường, {ratio}; đã gọi 2 số thường; đã chờ 3 phút",
        f"số ưu tiên, {ratio}; đã gọi 3 số thường; đã chờ 1 phút",
    ]


def test_a_reason_of_an_older_journal_names_no_ratio() -> None:
    """Which ratio, head start or limit the office had then is not known."""
    rules = (Rule.RATIO_ORDINARY, Rule.HEAD_START, Rule.NO_HEAD_START, Rule.WAITED_LONG)
    reasons = [replace(PRIORITY, ordinary_per_priority=0), *(Reason(rule, False, 59) for rule in rules)]
    assert [explain(why, load("en")) for why in reasons] == [
        "priority, its turn after 3 ordinary; waited 1 min",
        "ordinary, its turn by the ratio; waited under 1 min",
        "priority, ahead with its head start; waited under 1 min",
        "ordinary, here long before the waiting priority; waited under 1 min",
        "waited beyond the limit, so it goes first; waited under 1 min",
    ]


@pytest.mark.parametrize("rule", Rule)
def test_every_rule_is_explained_in_vietnamese(rule: Rule) -> None:
    """No rule is left in English, and the figures stand in the sentence."""
    sentence = explain(Reason(rule, False, 34 * 60, 3, 7, 5, 90), load("vi"))
    assert REASON_SENTENCES[rule].split("{", maxsplit=1)[0] not in sentence
    assert "34" in sentence
    assert "3" in sentence.replace("34", "")
    assert ("7" in sentence) == ("{ordinary}" in REASON_SENTENCES[rule])
    assert ("90 phút" in sentence) == ("{limit}" in REASON_SENTENCES[rule])


def test_ahead_counts_everybody_for_ordinary_and_the_better_ranks_for_priority() -> None:
    """The promise on the paper is an upper bound for ordinary tickets and goes by rank for priority ones."""
    history = opened()
    waiting(history, None, "elderly", "disabled", "pregnant")
    history.issue("2")
    ahead = [ahead_of(history.office, "1", group) for group in (None, "elderly", "disabled")]
    assert ahead == [4, 3, 1]


def test_the_plan_of_these_tests_mixes_by_ratio() -> None:
    """The default policy is three ordinary tickets to one priority ticket, and an hour at most."""
    policy = PLAN.policy
    assert (policy.kind, policy.ordinary_per_priority, policy.wait_minutes_max) == ("ratio", 3, 60)
