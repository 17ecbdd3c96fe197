"""The single writer: presses are decided on a draft, which becomes the office once the journal has it."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from server.batch import Batch
from server.clock import Clock, RandomSource
from server.desk_metrics import DONE, DeskMetrics
from server.due_presses import due_presses
from server.idempotency import Press, PressMemory, PressResult
from server.journal.contract import (
    Entry,
    Journal,
    JournalRefused,
    JournalUnavailable,
    PositionTaken,
)
from server.office_clock import OfficeClock
from server.refusals import ServerRefusal
from server.running_day import RunningDay, office_of
from ticketing.answers import Answer, answer_to
from ticketing.commands import Command, GiveNumber, IssueTicket
from ticketing.decide import DECISIONS, decide
from ticketing.office import Dossier, Office
from ticketing.plan import OfficePlan
from ticketing.plan_check import Finding, fit_to_plan, plan_findings
from ticketing.refusals import Refusal
from ticketing.rules.dossiers import plain_code
from ticketing.rules.leases import late_day
from ticketing.rules.tables import Decisions
from ticketing.values import replace
from wording import load

BATCH_PRESSES_MAX = 256
PRESSES_WAITING_MAX = 4_096
RECENT_ENTRIES_MAX = 256

log = logging.getLogger(__name__)

Publish = Callable[[Office, int], None]


@dataclass(frozen=True, slots=True)
class PendingPress:
    """A press whose answer is awaited."""

    press: Press
    fingerprint: str
    answer: asyncio.Future[Answer]
    dossier: str  # the code of the dossier that the press is about, "" if it is about none


class Desk:
    """The office while it runs: call `start`, then keep `run` running."""

    def __init__(
        self,
        plan: OfficePlan,
        journal: Journal,
        clock: Clock,
        random_source: RandomSource,
        decisions: Decisions = DECISIONS,
    ) -> None:
        self._plan = plan
        self._decisions = decisions
        self._journal = journal
        self._random_source = random_source
        self._memory = PressMemory()
        self._pending: list[PendingPress] = []
        self._under_way: dict[str, PendingPress] = {}
        self._wake = asyncio.Event()
        self._listeners: list[Publish] = []
        self.metrics = DeskMetrics()
        self._is_healthy = True
        self.findings: tuple[Finding, ...] = ()
        self._day = RunningDay(
            plan, journal, clock, remember=self._remember, day_turned=self._memory.turn_day
        )

    @property
    def clock(self) -> OfficeClock:
        """The office's time."""
        return self._day.clock

    @property
    def office(self) -> Office:
        """The office as it is on record."""
        return self._day.office

    @office.setter
    def office(self, office: Office) -> None:
        self._day.office = office

    @property
    def position(self) -> int:
        """The position of the journal at which the office stands."""
        return self._day.position

    @property
    def is_healthy(self) -> bool:
        """Whether the journal took the last batch of presses, or none has been refused since the start."""
        return self._is_healthy

    def listen(self, publish: Publish) -> None:
        """Tell `publish` of every state of the office from now on, with the journal position it stands at."""
        self._listeners.append(publish)

    async def start(self) -> None:
        """Replay the running service day, and remember the newest presses of the one before.

        The first start of a day ends the day before it, on whose evening the computer may have been switched
        off. What of it has no place in the plan is put right as far as a rule can. Raises JournalUnavailable
        or JournalRefused.
        """
        position = await self._journal.position()
        recent = await self._journal.read(max(0, position - RECENT_ENTRIES_MAX))
        for entry in recent:
            self._remember(entry)
        self._memory.turn_day()
        if recent:
            await self._day.go_on(recent)
        self.findings = plan_findings(self.office)
        if events := fit_to_plan(self.office, self.clock.now(), load(self._plan.language)):
            await self._day.let_happen(events, self.clock.now(), "plan")

    async def dossier(self, code: str) -> Dossier | None:
        """What is on record of a dossier, be it closed long ago. Raises JournalUnavailable."""
        return self.office.dossiers.get(code) or await self._journal.dossier(code)

    def submit(self, press: Press) -> asyncio.Future[Answer]:
        """A future of the answer, which is set when it is on disk; a Refusal is set as its exception.

        Copies of a press share one future, so that whoever may be cancelled shields it. A press that was told
        of a refusal is never carried out afterwards, whichever copies of it are still on their way.
        """
        fingerprint = press.fingerprint()
        if under_way := self._under_way.get(press.request_id):
            if under_way.fingerprint == fingerprint:
                return under_way.answer
            return _settled(ServerRefusal("request-id-reused"))
        if first := self._memory.first_result(press.request_id, fingerprint):
            return _settled(first)
        if len(self._pending) >= PRESSES_WAITING_MAX:
            refusal = ServerRefusal("too-busy")
            self._memory.keep(press.request_id, fingerprint, refusal)
            return _settled(refusal)
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        pending = PendingPress(press, fingerprint, answer, _dossier_named(press.command))
        self._pending.append(pending)
        self._under_way[press.request_id] = pending
        self._wake.set()
        return answer

    def wake(self) -> None:
        """Look at the clock: with nobody pressing anything the day may have turned, or a rule be due."""
        now = self.clock.now()
        if now.date() != self.office.day or self.office.doubt or self.clock.reading().has_jumped:
            self._wake.set()
        for press in due_presses(self.office, now):
            self.submit(press).add_done_callback(_overlook)

    async def run(self) -> None:
        """Take presses batch by batch, for ever; ends only by cancellation."""
        while True:
            await self._wake.wait()
            presses, self._pending = self._pending[:BATCH_PRESSES_MAX], self._pending[BATCH_PRESSES_MAX:]
            if not self._pending:
                self._wake.clear()
            results: list[PressResult] = [ServerRefusal("journal-unavailable")] * len(presses)
            before = self.office
            try:
                results = await self._take(presses)
            except (JournalUnavailable, JournalRefused, PositionTaken):
                log.exception("The journal refused a batch of %d presses", len(presses))
                self._is_healthy = False
            except Exception:
                log.exception("An error of the program keeps %d presses from the journal", len(presses))
                results = [ServerRefusal("server-fault")] * len(presses)
                self._is_healthy = False
            finally:
                for pending, result in zip(presses, results, strict=True):
                    self._tell(pending, result)
            if self.office is not before:
                self._publish()

    def _tell(self, pending: PendingPress, result: PressResult) -> None:
        self.metrics.results[result.name if isinstance(result, Refusal) else DONE] += 1
        self._memory.keep(pending.press.request_id, pending.fingerprint, result)
        del self._under_way[pending.press.request_id]
        _settle(pending.answer, result)

    async def _take(self, presses: list[PendingPress]) -> list[PressResult]:
        """The results of a batch of presses, which are then on disk and in the office."""
        if not self._is_healthy:
            await self._day.recover()
            self._is_healthy = True
        await self._day.keep_time()
        now = self.clock.now()
        batch = Batch(self.office, self.position, await self._past_days(presses, now))
        closed = await self._closed_dossiers(presses)
        results = [self._result(batch, pending, now, closed) for pending in presses]
        if batch.entries:
            loop = asyncio.get_running_loop()
            began = loop.time()
            await self._day.append(batch)
            self.metrics.appended(loop.time() - began, len(presses))
        return results

    def _result(
        self, batch: Batch, pending: PendingPress, now: datetime, closed: dict[str, Dossier | None]
    ) -> PressResult:
        """What becomes of one press after those before it in the batch."""
        try:
            return self._carried_out(batch, pending, now, closed)
        except Refusal as refusal:
            return refusal.again()
        except Exception:
            log.exception("A rule failed at %s, which changes nothing", type(pending.press.command).__name__)
            return ServerRefusal("server-fault")

    def _carried_out(
        self, batch: Batch, pending: PendingPress, now: datetime, closed: dict[str, Dossier | None]
    ) -> Answer:
        """The answer to a press, whose events are in the batch; `closed` dossiers can be named too."""
        press = pending.press
        token = self._random_source.track() if isinstance(press.command, IssueTicket | GiveNumber) else ""
        day = late_day(press.command, now)
        if (day and not batch.knows(day)) or pending.dossier not in closed:
            raise ServerRefusal("journal-unavailable")
        office = _naming(batch.office_on(day), closed[pending.dossier])
        events = decide(office, press.command, now, token, self._decisions)
        answer = answer_to(events)
        if events:
            position, fingerprint = batch.position + 1, pending.fingerprint
            batch.add(Entry(position, office.day, now, press.request_id, fingerprint, press.made_by, events))
        return answer

    async def _past_days(self, presses: list[PendingPress], now: datetime) -> dict[date, Office]:
        """The earlier service days that these presses have late tickets of, as they ended.

        A day that is damaged is left out, so that nobody else in the batch suffers from it.
        """
        past: dict[date, Office] = {}
        days = {late_day(pending.press.command, now) for pending in presses} - {self.office.day}
        for day in filter(None, days):
            try:
                past[day] = office_of(self._plan, day, await self._journal.read_day(day))
            except JournalRefused:
                log.exception("Late tickets of %s can't be recorded", day)
        return past

    async def _closed_dossiers(self, presses: list[PendingPress]) -> dict[str, Dossier | None]:
        """What is on record of those that these presses name and that were closed before today, if anything.

        A row that is damaged is left out, so that nobody else in the batch suffers from it.
        """
        found: dict[str, Dossier | None] = {"": None}
        for code in {pending.dossier for pending in presses} - {""}:
            try:
                found[code] = self.office.dossiers.get(code) or await self._journal.dossier(code)
            except JournalRefused:
                log.exception("What is on record of a dossier can't be read")
        return found

    def _remember(self, entry: Entry) -> None:
        if entry.request_id:
            self._memory.keep_events(entry.request_id, entry.fingerprint, entry.events)

    def _publish(self) -> None:
        for publish in self._listeners:
            publish(self.office, self.position)


def _dossier_named(command: Command) -> str:
    code: str = getattr(command, "dossier", "")
    return plain_code(code) if code else ""


def _naming(office: Office, dossier: Dossier | None) -> Office:
    """The office in which a press can name a dossier that was closed before today."""
    if dossier is None or dossier.code in office.dossiers or dossier.is_open:
        return office
    return replace(office, dossiers={**office.dossiers, dossier.code: dossier})


def _overlook(done: asyncio.Future[Answer]) -> None:
    """A rule that came too late, since the clerk was quicker, is no fault."""
    if not done.cancelled():
        done.exception()


def _settled(result: PressResult) -> asyncio.Future[Answer]:
    future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
    _settle(future, result)
    return future


def _settle(future: asyncio.Future[Answer], result: PressResult) -> None:
    if future.done():
        return
    if isinstance(result, Refusal):
        future.set_exception(result)
    else:
        future.set_result(result)
