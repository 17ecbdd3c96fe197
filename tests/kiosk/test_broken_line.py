"""What a citizen meets at the kiosk when its line to the office is broken."""

import pytest

from kiosk.dialogue import DialogueStep
from kiosk.printing.printer import Printer
from link.contract import LinkLimits, StateChanged
from terminal.link_messages import LinkSpoke
from tests.kiosk.front_door import FrontDoor, Setup, front_door, undrawn_door
from ticketing.tickets import PrintState
from ticketing.wire.messages import Sentence

pytestmark = pytest.mark.slow  # every test starts a whole Textual app


async def state_told(door: FrontDoor, state: str) -> None:
    await door.ears.wait_for(
        LinkSpoke,
        lambda message: isinstance(message.event, StateChanged) and message.event.state == state,
    )
    await door.pilot.pause()


async def test_a_cut_line_stops_the_touches_until_it_is_mended(virtual_printer: Printer) -> None:
    """Without a connection no field can be pressed and the citizen is sent to the guidance desk."""
    async with undrawn_door(virtual_printer) as door:
        door.office.cut()
        await state_told(door, "connecting")
        assert "Mất kết nối. Vui lòng gặp bàn hướng dẫn." in door.text()
        await door.press("1")
        assert "Ông/bà có thuộc diện ưu tiên không?" not in door.text()
        door.office.heal()
        await door.pilot.pause()
        assert "Mất kết nối" not in door.text()
        await door.press("1")
        assert "Ông/bà có thuộc diện ưu tiên không?" in door.text()


async def test_a_kiosk_that_starts_before_its_server_waits_politely(virtual_printer: Printer) -> None:
    """It says so, and shows the fields as soon as the office is heard."""
    async with undrawn_door(virtual_printer, Setup(is_up=False)) as door:
        assert "Máy lấy số chưa sẵn sàng" in door.text()
        assert "Vui lòng chờ giây lát hoặc gặp bàn hướng dẫn" in door.text()
        door.office.heal()
        await state_told(door, "live")
        assert "Máy lấy số chưa sẵn sàng" not in door.text()
        assert "Hộ tịch" in door.text()


async def test_old_figures_are_marked_as_old(virtual_printer: Printer) -> None:
    """The waiting figures of a line that has been silent for too long are not to be trusted."""
    setup = Setup(limits=LinkLimits(old_after_seconds=0.02))
    async with undrawn_door(virtual_printer, setup) as door:
        door.office.cut()
        await state_told(door, "old")
        assert "Đang chờ: 0 người (số liệu cũ)" in door.text()


async def test_a_kiosk_that_the_server_turns_away_says_why(virtual_printer: Printer) -> None:
    """Staff read the server's reason, citizens where to go."""
    async with undrawn_door(virtual_printer) as door:
        door.office.reject(Sentence(vi="Không có mã này.", en="This token is not known."))
        await state_told(door, "rejected")
        assert "Máy lấy số chưa sẵn sàng. Vui lòng gặp bàn hướng dẫn. Không có mã này." in door.text()


async def test_trying_again_cannot_give_two_numbers(virtual_printer: Printer) -> None:
    """A press whose answer was lost keeps its id, so the office answers with the number it gave before."""
    async with front_door(virtual_printer, Setup(settings={"patience_seconds": 0.02})) as door:
        await door.press("1")
        door.office.cut_before_next_answer()
        await door.press("0")
        await door.turned_to(DialogueStep.UNANSWERED)
        assert "Hệ thống chưa trả lời" in door.text()
        assert list(door.office.office.tickets) == ["1001"]
        door.office.heal()
        await door.pilot.click("#retry")
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
