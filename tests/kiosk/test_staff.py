"""The staff's page behind the gesture and the PIN: printer, link, copies, and the way out."""

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.actions import PrintCopy
from kiosk.dialogue import DialogueStep
from kiosk.history import TICKETS_KEPT
from kiosk.input.staff_lock import ATTEMPTS_MAX, TOUCHES, StaffLock
from kiosk.kiosk import Kiosk
from kiosk.offline.store import KioskStore
from kiosk.printing.printer import Printer, PrintReport
from kiosk.settings import Equipment
from kiosk.widgets.keyboard import LetterKey
from tests.kiosk.front_door import MONDAY, PLAN, FrontDoor, Setup, front_door, undrawn_door
from ticketing.answers import LeaseAnswer, TicketAnswer
from ticketing.commands import IssueTicket, ReportPrint

pytestmark = pytest.mark.slow  # every test starts a whole Textual app


def with_lock() -> Setup:
    """A kiosk whose PIN is 2468."""
    settings = {"printer_name": "network:192.168.1.50:9100", "another_seconds": 0.0}
    return Setup(equipment=Equipment(staff_lock=StaffLock("2468", b"salt")), settings=settings)


async def unlock(door: FrontDoor) -> None:
    """The gesture on the keypad, and the PIN."""
    await door.press(*["-"] * TOUCHES)
    await door.until(DialogueStep.STAFF_PIN)
    await door.press(*"2468", "enter")
    await door.until(DialogueStep.STAFF)


async def test_the_office_name_and_a_pin_on_the_screen_open_the_page(virtual_printer: Printer) -> None:
    """Fingers alone suffice; the PIN is dots."""
    async with front_door(virtual_printer, with_lock()) as door:
        for _ in range(TOUCHES):
            await door.pilot.click("#office")
        await door.until(DialogueStep.STAFF_PIN)
        caps = {str(cap.content): cap for cap in door.app.query(LetterKey)}
        for label in ("2", "4", "6", "7", "Xoá", "8"):
            await door.pilot.click(caps[label])
        assert "●●●●" in door.text()
        assert "2468" not in door.text()
        await door.pilot.click(caps["Đồng ý"])
        await door.until(DialogueStep.STAFF)
        assert "Máy in: network:192.168.1.50:9100" in door.text()
        assert "Kết nối: bình thường" in door.text()
        assert "Chưa in gì từ khi khởi động máy lấy số" in door.text()


async def test_a_wrong_pin_opens_nothing_and_then_locks(virtual_printer: Printer) -> None:
    """After the last try the right one is not looked at either."""
    async with undrawn_door(virtual_printer, with_lock()) as door:
        await door.press(*["-"] * TOUCHES)
        await door.until(DialogueStep.STAFF_PIN)
        for _ in range(ATTEMPTS_MAX - 1):
            await door.press(*"1111", "enter")
            assert "Mã PIN không đúng" in door.text()
        await door.press(*"1111", "enter")
        assert "Vui lòng thử lại sau 5 phút" in door.text()
        await door.press(*"2468", "enter")
        assert door.dialogue.step is DialogueStep.STAFF_PIN


async def test_staff_print_a_copy_of_a_number(dead_printer: Printer) -> None:
    """The same number, marked as a copy in the office's record; the page says what became of it."""
    async with undrawn_door(dead_printer, with_lock()) as door:
        await door.take_ordinary_number("1")
        await door.press("0")
        await door.take_ordinary_number("2")
        await door.press("0")
        await unlock(door)
        assert "Lần in gần nhất: không in được: máy in đang tắt hoặc không liên lạc được" in door.text()
        assert "2001 · 08:15 · không in được" in door.text()
        await door.press("2")
        told = await door.reported(copy=True)
        assert isinstance(told.command, ReportPrint)
        assert (told.command.number, told.command.copy) == ("1001", True)
        assert len(door.office.office.tickets) == 2


async def test_what_was_given_out_without_the_server_is_told(
    virtual_printer: Printer, tmp_path: Path
) -> None:
    """Started anew, the kiosk still has those numbers for a copy, and says which the office has not got."""
    store = KioskStore.open(tmp_path / "kiosk.sqlite", lambda: "kiosk-1", synchronous="OFF")
    setup = replace(with_lock(), store=store)
    async with undrawn_door(virtual_printer, setup) as door:
        assert door.is_at(DialogueStep.CHOOSE_FIELD)
    store.hold(LeaseAnswer("1", MONDAY.date(), ("1981", "1980"), PLAN.hours[0]))
    taken = [store.issue(each, IssueTicket("1", track=each), MONDAY) for each in ("one", "two")]
    assert taken[1] is not None
    store.settle(taken[1], "number-not-leased")
    async with undrawn_door(virtual_printer, replace(setup, is_up=False)) as door:
        await unlock(door)
        assert "Số chưa ghi vào sổ của cơ quan: 1" in door.text()
        assert f"Số cơ quan không nhận: {taken[1].number} (08:15 23/11)" in door.text()
        assert [button.action for button in door.buttons() if button.key in ("1", "2")] == [
            PrintCopy(ticket.number) for ticket in reversed(taken) if ticket
        ]
    store.close()


async def test_ten_numbers_and_their_slips_are_in_sight(virtual_printer: Printer, tmp_path: Path) -> None:
    """The last ten, each whole with what became of its slip, however little room there is."""
    store = KioskStore.open(tmp_path / "kiosk.sqlite", lambda: "kiosk-1", synchronous="OFF")
    setup = replace(with_lock(), store=store)
    async with front_door(virtual_printer, setup) as door:
        kiosk = door.app.query_one(Kiosk)
        for place in range(TICKETS_KEPT + 2):
            number = f"10{place:02}"
            kiosk.model.history.gave(TicketAnswer(number, "1", None, 0, MONDAY, MONDAY.date(), number), 0.0)
            kiosk.model.history.printed(
                number, PrintReport("failed", "no-answer", "network:192.168.1.50:9100: " * 3)
            )
        await unlock(door)
        async for _ in door.at_sizes(((80, 24), (106, 30), (60, 54))):
            copies = [button for button in door.buttons() if isinstance(button.action, PrintCopy)]
            assert len(copies) == TICKETS_KEPT
            for button in copies:
                label = button.query_one(".label")
                assert str(label.render()).startswith("10")
                assert str(label.render()).rstrip().endswith("· không in được")
                assert door.app.query_one("#copies").region.contains_region(button.region), button
                assert button.content_region.contains_region(label.region), button
                assert label.region.area >= len("1011 · 08:15 · không in được"), button
    store.close()


async def test_staff_leave_the_kiosk(virtual_printer: Printer) -> None:
    """The way out is on that page and nowhere else."""
    async with undrawn_door(virtual_printer, with_lock()) as door:
        await unlock(door)
        await door.press("/")
        assert door.app._exit


async def test_the_page_closes_by_itself(virtual_printer: Printer) -> None:
    """Staff who walk away leave no open door."""
    setup = with_lock()
    brief = replace(setup, settings={**setup.settings, "staff_seconds": 4, "tick_seconds": 0.05})
    async with undrawn_door(virtual_printer, brief) as door:
        await unlock(door)
        await door.until(DialogueStep.CHOOSE_FIELD)
