"""A day as it went: what each press led to, with the office before and after it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from ticketing.apply import apply
from ticketing.events import Event
from ticketing.office import Office


@dataclass(frozen=True, slots=True)
class Record:
    """What one press led to, as it is kept; `made_by` says which screen or system it came from."""

    at: datetime
    made_by: str
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Happening:
    """One event, and the office before and after it."""

    event: Event
    made_by: str
    before: Office
    after: Office


@dataclass(frozen=True, slots=True)
class DayStep:
    """What one press led to, or the turn of the day; there is at least one happening."""

    at: datetime
    made_by: str
    happenings: tuple[Happening, ...]

    @property
    def after(self) -> Office:
        """The office that the step led to."""
        return self.happenings[-1].after


def steps_of(office: Office, records: Iterable[Record]) -> Iterator[DayStep]:
    """The steps of a day that began as `office`, in their order."""
    for record in records:
        happenings = []
        for event in record.events:
            before, office = office, apply(office, event)
            happenings.append(Happening(event, record.made_by, before, office))
        if happenings:
            yield DayStep(record.at, record.made_by, tuple(happenings))
