"""Printers: each takes a picture and reports, within a time limit, what became of it."""

from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable

from PIL import Image

from kiosk.printing.encoding import JobStyle
from kiosk.printing.paper import Paper

SlipPicture = Image.Image
PrintResult = Literal["printed", "sent", "unconfirmed", "failed"]
PrintReason = Literal["", "off", "no-answer", "paper-out", "cover-open", "not-escpos", "slow", "other"]
StatusMode = Literal["ask", "ready", "none"]

CONNECT_SECONDS_MAX = 2.0
READY_SECONDS_MAX = 0.3  # some printers never say whether they are ready; each of their slips waits this long
EXPLAIN_SECONDS = 0.5  # kept back from the whole, to ask a silent printer what is wrong with it
ASK_SECONDS_MAX = 3.0  # for each question, when a printer is tried out
BUSY_SECONDS_MAX = 21.0  # a printer that is tried out and says nothing for so long never says anything
PRINT_SECONDS_MAX = 5.0
AGAIN_SECONDS = 0.3  # between two attempts to reach a printer that is busy or has just been switched on
MUTE_SECONDS_MAX = 1.0  # for the answer of a printer that has never given one


@dataclass(frozen=True)
class PrintReport:
    """What became of a slip.

    "printed": the printer said so. "sent": it took the slip and cannot say more. "unconfirmed": it takes its
    time, and the slip may come out later. "failed": the citizen has no slip, or may have one that nobody
    knows of. `detail` is for the staff and the log, not for the screen. `paper_low`: the paper will soon end,
    or has, and then `reason` says so, whatever became of this slip. `printer` names the printer that this is
    about. `has_begun`: a part of the slip, or all of it, went to the printer.
    """

    outcome: PrintResult
    reason: PrintReason = ""
    detail: str = ""
    paper_low: bool = False
    printer: str = ""
    has_begun: bool = False


@dataclass(frozen=True)
class PrinterRest:
    """How a printer is while it prints nothing: why it could not print, or that its paper will soon end."""

    reason: PrintReason = ""
    paper_low: bool = False


class Printer(Protocol):
    """Whatever slips come out of."""

    @property
    def paper(self) -> Paper:
        """What slips for this printer are laid out for."""

    async def print(self, picture: Image.Image, number: str) -> PrintReport:
        """Prints a picture of mode "1" as wide as the paper; `number` is the ticket's, for names and logs."""


@runtime_checkable
class SaysHowItIs(Protocol):
    """A printer that can be asked while it prints nothing."""

    async def at_rest(self) -> PrinterRest | None:
        """How it is; None where it does not say, or prints just now."""


@dataclass(frozen=True)
class Limits:
    """How long a printer may take, in seconds."""

    connect: float = CONNECT_SECONDS_MAX
    ready: float = READY_SECONDS_MAX
    explain: float = EXPLAIN_SECONDS
    ask: float = ASK_SECONDS_MAX
    busy: float = BUSY_SECONDS_MAX
    whole: float = PRINT_SECONDS_MAX
    persist: float = PRINT_SECONDS_MAX  # of the whole, to reach a printer that is busy
    again: float = AGAIN_SECONDS
    mute: float = MUTE_SECONDS_MAX


DEFAULT_LIMITS = Limits()
PLAIN_STYLE = JobStyle()


@dataclass(frozen=True)
class EscposSetting:
    """What an office has said about its printer.

    `status`: "ask" one that says when a slip is printed, "ready" one that says only whether it could print,
    "none" one that says nothing.
    """

    name: str
    paper: Paper
    style: JobStyle = PLAIN_STYLE
    status: StatusMode = "ask"
    two_way: bool = True  # whether an answer could come back at all
    bytes_per_second: float | None = None  # of a slow line, whose limit grows with the slip
