"""A citizen's way through the kiosk, from the touch to the number and back to the start."""

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.actions import GoToStart
from kiosk.dialogue import DialogueStep
from kiosk.printing.printer import Printer
from kiosk.widgets.countdown import Countdown
from kiosk.widgets.pictures import BigNumber
from kiosk.widgets.touch_button import TouchButton
from tests.kiosk.front_door import NOON, PLAN, Setup, front_door, undrawn_door
from ticketing.commands import ReportPrint
from ticketing.plan import Name
from ticketing.tickets import PrintState

SIZES = ((60, 100), (200, 50), (120, 40), (106, 30), (60, 54), (80, 24), (56, 40))

pytestmark = pytest.mark.slow  # every test starts a whole Textual app


async def test_a_touch_becomes_a_number_a_slip_and_a_report(virtual_printer: Printer, tmp_path: Path) -> None:
    """The number is issued, large on the screen, on paper, and the office knows that it was printed."""
    async with front_door(virtual_printer) as door:
        await door.pilot.click(door.field_button("1"))
        await door.turned_to(DialogueStep.ASK_PRIORITY)
        await door.pilot.click("#ordinary")
        dialogue = await door.turned_to(DialogueStep.TICKET, printed=True)
        await door.reported()
        assert dialogue.ticket is not None
        assert (dialogue.ticket.number, dialogue.ticket.field, dialogue.ticket.priority) == (
            "1001",
            "1",
            None,
        )
        assert door.app.query_one(BigNumber).number == "1001"
        assert "Xin mời nhận phiếu và ngồi chờ đến lượt" in door.text()
        assert "Số người chờ trước: 0" in door.text()
        assert [path.name for path in tmp_path.iterdir()] == ["000001-1001.png"]
        assert door.office.office.tickets["1001"].print_state is PrintState.PRINTED


async def test_the_kiosk_returns_to_its_start_by_itself(virtual_printer: Printer) -> None:
    """When the countdown under a ticket ends, the next citizen finds the fields."""
    settings = {"ticket_seconds": 2, "idle_seconds": 10_000, "tick_seconds": 0.01}
    async with undrawn_door(virtual_printer, Setup(settings=settings)) as door:
        await door.take_ordinary_number()
        await door.turned_to(DialogueStep.CHOOSE_FIELD)
        assert "Đang chờ: 1 người" in door.text()


async def test_the_kiosk_returns_to_its_start_by_a_touch(virtual_printer: Printer) -> None:
    """Nobody has to wait for the countdown."""
    async with front_door(virtual_printer, Setup(settings={"tick_seconds": 1000.0})) as door:
        await door.take_ordinary_number()
        assert "Màn hình sẽ tự quay về trang đầu sau 15 giây" in door.text()
        await door.pilot.click("#home")
        await door.pilot.pause()
        assert door.dialogue.step is DialogueStep.CHOOSE_FIELD


async def test_the_way_back_takes_no_number(virtual_printer: Printer) -> None:
    """Escape leaves the question, and the office has given nothing out."""
    async with undrawn_door(virtual_printer) as door:
        await door.press("1")
        await door.press("escape")
        assert door.dialogue.step is DialogueStep.CHOOSE_FIELD
        assert len(door.office.office.tickets) == 0


async def test_a_failed_print_keeps_the_number_large_and_offers_a_copy(dead_printer: Printer) -> None:
    """The citizen can go on without paper, and a second try is the same number, marked as a copy."""
    async with front_door(dead_printer) as door:
        dialogue = await door.take_ordinary_number()
        assert dialogue.may_copy
        report = await door.reported()
        assert report.command == ReportPrint("1001", "failed", "off", copy=False)
        ticket = door.office.office.tickets["1001"]
        assert (ticket.print_state, ticket.print_reason) == (PrintState.FAILED, "off")
        assert "Vui lòng chụp lại màn hình hoặc ghi nhớ số 1001" in door.text()
        assert door.app.query_one(BigNumber).number == "1001"
        await door.pilot.click("#again")
        await door.turned_to(DialogueStep.TICKET, printed=True, copies=1)
        report = await door.reported(copy=True)
        assert report.command == ReportPrint("1001", "failed", "off", copy=True)
        assert door.app.query_one(BigNumber).number == "1001"
        assert len(door.office.office.tickets) == 1


async def test_three_quick_taps_give_one_number(virtual_printer: Printer) -> None:
    """However often the button is tapped, one ticket is issued."""
    async with front_door(virtual_printer) as door:
        await door.press("1")
        await door.pilot.click("#ordinary", times=3)
        await door.turned_to(DialogueStep.TICKET)
        await door.reported()
        assert list(door.office.office.tickets) == ["1001"]


async def test_two_buttons_at_once_give_one_number(virtual_printer: Printer) -> None:
    """A hand flat on the screen is one wish, not two."""
    async with undrawn_door(virtual_printer) as door:
        await door.press("1")
        for button in door.app.query(TouchButton):
            if button.key in {"0", "1", "2"}:
                button.press()
        await door.turned_to(DialogueStep.TICKET, printed=True)
        await door.reported()
        assert list(door.office.office.tickets) == ["1001"]


async def test_a_tap_on_a_page_that_has_just_come_was_meant_for_the_one_before(
    virtual_printer: Printer,
) -> None:
    """Within the settling time nothing is pressed, and the button works again afterwards."""
    async with front_door(virtual_printer, Setup(settings={"settle_seconds": 1_000.0})) as door:
        await door.pilot.click(door.field_button("1"), times=3)
        await door.pilot.pause()
        assert door.dialogue.step is DialogueStep.CHOOSE_FIELD
        assert not door.field_button("1").disabled


async def test_a_closed_office_says_when_to_come_back(virtual_printer: Printer) -> None:
    """Outside the hours there is no field to touch, but the time of the next session."""
    async with undrawn_door(virtual_printer, Setup(now=NOON)) as door:
        assert "Hiện ngoài giờ làm việc" in door.text()
        assert "Xin mời ông/bà quay lại lúc 13:30 hôm nay" in door.text()
        await door.press("1")
        assert door.dialogue.step is DialogueStep.CHOOSE_FIELD


async def test_the_fields_come_back_when_the_office_opens(virtual_printer: Printer) -> None:
    """A view is enough; nobody has to touch the kiosk in the morning."""
    async with undrawn_door(virtual_printer, Setup(now=NOON)) as door:
        door.clock[0] = NOON.replace(hour=13, minute=30)
        door.office.refresh()
        await door.pilot.pause()
        assert "Hiện ngoài giờ làm việc" not in door.text()
        assert "Hộ tịch" in door.text()


async def test_the_kiosk_speaks_english_at_any_moment(virtual_printer: Printer) -> None:
    """The language button words the page that is there, and the slip's page after it."""
    async with front_door(virtual_printer) as door:
        await door.press("1")
        await door.pilot.click("#language-en")
        await door.pilot.pause()
        assert "Are you in a priority group?" in door.text()
        assert "Elderly people" in door.text()
        await door.press("0")
        await door.turned_to(DialogueStep.TICKET, printed=True)
        assert "Please take the slip and wait to be called" in door.text()
        await door.press("0")
        assert "Kính chào quý công dân" in door.text()


async def test_an_abandoned_language_goes_back_to_the_offices_own(virtual_printer: Printer) -> None:
    """Whoever switched to English and left does not leave English to the next citizen."""
    settings = {"idle_seconds": 2, "tick_seconds": 0.01}
    async with undrawn_door(virtual_printer, Setup(settings=settings)) as door:
        await door.press("*")
        ended, _ = await door.ears.wait_for(Countdown.Ended)
        await door.pilot.pause()
        assert not ended.countdown.is_attached
        assert "Kính chào quý công dân" in door.text()


async def test_a_refusal_is_said_in_the_citizens_language(virtual_printer: Printer) -> None:
    """When the office closes between two touches, its own sentence says so."""
    async with undrawn_door(virtual_printer) as door:
        await door.press("*", "1")
        door.clock[0] = NOON
        await door.press("0")
        await door.turned_to(DialogueStep.REFUSED)
        assert "The office takes no numbers at this hour. Please come back at 13:30" in door.text()
        assert [button.key for button in door.buttons() if button.action == GoToStart()] == ["-"]
        await door.press("-")
        assert door.dialogue.step is DialogueStep.CHOOSE_FIELD


async def test_names_from_the_office_file_are_text(virtual_printer: Printer) -> None:
    """Brackets in a name are shown and never read as markup."""
    name = Name("[red]Đất[/red] [đai]")
    plan = replace(PLAN, names=(name,), fields=(replace(PLAN.fields[0], name=name),), priority_classes=())
    async with undrawn_door(virtual_printer, Setup(plan)) as door:
        assert door.text().count("[red]Đất[/red] [đai]") == 2
        await door.press("1")
        await door.turned_to(DialogueStep.TICKET, printed=True)
        assert "[red]Đất[/red] [đai]" in door.text()


async def test_everything_fits_on_the_screen(virtual_printer: Printer) -> None:
    """At every size each button of every page is whole and so is its text, and the number has its place."""
    async with front_door(virtual_printer) as door:
        for key in ("", "5", "0"):
            await door.press(*key)
            if key == "0":
                await door.turned_to(DialogueStep.TICKET, printed=True)
            for size in SIZES:
                await door.pilot.resize_terminal(*size)
                await door.pilot.pause()
                for button in door.buttons():
                    label = button.query_one(".label")
                    assert door.app.screen.region.contains_region(button.region), (size, button)
                    assert button.content_region.contains_region(label.region), (size, label)
                if key == "0":
                    assert door.app.query_one(BigNumber).region.height >= 5, size
                    assert door.app.query_one("#ahead").region.height == 1, size


async def test_a_look_at_the_office_waits_while_a_page_is_turned(virtual_printer: Printer) -> None:
    """However often the kiosk looks again, it never meets a page that is half taken down."""
    eager = Setup(settings={"look_again_seconds": 0.05})
    async with front_door(virtual_printer, eager) as door:
        for _ in range(4):
            await door.press("*")
            await door.turned_to(DialogueStep.CHOOSE_FIELD)
        assert door.is_at(DialogueStep.CHOOSE_FIELD)
