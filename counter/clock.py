"""Stretches of time as a desk shows them."""

from datetime import datetime


def minutes_between(since: datetime, now: datetime | None) -> int:
    """Whole minutes from `since` to `now`; 0 where the time is not known."""
    return 0 if now is None else max(0, int((now - since).total_seconds()) // 60)


def stopwatch(since: datetime, now: datetime | None) -> str:
    """The time from `since` to `now` as minutes and seconds: 7:05."""
    seconds = 0 if now is None else max(0, int((now - since).total_seconds()))
    return f"{seconds // 60}:{seconds % 60:02}"
