"""What a printer answers to each question, and what nobody answers who speaks ESC/POS."""

from dataclasses import dataclass
from typing import Literal

from kiosk.printing.printer import PrintReason

PrinterQuestion = Literal["offline", "sensor", "paper"]

QUESTIONS: dict[PrinterQuestion, bytes] = {
    "offline": b"\x10\x04\x02",  # DLE EOT 2: answered at once, also by a printer that has stopped
    "sensor": b"\x10\x04\x04",  # DLE EOT 4: the same, of its paper
    "paper": b"\x1dr\x01",  # GS r 1: answered in its turn, after all that was sent before it
}
OFFLINE_QUERY, SENSOR_QUERY, PAPER_QUERY = QUESTIONS["offline"], QUESTIONS["sensor"], QUESTIONS["paper"]

COVER_OPEN = 0x04  # of DLE EOT 2
PAPER_ENDED = 0x20
ERROR = 0x40
NEAR_END = 0x0C  # of DLE EOT 4, whose bits come in pairs
END = 0x60
PAPER_OUT = 0x0C  # of GS r 1
PAPER_LOW = 0x03

PAPER_ANSWERS = frozenset((0x00, 0x03, 0x0C, 0x0F))
SENSOR_ANSWERS = frozenset((0x12, 0x1E, 0x72, 0x7E))
FLOW_CONTROL = frozenset((0x11, 0x13))
FORM = 0x93  # the fixed bits of a byte
AT_ONCE = 0x12
REPORT = 0x10
REPORT_BYTES = 4
REPORT_GOES_ON = 0x90  # bits that are never set in the bytes after the first of a report


@dataclass
class Answers:
    """The answers of one printer, picked out of the bytes that it sends over one connection.

    Only a byte that the question asked last can have brought counts as an answer. `is_nonsense`: something
    came that no printer sends: an unknown byte, or the question itself. `strays` counts answers to GS r that
    nobody had asked; some printers send one when they are connected to.
    """

    offline: int | None = None
    sensor: int | None = None
    paper: int | None = None
    strays: int = 0
    is_nonsense: bool = False
    has_heard: bool = False
    _asked: PrinterQuestion | None = None
    _to_skip: int = 0
    _tail: bytes = b""

    def expect(self, question: PrinterQuestion) -> None:
        """This question is being asked; an answer to the one before comes too late from now on."""
        self._asked = question
        setattr(self, question, None)

    def answered(self, question: PrinterQuestion) -> bool:
        """Whether the answer to this question, as it was asked last, is there."""
        return getattr(self, question) is not None

    def feed(self, data: bytes) -> None:
        """Takes in what the printer has sent."""
        self.has_heard = self.has_heard or bool(data)
        for byte in data:
            self._tail = (self._tail + bytes([byte]))[-len(OFFLINE_QUERY) :]
            self.is_nonsense = self.is_nonsense or self._tail in QUESTIONS.values() or not self._takes(byte)

    def _takes(self, byte: int) -> bool:
        """Whether a printer may have sent this byte here."""
        if self._to_skip:
            self._to_skip -= 1
            return not byte & REPORT_GOES_ON
        if byte in FLOW_CONTROL:
            return True
        if byte & FORM == REPORT:  # an unasked report, which some printers send by themselves
            self._to_skip = REPORT_BYTES - 1
            return True
        if byte & FORM == AT_ONCE:  # perhaps late, or asked for by the dots of a picture
            self._answer_at_once(byte)
            return True
        if byte not in PAPER_ANSWERS:
            return False
        if self._asked == "paper" and self.paper is None:
            self.paper = byte
        else:
            self.strays += 1
        return True

    def _answer_at_once(self, byte: int) -> None:
        if self._asked == "offline" and self.offline is None:
            self.offline = byte
        elif self._asked == "sensor" and self.sensor is None and byte in SENSOR_ANSWERS:
            self.sensor = byte


def hindrance_in(answers: Answers) -> PrintReason:
    """Why a printer with these answers cannot print; empty where it can or does not say."""
    causes, sensor = answers.offline or 0, answers.sensor or 0
    if causes & COVER_OPEN:
        return "cover-open"
    if causes & PAPER_ENDED or sensor & END or (answers.paper or 0) & PAPER_OUT:
        return "paper-out"
    return "other" if causes & ERROR else ""


def is_low(answers: Answers) -> bool:
    """Whether the paper is near its end."""
    return bool((answers.paper or 0) & PAPER_LOW or (answers.sensor or 0) & NEAR_END)
