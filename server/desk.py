"""The single writer: presses are decided on a draft, which becomes the office once the journal has it."""

import asyncio
import logging
from collections.abc import Callable

from server.batch import PressDecisions
from server.clock import Clock, RandomSource
from server.desk_metrics import DONE, DeskMetrics
from server.due_presses import due_presses
from server.idempotency import PendingPress, Press, PressMemory, PressQueue, PressResult
from server.journal.contract import (
    Entry,
    Journal,
    JournalRefused,
    JournalUnavailable,
    OutcomeUnknown,
    PositionTaken,
)
from server.office_clock import OfficeClock
from server.refusals import ServerRefusal
from server.running_day import RunningDay
from server.staff_warnings import StaffWarnings
from ticketing.answers import Answer
from ticketing.decide import DECISIONS
from ticketing.office import Dossier, Office
from ticketing.plan import OfficePlan
from ticketing.plan_check import Finding
from ticketing.refusals import Refusal
from ticketing.rules.losses import Loss
from ticketing.rules.tables import Decisions
from ticketing.sentences import N_, ToldError, in_words, one_line

RECENT_ENTRIES_MAX = 256
DECISIONS_MAX = 8  # of a batch that other servers were quicker than
AGAIN_SECONDS = 0.5
PROBLEM_LENGTH_MAX = 120

UNWRITABLE = N_(
    "The record can't be written: presses are refused until it can, screens go on showing. Look at the disk "
    "of the server's PC ({problem})."
)
FOREIGN = N_(
    "Another program has written entry {position} into the record. Only the server may: find that program "
    "and stop it."
)

log = logging.getLogger(__name__)

Publish = Callable[[Office, int], None]


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
        self._journal = journal
        self._memory = PressMemory()
        self._rules = PressDecisions(plan, journal, random_source, self._memory, decisions)
        self._queue = PressQueue(self._memory)
        self._in_doubt: list[tuple[PendingPress, PressResult]] = []
        self._again: asyncio.TimerHandle | None = None
        self._listeners: list[Publish] = []
        self.metrics = DeskMetrics()
        self.warnings = StaffWarnings()
        self._is_healthy = True
        self._is_behind = False
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
        return self._day.head.position

    @property
    def is_healthy(self) -> bool:
        """Whether the journal took the last group, or none has been refused since the start."""
        return self._is_healthy

    def listen(self, publish: Publish) -> None:
        """Tell `publish` of every state of the office from now on, with the journal position it stands at."""
        self._listeners.append(publish)

    async def start(self, loss: Loss | None = None) -> None:
        """Replay the running service day, and remember the newest presses of the one before.

        The first start of a day ends the day before it, on whose evening the computer may have been switched
        off. What of it has no place in the plan is put right as far as a rule can. The numbers of a `loss`
        are passed over. Raises JournalUnavailable or JournalRefused.
        """
        head = await self._journal.head()
        recent = await self._journal.read(max(0, head.position - RECENT_ENTRIES_MAX))
        for entry in recent:
            self._remember(entry)
        self._memory.turn_day()
        try:
            self.findings = await self._day.begin(recent, loss)
        except (JournalUnavailable, OutcomeUnknown) as error:
            if loss or self._day.head != head:
                raise JournalUnavailable(str(error)) from error
            log.warning("Nothing can be put on record, so what was last there is shown: %s", error)
            self._is_healthy = False
            self._warn(error)

    async def dossier(self, code: str) -> Dossier | None:
        """What is on record of a dossier, be it closed long ago. Raises JournalUnavailable."""
        return self.office.dossiers.get(code) or await self._journal.dossier(code)

    def submit(self, press: Press) -> asyncio.Future[Answer]:
        """A future of the answer, which is set when it is on disk; a Refusal is set as its exception.

        Copies of a press share one future, so that whoever may be cancelled shields it. A press that was told
        of a refusal is never carried out afterwards, whichever copies of it are still on their way.
        """
        return self._queue.submit(press)

    def pass_over(self, loss: Loss) -> None:
        """Before the next press is decided, give up the numbers that lost entries may have given out."""
        self._day.pass_over(loss)
        self._queue.arrived.set()

    def wake(self) -> None:
        """Look at clock and disk: the day may have turned with nobody pressing anything, or a rule be due."""
        now = self.clock.now()
        is_other_day = now.date() != self.office.day
        if is_other_day or self.office.doubt or self.clock.reading().has_jumped or not self._is_healthy:
            self._queue.arrived.set()
        for press in due_presses(self.office, now):
            self.submit(press).add_done_callback(_overlook)

    async def run(self) -> None:
        """Take presses batch by batch, for ever; ends by cancellation, or with a fault of the follower."""
        follower = asyncio.create_task(self._follow(), name="follower")
        follower.add_done_callback(lambda _: self._queue.arrived.set())
        try:
            while True:
                await self._queue.arrived.wait()
                if follower.done():
                    follower.result()
                before = self.office
                for pending, result in await self._worked_off(self._queue.take()):
                    self._tell(pending, result)
                if self.office is not before:
                    self._publish()
        finally:
            follower.cancel()
            if self._again:
                self._again.cancel()
            self._queue.close()

    async def _follow(self) -> None:
        """Wake the desk when somebody else has appended to the journal."""
        while True:
            try:
                await self._journal.changed_elsewhere()
            except JournalUnavailable as error:
                log.warning("Whether others write into the journal can't be seen: %s", error)
                await asyncio.sleep(AGAIN_SECONDS)
            else:
                self._is_behind = True
                self._queue.arrived.set()

    async def _worked_off(self, presses: list[PendingPress]) -> list[tuple[PendingPress, PressResult]]:
        """What each of these presses is to be told; nothing where nobody knows yet."""
        told: ServerRefusal | list[PressResult]
        was_healthy = self._is_healthy
        try:
            told = await self._taken(presses)
            self._is_healthy = self._day.unsettled is None
            if self._is_healthy and not was_healthy:
                self.warnings.settle("journal")
        except (JournalUnavailable, JournalRefused, OutcomeUnknown) as error:
            # A full disk refuses every press, and what led to it would fill the disk the more.
            if presses or self._is_healthy:
                log.log(
                    logging.ERROR, "%d presses refused: %s", len(presses), error, exc_info=self._is_healthy
                )
            told = ServerRefusal("journal-unavailable")
            self._is_healthy = False
            self._warn(error)
        except Exception:
            log.exception("An error of the program keeps %d presses from the journal", len(presses))
            told = ServerRefusal("server-fault")
            self._is_healthy = False
        if self._day.unsettled:
            self._come_back_soon()
        if isinstance(told, ServerRefusal):
            return [(pending, told.again()) for pending in presses]
        return list(zip(presses, told, strict=False))

    def _come_back_soon(self) -> None:
        """What became of a batch is asked again, also while nobody presses anything."""
        if self._again is None or self._again.cancelled() or self._again.when() <= _seconds():
            self._again = asyncio.get_running_loop().call_later(AGAIN_SECONDS, self._queue.arrived.set)

    async def _taken(self, presses: list[PendingPress]) -> list[PressResult]:
        """The results of a batch of presses, which are then on disk and in the office.

        Where another server was quicker, they are decided anew on what it has written.
        """
        for _ in range(DECISIONS_MAX):
            try:
                await self._be_up_to_date()
                return await self._decided(presses)
            except PositionTaken as error:
                log.info("Another server was quicker: %s", error)
                self._is_behind = True
        return [ServerRefusal("too-busy") for _ in presses]

    async def _be_up_to_date(self) -> None:
        """After a fault, or when others have appended, the office is the journal's again."""
        if self._day.unsettled:
            is_on_record = await self._day.settle()
            in_doubt, self._in_doubt = self._in_doubt, []
            if is_on_record:
                for pending, result in in_doubt:
                    self._tell(pending, result)
            else:
                self._queue.put_back([pending for pending, _ in in_doubt])
            self._is_healthy, self._is_behind = True, not is_on_record
        if not self._is_healthy or self._is_behind:
            self._is_behind = False
            foreign = await self._day.catch_up()
            if foreign and not self._journal.is_shared:
                self.warnings.tell("foreign-entry", ToldError(FOREIGN, position=foreign[0].position))

    async def _decided(self, presses: list[PendingPress]) -> list[PressResult]:
        """The results as far as they are known. Raises PositionTaken, or what the journal refuses."""
        await self._day.keep_time()
        day = self._day
        batch, results = await self._rules.decide(presses, day.office, day.head, self.clock.now())
        if not (self._is_healthy or batch.entries):
            batch.fence(self.clock.now())  # after a fault only what was written proves that it is over
        if batch.entries:
            began = _seconds()
            try:
                await day.append(batch)
            except OutcomeUnknown as error:
                log.exception("Whether a batch of %d presses is on record is not known", len(presses))
                self._in_doubt = list(zip(presses, results, strict=True))
                self._warn(error)
                return []
            self.metrics.appended(_seconds() - began, len(presses))
        elif self._journal.is_shared and any(isinstance(result, Refusal) for result in results):
            await self._journal.append(day.head, ())  # a refusal by an office of before would be wrong
        return results

    def _warn(self, error: Exception) -> None:
        """Let staff read why nothing can be written."""
        told = error if isinstance(error, ToldError) else ToldError(UNWRITABLE, problem=_in_brief(error))
        self.warnings.tell("journal", told)

    def _tell(self, pending: PendingPress, result: PressResult) -> None:
        self.metrics.results[result.name if isinstance(result, Refusal) else DONE] += 1
        self._queue.tell(pending, result)

    def _remember(self, entry: Entry) -> None:
        if entry.request_id:
            self._memory.keep_events(entry.request_id, entry.fingerprint, entry.events)

    def _publish(self) -> None:
        for publish in self._listeners:
            publish(self.office, self.position)


def _overlook(done: asyncio.Future[Answer]) -> None:
    """A rule that came too late, since the clerk was quicker, is no fault."""
    if not done.cancelled():
        done.exception()


def _in_brief(error: Exception) -> str:
    """The engine's own words on one bounded line."""
    return one_line(in_words(error)[:PROBLEM_LENGTH_MAX])


def _seconds() -> float:
    return asyncio.get_running_loop().time()
