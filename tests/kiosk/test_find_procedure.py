"""A citizen looks for a procedure, reads what the office says of it, and goes on to a number or home."""

from dataclasses import replace
from pathlib import Path

import pytest
from textual.containers import VerticalScroll

from kiosk.dialogue import DialogueStep
from kiosk.page_frame import PageFrame
from kiosk.printing.printer import Printer
from kiosk.widgets.keyboard import LetterKey
from kiosk.widgets.result_list import ResultList
from kiosk.widgets.touch_button import TouchButton
from tests.kiosk.catalogue import CATALOGUE_PLAN, LONG_NAME, NOTE, SOURCE
from tests.kiosk.front_door import (
    LOWEST,
    MONDAY,
    FrontDoor,
    Setup,
    every_size,
    front_door,
    placed_door,
    undrawn_door,
)
from ticketing.search_words import Hint, SearchWords

# The pages stay while they are looked at.
SETUP = Setup(CATALOGUE_PLAN, size=(120, 45), settings={"tick_seconds": 1_000.0})

pytestmark = pytest.mark.slow  # every test starts a whole Textual app


async def read(door: FrontDoor, code: str) -> None:
    """Opens a procedure by its code, on the keypad alone."""
    await door.press(*code, "enter")
    await door.until(DialogueStep.PROCEDURE)


async def test_what_is_typed_without_accents_is_found(virtual_printer: Printer) -> None:
    """An abbreviation on the touch keys finds the procedure, and the note stands beside it.

    Ticks by finger and by key begin the countdown anew, as does a touch beside all buttons.
    """
    async with front_door(virtual_printer, SETUP) as door:
        await door.pilot.click("#find")
        await door.until(DialogueStep.SEARCH)
        caps = {str(cap.content): cap for cap in door.app.query(LetterKey)}
        for label in ("D", "K", "Dấu cách", "K", "H", "X", "Xoá", "A", "I"):
            await door.pilot.click(caps[label])
        await door.pilot.pause()
        assert "DK KHAI" in door.text()
        shown = [button for button in door.buttons() if button.parent is door.app.query_one(ResultList)]
        assert "Đăng ký khai sinh" in str(shown[0]._label.content)
        assert NOTE.vi in door.text()
        await door.pilot.click(shown[0])
        await door.until(DialogueStep.PROCEDURE)
        assert door.dialogue.browsing.procedure == "1.001193"
        assert f"Giấy tờ ghi theo: {SOURCE}" in door.text()
        touches = (
            lambda: door.pilot.click("#paper-1"),
            lambda: door.press("3"),
            lambda: door.pilot.click("#facts"),
        )
        for touch in touches:
            door.count_down(1)
            assert "sau 44 giây" in door.text()
            await touch()
            assert "sau 45 giây" in door.text()
        assert door.dialogue.browsing.ticked == {1, 2}


async def test_fields_are_leafed_through_on_a_keypad(virtual_printer: Printer) -> None:
    """Plus chooses a row, Enter opens it, minus goes back step by step; fingers turn pages and go back too.

    On a page that is whole there is nothing to read on: plus is high contrast, as on the other pages.
    """
    async with placed_door(virtual_printer, SETUP) as door:
        await door.press("0", "+", "+", "enter")
        assert door.dialogue.browsing.field == "2"
        assert "Chứng thực bản sao" in door.text()
        await door.press("-", "+", "enter", "+", "+", "enter")
        await door.until(DialogueStep.PROCEDURE)
        assert door.dialogue.browsing.procedure == "1.000894"
        assert not door.app.query_one("#read-on", TouchButton).display
        await door.press("+")
        assert door.app.query_one(PageFrame).has_class("-contrast")
        await door.press("-")
        assert door.is_at(DialogueStep.SEARCH)
        await door.pilot.click("#back")
        await door.pilot.pause()
        assert door.is_at(DialogueStep.SEARCH)
        assert not door.dialogue.browsing.field
        await door.press("t")
        async for _ in door.at_sizes((LOWEST,)):
            for key, page in (("#part-on", 2), ("#part-on", 1), ("#part-back", 2)):
                await door.pilot.click(key)
                await door.pilot.pause()
                assert f"Trang {page}/2" in door.text()
        await door.press("-", "-")
        assert door.is_at(DialogueStep.CHOOSE_FIELD)


async def test_a_keyboard_types_into_the_search_too(virtual_printer: Printer) -> None:
    """Accents are understood; nonsense gets a sentence and no error, and is erased by one key.

    Every key begins the countdown anew, so that nobody who types is sent away.
    """
    async with undrawn_door(virtual_printer, SETUP) as door:
        await door.press("0", *"zzzz", "enter", "+", "/")
        assert "Không tìm thấy" in door.text()
        await door.press("delete")
        assert "Hộ tịch" in door.text()
        door.count_down(1)
        assert "sau 44 giây" in door.text()
        await door.press("k")
        assert "sau 45 giây" in door.text()
        await door.press(*"ết", "space", *"hôn", "enter")
        await door.until(DialogueStep.PROCEDURE)
        assert door.dialogue.browsing.procedure == "1.000894"


async def test_a_procedure_says_all_that_is_entered_and_nothing_else(virtual_printer: Printer) -> None:
    """Field, papers, time, fee, mechanism; where the office has entered nothing, that is said.

    Late in the day a same-day procedure is due the next working day, on the first page and on its own.
    Another language loses no tick, and with all papers there is nothing to print.
    """
    late = "kết quả trong ngày được trả vào ngày làm việc tiếp theo"
    async with undrawn_door(virtual_printer, replace(SETUP, now=MONDAY.replace(hour=15, minute=1))) as door:
        assert late in door.text()
        await door.press("0")
        await read(door, "2000986")
        assert "Cơ quan chưa nhập danh mục giấy tờ cho thủ tục này" in door.text()
        assert "Phí, lệ phí: cơ quan chưa nhập" in door.text()
        assert "một cửa liên thông" in door.text()
        assert late not in door.text()
        await door.press("-", "delete")
        await read(door, "1001193")
        for said in (
            "Lĩnh vực: Hộ tịch",
            "Giấy tờ cần mang theo",
            "Giấy thứ hai",
            "Thời hạn giải quyết: trả kết quả trong ngày",
            "Phí, lệ phí: không thu phí, lệ phí",
            "Cách tiếp nhận: một cửa",
            NOTE.vi,
            late,
        ):
            assert said in door.text(), said
        await door.press("1", "2", "3", "*")
        assert door.text().count("[✓]") == 3
        assert "Papers to bring" in door.text()
        assert not door.app.query_one("#print-papers").display
        assert NOTE.en in door.text()


async def test_missing_papers_are_printed_instead_of_a_number(
    virtual_printer: Printer, tmp_path: Path
) -> None:
    """What is ticked is left out; the list is on paper and on the screen, and no number is given out.

    The procedure leads to a number of its field all the same.
    """
    async with undrawn_door(virtual_printer, SETUP) as door:
        await door.press("0")
        await read(door, "1001193")
        await door.press("2")
        assert "In 2 giấy tờ còn thiếu" in door.text()
        await door.press("/")
        await door.turned_to(DialogueStep.PAPERS, printed=True)
        assert "1. Giấy thứ nhất" in door.text()
        assert "2. Giấy thứ ba" in door.text()
        assert "Giấy thứ hai" not in door.text()
        assert NOTE.vi in door.text()
        assert "Xin mời nhận danh mục" in door.text()
        assert [path.name for path in tmp_path.iterdir()] == ["000001-1_001193.png"]
        assert door.tickets == []
        await door.press("-", "0", "0")
        await door.turned_to(DialogueStep.TICKET, printed=True)
        assert door.tickets == ["1001"]


@every_size
async def test_search_and_procedure_fit_on_the_screen(
    virtual_printer: Printer, sizes: tuple[tuple[int, int], ...]
) -> None:
    """Keys, rows and ways out are whole, and at least one row is shown.

    In the list a name of 294 letters is cut, on its own page it can be read to the end.
    """
    async with placed_door(virtual_printer, SETUP) as door:
        await door.press("0", "k")
        async for size in door.at_sizes(sizes):
            for widget in [*door.buttons(), *door.app.query(LetterKey)]:
                assert door.app.screen.region.contains_region(widget.region), (size, widget)
                assert widget.region.area > 0, (size, widget)
            assert any(button.parent is door.app.query_one(ResultList) for button in door.buttons()), size
        await door.press("delete", *"1999999")
        async for size in door.at_sizes(sizes):
            assert "…" in door.text() or LONG_NAME.split()[-1] in door.text(), size
        await door.press("enter")
        await door.until(DialogueStep.PROCEDURE)
        async for size in door.at_sizes(sizes):
            text = door.app.query_one("#procedure", VerticalScroll)
            assert LONG_NAME.strip() in door.text()
            assert text.region.height >= 5, size
            for button in door.buttons():
                if button.parent is not text:
                    assert door.app.screen.region.contains_region(button.region), (size, button)


async def test_what_is_no_procedure_leads_to_a_number_of_its_field(virtual_printer: Printer) -> None:
    """The hint stands above, the field is the first row, and the guidance is offered last.

    A field that is opened so is asked about like one on the first page.
    """
    words = SearchWords(
        hints=(Hint(("tạm trú",), "Đăng ký tạm trú: Công an cấp xã.", field="7"),), guidance="1"
    )
    setup = replace(SETUP, plan=replace(CATALOGUE_PLAN, search_words=words))
    async with placed_door(virtual_printer, setup) as door:
        await door.press("0", *"tam", "space", *"tru")
        await door.pilot.pause()
        assert "Đăng ký tạm trú: Công an cấp xã. Xin chọn lĩnh vực Cư trú" in door.text()
        rows = [
            str(button._label.content)
            for button in door.buttons()
            if button.parent is door.app.query_one(ResultList)
        ]
        assert [row.splitlines()[0] for row in rows] == ["Cư trú (Công an)", "Hộ tịch"]
        await door.press("enter")
        await door.until(DialogueStep.ASK_PRIORITY)
        assert door.dialogue.field == "7"
