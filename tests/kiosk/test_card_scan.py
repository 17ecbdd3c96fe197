"""A scanned identity card proposes a priority group by age, and leaves no trace."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from textual import events
from textual.keys import _character_to_key as character_to_key
from textual.widget import Widget

from kiosk.actions import ChooseField, ChoosePriority
from kiosk.app import KioskApp
from kiosk.dialogue import DialogueStep
from kiosk.input.id_card import CardSaid
from kiosk.input.scanner import Scanner
from kiosk.input.wedge import Scan
from kiosk.jobs import Jobs
from kiosk.kiosk import Kiosk
from kiosk.printing.printer import Printer
from kiosk.settings import Equipment, KioskSettings
from kiosk.widgets.touch_button import TouchButton
from link.contract import ViewArrived
from motcua.demo.office import DemoOffice
from server.app import Settings, running_server
from server.clock import SystemClock, SystemRandomSource
from terminal.link_messages import LinkSpoke
from tests.kiosk.front_door import HANOI, NOON, PLAN, Ears, FrontDoor, Setup, front_door, undrawn_door
from ticketing.commands import IssueTicket, ReportPrint
from ticketing.plan import Name, PriorityClass

AGED = PriorityClass("age-60", Name("Người từ đủ 60 tuổi", "Aged 60 or over"), age_min=60)
SCAN_PLAN = replace(PLAN, priority_classes=(*PLAN.priority_classes, AGED))
SCANNING = Setup(SCAN_PLAN, equipment=Equipment(scanner=Scanner(gap_seconds=30.0)))
OLD = "001046000017||NGUYEN VAN MAU|17031946|Nam|Thon Mau, Xa Mau|19012022"
YOUNG = "001099000017||NGUYEN VAN MAU|17031999|Nam|Thon Mau, Xa Mau|19012022"
PARTS = ("001046000017", "NGUYEN", "VAN MAU", "17031946", "Thon Mau", "19012022", "046000017")

pytestmark = pytest.mark.slow  # every test starts a whole Textual app


async def scan(door: FrontDoor, payload: str) -> None:
    """A wedge types the payload and Enter, as quickly as the app can take it."""
    for sign in payload:
        door.app.post_message(events.Key(character_to_key(sign), sign))
    door.app.post_message(events.Key("enter", "\r"))
    await door.pilot.pause()
    await door.pilot.pause()


def texts_inside(widget: Widget) -> Iterator[str]:
    """Every text that a widget or anything below it holds, shown or not."""
    for each in widget.walk_children(with_self=True):
        yield from (
            str(value) for value in vars(each).values() if isinstance(value, str | list | dict | tuple)
        )
        yield str(getattr(each, "content", ""))


async def test_an_age_proposes_a_group_and_chooses_nothing(virtual_printer: Printer) -> None:
    """The group is marked on the page after; the citizen still touches it."""
    async with front_door(virtual_printer, SCANNING) as door:
        assert "Quét mã QR trên thẻ căn cước (không bắt buộc)" in door.text()
        assert "không được lưu lại" in door.text()
        await scan(door, OLD)
        assert door.dialogue.proposed == "age-60"
        assert "ông/bà thuộc diện ưu tiên" in door.text()
        await door.pilot.click(door.field_button("1"))
        await door.until(DialogueStep.ASK_PRIORITY)
        marked = [button.action for button in door.app.query(".-proposed").results(TouchButton)]
        assert marked == [ChoosePriority("age-60")]
        assert len(door.office.office.tickets) == 0


async def test_a_card_is_read_where_the_group_is_asked_too(virtual_printer: Printer) -> None:
    """Not a digit of it presses a button of that page."""
    async with front_door(virtual_printer, SCANNING) as door:
        await door.pilot.click(door.field_button("1"))
        await door.until(DialogueStep.ASK_PRIORITY)
        await scan(door, OLD)
        assert (door.dialogue.step, door.dialogue.proposed) == (DialogueStep.ASK_PRIORITY, "age-60")
        assert len(door.office.office.tickets) == 0


async def test_garbage_gets_one_polite_sentence(virtual_printer: Printer) -> None:
    """No button is pressed and nothing breaks."""
    async with undrawn_door(virtual_printer, SCANNING) as door:
        for payload in ("123", "https://example.test/x", "9" * 300, "|||||||||||", "1111111111"):
            door.app.query_one(Kiosk).model.make_way()
            await scan(door, payload)
            assert door.dialogue.card is CardSaid.UNREADABLE, payload
            assert door.text().count("Không đọc được mã. Vui lòng thử lại hoặc bỏ qua") == 1, payload
            assert door.dialogue.step is DialogueStep.CHOOSE_FIELD, payload
            assert len(door.office.office.tickets) == 0, payload


async def test_a_scan_types_nothing_into_the_search(virtual_printer: Printer) -> None:
    """Where no card is asked for it is swallowed whole."""
    async with undrawn_door(virtual_printer, SCANNING) as door:
        await door.app.query_one(Kiosk)._go_to(replace(door.dialogue, step=DialogueStep.SEARCH))
        await scan(door, OLD)
        assert door.dialogue.browsing.query == ""
        assert door.dialogue.card is CardSaid.NOTHING


async def test_nothing_of_a_card_is_left_anywhere(
    virtual_printer: Printer, caplog: pytest.LogCaptureFixture
) -> None:
    """Not in the log, in any widget or message, in the office, or on the way of the number that follows."""
    with caplog.at_level(logging.DEBUG):
        async with front_door(virtual_printer, SCANNING) as door:
            await scan(door, OLD)
            texts = [*texts_inside(door.app.screen), door.text(), repr(door.dialogue)]
            await door.pilot.click(door.field_button("1"))
            await door.until(DialogueStep.ASK_PRIORITY)
            await scan(door, OLD)
            await door.pilot.click(".-proposed")
            dialogue = await door.turned_to(DialogueStep.TICKET, printed=True)
            await door.reported()
            texts += texts_inside(door.app.screen)
            texts += [repr(dialogue), repr(door.office.office), repr(door.office.journal.entries)]
            texts += [repr(command) for command in door.office.sent]
            texts += [repr(vars(message)) for message in door.ears.heard]
    texts += [record.getMessage() + str(record.exc_info) for record in caplog.records]
    for part in PARTS:
        assert not any(part in text for text in texts), part
    assert dialogue.ticket is not None
    assert dialogue.ticket.priority == "age-60"
    assert [type(command) for command in door.office.sent] == [IssueTicket, ReportPrint]
    assert OLD not in repr(Scan(OLD))


@pytest.mark.parametrize(
    ("end", "patience_seconds"), [(DialogueStep.REFUSED, 20.0), (DialogueStep.UNANSWERED, 0.02)]
)
async def test_nothing_of_a_card_is_sent_for_a_number_that_does_not_come(
    virtual_printer: Printer, end: DialogueStep, patience_seconds: float
) -> None:
    """The command that is refused or not answered has the class alone."""
    setup = replace(SCANNING, settings={"patience_seconds": patience_seconds})
    async with front_door(virtual_printer, setup) as door:
        await scan(door, OLD)
        await door.pilot.click(door.field_button("1"))
        await door.until(DialogueStep.ASK_PRIORITY)
        if end is DialogueStep.REFUSED:
            door.clock[0] = NOON
        else:
            door.office.cut_before_next_answer()
        await door.pilot.click(".-proposed")
        await door.turned_to(end)
    (sent,) = door.office.sent
    assert isinstance(sent, IssueTicket)
    assert sent.priority == "age-60"
    assert not [part for part in PARTS if part in repr(sent)]


async def test_nothing_of_a_card_reaches_the_server(virtual_printer: Printer, tmp_path: Path) -> None:
    """Over a real link to a real server: no file of it holds any part, and the ticket has the class alone."""
    plan, data, ears = replace(SCAN_PLAN, always_open=True), tmp_path / "data", Ears()
    async with running_server(Settings(plan, data, port=0), SystemClock(HANOI)) as server:
        link = DemoOffice(plan, server.address, data).link("kiosk")
        settings = KioskSettings(SystemRandomSource().request_id, settle_seconds=0.0)
        app = KioskApp(link, virtual_printer, settings, SCANNING.equipment)
        async with app.run_test(size=(80, 30), message_hook=ears) as pilot:
            await ears.wait_for(LinkSpoke, lambda said: isinstance(said.event, ViewArrived))
            await pilot.pause()
            kiosk = app.query_one(Kiosk)
            kiosk._take_card(OLD)
            await ears.wait_for(Kiosk.PageTurned, lambda turned: turned.dialogue.proposed == "age-60")
            await kiosk._obey(ChooseField("1"))
            await kiosk._obey(ChoosePriority(kiosk.dialogue.proposed))
            await ears.wait_for(Jobs.Reported)
            assert kiosk.dialogue.ticket is not None
            assert kiosk.dialogue.ticket.priority == "age-60"
    kept = b"".join(path.read_bytes() for path in data.rglob("*") if path.is_file())
    assert b"age-60" in kept
    assert not [part for part in PARTS if part.encode() in kept]


async def test_a_hand_on_the_keypad_still_presses(virtual_printer: Printer) -> None:
    """With a wedge plugged in, a single digit is a button as soon as it is quiet."""
    quick = replace(SCANNING, equipment=Equipment(scanner=Scanner(gap_seconds=0.001)))
    async with undrawn_door(virtual_printer, quick) as door:
        await door.press("1")
        await door.until(DialogueStep.ASK_PRIORITY)
        assert door.dialogue.field == "1"


async def test_what_a_card_said_is_gone_with_its_citizen(virtual_printer: Printer) -> None:
    """The first page counts down when a card was read, and begins afresh."""
    setup = replace(SCANNING, settings={"idle_seconds": 3, "tick_seconds": 0.05})
    async with undrawn_door(virtual_printer, setup) as door:
        door.app.query_one(Kiosk)._take_card(OLD)
        await door.ears.wait_for(Kiosk.PageTurned, lambda m: m.dialogue.proposed == "age-60")
        await door.ears.wait_for(
            Kiosk.PageTurned, lambda m: m.dialogue.proposed is None, after=len(door.ears.heard)
        )
        assert door.dialogue.proposed is None
