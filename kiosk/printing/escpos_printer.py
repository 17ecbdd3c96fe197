"""ESC/POS printers: a slip is sent to one that is ready, and nothing is believed but its answers."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from PIL import Image

from kiosk.printing.answers import PAPER_OUT, Answers, hindrance_in, is_low
from kiosk.printing.connections import DeviceAbsentError, PrinterConnection
from kiosk.printing.conversation import PrinterTalk, flush_of
from kiosk.printing.encoding import encode
from kiosk.printing.printer import (
    DEFAULT_LIMITS,
    EscposSetting,
    Limits,
    PrinterRest,
    PrintReason,
    PrintReport,
)

MUTE_SLIPS = 2  # so many slips without any answer show that a printer gives none

HINDRANCES: dict[PrintReason, str] = {
    "cover-open": "its cover is open",
    "paper-out": "it has no paper",
    "not-escpos": "what answers there is no printer that speaks ESC/POS",
    "other": "it reports an error, of its cutter or its head",
}

_log = logging.getLogger(__name__)


@dataclass
class _Attempt:
    """How far a slip has come: whether a byte of it was sent, and how the last connection ended."""

    job: bytes
    deadline: float
    until: float  # so long the printer is tried again
    has_begun: bool = False
    ended: PrintReport | None = None


@dataclass(frozen=True)
class Asked:
    """What a printer has answered when it was tried out, in its turn after so many `seconds`."""

    answers: Answers
    hindrance: PrintReason
    knows_offline: bool
    seconds: float


class EscposPrinter:
    """An ESC/POS printer at the end of a connection, which is opened anew for every slip.

    What a printer takes for part of a picture outlives the connection. Until a slip has come out well, and so
    at the start too, the printer is flushed before anything else is sent.
    """

    def __init__(
        self,
        setting: EscposSetting,
        open_connection: Callable[[float], Awaitable[PrinterConnection]],
        limits: Limits = DEFAULT_LIMITS,
    ) -> None:
        self.name = setting.name
        self.paper = setting.paper
        self._setting = setting
        self._open_connection = open_connection
        self._limits = limits
        self._turn = asyncio.Lock()
        self._is_flushed = False
        self._is_torn = False
        self._mute_slips = 0
        self._confirms = False

    @property
    def is_two_way(self) -> bool:
        """Whether an answer could come back from it at all."""
        return self._setting.two_way

    async def ask(self, waits: Callable[[], None] = lambda: None) -> Asked:
        """What the printer answers to each question when no slip is under way.

        `waits` is told where a silent printer is waited for, since one that prints just now answers late.
        Raises OSError where it is not reached or the connection breaks.
        """
        async with self._turn:
            talk = PrinterTalk(await self._open_connection(self._limits.connect))
            try:
                hindrance = await self._hindrance(talk, _now() + self._limits.ask, looks_at_paper=True)
                await self._flush(talk)
                seconds = 0.0 if hindrance else await _in_turn(talk, self._limits, waits)
                if seconds > self._limits.ask:
                    seconds = await _in_turn(talk, self._limits, waits)  # it was busy, and may be at rest now
            finally:
                await talk.end(drop=False)
        found = "not-escpos" if talk.is_nonsense else hindrance or hindrance_in(talk.answers)
        return Asked(talk.answers, found, talk.knows_offline, seconds)

    async def at_rest(self) -> PrinterRest | None:
        """How the printer is while it prints nothing; None where it does not say, or prints just now."""
        is_idle = self._setting.status == "none" and self._is_flushed
        if is_idle or not self.is_two_way or self._turn.locked():
            return None
        async with self._turn:
            try:
                talk = PrinterTalk(await self._open_connection(self._limits.connect))
            except OSError:
                return PrinterRest("off")
            try:
                async with asyncio.timeout(self._seconds_for(0)):
                    return await self._rest_of(talk)
            except OSError:
                return PrinterRest("no-answer")
            finally:
                await talk.end(drop=False)

    async def _rest_of(self, talk: PrinterTalk) -> PrinterRest | None:
        asks = self._setting.status != "none"
        if asks:
            hindrance = await self._hindrance(talk, _now() + self._limits.ready, looks_at_paper=True)
            if hindrance:
                return PrinterRest(hindrance, paper_low=hindrance == "paper-out")
        was_flushed = self._is_flushed
        await self._flush(talk)
        if not asks:
            return PrinterRest()
        if self._setting.status == "ask" and not (was_flushed and talk.knows_offline):
            await talk.ask("paper", _now() + self._limits.mute)
            if talk.answers.paper is None:
                self._is_flushed = was_flushed
                return None
        return (
            PrinterRest(hindrance_in(talk.answers), paper_low=is_low(talk.answers)) if talk.is_heard else None
        )

    async def print(self, picture: Image.Image, number: str) -> PrintReport:
        try:
            job = await asyncio.to_thread(encode, picture, self.paper, self._setting.style)
        except ValueError as error:
            return self._failed("other", str(error))
        seconds = self._seconds_for(len(job))
        attempt = _Attempt(job, _now() + seconds, _now() + min(seconds, self._limits.persist))
        try:
            async with asyncio.timeout_at(attempt.deadline), self._turn:
                report = await self._persist(attempt)
        except TimeoutError:
            late = self._failed("no-answer", f"not done within {seconds:.1f} seconds")
            report = (not attempt.has_begun and attempt.ended) or late
        report = replace(report, has_begun=attempt.has_begun)
        if report.outcome == "failed":
            _log.warning("slip %s was not printed: %s", number, report.detail)
        return report

    def _seconds_for(self, job_bytes: int) -> float:
        """How long this much may take, with what has to be flushed before it."""
        flush_bytes = 0 if self._is_flushed else len(flush_of(self.paper, self._setting.style))
        return self._limits.whole + (job_bytes + flush_bytes) / (
            self._setting.bytes_per_second or float("inf")
        )

    async def _persist(self, attempt: _Attempt) -> PrintReport:
        """Tries again where there is no connection, or it ends before a byte of the slip was sent."""
        while True:
            report = await self._deliver(attempt)
            is_reached = attempt.has_begun or report.reason not in ("off", "no-answer")
            if is_reached or _now() + self._limits.again >= attempt.until:
                return report
            attempt.ended = report
            await asyncio.sleep(self._limits.again)

    async def _deliver(self, attempt: _Attempt) -> PrintReport:
        try:
            talk = PrinterTalk(await self._open_connection(self._limits.connect))
        except PermissionError as error:
            return self._failed("other", f"this program may not use it ({error})")
        except OSError as error:
            if isinstance(error, DeviceAbsentError):  # nobody else can be using it
                attempt.until = _now()
            self._is_flushed = False  # it was off, or somebody else was printing on it
            return self._failed("off", f"not reached ({str(error) or 'no answer'})")
        is_done = False
        try:
            report = await self._converse(talk, attempt)
            is_done = report.outcome != "failed"
        except OSError as error:
            report = self._failed("no-answer", f"the connection broke ({error})")
        finally:
            self._mute_slips = 0 if talk.is_heard else self._mute_slips + attempt.has_begun
            await talk.end(drop=not is_done)
        return report

    async def _converse(self, talk: PrinterTalk, attempt: _Attempt) -> PrintReport:
        """Sends the slip to a printer that is ready, and believes nothing but its answer."""
        if self._setting.status != "none":
            looks = self._setting.status == "ready"
            hindrance = await self._hindrance(talk, _now() + self._limits.ready, looks_at_paper=looks)
            if hindrance:
                return self._failed(hindrance, HINDRANCES[hindrance])
        if self._is_flushed and self._confirms and not await self._takes_commands(talk):
            return self._failed("no-answer", "it is busy, or waits for the rest of somebody else's picture")
        await self._flush(talk)
        attempt.has_begun = self._is_torn = True
        self._is_flushed = False
        await talk.send_slip(attempt.job)
        if self._setting.status == "ask":
            report = await self._confirmed(talk, attempt.deadline)
        elif self._setting.status == "ready":
            report = await self._still_ready(talk, attempt.deadline)
        else:
            says = f"{self.name} is not asked whether it printed"
            report = PrintReport("sent", detail=says, printer=self.name)
        self._is_flushed = report.outcome in ("printed", "sent")
        self._is_torn = report.outcome == "failed"
        return report

    async def _takes_commands(self, talk: PrinterTalk) -> bool:
        """Whether a printer answers in its turn before a slip is sent: another kiosk may have broken one off.

        Else it is flushed over another connection, so that a late answer is not taken for the slip's.
        """
        await talk.ask("paper", _now() + self._limits.ready)
        self._is_flushed = talk.answers.paper is not None
        return self._is_flushed

    async def _confirmed(self, talk: PrinterTalk, deadline: float) -> PrintReport:
        """A slip has come out where the printer says so in its turn, and after that nothing else."""
        until = deadline - self._limits.explain
        if self._mute_slips >= MUTE_SLIPS and not talk.is_heard:
            until = min(until, _now() + self._limits.mute)
        if not talk.is_nonsense:
            await talk.ask("paper", until)
        if talk.is_nonsense:
            return self._failed("not-escpos", HINDRANCES["not-escpos"])
        if talk.answers.paper is None:
            return await self._unconfirmed(talk, min(deadline, _now() + self._limits.explain))
        self._confirms = True
        if talk.answers.paper & PAPER_OUT:
            return self._failed("paper-out", HINDRANCES["paper-out"])
        low = is_low(talk.answers)
        if talk.knows_offline:
            after = await self._hindrance(talk, min(deadline, _now() + self._limits.ready))
            if after == "not-escpos":
                return self._failed(after, HINDRANCES[after])
            if after == "paper-out":
                detail = f"{self.name}: the paper has ended"
                return PrintReport("printed", after, detail, paper_low=True, printer=self.name)
        detail = f"{self.name}: the paper will soon end" if low else ""
        return PrintReport("printed", detail=detail, paper_low=low, printer=self.name)

    async def _unconfirmed(self, talk: PrinterTalk, deadline: float) -> PrintReport:
        """The printer has the slip and does not say that it came out: it cannot, is slow, or is dead."""
        hindrance = await self._hindrance(talk, deadline)
        if hindrance:
            return self._failed(hindrance, HINDRANCES[hindrance])
        if talk.answers.offline is None:
            return self._failed("no-answer", "it took the slip and says nothing")
        detail = f"{self.name}: it is ready and has not said that the slip came out"
        return PrintReport("unconfirmed", "slow", detail, printer=self.name)

    async def _still_ready(self, talk: PrinterTalk, deadline: float) -> PrintReport:
        """A printer that says only whether it could print is asked so after the slip, too."""
        hindrance = await self._hindrance(talk, deadline, looks_at_paper=True)
        if hindrance:
            return self._failed(hindrance, HINDRANCES[hindrance])
        if talk.answers.offline is None:
            return self._failed("no-answer", "it took the slip and says nothing")
        low = is_low(talk.answers)
        detail = f"{self.name}: the paper will soon end" if low else ""
        return PrintReport("sent", detail=detail, paper_low=low, printer=self.name)

    async def _hindrance(
        self, talk: PrinterTalk, until: float, *, looks_at_paper: bool = False
    ) -> PrintReason:
        """Why the printer cannot print, asked from it; empty where it can or does not say.

        Whoever says that there is no paper is asked for that in another way too: a line that sends anything
        at all says so now and then.
        """
        await talk.ask("offline", until)
        hindrance = hindrance_in(talk.answers)
        if talk.answers.offline is not None and (looks_at_paper or hindrance) and not talk.is_nonsense:
            await talk.ask("sensor", until)
        return "not-escpos" if talk.is_nonsense else hindrance or hindrance_in(talk.answers)

    async def _flush(self, talk: PrinterTalk) -> None:
        if not self._is_flushed:
            await talk.send(flush_of(self.paper, self._setting.style, cuts=self._is_torn))
            self._is_flushed, self._is_torn = True, False

    def _failed(self, reason: PrintReason, detail: str) -> PrintReport:
        return PrintReport("failed", reason, f"{self.name}: {detail}", reason == "paper-out", self.name)


async def _in_turn(talk: PrinterTalk, limits: Limits, waits: Callable[[], None]) -> float:
    """After how many seconds the printer answers what it answers in its turn, or is given up."""
    asked_at = _now()
    if not talk.is_nonsense:
        await talk.ask("paper", asked_at + limits.ask)
    if talk.answers.paper is None and not talk.is_nonsense:
        waits()
        await talk.listen("paper", asked_at + limits.busy)
    return _now() - asked_at if talk.answers.paper is not None else 0.0


def _now() -> float:
    return asyncio.get_running_loop().time()
