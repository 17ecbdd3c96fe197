"""Presses that are decided together: what they lead to, and what that changes on record."""

from dataclasses import dataclass
from dataclasses import field as default
from datetime import date

from server.journal.contract import DossierRow, Entry
from ticketing.apply import apply_all
from ticketing.events import DOSSIER_EVENTS, ActUndone, Event
from ticketing.office import Office
from ticketing.visits import Visit, visit_of


@dataclass(slots=True)
class Batch:
    """Presses that are decided one after the other and share one transaction.

    `past` holds earlier service days that late tickets of this batch belong to.
    """

    office: Office
    position: int
    past: dict[date, Office]
    entries: list[Entry] = default(default_factory=list)

    def visits(self) -> list[Visit]:
        """The rows of the wait log that this batch's entries change."""
        changed = dict.fromkeys(
            (entry.day, number)
            for entry in self.entries
            for event in entry.events
            for number in numbers_in(event)
        )
        return [visit_of(self.office_on(day).tickets[number], day) for day, number in changed]

    def dossiers(self) -> list[DossierRow]:
        """The rows of the dossiers that this batch's entries change."""
        changed = {
            event.dossier: entry.day
            for entry in self.entries
            for event in entry.events
            if isinstance(event, DOSSIER_EVENTS)
        }
        return [DossierRow(code, day, self.office.dossiers.get(code)) for code, day in changed.items()]

    def knows(self, day: date) -> bool:
        """Whether `office_on` has this service day."""
        return day == self.office.day or day in self.past

    def office_on(self, day: date | None) -> Office:
        """The office of an earlier service day, or else the running one."""
        return self.past.get(day, self.office) if day else self.office

    def add(self, entry: Entry) -> None:
        """Let this happen, on the day that it is about; nothing of it is here if it can't be applied."""
        after = apply_all(self.office_on(entry.day), entry.events)
        self.position = entry.position
        self.entries.append(entry)
        if entry.day == self.office.day:
            self.office = after
        else:
            self.past[entry.day] = after


def numbers_in(event: Event) -> tuple[str, ...]:
    """The tickets that the event is about."""
    number = getattr(event, "number", None)
    return event.numbers if isinstance(event, ActUndone) else (number,) if number else ()
