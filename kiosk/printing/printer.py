"""Printers: each takes a picture and reports, within a time limit, what became of it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal, Protocol

from PIL import Image

from kiosk.printing.connections import PrinterConnection
from kiosk.printing.encoding import JobStyle, encode
from kiosk.printing.paper import Paper

SlipPicture = Image.Image
PrintResult = Literal["printed", "sent", "failed"]
PrintReason = Literal["", "off", "no-answer", "paper-out", "cover-open", "other"]

CONNECT_SECONDS_MAX = 2.0
READY_SECONDS_MAX = 0.3  # some printers never say whether they are ready; each of their slips waits this long
EXPLAIN_SECONDS = 0.5  # kept back from the whole, to ask a silent printer what is wrong with it
ASK_SECONDS_MAX = 3.0  # for either question, when a printer is tried out
PRINT_SECONDS_MAX = 5.0
CLOSE_SECONDS_MAX = 0.5

PAPER_QUERY = b"\x1dr\x01"  # GS r 1: answered in its turn, after all that was sent before it
OFFLINE_QUERY = b"\x10\x04\x02"  # DLE EOT 2: answered at once, also by a printer that has stopped

COVER_OPEN = 0x04
PAPER_ENDED = 0x20
ERROR = 0x40
PAPER_OUT = 0x0C
PAPER_LOW = 0x03

HINDRANCES: dict[PrintReason, str] = {
    "cover-open": "its cover is open",
    "paper-out": "it has no paper",
    "other": "it reports an error, of its cutter or its head",
}

_log = logging.getLogger(__name__)


@dataclass
class Answers:
    """The answers of one printer, picked out of the bytes that it sends.

    The three kinds are told apart by their fixed bits, so an answer that comes late, or one that the dots
    of the picture happened to ask for, is never taken for another.
    """

    paper: int | None = None
    offline: int | None = None
    _to_skip: int = 0

    def feed(self, data: bytes) -> None:
        for byte in data:
            if self._to_skip:
                self._to_skip -= 1
            elif byte & 0x93 == 0x12:
                self.offline = byte
            elif byte & 0x93 == 0x10:
                self._to_skip = 3  # an unasked report, which some printers send by themselves, has four bytes
            elif byte & 0x90 == 0:
                self.paper = byte


@dataclass(frozen=True)
class PrintReport:
    """What became of a slip.

    "printed": the printer said so. "sent": it took the slip and cannot say more. "failed": the citizen has
    no slip, or may have one that nobody knows of. `detail` is for the staff and the log, not for the screen.
    `paper_low`: the paper will soon end, or has. `printer` names the printer that this is about.
    """

    outcome: PrintResult
    reason: PrintReason = ""
    detail: str = ""
    paper_low: bool = False
    printer: str = ""


class Printer(Protocol):
    """Whatever slips come out of."""

    @property
    def paper(self) -> Paper:
        """What slips for this printer are laid out for."""

    async def print(self, picture: Image.Image, number: str) -> PrintReport:
        """Prints a picture of mode "1" as wide as the paper; `number` is the ticket's, for names and logs."""


@dataclass(frozen=True)
class Limits:
    """How long a printer may take, in seconds."""

    connect: float = CONNECT_SECONDS_MAX
    ready: float = READY_SECONDS_MAX
    explain: float = EXPLAIN_SECONDS
    ask: float = ASK_SECONDS_MAX
    whole: float = PRINT_SECONDS_MAX


DEFAULT_LIMITS = Limits()
PLAIN_STYLE = JobStyle()


@dataclass(frozen=True)
class EscposSetting:
    """What an office has said about its printer."""

    name: str
    paper: Paper
    style: JobStyle = PLAIN_STYLE
    ask: bool = True  # whether the printer answers when it is asked for its status
    two_way: bool = True  # whether an answer could come back at all
    bytes_per_second: float | None = None  # of a slow line, whose limit grows with the slip


class EscposPrinter:
    """An ESC/POS printer at the end of a connection, which is opened anew for every slip."""

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

    @property
    def is_two_way(self) -> bool:
        """Whether an answer could come back from it at all."""
        return self._setting.two_way

    async def ask(self) -> Answers:
        """What the printer answers to both questions when no slip is under way.

        Raises OSError where it is not reached or the connection breaks.
        """
        answers = Answers()
        now = asyncio.get_running_loop().time
        async with self._turn:
            connection = await self._open_connection(self._limits.connect)
            try:
                await connection.send(OFFLINE_QUERY)
                await _listen(
                    connection, answers, lambda: answers.offline is not None, now() + self._limits.ask
                )
                await connection.send(PAPER_QUERY)
                await _listen(
                    connection, answers, lambda: answers.paper is not None, now() + self._limits.ask
                )
            finally:
                await _let_go(connection, drop=False)
        return answers

    async def print(self, picture: Image.Image, number: str) -> PrintReport:
        try:
            job = await asyncio.to_thread(encode, picture, self.paper, self._setting.style)
        except ValueError as error:
            return self._failed("other", str(error))
        seconds_max = self._limits.whole + len(job) / (self._setting.bytes_per_second or float("inf"))
        deadline = asyncio.get_running_loop().time() + seconds_max
        try:
            async with asyncio.timeout_at(deadline), self._turn:
                report = await self._deliver(job, deadline)
        except TimeoutError:
            report = self._failed("no-answer", f"not done within {seconds_max:.1f} seconds")
        if report.outcome == "failed":
            _log.warning("slip %s was not printed: %s", number, report.detail)
        return report

    async def _deliver(self, job: bytes, deadline: float) -> PrintReport:
        try:
            connection = await self._open_connection(self._limits.connect)
        except PermissionError as error:
            return self._failed("other", f"this program may not use it ({error})")
        except OSError as error:
            return self._failed("off", f"not reached ({str(error) or 'no answer'})")
        done = False
        try:
            report = await self._converse(connection, job, deadline)
            done = report.outcome != "failed"
        except OSError as error:
            report = self._failed("no-answer", f"the connection broke ({error})")
        finally:
            await _let_go(connection, drop=not done)
        return report

    async def _converse(self, connection: PrinterConnection, job: bytes, deadline: float) -> PrintReport:
        """Sends the slip to a printer that is ready, and believes nothing but its answer."""
        if not self._setting.ask:
            await connection.send(job)
            return PrintReport(
                "sent", detail=f"{self.name} is not asked whether it printed", printer=self.name
            )
        now = asyncio.get_running_loop().time()
        hindered = await self._hindrance(connection, now + self._limits.ready)
        if hindered:
            return hindered
        await connection.send(job + PAPER_QUERY)
        answers = Answers()
        await _listen(connection, answers, lambda: answers.paper is not None, deadline - self._limits.explain)
        if answers.paper is None:
            hindered = await self._hindrance(connection, deadline)
            return hindered or self._failed("no-answer", "it took the slip and says nothing")
        if answers.paper & PAPER_OUT:
            return self._failed("paper-out", "it has no paper")
        is_low = bool(answers.paper & PAPER_LOW)
        detail = f"{self.name}: the paper will soon end" if is_low else ""
        return PrintReport("printed", detail=detail, paper_low=is_low, printer=self.name)

    async def _hindrance(self, connection: PrinterConnection, until: float) -> PrintReport | None:
        """Why the printer cannot print, asked from it; None where it can or does not say."""
        answers = Answers()
        await connection.send(OFFLINE_QUERY)
        await _listen(connection, answers, lambda: answers.offline is not None, until)
        reason = hindrance_in(answers)
        return self._failed(reason, HINDRANCES[reason]) if reason else None

    def _failed(self, reason: PrintReason, detail: str) -> PrintReport:
        has_none = reason == "paper-out"
        return PrintReport("failed", reason, f"{self.name}: {detail}", paper_low=has_none, printer=self.name)


def hindrance_in(answers: Answers) -> PrintReason:
    """Why a printer with these answers cannot print; empty where it can or does not say."""
    causes = answers.offline or 0
    if causes & COVER_OPEN:
        return "cover-open"
    if causes & PAPER_ENDED or (answers.paper or 0) & PAPER_OUT:
        return "paper-out"
    return "other" if causes & ERROR else ""


async def _listen(
    connection: PrinterConnection, answers: Answers, heard: Callable[[], bool], until: float
) -> None:
    """Takes in what the printer says, until the answer is there or the time is up."""
    try:
        async with asyncio.timeout_at(until):
            while not heard():
                answers.feed(await connection.receive())
    except TimeoutError:
        _log.debug("the printer gave no answer in time")


async def _let_go(connection: PrinterConnection, *, drop: bool) -> None:
    """Closes the connection, and does not wait for a device that is stuck."""
    closing = asyncio.ensure_future(connection.close(drop=drop))
    closing.add_done_callback(_note_close)
    await asyncio.wait({closing}, timeout=CLOSE_SECONDS_MAX)


def _note_close(closing: asyncio.Future[None]) -> None:
    error = None if closing.cancelled() else closing.exception()
    if error is not None:
        _log.warning("the printer's line did not close: %s", error)
