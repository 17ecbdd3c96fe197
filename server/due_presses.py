"""What the office's rules press by themselves because time has gone on."""

from collections.abc import Iterator
from datetime import datetime

from server.idempotency import RULE, Press
from ticketing.office import Office
from ticketing.plan_check import due_closings
from ticketing.rules.serving import due_commands


def due_presses(office: Office, now: datetime) -> Iterator[Press]:
    """The presses that are due by now, with ids by which those of two servers of an office are the same."""
    for start in due_commands(office, now):
        called_at = office.tickets[start.at_desk].last_called_at if start.at_desk else None
        yield Press(f"start-{start.counter}-{start.at_desk}-{called_at}", start, RULE)
    for closing in due_closings(office, now):
        opened = office.counter(closing.counter).undoable
        yield Press(f"close-{closing.counter}-{office.day}-{opened and opened.at}", closing, RULE)
