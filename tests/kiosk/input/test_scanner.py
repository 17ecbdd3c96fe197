"""The scanner's setting, and a scanner at the other end of a real terminal line."""

import asyncio
import logging
import os
import pty
import tty

import pytest

from kiosk.input.scanner import (
    BYTES_MAX,
    LineReader,
    Scanner,
    ScannerSettingError,
    TypedScan,
    read_serial,
    scanner_of,
)
from tests.patience import PATIENCE_SECONDS

CARD = "001046000001||NGUYỄN VĂN MẪU|01011946|Nam|Thôn Mẫu, Xã Mẫu|01012022"


class Bell(logging.Handler):
    """Rings at the first record."""

    def __init__(self, told: asyncio.Event) -> None:
        super().__init__()
        self._told = told

    def emit(self, _: logging.LogRecord) -> None:
        self._told.set()


@pytest.fixture
def line() -> "tuple[int, str]":
    """The scanner's end of a line, and the device at the kiosk's end."""
    scanner_end, kiosk_end = pty.openpty()
    tty.setraw(kiosk_end)
    return scanner_end, os.ttyname(kiosk_end)


def test_the_settings_name_a_scanner() -> None:
    """A wedge has no device and perhaps a gap of its own, a serial scanner has a device."""
    assert scanner_of("wedge") == Scanner()
    assert scanner_of("wedge:gap=120") == Scanner(gap_seconds=0.12)
    assert scanner_of("serial:/dev/ttyUSB1") == Scanner("/dev/ttyUSB1")


@pytest.mark.parametrize(
    "setting",
    ["", "usb", "wedge:1", "wedge:gap=", "wedge:gap=39", "wedge:gap=151", "serial:", "/dev/ttyUSB1"],
)
def test_another_setting_is_told_what_to_write(setting: str) -> None:
    """The message says all ways of writing it."""
    with pytest.raises(ScannerSettingError, match=r"write wedge, wedge:gap=80 .* or serial:/dev/ttyUSB1"):
        scanner_of(setting)


@pytest.mark.parametrize(
    ("step", "gap"), [(0.0, 40), (0.004, 40), (0.06, 80), (0.1, 130), (0.14, 150), (0.2, 150)]
)
def test_the_gap_to_set_is_wider_than_the_scanners_own(step: float, gap: int) -> None:
    """A quarter wider, within what may be set, and a scanner that is slower than that is known to be so."""
    found = TypedScan.of([(place * step, sign) for place, sign in enumerate(CARD)])
    assert (found.signs, found.gap_milliseconds, found.is_card) == (len(CARD), gap, True)
    assert found.is_too_slow is (step > 0.15)
    assert scanner_of(f"wedge:gap={found.gap_milliseconds}").gap_seconds == gap / 1000
    assert "MẪU" not in repr(found)


@pytest.mark.slow
@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n", b""])
def test_a_line_comes_whole_however_it_ends(line: tuple[int, str], end: bytes) -> None:
    """Scanners end with CR, LF, both, or nothing but silence."""
    scanner_end, device = line
    reader = LineReader(device)
    reader.open()
    os.write(scanner_end, CARD.encode() + end)
    assert reader.line() == CARD
    reader.close()


@pytest.mark.slow
def test_garbage_is_text_of_limited_length(line: tuple[int, str]) -> None:
    """Bytes that are no text, and far too many of them, do no harm."""
    scanner_end, device = line
    reader = LineReader(device)
    reader.open()
    os.write(scanner_end, bytes(range(128, 256)) * 20 + b"\r")
    text = reader.line()
    assert text is not None
    assert len(text) <= BYTES_MAX
    reader.close()


@pytest.mark.slow
async def test_the_scanner_is_read_for_ever(line: tuple[int, str]) -> None:
    """One card after the other is told."""
    scanner_end, device = line
    told: asyncio.Queue[str] = asyncio.Queue()
    reader = LineReader(device)
    reader.open()  # what is sent before a device is open is lost
    reading = asyncio.create_task(read_serial(reader, told.put_nowait))
    for card in (CARD, "garbage"):
        os.write(scanner_end, card.encode() + b"\r")
        async with asyncio.timeout(PATIENCE_SECONDS):
            assert await told.get() == card
    reading.cancel()
    await asyncio.gather(reading, return_exceptions=True)


@pytest.mark.slow
async def test_a_missing_scanner_is_said_once(caplog: pytest.LogCaptureFixture) -> None:
    """Staff find it in the log; the kiosk goes on."""
    told = asyncio.Event()
    log = logging.getLogger("kiosk.input.scanner")
    handler = Bell(told)
    log.addHandler(handler)
    reading = asyncio.create_task(read_serial(LineReader("/dev/does-not-exist"), lambda _: None))
    async with asyncio.timeout(PATIENCE_SECONDS):
        await told.wait()
    log.removeHandler(handler)
    reading.cancel()
    await asyncio.gather(reading, return_exceptions=True)
    assert caplog.messages == ["the scanner at /dev/does-not-exist is out of reach; it is looked for again"]
