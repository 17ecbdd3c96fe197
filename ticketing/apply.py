"""What has happened, folded into the office: `apply` can't fail and decides nothing."""

from ticketing.events import Event, Events
from ticketing.office import Office
from ticketing.rules import (
    calling,
    counters,
    dossiers,
    issuing,
    leases,
    notices,
    paper,
    priority,
    serving,
    transfers,
    undo,
)
from ticketing.rules.tables import merged

_FOLDS = merged(
    calling.FOLDS,
    counters.FOLDS,
    dossiers.FOLDS,
    issuing.FOLDS,
    leases.FOLDS,
    notices.FOLDS,
    paper.FOLDS,
    priority.FOLDS,
    serving.FOLDS,
    transfers.FOLDS,
    undo.FOLDS,
)


def apply(office: Office, event: Event) -> Office:
    """The office after `event`; the office before is left as it was."""
    return _FOLDS[type(event)](office, event)


def apply_all(office: Office, events: Events) -> Office:
    """The office after all of `events`, in their order."""
    for event in events:
        office = apply(office, event)
    return office
