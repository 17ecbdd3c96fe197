"""What a clerk puts on record of a dossier at the end of a matter, and what is refused."""

from dataclasses import replace
from datetime import date

import pytest

from tests.ticketing.calendars import CULTURE_DAY, DESK
from tests.ticketing.history import History, opened, replayed
from tests.ticketing.plans import PLAN
from ticketing import commands as c
from ticketing.answers import DoneAnswer, answer_to
from ticketing.refusals import Refusal
from ticketing.texts import CODE_LENGTH_MAX

CODE = "H52.001-261123-0007"
WEDNESDAY = date(2026, 11, 25)
FRIDAY = date(2026, 11, 27)


def at_counter(history: History | None = None) -> History:
    """A citizen at counter 1 on Monday morning; Tuesday is a holiday."""
    history = history or opened(DESK)
    history.issue()
    history.do(c.CallNext(1), c.StartService(1))
    return history


def accept(due: date | None = None, procedure: str = "", dossier: str = CODE) -> c.FinishService:
    """Finish at counter 1 with a dossier."""
    return c.FinishService(1, "accepted", dossier, procedure, due)


def test_a_due_date_is_what_the_clerk_gives() -> None:
    """It is answered, and stands on record with the matter's field, number and counter."""
    history = at_counter()
    assert answer_to(history.do(accept(WEDNESDAY))) == DoneAnswer("1001", WEDNESDAY)
    dossier = history.office.dossiers[CODE]
    assert (dossier.field, dossier.number, dossier.counter, dossier.due) == ("1", "1001", 1, WEDNESDAY)
    assert (dossier.accepted_at, dossier.is_open, dossier.procedure) == (history.now, True, "")
    assert replayed(history) == history.office


def test_a_due_date_is_what_the_procedure_s_time_limit_gives() -> None:
    """Three working days from Monday over the holiday are Friday; the clerk's own day comes first."""
    history = at_counter()
    history.do(accept(procedure="1.001193"))
    assert history.office.dossiers[CODE].due == FRIDAY
    at_counter(history).do(accept(WEDNESDAY, "1.001193", "H52-2"))
    dossier = history.office.dossiers["H52-2"]
    assert (dossier.due, dossier.procedure) == (WEDNESDAY, "1.001193")


def test_a_dossier_may_have_no_due_date() -> None:
    """The office has not said when, so nobody is told a day."""
    history = at_counter()
    assert answer_to(history.do(accept())) == DoneAnswer("1001", None)
    assert history.office.dossiers[CODE].due is None


@pytest.mark.parametrize(
    ("finish", "refusal"),
    [
        (accept(date(2026, 11, 22)), "due-in-the-past"),
        (accept(date(1, 1, 1)), "due-in-the-past"),
        (accept(date(2026, 11, 29)), "due-not-working-day"),
        (accept(CULTURE_DAY), "due-not-working-day"),
        (accept(procedure="9.999999"), "unknown-procedure"),
        (accept(WEDNESDAY, "9.999999"), "unknown-procedure"),
        (accept(procedure="3.000001"), "time-limit-unknown"),
        (accept(WEDNESDAY, dossier=""), "dossier-missing"),
        (c.FinishService(1, "supplement", CODE), "dossier-without-outcome"),
        (c.FinishService(1, "", CODE), "dossier-without-outcome"),
        (c.FinishService(1, "returned", CODE), "unknown-dossier"),
    ],
)
def test_what_can_t_be_put_on_record_leaves_the_matter_open(finish: c.Command, refusal: str) -> None:
    """The citizen is still at the counter, and no dossier is on record."""
    history = at_counter()
    before = history.office
    assert history.refusal(finish) == refusal
    assert history.office is before


def test_a_sunday_is_named_in_the_sentence() -> None:
    """The clerk reads which day it is that nobody works."""
    met = at_counter().attempt(accept(date(2026, 11, 29)))
    assert isinstance(met, Refusal)
    assert str(met) == "The office does not work on 29/11/2026. Please choose a working day."


def test_an_empty_calendar_gives_no_due_date() -> None:
    """Nobody has entered holidays: the clerk reads which year it is, and may name the day by hand."""
    plan = replace(DESK, holidays={})
    history = at_counter(opened(plan))
    met = history.attempt(accept(procedure="1.001193"))
    assert isinstance(met, Refusal)
    assert (met.name, "2026" in str(met)) == ("calendar-empty", True)
    history.do(accept(WEDNESDAY, "1.001193"))
    assert history.office.dossiers[CODE].due == WEDNESDAY


@pytest.mark.parametrize(
    "typed", ["h52.001-261123-0007", "  H52.001-261123-0007\n", "H52.001-261123-0007\x1b"]
)
def test_a_code_is_known_however_it_is_typed(typed: str) -> None:
    """Lower case, blanks and signs of a scanner make no second dossier."""
    history = at_counter()
    history.do(accept(dossier=typed))
    assert list(history.office.dossiers) == [CODE]
    at_counter(history)
    assert history.refusal(accept()) == "dossier-known"


def test_a_code_in_pieces_of_letters_is_the_same_code() -> None:
    """NFD, as a Mac types it, is brought to NFC; a slash is part of a code."""
    history = at_counter()
    history.do(accept(dossier="12/gd\u0323-ubnd"))
    assert list(history.office.dossiers) == ["12/GḌ-UBND"]


@pytest.mark.parametrize(
    "code", ["H52 001", "H52--1", "../H52", "-H52", "H52.", "H52;DROP", "<b>", "x" * (CODE_LENGTH_MAX + 1)]
)
def test_what_can_t_be_a_code_is_refused(code: str) -> None:
    """Nothing but letters and digits, with single dots, hyphens and slashes between them."""
    assert at_counter().refusal(accept(dossier=code)) == "dossier-malformed"
    assert opened().refusal(c.MarkReady(code)) == "dossier-malformed"


def test_the_longest_code_is_one() -> None:
    """CODE_LENGTH_MAX characters are enough for every code that is printed."""
    history = at_counter(opened(PLAN))
    history.do(accept(dossier="x" * CODE_LENGTH_MAX))
    assert list(history.office.dossiers) == ["X" * CODE_LENGTH_MAX]
