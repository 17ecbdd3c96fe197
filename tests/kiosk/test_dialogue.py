"""A visit takes only the touches that belong to its step."""

from datetime import date

import pytest

from kiosk.actions import (
    Action,
    CallStaff,
    ChooseField,
    ChooseLanguage,
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
    SwitchContrast,
    SwitchLetters,
    TakeAnother,
    TakeAnyway,
    TickPaper,
    TryAgain,
)
from kiosk.dialogue import COPIES_MAX, Browsing, DialogueStep, KioskDialogue, TicketRequest
from kiosk.printing.printer import PrintReport
from tests.kiosk.front_door import MONDAY
from ticketing.answers import TicketAnswer
from ticketing.commands import IssueTicket

ACTIONS: tuple[Action, ...] = (
    ChooseField("1"),
    ChoosePriority(None),
    TryAgain(),
    PrintAgain(),
    GoToStart(),
    TakeAnother(),
    TakeAnyway(),
    FindProcedure(),
    ReadProcedure("1.001193"),
    TickPaper(0),
    PrintPapers(),
    GoBack(),
    CallStaff(),
    PrintCopy("1001"),
    LeaveKiosk(),
    ChooseLanguage("en"),
    SwitchLetters(),
    SwitchContrast(),
    Listen(),
)
ALWAYS = {ChooseLanguage, SwitchLetters, SwitchContrast, Listen}
ASKED = KioskDialogue().asked("1")
LATE = ASKED.doubting(TicketRequest("press-1", IssueTicket("1")))
ISSUING = ASKED.pressed(TicketRequest("press-1", IssueTicket("1")))
TICKET = ISSUING.issued(TicketAnswer("1001", "1", None, 0, MONDAY, date(2026, 11, 23), "track"))
FAILED = TICKET.printed(PrintReport("failed", "paper-out"))


@pytest.mark.parametrize(
    ("dialogue", "taken"),
    [
        (KioskDialogue(), {ChooseField, FindProcedure, CallStaff}),
        (KioskDialogue().holding("1"), {TakeAnother, GoToStart}),
        (LATE, {TakeAnyway, GoToStart}),
        (KioskDialogue(DialogueStep.SEARCH), {ChooseField, ReadProcedure, GoBack, GoToStart}),
        (KioskDialogue(DialogueStep.PROCEDURE), {ChooseField, TickPaper, PrintPapers, GoBack, GoToStart}),
        (KioskDialogue(DialogueStep.PAPERS), {GoBack, GoToStart}),
        (KioskDialogue(DialogueStep.STAFF_PIN), {GoToStart}),
        (KioskDialogue(DialogueStep.STAFF), {PrintCopy, LeaveKiosk, GoToStart}),
        (ASKED, {ChoosePriority, GoToStart}),
        (ISSUING, set()),
        (ISSUING.unanswered(), {TryAgain, GoToStart}),
        (TICKET, set()),
        (FAILED, {PrintAgain, GoToStart}),
        (FAILED.copying(), set()),
    ],
)
def test_a_touch_belongs_to_its_step(dialogue: KioskDialogue, taken: set[type[Action]]) -> None:
    """Every touch is tried at every step; how one is spoken to can be chosen at all of them."""
    assert {type(action) for action in ACTIONS if dialogue.takes(action)} == taken | ALWAYS


def test_trying_again_is_the_same_press() -> None:
    """A visit without an answer keeps the id of its press."""
    assert ISSUING.unanswered().request == ISSUING.request
    assert ISSUING.unanswered().step is DialogueStep.UNANSWERED


def test_only_a_failed_slip_is_copied_and_not_for_ever() -> None:
    """A slip that came out is not printed twice, and COPIES_MAX copies are tried at most."""
    assert not TICKET.printed(PrintReport("printed")).may_copy
    assert not TICKET.printed(PrintReport("sent")).may_copy
    dialogue = FAILED
    for _ in range(COPIES_MAX):
        assert dialogue.may_copy
        dialogue = dialogue.copying().printed(PrintReport("failed", "off"))
    assert not dialogue.may_copy


def test_the_way_back_goes_page_by_page() -> None:
    """From the papers to the procedure, to the search with what was typed, and to the start."""
    search = KioskDialogue(DialogueStep.SEARCH, browsing=Browsing(query="khai sinh"))
    papers = search.moved(ReadProcedure("1")).lacking()
    assert papers.moved(GoBack()).step is DialogueStep.PROCEDURE
    back = papers.moved(GoBack()).moved(GoBack())
    assert (back.step, back.browsing.query) == (DialogueStep.SEARCH, "khai sinh")
    assert back.moved(GoBack()) == KioskDialogue()


def test_the_procedure_that_was_read_is_the_one_of_the_number() -> None:
    """From its page on, be there questions in between; a field chosen on the first page has none."""
    read = KioskDialogue().moved(FindProcedure()).moved(ReadProcedure("1.001193"))
    assert (read.chosen, read.asked("1").chosen, read.holding("1").asked("1").chosen) == ("1.001193",) * 3
    for elsewhere in (read.moved(GoBack()), KioskDialogue().asked("1"), KioskDialogue().holding("1")):
        assert elsewhere.chosen == ""


def test_a_tick_is_taken_back_by_another_touch() -> None:
    """What was touched by mistake is touched again."""
    assert Browsing().ticking(2).ticking(0).ticking(2).ticked == {0}
