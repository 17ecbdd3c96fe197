"""What an office calls its fields, counters and priority classes; an unknown code is shown as it is."""

from ticketing.voice.announcement import short_label
from ticketing.wire.messages import OfficeCard


def field_name(office: OfficeCard | None, code: str, language: str) -> str:
    """The name of a field."""
    fields = office.fields if office else ()
    return next((field.name.worded(language) for field in fields if field.code == code), code)


def priority_name(office: OfficeCard | None, code: str, language: str) -> str:
    """The name of a priority class."""
    classes = office.priority_classes if office else ()
    return next((group.name.worded(language) for group in classes if group.code == code), code)


def counter_label(office: OfficeCard | None, number: int) -> str:
    """What stands over a counter: a letter of the office's own, or its number."""
    return short_label(office.counters if office else (), number)
