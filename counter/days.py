"""Days as clerks write and read them: 05/12/2026."""

import re
from datetime import date

_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


def read_day(text: str) -> date | None:
    """The day that was typed, or None where it is none."""
    found = _DAY.fullmatch(text.strip())
    if found is None:
        return None
    day, month, year = map(int, found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def shown_day(day: date) -> str:
    """The day as it is read."""
    return f"{day:%d/%m/%Y}"
