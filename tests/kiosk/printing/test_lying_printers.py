"""Printers that say what is not so, and whatever else answers at a printer's address."""

import asyncio
import socket
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from random import Random
from typing import Any

import pytest
from PIL import Image

from kiosk.printing.answers import OFFLINE_QUERY
from kiosk.printing.connections import NetworkConnection, PrinterConnection
from kiosk.printing.encoding import JobStyle, encode
from kiosk.printing.escpos_printer import MUTE_SLIPS, EscposPrinter
from kiosk.printing.paper import PAPERS
from kiosk.printing.printer import EscposSetting, Limits, PrinterRest, StatusMode
from kiosk.printing.slip import draw_slip
from tests.kiosk.printing import fake_printers
from tests.kiosk.printing.fake_printers import PATIENT, Behaviour, network_printer
from tests.kiosk.printing.parser import EscposParser
from tests.kiosk.printing.samples import slip

PAPER = PAPERS["80mm-576"]
BUSY = replace(PATIENT, persist=30.0)
SHORT = replace(PATIENT, ready=0.05, whole=3.0, explain=0.05, mute=0.05)
NO_GSR = Behaviour(paper=None, why_silent=fake_printers.READY)


@pytest.fixture(scope="module")
def picture() -> Image.Image:
    return draw_slip(slip("6004"), PAPER)


def at(port: int, limits: Limits = PATIENT, status: StatusMode = "ask") -> EscposPrinter:
    opening = partial(NetworkConnection.open, "127.0.0.1", port)
    return EscposPrinter(EscposSetting("fake", PAPER, status=status), opening, limits)


def echo(data: bytes) -> bytes:
    return data


def always(answer: bytes) -> Callable[[bytes], bytes]:
    return lambda _data: answer


def by_chance(seed: int) -> Callable[[bytes], bytes]:
    chance = Random(seed)  # noqa: S311 - a seed that stays, not a secret
    return lambda _data: chance.randbytes(chance.randrange(1, 5))


@pytest.mark.parametrize("status", ["ask", "ready"])
@pytest.mark.parametrize(
    "lie",
    [echo, always(b"\x00"), always(b"\x0c"), *map(by_chance, range(12))],
    ids=["echo", "0x00", "0x0c", *(f"chance {seed}" for seed in range(12))],
)
async def test_what_speaks_no_escpos_has_printed_nothing(
    picture: Image.Image, lie: Callable[[bytes], bytes], status: StatusMode
) -> None:
    """An echo, the same byte for everything, random bytes: no slip is sent there, and none is "printed"."""
    async with network_printer(Behaviour(lie=lie)) as (fake, port):
        printer = at(port, SHORT, status)
        report, rest = await printer.print(picture, "2003"), await printer.at_rest()
    assert (report.outcome, report.reason) == ("failed", "not-escpos")
    assert rest in (PrinterRest("not-escpos"), None)
    assert len(fake.job) < 100


async def test_the_same_answer_to_every_question_prints_nothing(picture: Image.Image) -> None:
    """Whoever answers "ready" to whatever is sent may be slow, but has not said that a slip came out."""
    async with network_printer(Behaviour(lie=always(fake_printers.READY))) as (_, port):
        report = await at(port, SHORT).print(picture, "2003")
    assert report.outcome == "unconfirmed"


async def test_an_answer_before_the_last_byte_counts_for_nothing(picture: Image.Image) -> None:
    """0x00 for every part of the slip is what nobody asked for, whatever was answered before it."""

    def lie(data: bytes) -> bytes:
        answer = fake_printers.READY if data.endswith(OFFLINE_QUERY) else b""
        return bytes(len(data) // 100) + answer

    async with network_printer(Behaviour(lie=lie)) as (_, port):
        report = await at(port, SHORT).print(picture, "2003")
    assert (report.outcome, report.reason) == ("failed", "not-escpos")


@pytest.mark.parametrize("share", [0.02, 0.2, 0.5, 0.9])
async def test_a_slip_that_was_broken_off_ruins_no_other(picture: Image.Image, share: float) -> None:
    """A printer that keeps its state is flushed first; the next slip is whole, on a paper of its own."""
    job = encode(picture, PAPER, JobStyle())
    behaviour = Behaviour(hangs_up_after_bytes=int(len(job) * share), resets=True, keeps_state=True)
    async with network_printer(Behaviour(keeps_state=True)) as (fake, port):
        printer = at(port)
        assert await printer.at_rest() == PrinterRest()
        fake.behaviour = behaviour
        broken = await printer.print(picture, "6003")
        fake.behaviour = Behaviour(keeps_state=True)
        whole = await printer.print(picture, "6004")
    clean = EscposParser()
    clean.take(job)
    assert (broken.outcome, whole.outcome) == ("failed", "printed")
    assert fake.parser.papers[-2:] == clean.papers
    assert not fake.parser.letters


async def test_a_slip_that_another_kiosk_broke_off_ruins_none_either(picture: Image.Image) -> None:
    """Two kiosks at one printer: it takes no command then, so it is flushed over another connection."""
    job = encode(picture, PAPER, JobStyle())
    async with network_printer(Behaviour(keeps_state=True)) as (fake, port):
        printer = at(port, replace(BUSY, ready=0.3))
        first = await printer.print(picture, "6002")
        fake.parser.take(job[: len(job) // 2])
        second = await printer.print(picture, "6004")
        whole = EscposParser()
        whole.take(job)
    assert (first.outcome, second.outcome) == ("printed", "printed")
    assert fake.parser.papers[-2][-len(whole.papers[0]) :] == whole.papers[0]
    assert not fake.parser.letters


async def test_a_kiosk_that_starts_trusts_no_printer(picture: Image.Image) -> None:
    """A kiosk that was killed in mid-slip has left a picture unfinished: the next one flushes first."""
    job = encode(picture, PAPER, JobStyle())
    async with network_printer(Behaviour(keeps_state=True)) as (fake, port):
        fake.parser.take(job[: len(job) // 2])
        report = await at(port).print(picture, "6004")
    assert report.outcome == "printed"
    assert fake.parser.at_rest
    assert not fake.parser.letters


async def test_a_printer_without_gs_r_keeps_its_paper_status(picture: Image.Image) -> None:
    """status=ready: slips are sent, and paper end, a low roll and the cover are known before and after."""
    cases = (
        (NO_GSR, ("sent", "", False)),
        (replace_with(sensor=fake_printers.ROLL_NEAR_END), ("sent", "", True)),
        (replace_with(sensor=fake_printers.ROLL_ENDED), ("failed", "paper-out", True)),
        (replace_with(ready=fake_printers.PAPER_ENDED), ("failed", "paper-out", True)),
        (replace_with(ready=fake_printers.COVER_OPEN), ("failed", "cover-open", False)),
        (replace_with(why_silent=fake_printers.PAPER_ENDED), ("failed", "paper-out", True)),
    )
    for behaviour, expected in cases:
        async with network_printer(behaviour) as (_, port):
            report = await at(port, status="ready").print(picture, "1001")
        assert (report.outcome, report.reason, report.paper_low) == expected


def replace_with(**values: Any) -> Behaviour:
    return replace(NO_GSR, **values)


async def test_a_printer_at_rest_says_how_it_is() -> None:
    """Paper and cover are known before anybody takes a number; what never answers says nothing."""
    cases = (
        (Behaviour(), PrinterRest()),
        (Behaviour(sensor=fake_printers.ROLL_NEAR_END), PrinterRest(paper_low=True)),
        (Behaviour(ready=fake_printers.PAPER_ENDED), PrinterRest("paper-out", paper_low=True)),
        (Behaviour(sensor=fake_printers.ROLL_ENDED), PrinterRest("paper-out", paper_low=True)),
        (Behaviour(ready=fake_printers.COVER_OPEN), PrinterRest("cover-open")),
        (Behaviour(ready=None, paper=fake_printers.PAPER_OUT), PrinterRest("paper-out", paper_low=True)),
        (Behaviour(ready=None, paper=None), None),
    )
    for behaviour, expected in cases:
        async with network_printer(behaviour) as (_, port):
            found = await at(port, behaviour.limits).at_rest()
        assert found == expected
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert await at(port).at_rest() == PrinterRest("off")


@pytest.mark.parametrize("status", ["ask", "ready", "none"])
async def test_a_busy_printer_is_tried_again(picture: Image.Image, status: StatusMode) -> None:
    """Connections that are reset before a byte of the slip was sent cost some time, and no slip."""
    async with network_printer(Behaviour(refuses=3)) as (fake, port):
        report = await at(port, BUSY, status).print(picture, "8001")
    assert report.outcome in ("printed", "sent")
    assert fake.connections > 3 or status == "none"


async def test_a_printer_that_is_just_starting_is_tried_again(picture: Image.Image) -> None:
    """Refused at first, it takes the slip as soon as it listens."""
    attempts = 0
    async with network_printer() as (_, port):

        async def open_connection(seconds: float) -> PrinterConnection:
            nonlocal attempts
            attempts += 1
            if attempts < 4:
                raise ConnectionRefusedError(111, "Connection refused")
            return await NetworkConnection.open("127.0.0.1", port, seconds)

        printer = EscposPrinter(EscposSetting("fake", PAPER), open_connection, BUSY)
        report = await printer.print(picture, "8001")
    assert (report.outcome, attempts) == ("printed", 4)


async def test_a_slip_that_was_begun_is_sent_once_only(picture: Image.Image) -> None:
    """Where a byte of it has gone, the printer may have printed it: nothing is sent again by itself."""
    async with network_printer(Behaviour(hangs_up_after_bytes=30_000, resets=True)) as (fake, port):
        report = await at(port, BUSY).print(picture, "8001")
    assert (report.outcome, report.reason, report.has_begun) == ("failed", "no-answer", True)
    assert fake.connections == 1


async def test_a_printer_that_never_answers_is_soon_waited_for_no_more(picture: Image.Image) -> None:
    """After some slips without any answer the next ones wait for `mute`, and not for all of the time."""
    limits = replace(SHORT, whole=PATIENT.whole)
    async with network_printer(Behaviour(ready=None, hangs_up_after_bytes=30_000)) as (fake, port):
        printer = at(port, limits)
        for _ in range(MUTE_SLIPS):
            await printer.print(picture, "1001")
        fake.behaviour = Behaviour(ready=None, paper=None)
        began = asyncio.get_running_loop().time()
        report = await printer.print(picture, "1001")
    assert report.reason == "no-answer"
    assert asyncio.get_running_loop().time() - began < limits.whole / 2
