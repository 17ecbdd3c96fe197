"""A printer that fails and comes back: what is printed once more by itself, and what is said before."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest
from PIL import Image
from textual.message import Message

from kiosk.dialogue import DialogueStep, KioskDialogue
from kiosk.field_texts import printer_line
from kiosk.jobs import Jobs, PrintJob
from kiosk.model import KioskModel
from kiosk.printing.fallback import FallbackPrinter
from kiosk.printing.paper import PAPERS
from kiosk.printing.printer import PrinterRest, PrintReport
from kiosk.printing.settings import open_printer
from kiosk.printing.watch import OFF_LOOKS, WatchedPrinter, watched
from kiosk.screens.ticket import print_sentence
from kiosk.settings import Equipment, KioskSettings
from kiosk.slip_texts import Letterhead, ticket_slip
from link.contract import Screen
from tests.kiosk.front_door import MONDAY, PLAN, Setup, undrawn_door
from tests.kiosk.printing.fake_printers import PAPER_ENDED, PATIENT, Behaviour, network_printer
from tests.link.fake_office import FakeOffice
from ticketing.answers import DoneAnswer, TicketAnswer
from ticketing.commands import Command, ReportPrint
from ticketing.tickets import PrintState
from ticketing.wire.messages import office_card
from wording import load

VIETNAMESE = load("vi")
SETTINGS = KioskSettings(lambda: "press", back_seconds=0.0, print_again_seconds=1e9, kiosk_name="M1")
TICKET = TicketAnswer("1001", "1", None, 0, MONDAY, MONDAY.date(), "7K3MGQ2H")
OFF = PrintReport("failed", "off")
TORN = PrintReport("failed", "no-answer", has_begun=True)
PRINTED = PrintReport("printed")
READY = PrinterRest()
EMPTY = PrinterRest("paper-out", paper_low=True)


@dataclass
class FakePrinter:
    """Reports these of its slips, and says these of itself, one after the other, the last for ever."""

    reports: list[PrintReport]
    rests: list[PrinterRest | None] = field(default_factory=lambda: [READY])
    paper = PAPERS["58mm-384"]

    async def print(self, picture: Image.Image, number: str) -> PrintReport:
        return self.reports.pop(0) if len(self.reports) > 1 else self.reports[0]

    async def at_rest(self) -> PrinterRest | None:
        return self.rests.pop(0) if len(self.rests) > 1 else self.rests[0]


@dataclass
class FakeLink:
    """Takes down what the office is told."""

    reports: list[ReportPrint] = field(default_factory=list)

    async def send(self, command: Command, **_how: object) -> DoneAnswer:
        assert isinstance(command, ReportPrint)
        self.reports.append(command)
        return DoneAnswer(command.number)


@dataclass
class Printing:
    """One slip from the touch to the reports."""

    printer: FakePrinter
    is_wanted: Callable[[], bool] = lambda: True
    told: list[Message] = field(default_factory=list)
    link: FakeLink = field(default_factory=FakeLink)

    async def run(self) -> list[tuple[str, bool]]:
        """The outcomes that the office is told, and whether they are of a copy."""
        head = Letterhead(office_card(PLAN))
        slip = ticket_slip(TICKET, head, VIETNAMESE)
        job = PrintJob(slip, "1001", again=ticket_slip(TICKET, head, VIETNAMESE, copy=True))
        jobs = Jobs(self.link, self.printer, SETTINGS, self.told.append)  # type: ignore[arg-type] # a part of a link
        await jobs.print(job, self.is_wanted)
        return [(report.outcome, report.copy) for report in self.link.reports]


async def test_a_slip_that_failed_is_printed_once_more_by_itself() -> None:
    """As soon as the printer says that it can; nothing of it had come out, so it is no copy."""
    printing = Printing(FakePrinter([OFF, PRINTED], [PrinterRest("off"), None, READY]))
    assert await printing.run() == [("failed", False), ("printed", False)]
    assert [type(message) for message in printing.told] == [
        *(Jobs.Printed, Jobs.Reported, Jobs.PrintingAgain, Jobs.Printed, Jobs.Reported)
    ]


async def test_a_slip_that_had_begun_comes_out_as_a_copy() -> None:
    """A part of it may be in somebody's hand; and there is no third attempt."""
    assert await Printing(FakePrinter([TORN, TORN])).run() == [("failed", False), ("failed", True)]


@pytest.mark.parametrize("report", [PRINTED, PrintReport("sent"), PrintReport("unconfirmed", "slow")])
async def test_only_a_slip_that_failed_is_printed_again(report: PrintReport) -> None:
    """A slow printer makes no second paper by itself."""
    assert await Printing(FakePrinter([report])).run() == [(report.outcome, False)]


async def test_a_citizen_who_has_left_gets_no_paper() -> None:
    """Once the page is gone, the slip is left to the staff."""
    assert await Printing(FakePrinter([OFF, PRINTED]), lambda: False).run() == [("failed", False)]


def test_the_page_of_a_failed_slip_awaits_it() -> None:
    """While it is printed again the page says so, and is not left behind."""
    model = KioskModel(FakeOffice(PLAN, lambda: MONDAY).link(Screen("kiosk")), SETTINGS, Equipment())
    model.dialogue = KioskDialogue(DialogueStep.TICKET, "1", ticket=TICKET, report=OFF)
    assert model.awaits_slip("1001")
    assert not model.awaits_slip("1002")
    assert model.hear_printer(Jobs.PrintingAgain("1001"))
    assert (model.dialogue.report, model.awaits_slip("1001")) == (None, False)
    model.make_way()
    assert not model.hear_printer(Jobs.PrintingAgain("1001"))


async def test_what_a_printer_says_is_known_until_it_says_otherwise() -> None:
    """From its slips and from asking it; silence changes nothing. The server is told the trouble's name."""
    printer = watched(FakePrinter([replace(OFF, reason="paper-out"), PRINTED], [EMPTY, None, READY]))
    assert watched(printer) is printer
    known = [printer.trouble()]
    for _ in range(3):
        await printer.look()
        known.append(printer.trouble())
    for _ in range(2):
        await printer.print(Image.new("1", (384, 8)), "1001")
        known.append(printer.trouble())
    assert known == ["", "printer-paper-out", "printer-paper-out", "", "printer-paper-out", ""]


async def test_a_printer_that_another_kiosk_uses_is_not_off() -> None:
    """Out of reach once or twice in a row it is busy; only after that citizens and staff are told."""
    off = PrinterRest("off")
    printer = watched(FakePrinter([PRINTED], [READY, off, off, READY, *[off] * OFF_LOOKS]))
    known = []
    for _ in range(4 + OFF_LOOKS):
        await printer.look()
        known.append(printer.trouble())
    assert known == [""] * (3 + OFF_LOOKS) + ["printer-off"]


@pytest.mark.parametrize(
    ("first", "spare", "together"),
    [
        (READY, READY, READY),
        (EMPTY, READY, PrinterRest(paper_low=True)),
        (EMPTY, PrinterRest("off"), EMPTY),
        (EMPTY, None, None),
        (None, READY, READY),
    ],
)
async def test_two_printers_are_as_the_better_one(
    first: PrinterRest | None, spare: PrinterRest | None, together: PrinterRest | None
) -> None:
    """Slips come out as long as one of them prints."""
    pair = FallbackPrinter(FakePrinter([PRINTED], [first]), FakePrinter([PRINTED], [spare]))
    assert await WatchedPrinter(pair).look() == together


def test_citizens_read_it_before_they_take_a_number() -> None:
    """Without paper, and with any other trouble; nothing while slips come out or nothing is known."""
    said = "Máy in tạm hết giấy. Vẫn lấy được số: xin chụp lại màn hình hoặc ghi nhớ số"
    assert printer_line(EMPTY, VIETNAMESE) == said
    assert printer_line(PrinterRest("off"), VIETNAMESE).startswith(
        "Máy in tạm không in được. Vẫn lấy được số"
    )
    assert printer_line(READY, VIETNAMESE) == printer_line(None, VIETNAMESE) == ""


def test_a_slow_printer_is_said_to_be_slow() -> None:
    """The slip may come later; what to do if it does not is said too."""
    said = print_sentence(PrintReport("unconfirmed", "slow"), "1001", VIETNAMESE)
    assert said == "Máy in chậm, phiếu có thể ra sau. Nếu không có phiếu, xin ghi nhớ số 1001"


@pytest.mark.slow
async def test_paper_that_is_put_in_while_its_citizen_waits() -> None:
    """The first page has said that there is none; the slip comes out by itself, and the page says no more."""
    async with network_printer(Behaviour(ready=PAPER_ENDED)) as (fake, port):
        printer = open_printer(f"network:127.0.0.1:{port}", PATIENT)
        async with undrawn_door(printer, Setup(settings={"back_seconds": 0.01})) as door:
            await door.ears.wait_for(Jobs.PrinterLooked)
            await door.pilot.pause()
            assert "Máy in tạm hết giấy. Vẫn lấy được số" in door.text()
            failed = await door.take_ordinary_number()
            assert failed.report is not None
            assert (failed.report.reason, failed.may_copy) == ("paper-out", True)
            fake.behaviour = Behaviour()
            printed = await door.turned_to(DialogueStep.TICKET, printed=True, copies=1)
            assert printed.report is not None
            assert printed.report.outcome == "printed"
            await door.ears.wait_for(Jobs.Reported, lambda message: message.command.outcome == "printed")
            ticket = door.office.office.tickets["1001"]
            assert (ticket.print_state, ticket.copies) == (PrintState.PRINTED, 0)
            await door.press("0")
            await door.until(DialogueStep.CHOOSE_FIELD)
            assert "Máy in tạm" not in door.text()
