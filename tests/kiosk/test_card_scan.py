"""A scanned identity card proposes a priority group by age, and leaves no trace."""

import asyncio
import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from textual import events
from textual.keys import _character_to_key as character_to_key
from textual.message import Message
from textual.widget import Widget

from kiosk.actions import ChooseField, ChoosePriority, GoToStart, TryAgain
from kiosk.dialogue import DialogueStep, KioskDialogue
from kiosk.input.id_card import CardSaid
from kiosk.input.keys import KeyInput
from kiosk.input.scanner import Scanner
from kiosk.input.wedge import Doubt, Heard, KeyMeant, Scan
from kiosk.jobs import Jobs, PrintJob
from kiosk.kiosk import Kiosk
from kiosk.model import KioskModel, SendRequest
from kiosk.printing.printer import Printer
from kiosk.settings import Equipment, KioskSettings
from kiosk.widgets.countdown import Countdown
from kiosk.widgets.touch_button import TouchButton
from link.contract import LinkEvent, ViewArrived
from motcua.demo.office import DemoOffice
from server.app import Settings, running_server
from server.clock import SystemClock, SystemRandomSource
from tests.kiosk.front_door import HANOI, PLAN, FrontDoor, Setup, placed_door, undrawn_door
from tests.kiosk.test_model import shown
from tests.link.virtual_time import in_virtual_time
from tests.patience import PATIENCE_SECONDS
from ticketing.commands import IssueTicket, ReportPrint
from ticketing.plan import Name, PriorityClass
from ticketing.wire.messages import Sentence

AGED = PriorityClass("age-60", Name("Người từ đủ 60 tuổi", "Aged 60 or over"), age_min=60)
SCAN_PLAN = replace(PLAN, priority_classes=(*PLAN.priority_classes, AGED))
SCANNING = Setup(SCAN_PLAN, equipment=Equipment(scanner=Scanner(gap_seconds=30.0)))
OLD = "001046000017||NGUYEN VAN MAU|17031946|Nam|Thon Mau, Xa Mau|19012022"
YOUNG = "001099000017||NGUYEN VAN MAU|17031999|Nam|Thon Mau, Xa Mau|19012022"
PARTS = ("001046000017", "NGUYEN", "VAN MAU", "17031946", "Thon Mau", "19012022", "046000017")

pytestmark = pytest.mark.slow  # most start a whole Textual app, one a server


async def scan(door: FrontDoor, payload: str, step: float = 0.0) -> None:
    """A wedge types the payload and Enter as quickly as the app takes it, by its clock at this pace."""
    so_far = len(door.ears.heard)
    typed = [events.Key(character_to_key(sign), sign) for sign in payload] + [events.Key("enter", "\r")]
    for place, key in enumerate(typed):
        key.time += place * step
        door.app.post_message(key)
    await door.ears.wait_for(Kiosk.Scanned, after=so_far)
    await door.pilot.pause()
    await door.pilot.pause()


def texts_inside(widget: Widget) -> Iterator[str]:
    """Every text that a widget or anything below it holds, shown or not."""
    for each in widget.walk_children(with_self=True):
        yield from (
            str(value) for value in vars(each).values() if isinstance(value, str | list | dict | tuple)
        )
        yield str(getattr(each, "content", ""))


async def test_a_card_proposes_a_group_and_nothing_of_it_is_left_anywhere(
    virtual_printer: Printer, caplog: pytest.LogCaptureFixture
) -> None:
    """The group is marked on the page after; the citizen still touches it, and gives no number by scanning.

    A card is read where the group is asked too, and not a digit of it presses a button of that page. The
    first page counts down when a card was read, and begins afresh without what it said. Nothing of a card is
    in the log, in any widget or message, in the office, or on the way of the number that follows.
    """
    with caplog.at_level(logging.DEBUG):
        setup = replace(SCANNING, settings={"idle_seconds": 9, "tick_seconds": 1_000.0})
        async with placed_door(virtual_printer, setup) as door:
            texts = await scan_at_every_page(door)
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


async def scan_at_every_page(door: FrontDoor) -> list[str]:
    """Scans a card at the group's page and at the first one, and comes to its proposal; all texts so far."""
    assert "Quét mã QR trên thẻ căn cước (không bắt buộc)" in door.text()
    assert "không được lưu lại" in door.text()
    assert not door.app.query(Countdown)
    await door.pilot.click(door.field_button("1"))
    await door.until(DialogueStep.ASK_PRIORITY)
    await scan(door, OLD)
    assert (door.dialogue.step, door.dialogue.proposed) == (DialogueStep.ASK_PRIORITY, "age-60")
    texts = [*texts_inside(door.app.screen), repr(door.dialogue)]
    (way_back,) = [button for button in door.buttons() if button.action == GoToStart()]
    await door.pilot.click(way_back)
    await door.until(DialogueStep.CHOOSE_FIELD)
    await scan(door, OLD)
    assert (door.dialogue.step, door.dialogue.proposed) == (DialogueStep.CHOOSE_FIELD, "age-60")
    so_far = len(door.ears.heard)
    door.count_down(9)
    await door.ears.wait_for(
        Kiosk.PageTurned, lambda turned: turned.dialogue == KioskDialogue(), after=so_far
    )
    await door.pilot.pause()
    await scan(door, OLD)
    assert "ông/bà thuộc diện ưu tiên" in door.text()
    texts += [*texts_inside(door.app.screen), door.text(), repr(door.dialogue)]
    await door.pilot.click(door.field_button("1"))
    await door.until(DialogueStep.ASK_PRIORITY)
    marked = [button.action for button in door.app.query(".-proposed").results(TouchButton)]
    assert marked == [ChoosePriority("age-60")]
    assert len(door.office.office.tickets) == 0
    return texts


async def test_a_slow_scan_takes_no_number(virtual_printer: Printer) -> None:
    """At 60 ms a character, where `0` is the ordinary number: the group is proposed and nothing is asked for.

    Nothing is asked for by a digit that is taken back; the page then asks again. Where text is typed, what is
    typed of a card is taken back.
    """
    equipment = Equipment(scanner=Scanner(gap_seconds=0.04))
    setup = replace(SCANNING, equipment=equipment, settings={"doubt_seconds": 60.0, "remark_seconds": 60.0})
    async with undrawn_door(virtual_printer, setup) as door:
        kiosk = door.app.query_one(Kiosk)
        await kiosk._go_to(KioskDialogue(DialogueStep.ASK_PRIORITY, "5"))
        await scan(door, OLD, step=0.06)
        assert (door.dialogue.step, door.dialogue.proposed) == (DialogueStep.ASK_PRIORITY, "age-60")
        kiosk._hear(KeyMeant("0"))
        await door.pilot.pause()
        assert door.is_at(DialogueStep.ISSUING)
        kiosk._hear(Doubt())
        await door.pilot.pause()
        assert (door.dialogue.step, door.dialogue.proposed) == (DialogueStep.ASK_PRIORITY, "age-60")
        assert "Nhiều phím đến cùng lúc, xin bấm lại một phím" in door.text()
        assert door.office.sent == []
        await kiosk._go_to(KioskDialogue(DialogueStep.SEARCH))
        await scan(door, OLD, step=0.06)
        assert door.dialogue.browsing.query == ""


async def test_what_is_no_card_gets_one_polite_sentence_and_types_nothing(virtual_printer: Printer) -> None:
    """No button is pressed and nothing breaks; where no card is asked for a scan is swallowed whole."""
    async with undrawn_door(virtual_printer, SCANNING) as door:
        kiosk = door.app.query_one(Kiosk)
        for payload in ("123", "https://example.test/x", "9" * 30, "|||||||||||", "1111111111"):
            kiosk.model.make_way()
            await scan(door, payload)
            assert door.dialogue.card is CardSaid.UNREADABLE, payload
            assert door.text().count("Không đọc được mã. Vui lòng thử lại hoặc bỏ qua") == 1, payload
            assert door.dialogue.step is DialogueStep.CHOOSE_FIELD, payload
            assert len(door.office.office.tickets) == 0, payload
        await kiosk._go_to(KioskDialogue(DialogueStep.SEARCH))
        await scan(door, OLD)
        assert door.dialogue.browsing.query == ""
        assert door.dialogue.card is CardSaid.NOTHING


@in_virtual_time
async def test_nothing_of_a_card_is_sent_for_a_number_that_does_not_come() -> None:
    """The command that is refused or not answered has the class alone, however often it is sent."""
    async with shown(SCAN_PLAN, equipment=SCANNING.equipment) as kiosk:
        model = kiosk.model
        assert model.scanned(*model.read_card(OLD))
        model.obey(ChooseField("1"), 0.0)
        asked = model.obey(ChoosePriority(model.dialogue.proposed), 0.0)
        assert isinstance(asked, SendRequest)
        assert asked.request.command == IssueTicket("1", "age-60")
        for dialogue in (model.dialogue.refused(Sentence("", "")), model.dialogue.unanswered()):
            assert not [part for part in PARTS if part in repr((asked, dialogue))]
        model.dialogue = model.dialogue.unanswered()
        assert model.obey(TryAgain(), 0.0) == asked


async def test_nothing_of_a_card_reaches_the_server(virtual_printer: Printer, tmp_path: Path) -> None:
    """Over a real link to a real server: no file of it holds any part, and the ticket has the class alone."""
    plan, data = replace(SCAN_PLAN, always_open=True), tmp_path / "data"
    async with running_server(Settings(plan, data, port=0), SystemClock(HANOI)) as server:
        link = DemoOffice(plan, server.address, data).link("kiosk")
        settings, viewed = KioskSettings(SystemRandomSource().request_id), asyncio.Event()
        model = KioskModel(link, settings, SCANNING.equipment)

        def hear(event: LinkEvent) -> None:
            model.hear(event)
            if isinstance(event, ViewArrived):
                viewed.set()

        link.listen(hear)
        running = asyncio.create_task(link.run())
        await viewed.wait()
        assert model.scanned(*model.read_card(OLD))
        model.obey(ChooseField("1"), 0.0)
        asked = model.obey(ChoosePriority(model.dialogue.proposed), 0.0)
        assert isinstance(asked, SendRequest)
        told: list[Message] = []
        jobs = Jobs(link, virtual_printer, settings, told.append)
        await jobs.issue(asked.request)
        (issued,) = told
        assert isinstance(issued, Jobs.Issued)
        assert issued.ticket.priority == "age-60"
        slip = model.slip_of(issued.ticket, copy=False)
        assert slip is not None
        await jobs.print(PrintJob(slip, issued.ticket.number))
        assert isinstance(told[-1], Jobs.Reported)
        running.cancel()
        await asyncio.wait([running])
    kept = b"".join(path.read_bytes() for path in data.rglob("*") if path.is_file())
    assert b"age-60" in kept
    assert not [part for part in PARTS if part.encode() in kept]


async def test_a_hand_on_the_keypad_still_presses() -> None:
    """With a wedge plugged in, a single digit is a key as soon as it is quiet."""
    heard: asyncio.Queue[Heard] = asyncio.Queue()
    keys = KeyInput(0.001, heard.put_nowait, asyncio.get_running_loop().call_later)
    assert keys.press(events.Key("1", "1"))
    assert await asyncio.wait_for(heard.get(), PATIENCE_SECONDS) == KeyMeant("1")
