"""motcua printer check and motcua ticket-preview, as whoever sets a kiosk up runs them."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread

import pytest
import zxingcpp
from click.testing import CliRunner
from PIL import Image

from kiosk.printing.paper import PAPERS
from kiosk.printing.printer import DEFAULT_LIMITS
from motcua.commands import printer
from motcua.main import build_main
from tests.kiosk.printing import fake_printers
from tests.kiosk.printing.fake_printers import Behaviour, network_printer
from wording import load

pytestmark = pytest.mark.slow  # every one of these loads the kiosk


@contextmanager
def printer_beside(behaviour: Behaviour) -> Iterator[int]:
    """A fake printer in a thread of its own, since the command runs a loop of its own; gives its port."""
    ports: list[int] = []
    ready = Event()
    loop = asyncio.new_event_loop()
    over = asyncio.Event()

    async def serve() -> None:
        async with network_printer(behaviour) as (_, port):
            ports.append(port)
            ready.set()
            await over.wait()

    def run() -> None:
        with asyncio.Runner(loop_factory=lambda: loop) as runner:
            runner.run(serve())

    thread = Thread(target=run)
    thread.start()
    ready.wait()
    try:
        yield ports[0]
    finally:
        loop.call_soon_threadsafe(over.set)
        thread.join()


def check(port: int, *options: str, language: str = "en") -> tuple[int, str]:
    """The exit code of motcua printer check, and all that it said."""
    arguments = ("printer", "check", f"network:127.0.0.1:{port}", *options)
    result = CliRunner().invoke(build_main(load(language)), arguments)
    return result.exit_code, result.output


def test_a_printer_that_answers_gets_its_setting_written(tmp_path: Path) -> None:
    """The file holds one line, for the environment of the kiosk."""
    path = tmp_path / "printer.env"
    with printer_beside(Behaviour(paper=fake_printers.PAPER_LOW)) as port:
        code, said = check(port, "--write", str(path))
    assert code == 0, said
    assert "It says when a slip is printed (answers GS r 1)." in said
    assert "The test page is printed." in said
    assert "Its paper will soon end." in said
    assert path.read_text(encoding="utf-8") == f"MOTCUA_PRINTER=network:127.0.0.1:{port}\n"


def test_a_printer_that_never_answers_is_said_to_be_sent_to(capsys: pytest.CaptureFixture[str]) -> None:
    """Slips on it will be "sent", and never "printed"; this is no failure."""
    with printer_beside(Behaviour(ready=None, paper=None)) as port:
        printer.check(
            f"network:127.0.0.1:{port}", None, load("en"), replace(DEFAULT_LIMITS, ask=0.3, busy=0.5)
        )
    said = capsys.readouterr().out
    assert "no answer to GS r 1" in said
    assert said.splitlines()[-1] == f"network:127.0.0.1:{port}?status=none"


@pytest.mark.parametrize(
    ("behaviour", "sentence"),
    [
        (Behaviour(ready=fake_printers.COVER_OPEN), "Nắp máy in đang mở. Xin đóng nắp và kiểm tra lại."),
        (Behaviour(ready=fake_printers.PAPER_ENDED), "Máy in hết giấy. Xin lắp giấy và kiểm tra lại."),
        (Behaviour(ready=fake_printers.CUTTER_STUCK), "Máy in báo lỗi dao cắt hoặc đầu in."),
        (Behaviour(hangs_up_after_bytes=19_000, resets=True), "Trang in thử không in được: "),
    ],
    ids=["cover open", "no paper", "cutter stuck", "resets in the middle"],
)
def test_each_trouble_is_said_in_a_sentence(behaviour: Behaviour, sentence: str) -> None:
    """The command fails, says why, and writes no setting."""
    with printer_beside(behaviour) as port:
        code, said = check(port, language="vi")
    assert code == 1
    assert sentence in said
    assert "Thiết đặt của máy in này" not in said


@pytest.mark.parametrize("name", PAPERS)
def test_a_preview_is_the_slip_as_it_is_printed(tmp_path: Path, name: str) -> None:
    """One bit deep, as wide as the paper, with a code that can be read."""
    out = tmp_path / "ticket.png"
    arguments = ("ticket-preview", "--out", str(out), "--paper", name, "--priority", "--copy")
    result = CliRunner().invoke(build_main(load("en")), arguments)
    assert result.exit_code == 0, result.output
    with Image.open(out) as picture:
        assert (picture.mode, picture.width) == ("1", PAPERS[name].width)
        codes = zxingcpp.read_barcodes(picture.convert("L"))
    assert [code.text for code in codes] == ["http://192.168.1.10:8700/t/7K3MGQ2H0B1C"]


def test_the_previews_options_change_the_slip(tmp_path: Path) -> None:
    """Each field, priority, a copy and the other language give slips of their own."""
    pictures = set()
    options = ((), ("--field", "1"), ("--priority",), ("--copy",), ("--language", "en"))
    for at, option in enumerate(options):
        out = tmp_path / f"{at}.png"
        CliRunner().invoke(build_main(load("en")), ("ticket-preview", "--out", str(out), *option))
        pictures.add(out.read_bytes())
    assert len(pictures) == len(options)
