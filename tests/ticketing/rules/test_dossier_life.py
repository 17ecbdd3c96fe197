"""What becomes of a dossier that is on record: ready, returned, re-appointed, taken back."""

from datetime import date

import pytest

from tests.ticketing.calendars import DESK
from tests.ticketing.history import History, opened, replayed
from ticketing import commands as c
from ticketing import events as e

CODE = "H52-1"
WEDNESDAY, THURSDAY, FRIDAY = (date(2026, 11, day) for day in (25, 26, 27))


def served(history: History, finish: c.FinishService) -> tuple[e.Event, ...]:
    """What a citizen's whole visit to a counter ends with."""
    history.issue()
    return history.do(c.CallNext(finish.counter), finish)


@pytest.fixture
def kept() -> History:
    """A dossier that was taken in at counter 1 on Monday and is due on Wednesday."""
    history = opened(DESK, (1, 3))
    served(history, c.FinishService(1, "accepted", CODE, "", WEDNESDAY))
    history.wait(minutes=1)
    return history


def test_a_result_is_handed_back_to_a_ticket(kept: History) -> None:
    """The outcome returned closes the dossier, in time."""
    returned, _ = served(kept, c.FinishService(3, "returned", CODE.lower()))
    assert returned == e.DossierReturned(kept.now, CODE, "1002", 3)
    dossier = kept.office.dossiers[CODE]
    assert (dossier.is_open, dossier.is_late(FRIDAY)) == (False, False)
    assert replayed(kept) == kept.office


def test_a_result_is_handed_back_without_a_ticket(kept: History) -> None:
    """Somebody who has not taken a number gets it too."""
    kept.do(c.ReturnDossier(CODE))
    assert not kept.office.dossiers[CODE].is_open


@pytest.mark.parametrize(("days", "late"), [(0, False), (2, False), (3, True)])
def test_returned_after_its_due_day_it_was_late(kept: History, days: int, late: bool) -> None:
    """On the due day it is in time; what is still open is late from the day after."""
    kept.wait(minutes=60 * 24 * days)
    kept.begin_day(kept.now)
    assert kept.office.dossiers[CODE].is_late(kept.office.day) is late
    kept.do(c.ReturnDossier(CODE))
    assert kept.office.dossiers[CODE].is_late(FRIDAY) is late


def test_what_was_ready_in_time_is_in_time(kept: History) -> None:
    """The citizen may let the result lie; the office has kept its word."""
    kept.do(c.MarkReady(CODE))
    kept.wait(minutes=60 * 24 * 3)
    kept.begin_day(kept.now)
    assert not kept.office.dossiers[CODE].is_late(kept.office.day)
    kept.do(c.ReturnDossier(CODE))
    assert not kept.office.dossiers[CODE].is_late(kept.office.day)


def test_what_was_returned_is_closed(kept: History) -> None:
    """Nothing more can be done with it, and its code is not given again."""
    kept.do(c.ReturnDossier(CODE))
    for command in (c.ReturnDossier(CODE), c.MarkReady(CODE), c.Reappoint(CODE, FRIDAY, "x")):
        assert kept.refusal(command) == "dossier-returned"
    kept.issue()
    kept.call_next(1)
    assert kept.refusal(c.FinishService(1, "returned", CODE)) == "dossier-returned"
    assert kept.refusal(c.FinishService(1, "accepted", CODE)) == "dossier-known"


def test_ready_is_said_once(kept: History) -> None:
    """The second time changes nothing, and an unknown one is refused."""
    kept.do(c.MarkReady(CODE))
    assert kept.office.dossiers[CODE].ready_at == kept.now
    assert kept.do(c.MarkReady(CODE)) == ()
    assert kept.refusal(c.MarkReady("H52-9")) == "unknown-dossier"


def test_a_re_appointment_is_later_on_a_working_day_with_its_reason(kept: History) -> None:
    """Anything else is refused by name, and the first day stays known."""
    for due, reason, refusal in (
        (date(2026, 11, 22), "x", "due-in-the-past"),
        (date(2026, 11, 29), "x", "due-not-working-day"),
        (date(2026, 11, 23), "x", "due-not-later"),
        (WEDNESDAY, "x", "due-not-later"),
        (FRIDAY, " ", "apology-missing"),
        (FRIDAY, "x" * 501, "text-too-long"),
    ):
        assert kept.refusal(c.Reappoint(CODE, due, reason)) == refusal
    kept.do(c.Reappoint(CODE, FRIDAY, "chờ cơ quan thuế"))
    dossier = kept.office.dossiers[CODE]
    assert (dossier.due, dossier.first_due, dossier.apology) == (FRIDAY, WEDNESDAY, "chờ cơ quan thuế")


def test_there_is_one_re_appointment(kept: History) -> None:
    """Also of a dossier that had no due day before."""
    kept.do(c.Reappoint(CODE, THURSDAY, "x"))
    assert kept.refusal(c.Reappoint(CODE, FRIDAY, "x")) == "dossier-reappointed"
    served(kept, c.FinishService(1, "accepted", "H52-2"))
    kept.do(c.Reappoint("H52-2", THURSDAY, "x"))
    assert kept.refusal(c.Reappoint("H52-2", FRIDAY, "x")) == "dossier-reappointed"


def test_an_undone_finish_takes_its_dossier_back(kept: History) -> None:
    """It never was on record, so that its code is free again."""
    served(kept, c.FinishService(1, "accepted", "H52-2"))
    undone = kept.do(c.Undo(1))
    assert [type(event) for event in undone] == [e.ActUndone, e.DossierTakenBack]
    assert list(kept.office.dossiers) == [CODE]
    kept.do(c.FinishService(1, "accepted", "H52-2"))
    assert replayed(kept) == kept.office


def test_an_undone_return_leaves_the_dossier_open(kept: History) -> None:
    """It is as it was before, with its due day."""
    before = kept.office.dossiers
    served(kept, c.FinishService(1, "returned", CODE))
    kept.do(c.Undo(1))
    assert kept.office.dossiers == before


def test_an_undo_leaves_the_dossiers_of_others_alone(kept: History) -> None:
    """What other counters did at the same moment stands, and so does a finish before it."""
    served(kept, c.FinishService(3, "accepted", "H52-2"))
    served(kept, c.FinishService(1, "returned", CODE))
    kept.do(c.Undo(3))
    assert not kept.office.dossiers[CODE].is_open
    served(kept, c.FinishService(1))
    kept.do(c.Undo(1))
    assert not kept.office.dossiers[CODE].is_open


def test_an_undo_leaves_what_was_handed_back_since(kept: History) -> None:
    """Somebody holds the result: the finish is undone, the dossier stays on record as returned."""
    served(kept, c.FinishService(1, "accepted", "H52-2"))
    kept.do(c.ReturnDossier("H52-2"), c.Undo(1))
    assert not kept.office.dossiers["H52-2"].is_open
    assert kept.refusal(c.FinishService(1, "accepted", "H52-2")) == "dossier-known"


def test_an_event_about_a_dossier_of_another_day_changes_nothing() -> None:
    """A day is replayed without the dossiers of the days before it."""
    history = History()
    before = history.office
    for event in (
        e.DossierReady(history.now, CODE),
        e.DossierReturned(history.now, CODE, None, None),
        e.DossierReappointed(history.now, CODE, FRIDAY, "x"),
        e.DossierTakenBack(history.now, CODE),
    ):
        history.happen(event)
    assert history.office == before
