"""Entries that were acknowledged and are not in the journal any more: what was done about them."""

from dataclasses import dataclass
from datetime import datetime

from ticketing.events import Event


@dataclass(frozen=True, slots=True)
class LossAccepted(Event):
    """The office goes on without so many `entries` of its journal, the last of which was of `until`.

    `is_by_hand`: somebody has said so at a start; else screens had been shown more than is on record.
    """

    entries: int
    until: datetime | None = None
    is_by_hand: bool = True


@dataclass(frozen=True, slots=True)
class NumbersSkipped(Event):
    """These numbers may stand on somebody's paper without being on record, so nobody else is given them.

    `serial` is the last one of those that are not for kiosks, 0 if there is none.
    """

    field: str
    numbers: tuple[str, ...]
    serial: int = 0
