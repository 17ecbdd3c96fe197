"""A visit takes only the touches that belong to its step."""

from datetime import date

import pytest

from kiosk.printing.printer import PrintReport
from kiosk.touches import (
    CallStaff,
    ChooseField,
    ChoosePriority,
    FindProcedure,
    GoBack,
    GoToStart,
    LeaveKiosk,
    Listen,
    PrintAgain,
    PrintCopy,
    PrintPapers,
    ReadProcedure,
    Speak,
    SwitchContrast,
    SwitchLetters,
    TakeAnother,
    TickPaper,
    Touch,
    TryAgain,
)
from kiosk.visit import COPIES_MAX, Press, Reading, Step, Visit
from tests.kiosk.front_door import MONDAY
from ticketing.answers import TicketAnswer
from ticketing.commands import IssueTicket

TOUCHES: tuple[Touch, ...] = (
    ChooseField("1"),
    ChoosePriority(None),
    TryAgain(),
    PrintAgain(),
    GoToStart(),
    TakeAnother(),
    FindProcedure(),
    ReadProcedure("1.001193"),
    TickPaper(0),
    PrintPapers(),
    GoBack(),
    CallStaff(),
    PrintCopy("1001"),
    LeaveKiosk(),
    Speak("en"),
    SwitchLetters(),
    SwitchContrast(),
    Listen(),
)
ALWAYS = {Speak, SwitchLetters, SwitchContrast, Listen}
ASKED = Visit().asked("1")
ISSUING = ASKED.pressed(Press("press-1", IssueTicket("1")))
TICKET = ISSUING.issued(TicketAnswer("1001", "1", None, 0, MONDAY, date(2026, 11, 23), "track"))
FAILED = TICKET.printed(PrintReport("failed", "paper-out"))


@pytest.mark.parametrize(
    ("visit", "taken"),
    [
        (Visit(), {ChooseField, FindProcedure, CallStaff}),
        (Visit().holding("1"), {TakeAnother, GoToStart}),
        (Visit(Step.SEARCH), {ReadProcedure, GoBack, GoToStart}),
        (Visit(Step.PROCEDURE), {ChooseField, TickPaper, PrintPapers, GoBack, GoToStart}),
        (Visit(Step.PAPERS), {GoBack, GoToStart}),
        (Visit(Step.STAFF_PIN), {GoToStart}),
        (Visit(Step.STAFF), {PrintCopy, LeaveKiosk, GoToStart}),
        (ASKED, {ChoosePriority, GoToStart}),
        (ISSUING, set()),
        (ISSUING.unanswered(), {TryAgain, GoToStart}),
        (TICKET, set()),
        (FAILED, {PrintAgain, GoToStart}),
        (FAILED.copying(), set()),
    ],
)
def test_a_touch_belongs_to_its_step(visit: Visit, taken: set[type[Touch]]) -> None:
    """Every touch is tried at every step; how one is spoken to can be chosen at all of them."""
    assert {type(touch) for touch in TOUCHES if visit.takes(touch)} == taken | ALWAYS


def test_trying_again_is_the_same_press() -> None:
    """A visit without an answer keeps the id of its press."""
    assert ISSUING.unanswered().press == ISSUING.press
    assert ISSUING.unanswered().step is Step.UNANSWERED


def test_only_a_failed_slip_is_copied_and_not_for_ever() -> None:
    """A slip that came out is not printed twice, and COPIES_MAX copies are tried at most."""
    assert not TICKET.printed(PrintReport("printed")).may_copy
    assert not TICKET.printed(PrintReport("sent")).may_copy
    visit = FAILED
    for _ in range(COPIES_MAX):
        assert visit.may_copy
        visit = visit.copying().printed(PrintReport("failed", "off"))
    assert not visit.may_copy


def test_the_way_back_goes_page_by_page() -> None:
    """From the papers to the procedure, to the search with what was typed, and to the start."""
    search = Visit(Step.SEARCH, reading=Reading(query="khai sinh"))
    papers = search.moved(ReadProcedure("1")).lacking()
    assert papers.moved(GoBack()).step is Step.PROCEDURE
    back = papers.moved(GoBack()).moved(GoBack())
    assert (back.step, back.reading.query) == (Step.SEARCH, "khai sinh")
    assert back.moved(GoBack()) == Visit()


def test_a_tick_is_taken_back_by_another_touch() -> None:
    """What was touched by mistake is touched again."""
    assert Reading().ticking(2).ticking(0).ticking(2).ticked == {0}
