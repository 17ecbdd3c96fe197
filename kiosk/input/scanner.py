"""The scanner of identity cards: one that types like a keyboard, or one on a serial line."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass

import serial

from kiosk.input.id_card import PAYLOAD_LENGTH_MAX
from kiosk.input.wedge import GAP_SECONDS

BAUD = 9600
READ_SECONDS = 0.5
SILENCE_SECONDS = 0.1
RETRY_SECONDS = 5.0
BYTES_MAX = 4 * PAYLOAD_LENGTH_MAX

_log = logging.getLogger(__name__)


class ScannerSettingError(ValueError):
    """The setting is not understood; the message says what to write instead."""


@dataclass(frozen=True, slots=True)
class Scanner:
    """A scanner at a `device`, or without one a wedge whose characters come at most `gap_seconds` apart."""

    device: str = ""
    gap_seconds: float = GAP_SECONDS


def scanner_of(setting: str) -> Scanner:
    """The scanner that a setting names: wedge, or serial:/dev/ttyUSB1. Raises ScannerSettingError."""
    kind, _, device = setting.strip().partition(":")
    if kind == "wedge" and not device:
        return Scanner()
    if kind == "serial" and device:
        return Scanner(device)
    raise ScannerSettingError(
        f'The scanner setting "{setting}" is not understood: write wedge or serial:/dev/ttyUSB1.'
    )


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
