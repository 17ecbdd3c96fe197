"""Reads an office's printer setting, such as network:192.168.1.50:9100?paper=58mm-384."""

import logging
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar
from urllib.parse import parse_qsl

from kiosk.printing.connections import DeviceConnection, FileDevice, NetworkConnection, PrinterConnection
from kiosk.printing.encoding import STRIP_ROWS, STRIP_ROWS_MAX, STRIP_ROWS_MIN, JobStyle
from kiosk.printing.escpos_devices import SerialDevice, UsbAddress, UsbDevice, load_library
from kiosk.printing.escpos_printer import EscposPrinter
from kiosk.printing.fallback import FallbackPrinter
from kiosk.printing.paper import PAPERS, Paper
from kiosk.printing.printer import DEFAULT_LIMITS, EscposSetting, Limits, Printer, StatusMode
from kiosk.printing.virtual import VirtualPrinter

PAPER_DEFAULT = "80mm-576"
PORT_DEFAULT = 9100
BAUD_DEFAULT = 115200
BAUDS = (38400, 57600, 115200, 230400)  # at less than the first a slip takes half a minute
SPARE_AFTER_SECONDS = 1.0  # for so long the first of two printers is tried again where it is busy
BITS_PER_BYTE = 10  # on a serial line, with start and stop
OPTIONS = {
    "network": {"paper", "cut", "feed", "strip", "status"},
    "usb": {"paper", "cut", "feed", "strip", "status", "in", "out"},
    "serial": {"paper", "cut", "feed", "strip", "status", "baud"},
    "file": {"paper", "cut", "feed", "strip"},
    "virtual": {"paper"},
}

_EXAMPLES = {
    "network": "network:192.168.1.50:9100",
    "usb": "usb:04b8:0e15",
    "serial": "serial:/dev/ttyUSB0?baud=115200",
    "file": "file:/dev/usb/lp0",
    "virtual": "virtual:/tmp/tickets",
}
_USB_NUMBER = re.compile(r"(?!0000)[0-9a-f]{4}", re.IGNORECASE)  # pyusb would take zero for any device

_log = logging.getLogger(__name__)

OpenConnection = Callable[[float], Awaitable[PrinterConnection]]
Chosen = TypeVar("Chosen", bound=str)


class PrinterSettingError(ValueError):
    """The setting is not understood; the message says what to write instead."""


@dataclass(frozen=True)
class _Setting:
    text: str
    kind: str
    address: str
    options: dict[str, str]

    def mistake(self, advice: str) -> PrinterSettingError:
        return PrinterSettingError(f'The printer setting "{self.text}" is not understood: {advice}')

    def choice(self, option: str, choices: Mapping[Chosen, str]) -> Chosen:
        """The value of an option, of those that there are; the first is meant where it is not given."""
        value = self.options.get(option, next(iter(choices)))
        for known in choices:
            if value == known:
                return known
        offered = " or ".join(f"{option}={name} ({meaning})" for name, meaning in choices.items())
        raise self.mistake(f"instead of {option}={value} write {offered}.")


def open_printer(text: str, limits: Limits = DEFAULT_LIMITS) -> Printer:
    """The printer that the setting names; nothing is connected to before the first slip.

    Raises PrinterSettingError.
    """
    setting = _split(text)
    paper = _paper(setting)
    if setting.kind == "virtual":
        return VirtualPrinter(Path(setting.address), paper)
    open_connection, bytes_per_second = _opener(setting)
    cuts = {"yes": "it has a cutter", "no": "slips are torn off"}
    if not paper.cutter:
        cuts = dict(reversed(cuts.items()))
    feeds = {"yes": "it feeds blank rows by the dot", "no": "blank rows are sent too"}
    modes: dict[StatusMode, str] = {
        "ask": "it says when a slip is printed",
        "ready": "it says only whether it could print",
        "none": "it never answers",
    }
    escpos = EscposSetting(
        name=f"{setting.kind}:{setting.address}",
        paper=paper,
        style=JobStyle(
            setting.choice("cut", cuts) == "yes",
            setting.choice("feed", feeds) == "yes",
            _strip_rows(setting, paper),
        ),
        status=setting.choice("status", modes) if setting.kind != "file" else "none",
        two_way=setting.kind != "file",
        bytes_per_second=bytes_per_second,
    )
    return EscposPrinter(escpos, open_connection, limits)


def open_printers(texts: Sequence[str], limits: Limits = DEFAULT_LIMITS) -> Printer:
    """The printer of a kiosk, or its two, of which the second takes over where the first fails.

    Raises PrinterSettingError, also where their papers differ, since a slip is laid out for one.
    """
    if len(texts) == 1:
        return open_printer(texts[0], limits)
    if len(texts) > 2:
        raise PrinterSettingError("A kiosk has at most two printers: write --printer once or twice.")
    first = open_printer(texts[0], replace(limits, persist=min(limits.persist, SPARE_AFTER_SECONDS)))
    spare = open_printer(texts[1], limits)
    if spare.paper != first.paper:
        raise PrinterSettingError(
            f'The printer settings "{texts[0]}" and "{texts[1]}" do not go together: '
            f"write the same paper= in both."
        )
    return FallbackPrinter(first, spare)


def with_option(text: str, option: str, value: str) -> str:
    """The setting with this option, without status=ask, which is so anyhow. Raises PrinterSettingError."""
    setting = _split(text)
    options = {**setting.options, option: value}
    if options.get("status") == "ask":
        del options["status"]
    query = "&".join(f"{name}={chosen}" for name, chosen in options.items())
    return f"{setting.kind}:{setting.address}" + (f"?{query}" if query else "")


def _split(text: str) -> _Setting:
    kind, _, rest = text.strip().partition(":")
    address, _, query = rest.partition("?")
    setting = _Setting(text, kind, address, dict(parse_qsl(query, keep_blank_values=True)))
    if kind not in OPTIONS:
        raise setting.mistake(f"begin with one of {', '.join(f'{known}:' for known in OPTIONS)}.")
    if not address:
        raise setting.mistake(f"write where the printer is, as in {_EXAMPLES[kind]}.")
    unknown = sorted(setting.options.keys() - OPTIONS[kind])
    if unknown:
        raise setting.mistake(
            f"{kind}: knows no {unknown[0]}=, only {', '.join(f'{name}=' for name in sorted(OPTIONS[kind]))}."
        )
    return setting


def _paper(setting: _Setting) -> Paper:
    name = setting.options.get("paper", PAPER_DEFAULT)
    if name not in PAPERS:
        raise setting.mistake(
            f"instead of paper={name} write one of {', '.join(f'paper={known}' for known in PAPERS)}."
        )
    return PAPERS[name]


def _strip_rows(setting: _Setting, paper: Paper) -> int:
    """The height of rasters; where a number does not go into one, the log says that it is cut."""
    rows = _number(setting, "strip", str(STRIP_ROWS), 10)
    if not STRIP_ROWS_MIN <= rows <= STRIP_ROWS_MAX:
        raise setting.mistake(f"write strip= with {STRIP_ROWS_MIN} to {STRIP_ROWS_MAX} rows of dots.")
    tallest = paper.fonts.number_max
    if rows < tallest:
        _log.warning("strip=%d cuts numbers and codes inside; from strip=%d on nothing is cut", rows, tallest)
    return rows


def _opener(setting: _Setting) -> tuple[OpenConnection, float | None]:
    """How the connection is opened, and its speed in bytes a second where that is low enough to matter."""
    match setting.kind:
        case "network":
            return _network(setting), None
        case "usb":
            load_library()
            return partial(DeviceConnection.open, partial(UsbDevice, _usb_address(setting))), None
        case "serial":
            baud = _number(setting, "baud", str(BAUD_DEFAULT), 10)
            if baud not in BAUDS:
                raise setting.mistake(
                    f"write baud= with one of {', '.join(map(str, BAUDS))}, and set the printer to the same."
                )
            load_library()
            device = partial(SerialDevice, setting.address, baud)
            return partial(DeviceConnection.open, device), baud / BITS_PER_BYTE
        case _:
            return partial(DeviceConnection.open, partial(FileDevice, Path(setting.address))), None


def _network(setting: _Setting) -> OpenConnection:
    host, colon, port = setting.address.rpartition(":")
    if not colon or port.endswith("]"):
        host, port = setting.address, str(PORT_DEFAULT)
    host = host.removeprefix("[").removesuffix("]")
    if not host or not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
        raise setting.mistake(f"write the printer's address and port, as in {_EXAMPLES['network']}.")
    return partial(NetworkConnection.open, host, int(port))


def _usb_address(setting: _Setting) -> UsbAddress:
    vendor, _, product = setting.address.partition(":")
    if not (_USB_NUMBER.fullmatch(vendor) and _USB_NUMBER.fullmatch(product)):
        raise setting.mistake(
            f"write the two numbers that lsusb shows for the printer, as in {_EXAMPLES['usb']}."
        )
    identity = int(vendor, 16), int(product, 16)
    return UsbAddress(*identity, _number(setting, "in", "0x82", 16), _number(setting, "out", "0x01", 16))


def _number(setting: _Setting, option: str, default: str, base: int) -> int:
    value = setting.options.get(option, default)
    try:
        return int(value, base)
    except ValueError:
        raise setting.mistake(
            f"instead of {option}={value} write a number, as in {option}={default}."
        ) from None
