"""A citizen looks for a procedure, reads what the office says of it, and goes on to a number or home."""

from dataclasses import replace
from pathlib import Path

import pytest
from textual.containers import VerticalScroll

from kiosk.dialogue import DialogueStep
from kiosk.jobs import Jobs
from kiosk.printing.printer import Printer
from kiosk.widgets.countdown import Countdown
from kiosk.widgets.keyboard import LetterKey
from kiosk.widgets.result_list import ResultList
from kiosk.widgets.touch_button import TouchButton
from tests.kiosk.catalogue import CATALOGUE_PLAN, LONG_NAME, NOTE
from tests.kiosk.front_door import MONDAY, NOON, FrontDoor, Setup, front_door, undrawn_door

SIZES = ((60, 100), (200, 50), (120, 40), (106, 30), (60, 54), (80, 24), (56, 40))
SETUP = Setup(CATALOGUE_PLAN, size=(120, 45))

pytestmark = pytest.mark.slow  # every test starts a whole Textual app


async def read_birth(door: FrontDoor) -> None:
    """Opens the procedure with papers by its code, on the keypad alone."""
    await door.press("0", *"1001193", "enter")
    await door.until(DialogueStep.PROCEDURE)


async def test_what_is_typed_without_accents_is_found(virtual_printer: Printer) -> None:
    """An abbreviation on the touch keys finds the procedure, and the note stands beside it."""
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


async def test_accents_from_a_keyboard_are_understood(virtual_printer: Printer) -> None:
    """A keyboard on the desk types into the search too."""
    async with undrawn_door(virtual_printer, SETUP) as door:
        await door.press("0", *"kết", "space", *"hôn", "enter")
        await door.until(DialogueStep.PROCEDURE)
        assert door.dialogue.browsing.procedure == "1.000894"


async def test_a_procedure_says_all_that_is_entered_and_nothing_else(virtual_printer: Printer) -> None:
    """Field, papers, time, fee, mechanism; where the office has entered nothing, that is said."""
    async with undrawn_door(virtual_printer, SETUP) as door:
        await read_birth(door)
        for said in (
            "Lĩnh vực: Hộ tịch",
            "Giấy tờ cần mang theo",
            "Giấy thứ hai",
            "Thời hạn giải quyết: trả kết quả trong ngày",
            "Phí, lệ phí: không thu phí, lệ phí",
            "Cách tiếp nhận: một cửa",
            NOTE.vi,
        ):
            assert said in door.text(), said
        await door.press("-")
        await door.press("delete", *"2000986", "enter")
        await door.until(DialogueStep.PROCEDURE)
        assert "Cơ quan chưa nhập danh mục giấy tờ cho thủ tục này" in door.text()
        assert "Phí, lệ phí: cơ quan chưa nhập" in door.text()
        assert "một cửa liên thông" in door.text()


async def test_late_in_the_day_the_procedure_says_so_too(virtual_printer: Printer) -> None:
    """A same-day procedure after three is due the next working day."""
    setup = replace(SETUP, now=MONDAY.replace(hour=15, minute=1))
    late = "kết quả trong ngày được trả vào ngày làm việc tiếp theo"
    async with undrawn_door(virtual_printer, setup) as door:
        assert late in door.text()
        await read_birth(door)
        assert late in door.text()


async def test_missing_papers_are_printed_instead_of_a_number(
    virtual_printer: Printer, tmp_path: Path
) -> None:
    """What is ticked is left out; the list is on paper and on the screen, and no number is given out."""
    async with undrawn_door(virtual_printer, SETUP) as door:
        await read_birth(door)
        await door.press("2")
        assert "In 2 giấy tờ còn thiếu" in door.text()
        await door.press("/")
        await door.ears.wait_for(Jobs.ListPrinted)
        await door.pilot.pause()
        assert "1. Giấy thứ nhất" in door.text()
        assert "2. Giấy thứ ba" in door.text()
        assert "Giấy thứ hai" not in door.text()
        assert NOTE.vi in door.text()
        assert "Xin mời nhận danh mục" in door.text()
        assert [path.name for path in tmp_path.iterdir()] == ["000001-1_001193.png"]
        assert len(door.office.office.tickets) == 0


async def test_a_list_that_cannot_be_printed_stays_on_the_screen(dead_printer: Printer) -> None:
    """The citizen can photograph it."""
    async with undrawn_door(dead_printer, SETUP) as door:
        await read_birth(door)
        await door.press("/")
        await door.ears.wait_for(Jobs.ListPrinted)
        await door.pilot.pause()
        assert "Không in được danh mục. Vui lòng chụp lại màn hình" in door.text()
        assert "3. Giấy thứ ba" in door.text()


async def test_ticks_are_there_again_in_another_language(virtual_printer: Printer) -> None:
    """Switching the language loses nothing; with all papers there is nothing to print."""
    async with undrawn_door(virtual_printer, SETUP) as door:
        await read_birth(door)
        await door.press("1", "2", "3", "*")
        assert door.text().count("[✓]") == 3
        assert "Papers to bring" in door.text()
        assert not door.app.query_one("#print-papers").display
        assert NOTE.en in door.text()


async def test_a_procedure_leads_to_a_number_of_its_field(virtual_printer: Printer) -> None:
    """From the search to the number on the keypad alone."""
    async with undrawn_door(virtual_printer, SETUP) as door:
        await read_birth(door)
        await door.press("0", "0")
        dialogue = await door.turned_to(DialogueStep.TICKET, printed=True)
        assert dialogue.ticket is not None
        assert dialogue.ticket.number == "1001"


async def test_a_closed_office_is_searched_and_gives_no_number(virtual_printer: Printer) -> None:
    """Whoever comes at noon can still read which papers to bring."""
    async with undrawn_door(virtual_printer, replace(SETUP, now=NOON)) as door:
        await read_birth(door)
        assert door.app.query_one("#take", TouchButton).disabled
        await door.press("0")
        assert door.is_at(DialogueStep.PROCEDURE)


async def test_fields_are_leafed_through_on_a_keypad(virtual_printer: Printer) -> None:
    """Plus chooses a row, Enter opens it, minus goes back step by step."""
    async with front_door(virtual_printer, SETUP) as door:
        await door.press("0", "+", "+", "enter")
        assert door.dialogue.browsing.field == "2"
        assert "Chứng thực bản sao" in door.text()
        await door.press("-", "+", "enter", "+", "+", "enter")
        await door.until(DialogueStep.PROCEDURE)
        assert door.dialogue.browsing.procedure == "1.000894"
        await door.press("-")
        assert door.is_at(DialogueStep.SEARCH)
        await door.press("-", "-")
        assert door.is_at(DialogueStep.CHOOSE_FIELD)


async def test_nothing_found_is_said_politely(virtual_printer: Printer) -> None:
    """Nonsense gets a sentence and no error, and is erased by one key."""
    async with undrawn_door(virtual_printer, SETUP) as door:
        await door.press("0", *"zzzz", "enter", "+", "/")
        assert "Không tìm thấy" in door.text()
        await door.press("delete")
        assert "Hộ tịch" in door.text()


async def test_an_office_without_a_catalogue_offers_no_search(virtual_printer: Printer) -> None:
    """A button that leads nowhere is not shown, and its key does nothing."""
    async with undrawn_door(virtual_printer) as door:
        await door.press("0")
        assert door.is_at(DialogueStep.CHOOSE_FIELD)
        assert "Tìm thủ tục" not in door.text()


@pytest.mark.parametrize("sizes", [SIZES[:3], SIZES[3:]], ids=["large", "small"])
async def test_a_name_of_294_letters_is_whole_on_its_page(
    virtual_printer: Printer, sizes: tuple[tuple[int, int], ...]
) -> None:
    """In the list it is cut, on its own page it can be read to the end, at every size."""
    async with front_door(virtual_printer, SETUP) as door:
        await door.press("0", *"1999999")
        async for _ in door.at_sizes(sizes):
            assert "…" in door.text() or LONG_NAME.split()[-1] in door.text()
        await door.press("enter")
        await door.until(DialogueStep.PROCEDURE)
        async for size in door.at_sizes(sizes):
            assert LONG_NAME.strip() in door.text()
            assert door.app.query_one("#procedure", VerticalScroll).region.height >= 5, size
            for button in door.buttons():
                if button.parent is not door.app.query_one("#procedure"):
                    assert door.app.screen.region.contains_region(button.region), (size, button)


async def test_the_search_fits_at_every_size(virtual_printer: Printer) -> None:
    """Keys, rows and ways out are whole, and at least one row is shown."""
    async with front_door(virtual_printer, SETUP) as door:
        await door.press("0", "k")
        async for size in door.at_sizes(SIZES):
            for widget in [*door.buttons(), *door.app.query(LetterKey)]:
                assert door.app.screen.region.contains_region(widget.region), (size, widget)
                assert widget.region.area > 0, (size, widget)
            assert any(button.parent is door.app.query_one(ResultList) for button in door.buttons()), size


async def test_somebody_who_types_is_not_sent_away(virtual_printer: Printer) -> None:
    """Every key begins the countdown anew."""
    async with undrawn_door(virtual_printer, replace(SETUP, settings={"tick_seconds": 1000.0})) as door:
        await door.press("0")
        door.app.query_one(Countdown)._tick()
        assert "sau 14 giây" in door.text()
        await door.press("k")
        assert "sau 15 giây" in door.text()


async def test_somebody_who_ticks_papers_is_not_sent_away(virtual_printer: Printer) -> None:
    """Ticks by finger and by key begin the countdown anew, as does a touch beside all buttons."""
    async with front_door(virtual_printer, replace(SETUP, settings={"tick_seconds": 1000.0})) as door:
        await read_birth(door)
        touches = (
            lambda: door.pilot.click("#paper-1"),
            lambda: door.press("3"),
            lambda: door.pilot.click("#facts"),
        )
        for touch in touches:
            door.app.query_one(Countdown)._tick()
            assert "sau 14 giây" in door.text()
            await touch()
            assert "sau 15 giây" in door.text()
        assert door.dialogue.browsing.ticked == {1, 2}
