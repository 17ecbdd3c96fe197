"""Stretches of time and days as a desk shows and reads them."""

import re
from collections.abc import Iterable
from datetime import date, datetime

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


def is_late(since: datetime, now: datetime | None, target_minutes: int | None) -> bool:
    """Whether who waits since then waits longer than the target, in whole minutes as they are shown."""
    return target_minutes is not None and minutes_between(since, now) > target_minutes


def late_count(moments: Iterable[datetime], now: datetime | None, target_minutes: int | None) -> int:
    """How many of those who wait since these moments wait longer than the target."""
    return sum(is_late(since, now, target_minutes) for since in moments)


def read_day(text: str) -> date | None:
    """The day that was typed, 5/12/2026, 5.12.2026 or 2026-12-05, or None where it is none."""
    found = _DAY.fullmatch(text.strip()) or _ISO_DAY.fullmatch(text.strip())
    try:
        return date(**{name: int(digits) for name, digits in found.groupdict().items()}) if found else None
    except ValueError:
        return None
