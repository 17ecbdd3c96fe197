"""What has happened, folded into the office: `apply` can't fail and decides nothing."""

from ticketing import events as e
from ticketing.events import Event, Events
from ticketing.office import Office
from ticketing.open_time import worked
from ticketing.rules import (
    calling,
    clock,
    counters,
    dossiers,
    issuing,
    leases,
    notices,
    paper,
    priority,
    reopening,
    serving,
    transfers,
    undo,
)
from ticketing.rules.tables import merged

_FOLDS = merged(
    calling.FOLDS,
    clock.FOLDS,
    counters.FOLDS,
    dossiers.FOLDS,
    issuing.FOLDS,
    leases.FOLDS,
    notices.FOLDS,
    paper.FOLDS,
    priority.FOLDS,
    reopening.FOLDS,
    serving.FOLDS,
    transfers.FOLDS,
    undo.FOLDS,
)


_AT_COUNTERS = frozenset(
    {
        e.TicketCalled,
        e.TicketRecalled,
        e.TicketServed,
        e.MatterFinished,
        e.TicketMissed,
        e.TicketParked,
        e.TicketResumed,
        e.TicketTransferred,
        e.CounterOpened,
        e.CounterClosed,
        e.CounterPaused,
        e.CounterResumed,
    }
)
"""What shows that somebody is at a counter, also after the session."""


def apply(office: Office, event: Event) -> Office:
    """The office after `event`; the office before is left as it was."""
    if type(event) in _AT_COUNTERS:
        office = worked(office, event.at)
    return _FOLDS[type(event)](office, event)


def apply_all(office: Office, events: Events) -> Office:
    """The office after all of `events`, in their order."""
    for event in events:
        office = apply(office, event)
    return office
