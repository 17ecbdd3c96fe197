"""What an ESC/POS printer is asked about itself, and what its answers mean."""

from dataclasses import dataclass

PAPER_QUERY = b"\x1dr\x01"  # GS r 1: answered in its turn, after all that was sent before it
OFFLINE_QUERY = b"\x10\x04\x02"  # DLE EOT 2: answered at once, also by a printer that has stopped

COVER_OPEN = 0x04
PAPER_ENDED = 0x20
ERROR = 0x40
PAPER_OUT = 0x0C
PAPER_LOW = 0x03


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
