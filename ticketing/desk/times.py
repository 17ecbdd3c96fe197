"""Stretches of time and days as a desk shows and reads them."""

import re
from datetime import date, datetime

from ticketing.open_time import OpenStretch, OpenTime, Waiter

_DAY = re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})")
_ISO_DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")


def minutes_between(since: datetime, now: datetime | None) -> int:
    """Whole minutes from `since` to `now`; 0 where the time is not known."""
    return 0 if now is None else max(0, int((now - since).total_seconds()) // 60)


def seconds_between(since: datetime | None, now: datetime | None) -> int:
    """Whole seconds from `since` to `now`; 0 where either is not known."""
    return 0 if since is None or now is None else max(0, int((now - since).total_seconds()))


def stopwatch(since: datetime, now: datetime | None) -> str:
    """The time from `since` to `now` as minutes and seconds: 7:05."""
    seconds = 0 if now is None else max(0, int((now - since).total_seconds()))
    return f"{seconds // 60}:{seconds % 60:02}"


def waited_seconds(ticket: Waiter, stretches: tuple[OpenStretch, ...] | None, now: datetime | None) -> int:
    """What somebody has waited, in the seconds that the office counts; only what has ended without a time."""
    return (ticket.wait_seconds or 0) if now is None else OpenTime(now, stretches).waited(ticket)


def is_late(seconds: int, target_minutes: int | None) -> bool:
    """Whether who has waited so long waits longer than the target, in whole minutes as they are shown."""
    return target_minutes is not None and seconds // 60 > target_minutes


def read_day(text: str) -> date | None:
    """The day that was typed, 5/12/2026, 5.12.2026 or 2026-12-05, or None where it is none."""
    found = _DAY.fullmatch(text.strip()) or _ISO_DAY.fullmatch(text.strip())
    try:
        return date(**{name: int(digits) for name, digits in found.groupdict().items()}) if found else None
    except ValueError:
        return None
