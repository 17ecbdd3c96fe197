"""Hours and days of an office file: sessions of a weekday, holidays, and extra days with their own hours."""

import re
from datetime import date, time

from offices.parsing.mistakes import Mistake, Place, shown
from offices.parsing.shape import DAYS_OF_WEEK
from offices.parsing.table import Table, refuse_twice
from ticketing.plan import END_OF_DAY, Name, Session, Week, shown_closing

SESSIONS_MAX = 6
DAYS_MAX = 400
HOURS_LENGTH_MAX = 120
HOLIDAY_NAME_LENGTH_MAX = 80

CLOCK = r"([01]?[0-9]|2[0-3]):([0-5][0-9])"
TIME_OF_DAY = re.compile(CLOCK)
MIDNIGHT = "24:00"
SESSION = re.compile(rf"{CLOCK}\s*[-–]\s*(?:{CLOCK}|{MIDNIGHT})")


def read_hours(office: Table) -> Week:
    """The sessions of Monday to Sunday; each day is written down, a closed one as ""."""
    return _week(office.table("hours", needed=True))


def read_own_hours(row: Table) -> Week | None:
    """The hours of a field's own: a text for every day, or a table such as the office's; None without."""
    if "hours" not in row:
        return None
    if isinstance(row.values["hours"], str):
        return (read_sessions(row, "hours"),) * len(DAYS_OF_WEEK)
    return _week(row.table("hours"))


def _week(hours: Table) -> Week:
    for day in DAYS_OF_WEEK:
        if day not in hours:
            raise Mistake(hours.path, "missing-key", key=day, example=f'{day} = ""')
    return tuple(read_sessions(hours, day) for day in DAYS_OF_WEEK)


def read_sessions(table: Table, key: str) -> tuple[Session, ...]:
    """The sessions in a text such as 07:30-11:30, 13:30-17:00, one after the other."""
    text = table.text(key, HOURS_LENGTH_MAX, "")
    parts = text.split(",") if text else []
    if len(parts) > SESSIONS_MAX:
        raise table.mistake(key, "too-many", count=len(parts), count_max=SESSIONS_MAX)
    sessions: list[Session] = []
    for part in parts:
        session = _session(table, key, part.strip())
        if sessions and session.opens < sessions[-1].closes:
            closes = shown_closing(sessions[-1].closes)
            raise table.mistake(key, "session-overlaps", session=shown(part.strip()), closes=closes)
        sessions.append(session)
    return tuple(sessions)


def _session(table: Table, key: str, text: str) -> Session:
    found = SESSION.fullmatch(text)
    if not found:
        raise table.mistake(key, "bad-hours", value=shown(text))
    opens = time(int(found[1]), int(found[2]))
    session = Session(opens, time(int(found[3]), int(found[4])) if found[3] else END_OF_DAY)
    if session.closes <= session.opens:
        raise table.mistake(key, "session-backwards", session=text, opens=f"{session.opens:%H:%M}")
    return session


def read_time_of_day(table: Table, key: str, usual: time | None) -> time | None:
    """The time in a text such as 15:00; none where the text is empty, `usual` where the key is lacking."""
    if key not in table:
        return usual
    text = table.text(key, HOURS_LENGTH_MAX, "")
    found = TIME_OF_DAY.fullmatch(text)
    if text and not found:
        raise table.mistake(key, "bad-time", value=shown(text))
    return time(int(found[1]), int(found[2])) if found else None


def read_holidays(office: Table) -> dict[date, Name]:
    """The days on which the office is closed, each with its name."""
    rows = office.rows("holidays", DAYS_MAX)
    _refuse_days_twice(rows)
    return {
        row.day("day"): Name(
            row.text("vi", HOLIDAY_NAME_LENGTH_MAX), row.text("en", HOLIDAY_NAME_LENGTH_MAX, "")
        )
        for row in rows
    }


def read_extra_days(office: Table) -> dict[date, tuple[Session, ...]]:
    """The days that have hours of their own, whatever weekday or holiday they are."""
    rows = office.rows("extra_days", DAYS_MAX)
    _refuse_days_twice(rows)
    days = {}
    for row in rows:
        days[row.day("day")] = read_sessions(row, "hours")
        if not days[row.day("day")]:
            raise row.mistake("hours", "closed-extra-day")
    return days


def read_weekday(row: Table) -> int:
    """The weekday of a row that needs one; 0 is Monday."""
    if "weekday" not in row:
        raise row.mistake("weekday", "missing-key", example=row.shape["weekday"])
    return DAYS_OF_WEEK.index(row.choice("weekday", DAYS_OF_WEEK, DAYS_OF_WEEK[0]))


def _refuse_days_twice(rows: list[Table]) -> None:
    days: list[tuple[Place, date]] = [((*row.path, "day"), row.day("day")) for row in rows]
    refuse_twice("day", days)
