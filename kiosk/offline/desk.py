"""Gives out numbers from the kiosk's leases, by the hours and the time that the office last told."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

from kiosk.offline.store import KioskStore, OfflineTicket
from link.contract import Link, Welcomed
from ticketing.answers import TicketAnswer
from ticketing.commands import IssueTicket
from ticketing.plan import Session
from ticketing.refusals import SENTENCES as OFFICE_SENTENCES
from ticketing.refusals import Refusal
from ticketing.sentences import N_, shown_day
from ticketing.taking_numbers import HallMode, HallState
from ticketing.views import FieldRow, KioskView
from ticketing.wire.codec import WireError, decode_from_server, encode
from ticketing.wire.messages import HEARTBEAT_SECONDS, PROTOCOL_VERSION, OfficeCard, Welcome

SENTENCES: dict[str, str] = {
    "no-numbers-offline": N_(
        "This machine has no connection now and no numbers left for this field. Please see the guidance desk."
    ),
    "office-closed": OFFICE_SENTENCES["office-closed"],
    "office-closed-long": OFFICE_SENTENCES["office-closed-long"],
    "field-closed": OFFICE_SENTENCES["field-closed"],
    "field-closed-long": OFFICE_SENTENCES["field-closed-long"],
}


class OfflineRefusal(Refusal):
    """The kiosk gave no number by itself; nothing is changed, here or at the office."""

    sentences: ClassVar[Mapping[str, str]] = SENTENCES


WELCOME = "welcome"
CLOCK_AHEAD = "clock-ahead-seconds"
CLOCK_STEP_SECONDS = 1.0
NOON_HOUR = 12

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LeasedHours:
    """The hours of the day that came with the leases of each field, seen at the office's time `now`."""

    now: datetime
    by_field: Mapping[str, tuple[Session, ...]]

    def is_open(self, field: str | None = None) -> bool:
        """Whether numbers of a field may be given out now, or of any at all."""
        return any(session.holds(self.now.time()) for session in self._sessions(field))

    @property
    def state(self) -> HallMode:
        """Whether numbers may be given out, or it is a gap between two sessions of the day."""
        if self.is_open():
            return "open"
        has_begun = any(session.opens <= self.now.time() for session in self._sessions(None))
        return "break" if has_begun and self.opens_at() else "closed"

    def opens_at(self, field: str | None = None) -> datetime | None:
        """When that will be so again today; None while it is, or if it will not."""
        if self.is_open(field):
            return None
        later = [s for s in self._sessions(field) if s.opens > self.now.time()]
        first = min(later, key=lambda session: session.opens, default=None)
        return first.begins_on(self.now.date(), self.now.tzinfo) if first else None

    def _sessions(self, field: str | None) -> tuple[Session, ...]:
        if field is None:
            return tuple(session for sessions in self.by_field.values() for session in sessions)
        return self.by_field.get(field, self.by_field.get("", ()))


class OfflineDesk:
    """What the kiosk knows and may do by itself; `clock` is the computer's, of whatever time zone.

    The office's card and how far its clock is from the computer's are kept in the store, so that a kiosk that
    starts without its server knows its fields and the time.
    """

    def __init__(self, inner: Link, store: KioskStore, clock: Callable[[], datetime]) -> None:
        self._inner = inner
        self._store = store
        self._clock = clock
        self._kept = _welcome_in(store.fact(WELCOME))
        self._ahead_seconds = float(store.fact(CLOCK_AHEAD) or 0)
        latest = store.latest()
        self._latest = latest.issued_at if latest else None
        self._began: tuple[datetime, float] | None = None

    @property
    def office(self) -> OfficeCard | None:
        """What the office last said of itself, before the kiosk's start if need be."""
        return self._inner.office or (self._kept.office if self._kept else None)

    @property
    def kept_welcome(self) -> Welcomed | None:
        """What the office said of itself before the kiosk's start, if it was not heard since."""
        return self._kept if self._inner.office is None else None

    def welcomed(self, event: Welcomed) -> None:
        """Keep what the office says of itself, and of the time. Raises StoreUnavailable."""
        now = self._inner.now()
        if now is None:
            return
        if event != self._kept:
            self._store.keep(WELCOME, encode(_welcome_of(event, now)))
            self._kept = event
        ahead_seconds = (now - self._clock()).total_seconds()
        if abs(ahead_seconds - self._ahead_seconds) > CLOCK_STEP_SECONDS:
            self._store.keep(CLOCK_AHEAD, str(ahead_seconds))
            self._ahead_seconds = ahead_seconds

    def now(self) -> datetime | None:
        """The office's local time; by the computer's clock if the office was not heard since the start."""
        return self._inner.now() or self._by_own_clock()

    @property
    def may_issue(self) -> bool:
        """Whether there is a lease for this service day. Raises StoreUnavailable."""
        now = self.now()
        return now is not None and bool(self._store.hours_on(now.date()))

    def has_number(self, field: str) -> bool:
        """Whether a number of this field could be given out now. Raises StoreUnavailable."""
        now = self.now()
        return now is not None and self._hours(now).is_open(field) and self._store.left(field, now.date()) > 0

    def issue(self, request_id: str, command: IssueTicket) -> TicketAnswer:
        """A number, on disk before anybody sees it. Raises OfflineRefusal or StoreUnavailable."""
        now = self.now()
        hours = self._hours(now) if now else None
        if now is None or hours is None or not hours.by_field:
            raise OfflineRefusal("no-numbers-offline")
        if not hours.is_open(command.field):
            subject = "field" if hours.is_open() else "office"
            opens = hours.opens_at(command.field)
            if opens is None:
                raise OfflineRefusal(f"{subject}-closed-long")
            raise OfflineRefusal(f"{subject}-closed", opens=f"{opens:%H:%M} {shown_day(opens)}")
        ticket = self._store.issue(request_id, command, now)
        if ticket is None:
            raise OfflineRefusal("no-numbers-offline")
        return ticket_answer(ticket)

    def view(self) -> KioskView | None:
        """What the kiosk shows while it is offline: fields whose numbers are used up have none left.

        Raises StoreUnavailable.
        """
        office, now = self.office, self.now()
        if office is None or now is None:
            return None
        last = self._inner.view
        rows = {sign.code: sign for sign in last.fields} if isinstance(last, KioskView) else {}
        day, hours = now.date(), self._hours(now)
        fields = tuple(
            FieldRow(
                code=field.code,
                waiting=rows[field.code].waiting if field.code in rows else 0,
                left=None if self._store.left(field.code, day) else 0,
                counters_open=rows[field.code].counters_open if field.code in rows else 0,
                is_open=hours.is_open(field.code),
                opens_at=hours.opens_at(field.code),
                hours=rows[field.code].hours if field.code in rows else (),
                counters=rows[field.code].counters if field.code in rows else (),
            )
            for field in office.fields
        )
        is_morning, phone = now.hour < NOON_HOUR, last.phone if isinstance(last, KioskView) else ""
        hall = HallState(hours.state, opens_at=hours.opens_at(), is_morning=is_morning)
        return KioskView(
            day, hours.is_open(), None, hall.opens_at, is_morning, fields, phone=phone, hall=hall
        )

    def _hours(self, now: datetime) -> "LeasedHours":
        return LeasedHours(now, self._store.hours_on(now.date()))

    def _by_own_clock(self) -> datetime | None:
        """The computer's time when it was asked first, and since then the time gone by.

        It begins no earlier than the last ticket: a computer that lost its time with its power must not turn
        the queue over.
        """
        if self._kept is None:
            return None
        if self._began is None:
            zone = ZoneInfo(self._kept.office.time_zone)
            own = (self._clock() + timedelta(seconds=self._ahead_seconds)).astimezone(zone)
            began = max(own, self._latest) if self._latest else own
            try:
                self._began = began, asyncio.get_running_loop().time()
            except RuntimeError:  # a kiosk that is being built has no loop yet, and asks for its last tickets
                return began
        began, at = self._began
        return began + timedelta(seconds=asyncio.get_running_loop().time() - at)


def ticket_answer(ticket: OfflineTicket) -> TicketAnswer:
    """The ticket as the citizen is told of it: how many are ahead is known to nobody."""
    return TicketAnswer(
        number=ticket.number,
        field=ticket.field,
        priority=ticket.priority,
        ahead=None,
        issued_at=ticket.issued_at,
        day=ticket.day,
        track=ticket.track,
        procedure=ticket.procedure,
        is_late=True,
    )


def _welcome_of(event: Welcomed, now: datetime) -> Welcome:
    """What is kept of the office: the welcome as it came, but for its time."""
    catalogue = event.catalogue
    return Welcome(
        PROTOCOL_VERSION,
        now,
        HEARTBEAT_SECONDS,
        event.office,
        catalogue.procedures,
        catalogue.note,
        search_words=catalogue.words,
        asked=dict(catalogue.asked),
    )


def _welcome_in(text: str | None) -> Welcomed | None:
    """A welcome as it was kept; one of another version of this program says nothing."""
    try:
        frame = decode_from_server(text) if text else None
    except WireError as problem:
        log.warning("What was kept of the office can't be read: %s", problem)
        return None
    if not isinstance(frame, Welcome):
        return None
    return Welcomed(frame.office, frame.catalogue)
