"""Trying a printer out: what is found, and which setting comes of it."""

import asyncio
import socket
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.printing.answers import OFFLINE_QUERY, PAPER_QUERY, SENSOR_QUERY
from kiosk.printing.check import check_printer
from kiosk.printing.paper import PAPERS, Paper
from kiosk.printing.printer import SlipPicture
from kiosk.printing.sample_page import SamplePage, draw_sample_page, vietnamese_letters
from kiosk.printing.settings import with_option
from tests.kiosk.printing import fake_printers
from tests.kiosk.printing.fake_printers import PATIENT, Behaviour, network_printer

SILENT = Behaviour(ready=None, paper=None)
DEAF_TO_REAL_TIME = Behaviour(ready=None)


def page(paper: Paper) -> SlipPicture:
    texts = SamplePage("TRANG IN THỬ", "network:192.168.1.50", "Chữ", "Mép", "Dài 15 mm")
    return draw_sample_page(texts, paper)


@pytest.mark.slow
async def test_a_page_comes_out_and_the_setting_suits() -> None:
    """A printer that answers in turn is believed; one that never answers is only sent to from now on.

    All are tried at the same time, since silence takes as long as it takes.
    """
    await asyncio.gather(
        a_page_comes_out(Behaviour(), "printed"),
        a_page_comes_out(Behaviour(paper=fake_printers.PAPER_LOW), "printed", low=True),
        a_page_comes_out(DEAF_TO_REAL_TIME, "printed"),
        a_page_comes_out(SILENT, "sent", option="&status=none"),
    )


async def a_page_comes_out(
    behaviour: Behaviour, outcome: str, *, option: str = "", low: bool = False
) -> None:
    async with network_printer(behaviour) as (_, port):
        asked = f"network:127.0.0.1:{port}?paper=58mm-384"
        found = await check_printer(f"{asked}&status=ask", page, behaviour.limits)
    assert (found.access, found.setting, found.hindrance) == ("reached", asked + option, "")
    assert found.report is not None
    assert (found.report.outcome, found.report.paper_low) == (outcome, low)


@pytest.mark.slow
async def test_a_printer_that_cannot_print_gets_no_page() -> None:
    """Nothing is concluded from the silence of a printer that is open or empty; all are tried at once."""
    await asyncio.gather(
        no_page_is_sent(Behaviour(ready=fake_printers.COVER_OPEN, paper=None), "cover-open"),
        no_page_is_sent(Behaviour(ready=fake_printers.PAPER_ENDED, paper=None), "paper-out"),
        no_page_is_sent(Behaviour(ready=None, paper=fake_printers.PAPER_OUT), "paper-out"),
        no_page_is_sent(Behaviour(ready=fake_printers.CUTTER_STUCK), "other"),
    )


async def no_page_is_sent(behaviour: Behaviour, hindrance: str) -> None:
    async with network_printer(behaviour) as (fake, port):
        found = await check_printer(f"network:127.0.0.1:{port}?paper=58mm-384", page, behaviour.limits)
    assert (found.access, found.hindrance, found.report) == ("reached", hindrance, None)
    assert len(fake.job) < 10


async def test_a_printer_that_is_off_is_not_reached() -> None:
    """The trouble is in the system's words."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    found = await check_printer(f"network:127.0.0.1:{port}", page, PATIENT)
    assert (found.access, found.report) == ("off", None)
    assert found.problem


@pytest.mark.parametrize("kind", ["virtual", "file"])
async def test_what_gives_no_answers_is_not_asked(tmp_path: Path, kind: str) -> None:
    """The page goes there at once, and the setting stays as it is."""
    setting = f"{kind}:{tmp_path / 'slips'}?paper=58mm-384"
    found = await check_printer(setting, page, PATIENT)
    assert (found.access, found.setting) == ("not-asked", setting)
    assert found.report is not None
    assert found.report.outcome in ("printed", "sent")


def test_the_page_has_every_vietnamese_letter() -> None:
    """Twelve vowels with six tones, and đ, in small and in capital letters."""
    letters = set("".join(vietnamese_letters())) - {" "}
    toned = {letter for letter in letters if letter.lower() not in "bcdđghklmnpqrstvx0123456789"}
    assert len(toned) == 12 * 6 * 2
    assert {"đ", "Đ", "ẵ", "Ộ", "ữ", "Ỵ"} <= letters


@pytest.mark.parametrize("paper", PAPERS.values(), ids=list(PAPERS))
def test_the_ruler_reaches_from_edge_to_edge(paper: Paper) -> None:
    """The page inks its first and its last column, so that a wrong width is seen on paper."""
    picture = page(paper).convert("L")
    assert picture.width == paper.width
    for column in (0, paper.width - 1):
        assert 0 in set(picture.crop((column, 0, column + 1, picture.height)).tobytes())


def test_an_option_is_put_into_a_setting() -> None:
    """Other options stay, and what is so anyhow is left out."""
    assert with_option("network:h:9100?cut=no", "status", "none") == "network:h:9100?cut=no&status=none"
    assert with_option("network:h:9100?status=none", "status", "ask") == "network:h:9100"


class LatePrinter:
    """Says nothing of its paper until it is waited for, so many times; then it answers at once."""

    def __init__(self, late_times: int) -> None:
        self._late_times = late_times
        self._writer: asyncio.StreamWriter | None = None

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard = b""
        while data := await reader.read(65536):
            heard = (heard + data)[-3:]
            if heard == PAPER_QUERY and self._late_times:
                self._late_times -= 1
                self._writer = writer
            elif heard == PAPER_QUERY:
                writer.write(fake_printers.PAPER_THERE)
            elif heard in (OFFLINE_QUERY, SENSOR_QUERY):
                writer.write(fake_printers.READY)
        writer.close()

    def is_waited_for(self) -> None:
        assert self._writer is not None
        self._writer.write(fake_printers.PAPER_THERE)


@pytest.mark.parametrize(("late_times", "access", "is_printed"), [(1, "reached", True), (9, "busy", False)])
async def test_a_busy_printer_is_not_taken_for_one_that_never_answers(
    late_times: int, access: str, is_printed: bool
) -> None:
    """One that answers late is asked again; where it stays busy, no setting comes of it."""
    late = LatePrinter(late_times)
    limits = replace(PATIENT, ask=fake_printers.ANSWER_SECONDS)
    async with await asyncio.start_server(late.serve, "127.0.0.1", 0) as server:
        asked = f"network:127.0.0.1:{server.sockets[0].getsockname()[1]}?paper=58mm-384"
        found = await check_printer(asked, page, limits, late.is_waited_for)
    assert (found.access, found.setting, found.report is not None) == (access, asked, is_printed)


async def test_what_speaks_no_escpos_gets_no_setting() -> None:
    """An echo, as of a serial adapter, is told as one; nothing is printed on it."""
    async with network_printer(Behaviour(lie=lambda data: data)) as (_, port):
        found = await check_printer(f"network:127.0.0.1:{port}?paper=58mm-384", page, PATIENT)
    assert (found.hindrance, found.report) == ("not-escpos", None)


async def test_a_printer_without_gs_r_is_asked_whether_it_is_ready() -> None:
    """Its paper status is kept: the setting is status=ready, and not status=none."""
    behaviour = Behaviour(paper=None, why_silent=fake_printers.READY)
    limits = replace(PATIENT, ask=fake_printers.ANSWER_SECONDS, busy=fake_printers.ANSWER_SECONDS)
    async with network_printer(behaviour) as (_, port):
        asked = f"network:127.0.0.1:{port}?paper=58mm-384"
        found = await check_printer(asked, page, limits)
    assert (found.access, found.setting) == ("reached", f"{asked}&status=ready")
    assert found.report is not None
    assert found.report.outcome == "sent"
