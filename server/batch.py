"""Presses that are decided together: what they lead to, and what that changes on record."""

from dataclasses import dataclass
from dataclasses import field as default
from datetime import date

from server.journal.contract import DossierRow, Entry, Rows
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
    _visits: dict[tuple[date, str], Visit] = default(default_factory=dict)
    _dossiers: dict[str, DossierRow] = default(default_factory=dict)

    @property
    def rows(self) -> Rows:
        """What this batch's entries change in the wait log and among the dossiers."""
        return Rows(list(self._visits.values()), list(self._dossiers.values()))

    def knows(self, day: date) -> bool:
        """Whether `office_on` has this service day."""
        return day == self.office.day or day in self.past

    def office_on(self, day: date | None) -> Office:
        """The office of an earlier service day, or else the running one."""
        return self.past.get(day, self.office) if day else self.office

    def add(self, entry: Entry) -> None:
        """Let this happen, on the day that it is about; nothing of it is here if that can't be done."""
        after = apply_all(self.office_on(entry.day), entry.events)
        visits, dossiers = visits_changed(entry, after), dossiers_changed(entry, after)
        self._visits.update(visits)
        self._dossiers.update(dossiers)
        self.position = entry.position
        self.entries.append(entry)
        if entry.day == self.office.day:
            self.office = after
        else:
            self.past[entry.day] = after


def visits_changed(entry: Entry, after: Office) -> dict[tuple[date, str], Visit]:
    """The rows of the wait log that an entry changes."""
    numbers = dict.fromkeys(number for event in entry.events for number in numbers_in(event))
    return {(entry.day, number): visit_of(after.tickets[number], entry.day) for number in numbers}


def dossiers_changed(entry: Entry, after: Office) -> dict[str, DossierRow]:
    """The rows of the dossiers that an entry changes."""
    codes = dict.fromkeys(event.dossier for event in entry.events if isinstance(event, DOSSIER_EVENTS))
    return {code: DossierRow(code, entry.day, after.dossiers.get(code)) for code in codes}


def numbers_in(event: Event) -> tuple[str, ...]:
    """The tickets that the event is about."""
    number = getattr(event, "number", None)
    return event.numbers if isinstance(event, ActUndone) else (number,) if number else ()
