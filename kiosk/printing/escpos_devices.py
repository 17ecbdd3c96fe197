"""The door to python-escpos: USB and serial printers become devices.

The library is imported by `load_library`, which whoever sets up such a printer calls: that takes a fifth of a
second or more, which the first slip of a day need not wait for, and only kiosks with such a printer need it.
"""

import errno
import logging
import shutil
import termios
from dataclasses import dataclass
from functools import cache
from typing import Any

from kiosk.printing.connections import READ_SECONDS, WRITE_SECONDS, DeviceAbsentError

READ_BYTES = 64


@dataclass(frozen=True)
class UsbAddress:
    """Who the printer is on the USB bus, and its two endpoints."""

    vendor: int
    product: int
    endpoint_in: int = 0x82
    endpoint_out: int = 0x01


class UsbDevice:
    """A USB printer, opened. Raises DeviceAbsentError where it cannot be."""

    def __init__(self, address: UsbAddress) -> None:
        escpos = load_library()
        self._address = address
        self._printer = escpos.printer.Usb(
            address.vendor,
            address.product,
            timeout=WRITE_SECONDS * 1000,
            in_ep=address.endpoint_in,
            out_ep=address.endpoint_out,
        )
        try:
            self._printer.open()
        except escpos.exceptions.DeviceNotFoundError as error:
            raise DeviceAbsentError(
                f"USB printer {address.vendor:04x}:{address.product:04x}: {error}"
            ) from error
        except ValueError as error:  # pyusb found no libusb
            raise DeviceAbsentError(f"USB cannot be used on this computer: {error}") from error
        if not self._printer.device:  # the library only asserts it, which python -O leaves out
            raise DeviceAbsentError(f"USB printer {address.vendor:04x}:{address.product:04x} is not there")

    def write(self, data: bytes) -> None:
        self._printer.device.write(self._address.endpoint_out, data, int(WRITE_SECONDS * 1000))

    def read(self) -> bytes:
        try:
            answer = self._printer.device.read(
                self._address.endpoint_in, READ_BYTES, int(READ_SECONDS * 1000)
            )
        except OSError as error:
            if error.errno == errno.ETIMEDOUT:
                return b""
            raise
        return bytes(answer)

    def unsent(self) -> int:
        return 0

    def close(self) -> None:
        self._printer.close()


class SerialDevice:
    """A serial port with a printer on it, opened. Raises DeviceAbsentError where it cannot be."""

    def __init__(self, path: str, baud: int) -> None:
        escpos = load_library()
        printer = escpos.printer.Serial(path, baudrate=baud, timeout=READ_SECONDS)
        try:
            printer.open()
        except escpos.exceptions.DeviceNotFoundError as error:
            raise DeviceAbsentError(str(error)) from error
        self._port = printer.device
        self._port.write_timeout = WRITE_SECONDS  # the library would let it wait for ever

    def write(self, data: bytes) -> None:
        self._port.write(data)

    def read(self) -> bytes:
        return bytes(self._port.read(1))

    def unsent(self) -> int:
        return int(self._port.out_waiting)

    def close(self) -> None:
        """Lets the port go without waiting for a printer that has stopped taking bytes."""
        try:
            self._port.reset_output_buffer()
        except termios.error as error:
            raise OSError(*error.args) from error
        finally:
            self._port.close()


@cache
def load_library() -> Any:
    """python-escpos, imported once, without what its import leaves behind.

    It would send the program's log to the terminal, and it leaves a temporary folder at every start.
    """
    root = logging.getLogger()
    handlers = list(root.handlers)
    import escpos.capabilities  # noqa: PLC0415 - the module's docstring says why
    import escpos.exceptions  # noqa: PLC0415 - the same
    import escpos.printer  # noqa: PLC0415 - the same

    for handler in root.handlers[:]:
        if handler not in handlers:
            root.removeHandler(handler)
    shutil.rmtree(escpos.capabilities.pickle_dir, ignore_errors=True)
    return escpos
