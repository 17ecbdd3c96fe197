"""What the office's rules press by themselves because time has gone on."""

from collections.abc import Iterator
from datetime import datetime

from server.idempotency import Press
from ticketing.office import Office
from ticketing.plan_check import due_closings
from ticketing.rules.serving import due_commands


def due_presses(office: Office, now: datetime) -> Iterator[Press]:
    """The presses that are due by now; each look at the clock has request ids of its own."""
    for start in due_commands(office, now):
        yield Press(f"start-{start.at_desk}-{now.isoformat()}", start, "rule")
    for closing in due_closings(office, now):
        yield Press(f"close-{closing.counter}-{now.isoformat()}", closing, "rule")
