"""Printers of our own making that behave and misbehave as told, on real sockets and pseudo terminals."""

import asyncio
import os
import socket
import struct
import termios
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace

from kiosk.printing.answers import OFFLINE_QUERY, PAPER_QUERY, SENSOR_QUERY
from kiosk.printing.encoding import PART_CUT, START, TEAR_FEED
from kiosk.printing.printer import Limits
from tests.kiosk.printing.parser import EscposParser

READY = b"\x12"
COVER_OPEN = b"\x16"
PAPER_ENDED = b"\x32"
CUTTER_STUCK = b"\x52"
ROLL_NEAR_END = b"\x1e"
ROLL_ENDED = b"\x72"
PAPER_THERE = b"\x00"
PAPER_LOW = b"\x03"
PAPER_OUT = b"\x0f"

# An answer that does come is waited for whatever the load; only silence, which is certain, has short limits.
PATIENT = Limits(
    connect=20.0,
    ready=20.0,
    explain=20.0,
    ask=20.0,
    busy=20.0,
    whole=60.0,
    persist=0.0,
    again=0.01,
    mute=20.0,
)
SILENCE_SECONDS = 0.05
JOB_BYTES_MIN = 20
SEND_SECONDS = 3.0  # until a slip is encoded, connected and sent on a busy machine
ANSWER_SECONDS = 2.0  # until one question is answered, where the other one is not


@dataclass
class Behaviour:
    """What the printer answers; None: nothing.

    `lie` is what comes back for whatever is sent to it, in place of all answers. The first `refuses`
    connections are reset at once. With `keeps_state` what it takes for part of a picture outlives them.
    """

    ready: bytes | None = READY
    sensor: bytes | None = READY
    paper: bytes | None = PAPER_THERE
    why_silent: bytes | None = None
    chatter: bytes = b""  # what it sends by itself before each answer
    hangs_up_after_bytes: int | None = None
    resets: bool = False
    lie: Callable[[bytes], bytes] | None = None
    refuses: int = 0
    keeps_state: bool = False

    @property
    def limits(self) -> Limits:
        """Limits that are short where this printer is silent, and nowhere else."""
        ready = SILENCE_SECONDS if self.ready is None else PATIENT.ready
        silent = [answer is None for answer in (self.ready, self.paper)]
        ask = SILENCE_SECONDS if all(silent) else ANSWER_SECONDS if any(silent) else PATIENT.ask
        if self.ready is not None and self.sensor is None:
            ready = ANSWER_SECONDS
        if self.paper is not None or self.hangs_up_after_bytes:
            return replace(PATIENT, ready=ready, ask=ask, busy=ask)
        explain = SILENCE_SECONDS if self.why_silent is None else PATIENT.explain
        whole = SEND_SECONDS + explain
        return replace(
            PATIENT, ready=ready, ask=ask, busy=ask, explain=explain, whole=whole, mute=SILENCE_SECONDS
        )


@dataclass
class FakePrinter:
    """A printer's ears and mouth: it remembers all bytes and answers the questions in them."""

    behaviour: Behaviour = field(default_factory=Behaviour)
    received: bytearray = field(default_factory=bytearray)
    connections: int = 0
    hung_up: asyncio.Event = field(default_factory=asyncio.Event)
    parser: EscposParser = field(default_factory=EscposParser)

    def hear(self, data: bytes) -> bytes:
        """The answer to what has just come in."""
        self.received += data
        if self.behaviour.lie:
            return self.behaviour.lie(data)
        self.parser.take(data)
        if self.received.endswith(PAPER_QUERY):
            is_understood = not self.behaviour.keeps_state or self.parser.at_rest
            answer = self.behaviour.paper if is_understood else None
        elif self.received.endswith(OFFLINE_QUERY):
            is_silent = self.behaviour.paper is None and len(self.job) > JOB_BYTES_MIN
            answer = self.behaviour.why_silent if is_silent else self.behaviour.ready
        elif self.received.endswith(SENSOR_QUERY):
            answer = self.behaviour.sensor
        else:
            return b""
        return b"" if answer is None else self.behaviour.chatter + answer

    @property
    def job(self) -> bytes:
        """What came in, without the questions and without what ends an unfinished picture."""
        heard = bytes(self.received)
        for question in (OFFLINE_QUERY, SENSOR_QUERY, PAPER_QUERY):
            heard = heard.removeprefix(question)
        if heard.startswith(b"\0"):
            heard = heard.lstrip(b"\0").removeprefix(START).removeprefix(TEAR_FEED)
            heard = heard.removeprefix(PART_CUT).removeprefix(OFFLINE_QUERY)
        for question in (SENSOR_QUERY, OFFLINE_QUERY, PAPER_QUERY):
            heard = heard.removesuffix(question)
        return heard


@asynccontextmanager
async def network_printer(behaviour: Behaviour | None = None) -> AsyncIterator[tuple[FakePrinter, int]]:
    """A printer that listens on a free port of this machine, and the port; no line outlives it."""
    fake = FakePrinter(behaviour or Behaviour())
    lines: set[asyncio.StreamWriter] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        fake.connections += 1
        fake.received.clear()
        lines.add(writer)
        if not fake.behaviour.keeps_state:
            fake.parser = EscposParser()
        is_busy = fake.connections <= fake.behaviour.refuses
        limit = fake.behaviour.hangs_up_after_bytes
        try:
            while not is_busy and (data := await reader.read(65536)):
                answer = fake.hear(data)
                if limit is not None and len(fake.received) >= limit:
                    break
                writer.write(answer)
        except ConnectionResetError:
            pass  # the kiosk has given up, as the test wants it to
        if fake.behaviour.resets or is_busy:
            connection = writer.get_extra_info("socket")
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.close()
        fake.hung_up.set()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        try:
            yield fake, server.sockets[0].getsockname()[1]
        finally:
            for line in lines:
                line.close()
            await asyncio.gather(*(line.wait_closed() for line in lines), return_exceptions=True)


@contextmanager
def deaf_port(*, full: bool) -> Iterator[int]:
    """A port whose program never accepts: connections end in its backlog, or nowhere when that is full."""
    with socket.create_server(("127.0.0.1", 0), backlog=0 if full else 16) as listener:
        port = listener.getsockname()[1]
        queued = [socket.socket() for _ in range(4 if full else 0)]
        try:
            for waiting in queued:
                waiting.setblocking(False)
                waiting.connect_ex(("127.0.0.1", port))
            yield port
        finally:
            for waiting in queued:
                waiting.close()


@contextmanager
def serial_printer(
    behaviour: Behaviour | None = None, *, deaf: bool = False
) -> Iterator[tuple[FakePrinter, str]]:
    """A printer at the other end of a pseudo terminal, and the path of its port; a deaf one reads nothing."""
    fake = FakePrinter(behaviour or Behaviour())
    ours, theirs = os.openpty()
    mode = termios.tcgetattr(theirs)
    mode[3] &= ~(termios.ECHO | termios.ICANON)
    termios.tcsetattr(theirs, termios.TCSANOW, mode)
    loop = asyncio.get_running_loop()
    if not deaf:
        loop.add_reader(ours, lambda: os.write(ours, fake.hear(os.read(ours, 65536))))
    try:
        yield fake, os.ttyname(theirs)
    finally:
        loop.remove_reader(ours)
        os.close(ours)
        os.close(theirs)
