"""The calendar around the end of 2026 and Tết 2027, as an office has entered it."""

from dataclasses import replace
from datetime import date, datetime, time

from tests.ticketing.plans import HANOI, MORNING, office_hours
from ticketing.plan import Name, OfficePlan, Procedure, Session

CULTURE_DAY = date(2026, 11, 24)
NEW_YEAR = date(2027, 1, 1)
TET = (date(2027, 2, 5), *(date(2027, 2, day) for day in (8, 9, 10, 11)))
SWAP_SATURDAY = date(2026, 11, 28)
NOON = Session(time(11, 30), time(13, 30))

PLAIN = office_hours(holidays=dict.fromkeys((CULTURE_DAY, NEW_YEAR, *TET), Name("Nghỉ lễ")))
"""Monday to Friday; 24 November, New Year and five days of Tết are off."""


def with_days(plan: OfficePlan, *days: date, sessions: tuple[Session, ...] = (MORNING,)) -> OfficePlan:
    """`plan` with these extra days."""
    extra = plan.extra_days | dict.fromkeys(days, sessions)
    return replace(plan, extra_days=extra)


SWAPPED = with_days(PLAIN, SWAP_SATURDAY)
"""PLAIN, and the morning of Saturday, 28 November, is worked."""


def at(month: int, day: int, hour: int = 9, minute: int = 0, second: int = 0) -> datetime:
    """A moment of the office's time: November and December are those of 2026, other months of 2027."""
    return datetime(2026 if month > 10 else 2027, month, day, hour, minute, second, tzinfo=HANOI)


def limited(time_limit: str, field: str = "1", code: str = "1.001193") -> Procedure:
    """A procedure with this time limit."""
    return Procedure(code, field, "Đăng ký khai sinh", time_limit)


DESK = replace(
    PLAIN,
    always_open=True,
    procedures=(
        limited("3"),
        limited("trong ngày", code="2.000815"),
        limited("khi có thông báo", code="3.000001"),
    ),
)
"""PLAIN at any hour; its procedures take three working days, the same day, and nobody knows how long."""
