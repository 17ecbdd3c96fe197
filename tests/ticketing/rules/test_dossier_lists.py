"""What a desk has to see to of all dossiers: due today, late, ready, and whose apology leaves today."""

from datetime import date, timedelta
from typing import Any

from tests.ticketing.calendars import PLAIN
from tests.ticketing.plans import MONDAY_MORNING
from ticketing.office import Dossier
from ticketing.rules.dossiers import DOSSIERS_SHOWN_MAX, DossierLists, dossier_lists
from ticketing.values import replace

MONDAY = MONDAY_MORNING.date()
WEDNESDAY = date(2026, 11, 25)
FRIDAY = date(2026, 11, 27)


def dossier(code: str, due: date | None, **values: Any) -> Dossier:
    """A dossier that was accepted a week before Monday."""
    accepted = MONDAY_MORNING - timedelta(days=7)
    return replace(Dossier(code, "1.001193", "1", "1001", 1, accepted, due), **values)


def codes(lists: DossierLists) -> dict[str, list[str]]:
    """The codes in each list."""
    names = ("due_today", "late", "ready", "apology_due")
    return {name: [dossier.code for dossier in getattr(lists, name)] for name in names}


def test_each_dossier_stands_where_it_is_looked_for() -> None:
    """On Monday; Tuesday is a holiday, so that the apology for Wednesday leaves today."""
    kept = [
        dossier("TODAY", MONDAY),
        dossier("LATE", MONDAY - timedelta(days=3)),
        dossier("READY", FRIDAY, ready_at=MONDAY_MORNING),
        dossier("WEDNESDAY", WEDNESDAY),
        dossier("WEDNESDAY-READY", WEDNESDAY, ready_at=MONDAY_MORNING),
        dossier("WEDNESDAY-AGAIN", WEDNESDAY, first_due=MONDAY, apology="x"),
        dossier("FRIDAY", FRIDAY),
        dossier("NEVER", None),
        dossier("RETURNED", MONDAY, returned_at=MONDAY_MORNING),
        dossier("LEFT-LYING", MONDAY - timedelta(days=3), ready_at=MONDAY_MORNING - timedelta(days=3)),
        dossier("READY-TODAY", MONDAY, ready_at=MONDAY_MORNING),
    ]
    lists = dossier_lists(kept, PLAIN, MONDAY)
    assert codes(lists) == {
        "due_today": ["TODAY"],
        "late": ["LATE"],
        "ready": ["LEFT-LYING", "READY-TODAY", "WEDNESDAY-READY", "READY"],
        "apology_due": ["TODAY", "WEDNESDAY"],
    }
    assert (lists.open_count, lists.due_today_count, lists.late_count) == (10, 1, 1)


def test_the_day_before_a_due_day_asks_for_the_apology() -> None:
    """Of Friday's dossier nothing is asked on Wednesday; on Thursday and Friday it is."""
    friday = [dossier("FRIDAY", FRIDAY)]
    asked = [bool(dossier_lists(friday, PLAIN, day).apology_due) for day in days(WEDNESDAY, 4)]
    assert asked == [False, True, True, False]


def test_lists_are_cut_and_counts_are_not() -> None:
    """The one that was due first stands first."""
    kept = [dossier(f"D{n}", MONDAY - timedelta(days=n)) for n in range(1, DOSSIERS_SHOWN_MAX + 11)]
    lists = dossier_lists(kept, PLAIN, MONDAY)
    assert len(lists.late) == DOSSIERS_SHOWN_MAX
    assert lists.late[0].code == f"D{DOSSIERS_SHOWN_MAX + 10}"
    assert lists.late_count == DOSSIERS_SHOWN_MAX + 10


def days(first: date, count: int) -> list[date]:
    """So many days from the first on."""
    return [first + timedelta(days=n) for n in range(count)]
