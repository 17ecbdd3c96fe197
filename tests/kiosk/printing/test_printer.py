"""Every state a printer can be in, and what is reported then."""

import asyncio
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event

import pytest
from PIL import Image

from kiosk.printing.connections import READ_SECONDS, DeviceAbsentError, DeviceConnection
from kiosk.printing.conversation import flush_of
from kiosk.printing.encoding import JobStyle, encode
from kiosk.printing.escpos_devices import SerialDevice, load_library
from kiosk.printing.escpos_printer import EscposPrinter
from kiosk.printing.paper import PAPERS
from kiosk.printing.printer import EscposSetting, Limits, Printer
from kiosk.printing.settings import open_printer
from kiosk.printing.slip import draw_slip
from kiosk.printing.virtual import VirtualPrinter
from tests.kiosk.printing import fake_printers
from tests.kiosk.printing.fake_printers import PATIENT, Behaviour, deaf_port, network_printer, serial_printer
from tests.kiosk.printing.samples import slip

PAPER = PAPERS["58mm-384"]
TORN = JobStyle(cut=False)
SILENT = Behaviour(ready=None, paper=None)
JOB_SETTING = EscposSetting(name="fake", paper=PAPER, style=TORN)


@pytest.fixture(scope="module")
def picture() -> Image.Image:
    return draw_slip(slip(), PAPER)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def network(port: int, limits: Limits = PATIENT, options: str = "") -> EscposPrinter:
    printer = open_printer(f"network:127.0.0.1:{port}?paper={PAPER.name}{options}", limits)
    assert isinstance(printer, EscposPrinter)
    return printer


@pytest.mark.parametrize(
    ("behaviour", "outcome", "reason", "sent"),
    [
        (Behaviour(), "printed", "", True),
        (Behaviour(ready=None), "printed", "", True),
        (Behaviour(chatter=b"\x14\x00\x00\x0f\x11"), "printed", "", True),
        (Behaviour(paper=fake_printers.PAPER_LOW), "printed", "", True),
        (Behaviour(paper=fake_printers.PAPER_OUT), "failed", "paper-out", True),
        (Behaviour(ready=fake_printers.COVER_OPEN), "failed", "cover-open", False),
        (Behaviour(ready=fake_printers.PAPER_ENDED), "failed", "paper-out", False),
        (Behaviour(ready=fake_printers.CUTTER_STUCK), "failed", "other", False),
        (Behaviour(hangs_up_after_bytes=4000), "failed", "no-answer", True),
        (Behaviour(hangs_up_after_bytes=4000, resets=True), "failed", "no-answer", True),
        (Behaviour(hangs_up_after_bytes=1, ready=None, resets=True), "failed", "no-answer", False),
    ],
    ids=[
        "in order",
        "answers only in turn",
        "talks unasked",
        "paper low",
        "paper ends with this slip",
        "cover open",
        "no paper",
        "cutter stuck",
        "hangs up",
        "resets",
        "resets at once",
    ],
)
async def test_a_network_printer_in_each_state(
    picture: Image.Image, behaviour: Behaviour, outcome: str, reason: str, sent: bool
) -> None:
    """Only the printer's own answer after the job makes a slip printed; one that cannot print gets no job."""
    async with network_printer(behaviour) as (fake, port):
        report = await network(port, behaviour.limits).print(picture, "1001")
    assert (report.outcome, report.reason) == (outcome, reason), report.detail
    assert (len(fake.job) > 100) is sent
    assert bool(report.detail) is (outcome == "failed" or behaviour.paper == fake_printers.PAPER_LOW)
    assert report.paper_low is (behaviour.paper == fake_printers.PAPER_LOW or reason == "paper-out")
    assert report.printer == f"network:127.0.0.1:{port}"


@pytest.mark.slow
async def test_printers_that_fall_silent_have_not_printed(picture: Image.Image, tmp_path: Path) -> None:
    """Whatever the printer is, silence after the job is no print; why it is silent is asked and told.

    They are silent at the same time, since silence takes as long as it takes. A printer that never reads has
    not printed either: that the operating system took the bytes proves nothing. A port or a pipe that stops
    taking bytes is given up; neither the write nor the closing waits for ever.
    """
    unseen = Behaviour(paper=None, why_silent=fake_printers.PAPER_ENDED)
    opened = Behaviour(paper=None, why_silent=fake_printers.COVER_OPEN)
    slow = Behaviour(paper=None, why_silent=fake_printers.READY)
    with (
        deaf_port(full=False) as port,
        serial_printer(deaf=True) as (_, full_line),
        full_pipe(tmp_path / "pipe") as pipe,
    ):
        await asyncio.gather(
            network_printer_falls_silent(picture, SILENT, "no-answer"),
            network_printer_falls_silent(picture, unseen, "paper-out"),
            network_printer_falls_silent(picture, opened, "cover-open"),
            network_printer_falls_silent(picture, slow, "slow", "unconfirmed"),
            *(has_not_printed(picture, network(port, SILENT.limits)) for _ in range(3)),
            device_says_nothing(picture),
            serial_printer_says_nothing(picture),
            has_not_printed(picture, serial(full_line, SILENT.limits)),
            has_not_printed(picture, open_printer(f"file:{pipe}?paper={PAPER.name}", SILENT.limits)),
        )
        await asyncio.get_running_loop().shutdown_default_executor()


async def network_printer_falls_silent(
    picture: Image.Image, behaviour: Behaviour, reason: str, outcome: str = "failed"
) -> None:
    """It has the whole job, and says nothing of it; one that answers another question is slow, not dead."""
    async with network_printer(behaviour) as (fake, port):
        report = await network(port, behaviour.limits).print(picture, "1001")
    assert (report.outcome, report.reason) == (outcome, reason), report.detail
    assert len(fake.job) > 100
    assert report.detail
    assert report.paper_low is (reason == "paper-out")
    assert report.printer == f"network:127.0.0.1:{port}"


async def has_not_printed(picture: Image.Image, printer: Printer) -> None:
    report = await printer.print(picture, "1001")
    assert (report.outcome, report.reason) == ("failed", "no-answer"), report


async def device_says_nothing(picture: Image.Image) -> None:
    device = FakeDevice([])
    printer = EscposPrinter(JOB_SETTING, partial(DeviceConnection.open, lambda: device), SILENT.limits)
    report = await printer.print(picture, "1001")
    assert (report.outcome, report.reason) == ("failed", "no-answer")
    assert device.closed


async def serial_printer_says_nothing(picture: Image.Image) -> None:
    """It has the whole job."""
    with serial_printer(SILENT) as (fake, path):
        report = await serial(path, replace(SILENT.limits, whole=4.0)).print(picture, "1001")
    assert (report.outcome, report.reason) == ("failed", "no-answer")
    assert fake.job == encode(picture, PAPER, TORN)


@contextmanager
def full_pipe(path: Path) -> Iterator[Path]:
    """A pipe that takes no more bytes, as the device file of a printer out of paper is one."""
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    writer = os.open(path, os.O_WRONLY | os.O_NONBLOCK)
    try:
        with suppress(BlockingIOError):
            while os.write(writer, bytes(65536)):
                pass
        yield path
    finally:
        os.close(reader)
        os.close(writer)


async def test_a_closed_port_is_a_printer_that_is_off(picture: Image.Image) -> None:
    """A refused connection is reported as off."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    report = await network(port).print(picture, "1001")
    assert (report.outcome, report.reason) == ("failed", "off")


async def test_a_host_that_swallows_connections_is_a_printer_that_is_off(picture: Image.Image) -> None:
    """Where nothing answers the connection, the limit for connecting ends the wait."""
    with deaf_port(full=True) as port:
        report = await network(port, replace(PATIENT, connect=0.1)).print(picture, "1001")
    assert (report.outcome, report.reason) == ("failed", "off")


async def test_a_printer_that_is_not_asked_is_sent_to(picture: Image.Image) -> None:
    """With status=none the whole job arrives, without questions, and the report never says printed."""
    async with network_printer(SILENT) as (fake, port):
        report = await network(port, options="&status=none").print(picture, "1001")
        await fake.hung_up.wait()
    assert report.outcome == "sent"
    assert bytes(fake.received) == flush_of(PAPER, TORN) + encode(picture, PAPER, TORN)


async def test_every_slip_has_a_connection_of_its_own(picture: Image.Image) -> None:
    """After a failure the next slips print; two asked for at once come one after the other, each whole."""
    async with network_printer(Behaviour(paper=fake_printers.PAPER_OUT)) as (fake, port):
        printer = network(port)
        first = await printer.print(picture, "1001")
        fake.behaviour = Behaviour()
        others = await asyncio.gather(printer.print(picture, "1002"), printer.print(picture, "1003"))
    assert [report.outcome for report in (first, *others)] == ["failed", "printed", "printed"]
    assert fake.connections == 3
    assert fake.job == encode(picture, PAPER, TORN)


async def test_a_serial_printer_prints(picture: Image.Image) -> None:
    """Through a pseudo terminal the job arrives byte by byte as it was made, and the answer comes back."""
    with serial_printer() as (fake, path):
        printer = open_printer(f"serial:{path}?paper={PAPER.name}", PATIENT)
        report = await printer.print(picture, "1001")
    assert report.outcome == "printed", report.detail
    assert fake.job == encode(picture, PAPER, TORN)


def serial(path: str, limits: Limits) -> EscposPrinter:
    load_library()
    return EscposPrinter(
        JOB_SETTING, partial(DeviceConnection.open, partial(SerialDevice, path, 115200)), limits
    )


@pytest.mark.parametrize(
    "setting", ["serial:/dev/motcua-none", "usb:ffff:ffff", "file:/dev/motcua-none", "file:/dev/motcua/none"]
)
async def test_a_device_that_is_not_there_is_a_printer_that_is_off(
    picture: Image.Image, setting: str
) -> None:
    """A missing device is reported as off, and no plain file is put in its place."""
    report = await open_printer(f"{setting}?paper={PAPER.name}").print(picture, "1001")
    assert (report.outcome, report.reason) == ("failed", "off")
    assert "motcua-none" not in names(Path("/dev"))


async def test_a_device_file_that_nobody_reads_is_a_printer_that_is_off(
    picture: Image.Image, tmp_path: Path
) -> None:
    """As with a pipe whose other end is not open."""
    os.mkfifo(tmp_path / "pipe")
    report = await open_printer(f"file:{tmp_path / 'pipe'}?paper={PAPER.name}").print(picture, "1001")
    assert (report.outcome, report.reason) == ("failed", "off")


async def test_a_device_file_is_sent_to(picture: Image.Image, tmp_path: Path) -> None:
    """A file holds exactly the last job, and the report never says printed."""
    file = tmp_path / "printer"
    printer = open_printer(f"file:{file}?paper={PAPER.name}")
    for _ in range(2):
        assert (await printer.print(picture, "1001")).outcome == "sent"
    assert file.read_bytes() == encode(picture, PAPER, TORN)


class FakeDevice:
    """A USB printer that takes everything and answers as told, or its cable is pulled."""

    def __init__(self, answers: list[bytes], *, unplugged: bool = False) -> None:
        self.answers = answers
        self.unplugged = unplugged
        self.closed = False
        self._says_more = Event()

    def write(self, data: bytes) -> None:
        if self.unplugged and len(data) > 100:
            raise OSError("no such device")

    def read(self) -> bytes:
        if self.answers:
            return self.answers.pop(0)
        self._says_more.wait(READ_SECONDS)
        return b""

    def unsent(self) -> int:
        return 0

    def close(self) -> None:
        self.closed = True


@pytest.mark.parametrize(
    ("answers", "unplugged", "outcome", "reason"),
    [
        ([fake_printers.READY, b"", fake_printers.PAPER_THERE, fake_printers.READY], False, "printed", ""),
        ([fake_printers.READY, fake_printers.PAPER_OUT], False, "failed", "paper-out"),
        ([fake_printers.COVER_OPEN, fake_printers.READY], False, "failed", "cover-open"),
        ([fake_printers.READY], True, "failed", "no-answer"),
    ],
    ids=["printed", "paper out", "cover open", "cable pulled"],
)
async def test_a_device_in_each_state(
    picture: Image.Image, answers: list[bytes], unplugged: bool, outcome: str, reason: str
) -> None:
    """A device is asked and believed like a network printer, and is always let go."""
    device = FakeDevice(list(answers), unplugged=unplugged)
    printer = EscposPrinter(JOB_SETTING, partial(DeviceConnection.open, lambda: device), PATIENT)
    report = await printer.print(picture, "1001")
    assert (report.outcome, report.reason) == (outcome, reason)
    assert device.closed


async def test_a_device_that_may_not_be_opened_is_reported(picture: Image.Image) -> None:
    """A missing permission is told apart from a missing printer, because another person mends it."""

    def refuse() -> FakeDevice:
        raise PermissionError(13, "Permission denied")

    def absent() -> FakeDevice:
        raise DeviceAbsentError("unplugged")

    for opener, reason in ((refuse, "other"), (absent, "off")):
        printer = EscposPrinter(JOB_SETTING, partial(DeviceConnection.open, opener), PATIENT)
        report = await printer.print(picture, "1")
        assert (report.outcome, report.reason) == ("failed", reason)


async def test_the_virtual_printer_saves_the_picture(picture: Image.Image, tmp_path: Path) -> None:
    """The slip lies in the folder as it was drawn, and the report says where."""
    report = await open_printer(f"virtual:{tmp_path}/slips?paper={PAPER.name}").print(picture, "1001")
    assert report.outcome == "printed"
    assert report.detail == str(tmp_path / "slips" / "000001-1001.png")
    with Image.open(report.detail) as saved:
        assert saved.convert("1").tobytes() == picture.tobytes()


async def test_the_virtual_printer_keeps_the_newest_slips_only(picture: Image.Image, tmp_path: Path) -> None:
    """It counts on over a restart, removes its oldest slips and never anybody else's file."""
    (tmp_path / "notes.png").touch()
    for number in ("1001", "1002", "../etc", "1004"):
        report = await VirtualPrinter(tmp_path, PAPER, kept=2).print(picture, number)
        assert Path(report.detail).parent == tmp_path
    assert names(tmp_path) == [
        "000003-___etc.png",
        "000004-1004.png",
        "notes.png",
    ]


async def test_a_folder_that_cannot_be_written_to_is_reported(picture: Image.Image, tmp_path: Path) -> None:
    """The virtual printer fails with the folder's trouble, not with a traceback."""
    (tmp_path / "file").touch()
    report = await VirtualPrinter(tmp_path / "file" / "slips", PAPER).print(picture, "1001")
    assert (report.outcome, report.reason) == ("failed", "other")
