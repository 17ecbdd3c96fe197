"""Small offices that the tests of the ground floor work in."""

from dataclasses import replace
from datetime import datetime, time
from typing import Any, Literal
from zoneinfo import ZoneInfo

from ticketing.plan import CallingPolicy, CounterPlan, Field, Name, OfficePlan, PriorityClass, Session

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
MONDAY_MORNING = datetime(2026, 11, 23, 8, 0, tzinfo=HANOI)
MORNING = Session(time(7, 30), time(11, 30))
AFTERNOON = Session(time(13, 30), time(17, 0))
WEEKDAYS = ((MORNING, AFTERNOON),) * 5 + ((), ())

FIELDS = (
    Field("1", Name("Chứng thực", "Certification"), "1"),
    Field("2", Name("Hộ tịch", "Civil status"), "2"),
    Field("3", Name("Đất đai", "Land"), "3"),
)
COUNTERS = (
    CounterPlan(1, Name("Quầy 1", "Counter 1"), "", ("1",)),
    CounterPlan(2, Name("Quầy 2", "Counter 2"), "", ("2", "3")),
    CounterPlan(3, Name("Quầy 3", "Counter 3"), "", ("1", "2", "3")),
)
CLASSES = (
    PriorityClass("elderly", Name("Người cao tuổi", "Elderly"), rank=2),
    PriorityClass("disabled", Name("Người khuyết tật", "Disabled"), rank=1),
    PriorityClass("pregnant", Name("Phụ nữ mang thai", "Pregnant"), rank=2),
)

PLAN = OfficePlan(
    code="thu",
    names=(Name("UBND xã Thử", "Test commune"),),
    address="",
    time_zone="Asia/Ho_Chi_Minh",
    hours=WEEKDAYS,
    fields=FIELDS,
    counters=COUNTERS,
    priority_classes=CLASSES,
    always_open=True,
)
"""Three fields, three counters, three classes of priority, open at any hour."""


def plan_with(**values: Any) -> OfficePlan:
    """PLAN with other values."""
    return replace(PLAN, **values)


def plan_calling(kind: Literal["strict", "ratio", "head_start"], **policy: int) -> OfficePlan:
    """PLAN with another way of mixing priority and ordinary tickets."""
    return plan_with(policy=CallingPolicy(kind, **policy))


def plan_ruling(**rules: Any) -> OfficePlan:
    """PLAN with other rules at the counter."""
    return plan_with(rules=replace(PLAN.rules, **rules))


def office_hours(**values: Any) -> OfficePlan:
    """PLAN with its usual hours."""
    return plan_with(always_open=False, **values)
