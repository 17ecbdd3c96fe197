"""Whoever the printer fails: the number and its code on the screen, and what is said of doubtful slips."""

import pytest
import zxingcpp
from PIL import Image
from rich.color import Color

from kiosk.dialogue import DialogueStep
from kiosk.printing.printer import Printer, PrintReport
from kiosk.screens.ticket import print_sentence
from kiosk.widgets.pictures import BigNumber
from tests.kiosk.front_door import LOWEST, NARROWEST, TALL, FrontDoor, Setup, placed_door, undrawn_door
from wording import load

WHITE = bytes((255, 255, 255))
ADDRESS = "http://192.168.1.10:8700"


def photograph(door: FrontDoor) -> Image.Image:
    """The screen as a camera sees it, with two dots a cell; letters are left out."""
    width, height = door.app.size
    dots = bytearray()
    for strip in door.app.screen._compositor.render_strips():
        upper, lower = bytearray(), bytearray()
        for text, style, _ in strip:
            front, back = tone(style.color if style else None), tone(style.bgcolor if style else None)
            for sign in text:
                upper += front if sign == "▀" else back
            lower += back * len(text)
        dots += upper + lower
    picture = Image.frombytes("RGB", (width, 2 * height), bytes(dots)).convert("L")
    return picture.resize((4 * width, 8 * height), Image.Resampling.NEAREST)


def tone(colour: Color | None) -> bytes:
    return WHITE if colour is None else bytes(colour.get_truecolor())


@pytest.mark.slow
@pytest.mark.parametrize(
    "sizes",
    [
        (LOWEST, NARROWEST),
        pytest.param(((60, 54), (106, 30), TALL, (200, 50)), marks=pytest.mark.long),
    ],
    ids=["small", "large"],
)
async def test_a_phone_reads_the_code_of_a_slip_that_failed(
    dead_printer: Printer, sizes: tuple[tuple[int, int], ...]
) -> None:
    """The number stands large beside a code that an independent reader reads, at every size."""
    setup = Setup(settings={"public_address": ADDRESS}, size=sizes[0])
    async with placed_door(dead_printer, setup) as door:
        dialogue = await door.take_ordinary_number("1")
        assert dialogue.ticket is not None
        async for size in door.at_sizes(sizes):
            number = door.app.query_one(BigNumber)
            assert number.region.width >= 24, size
            assert number.region.height >= 5, size
            codes = zxingcpp.read_barcodes(photograph(door))
            assert [code.text for code in codes] == [f"{ADDRESS}/t/{dialogue.ticket.track}"], size
            for button in door.buttons():
                assert door.app.screen.region.contains_region(button.region), (size, button)


@pytest.mark.slow
async def test_without_an_address_the_number_stands_alone(dead_printer: Printer) -> None:
    """No code leads nowhere."""
    async with undrawn_door(dead_printer) as door:
        await door.take_ordinary_number("1")
        assert door.is_at(DialogueStep.TICKET)
        assert not door.app.query("#code")


def test_a_slip_that_nobody_has_seen_is_not_promised() -> None:
    """Where the printer only took the bytes the citizen hears what to do should no slip come."""
    words = load("vi")
    said = print_sentence(PrintReport("sent"), "1001", words)
    assert said == "Xin mời nhận phiếu. Nếu phiếu không ra, vui lòng ghi nhớ số 1001"
    assert print_sentence(PrintReport("printed"), "1001", words) != said
