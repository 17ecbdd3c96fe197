"""What happens between desks is told as plainly as a call."""

from datetime import date

import pytest

from server.reports.story.telling import tell
from tests.server.reports.story.days import ENGLISH, steps
from tests.ticketing.history import History, opened
from tests.ticketing.plans import PLAN
from ticketing import commands as c
from ticketing import events as e

DUE = date(2026, 11, 30)


def last(history: History, *commands: c.Command) -> str:
    """The sentences of what the last command led to."""
    happened = history.do(*commands)
    told = [tell(happening, ENGLISH) for step in steps(history) for happening in step.happenings]
    return " ".join(told[-len(happened) :])


@pytest.fixture
def served() -> History:
    """Number 1001 is served at counter 1; counter 3 is open too."""
    history = opened(counters=(1, 3))
    history.issue("1")
    history.do(c.CallNext(1), c.StartService(1))
    return history


def test_the_next_matter_of_a_visit_is_told_with_the_outcome_of_the_first(served: History) -> None:
    """It goes on under the same number."""
    assert last(served, c.NextMatter(1, "2", outcome="supplement")).startswith(
        "Counter 1 (Hoa 1) finished one matter of number 1001: Supplement required;"
        " next, under the same number: Civil status."
    )


def test_whoever_is_back_is_told_to_wait_at_the_old_place(served: History) -> None:
    """For the counter whose clerk knows the matter."""
    assert last(served, c.Park(1), c.BringBack("1001")) == (
        "Number 1001 is back and waits at its old place for counter 1."
    )


def test_what_became_of_a_priority_is_told_without_its_class(served: History) -> None:
    """Confirmed, changed, given and taken away are four sentences."""
    number = served.issue("1", "elderly")
    told = [last(served, c.ConfirmPriority(number, group)) for group in ("elderly", "disabled", None)]
    told.append(last(served, c.ConfirmPriority(served.issue("1"), "pregnant")))
    assert told == [
        "The priority of number 1002 was confirmed.",
        "Number 1002 was given another priority class.",
        "Number 1002 was found to have no priority.",
        "Number 1003 was given priority.",
    ]


def test_a_service_that_began_by_rule_is_told_as_such() -> None:
    """Nobody pressed the key."""
    history = opened(counters=(1,))
    history.issue("1")
    history.call_next(1)
    history.happen(e.ServiceStarted(history.now, "1001", 1, by_rule=True))
    (told,) = (tell(happening, ENGLISH) for happening in steps(history)[-1].happenings)
    assert told == "Number 1001 counts as served by Counter 1 (Hoa 1) from now on, by the office's rule."
    assert last(history, c.FinishService(1)) == (
        "Counter 1 (Hoa 1) finished with number 1001; nobody had pressed start."
    )


def test_a_stand_in_is_told_with_the_clerk_before(served: History) -> None:
    """Both names stand in the sentence."""
    assert last(served, c.OpenCounter(1, "Lan", take_over=True)) == "Lan took counter 1 over from Hoa 1."


def test_notices_and_their_answers_are_told(served: History) -> None:
    """Who called for whom, and that it was seen to."""
    assert last(served, c.CallLeader(1, "khiếu nại")) == (
        "Counter 1 (Hoa 1) called for the leader on duty: khiếu nại."
    )
    assert last(served, c.CallHelp(1)) == "Counter 1 (Hoa 1) called for help."
    assert last(served, c.PostMessage("Hết mẫu 02", 3)) == "A message went to counter 3: Hết mẫu 02."
    assert [last(served, c.AnswerNotice(1)), last(served, c.AnswerNotice(3, 3))] == [
        "The call of counter 1 for the leader on duty was answered.",
        "The message to counter 3 was answered; by Counter 3 (Hoa 3).",
    ]


def test_a_notice_of_another_day_is_still_told() -> None:
    """What it was about is not known any more."""
    history = History(PLAN)
    history.happen(e.NoticeAnswered(history.now, 7, None))
    (told,) = (tell(happening, ENGLISH) for happening in steps(history)[-1].happenings)
    assert told == "A notice was answered."


def test_the_way_of_a_dossier_is_told(served: History) -> None:
    """Accepted with its number and due day, ready, re-appointed, handed back, and taken back."""
    accepted = last(served, c.FinishService(1, "accepted", dossier="H55.1-261123-0001", due=DUE))
    assert (
        "Counter 1 (Hoa 1) accepted dossier H55.1-261123-0001 of number 1001; due on 30/11/2026." in accepted
    )
    assert last(served, c.MarkReady("H55.1-261123-0001")) == (
        "The result of dossier H55.1-261123-0001 is ready."
    )
    for event, sentence in (
        (
            e.DossierReappointed(served.now, "H1", DUE, "chờ xác minh"),
            "Dossier H1 was re-appointed with an apology, to 30/11/2026: chờ xác minh.",
        ),
        (
            e.DossierReturned(served.now, "H1", "8001", 1),
            "The result of dossier H1 was handed back; to the holder of number 8001; by Counter 1 (Hoa 1).",
        ),
        (e.DossierReturned(served.now, "H1", None, None), "The result of dossier H1 was handed back."),
        (
            e.DossierTakenBack(served.now, "H1"),
            "What had just been recorded of dossier H1 was taken back.",
        ),
    ):
        served.happen(event)
        (told,) = (tell(happening, ENGLISH) for happening in steps(served)[-1].happenings)
        assert told == sentence
