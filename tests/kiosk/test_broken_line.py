"""What a citizen meets at the kiosk when its line to the office is broken."""

import pytest

from kiosk.dialogue import DialogueStep
from kiosk.printing.printer import Printer
from link.contract import LinkLimits, StateChanged
from terminal.link_messages import LinkSpoke
from tests.kiosk.front_door import FrontDoor, Setup, undrawn_door
from tests.kiosk.test_model import shown
from tests.link.virtual_time import in_virtual_time, passes
from ticketing.commands import OpenCounter
from ticketing.tickets import PrintState
from ticketing.wire.messages import Sentence

pytestmark = pytest.mark.slow  # nearly every test starts a whole Textual app


async def state_told(door: FrontDoor, state: str) -> None:
    await door.ears.wait_for(
        LinkSpoke,
        lambda message: isinstance(message.event, StateChanged) and message.event.state == state,
    )
    await door.pilot.pause()


async def test_a_kiosk_without_its_server_says_so_and_gives_no_number(virtual_printer: Printer) -> None:
    """One that starts before its server waits politely, and shows the fields as soon as the office is heard.

    Without a connection no field can be pressed and the citizen is sent to the guidance desk, until the line
    is mended. Where the server turns the kiosk away, staff read the server's reason, citizens where to go.
    """
    async with undrawn_door(virtual_printer, Setup(is_up=False)) as door:
        assert "Máy lấy số chưa sẵn sàng" in door.text()
        assert "Vui lòng chờ giây lát hoặc gặp bàn hướng dẫn" in door.text()
        door.office.heal()
        await state_told(door, "live")
        assert "Máy lấy số chưa sẵn sàng" not in door.text()
        assert "Hộ tịch" in door.text()
        door.office.cut()
        await door.pilot.pause()
        assert "Mất kết nối. Vui lòng gặp bàn hướng dẫn." in door.text()
        await door.press("1")
        assert "Ông/bà có thuộc diện ưu tiên không?" not in door.text()
        door.office.heal()
        await door.pilot.pause()
        assert "Mất kết nối" not in door.text()
        await door.press("1")
        assert "Ông/bà có thuộc diện ưu tiên không?" in door.text()
        door.office.reject(Sentence(vi="Không có mã này.", en="This token is not known."))
        await state_told(door, "rejected")
        assert "Máy lấy số chưa sẵn sàng. Vui lòng gặp bàn hướng dẫn. Không có mã này." in door.text()


@in_virtual_time
async def test_old_figures_are_marked_as_old() -> None:
    """The waiting figures of a line that has been silent for too long are not to be trusted."""
    async with shown() as kiosk:
        kiosk.office.do(OpenCounter(1, "Hoa"))
        kiosk.office.cut()
        await passes(LinkLimits().old_after_seconds + 1)
        assert kiosk.line("1") == ("Chưa có người chờ (số liệu cũ)", False)


async def test_trying_again_cannot_give_two_numbers(virtual_printer: Printer) -> None:
    """A press whose answer was lost keeps its id, so the office answers with the number it gave before."""
    async with undrawn_door(virtual_printer, Setup(settings={"patience_seconds": 0.02})) as door:
        await door.press("1")
        door.office.cut_before_next_answer()
        await door.press("0")
        await door.turned_to(DialogueStep.UNANSWERED)
        assert "Hệ thống chưa trả lời" in door.text()
        assert list(door.office.office.tickets) == ["1001"]
        door.office.heal()
        await door.press("0")
        dialogue = await door.turned_to(DialogueStep.TICKET)
        assert dialogue.ticket is not None
        assert dialogue.ticket.number == "1001"
        assert list(door.office.office.tickets) == ["1001"]


async def test_a_line_that_breaks_while_printing_does_not_keep_the_citizen(virtual_printer: Printer) -> None:
    """The report of the print waits for the line in the background; it arrives when the line is mended."""
    async with undrawn_door(virtual_printer) as door:
        outages: list[str] = []

        def cut_after_the_first_ticket() -> None:
            if not outages and door.office.office.tickets:
                outages.append("now")
                door.office.cut()

        door.office.watch(cut_after_the_first_ticket)
        await door.press("1", "0")
        await door.turned_to(DialogueStep.TICKET, printed=True)
        unreported = door.office.office.tickets["1001"].print_state
        await door.press("0")
        assert door.dialogue.step is DialogueStep.CHOOSE_FIELD
        door.office.heal()
        await door.reported()
        reported = door.office.office.tickets["1001"].print_state
        assert (unreported, reported) == (PrintState.ISSUED, PrintState.PRINTED)
