"""What has happened to counters themselves, folded into the office."""

from ticketing import events as e
from ticketing.office import Office
from ticketing.office_parts import with_counter
from ticketing.values import replace


def opened(office: Office, event: e.CounterOpened) -> Office:
    """A clerk sits there; a stand-in finds the counter as it was left, and calling."""
    counter = replace(
        office.counter(event.counter),
        is_open=True,
        is_paused=False,
        pause_reason="",
        clerk=event.clerk,
        taken_from=event.taken_from,
        undoable=None,
    )
    return with_counter(office, counter)


def closed(office: Office, event: e.CounterClosed) -> Office:
    """Nobody sits there."""
    counter = replace(
        office.counter(event.counter),
        is_open=False,
        is_paused=False,
        pause_reason="",
        clerk="",
        taken_from="",
        why=None,
        undoable=None,
    )
    return with_counter(office, counter)


def paused(office: Office, event: e.CounterPaused) -> Office:
    """It calls nobody for a while."""
    counter = office.counter(event.counter)
    return with_counter(office, replace(counter, is_paused=True, pause_reason=event.reason, undoable=None))


def resumed(office: Office, event: e.CounterResumed) -> Office:
    """It calls again."""
    counter = office.counter(event.counter)
    return with_counter(office, replace(counter, is_paused=False, pause_reason="", undoable=None))


def assigned(office: Office, event: e.FieldsAssigned) -> Office:
    """It serves other fields."""
    counter = office.counter(event.counter)
    return with_counter(office, replace(counter, fields=event.fields, undoable=None))
