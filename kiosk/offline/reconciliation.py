"""Brings the office and the kiosk's store together again: late tickets, their papers, then new leases."""

import logging
from collections import Counter
from datetime import date

from kiosk.offline.store import KioskStore, OfflineTicket
from link.contract import CommandRefused, Link
from ticketing.answers import LeaseAnswer
from ticketing.commands import Command, LeaseNumbers, ReconcileTicket, ReportPrint
from ticketing.rules.leases import REFUSED_FOR_GOOD, wants_more

log = logging.getLogger(__name__)


class Reconciliation:
    """What the kiosk has to say to the office whenever it is connected, in this order."""

    def __init__(self, inner: Link, store: KioskStore) -> None:
        self._inner = inner
        self._store = store
        self._refusals: Counter[str] = Counter()
        self._not_leased: dict[str, date] = {}  # by field, on which day
        self._papers = list(store.papers())  # of before the kiosk's start, which nobody else will tell of

    def begin_anew(self) -> None:
        """A new connection has begun; what was refused before may be granted now."""
        self._not_leased.clear()

    async def catch_up(self) -> None:
        """Settle everything that is open. Raises Unanswered, CommandRefused or StoreUnavailable.

        After any of them the rest is as open as before, and whoever calls tries again.
        """
        for ticket in self._store.held():
            await self._reconcile(ticket)
        for ticket in self._store.unreported():
            await self._report(ticket)
        while self._papers:
            await self._report_paper(*self._papers[0])
            del self._papers[0]
        for field in self._inner.office.fields if self._inner.office else ():
            await self._lease(field.code)

    async def _reconcile(self, ticket: OfflineTicket) -> None:
        command = ReconcileTicket(
            number=ticket.number,
            field=ticket.field,
            priority=ticket.priority,
            track=ticket.track,
            issued_at=ticket.issued_at,
            kiosk=self._store.kiosk,
            procedure=ticket.procedure,
        )
        try:
            await self._send(command, f"late-{ticket.track}")
        except CommandRefused as refusal:
            if refusal.name not in REFUSED_FOR_GOOD:
                raise
            log.exception("The office refuses number %s of %s", ticket.number, ticket.issued_at)
            self._store.settle(ticket, refusal.name)
        else:
            self._store.settle(ticket)

    async def _report(self, ticket: OfflineTicket) -> None:
        kept = (report for day, report in self._store.papers() if (day, report.number) == ticket.paper)
        report = next(kept, ticket.print_report)
        if report:
            await self._tell(ticket.day, report, ticket.track)
        self._store.reported(ticket)

    async def _report_paper(self, day: date, report: ReportPrint) -> None:
        """A slip that was told of before the kiosk's start, or was being printed when it was stopped."""
        if any(kept == (day, report) for kept in self._store.papers()):
            await self._tell(day, report, day.isoformat())

    async def _tell(self, day: date, report: ReportPrint, name: str) -> None:
        """The paper of today's tickets; on a later day the number may be somebody else's."""
        now = self._inner.now()
        if now and now.date() == day:
            try:
                await self._send(report, f"paper-{name}-{report.number}-{report.outcome}-{report.copy:d}")
            except CommandRefused as refusal:
                if refusal.name != "unknown-ticket":
                    raise
                log.warning("The office does not know of the paper of %s: %s", report.number, refusal.name)
        self._store.forget_paper(day, report.number)

    async def _send(self, command: Command, name: str) -> None:
        """Send under a request id that stays the same until it is answered; a refused one is spent."""
        try:
            await self._inner.send(command, request_id=f"{name}-{self._refusals[name]}")
        except CommandRefused:
            self._refusals[name] += 1
            raise
        self._refusals.pop(name, None)

    async def _lease(self, field: str) -> None:
        now = self._inner.now()
        if now is None or self._not_leased.get(field) == now.date():
            return
        if not wants_more(self._store.left(field, now.date())):
            return
        try:
            answer = await self._inner.send(LeaseNumbers(field, self._store.kiosk))
        except CommandRefused as refusal:
            log.info("The office sets no numbers of field %s aside: %s", field, refusal.name)
            self._not_leased[field] = now.date()
            return
        if isinstance(answer, LeaseAnswer):
            self._store.hold(answer)
            if wants_more(self._store.left(field, answer.day)):
                self._not_leased[field] = answer.day
