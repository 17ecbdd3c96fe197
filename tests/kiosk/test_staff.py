"""The staff's page behind the gesture and the PIN: printer, link, copies, and the way out."""

import asyncio
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from textual import events

from kiosk.actions import PrintCopy
from kiosk.dialogue import DialogueStep, KioskDialogue
from kiosk.history import TICKETS_KEPT
from kiosk.input.staff_lock import ATTEMPTS_MAX, TOUCHES, StaffLock
from kiosk.kiosk import Kiosk
from kiosk.model import KioskModel
from kiosk.offline.standby import StandbyLink
from kiosk.offline.store import KioskStore
from kiosk.page_frame import OfficeNames
from kiosk.printing.printer import Printer, PrintReport
from kiosk.screens.staff import late_lines
from kiosk.settings import Equipment, KioskSettings
from kiosk.widgets.keyboard import LetterKey
from link.contract import Screen
from tests.kiosk.front_door import MONDAY, PLAN, FrontDoor, Setup, placed_door, undrawn_door
from tests.link.fake_office import FakeOffice
from tests.link.virtual_time import in_virtual_time, passes
from ticketing.answers import LeaseAnswer, TicketAnswer
from ticketing.commands import IssueTicket, ReportPrint
from wording import load

SOON = 0.1


def with_lock(**settings: Any) -> Setup:
    """A kiosk whose PIN is 2468."""
    usual = {"printer_name": "network:192.168.1.50:9100", "another_seconds": 0.0}
    return Setup(equipment=Equipment(staff_lock=StaffLock("2468", b"salt")), settings={**usual, **settings})


def opened_store(folder: Path) -> KioskStore:
    return KioskStore.open(folder / "kiosk.sqlite", lambda: "kiosk-1", synchronous="OFF")


def give_out(store: KioskStore, refused: int) -> list[TicketAnswer]:
    """Two numbers of the first field that the store gave out; the office does not take the last `refused`."""
    store.hold(LeaseAnswer("1", MONDAY.date(), ("1981", "1980"), PLAN.hours[0]))
    taken = [store.issue(each, IssueTicket("1", track=each), MONDAY) for each in ("one", "two")]
    given = [ticket for ticket in taken if ticket]
    for ticket in given[len(given) - refused :]:
        store.settle(ticket, "number-not-leased")
    return [
        TicketAnswer(each.number, "1", None, None, each.issued_at, each.day, each.track) for each in given
    ]


async def call_staff(door: FrontDoor) -> None:
    """The gesture on the keypad, as quickly as the app can take it."""
    for _ in range(TOUCHES):
        door.app.post_message(events.Key("minus", "-"))
    await door.until(DialogueStep.STAFF_PIN)


async def touch_the_office_name(door: FrontDoor) -> None:
    """The gesture with a finger: one touch, and the others at its moment, so that no load spreads them."""
    await door.pilot.click("#office")
    first, _ = await door.ears.wait_for(OfficeNames.Touched)
    for _ in range(TOUCHES - 1):
        door.app.query_one(OfficeNames).post_message(OfficeNames.Touched(first.at))


@pytest.mark.slow
async def test_fingers_and_a_pin_open_the_page_and_a_wrong_pin_does_not(virtual_printer: Printer) -> None:
    """Fingers alone suffice, and the PIN is dots; staff who walk away leave no open door.

    After the last wrong try the right PIN is not looked at either.
    """
    async with placed_door(virtual_printer, with_lock(staff_seconds=77, tick_seconds=1_000.0)) as door:
        await touch_the_office_name(door)
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
        assert "Phiếu không có mã QR: public_address trong [slip]" in door.text()
        assert "Chưa in gì từ khi khởi động máy lấy số" in door.text()
        assert "Màn hình sẽ tự quay về trang đầu sau 77 giây" in door.text()
        door.count_down(77)
        await door.until(DialogueStep.CHOOSE_FIELD)
        await call_staff(door)
        for _ in range(ATTEMPTS_MAX - 1):
            await door.press("1", "enter")
            assert "Mã PIN không đúng" in door.text()
        await door.press("1", "enter")
        assert "Vui lòng thử lại sau 5 phút" in door.text()
        await door.press(*"2468", "enter")
        assert door.dialogue.step is DialogueStep.STAFF_PIN


@pytest.mark.slow
async def test_staff_print_a_copy_of_a_number_and_leave_the_kiosk(
    dead_printer: Printer, tmp_path: Path
) -> None:
    """The same number, marked as a copy in the office's record; the page says what became of it.

    It names a number that the office did not take. The way out is on that page.
    """
    store = opened_store(tmp_path)
    async with undrawn_door(dead_printer, replace(with_lock(), store=store)) as door:
        await door.take_ordinary_number("1")
        await door.press("0")
        await door.take_ordinary_number("2")
        await door.press("0")
        give_out(store, refused=2)
        await call_staff(door)
        await door.press(*"2468", "enter")
        await door.until(DialogueStep.STAFF)
        assert "Lần in gần nhất: không in được: máy in đang tắt hoặc không liên lạc được" in door.text()
        assert "2001 · 08:15 · không in được" in door.text()
        assert "Số cơ quan không nhận: 1980 (08:15 23/11), 1981 (08:15 23/11)" in door.text()
        await door.press("2")
        told = await door.reported(copy=True)
        assert isinstance(told.command, ReportPrint)
        assert (told.command.number, told.command.copy) == ("1001", True)
        assert len(door.office.office.tickets) == 2
        await door.press("/")
        assert door.app._exit
    store.close()


@in_virtual_time
async def test_what_was_given_out_without_the_server_is_told(tmp_path: Path) -> None:
    """Started anew, the kiosk still has those numbers for a copy, and says which the office has not got."""
    store, office, ids = opened_store(tmp_path), FakeOffice(PLAN, lambda: MONDAY), count(1)

    def standby() -> StandbyLink:
        inner = office.link(Screen("kiosk"))
        return StandbyLink(inner, store, clock=lambda: MONDAY, new_track=lambda: f"visit-{next(ids)}")

    running = asyncio.create_task(standby().run())
    await passes(SOON)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    office.cut()
    taken = give_out(store, refused=1)
    model = KioskModel(standby(), KioskSettings(lambda: "press"), Equipment())
    assert late_lines(model.state().late(), load("vi")) == [
        "Số chưa ghi vào sổ của cơ quan: 1",
        f"Số cơ quan không nhận: {taken[1].number} (08:15 23/11)",
    ]
    assert [ticket.number for ticket in model.history.tickets] == [taken[1].number, taken[0].number]
    store.close()


@pytest.mark.slow
@pytest.mark.parametrize(
    "sizes", [((80, 24),), pytest.param(((106, 30), (60, 54)), marks=pytest.mark.long)], ids=["low", "roomy"]
)
async def test_ten_numbers_and_their_slips_are_in_sight(
    virtual_printer: Printer, sizes: tuple[tuple[int, int], ...]
) -> None:
    """The last ten, each whole with what became of its slip, however little room there is."""
    async with placed_door(virtual_printer, replace(with_lock(), size=sizes[0])) as door:
        kiosk = door.app.query_one(Kiosk)
        for place in range(TICKETS_KEPT + 2):
            number = f"10{place:02}"
            kiosk.model.history.gave(TicketAnswer(number, "1", None, 0, MONDAY, MONDAY.date(), number), 0.0)
            kiosk.model.history.printed(
                number, PrintReport("failed", "no-answer", "network:192.168.1.50:9100: " * 3)
            )
        await kiosk._go_to(KioskDialogue(DialogueStep.STAFF))
        async for _ in door.at_sizes(sizes):
            copies = [button for button in door.buttons() if isinstance(button.action, PrintCopy)]
            assert len(copies) == TICKETS_KEPT
            for button in copies:
                label = button.query_one(".label")
                assert str(label.render()).startswith("10")
                assert str(label.render()).rstrip().endswith("· không in được")
                assert door.app.query_one("#copies").region.contains_region(button.region), button
                assert button.content_region.contains_region(label.region), button
                assert label.region.area >= len("1011 · 08:15 · không in được"), button
