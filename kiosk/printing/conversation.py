"""What is said and heard over one connection to a printer, until it is closed."""

import asyncio
import logging

from kiosk.printing.answers import QUESTIONS, Answers, PrinterQuestion
from kiosk.printing.connections import PrinterConnection
from kiosk.printing.encoding import PART_CUT, START, STRIP_ROWS, TEAR_FEED, JobStyle
from kiosk.printing.paper import Paper

CLOSE_SECONDS_MAX = 0.5

_log = logging.getLogger(__name__)


class PrinterTalk:
    """Questions and their answers. Everything raises OSError at a break."""

    def __init__(self, connection: PrinterConnection) -> None:
        self.answers = Answers()
        self.knows_offline = False
        self._greetings: int | None = None
        self._connection = connection

    @property
    def is_heard(self) -> bool:
        """Whether anything has come from the printer."""
        return self.answers.has_heard

    @property
    def is_nonsense(self) -> bool:
        """Whether what answers is no printer: it said what none says, or what nobody had asked.

        Only a printer that has answered may have greeted whoever connected, and only before the slip.
        """
        greetings = self.answers.strays if self._greetings is None else self._greetings
        return self.answers.is_nonsense or self.answers.strays > (greetings if self.knows_offline else 0)

    async def ask(self, question: PrinterQuestion, until: float) -> None:
        """Asks, and waits for the answer until a moment of the loop's clock."""
        self.answers.expect(question)
        await self._connection.send(QUESTIONS[question])
        await self.listen(question, until)

    async def listen(self, question: PrinterQuestion, until: float) -> None:
        """Waits on for the answer to the question that was asked last."""
        try:
            async with asyncio.timeout_at(until):
                while not (self.answers.answered(question) or self.answers.is_nonsense):
                    self.answers.feed(await self._connection.receive())
        except TimeoutError:
            _log.debug("the printer gave no answer in time to %s", question)
        self.knows_offline = self.knows_offline or self.answers.offline is not None

    async def send(self, data: bytes) -> None:
        """Sends what is no question and no slip."""
        await self._connection.send(data)

    async def send_slip(self, job: bytes) -> None:
        """Sends a whole slip; what the printer says meanwhile answers nothing that is asked later."""
        self._greetings = self.answers.strays
        await self._connection.send(job)
        while data := await self._connection.heard():
            self.answers.feed(data)

    async def end(self, *, drop: bool) -> None:
        """Closes the connection, and does not wait for a device that is stuck."""
        closing = asyncio.ensure_future(self._connection.close(drop=drop))
        closing.add_done_callback(_note_close)
        await asyncio.wait({closing}, timeout=CLOSE_SECONDS_MAX)


def flush_of(paper: Paper, style: JobStyle, *, cuts: bool = False) -> bytes:
    """What ends whatever picture of this paper an earlier connection may have left unfinished.

    With `cuts` what has come out of it is fed and cut off too.
    """
    picture_bytes = max(style.strip_rows, STRIP_ROWS) * paper.width // 8
    rest = TEAR_FEED + (PART_CUT if style.cut else b"") if cuts else b""
    return bytes(picture_bytes) + START + rest


def _note_close(closing: asyncio.Future[None]) -> None:
    error = None if closing.cancelled() else closing.exception()
    if error is not None:
        _log.warning("the printer's line did not close: %s", error)
