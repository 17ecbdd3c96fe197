"""How far the numbers of the latest service day have come, read off the entries as they are written."""

from collections.abc import Iterable, Mapping
from datetime import date

from server.journal.anchor import Anchored
from server.journal.contract import Entry
from ticketing import events as e
from ticketing.loss_events import NumbersSkipped
from ticketing.rules.losses import NOTHING_REACHED, Reached


class DayReached:
    """The latest day that has an entry, the numbers given out on it, and how far each field has come."""

    def __init__(self, known: Anchored | None = None) -> None:
        self.day: date | None = known.day if known else None
        self.given = known.given if known else 0
        self._known: Mapping[str, Reached] = known.reached if known else {}
        self._serials: dict[str, int] = {}
        self._leased: dict[str, set[str]] = {}

    def add(self, entries: Iterable[Entry]) -> bool:
        """Take in what happened after; answers whether numbers were set aside for a kiosk by it.

        Entries of earlier days, which late tickets have, change nothing.
        """
        has_leased = False
        for entry in entries:
            if self.day is None or entry.day > self.day:
                self.day, self.given = entry.day, 0
                self._known, self._serials, self._leased = {}, {}, {}
            if entry.day == self.day:
                for event in entry.events:
                    has_leased = self._take(event) or has_leased
        return has_leased

    def learn(self, day: date, entries: Iterable[Entry]) -> None:
        """Take all of a day's entries from the journal, which know which numbers were set aside twice."""
        if day != self.day:
            return
        self.given, self._serials, self._leased = 0, {}, {}
        self.add(entries)

    @property
    def reached(self) -> dict[str, Reached]:
        """How far each field has come, at least as far as was known before."""
        fields = self._known.keys() | self._serials.keys() | self._leased.keys()
        return {field: self._of(field) for field in sorted(fields)}

    def _of(self, field: str) -> Reached:
        known = self._known.get(field, NOTHING_REACHED)
        leased = len(self._leased.get(field, ()))
        return Reached(max(known.serial, self._serials.get(field, 0)), max(known.leased, leased))

    def _take(self, event: e.Event) -> bool:
        if isinstance(event, e.TicketIssued):
            self.given += 1
            if event.taken_at is None:
                self._reach(event.field, event.serial)
        elif isinstance(event, e.NumbersLeased | NumbersSkipped):
            self._leased.setdefault(event.field, set()).update(event.numbers)
            if isinstance(event, e.NumbersLeased):
                return True
            self._reach(event.field, event.serial)
        return False

    def _reach(self, field: str, serial: int) -> None:
        self._serials[field] = max(self._serials.get(field, 0), serial)
