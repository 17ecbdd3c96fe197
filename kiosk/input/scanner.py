"""The scanner of identity cards: one that types like a keyboard, or one on a serial line."""

import asyncio
import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

import serial

from kiosk.input.id_card import PAYLOAD_LENGTH_MAX
from kiosk.input.wedge import GAP_SECONDS

SCANNER_VARIABLE = "MOTCUA_SCANNER"
BAUD = 9600
READ_SECONDS = 0.5
SILENCE_SECONDS = 0.1
RETRY_SECONDS = 5.0
BYTES_MAX = 4 * PAYLOAD_LENGTH_MAX
GAP_MILLISECONDS_MIN, GAP_MILLISECONDS_MAX = 40, 150
CARD_FORM = re.compile(r"[0-9]{12}\|")

_log = logging.getLogger(__name__)


class ScannerSettingError(ValueError):
    """The setting is not understood; the message says what to write instead."""


@dataclass(frozen=True, slots=True)
class Scanner:
    """A scanner at a `device`, or without one a wedge whose characters come at most `gap_seconds` apart."""

    device: str = ""
    gap_seconds: float = GAP_SECONDS


def scanner_of(setting: str) -> Scanner:
    """The scanner that a setting names: wedge, wedge:gap=80 or serial:/dev/ttyUSB1.

    The gap is in milliseconds. Raises ScannerSettingError.
    """
    kind, _, rest = setting.strip().partition(":")
    if kind == "wedge" and not rest:
        return Scanner()
    gap = re.fullmatch("gap=([0-9]{1,4})", rest)
    if kind == "wedge" and gap and GAP_MILLISECONDS_MIN <= int(gap[1]) <= GAP_MILLISECONDS_MAX:
        return Scanner(gap_seconds=int(gap[1]) / 1000)
    if kind == "serial" and rest:
        return Scanner(rest)
    raise ScannerSettingError(
        f'The scanner setting "{setting}" is not understood: write wedge, wedge:gap=80 (from '
        f"{GAP_MILLISECONDS_MIN} to {GAP_MILLISECONDS_MAX} milliseconds) or serial:/dev/ttyUSB1."
    )


@dataclass(frozen=True, slots=True)
class TypedScan:
    """What a scan that was typed tells of its scanner; nothing of what was scanned."""

    signs: int
    widest_milliseconds: int
    is_card: bool

    @classmethod
    def of(cls, typed: Sequence[tuple[float, str]]) -> "TypedScan":
        """Of signs with the moments in seconds at which each came."""
        moments = [at for at, _ in typed]
        gaps = [later - earlier for earlier, later in pairwise(moments)]
        text = "".join(sign for _, sign in typed)
        return cls(len(typed), round(1000 * max(gaps, default=0.0)), bool(CARD_FORM.match(text)))

    @property
    def gap_milliseconds(self) -> int:
        """The gap to set: a quarter more than the widest one, in tens, within what may be set."""
        wished = 10 * ceil(self.widest_milliseconds * 1.25 / 10)
        return min(GAP_MILLISECONDS_MAX, max(GAP_MILLISECONDS_MIN, wished))

    @property
    def is_too_slow(self) -> bool:
        """Whether its signs come further apart than any gap that may be set."""
        return self.widest_milliseconds > GAP_MILLISECONDS_MAX


async def read_serial(reader: "LineReader", tell: Callable[[str], None]) -> None:
    """Tells of every line that the scanner sends, for ever; looks for it again when it is gone."""
    trouble = ""
    while True:
        try:
            await asyncio.to_thread(reader.open)
            trouble = ""
            while True:
                line = await asyncio.to_thread(reader.line)
                if line is not None:
                    tell(line)
        except (OSError, serial.SerialException):
            if not trouble:
                _log.warning("the scanner at %s is out of reach; it is looked for again", reader.device)
            trouble = reader.device
        finally:
            reader.close()
        await asyncio.sleep(RETRY_SECONDS)


class LineReader:
    """Reads lines from a serial scanner: a line ends with CR, LF or a silence; beyond BYTES_MAX it is cut."""

    def __init__(self, device: str) -> None:
        self.device = device
        self._port: serial.Serial | None = None

    def open(self) -> None:
        """Opens the device unless it is open. Raises SerialException or OSError."""
        if self._port is None:
            self._port = serial.Serial(self.device, BAUD, timeout=READ_SECONDS)

    def line(self) -> str | None:
        """The next line without its end, or None where nothing came within READ_SECONDS."""
        if self._port is None:
            return None
        self._port.timeout = READ_SECONDS
        line = self._port.read(1)
        self._port.timeout = SILENCE_SECONDS
        while line and not line.endswith((b"\r", b"\n")):
            more = self._port.read(max(1, self._port.in_waiting))
            if not more:
                break
            line = (line + more)[:BYTES_MAX]
        return line.strip().decode("utf-8", errors="replace") or None

    def close(self) -> None:
        """Lets go of the device."""
        if self._port is not None:
            self._port.close()
            self._port = None
