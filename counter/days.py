"""Days as clerks write and read them: 05/12/2026."""

import re
from datetime import date

_DAY = re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})")
_ISO_DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")


def read_day(text: str) -> date | None:
    """The day that was typed, or None where it is none."""
    found = _DAY.fullmatch(text.strip()) or _ISO_DAY.fullmatch(text.strip())
    try:
        return date(**{name: int(digits) for name, digits in found.groupdict().items()}) if found else None
    except ValueError:
        return None


def shown_day(day: date) -> str:
    """The day as it is read."""
    return f"{day:%d/%m/%Y}"
