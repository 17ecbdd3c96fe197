"""What boards are sent in a busy hour, for every layout and state of the wall."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from offices import load_office
from tests.ticketing.plans import MONDAY_MORNING
from ticketing.plan import CounterPlan, Field, Leader, Name, OfficePlan, Zone

OFFICE = replace(
    load_office("moc-chau"), leaders=(Leader("Nguyễn Thị Hồng Phương", "0212 3866 111", weekday=0),)
)
LONG = "Đăng ký, cấp Giấy chứng nhận quyền sử dụng đất, quyền sở hữu tài sản gắn liền đất"[:80]
BREAK = {"state": "break", "opens_at": "2026-11-23T13:30:00+07:00", "is_morning": True}
NIGHT = {"state": "closed", "opens_at": "2026-11-24T07:30:00+07:00", "is_morning": False, "is_night": True}
HOLIDAY = {
    "state": "holiday",
    "holiday": {"vi": "Ngày Văn hóa Việt Nam", "en": "Vietnam Culture Day"},
    "opens_at": "2026-11-30T07:30:00+07:00",
}
FULL = {"state": "full", "opens_at": "2026-11-24T07:30:00+07:00"}
CLOSED = {"state": "closed", "opens_at": "2026-11-24T07:30:00+07:00"}


def moment(seconds: float) -> str:
    """So many seconds into the morning."""
    return (MONDAY_MORNING + timedelta(seconds=seconds)).isoformat()


def call(number: int, ticket: str, counter: int, recall: int = 0) -> dict[str, Any]:
    """A call as the view lists it."""
    return {**turn_call(number, ticket, counter, recall), "called_at": moment(number)}


def turn_call(number: int, ticket: str, counter: int, recall: int = 0) -> dict[str, Any]:
    """A call as a turn tells of it; the first digit of its number is its field's code."""
    field = ticket[0] if ticket[0].isdigit() else "1"
    return {"call": number, "number": ticket, "field": field, "counter": counter, "recall": recall}


CALLS = (
    call(12, "8006", 6),
    call(11, "7004", 5),
    call(10, "2009", 1),
    call(9, "1012", 3),
    call(8, "2008", 2),
    call(7, "1011", 4),
    call(6, "3005", 1),
    call(5, "8005", 6),
    call(4, "2007", 2),
    call(3, "5003", 3),
    call(2, "4002", 1),
    call(1, "3004", 1),
)
MISSED = tuple(
    {"number": number, "field": number[0], "counter": 2, "missed_at": moment(n)}
    for n, number in enumerate(("2004", "3002", "1006"))
)


def counters(plan: OfficePlan, paused: tuple[int, ...] = (4,)) -> list[dict[str, Any]]:
    """Every counter of the plan with the number that it has called last."""
    rows = []
    for counter in plan.counters:
        last = next((one for one in CALLS if one["counter"] == counter.number), None)
        is_paused = counter.number in paused
        rows.append(
            {
                "number": counter.number,
                "state": "paused" if is_paused else "open",
                "fields": list(counter.fields),
                "ticket": last["number"] if last and not is_paused else None,
                "ticket_state": "called" if last and not is_paused else None,
            }
        )
    return rows


def board_view(plan: OfficePlan, version: int = 1, **values: Any) -> dict[str, Any]:
    """A frame with the whole view of an office in a busy hour."""
    codes = [field.code for field in plan.fields]
    view = {
        "day": "2026-11-23",
        "calls": list(CALLS),
        "waiting": {code: n * 3 % 8 for n, code in enumerate(codes)},
        "expected_minutes": dict.fromkeys(codes, 15),
        "counters": counters(plan),
        "leader": {"name": plan.leaders[0].name, "phone": plan.leaders[0].phone} if plan.leaders else None,
        "captions": {"9": caption("1012", "3")},
        "hall": {"state": "open"},
        "fields": [
            {
                "code": code,
                "reached": f"{field.prefix}{n + 4:03}",
                "counters": [counter.number for counter in plan.counters if code in counter.fields][:4],
            }
            for n, (code, field) in enumerate(zip(codes, plan.fields, strict=True))
        ],
        "missed": list(MISSED),
        **values,
    }
    return {"type": "view", "version": version, "now": moment(47 * 60), "view": view}


def caption(number: str, counter: str) -> dict[str, str]:
    """What is said of a call."""
    return {
        "vi": f"Kính mời công dân có số thứ tự {number} đến quầy số {counter}.",
        "en": f"Number {number}, please come to counter {counter}.",
    }


def turn(
    said: dict[str, Any] | None = None, *beside: dict[str, Any], zone: str = "hall", is_now: bool = True
) -> dict[str, Any]:
    """A frame with the turn of a zone: this call is said, and these come next."""
    told = turn_call(9, "1012", 3) if said is None else said
    return {
        "type": "turn",
        "zone": zone,
        "announcement": f"{zone}-{told['call']}",
        "call": told,
        "is_now": is_now,
        "beside": list(beside)[:3],
        "following": len(beside),
        "caption": caption(told["number"], str(told["counter"])),
    }


RUSH = (turn_call(10, "2009", 1), turn_call(11, "7004", 5), turn_call(12, "8006", 6))


def office_of(fields: int, counters: int = 6) -> OfficePlan:
    """An office with so many fields and counters."""
    many = tuple(
        Field(str(n), Name(f"Lĩnh vực tiếp nhận số {n}", f"Field {n}"), f"{n}"[-1] if n < 10 else "M", n, 999)
        for n in range(1, fields + 1)
    )
    codes = tuple(field.code for field in many)
    rows = tuple(CounterPlan(n, Name(f"Quầy {n}"), "", codes) for n in range(1, counters + 1))
    return replace(OFFICE, fields=many, counters=rows)


def two_zones() -> OfficePlan:
    """The same office with a hall on each floor."""
    zones = (
        Zone("ground", Name("Tầng 1", "Ground floor"), ("1", "2", "3")),
        Zone("upper", Name("Tầng 2", "Upper floor"), ("4", "5", "6", "7", "8", "9")),
    )
    return replace(OFFICE, zones=zones)


def three_zones() -> OfficePlan:
    """And a yard in which people wait."""
    plan = two_zones()
    return replace(plan, zones=(*plan.zones, Zone("yard", Name("Ngoài sân", "Yard"), ("9",))))


def at_lunch() -> datetime:
    """Shortly after the morning's last session."""
    return MONDAY_MORNING.replace(hour=11, minute=52)
