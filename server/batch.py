"""Presses decided together: what they lead to, what they are answered, what that changes on record."""

import logging
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from dataclasses import field as default
from datetime import date, datetime

from server.clock import RandomSource
from server.idempotency import PendingPress, PressMemory, PressResult
from server.journal.chain import sealed
from server.journal.contract import DossierRow, Entry, Head, Journal, JournalRefused, Rows, VisitStays
from server.journal.folding import hours_of
from server.refusals import ServerRefusal
from ticketing.answers import answer_to
from ticketing.apply import apply_all
from ticketing.clock_events import ClockSet, TicketsMoved
from ticketing.commands import GiveNumber, IssueTicket
from ticketing.decide import decide
from ticketing.events import DOSSIER_EVENTS, ActUndone, Event, Events
from ticketing.office import Dossier, Office, new_day
from ticketing.plan import OfficePlan
from ticketing.refusals import Refusal
from ticketing.rules.leases import late_day
from ticketing.rules.tables import Decisions
from ticketing.values import replace
from ticketing.visits import Visit, stays_of, visit_of

log = logging.getLogger(__name__)

# So that an entry of the busiest day fits into what every engine takes.
EVENTS_PER_ENTRY_MAX = 1_000


@dataclass(slots=True)
class Batch:
    """Presses that are decided one after the other and share one transaction.

    `past` holds earlier service days that late tickets of this batch belong to.
    """

    office: Office
    head: Head
    past: dict[date, Office]
    entries: list[Entry] = default(default_factory=list)
    _visits: dict[tuple[date, str], Visit] = default(default_factory=dict)
    _dossiers: dict[str, DossierRow] = default(default_factory=dict)
    _stays: dict[tuple[date, str], VisitStays] = default(default_factory=dict)
    _gone: set[tuple[date, str]] = default(default_factory=set)
    _hours: dict[date, str] = default(default_factory=dict)

    @property
    def position(self) -> int:
        """Where the journal stands when it has this batch."""
        return self.head.position

    @property
    def rows(self) -> Rows:
        """What this batch's entries change in the wait log and among the dossiers."""
        return Rows(
            list(self._visits.values()),
            list(self._dossiers.values()),
            list(self._stays.values()),
            list(self._gone),
            list(self._hours.items()),
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
        entry = sealed(entry, self.head.chain)
        gone = gone_from(entry, before, after)
        visits, stays = visits_changed(entry, after, gone), stays_changed(entry, before, after)
        dossiers = dossiers_changed(entry, after)
        self._visits.update(visits)
        for key, changed in stays.items():
            fewer = changed.fewer or (key in self._stays and self._stays[key].fewer)
            self._stays[key] = VisitStays(changed.day, changed.number, changed.stays, fewer)
        self._dossiers.update(dossiers)
        self._forget(gone)
        if not before.has_begun:
            self._hours[entry.day] = hours_of(before.plan, entry.day)
        self.head = entry.head
        self.entries.append(entry)
        if entry.day == self.office.day:
            self.office = after
        else:
            self.past[entry.day] = after

    def happen(self, day: date, at: datetime, events: Events, made_by: str = "day") -> None:
        """Let happen what nobody has pressed, in entries of EVENTS_PER_ENTRY_MAX events."""
        for first in range(0, len(events), EVENTS_PER_ENTRY_MAX):
            part = events[first : first + EVENTS_PER_ENTRY_MAX]
            self.add(Entry(self.position + 1, day, at, "", "", made_by, part))

    def fence(self, at: datetime) -> Entry:
        """Add an entry without events, to prove that it can be written, and that nothing else is there."""
        self.add(Entry(self.position + 1, self.office.day, at, "", "", "fence", ()))
        return self.entries[-1]

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


@dataclass(frozen=True, slots=True)
class PressDecisions:
    """The office's rules, with what they ask of the journal and of chance."""

    plan: OfficePlan
    journal: Journal
    random_source: RandomSource
    memory: PressMemory
    decisions: Decisions

    async def decide(
        self, presses: Sequence[PendingPress], office: Office, head: Head, now: datetime
    ) -> tuple[Batch, list[PressResult]]:
        """What is to be appended behind `head`, and each press's result once it is there.

        Raises JournalUnavailable.
        """
        batch = Batch(office, head, await self._past_days(presses, office.day, now))
        closed = await self._closed_dossiers(presses, office)
        return batch, [self._result(batch, taken, now, closed) for taken in presses]

    def _result(
        self, batch: Batch, taken: PendingPress, now: datetime, closed: dict[str, Dossier | None]
    ) -> PressResult:
        """What becomes of one press after those before it in the batch."""
        try:
            return self._carried_out(batch, taken, now, closed)
        except Refusal as refusal:
            return refusal.again()
        except Exception:
            log.exception("A rule failed at %s, which changes nothing", type(taken.press.command).__name__)
            return ServerRefusal("server-fault")

    def _carried_out(
        self, batch: Batch, taken: PendingPress, now: datetime, closed: dict[str, Dossier | None]
    ) -> PressResult:
        """The answer to a press, whose events are in the batch; `closed` dossiers can be named too."""
        press = taken.press
        # Another server may have carried it out since it was taken.
        if first := self.memory.first_result(press.request_id, taken.fingerprint):
            return first
        token = self.random_source.track() if isinstance(press.command, IssueTicket | GiveNumber) else ""
        day = late_day(press.command, now)
        if (day and not batch.knows(day)) or taken.dossier not in closed:
            raise ServerRefusal("journal-unavailable")
        office = _naming(batch.office_on(day), closed[taken.dossier])
        events = decide(office, press.command, now, token, self.decisions)
        answer = answer_to(events)
        if events:
            position, fingerprint = batch.position + 1, taken.fingerprint
            batch.add(Entry(position, office.day, now, press.request_id, fingerprint, press.made_by, events))
        return answer

    async def _past_days(
        self, presses: Sequence[PendingPress], today: date, now: datetime
    ) -> dict[date, Office]:
        """The earlier service days that these presses have late tickets of, as they ended.

        A day that is damaged is left out, so that nobody else in the batch suffers from it.
        """
        past: dict[date, Office] = {}
        days = {late_day(taken.press.command, now) for taken in presses} - {today}
        for day in filter(None, days):
            try:
                past[day] = office_of(self.plan, day, await self.journal.read_day(day))
            except JournalRefused:
                log.exception("Late tickets of %s can't be recorded", day)
        return past

    async def _closed_dossiers(
        self, presses: Sequence[PendingPress], office: Office
    ) -> dict[str, Dossier | None]:
        """What is on record of those that these presses name and that were closed before today, if anything.

        A row that is damaged is left out, so that nobody else in the batch suffers from it.
        """
        found: dict[str, Dossier | None] = {"": None}
        for code in {taken.dossier for taken in presses} - {""}:
            try:
                found[code] = office.dossiers.get(code) or await self.journal.dossier(code)
            except JournalRefused:
                log.exception("What is on record of a dossier can't be read")
        return found


def _naming(office: Office, dossier: Dossier | None) -> Office:
    """The office in which a press can name a dossier that was closed before today."""
    if dossier is None or dossier.code in office.dossiers or dossier.is_open:
        return office
    return replace(office, dossiers={**office.dossiers, dossier.code: dossier})


def office_of(plan: OfficePlan, day: date, entries: Sequence[Entry]) -> Office:
    """The office of a service day as these entries have left it."""
    office = new_day(plan, day)
    for entry in entries:
        office = apply_all(office, entry.events)
    return office
