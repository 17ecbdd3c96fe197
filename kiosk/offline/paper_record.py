"""What the office is told of slips, kept on disk until it knows it, so that a restart forgets nothing."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from kiosk.offline.store import KioskStore, LateTicketState, StoreHealth, StoreUnavailable
from link.contract import Link, Unanswered
from ticketing.answers import Answer, DoneAnswer
from ticketing.commands import ReportPrint

log = logging.getLogger(__name__)


class SlipRecord:
    """Keeps each report before it is sent; one of a ticket that the office does not know waits for that."""

    def __init__(
        self, inner: Link, store: KioskStore, now: Callable[[], datetime | None], health: StoreHealth
    ) -> None:
        self._inner = inner
        self._store = store
        self._now = now
        self._health = health

    def begin(self, report: ReportPrint) -> None:
        """Keeps what is to be told of a slip if the kiosk is stopped while it is printed."""
        if now := self._now():
            with self._health.tolerated("a slip that breaks off is not known after a restart"):
                self._store.keep_paper(now.date(), report)

    async def tell(self, report: ReportPrint, request_id: str, patience_seconds: float) -> Answer:
        """The office's answer, or the kiosk's own. Raises CommandRefused or Unanswered."""
        self.begin(report)
        if answer := self._kept(report):
            return answer
        now = self._now()
        try:
            return await self._inner.send(report, request_id=request_id, patience_seconds=patience_seconds)
        except (Unanswered, asyncio.CancelledError):
            now = None
            raise
        finally:
            if now:
                with self._health.tolerated("a slip may be told of twice"):
                    self._store.forget_paper(now.date(), report.number)

    def _kept(self, report: ReportPrint) -> DoneAnswer | None:
        """Keeps what became of the paper of a ticket that the office does not know of yet."""
        now = self._now()
        try:
            ticket = self._store.ticket_on(report.number, now.date()) if now else None
            if ticket is None or ticket.state is LateTicketState.RECORDED:
                return None
            self._store.printed(ticket, report)
            self._store.keep_paper(ticket.day, replace(report, printed_at=now))
        except StoreUnavailable as problem:
            log.warning("What became of the paper of %s is not kept: %s", report.number, problem)
            return None
        return DoneAnswer(report.number)
