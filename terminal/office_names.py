"""What an office calls its fields, counters and priority classes; an unknown code is shown as it is."""

from ticketing.places import CounterPlace
from ticketing.plan import place_at
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
    """What stands over a counter: the office's own sign, or its number."""
    return counter_place(office, number).sign


def counter_place(office: OfficeCard | None, number: int) -> CounterPlace:
    """Where a counter is, by the office's word and sign."""
    return place_at(office.counters if office else (), number)
