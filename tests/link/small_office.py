"""A small office that takes numbers at any hour: two fields, two counters."""

from datetime import datetime, timedelta, timezone

from link.contract import Screen
from tests.link.fake_office import FakeOffice
from ticketing.plan import CounterPlan, Field, Name, OfficePlan, PriorityClass

HANOI = timezone(timedelta(hours=7))
NOW = datetime(2026, 11, 23, 8, 30, tzinfo=HANOI)

PLAN = OfficePlan(
    code="xa-thu",
    names=(Name("Xã Thử Nghiệm", "Trial Commune"),),
    address="1 Đường Thử",
    time_zone="Asia/Ho_Chi_Minh",
    hours=((),) * 7,
    fields=(Field("1", Name("Hộ tịch", "Civil status"), "1"), Field("2", Name("Đất đai", "Land"), "2")),
    counters=(
        CounterPlan(1, Name("Quầy số 1", "Counter 1"), "UBND", ("1",)),
        CounterPlan(2, Name("Quầy số 2", "Counter 2"), "UBND", ("2",)),
    ),
    priority_classes=(PriorityClass("elderly", Name("Người cao tuổi", "Elderly")),),
    always_open=True,
)

KIOSK = Screen("kiosk", "kiosk-token", name="Kiosk ở cửa")
COUNTER = Screen("counter", "counter-token", counter=1)
MANAGER = Screen("manager", "manager-token")
DISPLAY = Screen("display")


def small_office() -> FakeOffice:
    """The office on a Monday morning that never passes."""
    return FakeOffice(PLAN, lambda: NOW)
