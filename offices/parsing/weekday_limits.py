"""The time limits that an office file gives to single weekdays, such as a Friday without appointments."""

from offices.parsing.days import read_weekday
from offices.parsing.mistakes import Mistake, Place, shown
from offices.parsing.shape import DAYS_OF_WEEK
from offices.parsing.table import Table, refuse_twice
from ticketing.plan import Field, Procedure, WeekdayLimit
from ticketing.rules.due_dates import read_time_limit

WEEKDAY_LIMITS_MAX = 200
TIME_LIMIT_LENGTH_MAX = 40


def read_weekday_limits(
    office: Table, fields: tuple[Field, ...], procedures: tuple[Procedure, ...]
) -> tuple[WeekdayLimit, ...]:
    """The rows [[weekday_limits]]; no field and no procedure has two limits on one weekday."""
    rows = office.rows("weekday_limits", WEEKDAY_LIMITS_MAX)
    known_fields = tuple(field.code for field in fields)
    known_procedures = frozenset(procedure.code for procedure in procedures)
    limits = tuple(map(_limit, rows))
    for row, limit in zip(rows, limits, strict=True):
        weekday = DAYS_OF_WEEK[limit.weekday]
        for path, code in _placed(row, "fields"):
            if code not in known_fields:
                known = ", ".join(known_fields)
                raise Mistake(path, "field-of-weekday", weekday=weekday, field=shown(code), known=known)
        for path, code in _placed(row, "procedures"):
            if code not in known_procedures:
                raise Mistake(path, "procedure-of-weekday", weekday=weekday, code=shown(code))
    _refuse_limits_twice(rows, limits)
    return limits


def _limit(row: Table) -> WeekdayLimit:
    weekday = read_weekday(row)
    time_limit = row.text("time_limit", TIME_LIMIT_LENGTH_MAX)
    if read_time_limit(time_limit) is None:
        raise row.mistake("time_limit", "bad-time-limit", value=shown(time_limit))
    if "fields" not in row and "procedures" not in row:
        raise Mistake(row.path, "limits-nothing", weekday=DAYS_OF_WEEK[weekday], example=row.shape["fields"])
    return WeekdayLimit(weekday, time_limit, _codes(row, "fields"), _codes(row, "procedures"))


def _refuse_limits_twice(rows: list[Table], limits: tuple[WeekdayLimit, ...]) -> None:
    for weekday in range(len(DAYS_OF_WEEK)):
        same = [row for row, limit in zip(rows, limits, strict=True) if limit.weekday == weekday]
        for key in ("fields", "procedures"):
            refuse_twice(key, [place for row in same for place in _placed(row, key)])


def _codes(row: Table, key: str) -> tuple[str, ...]:
    return row.codes(key) if key in row else ()


def _placed(row: Table, key: str) -> list[tuple[Place, str]]:
    return [((*row.path, key, place), code) for place, code in enumerate(_codes(row, key))]
