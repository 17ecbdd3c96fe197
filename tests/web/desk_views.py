"""Frames of a busy morning as a desk gets them, written by hand."""

from datetime import datetime, timedelta
from typing import Any

from tests.ticketing.plans import MONDAY_MORNING

MORNING = MONDAY_MORNING + timedelta(hours=1)
FIELD_CODES = ("1", "2", "3", "1", "2")
PRIORITIES = (None, None, "elderly", None, "disabled", None, "pregnant")


def printer_row(**values: Any) -> dict[str, Any]:
    """A kiosk whose slips fail."""
    since = "2026-11-23T08:12:00+07:00"
    row = {"kiosk": "M1", "reason": "paper-out", "failed": 6, "since": since, "numbers": ["5002", "5001"]}
    return {**row, **values}


PRINTERS = [printer_row(kiosk="Máy 1", numbers=["1017", "1015"])]


def at(minutes: float) -> str:
    """The moment so many minutes before the morning's "now"."""
    return (MORNING - timedelta(minutes=minutes)).isoformat()


def ticket(number: str, **values: Any) -> dict[str, Any]:
    """A ticket as a clerk sees it."""
    return {
        "number": number, "field": "1", "priority": None, "state": "waiting", "issued_at": at(9),
        "called_at": None, "started_at": None, "recalls": 0, "counter": None,
        "reserved_for": None, "note": "", "print_state": "printed", "print_reason": "", "copies": 0,
        "parked_at": None, "priority_confirmed": False, "outcome": "", "wait_seconds": None,
        "waiting_since": values.get("issued_at", at(9)), **values,
    }  # fmt: skip


def waiting(count: int) -> list[dict[str, Any]]:
    """So many who wait, the first of them for long."""
    return [
        ticket(
            f"{FIELD_CODES[n % 5]}{n + 2:03}",
            field=FIELD_CODES[n % 5],
            priority=PRIORITIES[n % 7],
            priority_confirmed=n == 2,
            issued_at=at(27 - 1.7 * n),
            reserved_for=3 if n == 3 else None,
            print_state="failed" if n == 5 else "printed",
        )
        for n in range(count)
    ]


def dossier(code: str, due: str, **values: Any) -> dict[str, Any]:
    """A dossier with its due date."""
    return {
        "code": code, "procedure": "1.001193", "field": "1", "number": "1001", "counter": 3, "due": due,
        "accepted_at": at(2_000), "ready_at": None, "returned_at": None, "first_due": None,
        "apology": "", **values,
    }  # fmt: skip


def notice(number: int, kind: str, **values: Any) -> dict[str, Any]:
    """An open notice."""
    return {
        "notice": number,
        "kind": kind,
        "counter": None,
        "text": "",
        "to_counter": None,
        "posted_at": at(4),
        "sent_to": [],
        **values,
    }


DOSSIERS = {
    "due_today": [dossier("H42.18-261118-0007", "2026-11-23")],
    "late": [dossier("H42.18-261110-0003", "2026-11-20")],
    "ready": [dossier("H42.18-261112-0011", "2026-11-24", ready_at=at(60))],
    "apology_due": [],
    "open_count": 14, "late_count": 1, "due_today_count": 1,
}  # fmt: skip
WHY = {
    "rule": "ratio-priority", "is_priority": True, "waited_seconds": 540, "priority_called_since": 0,
    "ordinary_called_before": 3, "ordinary_per_priority": 3, "policy_minutes": 0,
}  # fmt: skip
TODAY = {
    "counts": {
        "given": 64, "served": 38, "unstarted": 2, "missed": 1, "parked": 1, "cancelled": 2,
        "mean_wait_seconds": 512, "outcomes": {"accepted": 21, "supplement": 6, "refused": 1, "returned": 4},
    },
    "waiting": 20,
    "longest": {
        "1": {"number": "1002", "minutes": 27}, "2": {"number": "2003", "minutes": 25},
        "3": {"number": "3004", "minutes": 23},
    },
}  # fmt: skip
PARKED = ticket(
    "2004", field="2", state="parked", parked_at=at(12.4), note="Thiếu bản sao giấy khai sinh", counter=3
)
MISSED = ticket("1006", state="no-show", called_at=at(21.1))


def desk_view(**values: Any) -> dict[str, Any]:
    """The view of counter 3 in the middle of a busy morning."""
    signs = [
        {"number": 1, "state": "open", "fields": ["1"], "ticket": "1009", "ticket_state": "serving"},
        {"number": 2, "state": "paused", "fields": ["2", "3"], "ticket": None, "ticket_state": None},
        {"number": 3, "state": "open", "fields": ["1", "2", "3"], "ticket": "1012", "ticket_state": "called"},
    ]
    return {
        "day": "2026-11-23", "counter": 3, "is_open": True, "clerk": "Hoàng Thị Hoa", "taken_from": "",
        "is_paused": False, "pause_reason": "", "fields": ["1", "2", "3"],
        "ticket": ticket("1012", state="called", priority="elderly", called_at=at(0.6), recalls=1, counter=3),
        "why": WHY,
        "undo_until": (MORNING + timedelta(seconds=7)).isoformat(),
        "waiting": waiting(14), "waiting_count": 14,
        "parked": [PARKED], "missed": [MISSED],
        "unprinted": [ticket("1017", print_state="failed", print_reason="hết giấy")], "served_count": 17,
        "open_stretches": None,
        "counters": signs, "paper_low": ["Máy 2"], "printers": PRINTERS,
        "notices": [notice(4, "message", text="Đoàn kiểm tra đến lúc 10 giờ, xin giữ quầy 3 mở.")],
        "figures": {"served": 17, "missed": 2, "mean_wait_seconds": 512, "mean_service_seconds": 403,
                    "unstarted": 1},
        "dossiers": DOSSIERS,
        "screens": [{"role": "display", "counter": None, "name": "sảnh trái", "trouble": "sound-refused"}],
        "next_number": "3004",
        **values,
    }  # fmt: skip


def staff_view(**values: Any) -> dict[str, Any]:
    """The overview in the same minute."""
    counters = [
        {"number": 1, "state": "open", "clerk": "Trần Văn Minh", "fields": ["1"], "ticket": "1009",
         "ticket_state": "serving", "pause_reason": "", "since": at(12.6)},
        {"number": 2, "state": "paused", "clerk": "Lò Thị Mai", "fields": ["2", "3"], "ticket": None,
         "ticket_state": None, "pause_reason": "họp giao ban"},
        {"number": 3, "state": "open", "clerk": "Hoàng Thị Hoa", "fields": ["1", "2", "3"], "ticket": "1012",
         "ticket_state": "called", "pause_reason": ""},
    ]  # fmt: skip
    return {
        "day": "2026-11-23", "counters": counters,
        "waiting": waiting(20), "waiting_by_field": {"1": 9, "2": 8, "3": 3},
        "parked": [PARKED], "missed": [MISSED], "unprinted": [], "open_stretches": None,
        "notices": [notice(5, "leader", counter=2, text="Công dân đề nghị gặp lãnh đạo"),
                    notice(6, "help", counter=1)],
        "paper_low": ["Máy 2"], "printers": PRINTERS, "dossiers": DOSSIERS, "screens": [],
        "today": TODAY, **values,
    }  # fmt: skip


def view_frame(view: dict[str, Any], version: int = 1) -> dict[str, Any]:
    """A frame with a desk's view."""
    return {"type": "view", "version": version, "now": datetime.isoformat(MORNING), "view": view}
