"""The connections to a printer: a network connection, or a device that is driven from a thread."""

import asyncio
import errno
import logging
import os
import select
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, Self, TypeVar

READ_SECONDS = 0.2  # one wait for an answer; short, so that a device is soon free to be closed
WRITE_SECONDS = 2.0  # one piece; longer than a printer's pauses while it prints what it holds
PIECE_BYTES = 2048
UNSENT_POLL_SECONDS = 0.02
ANSWER_BYTES = 256

T = TypeVar("T")

_log = logging.getLogger(__name__)


class DeviceAbsentError(OSError):
    """The printer is not there: unplugged, switched off, or named wrongly in the setting."""


class PrinterConnection(Protocol):
    """A way to a printer, open. Everything raises OSError where the connection breaks."""

    async def send(self, data: bytes) -> None:
        """Returns when the operating system has taken all of it, which does not mean the printer has."""

    async def receive(self) -> bytes:
        """The next bytes from the printer, at least one."""

    async def heard(self) -> bytes:
        """What has come from the printer already, without waiting for more."""

    async def close(self, *, drop: bool) -> None:
        """Lets go of the printer; with `drop` what is still on the way is thrown away."""


class NetworkConnection:
    """A TCP connection of its own for every slip, so that a broken one is never met again."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        writer.transport.set_write_buffer_limits(high=0)

    @classmethod
    async def open(cls, host: str, port: int, seconds_max: float) -> Self:
        async with asyncio.timeout(seconds_max):
            return cls(*await asyncio.open_connection(host, port, limit=ANSWER_BYTES))

    async def send(self, data: bytes) -> None:
        self._writer.write(data)
        await self._writer.drain()

    async def receive(self) -> bytes:
        data = await self._reader.read(ANSWER_BYTES)
        if not data:
            raise ConnectionResetError("the printer closed the connection")
        return data

    async def heard(self) -> bytes:
        reading = asyncio.ensure_future(self._reader.read(ANSWER_BYTES))
        await asyncio.wait({reading}, timeout=0)
        if reading.done():
            return reading.result()
        reading.cancel()
        await asyncio.wait({reading})
        return b""

    async def close(self, *, drop: bool) -> None:
        if drop:
            self._writer.transport.abort()
        self._writer.close()
        try:
            await self._writer.wait_closed()
        except OSError as error:
            _log.debug("the printer had hung up first: %s", error)


class Device(Protocol):
    """A printer whose calls block, each for no longer than WRITE_SECONDS or READ_SECONDS."""

    def write(self, data: bytes) -> None: ...

    def read(self) -> bytes:
        """What the printer says, empty where it has said nothing for READ_SECONDS."""

    def unsent(self) -> int:
        """The bytes that the operating system still holds."""

    def close(self) -> None: ...


class DeviceConnection:
    """Drives a device from threads, one call at a time, in pieces short enough to stop between."""

    def __init__(self, device: Device) -> None:
        self._device = device
        self._turn = threading.Lock()

    @classmethod
    async def open(cls, open_device: Callable[[], Device], seconds_max: float) -> Self:
        opening = asyncio.ensure_future(asyncio.to_thread(open_device))
        done, _ = await asyncio.wait({opening}, timeout=seconds_max)
        if not done:
            opening.add_done_callback(_close_late_device)
            raise TimeoutError(f"the device did not open within {seconds_max:g} seconds")
        return cls(opening.result())

    async def send(self, data: bytes) -> None:
        for start in range(0, len(data), PIECE_BYTES):
            await self._in_thread(self._device.write, data[start : start + PIECE_BYTES])
        while await self._in_thread(self._device.unsent):  # noqa: ASYNC110 - the system does not tell
            await asyncio.sleep(UNSENT_POLL_SECONDS)

    async def receive(self) -> bytes:
        while True:
            data = await self._in_thread(self._device.read)
            if data:
                return data

    async def heard(self) -> bytes:
        return b""  # a device is read only in turn with what is written to it

    async def close(self, *, drop: bool) -> None:  # noqa: ARG002 - after send() nothing is on the way
        await self._in_thread(self._device.close)

    async def _in_thread(self, call: Callable[..., T], *arguments: object) -> T:
        return await asyncio.to_thread(self._take_turn, call, *arguments)

    def _take_turn(self, call: Callable[..., T], *arguments: object) -> T:
        with self._turn:
            return call(*arguments)


class FileDevice:
    """A printer's device file, which is written to and never answers; or a plain file, for the last slip.

    Raises DeviceAbsentError where the device is not there, and OSError where it may not be opened.
    """

    def __init__(self, path: Path) -> None:
        # Under /dev a missing file is an unplugged printer: a plain file in its place would swallow slips.
        create = 0 if path.is_relative_to("/dev") else os.O_CREAT | os.O_TRUNC
        try:
            self._file = os.open(path, os.O_WRONLY | os.O_NONBLOCK | create, 0o600)
        except OSError as error:
            if error.errno in (errno.ENOENT, errno.ENXIO, errno.ENODEV):
                raise DeviceAbsentError(*error.args, error.filename) from error
            raise

    def write(self, data: bytes) -> None:
        while data:
            try:
                data = data[os.write(self._file, data) :]
            except BlockingIOError:
                if not select.select([], [self._file], [], WRITE_SECONDS)[1]:
                    raise TimeoutError("the printer has stopped taking data") from None

    def read(self) -> bytes:
        raise OSError("a file gives no answers")

    def unsent(self) -> int:
        return 0

    def close(self) -> None:
        os.close(self._file)


def _close_late_device(opening: asyncio.Future[Device]) -> None:
    """Lets go of a device that opened when nobody waited for it any more."""
    if opening.cancelled():
        return
    error = opening.exception()
    if error is not None:
        _log.warning("the printer did not open: %s", error)
        return
    asyncio.get_running_loop().run_in_executor(None, opening.result().close)
