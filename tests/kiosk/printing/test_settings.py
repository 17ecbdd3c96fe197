"""Printer settings, as an office writes them."""

import pytest

from kiosk.printing.escpos_printer import EscposPrinter
from kiosk.printing.paper import PAPERS
from kiosk.printing.settings import PrinterSettingError, open_printer
from kiosk.printing.virtual import VirtualPrinter


@pytest.mark.parametrize(
    ("setting", "kind", "paper"),
    [
        ("network:192.168.1.50:9100", EscposPrinter, "80mm-576"),
        ("network:192.168.1.50", EscposPrinter, "80mm-576"),
        ("network:[fe80::1]:9100?status=none&cut=no", EscposPrinter, "80mm-576"),
        (" network:printer.lan:9100?paper=80mm-512 ", EscposPrinter, "80mm-512"),
        ("usb:04b8:0e15?in=0x81&out=0x03", EscposPrinter, "80mm-576"),
        ("serial:/dev/ttyUSB0?baud=115200&paper=58mm-384", EscposPrinter, "58mm-384"),
        ("file:/dev/usb/lp0?cut=yes", EscposPrinter, "80mm-576"),
        ("file:/dev/usb/lp0?strip=300", EscposPrinter, "80mm-576"),
        ("virtual:/tmp/tickets?paper=58mm-384", VirtualPrinter, "58mm-384"),
    ],
)
def test_a_setting_names_a_printer_and_its_paper(setting: str, kind: type, paper: str) -> None:
    """Each kind of address opens, with a default for whatever is left out."""
    printer = open_printer(setting)
    assert isinstance(printer, kind)
    assert printer.paper is PAPERS[paper]


@pytest.mark.parametrize(
    ("setting", "advice"),
    [
        ("", "begin with one of network:, usb:, serial:, file:, virtual:"),
        ("netwrok:192.168.1.50", "begin with one of network:"),
        ("network:", "as in network:192.168.1.50:9100"),
        ("network:192.168.1.50:91000", "as in network:192.168.1.50:9100"),
        ("network:192.168.1.50:", "as in network:192.168.1.50:9100"),
        ("network::9100", "as in network:192.168.1.50:9100"),
        ("network:h?strip=20", "write strip= with 24 to 2000 rows of dots."),
        ("network:h?strip=tall", "write a number, as in strip=255"),
        ("network:h?paper=A4", "paper=80mm-576, paper=80mm-512, paper=58mm-384"),
        (
            "network:h?status=maybe",
            "or status=ready (it says only whether it could print) or status=none (it",
        ),
        ("network:h?cut=half", "cut=yes (it has a cutter) or cut=no"),
        ("network:h?baud=9600", "network: knows no baud=, only cut=, feed=, paper=, status="),
        ("usb:epson", "lsusb"),
        ("usb:0000:0e15", "lsusb"),
        ("usb:04b8:0e15?in=left", "in=0x82"),
        ("serial:/dev/ttyUSB0?baud=9600", "38400, 57600, 115200, 230400"),
        ("serial:/dev/ttyUSB0?baud=fast", "baud=115200"),
        ("file:", "file:/dev/usb/lp0"),
        ("virtual:/tmp/t?cut=no", "virtual: knows no cut="),
    ],
)
def test_a_mistake_is_answered_with_what_to_write(setting: str, advice: str) -> None:
    """The sentence repeats the setting and says what belongs there."""
    with pytest.raises(PrinterSettingError) as refused:
        open_printer(setting)
    assert f'"{setting}"' in str(refused.value)
    assert advice in str(refused.value)


def test_strips_that_would_cut_numbers_are_told_at_the_start(caplog: pytest.LogCaptureFixture) -> None:
    """Whoever has a printer with so little memory reads in the log what becomes of numbers and codes."""
    open_printer("network:h?strip=255")
    assert not caplog.text
    open_printer("network:h?strip=100")
    assert "strip=100 cuts numbers and codes inside; from strip=204 on nothing is cut" in caplog.text
