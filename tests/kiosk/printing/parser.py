"""How a printer reads what it is sent: commands, pictures, and whatever else as letters."""

from dataclasses import dataclass, field

ESC, GS, DLE, NUL = 0x1B, 0x1D, 0x10, 0x00
LENGTHS: dict[bytes, int] = {
    b"\x1b@": 2,
    b"\x1ba": 3,
    b"\x1bJ": 3,
    b"\x1bd": 3,
    b"\x1dP": 4,
    b"\x1dV": 3,
    b"\x1dr": 3,
    b"\x10\x04": 3,
}
RASTER_HEAD_BYTES = 8


@dataclass
class EscposParser:
    """Goes on where it was, over connections, until it is switched off.

    `papers` are the pictures and commands between two cuts; `letters` are bytes that were no command, which
    come out as rubbish.
    """

    letters: bytearray = field(default_factory=bytearray)
    papers: list[list[bytes]] = field(default_factory=lambda: [[]])
    _unread: bytearray = field(default_factory=bytearray)
    _picture: bytearray = field(default_factory=bytearray)
    _wanting: int = 0

    @property
    def at_rest(self) -> bool:
        """Whether it waits for a command, and not for the rest of a picture."""
        return not self._wanting and not self._unread

    def take(self, data: bytes) -> None:
        """Reads on."""
        self._unread += data
        while self._unread and self._step():
            pass

    def _step(self) -> bool:
        """Takes one thing; False where more has to come first."""
        if self._wanting:
            part = self._unread[: self._wanting]
            del self._unread[: len(part)]
            self._picture += part
            self._wanting -= len(part)
            if not self._wanting:
                self.papers[-1].append(bytes(self._picture))
                self._picture.clear()
            return True
        if self._unread[0] not in (ESC, GS, DLE):
            letter = self._unread.pop(0)
            if letter != NUL:
                self.letters.append(letter)
            return True
        return len(self._unread) > 1 and self._command()

    def _command(self) -> bool:
        head = bytes(self._unread[:2])
        if head == b"\x1dv":
            if len(self._unread) < RASTER_HEAD_BYTES:
                return False
            across = self._unread[4] + 256 * self._unread[5]
            self._wanting = across * (self._unread[6] + 256 * self._unread[7])
            del self._unread[:RASTER_HEAD_BYTES]
            return True
        length = LENGTHS.get(head)
        if length is None:
            self.letters.append(self._unread.pop(0))
            return True
        if len(self._unread) < length:
            return False
        command = bytes(self._unread[:length])
        del self._unread[:length]
        if head == b"\x1dV":
            self.papers.append([])
        elif head not in (b"\x1dr", b"\x10\x04"):
            self.papers[-1].append(command)
        return True


def pictures(job: bytes) -> list[list[bytes]]:
    """What lies on the papers after a job that a printer at rest has taken."""
    parser = EscposParser()
    parser.take(job)
    return parser.papers
