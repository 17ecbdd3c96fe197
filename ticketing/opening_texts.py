"""Why no number can be taken and when one can again, in the same words on boards, kiosks and pages."""

from collections.abc import Iterable
from datetime import datetime, time

from ticketing.sentences import N_, WEEKDAYS, Words
from ticketing.taking_numbers import HallState, HoursRun

LUNCH = (time(10, 30), time(14))
"""A gap of the day that lasts at such a time is for lunch."""
NOON_HOUR = 12

LUNCH_BREAK = N_("Lunch break")
WHY: dict[str, str] = {
    "break": N_("Break"),
    "closed": N_("Closed now"),
    "early": N_("Not open yet"),
    "holiday": N_("Closed for a holiday"),
    "full": N_("No numbers left today"),
}
HOLIDAY = N_("Closed for a holiday: {holiday}")
OPENS_AGAIN = N_("We open again at")
OPENS_UNKNOWN = N_("Please ask the guidance desk when it opens again")
AGAIN = N_("We open again at {time} {day}")
WEEKDAY_DATE = N_("{weekday} {date}")
DAYS = {
    (0, True): N_("this morning, {date}"),
    (0, False): N_("this afternoon, {date}"),
    (1, True): N_("tomorrow morning, {date}"),
    (1, False): N_("tomorrow afternoon, {date}"),
    (2, True): N_("in the morning, {date}"),
    (2, False): N_("in the afternoon, {date}"),
}
"""By how many days there are until then (two stands for more), and whether it is before noon."""
CLOSED_DAY = N_("closed")


def why_closed(hall: HallState, now: datetime, words: Words, language: str) -> str:
    """Why no number can be taken at the office's local time `now`, without a full stop."""
    if hall.state == "break":
        return words(LUNCH_BREAK if LUNCH[0] <= now.time() < LUNCH[1] else WHY["break"])
    if hall.state == "holiday" and hall.holiday:
        return words(HOLIDAY, holiday=hall.holiday.worded(language))
    opens_today = hall.opens_at and hall.opens_at.astimezone(now.tzinfo).date() == now.date()
    return words(WHY["early" if hall.state == "closed" and opens_today else hall.state])


def opening_day(opens_at: datetime, now: datetime, words: Words) -> str:
    """The day of the next opening, seen from `now`: chiều nay, Thứ Hai 30/11."""
    opens = opens_at.astimezone(now.tzinfo)
    day = words(WEEKDAY_DATE, weekday=words(WEEKDAYS[opens.weekday()]), date=f"{opens:%d/%m}")
    away = min(2, max(0, (opens.date() - now.date()).days))
    return words(DAYS[away, opens.hour < NOON_HOUR], date=day)


def opens_again(hall: HallState, now: datetime, words: Words) -> str:
    """When the office gives out numbers again, or whom to ask where that is not known."""
    if hall.opens_at is None:
        return words(OPENS_UNKNOWN)
    day = opening_day(hall.opens_at, now, words)
    return words(AGAIN, time=f"{hall.opens_at.astimezone(now.tzinfo):%H:%M}", day=day)


def week_hours(runs: Iterable[HoursRun], words: Words) -> tuple[tuple[str, str], ...]:
    """The hours of the week: days in a row that are alike, as they begin a line, and their hours."""
    return tuple((_capital(_days(run, words)), ", ".join(run.sessions) or words(CLOSED_DAY)) for run in runs)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _days(run: HoursRun, words: Words) -> str:
    first, last = words(WEEKDAYS[run.first]), words(WEEKDAYS[run.last])
    if run.first == run.last:
        return first
    return f"{first}, {last}" if run.last == run.first + 1 else f"{first} – {last}"
