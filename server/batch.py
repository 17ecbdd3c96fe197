"""Presses that are decided together: what they lead to, and what that changes on record."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from dataclasses import field as default
from datetime import date

from server.journal.contract import DossierRow, Entry, Rows, VisitStays
from ticketing.apply import apply_all
from ticketing.clock_events import ClockSet, TicketsMoved
from ticketing.events import DOSSIER_EVENTS, ActUndone, Event
from ticketing.office import Office
from ticketing.visits import Visit, stays_of, visit_of


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
    _stays: dict[tuple[date, str], VisitStays] = default(default_factory=dict)
    _gone: set[tuple[date, str]] = default(default_factory=set)

    @property
    def rows(self) -> Rows:
        """What this batch's entries change in the wait log and among the dossiers."""
        return Rows(
            list(self._visits.values()),
            list(self._dossiers.values()),
            list(self._stays.values()),
            list(self._gone),
        )

    def knows(self, day: date) -> bool:
        """Whether `office_on` has this service day."""
        return day == self.office.day or day in self.past

    def office_on(self, day: date | None) -> Office:
        """The office of an earlier service day, or else the running one."""
        return self.past.get(day, self.office) if day else self.office

    def add(self, entry: Entry) -> None:
        """Let this happen, on the day that it is about; nothing of it is here if that can't be done."""
        before = self.office_on(entry.day)
        after = apply_all(before, entry.events)
        gone = gone_from(entry, before, after)
        visits, stays = visits_changed(entry, after, gone), stays_changed(entry, before, after)
        dossiers = dossiers_changed(entry, after)
        self._visits.update(visits)
        for key, changed in stays.items():
            fewer = changed.fewer or (key in self._stays and self._stays[key].fewer)
            self._stays[key] = VisitStays(changed.day, changed.number, changed.stays, fewer)
        self._dossiers.update(dossiers)
        self._forget(gone)
        self.position = entry.position
        self.entries.append(entry)
        if entry.day == self.office.day:
            self.office = after
        else:
            self.past[entry.day] = after

    def _forget(self, gone: set[tuple[date, str]]) -> None:
        """What has left its day has no rows there, whatever of it this batch has written before."""
        for key in gone:
            self._visits.pop(key, None)
            self._stays.pop(key, None)
        self._gone |= gone


def gone_from(entry: Entry, before: Office, after: Office) -> set[tuple[date, str]]:
    """The numbers that an entry has taken from its day."""
    numbers = _numbers_of(entry, after)
    return {
        (entry.day, number) for number in numbers if number in before.tickets and number not in after.tickets
    }


def visits_changed(
    entry: Entry, after: Office, gone: Container[tuple[date, str]] = ()
) -> dict[tuple[date, str], Visit]:
    """The rows of the wait log that an entry changes, but for those that are gone from its day."""
    keys = ((entry.day, number) for number in _numbers_of(entry, after))
    return {key: visit_of(after.tickets[key[1]], entry.day) for key in keys if key not in gone}


def stays_changed(entry: Entry, before: Office, after: Office) -> dict[tuple[date, str], VisitStays]:
    """The stays of the numbers with which an entry has changed any."""
    changed = {}
    for number in _numbers_of(entry, after):
        was, now = before.tickets.get(number), after.tickets.get(number)
        stays, before_it = (stays_of(ticket, entry.day) if ticket else () for ticket in (now, was))
        if stays != before_it:
            fewer = len(stays) < len(before_it)
            changed[entry.day, number] = VisitStays(entry.day, number, stays, fewer)
    return changed


def _numbers_of(entry: Entry, after: Office) -> Iterable[str]:
    """The tickets whose rows an entry may change: all of the day where the clock was set."""
    if any(isinstance(event, ClockSet) for event in entry.events):
        return after.tickets
    return dict.fromkeys(number for event in entry.events for number in numbers_in(event))


def dossiers_changed(entry: Entry, after: Office) -> dict[str, DossierRow]:
    """The rows of the dossiers that an entry changes."""
    codes = dict.fromkeys(event.dossier for event in entry.events if isinstance(event, DOSSIER_EVENTS))
    return {code: DossierRow(code, entry.day, after.dossiers.get(code)) for code in codes}


def numbers_in(event: Event) -> tuple[str, ...]:
    """The tickets that the event is about."""
    number = getattr(event, "number", None)
    return event.numbers if isinstance(event, ActUndone | TicketsMoved) else (number,) if number else ()
