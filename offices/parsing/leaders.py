"""The leaders on duty of an office file: a name and a telephone number by weekday or by day."""

from collections.abc import Hashable

from offices.parsing.days import read_weekday
from offices.parsing.mistakes import Place
from offices.parsing.shape import DAYS_OF_WEEK
from offices.parsing.table import Table, refuse_twice
from ticketing.plan import Leader

LEADERS_MAX = 400
LEADER_NAME_LENGTH_MAX = 80
PHONE_LENGTH_MAX = 30


def read_leaders(office: Table) -> tuple[Leader, ...]:
    """Who leads when; no weekday and no day has two leaders."""
    rows = office.rows("leaders", LEADERS_MAX)
    leaders = tuple(map(_leader, rows))
    pairs = list(zip(rows, leaders, strict=True))
    days: list[tuple[Place, Hashable]] = [((*row.path, "day"), one.day) for row, one in pairs if one.day]
    refuse_twice("day", days)
    weekdays: list[tuple[Place, Hashable]] = [
        ((*row.path, "weekday"), DAYS_OF_WEEK[one.weekday]) for row, one in pairs if one.weekday is not None
    ]
    refuse_twice("weekday", weekdays)
    return leaders


def _leader(row: Table) -> Leader:
    name = row.text("name", LEADER_NAME_LENGTH_MAX)
    phone = row.text("phone", PHONE_LENGTH_MAX, "")
    if "day" in row:
        return Leader(name, phone, day=row.day("day"))
    return Leader(name, phone, weekday=read_weekday(row))
