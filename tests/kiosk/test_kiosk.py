"""A citizen's way through the kiosk, from the touch to the number and back to the start."""

import gc
from dataclasses import replace
from pathlib import Path
from weakref import ref

import pytest

from kiosk.actions import GoToStart
from kiosk.dialogue import DialogueStep
from kiosk.kiosk import Kiosk
from kiosk.page_frame import STACKED_COLUMNS, PageFrame
from kiosk.printing.printer import Printer
from kiosk.widgets.countdown import Countdown
from kiosk.widgets.pictures import BigNumber, SlipPreview
from kiosk.widgets.touch_button import TouchButton
from link.contract import LinkEvent, ViewArrived
from terminal.link_messages import LinkSpoke
from tests.kiosk.catalogue import CATALOGUE_PLAN
from tests.kiosk.front_door import NOON, PLAN, Setup, every_size, front_door, placed_door, undrawn_door
from ticketing.commands import IssueTicket, ReportPrint
from ticketing.plan import Name
from ticketing.tickets import PrintState
from ticketing.views import KioskView

STANDING = {"tick_seconds": 1_000.0}  # no page goes away by itself while it is looked at

pytestmark = pytest.mark.slow  # every test starts a whole Textual app


async def test_a_touch_becomes_a_number_a_slip_and_a_report(virtual_printer: Printer, tmp_path: Path) -> None:
    """With a finger alone: one number however often it taps, large on the screen, on paper, and reported.

    The language buttons word the page that is there; a touch leads back, and the next citizen is spoken to
    in the office's own language. Of the pages on the way none is left, since a kiosk turns thousands.
    """
    async with front_door(virtual_printer, Setup(settings=STANDING)) as door:
        await door.pilot.click(door.field_button("1"))
        await door.turned_to(DialogueStep.ASK_PRIORITY)
        await door.press("9")  # which no button has, so that the page is asked
        earlier = ref(door.app.query_one(PageFrame).page)
        await door.pilot.click("#language-en")
        await door.turned_to(DialogueStep.ASK_PRIORITY)
        assert "Are you in a priority group?" in door.text()
        assert "Elderly people" in door.text()
        await door.pilot.click("#ordinary", times=3)
        ticket = (await door.turned_to(DialogueStep.TICKET, printed=True)).ticket
        await door.reported()
        assert ticket is not None
        assert (ticket.number, ticket.field, ticket.priority) == ("1001", "1", None)
        assert door.tickets == ["1001"]
        assert door.app.query_one(BigNumber).number == "1001"
        assert [path.name for path in tmp_path.iterdir()] == ["000001-1001.png"]
        assert door.office.office.tickets["1001"].print_state is PrintState.PRINTED
        assert "Please take the slip and wait to be called" in door.text()
        await door.pilot.click("#language-vi")
        await door.turned_to(DialogueStep.TICKET, printed=True)
        assert "Xin mời nhận phiếu và ngồi chờ đến lượt" in door.text()
        assert "Chưa có ai chờ trước" in door.text()
        assert "Màn hình sẽ tự quay về trang đầu sau 15 giây" in door.text()
        await door.press("*")
        await door.pilot.click("#home")
        await door.turned_to(DialogueStep.CHOOSE_FIELD)
        assert "Kính chào quý công dân" in door.text()
        door.ears.heard.clear()
        gc.collect()
        assert earlier() is None


async def test_one_citizen_after_the_other(virtual_printer: Printer) -> None:
    """Escape takes no number; a hand flat on the screen is one wish; a countdown makes way for the next.

    Within the window the number that is held is named: no keeps it, another field is free, yes goes on.
    """
    async with undrawn_door(virtual_printer, Setup(settings={**STANDING, "ticket_seconds": 2})) as door:
        await door.press("1", "escape")
        assert door.is_at(DialogueStep.CHOOSE_FIELD)
        assert door.tickets == []
        await door.press("1")
        for button in door.app.query(TouchButton):
            if button.key in {"0", "1", "2"}:
                button.press()
        await door.turned_to(DialogueStep.TICKET, printed=True)
        await door.reported()
        assert door.tickets == ["1001"]
        door.count_down(2)
        await door.turned_to(DialogueStep.CHOOSE_FIELD)
        assert "Đang chờ: 1 người" in door.text()
        await door.press("1")
        assert "Ông/bà đang giữ số 1001, có thật sự cần số khác không?" in door.text()
        await door.press("0")
        assert door.is_at(DialogueStep.CHOOSE_FIELD)
        await door.press("2")
        assert door.is_at(DialogueStep.ASK_PRIORITY)
        await door.press("-", "1", "1", "0")
        dialogue = await door.turned_to(DialogueStep.TICKET, printed=True)
        assert dialogue.ticket is not None
        assert dialogue.ticket.number == "1002"


async def test_an_abandoned_language_goes_back_to_the_offices_own(virtual_printer: Printer) -> None:
    """Whoever switched to English and left does not leave English to the next citizen."""
    settings = {"idle_seconds": 2, "tick_seconds": 0.01}
    async with undrawn_door(virtual_printer, Setup(settings=settings)) as door:
        await door.press("*")
        ended, _ = await door.ears.wait_for(Countdown.Ended)
        await door.pilot.pause()
        assert not ended.countdown.is_attached
        assert "Kính chào quý công dân" in door.text()


async def test_a_failed_print_keeps_the_number_large_and_offers_a_copy(dead_printer: Printer) -> None:
    """The citizen can go on without paper, and a second try is the same number, marked as a copy.

    A list of papers that cannot be printed stays on the screen, to be photographed.
    """
    async with placed_door(dead_printer, Setup(CATALOGUE_PLAN)) as door:
        await door.press("0", *"1001193", "enter", "/")
        await door.turned_to(DialogueStep.PAPERS, printed=True)
        assert "Không in được danh mục. Vui lòng chụp lại màn hình" in door.text()
        assert "3. Giấy thứ ba" in door.text()
        await door.press("0")
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
        assert door.tickets == ["1001"]


async def test_an_office_closes_and_opens_again(virtual_printer: Printer) -> None:
    """A number that is refused is so in the citizen's language; the closed office says when to come back.

    Its procedures can be read and lead to no number; when it opens the fields come back untouched.
    """
    async with undrawn_door(virtual_printer, Setup(CATALOGUE_PLAN)) as door:
        await door.press("*", "1")
        door.clock[0] = NOON
        await door.press("0")
        await door.turned_to(DialogueStep.REFUSED)
        assert "The office takes no numbers at this hour. Please come back at 13:30" in door.text()
        assert [button.key for button in door.buttons() if button.action == GoToStart()] == ["-"]
        await door.press("-", "*")
        door.office.refresh()
        await door.pilot.pause()
        assert "Đang nghỉ trưa" in door.text()
        assert "Tiếp nhận trở lại lúc 13:30 chiều nay, thứ Hai 23/11" in door.text()
        await door.press("1")
        assert door.is_at(DialogueStep.CHOOSE_FIELD)
        await door.press("0", *"1001193", "enter")
        await door.until(DialogueStep.PROCEDURE)
        assert door.app.query_one("#take", TouchButton).disabled
        await door.press("0")
        assert door.is_at(DialogueStep.PROCEDURE)
        await door.press("-", "delete", "-")
        assert "Đang nghỉ trưa" in door.text()
        door.clock[0] = NOON.replace(hour=13, minute=30)
        door.office.refresh()
        await door.pilot.pause()
        assert "Đang nghỉ trưa" not in door.text()
        assert "Hộ tịch" in door.text()


async def test_what_an_office_has_not_got_is_not_offered(virtual_printer: Printer) -> None:
    """Without a catalogue there is no search, without a speaker no button for it, and their keys do nothing.

    Brackets in a name from the office file are shown and never read as markup.
    """
    name = Name("[red]Đất[/red] [đai]")
    plan = replace(PLAN, names=(name,), fields=(replace(PLAN.fields[0], name=name),), priority_classes=())
    async with undrawn_door(virtual_printer, Setup(plan)) as door:
        assert "Tìm thủ tục" not in door.text()
        assert not door.app.query("#listen")
        await door.press("0", "enter")
        assert door.is_at(DialogueStep.CHOOSE_FIELD)
        assert door.text().count("[red]Đất[/red] [đai]") == 2
        await door.press("1")
        await door.turned_to(DialogueStep.TICKET, printed=True)
        assert "[red]Đất[/red] [đai]" in door.text()


def shows_a_crowd(event: LinkEvent) -> bool:
    """Whether the kiosk hears that 31 wait for field 5."""
    view = event.view if isinstance(event, ViewArrived) else None
    return isinstance(view, KioskView) and (view.fields[4].code, view.fields[4].waiting) == ("5", 31)


@every_size
async def test_everything_fits_on_the_screen(
    virtual_printer: Printer, sizes: tuple[tuple[int, int], ...]
) -> None:
    """Each button of every page is whole and so is its text, and the number has its place.

    The slip is below it on an upright screen, and beside it on any other. What helps stands below its
    sentence where the screen is too narrow for both.
    """
    setup = Setup(now=NOON.replace(hour=16, minute=58))
    async with placed_door(virtual_printer, setup) as door:
        for _ in range(31):  # so that the kiosk asks whether a number so late is wanted
            door.office.do(IssueTicket("5"))
        await door.ears.wait_for(LinkSpoke, lambda said: shows_a_crowd(said.event))
        for key in ("", "5", "0", "1"):
            await door.press(*key)
            assert door.is_at(DialogueStep.ASK_LATE) is (key == "0")
            if key == "1":
                await door.turned_to(DialogueStep.TICKET, printed=True)
            async for size in door.at_sizes(sizes):
                for button in door.buttons():
                    label = button.query_one(".label")
                    assert door.app.screen.region.contains_region(button.region), (size, button)
                    assert button.content_region.contains_region(label.region), (size, label)
                advice, tools = door.app.query_one("#help").region, door.app.query_one("#tools").region
                assert (tools.y >= advice.bottom) is (size[0] < STACKED_COLUMNS), size
                if key == "1":
                    number, slip = door.app.query_one(BigNumber), door.app.query_one(SlipPreview)
                    assert number.region.height >= 5, size
                    assert (slip.region.y >= number.region.bottom) is (size[1] > size[0]), size
                    assert number.render(), size
                    assert slip.render(), size
                    assert door.app.query_one("#ahead").region.height == 1, size


async def test_a_look_at_the_office_waits_while_a_page_is_turned(virtual_printer: Printer) -> None:
    """However often the kiosk looks again, it never meets a page that is half taken down."""
    eager = Setup(settings={"look_again_seconds": 0.05})
    async with undrawn_door(virtual_printer, eager) as door:
        for _ in range(2):
            await door.press("*")
            await door.turned_to(DialogueStep.CHOOSE_FIELD)
        assert door.app.query_one(Kiosk).is_running
        assert door.is_at(DialogueStep.CHOOSE_FIELD)
